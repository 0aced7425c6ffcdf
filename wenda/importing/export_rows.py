"""The rows of an export, as names and texts, and how they are read from a table (CSV, TSV). Pure.

What is wrong stands among the rows, so that the others are read all the same.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wenda.errors import Problem
from wenda.importing.decoding import unreadable

_DELIMITERS = ",;\t"
_STATED = re.compile(r'"?sep=([,;\t|:])"?\r?\n', re.IGNORECASE)
"""The line on which Excel says what parts the cells."""

_HEADER = 65_536
"""Characters in which the header of a table ends."""

_QUOTES = 'close each "…" and double the quotation marks within; what the error swallowed was not read'


@dataclass(frozen=True, slots=True)
class Row:
    """What a record says under each name, and the line of the file on which it begins, from 1.

    `nested` are the names under which JSON has something else than text.
    """

    line: int
    cells: Mapping[str, str]
    nested: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns as they are written, the line of the header (0: there is none), and the rows."""

    names: Sequence[str]
    line: int
    rows: Iterator[Row | Problem]


def read_table(name: str, text: str) -> Table:
    """Return the table that the file `name` holds; its cells are parted as `sep=` says, or as the header's are."""
    csv.field_size_limit(
        max(len(text), csv.field_size_limit())
    )  # how long a record may be is judged by its bytes
    stated = _STATED.match(text)
    body = text[stated.end() :] if stated else text
    reader = csv.reader(
        io.StringIO(body, newline=""), delimiter=stated[1] if stated else _delimiter(body), strict=True
    )
    rows = _cells(name, reader, 1 if stated else 0)
    line, header = next(rows, (0, []))
    if isinstance(header, Problem):
        return Table((), line, iter((header,)))
    return Table(header, line, _rows(name, header, rows))


def _delimiter(text: str) -> str:
    """Return what parts the header of a table into the most cells."""
    head = text[:_HEADER]
    cells = {
        each: next(filter(None, csv.reader(io.StringIO(head, newline=""), delimiter=each)), [])
        for each in _DELIMITERS
    }
    return max(cells, key=lambda each: len(cells[each]))


def _cells(name: str, reader: Any, skipped: int) -> Iterator[tuple[int, list[str] | Problem]]:
    """Yield each row that says anything, with its line."""
    while True:
        line = reader.line_num + skipped + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield (
                line,
                unreadable(name, f"the quotation marks of the record are wrong: {error}", line, _QUOTES),
            )
        else:
            if any(map(str.strip, cells)):
                yield line, cells


def _rows(
    name: str, names: Sequence[str], rows: Iterator[tuple[int, list[str] | Problem]]
) -> Iterator[Row | Problem]:
    for line, cells in rows:
        if isinstance(cells, Problem):
            yield cells
        elif len(cells) != len(names):
            message = f"the record has {len(cells)} cells, the header {len(names)}"
            yield unreadable(
                name, message, line, 'put a cell that holds the delimiter between "quotation marks"'
            )
        else:
            yield Row(line, dict(zip(names, cells, strict=True)))
