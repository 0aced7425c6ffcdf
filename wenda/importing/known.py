"""Which questions and ids the content folder holds, in a temporary database on disk: memory does not grow with them."""

import re
import sqlite3
import weakref
from collections import Counter
from dataclasses import dataclass

from wenda.model import Article
from wenda.slug import slugify, unique_slug
from wenda.text import fold, is_han, question_key

_BETWEEN = re.compile(r"(?<=\w)[\W_]+(?=[^\W_])")
_NOT_IDS = frozenset({"index", "readme"})
"""Stems that name a folder's page, not a question."""

_SCHEMA = """
CREATE TABLE question (key TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;
CREATE TABLE alternative (key TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;
CREATE TABLE taken (id TEXT PRIMARY KEY, path TEXT, mark INTEGER DEFAULT 0) WITHOUT ROWID;
BEGIN;
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article is: its id, and its POSIX path below the content folder."""

    id: str
    path: str


class Known:
    """The questions met so far, by what makes them the same, and the ids that are taken."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)  # "" is a temporary file, gone when closed
        weakref.finalize(self, self._database.close)
        self._database.executescript(_SCHEMA)

    def __contains__(self, article_id: object) -> bool:
        """Say whether an article has, or had, this id."""
        return article_id in _NOT_IDS or self._place(article_id) is not None

    def add(self, place: Place, article: Article | None) -> None:
        """Remember what the article at `place` is called; None stands for a file that cannot be read."""
        execute = self._database.execute
        execute("INSERT OR REPLACE INTO taken (id, path) VALUES (?, ?)", (place.id, place.path))
        if article is None:
            return
        execute("INSERT OR IGNORE INTO question VALUES (?, ?)", (question_key(article.title), place.id))
        for title in article.alt_titles:
            execute("INSERT OR IGNORE INTO alternative VALUES (?, ?)", (question_key(title), place.id))
        for alias in article.aliases:
            execute("INSERT OR IGNORE INTO taken (id, path) VALUES (?, ?)", (alias, place.path))

    def find(self, title: str) -> Place | None:
        """Return the place of the article that asks, or says it is also asked as, what `title` asks."""
        key = question_key(title)
        row = (
            self._database.execute("SELECT id FROM question WHERE key = ?", (key,)).fetchone()
            or self._database.execute("SELECT id FROM alternative WHERE key = ?", (key,)).fetchone()
        )
        return self._place(row[0]) if row else None

    def namesake(self, title: str) -> Place | None:
        """Return the place of the article that has the id which `title` would get first."""
        return self._place(slugify(_words(title)))

    def new_id(self, title: str) -> str:
        """Return an id for `title` that no article has or had."""
        return unique_slug(_words(title), self)

    def mark(self, article_id: str, mark: int) -> None:
        """Mark an article; of several marks the greatest counts."""
        self._database.execute("UPDATE taken SET mark = max(mark, ?) WHERE id = ?", (mark, article_id))

    @property
    def marks(self) -> Counter[int]:
        """The number of articles with each mark."""
        rows = self._database.execute("SELECT mark, count(*) FROM taken WHERE mark > 0 GROUP BY mark")
        return Counter(dict(rows))

    def _place(self, article_id: object) -> Place | None:
        row = self._database.execute("SELECT id, path FROM taken WHERE id = ?", (article_id,)).fetchone()
        return Place(*row) if row else None


def _words(title: str) -> str:
    """Return `title` as ids are made of it: spaces and punctuation between Chinese characters make no other id."""
    text = fold(title)

    def gap(match: re.Match[str]) -> str:
        return "" if is_han(text[match.start() - 1]) and is_han(text[match.end()]) else " "

    return _BETWEEN.sub(gap, text)
