"""From articles to the catalog: how the questions belong together."""

import datetime as dt
from collections.abc import Sequence

from wenda.catalog.duplicates import also_asked, other_regions
from wenda.catalog.gazetteer import gazetteer
from wenda.catalog.regions import used_regions
from wenda.catalog.related import Place, find_related
from wenda.catalog.shelves import Shelves
from wenda.catalog.subjects import subject_of
from wenda.catalog.years import year_of
from wenda.model import Article, Catalog, Entry, Topic


def build_catalog(articles: Sequence[Article], topics: Sequence[Topic], today: dt.date) -> Catalog:
    """Work out everything that `articles` have to do with each other."""
    shelves = Shelves(topics)
    subjects = [subject_of(article) for article in sorted(articles, key=lambda article: article.id)]
    places = [Place(*shelves.place(subject.article)) for subject in subjects]
    same, elsewhere = also_asked(subjects), other_regions(subjects)
    shown = {s.article.id: frozenset((*same.get(s.article.id, ()), *elsewhere.get(s.article.id, ()))) for s in subjects}
    ties = find_related(subjects, places, shown)
    known = gazetteer()
    entries = {}
    in_topic: dict[str, list[str]] = {}
    for subject, place in zip(subjects, places, strict=True):
        article = subject.article
        year = year_of(article.title)
        entries[article.id] = Entry(
            article=article,
            topic=place.topic,
            group=place.group,
            region=known.region(subject.region).id if subject.region >= 0 else "",
            related=ties.related[article.id],
            recommended=ties.recommended[article.id],
            also_asked=same.get(article.id, ()),
            other_regions=elsewhere.get(article.id, ()),
            past_year=year if 0 < year < today.year else 0,
            review_due=article.review_by is not None and article.review_by < today,
        )
        if place.topic:
            in_topic.setdefault(place.topic, []).append(article.id)
    used = {topic.id: topic for topic in topics if topic.id in in_topic}
    listed = {id_: tuple(in_topic[id_]) for id_ in used}
    regions = used_regions(subject.region for subject in subjects if subject.region >= 0)
    return Catalog(entries, used, {}, regions, listed, {}, {})
