"""What each article is about, read off its titles once for all that compare articles."""

from dataclasses import dataclass

from wenda.catalog.gazetteer import gazetteer
from wenda.catalog.places import find_places
from wenda.catalog.questions import Question, question_of
from wenda.catalog.regions import region_of
from wenda.model import Article
from wenda.text import fold


@dataclass(frozen=True, slots=True)
class Asked:
    """One way to ask a question: its title taken apart, and places in it other than the article's."""

    question: Question
    elsewhere: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """An article, the gazetteer's number of its region or -1, and its titles taken apart."""

    article: Article
    region: int
    asked: tuple[Asked, ...]


def subject_of(article: Article) -> Subject:
    """Read the titles of `article`."""
    titles = [fold(title) for title in (article.title, *article.alt_titles)]
    places = [find_places(title) for title in titles]
    region = region_of(article, places[0])
    within = gazetteer().within
    return Subject(
        article,
        region,
        tuple(
            Asked(
                question_of(title, found),
                tuple(place.number for place in found if region < 0 or not within(region, place.number)),
            )
            for title, found in zip(titles, places, strict=True)
        ),
    )
