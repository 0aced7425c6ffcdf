"""Listings, divided into sections and cut into pages, and how a reader gets from one page to another.

The cost is linear in the articles shown: each article's card is made once for all listings.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from wenda.site.pages.cards import Cards
from wenda.site.pages.views import CardGroup, CountedLink, Crumbs, Link, ListingView, Pagination, Rows

FEW = 50
"""Articles up to which a listing shows their short answers or dates: it is then read, not searched."""


@dataclass(frozen=True, slots=True)
class Section:
    """Articles under one heading of a listing; heading and anchor are empty when the listing is not divided."""

    heading: str
    anchor: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A whole listing before it is cut into pages."""

    kind: str
    title: str
    url: str
    crumbs: Crumbs
    description: str
    sections: tuple[Section, ...]
    narrower: tuple[CountedLink, ...] = ()
    dated: bool = False  # the dates are what it is about: they stay however long it is
    summarised: bool = False  # worth a summary of each article, where they are few

    @property
    def total(self) -> int:
        """Return the number of articles."""
        return sum(len(section.ids) for section in self.sections)


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a listing; pages count from 1."""

    listing: Listing
    number: int
    urls: tuple[str, ...]  # of all pages of the listing
    sections: tuple[Section, ...]
    jump: tuple[Link, ...]  # to where each section of the whole listing begins

    @property
    def url(self) -> str:
        """Return the page's address."""
        return self.urls[self.number - 1]

    def view(self, title: str, cards: Cards, *, thin: bool) -> ListingView:
        """Return what the page shows."""
        listing, is_whole = self.listing, len(self.urls) == 1
        return ListingView(
            kind=listing.kind,
            title=title,
            url=self.url,
            crumbs=listing.crumbs,
            total=listing.total,
            groups=tuple(
                CardGroup(section.heading, section.anchor, cards.cards(section.ids))
                for section in self.sections
            ),
            rows=_rows(listing),
            jump=self.jump,
            description=listing.description if self.number == 1 else "",
            narrower=listing.narrower if self.number == 1 else (),
            filtered=is_whole and any(link.region for link in listing.narrower),
            pagination=None if is_whole else Pagination(self.number, self.urls),
            thin=thin,
        )


def slices(listing: Listing, size: int) -> Iterator[Slice]:
    """Yield the pages of a listing, at most `size` articles each: at its own address, then at `2/`, `3/` … below it."""
    pages = tuple(cut(listing.sections, size))
    urls = (listing.url, *(f"{listing.url}{number}/" for number in range(2, len(pages) + 1)))
    starts: dict[str, Link] = {}
    for url, sections in zip(urls, pages, strict=False):
        for section in sections:
            if section.anchor:
                starts.setdefault(section.anchor, Link(f"{url}#{section.anchor}", section.heading))
    jump = tuple(starts.values()) if len(starts) > 1 else ()
    for number, sections in enumerate(pages, 1):
        yield Slice(listing, number, urls, sections, jump)


def _rows(listing: Listing) -> Rows:
    if listing.total > FEW:
        return Rows.DATED if listing.dated else Rows.PLAIN
    return Rows.CARDS if listing.summarised else Rows.DATED


def start_of(sections: Sequence[Section], anchor: str, url: str, size: int) -> str:
    """Return the address at which the section of this anchor begins, in a listing at `url` cut into pages of `size`."""
    before = 0
    for section in sections:
        if section.anchor == anchor:
            number = before // size + 1
            return f"{url}{number}/#{anchor}" if number > 1 else f"{url}#{anchor}"
        before += len(section.ids)
    raise KeyError(anchor)


def cut(sections: Sequence[Section], size: int) -> Iterator[tuple[Section, ...]]:
    """Yield the sections of each page; a section that is cut keeps its heading on both sides."""
    for page in parts([len(section.ids) for section in sections], size):
        yield tuple(
            Section(sections[n].heading, sections[n].anchor, sections[n].ids[part]) for n, part in page
        )


def parts(lengths: Sequence[int], size: int) -> Iterator[tuple[tuple[int, slice], ...]]:
    """Yield for each page of `size` which lists, of these lengths, stand on it, by number, and which part of each."""
    page: list[tuple[int, slice]] = []
    room = size
    for number, length in enumerate(lengths):
        start = 0
        while start < length:
            end = min(start + room, length)
            page.append((number, slice(start, end)))
            start, room = end, room - (end - start)
            if not room:
                yield tuple(page)
                page, room = [], size
    if page:
        yield tuple(page)


def divide(ids: Sequence[str], key: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    """Return the ids under each key, in the order in which they and the keys are met."""
    found: dict[str, list[str]] = defaultdict(list)
    for id_ in ids:
        found[key(id_)].append(id_)
    return {name: tuple(some) for name, some in found.items()}
