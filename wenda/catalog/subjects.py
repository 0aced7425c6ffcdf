"""Reading off each article, once for all that compare articles, what it is about."""

import re
from collections.abc import Sequence
from functools import lru_cache

import rjieba

from wenda.catalog.backlinks import linked_paths
from wenda.catalog.gazetteer import gazetteer
from wenda.catalog.places import find_places
from wenda.catalog.questions import question_of
from wenda.catalog.regions import OPENING, region_of
from wenda.catalog.shelves import Shelves
from wenda.catalog.subject import Asked, Subject
from wenda.catalog.tags import nouns_of
from wenda.catalog.vectors import rows_of
from wenda.model import Article, Status
from wenda.text import fold, latest_year

_LEAD = max(160, OPENING)  # characters of a body that say what it is about, where no summary does
_BETWEEN_SINGLE = re.compile(r"(?<=(?<!\w)\w) (?=\w(?!\w))")
_TARGET = re.compile(r"\]\([^()\s]*\)|https?://\S+|<[^<>]*>")


def subjects_of(articles: Sequence[Article], shelves: Shelves) -> list[Subject]:
    """Read `articles`, each by itself: what others there are makes no difference."""
    read = [_read(article) for article in articles]
    rows = rows_of([_texts(article, asked) for article, (_, _, _, asked) in zip(articles, read, strict=True)])
    subjects = []
    for article, (title, region, insisted, asked), row in zip(articles, read, rows, strict=True):
        topic, group, told_by_body = shelves.place(article, title)
        date = article.updated or article.date
        subjects.append(
            Subject(
                id=article.id,
                path=article.path,
                region=region,
                topic=topic,
                group=group,
                asked=asked,
                title=title,
                nouns=nouns_of(title),
                tags=article.tags,
                related=article.related,
                links=linked_paths(article),
                day=date.toordinal() if date else 0,
                is_full=article.status is Status.FULL,
                year=latest_year(article.title),
                row=row,
                read=-1 if insisted or told_by_body else OPENING if article.summary else _LEAD,
            )
        )
    return subjects


def _read(article: Article) -> tuple[str, int, bool, tuple[Asked, ...]]:
    """Return the folded title, the region, whether the whole body told it, and the titles taken apart."""
    titles = [fold(title) for title in (article.title, *article.alt_titles)]
    places = [find_places(title) for title in titles]
    region, insisted = region_of(article, places[0])
    within = gazetteer().within
    asked = tuple(
        Asked(
            question_of(title, found),
            tuple(place.number for place in found if region < 0 or not within(region, place.number)),
        )
        for title, found in zip(titles, places, strict=True)
    )
    return titles[0], region, insisted, asked


def _texts(article: Article, asked: Sequence[Asked]) -> tuple[str, ...]:
    """Return the texts of an article for each of the fields of `vectors`."""
    title, *others = (_apart(one.question.content) for one in asked)
    names = "\n".join((*others, *map(_tag_apart, article.tags)))
    return title, names, article.summary or _TARGET.sub(" ", article.body[:_LEAD])


def _apart(text: str) -> str:
    """Return `text` with its words apart, so that no term spans two of them: 医保 余额 has no 保余.

    Single characters stay together; they are mostly words that the segmenter doesn't know.
    """
    return _BETWEEN_SINGLE.sub("", " ".join(rjieba.cut(text, hmm=False)))


_tag_apart = lru_cache(maxsize=16384)(_apart)
