"""Names short enough to be written into a circle."""

import itertools
import unicodedata

import rjieba

LINE = 5.0
"""Width of a line, in full-width characters; one more still fits where there is no better place to break."""

_JOINING = "与和及或&/"  # words after which a name goes on: a good place for the second line to begin


def lines_of(name: str) -> tuple[str, ...]:
    """Return `name` in one or two lines, broken between words; what does not fit ends in an ellipsis."""
    if width(name) <= LINE:
        return (name,)
    words = rjieba.cut(name)
    cuts = list(itertools.accumulate(map(len, words[:-1]))) or [len(name) // 2]
    halves = [(name[:cut].strip(), name[cut:].strip()) for cut in cuts]
    return tuple(map(_fit, min((both for both in halves if all(both)), key=_awkwardness, default=(name,))))


def width(text: str) -> float:
    """Return how wide `text` is, in full-width characters."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.55 for char in text)


def _awkwardness(halves: tuple[str, str]) -> tuple[bool, bool, float]:
    longest = max(map(width, halves))
    return longest > LINE + 1, halves[1][0] not in _JOINING, longest


def _fit(line: str) -> str:
    if width(line) <= LINE + 1:
        return line
    while width(line) > LINE:
        line = line[:-1]
    return f"{line}…"
