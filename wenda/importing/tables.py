"""Tables drawn with spaces, tabs or bars, found among a page's lines. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from wenda.importing.blocks import Item, List, Paragraph, Table
from wenda.importing.lines import Line, has_han, narrow, squeeze, width
from wenda.importing.markers import Mark, read_marker

_GAP = re.compile(r"(?:\s{2,}|\t)")
_BAR = re.compile(r"[|│┃║]")
_RULE = re.compile(r"[\s|+=:_#─━═┄│┃║┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬~*.·•—–-]+")
_SENTENCE = re.compile(r"[。;!?]|\.\s")
_YEAR = re.compile(r"(19|20)\d\d年?")
_WIDEST_CELL = 60
_LONGEST_LINE = 200
_WIDEST_WORD = 24


@dataclass(frozen=True, slots=True)
class Found:
    """A table, or the list it amounts to, in place of the lines at `first` to `last` (positions, inclusive)."""

    first: int
    last: int
    indent: int
    block: Table | List


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell and the columns of the page it covers; `start` is -1 where bars or tabs tell its place."""

    text: str
    start: int = -1
    end: int = -1


_Row = tuple[_Cell, ...]
_Grid = tuple[tuple[str, ...], ...]
_Split = Callable[[Line], _Row]


def is_rule(text: str) -> bool:
    """Say whether `text` only draws a line, or is of marks alone that say nothing."""
    return bool(_RULE.fullmatch(text))


def find_tables(lines: Sequence[Line]) -> Iterator[Found]:
    """Yield the tables among `lines` in order: two rows or more with the same columns.

    Columns are set apart by bars, tabs or two spaces; by single spaces only in three or more lines of Chinese words.
    Rows may have single blank lines between them when there are three or more.
    """
    position = 0
    tried: dict[_Split, int] = {_cells: 0, _words: 0}
    while position < len(lines):
        table = lines[position] and _table_at(lines, position, tried)
        if table:
            yield table
        position = table.last + 1 if table else position + 1


def _table_at(lines: Sequence[Line], first: int, tried: dict[_Split, int]) -> Found | None:
    """Return the table that begins at `first`; `tried` says up to where rows of each sort were found to be none."""
    for split, is_table in ((_cells, _is_table), (_words, _is_table_of_words)):
        positions = _run(lines, first, split) if first >= tried[split] else []
        if len(positions) >= 2:
            tried[split] = positions[-1]
            grid = _grid([split(lines[i]) for i in positions])
            if len(grid) >= (3 if _is_spaced(lines, positions[0], positions[1]) else 2) and is_table(grid):
                rows = [lines[i] for i in positions[: len(grid)]]
                last = positions[len(grid) - 1]
                return Found(first, last, min(row.indent for row in rows), _block(grid, rows))
    return None


def _run(lines: Sequence[Line], first: int, split: _Split) -> list[int]:
    """Return the positions of the rows from `first` on, drawn lines between them left out.

    Rows follow one another, or all have one blank line between them.
    """
    rows: list[int] = []
    for i in range(first, len(lines)):
        if split(lines[i]):
            if len(rows) > 1 and _is_spaced(lines, rows[-1], i) != _is_spaced(lines, rows[0], rows[1]):
                break
            rows.append(i)
        elif not rows or not (is_rule(lines[i].text) or (not lines[i] and lines[i - 1])):
            break
    return rows


def _is_spaced(lines: Sequence[Line], row: int, following: int) -> bool:
    return not all(lines[row:following])


def _cells(line: Line) -> _Row:
    """Split a line at bars, tabs or wide gaps; nothing when it is no row."""
    text, plain = line.text, narrow(line.text)
    if not (_GAP.search(text) or _BAR.search(plain)) or is_rule(text):
        return ()
    if len(bars := list(_BAR.finditer(plain))) >= 2:
        row = tuple(_between(text, bars))
    elif "\t" in text:
        row = tuple(_between(text, list(re.finditer("\t", text))))
    else:
        row = tuple(_spaced(line))
    marker = read_marker(text)
    if len(row) < 2 or (marker and marker.mark is not Mark.LETTER) or any(map(_is_prose, row[:-1])):
        return ()
    return row


def _between(text: str, marks: Sequence[re.Match[str]]) -> Iterator[_Cell]:
    """Yield the cells between `marks`; a bar that a row begins or ends with has no cell on its other side."""
    starts = (0, *(mark.end() for mark in marks))
    ends = (*(mark.start() for mark in marks), len(text))
    for start, end in zip(starts, ends, strict=True):
        if start < end or 0 < start < len(text):
            yield _Cell(squeeze(text[start:end]))


def _spaced(line: Line) -> Iterator[_Cell]:
    start = 0
    for gap in (*_GAP.finditer(line.text), None):
        end = gap.start() if gap else len(line.text)
        left = line.indent + width(line.text[:start])
        yield _Cell(line.text[start:end], left, left + width(line.text[start:end]))
        start = gap.end() if gap else end


def _words(line: Line) -> _Row:
    """Split a line of Chinese words at single spaces; nothing when it is a sentence."""
    words = line.text.split() if len(line.text) <= _LONGEST_LINE else ()
    if len(words) < 2 or read_marker(line.text) or not has_han(line.text):
        return ()
    if any(
        width(word) > _WIDEST_WORD or _SENTENCE.search(narrow(word)) or narrow(word)[-1] in ",:"
        for word in words
    ):
        return ()
    return tuple(map(_Cell, words))


def _is_prose(cell: _Cell) -> bool:
    return width(cell.text) > _WIDEST_CELL or bool(_SENTENCE.search(narrow(cell.text)))


def _grid(rows: Sequence[_Row]) -> _Grid:
    """Return the cells' texts, each under its column; the rows from the first that does not fit on are left out."""
    columns = max(rows[:2], key=len)
    grid: list[tuple[str, ...]] = []
    for row in rows:
        placed = _placed(row, columns)
        if not placed:
            break
        grid.append(placed)
    return tuple(grid)


def _placed(row: _Row, columns: _Row) -> tuple[str, ...]:
    if len(row) > len(columns):
        return ()
    if len(row) == len(columns):
        return tuple(cell.text for cell in row)
    texts = [""] * len(columns)
    for i, cell in enumerate(row):
        place = i if cell.start < 0 else min(range(len(columns)), key=lambda j: _distance(cell, columns[j]))
        if texts[place]:
            return ()
        texts[place] = cell.text
    return tuple(texts)


def _distance(cell: _Cell, column: _Cell) -> int:
    return min(abs(cell.start - column.start), abs(cell.end - column.end))


def _is_table(grid: _Grid) -> bool:
    if len(grid[0]) > 2 or len(grid) > 2:
        return True
    return all(width(cell) <= _WIDEST_WORD for row in grid for cell in row)


def _is_table_of_words(grid: _Grid) -> bool:
    if len(grid) < 3 or any(not all(row) for row in grid):
        return False
    return len(grid[0]) > 2 or sum(_has_digit(row[1]) for row in grid) >= 2


def _block(grid: _Grid, rows: Sequence[Line]) -> Table | List:
    numbers = tuple(row.number for row in rows)
    if _has_header(grid):
        return Table(grid[0], grid[1:], numbers)
    if len(grid[0]) == 2 and all(all(row) for row in grid):
        paragraphs = (
            Paragraph(f"\uff1a{value}" if has_han(name) else f": {value}", (row.number,), name)
            for (name, value), row in zip(grid, rows, strict=True)
        )
        return List(0, tuple(Item((paragraph,)) for paragraph in paragraphs))
    return Table(("",) * len(grid[0]), grid, numbers)


def _has_header(grid: _Grid) -> bool:
    """Say whether the first row names the columns: it has no figures, years aside, where the others have some."""
    heads = [cell for cell in grid[0][1:] if not _YEAR.fullmatch(cell)]
    return not any(map(_has_digit, heads)) or not any(
        _has_digit(cell) for row in grid[1:] for cell in row[1:]
    )


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
