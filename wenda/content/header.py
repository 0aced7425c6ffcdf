"""Front matter's YAML, read strictly: one mapping of keys to texts or lists of texts, and nothing else.

YAML's own loaders guess: 0123 becomes 83, 12:30:45 becomes 45045, NO becomes False, and of two equal keys the last one
wins in silence. Here every scalar is the text that was written. Anchors, aliases, tags, nested collections and
repeated keys are problems. Empty values, `null` and `~`, written without quotes, mean that there is no value.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from wenda.errors import Problem, Severity

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MAX_LENGTH = 64 * 1024
"""Longest header in characters: the largest sensible one has a tenth of it."""
MAX_DEPTH = 8
"""Deepest nesting that is read on to find further problems; a header needs two."""


@dataclass(frozen=True, slots=True)
class Value:
    """What stands behind a key: a text, or a list of texts with their lines. Lines count from 1 in the file."""

    line: int
    text: str | None = None
    items: tuple[tuple[int, str], ...] = ()
    key_line: int = 0


class _Wrong(Exception):
    """One thing that is wrong in the header, at a 0-based line of it."""

    def __init__(self, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line, self.message, self.hint = line, message, hint


_ENTRY = re.compile(r"[\"'\w][^:\n]*:(?:[ \t]|$)")
_COMMENT = re.compile(r"[ \t]#")
_SYNTAX = (
    ("mapping values are not allowed", "a colon and a space within a text", "put the text in quotes: key: \"a: b\""),
    ("cannot start any token", "a text begins with a character that YAML keeps for itself", "put the text in quotes"),
    ("unexpected end of stream", "a quotation mark or bracket is opened and never closed", "close it on the same line"),
    ("escape", "a backslash in double quotes that means nothing", "use single quotes, or write two backslashes"),
    ("',' or ']'", "a list in [brackets] is not closed", "close the bracket, or write one `- item` a line"),
    ("',' or '}'", "a {brace} is opened; fields hold texts and lists only", "put the text in quotes"),
    ("expected ':'", "a line without `key: value`", "write `key: value`, or indent the line to continue a text"),
    ("expected key", "a line that is neither `key: value` nor a continuation of one", "check its indentation and quotes"),
    ("expected <block end>", "a line that is neither `key: value` nor a continuation of one", "check its indentation and quotes"),
)


def read_header(header: str, path: str, first_line: int) -> tuple[dict[str, Value], tuple[Problem, ...]]:
    """Return the values of `header`, which begins at line `first_line` of `path`, and everything wrong with it.

    The values that could be read come back even when others are wrong.
    """
    if len(header) > MAX_LENGTH:
        hint = "long texts belong below the closing ---"
        message = f"the front matter has {len(header):,} characters, more than {MAX_LENGTH:,}"
        return {}, (Problem(path, first_line, message, hint, "front-matter"),)
    values, wrongs = _read(header)
    if values is None:
        values = {}
        original, wrongs = wrongs, []
        for offset, chunk in _entries(header):
            some, wrong_here = _read(chunk)
            for name, value in (some or {}).items():
                if name in values:
                    wrongs.append(_repeated(name, offset + value.key_line))
                values[name] = _moved(value, offset)
            wrongs += [_Wrong(wrong.line + offset, wrong.message, wrong.hint) for wrong in wrong_here]
        wrongs = wrongs or original
    problems = [Problem(path, first_line + wrong.line, wrong.message, wrong.hint, "front-matter") for wrong in wrongs]
    problems += _comments(header, values, path, first_line)
    return {name: _moved(value, first_line) for name, value in values.items()}, tuple(problems)


def _moved(value: Value, lines: int) -> Value:
    items = tuple((line + lines, text) for line, text in value.items)
    return Value(value.line + lines, value.text, items, value.key_line + lines)


def _entries(header: str) -> Iterator[tuple[int, str]]:
    """Split a header that YAML cannot read as a whole where its keys begin, so that each mistake is found."""
    start, chunk = 0, list[str]()
    for number, line in enumerate(header.split("\n")):
        if chunk and _ENTRY.match(line):
            yield start, "\n".join(chunk)
            start, chunk = number, []
        chunk.append(line)
    yield start, "\n".join(chunk)


def _read(header: str) -> tuple[dict[str, Value] | None, list[_Wrong]]:
    """Read YAML into values with 0-based lines; None when it is not YAML."""
    wrongs: list[_Wrong] = []
    values: dict[str, Value] = {}
    events = _Events(header, wrongs)
    try:
        _mapping(events, values, wrongs)
    except yaml.MarkedYAMLError as error:
        return None, [*wrongs, _syntax(error, header)]
    except (yaml.YAMLError, _Wrong) as error:
        wrong = error if isinstance(error, _Wrong) else _Wrong(0, f"not YAML: {error}", "")
        return (values if isinstance(error, _Wrong) else None), [*wrongs, wrong]
    return values, wrongs


class _Events:
    """libyaml's events, one at a time; complains of anchors and tags as they pass."""

    def __init__(self, header: str, wrongs: list[_Wrong]) -> None:
        self._events = yaml.parse(header, Loader=Loader)
        self._wrongs = wrongs

    def next(self) -> yaml.Event:
        event = next(self._events)
        if isinstance(event, yaml.AliasEvent):
            hint = "write the value out; or quote the text if it begins with *"
            self._wrongs.append(_Wrong(event.start_mark.line, f"an alias (*{event.anchor}) is not allowed", hint))
        elif isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            hint = "leave it out; or quote the text if it begins with &"
            self._wrongs.append(_Wrong(event.start_mark.line, f"an anchor (&{event.anchor}) is not allowed", hint))
        if getattr(event, "tag", None) is not None:
            hint = "leave it out: every value is a text, a date or a list; or quote the text if it begins with !"
            self._wrongs.append(_Wrong(event.start_mark.line, f"a tag ({event.tag}) is not allowed", hint))
        return event

    def skip(self, event: yaml.Event) -> None:
        """Pass over the collection that `event` opens."""
        depth = 1
        while depth:
            following = next(self._events)
            depth += isinstance(following, yaml.CollectionStartEvent)
            depth -= isinstance(following, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise _Wrong(event.start_mark.line, f"nested more than {MAX_DEPTH} deep", "fields hold texts and lists")


def _mapping(events: _Events, values: dict[str, Value], wrongs: list[_Wrong]) -> None:
    events.next()
    event = events.next()
    if isinstance(event, yaml.StreamEndEvent):
        return
    if event.explicit or event.version or event.tags:
        wrongs.append(_Wrong(event.start_mark.line, "a YAML directive is not allowed", "leave it out"))
    root = events.next()
    if not isinstance(root, yaml.MappingStartEvent):
        raise _Wrong(root.start_mark.line, "the front matter is no list of keys", "write `key: value`, one a line")
    while not isinstance(key := events.next(), yaml.MappingEndEvent):
        name, line = _key(events, key, wrongs), key.start_mark.line
        value = _value(events, events.next(), name, line, wrongs)
        if name in values:
            wrongs.append(_repeated(name, line))
        elif name and value:
            values[name] = value
    events.next()
    if not isinstance(following := events.next(), yaml.StreamEndEvent):
        raise _Wrong(following.start_mark.line, "a second YAML document begins", "take out the line of dots")


def _repeated(name: str, line: int) -> _Wrong:
    return _Wrong(line, f"the key `{name}` is given twice", "keep one of the two")


def _key(events: _Events, event: yaml.Event, wrongs: list[_Wrong]) -> str:
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    if isinstance(event, yaml.CollectionStartEvent):
        events.skip(event)
    wrongs.append(_Wrong(event.start_mark.line, "a key must be a word", "write `key: value`"))
    return ""


def _value(events: _Events, event: yaml.Event, name: str, key_line: int, wrongs: list[_Wrong]) -> Value | None:
    line = event.start_mark.line
    if isinstance(event, yaml.ScalarEvent):
        return Value(line, _scalar(event), key_line=key_line)
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[tuple[int, str]] = []
        while not isinstance(item := events.next(), yaml.SequenceEndEvent):
            if isinstance(item, yaml.ScalarEvent):
                items.append((item.start_mark.line, _scalar(item)))
            elif isinstance(item, yaml.CollectionStartEvent):
                events.skip(item)
                hint = "put the item in quotes if it holds `: ` or begins with a bracket"
                wrongs.append(_Wrong(item.start_mark.line, f"an item of `{name}` is not a text", hint))
        return Value(line, None, tuple(items), key_line)
    if isinstance(event, yaml.MappingStartEvent):
        events.skip(event)
        hint = "put the text in quotes if it holds `: ` or begins with a brace"
        wrongs.append(_Wrong(line, f"`{name}` holds keys of its own; fields hold texts and lists only", hint))
    return None


def _scalar(event: yaml.ScalarEvent) -> str:
    value = str(event.value)
    return "" if event.style is None and value in {"null", "~"} else value


def _syntax(error: yaml.MarkedYAMLError, header: str) -> _Wrong:
    said = f"{error.context or ''} {error.problem or ''}"
    unclosed = "end of stream" in said
    mark = (error.context_mark if unclosed else error.problem_mark) or error.problem_mark or error.context_mark
    line = min(mark.line, header.count("\n")) if mark else 0
    for fragment, message, hint in _SYNTAX:
        if fragment in said:
            return _Wrong(line, message, hint)
    return _Wrong(line, f"not YAML: {' '.join(said.split())}", "put texts with special characters in quotes")


def _comments(header: str, values: dict[str, Value], path: str, first_line: int) -> Iterator[Problem]:
    """Warn of what follows ` #` on the line of an unquoted value: YAML drops it in silence."""
    if "#" not in header:
        return
    lines = header.split("\n")
    places = {value.line: value.text for value in values.values() if value.text}
    places |= dict(item for value in values.values() for item in value.items)
    for number, text in sorted(places.items()):
        rest = lines[number].partition(text.split("\n")[0])[2]
        if _COMMENT.match(rest):
            message = f"what follows # is a comment and is lost: {rest.strip()[:40]}"
            hint = "put the text in quotes if it belongs to the value"
            yield Problem(path, first_line + number, message, hint, "comment-after-value", Severity.WARNING)
