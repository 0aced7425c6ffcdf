"""What became of each line of the source: kept and as what, or dropped and why. Nothing disappears silently.

Every line of every page that could be read is in the ledger exactly once, so kept and dropped add up to the lines.
Which text of a question stays is known only when all pages are read. Until then the lines wait in a temporary database
on disk, so that memory does not grow with their number.
"""

import json
import sqlite3
import weakref
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from wenda.errors import Problem, WendaError


class Kind(StrEnum):
    """What a line is: of the first group it is kept, of the second dropped."""

    QUESTION = "question"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list item"
    TABLE_ROW = "table row"
    NOTICE = "notice"
    SEARCHES = "search words"
    DATE = "date and category"
    DATE_AND_FURNITURE = "date and category, page furniture behind them left out"
    RECOMMENDED = "recommended question"
    EXCERPT = "excerpt"

    BLANK = "blank"
    RULE = "drawn line"
    LABEL = "label of a part"
    FURNITURE = "page furniture"
    SHORTER = "shorter text of the same question"
    EDITED = "its article was edited by hand"
    UNWRITTEN = "its article cannot be written"
    REJECTED = "page without a question"

    @property
    def is_kept(self) -> bool:
        """Whether what the line says is in an article."""
        return self in _KEPT


_KEPT = frozenset(tuple(Kind)[: tuple(Kind).index(Kind.BLANK)])
_TEXT = frozenset({Kind.PARAGRAPH, Kind.HEADING, Kind.LIST_ITEM, Kind.TABLE_ROW, Kind.EXCERPT})
"""What goes when another text of the question stays; the rest of an article adds up."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line is, and of which article of its page: 0 for the page's own, n for the nth recommendation."""

    line: int
    kind: Kind
    article: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an article of a page went: the id, the digest of its text, and why it was not written, if so."""

    id: str
    digest: str
    refused: Kind | None = None  # EDITED or UNWRITTEN


@dataclass(frozen=True, slots=True)
class Sums:
    """How many lines there were, and how many of each kind were kept and dropped."""

    lines: int
    kept: Mapping[str, int]
    dropped: Mapping[str, int]

    def __str__(self) -> str:
        """Say the sums on three lines; they add up."""
        return (
            f"{self.lines} lines = {sum(self.kept.values())} kept + {sum(self.dropped.values())} dropped\n"
            f"  kept: {_listed(self.kept)}\n  dropped: {_listed(self.dropped)}"
        )


_SCHEMA = """
CREATE TABLE page (page INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE line (
    page INTEGER, line INTEGER, text TEXT, kind TEXT, part INTEGER, PRIMARY KEY (page, line)
) WITHOUT ROWID;
CREATE TABLE part (
    page INTEGER, part INTEGER, id TEXT, digest TEXT, refused TEXT, PRIMARY KEY (page, part)
) WITHOUT ROWID;
CREATE TABLE article (id TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
CREATE VIEW fate AS
    SELECT line.page, line.line, line.text, line.kind, part.id, part.refused, article.digest IS part.digest AS stays
    FROM line LEFT JOIN part USING (page, part) LEFT JOIN article ON article.id = part.id;
"""


class Ledger:
    """The book itself: `record` each page, `settle` an article whenever its text is decided, then read."""

    def __init__(self) -> None:
        self._pages = 0
        self._database = sqlite3.connect("", isolation_level=None)  # "" is a temporary file, gone when closed
        weakref.finalize(self, self._database.close)
        self._database.executescript(_SCHEMA)
        self._database.execute("BEGIN")

    def record(
        self, page: str, lines: Sequence[str], entries: Iterable[Entry], placed: Sequence[Placed]
    ) -> None:
        """Enter the lines of `page`; `placed` are its articles in the order in which `entries` number them."""
        self._pages += 1
        number, insert = self._pages, self._database.executemany
        insert("INSERT INTO page VALUES (?, ?)", [(number, page)])
        insert(
            "INSERT INTO line VALUES (?, ?, ?, ?, ?)",
            (
                (number, entry.line, lines[entry.line - 1], entry.kind.value, entry.article)
                for entry in entries
            ),
        )
        insert(
            "INSERT INTO part VALUES (?, ?, ?, ?, ?)",
            ((number, i, part.id, part.digest, part.refused) for i, part in enumerate(placed)),
        )

    def settle(self, article_id: str, digest: str) -> None:
        """Note which text the article has now."""
        self._database.execute("INSERT OR REPLACE INTO article VALUES (?, ?)", (article_id, digest))

    @property
    def sums(self) -> Sums:
        """The sums over all pages."""
        counts = Counter[Kind]()
        rows = self._database.execute("SELECT kind, refused, stays, count(*) FROM fate GROUP BY 1, 2, 3")
        for kind, refused, stays, count in rows:
            counts[_fate(kind, refused, stays=stays)] += count
        kept = {kind.value: counts[kind] for kind in Kind if counts[kind] and kind.is_kept}
        dropped = {kind.value: counts[kind] for kind in Kind if counts[kind] and not kind.is_kept}
        return Sums(counts.total(), kept, dropped)

    def pages(self) -> Iterator[dict[str, object]]:
        """Yield each page with its lines, in order, as the JSON has them."""
        rows = self._database.execute(
            "SELECT page, name, line, fate.text, id, kind, refused, stays"
            " FROM fate JOIN page USING (page) ORDER BY page, line"
        )
        for (_, name), lines in groupby(rows, key=itemgetter(0, 1)):
            told = (
                _line(number, text, article, _fate(kind, refused, stays=stays))
                for _, _, number, text, article, kind, refused, stays in lines
            )
            yield {"page": name, "lines": list(told)}


def write_ledger(ledger: Ledger, path: Path) -> None:
    """Write `ledger` as JSON: the sums, then each page with its lines, one page a line; all of it or nothing.

    Raises WendaError when `path` cannot be written.
    """
    sums = ledger.sums
    head = {"lines": sums.lines, "kept": dict(sums.kept), "dropped": dict(sums.dropped)}
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n", errors="backslashreplace") as file:
            file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "pages": [')
            for i, page in enumerate(ledger.pages()):
                file.write(("," if i else "") + "\n" + json.dumps(page, ensure_ascii=False))
            file.write("\n]}\n")
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise WendaError(Problem(str(path), 0, f"the ledger cannot be written: {error.strerror}")) from error


def _fate(kind: str, refused: str | None, *, stays: bool) -> Kind:
    """Return what became of a line in the end."""
    own = Kind(kind)
    if not own.is_kept:
        return own
    if refused:
        return Kind(refused)
    return own if stays or own not in _TEXT else Kind.SHORTER


def _line(number: int, text: str, article: str | None, fate: Kind) -> dict[str, object]:
    line: dict[str, object] = {"line": number, "text": text}
    if fate.is_kept:
        return line | {"fate": "kept", "as": fate.value, "article": article}
    return line | {"fate": "dropped", "why": fate.value}


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in counts.items()) or "none"
