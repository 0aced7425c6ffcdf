"""Front matter's YAML, read strictly: one mapping of keys to texts or lists of texts, and nothing else.

YAML's own loaders guess: 0123 becomes 83, 12:30:45 becomes 45045, NO becomes False, and of two equal keys the
last one wins in silence. Here every scalar is the text that was written. Anchors, aliases, tags, nested
collections and repeated keys are problems. An empty value, and `null` or `~` without quotes, is no value.
"""

import re
from collections.abc import Iterator

import yaml

from wenda.content.plain_header import Value, read_plain
from wenda.errors import Problem, Severity
from wenda.input_methods import mend_colons
from wenda.yaml_errors import WrongYamlError, explain

MAX_LENGTH = 256 * 1024
"""Longest header in characters; one with a thousand recommendations has a third of it."""
MAX_DEPTH = 8
"""Deepest nesting that is passed over; a header needs two levels."""

# libyaml's parser is ten times as fast as PyYAML's own, which serves where libyaml is missing.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ENTRY = re.compile(r"[\"'\w][^:\n]*:(?:[ \t]|$)")
_COMMENT = re.compile(r"[ \t]+#")


def read_header(header: str, path: str, first_line: int) -> tuple[dict[str, Value], tuple[Problem, ...]]:
    """Return the values of `header` and everything that is wrong with it.

    The header begins at line `first_line` of `path`. The values that could be read come back even when others
    are wrong.
    """
    if len(header) > MAX_LENGTH:
        message = f"the front matter has {len(header):,} characters, more than {MAX_LENGTH:,}"
        hint = "long texts belong below the closing ---"
        return {}, (Problem(path, first_line, message, hint, "huge-front-matter"),)
    if (plain := read_plain(header, first_line)) is not None:
        return plain, ()
    return read_yaml(header, path, first_line)


def read_yaml(header: str, path: str, first_line: int) -> tuple[dict[str, Value], tuple[Problem, ...]]:
    """Do what `read_header` does, by YAML in any case; it is there for what `plain_header` leaves to it."""
    reader = _Reader(header, first_line)
    if not reader.read():
        mended, colons = mend_colons(header, path, "full-width-colon", first_line=first_line)
        if colons:
            values, problems = read_yaml(mended, path, first_line)
            return values, (*colons, *problems)
        reader = _read_by_entry(header, first_line) or reader
    wrongs = [Problem(path, wrong.line, wrong.message, wrong.hint, wrong.rule) for wrong in reader.wrongs]
    if "#" in header:
        wrongs += _comments(header.split("\n"), reader.values, path, first_line)
    return reader.values, tuple(wrongs)


def _read_by_entry(header: str, first_line: int) -> "_Reader | None":
    """Read each entry of a header by itself: YAML stops at its first mistake, authors want to see all.

    None when each entry is fine by itself.
    """
    whole = _Reader("", first_line)
    for offset, entry in _entries(header):
        part = _Reader(entry, first_line + offset)
        readable = part.read()
        whole.wrongs += part.wrongs
        for name, value in part.values.items() if readable else ():
            whole.add(name, value)
    return whole if whole.wrongs else None


def _entries(header: str) -> Iterator[tuple[int, str]]:
    """Yield each top-level entry with the 0-based number of its first line."""
    start, entry = 0, list[str]()
    for number, line in enumerate(header.split("\n")):
        if entry and _ENTRY.match(line):
            yield start, "\n".join(entry)
            start, entry = number, []
        entry.append(line)
    yield start, "\n".join(entry)


class _Reader:
    """Reads one YAML document into `values`; what is wrong gathers in `wrongs`."""

    def __init__(self, header: str, first_line: int) -> None:
        self.values: dict[str, Value] = {}
        self.wrongs: list[WrongYamlError] = []
        self._header, self._first_line = header, first_line
        self._events = yaml.parse(header, Loader=_LOADER)

    def read(self) -> bool:
        """Read the document; False when reading had to stop before its end."""
        try:
            self._read_document()
        except yaml.YAMLError as error:
            self.wrongs.append(explain(error, self._header, self._first_line))
        except WrongYamlError as error:
            self.wrongs.append(error)
        else:
            return True
        return False

    def add(self, name: str, value: Value) -> None:
        if name in self.values:
            hint = "keep one of the two"
            self._complain(value.key_line, f"the key `{name}` is given twice", hint, "repeated-key")
        else:
            self.values[name] = value

    def _complain(self, line: int, message: str, hint: str, rule: str) -> None:
        self.wrongs.append(WrongYamlError(line, message, hint, rule))

    def _line(self, event: yaml.Event) -> int:
        return self._first_line + (event.start_mark.line if event.start_mark else 0)

    def _next(self) -> yaml.Event:
        """Return the next event; what no header may hold is complained of as it passes."""
        event = next(self._events)
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            kind, mark = ("alias", "*") if isinstance(event, yaml.AliasEvent) else ("anchor", "&")
            message = f"YAML's {mark}{event.anchor} (an {kind}) is not allowed"
            hint = f"write the value out, or put the text in quotes if it begins with {mark}"
            self._complain(self._line(event), message, hint, f"yaml-{kind}")
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            message, hint = (
                f"a tag ({event.tag}) is not allowed",
                "put the text in quotes if it begins with !",
            )
            self._complain(self._line(event), message, hint, "yaml-tag")
        return event

    def _skip(self, opening: yaml.Event) -> None:
        """Pass over the rest of the collection that `opening` begins."""
        depth = 1
        while depth:
            event = next(self._events)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                message, hint = f"nested more than {MAX_DEPTH} deep", "fields hold texts and lists of texts"
                raise WrongYamlError(self._line(opening), message, hint, "deep-front-matter")

    def _read_document(self) -> None:
        self._next()
        document = self._next()
        if isinstance(document, yaml.StreamEndEvent):
            return
        if isinstance(document, yaml.DocumentStartEvent) and document.explicit:
            message = "YAML's own mark for the beginning of a document is not allowed"
            self._complain(
                self._line(document), message, "delete the --- or % with which the line begins", "yaml"
            )
        root = self._next()
        if not isinstance(root, yaml.MappingStartEvent):
            message, hint = "the front matter is not made of keys", "write one `key: value` a line"
            raise WrongYamlError(self._line(root), message, hint)
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            name, line = self._key(event), self._line(event)
            value = self._value(self._next(), line)
            if name and value:
                self.add(name, value)
        self._next()
        if not isinstance(following := self._next(), yaml.StreamEndEvent):
            message, hint = "a second YAML document begins", "delete the dots or dashes before it"
            raise WrongYamlError(self._line(following), message, hint)

    def _key(self, event: yaml.Event) -> str:
        if isinstance(event, yaml.ScalarEvent) and event.value:
            return str(event.value)
        if isinstance(event, yaml.CollectionStartEvent):
            self._skip(event)
        self._complain(self._line(event), "a key must be a word", "write `key: value`", "yaml")
        return ""

    def _value(self, event: yaml.Event, key_line: int) -> Value | None:
        line = self._line(event)
        if isinstance(event, yaml.ScalarEvent):
            return Value(key_line, line, _text(event))
        if isinstance(event, yaml.SequenceStartEvent):
            return Value(key_line, line, items=tuple(self._items()))
        if isinstance(event, yaml.MappingStartEvent):
            self._skip(event)
            return Value(key_line, line, is_mapping=True)
        return None

    def _items(self) -> Iterator[tuple[int, str | None]]:
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            if isinstance(event, yaml.ScalarEvent):
                yield self._line(event), _text(event)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._skip(event)
                yield self._line(event), None


def _text(event: yaml.ScalarEvent) -> str:
    # PyYAML leaves the style of plain scalars None or "", depending on the parser.
    return "" if not event.style and event.value in {"null", "~"} else str(event.value)


def _comments(lines: list[str], values: dict[str, Value], path: str, first_line: int) -> Iterator[Problem]:
    """Warn of what follows ` #` behind an unquoted value: YAML drops it in silence."""
    places = {value.line: value.text for value in values.values() if value.text}
    places |= {line: text for value in values.values() for line, text in value.items if text}
    for number, text in sorted(places.items()):
        rest = lines[number - first_line].rpartition(text)[2]
        if _COMMENT.match(rest):
            message = f"what follows # is a comment and is lost: {rest.strip()[:40]}"
            hint = "put the text in quotes if it belongs to the value"
            yield Problem(path, number, message, hint, "comment-after-value", Severity.WARNING)
