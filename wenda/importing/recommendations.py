"""The recommendations at a page's end: a title, a truncated text, a category and a date each. Pure.

Where the entries have datelines, these tell them apart, whether they end, open or divide an entry. Where they have
none, blank lines, marks and the look of titles do.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from wenda.importing.datelines import Dateline, read_dateline, split_dateline
from wenda.importing.lines import Line, asks, is_title, narrow, width, without_brackets
from wenda.importing.markers import Mark, Marker, read_marker

MAX_TITLE = 240
"""Columns of the longest question (twice as many as Chinese characters)."""

_WIDEST_PLAUSIBLE = 100
_WIDEST_CATEGORY = 20
_NOT_IN_TITLE = re.compile(r"[。;!…]|\.\s|[,、;:.]$")


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An entry as the page has it. `title` is without its mark; `dated` are the lines that say date and category."""

    title: Line
    text: tuple[Line, ...] = ()
    dated: tuple[Line, ...] = ()
    dateline: Dateline | None = None

    @property
    def category(self) -> str:
        """The category, or nothing."""
        return self.dateline.category if self.dateline else ""

    @property
    def date(self) -> dt.date | None:
        """The date, where there is one."""
        return self.dateline.date if self.dateline else None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of the part, or one of the two halves of a line that ends with a dateline."""

    line: Line
    gap: bool
    dateline: Dateline | None = None
    is_whole: bool = True
    is_text: bool = False  # what stands behind the question on its line

    @property
    def looks_like_title(self) -> bool:
        if self.is_text:
            return False
        marker = _mark(self.line.text)
        text = narrow(self.line.text[marker.end if marker else 0 :]).rstrip("?")
        return 0 < width(text) <= _WIDEST_PLAUSIBLE and not _NOT_IN_TITLE.search(text)


def read_recommendations(lines: Sequence[Line]) -> tuple[tuple[Recommendation, ...], tuple[Line, ...]]:
    """Return the entries on `lines` in order, and the lines that belong to none."""
    entries: list[Recommendation] = []
    rest: set[int] = set()
    for chunk in _chunks(tuple(_pieces(lines))):
        if entry := _entry(chunk):
            entries.append(entry)
        else:
            rest.update(piece.line.number for piece in chunk)
    return tuple(entries), tuple(line for line in lines if line.number in rest)


def _pieces(lines: Sequence[Line]) -> Iterator[_Piece]:
    gap = True
    for line in lines:
        if line:
            dateline = read_dateline(line.text)
            if not dateline and (halves := split_dateline(line.text)):
                text, dateline = halves
                yield _Piece(replace(line, text=text), gap)
                yield _Piece(line, gap=False, dateline=dateline, is_whole=False)
            elif parts := _question_and_text(line.text):
                yield _Piece(replace(line, text=parts[0]), gap)
                yield _Piece(replace(line, text=parts[1]), gap=False, is_text=True)
            else:
                yield _Piece(line, gap, dateline)
        gap = not line


def _question_and_text(text: str) -> tuple[str, str] | None:
    """Split a line that holds a question and, behind a bar, its text."""
    bar = narrow(text).find("|")
    question, rest = text[:bar].strip(), text[bar + 1 :].strip()
    return (question, rest) if bar > 0 and rest and asks(question) else None


def _chunks(pieces: Sequence[_Piece]) -> Iterator[Sequence[_Piece]]:
    """Yield the pieces of each entry."""
    dated = [i for i, piece in enumerate(pieces) if piece.dateline]
    if not dated:
        yield from _undated(pieces)
        return
    if dated[0] == 0:
        starts = dated
    elif dated[0] == 1 and dated[-1] + 1 < len(pieces) and not pieces[dated[-1] + 1].looks_like_title:
        starts = [i - 1 for i in dated]  # title, date, text
    else:
        starts = [0, *(i + 1 for i in dated)]
    for start, end in pairwise((*starts, len(pieces))):
        chunk = pieces[start:end]
        yield from _undated(chunk) if not any(piece.dateline for piece in chunk) else _divided(chunk)


def _divided(chunk: Sequence[_Piece]) -> Iterator[Sequence[_Piece]]:
    """Divide a chunk in which an entry may lack its date: where a title stands between two texts."""
    start = 0
    for i in range(2, len(chunk) - 1):
        here, following = chunk[i], chunk[i + 1]
        if i - start >= 2 and here.gap and _parts_from(here, following):
            yield chunk[start:i]
            start = i
    yield chunk[start:]


def _parts_from(here: _Piece, following: _Piece) -> bool:
    return here.looks_like_title and not (here.dateline or following.dateline or following.looks_like_title)


def _undated(pieces: Sequence[_Piece]) -> Iterator[Sequence[_Piece]]:
    """Divide pieces without datelines: at their marks, at blank lines between pairs, at what looks like a title."""
    entry: list[_Piece] = []
    marked = bool(pieces) and _mark(pieces[0].line.text)
    for group in _groups(pieces):
        pair = len(group) == 2 and not marked
        for i, piece in enumerate(group):
            opens = _mark(piece.line.text) if marked else piece.looks_like_title and not (pair and i)
            if opens and entry and not piece.is_text:
                yield entry
                entry = []
            entry.append(piece)
    if entry:
        yield entry


def _groups(pieces: Sequence[_Piece]) -> Iterator[Sequence[_Piece]]:
    starts = [i for i, piece in enumerate(pieces) if piece.gap or not i]
    return (pieces[start:end] for start, end in pairwise((*starts, len(pieces))))


def _mark(text: str) -> Marker | None:
    marker = read_marker(text)
    return marker if marker and marker.mark in (Mark.BULLET, Mark.NUMBER) else None


def _entry(chunk: Sequence[_Piece]) -> Recommendation | None:
    """Return the entry that `chunk` is; nothing when no line of it can be a question."""
    dated = [piece for piece in chunk if piece.dateline]
    titled = [piece for piece in chunk if not piece.dateline]
    if not titled or not (dated or titled[0].looks_like_title):
        return None
    lines = [piece.line for piece in titled]
    marker = _mark(lines[0].text)
    title = replace(lines[0], text=without_brackets(lines[0].text[marker.end if marker else 0 :]))
    if width(title.text) > MAX_TITLE or not any(map(str.isalnum, title.text)):
        return None
    dateline = dated[0].dateline if dated else None
    whole = tuple(piece.line for piece in dated if piece.is_whole)
    if dateline and not dateline.category and len(lines) >= 3 and _is_category(lines[-1].text):
        dateline = replace(dateline, category=lines[-1].text)
        whole += (lines.pop(),)
    return Recommendation(title, tuple(lines[1:]), whole, dateline)


def _is_category(text: str) -> bool:
    return width(text) <= _WIDEST_CATEGORY and is_title(text)
