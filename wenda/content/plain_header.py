"""The commonest front matter, read line by line: a tenth of the time that YAML takes, and exactly what YAML reads.

Only what can be taken in one way is read here: keys at the beginning of a line, values on one line (plain, in
quotes without escapes, or a list in brackets) and lists of one `- item` a line. For everything else, and for
everything that is wrong, `header.py` asks YAML; a test holds the two to the same values.
"""

import re
from typing import NamedTuple

from wenda.content.fields import FIELD_BY_NAME


class Value(NamedTuple):
    """What stands behind a key: a text, a list of texts each with its line, or a mapping, which no field holds.

    `text` is None unless it is a text, as is an item that is no text. Lines count from 1 in the file.
    """

    key_line: int
    line: int
    text: str | None = None
    items: tuple[tuple[int, str | None], ...] = ()
    is_mapping: bool = False


_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,63}")
_INDICATORS = frozenset(" -?:,[]{}#&*!|>'\"%@`=")
"""Characters at the beginning of a plain text that mean, or may mean, something to YAML."""
_IN_BRACKETS = re.compile(r"\[([^\[\]{}:#&*!|>'\"%@`?\\]*+)\]")
_NULL = frozenset({"null", "~"})


def read_plain(header: str, first_line: int) -> dict[str, Value] | None:
    """Return the values of `header`, which begins at `first_line` of its file; None when YAML must be asked."""
    lines = header.removesuffix("\n").split("\n")
    if not "".join(lines).isprintable():  # ends of lines, tabs and the like, and what YAML refuses
        return None
    values: dict[str, Value] = {}
    number = 0
    while number < len(lines):
        key, colon, rest = lines[number].partition(":")
        if not colon or key in values or not (key in FIELD_BY_NAME or _KEY.fullmatch(key)):
            return None
        text = rest.lstrip(" ")
        if len(text) == len(rest) > 0:  # no space behind the colon
            return None
        value = _on_its_line(text, first_line + number) if text else _below(lines, number, first_line)
        if value is None:
            return None
        values[key] = value
        number += 1 if text else 1 + len(value.items)
    return values


def _on_its_line(rest: str, line: int) -> Value | None:
    if rest[0] != "[":
        text = _scalar(rest)
        return None if text is None else Value(line, line, text)
    match = _IN_BRACKETS.fullmatch(rest)
    if match is None:
        return None
    inner = match[1].strip(" ")
    items = [item.strip(" ") for item in inner.split(",")] if inner else []
    if any(not item or item[0] in _INDICATORS for item in items):
        return None
    return Value(line, line, items=tuple((line, "" if item in _NULL else item) for item in items))


def _below(lines: list[str], number: int, first_line: int) -> Value | None:
    """Read the list below the key in line `number`: one item a line, all indented alike."""
    end = first = number + 1
    if first == len(lines):
        return None
    start = f"{' ' * (len(lines[first]) - len(lines[first].lstrip(' ')))}- "
    while end < len(lines) and lines[end].startswith(start):
        end += 1
    items = [_scalar(line[len(start) :].lstrip(" ")) for line in lines[first:end]]
    if not items or None in items:
        return None
    numbers = range(first_line + first, first_line + end)
    return Value(first_line + number, first_line + first, items=tuple(zip(numbers, items, strict=True)))


def _scalar(text: str) -> str | None:
    """Return the text of a scalar of one line; None when it may be something else to YAML."""
    if not text:
        return None
    first = text[0]
    if first in "\"'":
        inner = text[1:-1]
        is_plain = len(text) > 1 and text[-1] == first and first not in inner and "\\" not in inner
        return inner if is_plain else None
    if first in _INDICATORS or ": " in text or " #" in text or text[-1] in ": ":
        return None
    return "" if text in _NULL else text
