"""From articles to the catalog: how the questions belong together."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wenda.catalog.backlinks import backlinks
from wenda.catalog.duplicates import also_asked, other_regions
from wenda.catalog.gazetteer import gazetteer
from wenda.catalog.regions import used_regions
from wenda.catalog.related import find_related, pairs_of
from wenda.catalog.shelves import Shelves
from wenda.catalog.subject import Subject
from wenda.catalog.subjects import subjects_of
from wenda.catalog.tags import assign_tags
from wenda.model import Article, Catalog, Entry, Region, Relation, Tag, Topic
from wenda.slug import known_slugs, learn_slugs

Listed = Mapping[str, tuple[str, ...]]
"""Ids by the name of a list or by another id."""
Parallel = Callable[[Callable[[int], Any], int], Iterable[Any]]
"""Works out a task for each number below a count, in any order, perhaps in several processes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an article stands among the others: the fields of its `Entry` that neither its text nor the day decides."""

    topic: str
    group: str
    region: str
    tags: tuple[str, ...]
    related: tuple[Relation, ...]
    recommended: tuple[str, ...]
    backlinks: tuple[str, ...]
    also_asked: tuple[str, ...]
    other_regions: tuple[str, ...]
    year: int  # the latest that the title speaks of, or 0


@dataclass(frozen=True, slots=True)
class Connections:
    """How the articles belong together, whatever they say beyond their `Subject`; as in `Catalog`."""

    standings: dict[str, Standing]
    topics: dict[str, Topic]
    tags: dict[str, Tag]
    regions: dict[str, Region]
    in_topic: dict[str, tuple[str, ...]]
    in_tag: dict[str, tuple[str, ...]]
    in_region: dict[str, tuple[str, ...]]


def build_catalog(articles: Sequence[Article], topics: Sequence[Topic], today: dt.date) -> Catalog:
    """Work out everything that `articles` have to do with each other.

    The order of `articles` makes no difference. `topics`, `tags` and `regions` of the catalog are those in
    use, topics in the taxonomy's order, tags by id, regions in the gazetteer's.
    """
    subjects = subjects_of(articles, Shelves(topics))
    return catalog_of(connect(subjects, topics), articles, today)


def catalog_of(connections: Connections, articles: Iterable[Article], today: dt.date) -> Catalog:
    """Return the catalog of `articles`, which `connections` are about, on a given day."""
    by_id = {article.id: article for article in articles}
    return Catalog(
        entries={id_: _entry(by_id[id_], some, today) for id_, some in connections.standings.items()},
        topics=connections.topics,
        tags=connections.tags,
        regions=connections.regions,
        in_topic=connections.in_topic,
        in_tag=connections.in_tag,
        in_region=connections.in_region,
    )


def one_by_one(task: Callable[[int], Any], count: int) -> Iterable[Any]:
    """Work out a task for each number below `count` in this process."""
    return map(task, range(count))


def connect(
    subjects: Iterable[Subject], topics: Sequence[Topic], parallel: Parallel = one_by_one
) -> Connections:
    """Work out how the articles that `subjects` are about belong together; their order makes no difference."""
    subjects = sorted(subjects, key=lambda subject: subject.id)
    newest = sorted(subjects, key=lambda subject: (-subject.day, subject.id))
    steps: Sequence[Callable[[], Any]] = (
        lambda: pairs_of(subjects),
        lambda: (assign_tags(subjects, topics, frozenset(gazetteer().numbers)), known_slugs()),
        lambda: (also_asked(subjects), other_regions(subjects), backlinks(newest)),
    )
    found = dict(parallel(lambda number: (number, steps[number]()), len(steps)))
    pairs, ((tags, tags_of), slugs), (same, elsewhere, linking) = map(found.__getitem__, range(len(steps)))
    learn_slugs(slugs)  # perhaps of another process
    ties = find_related(subjects, pairs, (same, elsewhere))
    regions = used_regions(subject.region for subject in subjects if subject.region >= 0)
    standings = {
        subject.id: Standing(
            topic=subject.topic,
            group=subject.group,
            region=gazetteer().id_of(subject.region) if subject.region >= 0 else "",
            tags=tags_of[subject.id],
            related=ties.related[subject.id],
            recommended=ties.recommended[subject.id],
            backlinks=linking.get(subject.id, ()),
            also_asked=same.get(subject.id, ()),
            other_regions=elsewhere.get(subject.id, ()),
            year=subject.year,
        )
        for subject in subjects
    }
    ids = [subject.id for subject in newest]
    in_topic = _listed(ids, lambda id_: (standings[id_].topic,) if standings[id_].topic else ())
    return Connections(
        standings=standings,
        topics={topic.id: topic for topic in topics if topic.id in in_topic},
        tags=tags,
        regions=regions,
        in_topic=in_topic,
        in_tag=_listed(ids, lambda id_: standings[id_].tags),
        in_region=_listed(ids, lambda id_: _around(standings[id_].region, regions)),
    )


def _entry(article: Article, standing: Standing, today: dt.date) -> Entry:
    return Entry(
        article=article,
        topic=standing.topic,
        group=standing.group,
        region=standing.region,
        tags=standing.tags,
        related=standing.related,
        recommended=standing.recommended,
        backlinks=standing.backlinks,
        also_asked=standing.also_asked,
        other_regions=standing.other_regions,
        past_year=standing.year if standing.year < today.year else 0,
        review_due=article.review_by is not None and article.review_by < today,
    )


def _listed(ids: Iterable[str], names: Callable[[str], Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return the ids of articles by the names that each is listed under, in the order of `ids`."""
    listed: dict[str, list[str]] = {}
    for id_ in ids:
        for name in names(id_):
            listed.setdefault(name, []).append(id_)
    return {name: tuple(some) for name, some in listed.items()}


def _around(region: str, regions: Mapping[str, Region]) -> Iterator[str]:
    while region:
        yield region
        region = regions[region].parent
