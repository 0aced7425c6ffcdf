"""The knowledge map: topics and questions as a picture, and the same links as a list below it.

A site of a few hundred questions is drawn whole. A larger one shows its largest topics, with the questions that most
others lead to, so that the page stays a page at any size.
"""

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wenda.model import Catalog, Status
from wenda.site.pages.cards import Cards, article_url, topic_url
from wenda.site.pages.map_layout import pack, rings
from wenda.site.pages.map_names import lines_of
from wenda.site.pages.paging import divide
from wenda.site.pages.views import CountedLink, Crumbs, Link, MapDot, MapGroup, MapTopic, MapView
from wenda.site.texts import Texts

MAX_TOPICS = 20
MAX_QUESTIONS = 240
MAX_TIES = 150  # lines between questions of different topics, the strongest
_LEAST = 3  # questions that a topic shows at least


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A topic and its questions; `names` are those of its groups, in order."""

    link: Link
    names: tuple[str, ...]
    ids: tuple[str, ...]


def map_view(catalog: Catalog, texts: Texts) -> MapView:
    """Return the map of a catalog; its size is bounded, its cost linear in the relations."""
    shelves = sorted(_shelves(catalog, texts), key=lambda shelf: (-len(shelf.ids), shelf.link.url))[
        :MAX_TOPICS
    ]
    drawn = [_chosen(shelf, quota, catalog) for shelf, quota in zip(shelves, _quotas(shelves), strict=True)]
    flowers = [rings(sum(len(ids) for _, ids in groups)) for groups in drawn]
    places, height = pack([radius for _, radius in flowers], _ties_of_topics(shelves, catalog))
    topics: list[MapTopic] = []
    points: dict[str, tuple[int, int]] = {}
    for shelf, groups, (offsets, radius), (x, y) in zip(shelves, drawn, flowers, places, strict=True):
        own = [(round(x + dx), round(y + dy)) for dx, dy in offsets]
        points.update(zip((id_ for _, ids in groups for id_ in ids), own, strict=True))
        topics.append(_topic(shelf, groups, points, (round(x), round(y), round(radius)), catalog))
    title = texts.say("pages", "map")
    return MapView(
        title=title,
        crumbs=Crumbs((Link("", texts.say("pages", "home")), Link("map/", title))),
        total=len(catalog.entries),
        shown=len(points),
        height=math.ceil(height),
        topics=tuple(topics),
        ties=tuple(_ties_of_questions(points, catalog)),
    )


def _shelves(catalog: Catalog, texts: Texts) -> Iterator[_Shelf]:
    """Yield what questions are gathered under: topics, or tags where no topics are set up, and the rest."""
    left = set(catalog.entries)
    if catalog.topics:
        for topic in catalog.topics.values():
            ids = catalog.in_topic.get(topic.id, ())
            names = tuple(group.name for group in topic.groups)
            yield from _some(_Shelf(Link(topic_url(topic.id), topic.name), names, ids))
            left.difference_update(ids)
    else:
        largest = sorted(catalog.in_tag, key=lambda tag: (-len(catalog.in_tag[tag]), tag))[: MAX_TOPICS - 1]
        tags = Cards(catalog).tags
        for tag in largest:
            ids = tuple(id_ for id_ in catalog.in_tag[tag] if id_ in left)
            yield from _some(_Shelf(tags[tag], (), ids))
            left.difference_update(ids)
    rest = Link("all/", texts.say("pages", "no_topic"))
    yield from _some(_Shelf(rest, (), tuple(id_ for id_ in catalog.entries if id_ in left)))


def _some(shelf: _Shelf) -> Iterator[_Shelf]:
    if shelf.ids:
        yield shelf


def _quotas(shelves: Sequence[_Shelf]) -> list[int]:
    """Return how many questions of each shelf are drawn: all, or shares that grow as the root of its size."""
    sizes = [len(shelf.ids) for shelf in shelves]
    if sum(sizes) <= MAX_QUESTIONS:
        return sizes
    share = MAX_QUESTIONS / sum(map(math.sqrt, sizes))
    return [min(size, max(_LEAST, int(share * math.sqrt(size)))) for size in sizes]


def _chosen(shelf: _Shelf, quota: int, catalog: Catalog) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the questions of a shelf that most others lead to, by group."""
    first = sorted(shelf.ids, key=lambda id_: -len(catalog.entries[id_].backlinks))[:quota]
    found = divide(first, lambda id_: catalog.entries[id_].group)
    if not shelf.names:
        return (("", tuple(first)),)
    named = [(name, found[name]) for name in shelf.names if name in found]
    other = tuple(id_ for name, ids in found.items() if name not in shelf.names for id_ in ids)
    return (*named, *([("", other)] if other else []))


def _topic(
    shelf: _Shelf,
    groups: Sequence[tuple[str, tuple[str, ...]]],
    points: Mapping[str, tuple[int, int]],
    disc: tuple[int, int, int],
    catalog: Catalog,
) -> MapTopic:
    x, y, radius = disc
    return MapTopic(
        link=CountedLink(shelf.link.url, shelf.link.text, len(shelf.ids)),
        lines=lines_of(shelf.link.text),
        x=x,
        y=y,
        radius=radius,
        groups=tuple(
            MapGroup(name, tuple(_dot(id_, points[id_], catalog) for id_ in ids)) for name, ids in groups
        ),
    )


def _dot(id_: str, point: tuple[int, int], catalog: Catalog) -> MapDot:
    article = catalog.entries[id_].article
    return MapDot(Link(article_url(id_), article.title), *point, excerpt=article.status is Status.EXCERPT)


def _ties_of_topics(shelves: Sequence[_Shelf], catalog: Catalog) -> dict[tuple[int, int], float]:
    """Return how strongly every two shelves are tied: their questions' relations, against their sizes."""
    shelf_of = {id_: number for number, shelf in enumerate(shelves) for id_ in shelf.ids}
    counts: Counter[tuple[int, int]] = Counter()
    for id_, here in shelf_of.items():
        for relation in catalog.entries[id_].related:
            there = shelf_of.get(relation.id, here)
            if here != there:
                counts[min(here, there), max(here, there)] += 1
    sizes = [len(shelf.ids) for shelf in shelves]
    return {
        pair: counts[pair] / math.sqrt(sizes[pair[0]] * sizes[pair[1]])
        for pair in itertools.combinations(range(len(shelves)), 2)
    }


def _ties_of_questions(
    points: Mapping[str, tuple[int, int]], catalog: Catalog
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the lines between related questions of different topics, the strongest."""
    found = {
        (min(id_, relation.id), max(id_, relation.id)): relation.score
        for id_ in points
        for relation in catalog.entries[id_].related
        if relation.id in points and catalog.entries[relation.id].topic != catalog.entries[id_].topic
    }
    for one, other in sorted(found, key=lambda pair: (-found[pair], pair))[:MAX_TIES]:
        yield *points[one], *points[other]
