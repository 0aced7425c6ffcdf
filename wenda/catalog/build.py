"""From articles to the catalog: how the questions belong together."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from wenda.catalog.backlinks import backlinks
from wenda.catalog.duplicates import also_asked, other_regions
from wenda.catalog.gazetteer import gazetteer
from wenda.catalog.regions import used_regions
from wenda.catalog.related import Place, find_related
from wenda.catalog.shelves import Shelves
from wenda.catalog.subjects import subject_of
from wenda.catalog.tags import assign_tags
from wenda.model import Article, Catalog, Entry, Region, Topic
from wenda.text import past_year


def build_catalog(articles: Sequence[Article], topics: Sequence[Topic], today: dt.date) -> Catalog:
    """Work out everything that `articles` have to do with each other.

    The order of `articles` makes no difference. `topics`, `tags` and `regions` of the catalog are those in
    use, topics in the taxonomy's order, tags by id, regions in the gazetteer's.
    """
    newest = sorted(articles, key=_newest_first)
    subjects = [subject_of(article) for article in sorted(articles, key=lambda article: article.id)]
    shelves = Shelves(topics)
    places = [Place(*shelves.place(subject.article)) for subject in subjects]
    regions = used_regions(subject.region for subject in subjects if subject.region >= 0)
    tags, tags_of = assign_tags(
        [subject.article for subject in subjects], topics, frozenset(gazetteer().numbers)
    )
    same, elsewhere, linking = also_asked(subjects), other_regions(subjects), backlinks(newest)
    ties = find_related(subjects, places, (same, elsewhere))
    entries = {}
    for subject, place in zip(subjects, places, strict=True):
        article = subject.article
        entries[article.id] = Entry(
            article=article,
            topic=place.topic,
            group=place.group,
            region=gazetteer().region(subject.region).id if subject.region >= 0 else "",
            tags=tags_of[article.id],
            related=ties.related[article.id],
            recommended=ties.recommended[article.id],
            backlinks=linking.get(article.id, ()),
            also_asked=same.get(article.id, ()),
            other_regions=elsewhere.get(article.id, ()),
            past_year=past_year(article.title, today.year),
            review_due=article.review_by is not None and article.review_by < today,
        )
    in_order = [entries[article.id] for article in newest]
    in_topic = _listed(in_order, lambda entry: (entry.topic,) if entry.topic else ())
    return Catalog(
        entries=entries,
        topics={topic.id: topic for topic in topics if topic.id in in_topic},
        tags=tags,
        regions=regions,
        in_topic=in_topic,
        in_tag=_listed(in_order, lambda entry: entry.tags),
        in_region=_listed(in_order, lambda entry: _around(entry.region, regions)),
    )


def _newest_first(article: Article) -> tuple[int, str]:
    date = article.updated or article.date
    return -date.toordinal() if date else 0, article.id


def _listed(
    entries: Iterable[Entry], names: Callable[[Entry], Iterable[str]]
) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of articles by the names that each is listed under, in the order of `entries`."""
    listed: dict[str, list[str]] = {}
    for entry in entries:
        for name in names(entry):
            listed.setdefault(name, []).append(entry.article.id)
    return {name: tuple(ids) for name, ids in listed.items()}


def _around(region: str, regions: Mapping[str, Region]) -> Iterable[str]:
    while region:
        yield region
        region = regions[region].parent
