"""What Chinese input methods put into front matter in place of the ASCII characters that it is made of. Pure."""

import re
from collections.abc import Iterator

_COLON = re.compile(r"([A-Za-z_]\w*)[ \t]*：[ \t]*", re.ASCII)
_DASHES = re.compile(r"[-—–－─―]{2,}[ \t]*")
_COMMAS = re.compile(r"[，、,；;]")
_BRACKETS = "【】[]［］"

DASHES = "---"


def full_width_colons(header: str) -> Iterator[tuple[int, str]]:
    """Yield the line, counted from 0, and the key of each entry with a full-width colon behind its key."""
    for number, line in enumerate(header.split("\n")):
        if match := _COLON.match(line):
            yield number, match[1]


def with_plain_colons(header: str) -> str:
    """Return `header` with a colon and a space behind the keys that `full_width_colons` names."""
    return "\n".join(
        _COLON.sub(r"\1: ", line, count=1) if _COLON.match(line) else line for line in header.split("\n")
    )


def wrong_dashes(text: str) -> int:
    """Return the line of `text`, counted from 1, that is made of dashes but not of three hyphens; 0 for none."""
    lines = enumerate(text.split("\n"), start=1)
    return next((number for number, line in lines if _DASHES.fullmatch(line) and line.rstrip() != DASHES), 0)


def separate_words(text: str) -> tuple[str, ...]:
    """Return the words of a list that was written as one text: 【甲，乙】 and 甲、乙 are two."""
    return tuple(word for part in _COMMAS.split(text.strip(_BRACKETS)) if (word := part.strip()))
