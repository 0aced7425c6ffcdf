"""The lists of listings: all topics, all regions by province, all tags by initial."""

from collections.abc import Iterator, Mapping, Sequence

from wenda.model import Catalog
from wenda.site.pages.cards import Cards, article_url, topic_url
from wenda.site.pages.listings import children
from wenda.site.pages.paging import parts
from wenda.site.pages.questions import anchor_of, shelves_by_initial
from wenda.site.pages.views import CountedLink, Crumbs, Link, OverviewView, Pagination, Shelf
from wenda.site.texts import Texts

LINKS = 600
"""Most links on one page of an overview."""

COMMONEST = 30
"""Tags that stand before all others where these take several pages."""

DEEP = 400
"""Regions up to which all are shown; where there are more, a county is found on its city's page."""


def overviews(catalog: Catalog, cards: Cards, texts: Texts) -> Iterator[OverviewView]:
    """Yield the pages of every overview."""
    yield from _pages("topics", (Shelf("", "", topics(catalog)),), texts)
    yield from _pages("tags", _tags(catalog, cards, texts), texts)
    yield from _pages("regions", tuple(_provinces(catalog)), texts)


def topics(catalog: Catalog) -> tuple[CountedLink, ...]:
    """Return the topics that have articles, in their own order."""
    return tuple(
        CountedLink(topic_url(topic.id), topic.name, count, topic.description)
        for topic in catalog.topics.values()
        if (count := len(catalog.in_topic.get(topic.id, ())))
    )


def tag_links(catalog: Catalog, cards: Cards) -> Iterator[CountedLink]:
    """Yield a link for each tag; one that a single article has leads there."""
    for id_, link in cards.tags.items():
        ids = catalog.in_tag.get(id_, ())
        if ids:
            url = link.url if len(ids) > 1 else article_url(ids[0])
            yield CountedLink(url, link.text, len(ids))


def _tags(catalog: Catalog, cards: Cards, texts: Texts) -> tuple[Shelf, ...]:
    links = tuple(tag_links(catalog, cards))
    shelves = tuple(
        Shelf(letter, anchor_of(letter), some) for letter, some in shelves_by_initial(iter(links))
    )
    if len(links) <= LINKS:
        return shelves
    commonest = sorted(links, key=lambda link: (-link.count, link.url))[:COMMONEST]
    return (Shelf(texts.say("pages", "commonest"), "commonest", tuple(commonest)), *shelves)


def _provinces(catalog: Catalog) -> Iterator[Shelf]:
    within = children(catalog)
    deep = len(catalog.regions) <= DEEP
    for province in within.get("", ()):
        links = (province, *_below(province, within, deep=deep))
        yield Shelf(province.text, f"region-{_id(province)}", links)


def _below(
    region: CountedLink, within: Mapping[str, tuple[CountedLink, ...]], *, deep: bool
) -> Iterator[CountedLink]:
    for child in within.get(_id(region), ()):
        yield child
        if deep:
            yield from _below(child, within, deep=deep)


def _id(region: CountedLink) -> str:
    return region.url.split("/")[1]


def _pages(kind: str, shelves: Sequence[Shelf], texts: Texts) -> Iterator[OverviewView]:
    """Yield the pages of an overview: at its own address, then at `_2/`, `_3/` … below it, which no id can be."""
    title, url = texts.say("pages", kind), f"{kind}/"
    pages = tuple(_cut(shelves)) or ((),)
    urls = (url, *(f"{url}_{number}/" for number in range(2, len(pages) + 1)))
    starts: dict[str, Link] = {}
    for address, some in zip(urls, pages, strict=True):
        for shelf in some:
            if shelf.anchor:
                starts.setdefault(shelf.anchor, Link(f"{address}#{shelf.anchor}", shelf.heading))
    for number, some in enumerate(pages, 1):
        yield OverviewView(
            kind=kind,
            title=title if number == 1 else texts.say("pages", "number", title=title, number=number),
            url=urls[number - 1],
            crumbs=Crumbs((Link("", texts.say("pages", "home")), Link(url, title))),
            shelves=some,
            jump=tuple(starts.values()) if len(starts) > 1 else (),
            pagination=Pagination(number, urls) if len(urls) > 1 else None,
        )


def _cut(shelves: Sequence[Shelf]) -> Iterator[tuple[Shelf, ...]]:
    """Yield the shelves of each page; a shelf that is cut keeps its heading on both sides."""
    for page in parts([len(shelf.links) for shelf in shelves], LINKS):
        yield tuple(Shelf(shelves[n].heading, shelves[n].anchor, shelves[n].links[part]) for n, part in page)
