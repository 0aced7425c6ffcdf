"""The rows of a data file: a table (CSV, TSV) or JSON, as names and texts. Pure.

What is wrong stands among the rows, so that the others are read all the same.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wenda.errors import Problem
from wenda.importing.decoding import unreadable
from wenda.importing.lines import source_lines

_DELIMITERS = ",;\t"
_STATED = re.compile(r'"?sep=([,;\t|:])"?\r?\n', re.IGNORECASE)
"""The line on which Excel says what parts the cells."""

_HEADER = 65_536
"""Characters in which the header of a table ends."""

_OBJECTS = "expected are a list of objects, an object that holds one such list, or an object on each line"
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


def read_json(name: str, text: str, *, is_by_line: bool) -> Table:
    """Return the objects that the file `name` holds as a table; `is_by_line` when each line is one.

    Where several begin on one line, they are told apart by their number, from 1, in place of the line.
    """
    items = list(_by_line(name, text) if is_by_line else _from_document(name, text))
    if len({line for line, _ in items}) < len(items):
        items = [(number, item) for number, (_, item) in enumerate(items, start=1)]
    names = dict.fromkeys(key for _, item in items if isinstance(item, dict) for key in item)
    return Table(tuple(names), 0, (_row(name, line, item) for line, item in items))


def _from_document(name: str, text: str) -> Iterator[tuple[int, Any]]:
    """Yield the records of the JSON `text`, or what is wrong with it, each with its line."""
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and text.lstrip().partition("\n")[0].rstrip().endswith("}"):
            yield from _by_line(name, text)
        else:
            yield error.lineno, _broken(name, error.lineno, error.msg)
    except (ValueError, RecursionError) as error:
        yield 0, _broken(name, 0, str(error))
    else:
        yield from _records(name, text, document)


def _records(name: str, text: str, document: Any) -> Iterator[tuple[int, Any]]:
    lists = [key for key, value in document.items() if _is_list(value)] if isinstance(document, dict) else []
    if isinstance(document, list):
        yield from _items(text, text.index("[") + 1)
    elif len(lists) > 1:
        message = f"several lists of objects: {', '.join(lists)}"
        yield 0, unreadable(name, message, 0, "write each list into a file of its own")
    elif lists:
        yield from _items(text, _start(text, lists[0]))
    else:
        yield text.count("\n", 0, len(text) - len(text.lstrip())) + 1, document


def _is_list(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(item, dict) for item in value)


def _broken(name: str, line: int, what: str) -> Problem:
    return unreadable(name, f"is no JSON: {what}", line, "mend it there, or export it again")


def _by_line(name: str, text: str) -> Iterator[tuple[int, Any]]:
    for line, source in enumerate(source_lines(text), start=1):
        if source.strip():
            try:
                yield line, json.loads(source)
            except json.JSONDecodeError as error:
                yield line, _broken(name, line, error.msg)
            except (ValueError, RecursionError) as error:
                yield line, _broken(name, line, str(error))


_BETWEEN = " \t\r\n,:"


def _skip(text: str, at: int) -> int:
    while text[at] in _BETWEEN:
        at += 1
    return at


def _start(text: str, key: str) -> int:
    """Return where, in a document that is an object, the list called `key` begins."""
    decode = json.JSONDecoder().raw_decode
    at, found = text.index("{") + 1, 0
    while text[at := _skip(text, at)] != "}":
        name, at = decode(text, at)
        at = _skip(text, at)
        found = at + 1 if name == key else found  # of a key written twice the last counts
        _, at = decode(text, at)
    return found


def _items(text: str, at: int) -> Iterator[tuple[int, Any]]:
    """Yield the items of a list whose text begins at `at`, with the line on which each begins."""
    decode, line, counted = json.JSONDecoder().raw_decode, 1, 0
    while text[at := _skip(text, at)] != "]":
        line, counted = line + text.count("\n", counted, at), at
        item, at = decode(text, at)
        yield line, item


def _row(name: str, line: int, item: Any) -> Row | Problem:
    if isinstance(item, Problem):
        return item
    if not isinstance(item, dict):
        return unreadable(name, "the record is no object", line, _OBJECTS)
    texts = {key: _text(value) for key, value in item.items()}
    cells = {key: text for key, text in texts.items() if text is not None}
    return Row(line, cells, frozenset(texts.keys() - cells.keys()))


def _text(value: Any) -> str | None:
    """Return a value as text, of a list a paragraph for each item; None for what only a program reads."""
    items = value if isinstance(value, list) else [value]
    if any(isinstance(each, list | dict) for each in items):
        return None
    return "\n\n".join("" if each is None else str(each) for each in items)
