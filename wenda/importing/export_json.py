"""Exports in JSON: a list of objects, an object that holds one, or an object on each line. Pure."""

import json
from collections.abc import Iterator
from typing import Any

from wenda.errors import Problem
from wenda.importing.decoding import unreadable
from wenda.importing.export_rows import Row, Table
from wenda.importing.lines import source_lines

_OBJECTS = "expected are a list of objects, an object that holds one such list, or an object on each line"
_BETWEEN = " \t\r\n,:"


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
