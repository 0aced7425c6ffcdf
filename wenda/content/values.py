"""Texts of front matter as what a field holds, and back: dates, lines, lists; quoting."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress

import yaml

from wenda.content.fields import Field, Kind
from wenda.content.plain_header import Value
from wenda.input_methods import separate_words
from wenda.model import Status

FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no text holds: controls, lone surrogates, noncharacters."""

Typed = str | dt.date | Status | tuple[str, ...]
Report = Callable[[int, str, str, str], None]
"""Takes the line, what is wrong, how to mend it, and the rule's name."""

# A time of day after the date is what other generators write; the day is what counts here.
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:(?:[Tt]|[ \t]+)\d\d?:\d\d.*)?", re.ASCII)
_LOOSE_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?", re.ASCII)
_DIGITS = re.compile(r"[0-9][0-9_.,:+-]*(?:[eE][+-]?[0-9]+)?|0[xobXOB][0-9a-fA-F_]+")
_PLAIN = re.compile(r"[^\W_](?:[^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff:#]|:(?=[^\s\ufeff])|(?<!\s)#)*")
_ESCAPED = re.compile(r"[\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]")
_AMBIGUOUS = frozenset({"y", "Y", "n", "N", "null", "Null", "NULL"})
_RESOLVER = yaml.resolver.Resolver()


def typed(field: Field, value: Value, report: Report) -> Typed | None:
    """Return `value` as `field` holds it; None when there is no value, or a wrong one that was reported."""
    if value.is_mapping:
        hint = "put the text in quotes if it holds `: ` or begins with a brace"
        report(
            value.line,
            f"`{field.name}` must be {field.kind.value}, without keys of its own",
            hint,
            "wrong-type",
        )
        return None
    if field.kind is Kind.LIST:
        return _list(field.name, value, report)
    if value.text is None:
        hint = "write one value; put it in quotes if it begins with a bracket"
        report(value.line, f"`{field.name}` must be {field.kind.value}, not a list", hint, "wrong-type")
        return None
    text = value.text.strip()
    if text and field.kind in _TEXTS and text.isprintable():  # so neither line breaks nor controls
        return text
    return _READERS[field.kind](field.name, value.line, text, report) if text else None


def quoted(text: str) -> str:
    """Write `text` so that it is read back as this text, by us and by any YAML 1.1 or 1.2 reader."""
    if _PLAIN.fullmatch(text) and text[-1] != ":" and text not in _AMBIGUOUS and not _DIGITS.fullmatch(text):
        tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # not annotated
        if tag == "tag:yaml.org,2002:str":
            return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return '"' + _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", escaped) + '"'


def name_of(char: str) -> str:
    """Name a forbidden character for a message."""
    kinds = {"Cs": "a lone surrogate", "Cc": "a control character"}
    return f"{kinds.get(unicodedata.category(char), 'a character that is no text')} (U+{ord(char):04X})"


def _list(name: str, value: Value, report: Report) -> tuple[str, ...] | None:
    if value.text is None:
        items = [item.strip() for _, item in value.items if item]
        if len(items) == len(value.items) and all(item and item.isprintable() for item in items):
            return tuple(items)
        return tuple(_lines(name, value.items, report))
    if text := value.text.strip():
        meant = separate_words(text) if name in _OF_WORDS else (text,)
        report(
            value.line, f"`{name}` must be a list", f"write {name}: [{', '.join(meant)[:40]}]", "wrong-type"
        )
    return None


def _lines(name: str, items: tuple[tuple[int, str | None], ...], report: Report) -> Iterator[str]:
    for line, item in items:
        if item is None:
            hint = "put the item in quotes if it holds `: ` or begins with a bracket"
            report(line, f"an item of `{name}` is not a text", hint, "wrong-type")
        elif not item.strip():
            report(line, f"an item of `{name}` is empty", "delete it", "empty-item")
        elif text := _line(name, line, item.strip(), report):
            yield text


def _text(name: str, line: int, text: str, report: Report) -> str | None:
    if bad := FORBIDDEN.search(text):
        report(line, f"`{name}` holds {name_of(bad[0])}", "delete it", "control-character")
        return None
    return text


def _line(name: str, line: int, text: str, report: Report) -> str | None:
    if len(text.splitlines()) > 1 and not FORBIDDEN.search(text):
        report(line, f"`{name}` must be one line", "take out the line break", "wrong-type")
        return None
    return _text(name, line, text, report)


def _date(name: str, line: int, text: str, report: Report) -> dt.date | None:
    if len(text) == 10 and text[4] == text[7] == "-":  # faster, and the same
        with suppress(ValueError):
            return dt.date.fromisoformat(text)
    match = _DATE.fullmatch(text)
    loose = match or _LOOSE_DATE.fullmatch(text)
    if not loose:
        report(line, f"`{name}` must be a date, not {text[:40]!r}", "write it as 2025-04-20", "wrong-type")
        return None
    try:
        date = dt.date(*map(int, loose.groups()))
    except ValueError:
        report(line, f"`{name}`: there is no day {text[:40]}", "check month and day", "impossible-date")
        return None
    if not match:
        report(line, f"`{name}` must be a date as in 2025-04-20", f"write {date.isoformat()}", "wrong-type")
        return None
    return date


def _status(name: str, line: int, text: str, report: Report) -> Status | None:
    if text in set(Status):
        return Status(text)
    message = f"`{name}` must be {' or '.join(Status)}, not {text[:40]!r}"
    hint = "leave it out for a full answer"
    if text.lower() == "draft":
        hint = "a draft waits under a name that begins with a dot, which is not read"
    report(line, message, hint, "wrong-type")
    return None


_OF_WORDS = frozenset({"tags", "related", "aliases", "searches"})
"""Lists whose items hold no comma of any width, as titles and sources may."""
_TEXTS = (Kind.LINE, Kind.TEXT)
_READERS: dict[Kind, Callable[[str, int, str, Report], Typed | None]] = {
    Kind.LINE: _line,
    Kind.TEXT: _text,
    Kind.DATE: _date,
    Kind.STATUS: _status,
}
