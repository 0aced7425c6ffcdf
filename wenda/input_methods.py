"""What Chinese input methods put into files in place of the ASCII characters that YAML is made of. Pure."""

import re
from collections.abc import Collection, Iterator

from wenda.errors import Problem

DASHES = "---"

_COLON = re.compile(r"( *(?:- +)?)([A-Za-z_]\w*)[ \t]*：[ \t]*", re.ASCII)
_DASHES = re.compile(r"[-—–－─―]{2,}[ \t]*")
_COMMAS = re.compile(r"[，、,；;]")
_BRACKETS = "【】[]［］"


def full_width_colons(text: str, keys: Collection[str] = ()) -> Iterator[tuple[int, str]]:
    """Yield the line, counted from 0, and the key of each entry of the YAML `text` with a full-width colon.

    Of nested entries only those with one of `keys`: others may be text.
    """
    for number, line in enumerate(text.split("\n")):
        if match := _mistyped(line, keys):
            yield number, match[2]


def mend_colons(
    text: str, path: str, rule: str, keys: Collection[str] = (), first_line: int = 1
) -> tuple[str, tuple[Problem, ...]]:
    """Return the YAML `text` with plain colons behind the keys that `full_width_colons` names, and say where.

    The text stands in the file `path`, from its line `first_line` on.
    """
    told = tuple(
        Problem(
            path,
            first_line + number,
            f"the colon behind `{key}` is a full-width one",
            f"write `{key}: …`, with a space",
            rule,
        )
        for number, key in full_width_colons(text, keys)
    )
    if not told:
        return text, ()
    lines = (
        _COLON.sub(r"\1\2: ", line, count=1) if _mistyped(line, keys) else line for line in text.split("\n")
    )
    return "\n".join(lines), told


def wrong_dashes(text: str) -> int:
    """Return the line of `text`, counted from 1, that is made of dashes but not of three hyphens; 0 for none."""
    lines = enumerate(text.split("\n"), start=1)
    return next((number for number, line in lines if _DASHES.fullmatch(line) and line.rstrip() != DASHES), 0)


def separate_words(text: str) -> tuple[str, ...]:
    """Return the words of a list that was written as one text: 【甲，乙】 and 甲、乙 are two."""
    return tuple(word for part in _COMMAS.split(text.strip(_BRACKETS)) if (word := part.strip()))


def _mistyped(line: str, keys: Collection[str]) -> re.Match[str] | None:
    match = _COLON.match(line)
    return match if match and (match[2] in keys or not (keys or match[1])) else None
