"""The content folder as the importer sees it: which questions it holds, and how another text of one is added.

Ids are for ever, edited files are nobody's but their editor's, and what would not change is not written. The questions
are kept in a temporary database on disk, so that memory does not grow with their number.
"""

import difflib
import hashlib
import sqlite3
import weakref
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path

from wenda.content.front_matter import format_article, parse_article
from wenda.content.ids import assign_ids
from wenda.content.store import list_articles, read_article, write_text
from wenda.errors import Problem, WendaError
from wenda.importing.merge import merge, revised, text_of
from wenda.importing.stamp import is_untouched, stamped
from wenda.model import Article, Status
from wenda.slug import slugify, unique_slug
from wenda.text import question_key

# Stems that name a folder's page, not a question.
_NOT_IDS = frozenset({"index", "readme"})


class Outcome(IntEnum):
    """What became of an article that was put on the shelf; when it was put there often, the greatest counts."""

    UNCHANGED = 1
    EDITED = 2  # by hand since its import, so left alone
    MERGED = 3
    CREATED = 4


@dataclass(frozen=True, slots=True)
class Shelved:
    """Where an article went; `digest` is of the text the shelf has for its question now.

    `diff` says, in unified form, what would have changed in a file that somebody had edited; `has_rival` whether
    another page answers the question in full too.
    """

    id: str
    path: Path
    outcome: Outcome
    digest: str
    diff: str = ""
    has_rival: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    path: str


class Shelf:
    """The articles of one content folder, which need not exist yet."""

    def __init__(self, content_dir: Path) -> None:
        self._content_dir = content_dir
        self._database = sqlite3.connect("", isolation_level=None)  # "" is a temporary file, gone when closed
        weakref.finalize(self, self._database.close)
        self._database.executescript("""
            CREATE TABLE question (key TEXT PRIMARY KEY, id TEXT, path TEXT) WITHOUT ROWID;
            CREATE TABLE taken (id TEXT PRIMARY KEY, path TEXT, outcome INTEGER DEFAULT 0) WITHOUT ROWID;
            BEGIN;
        """)
        self._load()

    def __contains__(self, article_id: object) -> bool:
        """Say whether an article has, or had, this id."""
        return (
            article_id in _NOT_IDS
            or self._find("SELECT id, path FROM taken WHERE id = ?", article_id) is not None
        )

    @property
    def outcomes(self) -> dict[Outcome, int]:
        """The number of articles by what became of them."""
        rows = self._database.execute(
            "SELECT outcome, count(*) FROM taken WHERE outcome > 0 GROUP BY outcome"
        )
        return {Outcome(outcome): count for outcome, count in rows}

    def put(self, candidate: Article, related: Iterable[str] = ()) -> Shelved:
        """Add `candidate`, which has no id yet: as a new article, or merged into the one on the same question.

        `related` are the ids it links to; its own is no link. Raises ValueError when it cannot be written as a file,
        and WendaError when the disk does not let it.
        """
        row = self._find("SELECT id, path FROM question WHERE key = ?", question_key(candidate.title))
        row = row or self._renamed(candidate)
        own_id = row.id if row else ""
        candidate = replace(candidate, related=tuple(each for each in related if each != own_id))
        shelved = self._add(row, candidate) if row else self._create(candidate)
        self._database.execute(
            "UPDATE taken SET outcome = max(outcome, ?) WHERE id = ?", (shelved.outcome.value, shelved.id)
        )
        return shelved

    def _add(self, row: _Row, candidate: Article) -> Shelved:
        path = self._content_dir / row.path
        text = self._read(path)
        stored, _ = parse_article(text, row.path)
        if stored is None or not is_untouched(text):
            return self._left_alone(row, text, stored, candidate)
        stored = replace(stored, id=row.id)
        merged = merge(stored, candidate)
        if replace(merged, imported=stored.imported, body_line=stored.body_line) == stored:
            outcome = Outcome.UNCHANGED
        else:
            self._write(path, stamped(merged))
            outcome = Outcome.MERGED
        return Shelved(row.id, path, outcome, digest(merged), has_rival=_are_rivals(stored, candidate))

    def _load(self) -> None:
        try:
            self._content_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _denied(self._content_dir, "be made", error) from error
        paths, _ = list_articles(self._content_dir)
        ids, _ = assign_ids(paths)
        for path in paths:
            article, _ = read_article(self._content_dir, path)
            if not article and not self._read(self._content_dir / path).strip():
                continue  # empty: a crash of the machine left it behind
            self._note(ids[path], path, question_key(article.title) if article else None)
            for alias in article.aliases if article else ():
                self._database.execute("INSERT OR IGNORE INTO taken (id, path) VALUES (?, ?)", (alias, path))

    def _note(self, article_id: str, path: str, key: str | None) -> None:
        self._database.execute("INSERT OR REPLACE INTO taken (id, path) VALUES (?, ?)", (article_id, path))
        if key is not None:
            self._database.execute("INSERT OR IGNORE INTO question VALUES (?, ?, ?)", (key, article_id, path))

    def _find(self, query: str, value: object) -> _Row | None:
        row = self._database.execute(query, (value,)).fetchone()
        return _Row(*row) if row else None

    def _renamed(self, candidate: Article) -> _Row | None:
        """Return the article that was imported from the same page and whose title was then edited, or broken."""
        row = self._find("SELECT id, path FROM taken WHERE id = ?", slugify(candidate.title))
        if row is None:
            return None
        text = self._read(self._content_dir / row.path)
        if is_untouched(text):
            return None
        stored, _ = parse_article(text, row.path)
        return None if stored and _sources(stored).isdisjoint(_sources(candidate)) else row

    def _create(self, candidate: Article) -> Shelved:
        article_id = unique_slug(candidate.title, self)
        article = replace(candidate, id=article_id, path=f"{article_id}.md")
        path = self._content_dir / article.path
        self._write(path, stamped(article))
        self._note(article_id, article.path, question_key(article.title))
        return Shelved(article_id, path, Outcome.CREATED, digest(article))

    def _left_alone(self, row: _Row, text: str, stored: Article | None, candidate: Article) -> Shelved:
        path = self._content_dir / row.path
        article = replace(candidate, id=row.id, path=row.path)
        if stored:
            # Both in canonical form, so that the order of keys and the sort of quotes make no difference.
            text, article = format_article(stored), revised(stored, candidate)
        diff = _diff(path, text, format_article(article))
        return Shelved(row.id, path, Outcome.EDITED, digest(stored or article), diff)

    def _read(self, path: Path) -> str:
        try:
            return path.read_bytes().decode("utf-8", "replace")
        except OSError as error:
            raise _denied(path, "be read", error) from error

    def _write(self, path: Path, text: str) -> None:
        try:
            write_text(path, text, flush=False)  # thousands of files, and importing again mends what was lost
        except OSError as error:
            raise _denied(path, "be written", error) from error


def digest(article: Article) -> str:
    """Return what tells two texts of a question apart."""
    return hashlib.sha256("\0".join(text_of(article)).encode()).hexdigest()[:16]


def _are_rivals(stored: Article, candidate: Article) -> bool:
    both_full = stored.status is candidate.status is Status.FULL
    other_page = _sources(stored).isdisjoint(_sources(candidate))
    return both_full and other_page and digest(stored) != digest(candidate)


def _sources(article: Article) -> set[str]:
    """Return the names of the pages that an article comes from, without their digests."""
    return {source.partition(" sha256:")[0] for source in article.source}


def _denied(path: Path, what: str, error: OSError) -> WendaError:
    return WendaError(Problem(str(path), 0, f"cannot {what}: {error.strerror}", rule="unwritable-content"))


def _diff(path: Path, text: str, wanted: str) -> str:
    lines = difflib.unified_diff(
        text.splitlines(), wanted.splitlines(), str(path), f"{path} (import)", lineterm=""
    )
    return "\n".join(lines)
