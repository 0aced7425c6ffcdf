"""Listing pages: the articles of a topic, a tag, a region, a topic in a region, and all of them.

A listing is divided into groups and cut into pages; each article's card is made once for all of them, so the cost is
linear in the articles shown.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wenda.model import Catalog
from wenda.site.articles import region_path
from wenda.site.cards import Cards, region_url, tag_url, topic_url
from wenda.site.texts import Texts
from wenda.site.views import CardGroup, CountedLink, Crumbs, Link, ListingView, Pagination


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A whole listing before it is cut into pages; `groups` holds headings and article ids, in order."""

    kind: str
    title: str
    url: str
    crumbs: Crumbs
    description: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    narrower: tuple[CountedLink, ...] = ()

    @property
    def total(self) -> int:
        """Return the number of articles."""
        return sum(len(ids) for _, ids in self.groups)


class Listings:
    """Makes the listings of a catalog."""

    def __init__(self, catalog: Catalog, texts: Texts) -> None:
        self._catalog = catalog
        self._texts = texts
        self._home = Link("", texts.say("pages", "home"))

    def all(self) -> Iterator[Listing]:
        """Yield every listing of the site, in the order of their addresses' kinds."""
        yield from self._topics()
        yield from self._tags()
        yield from self._regions()

    def _topics(self) -> Iterator[Listing]:
        shelf = Link("topics/", self._texts.say("pages", "topics"))
        for topic in self._catalog.topics.values():
            ids = self._catalog.in_topic.get(topic.id, ())
            if not ids:
                continue
            own = Link(topic_url(topic.id), topic.name)
            by_region = self._by_region(ids)
            narrow = {
                region: some for region, some in by_region.items() if len(some) > 1 and len(some) < len(ids)
            }
            yield Listing(
                kind="topic",
                title=topic.name,
                url=own.url,
                crumbs=Crumbs((self._home, shelf, own)),
                description=topic.description or self._describe("topic", topic.name, len(ids)),
                groups=self._by_group(ids, tuple(group.name for group in topic.groups)),
                narrower=tuple(
                    CountedLink(f"{own.url}{region}/", self._catalog.regions[region].name, len(some))
                    for region, some in narrow.items()
                ),
            )
            for region, some in narrow.items():
                name = self._catalog.regions[region].name
                title = self._texts.say("pages", "topic_in_region", region=name, topic=topic.name)
                here = Link(f"{own.url}{region}/", title)
                yield Listing(
                    kind="topic",
                    title=title,
                    url=here.url,
                    crumbs=Crumbs((self._home, shelf, own, Link(here.url, name))),
                    description=self._describe("region", title, len(some)),
                    groups=(("", some),),
                )

    def _tags(self) -> Iterator[Listing]:
        shelf = Link("tags/", self._texts.say("pages", "tags"))
        for tag in self._catalog.tags.values():
            ids = self._catalog.in_tag.get(tag.id, ())
            if ids:
                yield Listing(
                    kind="tag",
                    title=tag.name,
                    url=tag_url(tag.id),
                    crumbs=Crumbs((self._home, shelf, Link(tag_url(tag.id), tag.name))),
                    description=self._describe("tag", tag.name, len(ids)),
                    groups=(("", ids),),
                )

    def _regions(self) -> Iterator[Listing]:
        shelf = Link("regions/", self._texts.say("pages", "regions"))
        within = children(self._catalog)
        for region in self._catalog.regions.values():
            ids = self._catalog.in_region.get(region.id, ())
            if not ids:
                continue
            around = [self._home, shelf]
            if region.parent:
                around.append(Link(region_url(region.parent), self._catalog.regions[region.parent].name))
            yield Listing(
                kind="region",
                title=region.name,
                url=region_url(region.id),
                crumbs=Crumbs((*around, Link(region_url(region.id), region.name))),
                description=self._describe("region", region.full_name, len(ids)),
                groups=self._by_topic(ids),
                narrower=within.get(region.id, ()),
            )

    def _describe(self, kind: str, name: str, count: int) -> str:
        return self._texts.count("pages", f"{kind}_description", name=name, count=count)

    def _by_region(self, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for id_ in ids:
            for region in region_path(self._catalog, self._catalog.entries[id_].region):
                found[region.id].append(id_)
        return {
            region: tuple(some)
            for region, some in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        }

    def _by_group(
        self, ids: Sequence[str], names: tuple[str, ...]
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        found = divide(ids, lambda id_: self._catalog.entries[id_].group)
        other = tuple(id_ for name, some in found.items() if name not in names for id_ in some)
        groups = tuple((name, found[name]) for name in names if name in found)
        rest = self._texts.say("pages", "other_group") if groups else ""
        return (*groups, (rest, other)) if other else groups

    def _by_topic(self, ids: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        found = divide(ids, lambda id_: self._catalog.entries[id_].topic)
        names = {topic.id: topic.name for topic in self._catalog.topics.values()}
        names[""] = self._texts.say("pages", "no_topic")
        return tuple((name, found[topic]) for topic, name in names.items() if topic in found)


def children(catalog: Catalog) -> Mapping[str, tuple[CountedLink, ...]]:
    """Return the regions directly within each region that have articles, in the order of their ids."""
    within: dict[str, list[CountedLink]] = defaultdict(list)
    for region in catalog.regions.values():
        if count := len(catalog.in_region.get(region.id, ())):
            within[region.parent].append(
                CountedLink(region_url(region.id), region.name, count, region.full_name)
            )
    return {parent: tuple(links) for parent, links in within.items()}


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a listing; pages count from 1."""

    listing: Listing
    number: int
    urls: tuple[str, ...]  # of all pages of the listing
    groups: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def url(self) -> str:
        """Return the page's address."""
        return self.urls[self.number - 1]

    def view(self, title: str, cards: Cards, *, thin: bool) -> ListingView:
        """Return what the page shows."""
        listing = self.listing
        groups = enumerate(self.groups, 1)
        return ListingView(
            kind=listing.kind,
            title=title,
            url=self.url,
            crumbs=listing.crumbs,
            total=listing.total,
            groups=tuple(
                CardGroup(heading, f"group-{number}" if heading else "", cards.cards(ids))
                for number, (heading, ids) in groups
            ),
            description=listing.description,
            narrower=listing.narrower,
            pagination=Pagination(self.number, self.urls) if len(self.urls) > 1 else None,
            thin=thin,
        )


def slices(listing: Listing, size: int) -> Iterator[Slice]:
    """Yield the pages of a listing, at most `size` articles each: at its own address, then at `2/`, `3/` … below it."""
    pages = tuple(_cut(listing, size))
    urls = (listing.url, *(f"{listing.url}{number}/" for number in range(2, len(pages) + 1)))
    for number, groups in enumerate(pages, 1):
        yield Slice(listing, number, urls, groups)


def _cut(listing: Listing, size: int) -> Iterator[tuple[tuple[str, tuple[str, ...]], ...]]:
    """Yield the groups of each page; a group that is cut keeps its heading on both sides."""
    page: list[tuple[str, tuple[str, ...]]] = []
    room = size
    for heading, ids in listing.groups:
        rest = ids
        while rest:
            page.append((heading, rest[:room]))
            rest, room = rest[room:], room - len(rest[:room])
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
