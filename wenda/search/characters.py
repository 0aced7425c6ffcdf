"""Folding and telling apart the characters of many texts at once, as arrays of code points.

Most characters fold alone, to one character, which a table does ten times as fast as `wenda.text.fold`. A text with any
other (a ligature, a combining mark, a script that the table leaves out) is folded by `fold` itself.
"""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from wenda.search.filler import BINDING
from wenda.search.tokens import HAN as HAN_RANGES
from wenda.text import fold, simplified_table

Points = npt.NDArray[np.uint32]
Classes = npt.NDArray[np.uint8]

HAN, BINDS, LETTER, DIGIT = 1, 2, 4, 8
"""Bits of a character's class: Chinese, of those that bind words, of a word of another script, a decimal digit."""

_SIZE = 0x30000
# Blocks outside of Han whose characters neither combine nor depend on their neighbours.
_PLAIN = ((0x0000, 0x02FF), (0x2010, 0x206F), (0x3000, 0x3029), (0xFF01, 0xFF5E))
_UNIFIED = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x2A6DF))
_OTHER = 0  # stands in the table for: ask `fold`
_PATTERNS = {HAN: re.compile(f"[{HAN_RANGES}]"), DIGIT: re.compile(r"\d"), LETTER: re.compile(r"[^\W\d_]")}
_UNMET = 0xFF  # stands in the table of classes for: not looked at yet


@cache
def _folding() -> Points:
    table = np.zeros(_SIZE, dtype=np.uint32)
    for first, last in _UNIFIED:
        table[first : last + 1] = np.arange(first, last + 1)
    for code, simple in simplified_table().items():
        if table[code]:
            table[code] = ord(simple) if isinstance(simple, str) else simple
    for first, last in _PLAIN:
        for code in range(max(first, 1), last + 1):
            folded = fold(chr(code))
            table[code] = ord(folded) if len(folded) == 1 else _OTHER
    return table


@cache
def _classes() -> Classes:
    """Return the class of each character as far as it has been met; the others are `_UNMET`."""
    return np.append(np.full(0x40000, _UNMET, dtype=np.uint8), np.uint8(0))


def classes(points: Points) -> Classes:
    """Return the class of each code point; those beyond the table are neither letters nor digits."""
    table = _classes()
    points = np.minimum(points, len(table) - 1)
    unmet = points[table[points] == _UNMET]
    if len(unmet):
        for char in text_of(np.flatnonzero(np.bincount(unmet)).astype(np.uint32)):
            found = (bit for bit, pattern in _PATTERNS.items() if pattern.match(char))
            table[ord(char)] = next(found, 0) | (BINDS if char in BINDING else 0)
    return table[points]


def folded_points(texts: Sequence[str]) -> tuple[Points, npt.NDArray[np.intp]]:
    """Return the code points of all folded texts, each followed by a line end, and how many each text has."""
    points, sizes = _points(texts)
    folded = _folding()[np.minimum(points, _SIZE - 1)]
    hard = np.flatnonzero(folded == _OTHER)
    if not len(hard):
        return folded, sizes
    owners = np.unique(np.searchsorted(np.cumsum(sizes), hard, side="right"))
    texts = list(texts)
    for owner in owners.tolist():
        texts[owner] = fold(texts[owner])
    points, sizes = _points(texts)
    done = np.zeros(len(texts), dtype=bool)
    done[owners] = True
    return np.where(np.repeat(done, sizes), points, _folding()[np.minimum(points, _SIZE - 1)]), sizes


def text_of(points: Points) -> str:
    """Return the text that code points make."""
    return points.tobytes().decode("utf-32-le", "surrogatepass")


def _points(texts: Sequence[str]) -> tuple[Points, npt.NDArray[np.intp]]:
    joined = "\n".join(texts) + "\n" if texts else ""
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return points, np.array([len(text) + 1 for text in texts], dtype=np.intp)
