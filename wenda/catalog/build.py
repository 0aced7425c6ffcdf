"""From articles to the catalog: how the questions belong together."""

import datetime as dt
from collections.abc import Sequence

from wenda.catalog.shelves import Shelves
from wenda.catalog.years import year_of
from wenda.model import Article, Catalog, Entry, Topic


def build_catalog(articles: Sequence[Article], topics: Sequence[Topic], today: dt.date) -> Catalog:
    """Work out everything that `articles` have to do with each other."""
    shelves = Shelves(topics)
    entries = {}
    in_topic: dict[str, list[str]] = {}
    for article in sorted(articles, key=lambda article: article.id):
        topic, group = shelves.place(article)
        year = year_of(article.title)
        entries[article.id] = Entry(
            article=article,
            topic=topic,
            group=group,
            past_year=year if 0 < year < today.year else 0,
            review_due=article.review_by is not None and article.review_by < today,
        )
        if topic:
            in_topic.setdefault(topic, []).append(article.id)
    used = {topic.id: topic for topic in topics if topic.id in in_topic}
    listed = {id_: tuple(in_topic[id_]) for id_ in used}
    return Catalog(entries, used, {}, {}, listed, {}, {})
