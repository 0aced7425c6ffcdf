"""What the catalog knows of an article.

Two articles with equal subjects have equal relations. So subjects are what an incremental build compares, and what it
keeps instead of reading articles anew.
"""

from typing import NamedTuple

from wenda.catalog.questions import Question
from wenda.catalog.vectors import Row


class Asked(NamedTuple):
    """One way to ask a question: its title taken apart, and places in it other than the article's."""

    question: Question
    elsewhere: tuple[int, ...]


class Subject(NamedTuple):
    """What an article says by itself; `region` is the gazetteer's number or -1.

    `title` is folded; `nouns` are those of the title in order, with an empty text where other words stand. `day` is
    the ordinal of its update or date, or 0. `links` are the paths of files that its body leads to. What else
    the body tells was read off as many of its characters as `read` says; -1: off all of it.
    """

    id: str
    path: str
    region: int
    topic: str
    group: str
    asked: tuple[Asked, ...]
    title: str
    nouns: tuple[str, ...]
    tags: tuple[str, ...]
    related: tuple[str, ...]
    links: tuple[str, ...]
    day: int
    is_full: bool
    year: int  # the latest that the title speaks of, or 0
    row: Row
    read: int
