"""All questions of the site: by the pinyin initial of their titles, and by date."""

from collections import Counter
from collections.abc import Iterator

from wenda.model import Catalog
from wenda.site.pages.paging import Listing, Section, divide
from wenda.site.pages.views import CountedLink, Crumbs, Link
from wenda.site.texts import Texts
from wenda.slug import slugify
from wenda.text import is_han

OTHERS = "#"
"""The initial of titles that begin with neither a letter nor a character that has a reading."""


def initial(title: str) -> str:
    """Return the upper-case letter under which a reader looks for `title`: its own, or the first of its pinyin."""
    for char in title:
        if char.isascii():
            if char.isalpha():
                return char.upper()
            if char.isdigit():
                return OTHERS
        elif char.isalpha():
            letter = slugify(char)[0].upper() if is_han(char) else ""
            return letter if letter.isalpha() else OTHERS
    return OTHERS


def all_questions(catalog: Catalog, texts: Texts) -> Iterator[Listing]:
    """Yield the listing by initial, then the one by month. Within an initial, ids give the order: they are pinyin."""
    home = Link("", texts.say("pages", "home"))
    own = Link("all/", texts.say("pages", "all"))
    dated = Link("all/by-date/", texts.say("pages", "all_by_date"))
    description = texts.count("pages", "all_description", count=len(catalog.entries))
    yield Listing(
        kind="all",
        title=own.text,
        url=own.url,
        crumbs=Crumbs((home, own)),
        description=description,
        sections=_by_initial(catalog),
        narrower=(CountedLink(dated.url, dated.text, len(catalog.entries)),),
    )
    yield Listing(
        kind="all",
        title=dated.text,
        url=dated.url,
        crumbs=Crumbs((home, own, dated)),
        description=description,
        sections=_by_month(catalog, texts.say("pages", "undated")),
        dated=True,
        narrower=(CountedLink(own.url, texts.say("pages", "all_by_initial"), len(catalog.entries)),),
    )


def shelves_by_initial(links: Iterator[CountedLink]) -> Iterator[tuple[str, tuple[CountedLink, ...]]]:
    """Yield links under their initials, letters first; within one, those with most articles first."""
    found: dict[str, list[CountedLink]] = {}
    for link in links:
        found.setdefault(initial(link.text), []).append(link)
    for letter in sorted(found, key=_letters_first):
        yield letter, tuple(sorted(found[letter], key=lambda link: (-link.count, link.url)))


def _by_initial(catalog: Catalog) -> tuple[Section, ...]:
    found = divide(sorted(catalog.entries), lambda id_: initial(catalog.entries[id_].article.title))
    return tuple(
        Section(letter, anchor_of(letter), found[letter]) for letter in sorted(found, key=_letters_first)
    )


def _by_month(catalog: Catalog, undated: str) -> tuple[Section, ...]:
    days = {id_: entry.article.updated or entry.article.date for id_, entry in catalog.entries.items()}
    newest_first = sorted(days, key=lambda id_: (-(day.toordinal() if (day := days[id_]) else 0), id_))
    found = divide(newest_first, lambda id_: day.isoformat()[:7] if (day := days[id_]) else "")
    return tuple(Section(month or undated, f"month-{month or 'none'}", ids) for month, ids in found.items())


def anchor_of(letter: str) -> str:
    """Return the anchor of what stands under an initial."""
    return f"initial-{letter.lower() if letter.isalpha() else 'other'}"


def _letters_first(letter: str) -> tuple[bool, str]:
    return letter == OTHERS, letter


def most_common(words: Iterator[str], count: int) -> tuple[str, ...]:
    """Return the commonest words, those met as often in their own order."""
    return tuple(
        word for word, _ in sorted(Counter(words).items(), key=lambda item: (-item[1], item[0]))[:count]
    )
