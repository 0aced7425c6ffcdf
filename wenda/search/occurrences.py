"""Every occurrence of a term in many texts at once: numpy arrays from the code points on, no loop over characters.

What it finds is what `tokens.tokens` finds, and in titles more (see there).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from wenda.search.characters import (
    BINDS,
    DIGIT,
    HAN,
    LETTER,
    Classes,
    Points,
    classes,
    folded_points,
    text_of,
)
from wenda.search.terms import Terms, Vocabulary

Places = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Folded:
    """Texts, folded, each followed by a line end: code points, their classes, and the text that each is of."""

    points: Points
    classes: Classes
    owners: npt.NDArray[np.intp]

    @property
    def han(self) -> Mask:
        """Which of the points are Chinese characters."""
        return (self.classes & HAN).view(bool)


def folded(texts: Sequence[str]) -> Folded:
    """Return `texts` folded."""
    points, sizes = folded_points(texts)
    return Folded(points, classes(points), np.repeat(np.arange(len(texts)), sizes))


def body_terms(text: Folded, vocabulary: Vocabulary) -> list[tuple[Terms, Places]]:
    """Return the terms of texts that are no titles, in several arrays, with the place of each.

    Pairs in which a character binds words are left out, since they tell little.
    """
    han = text.han
    plain = (text.classes & (HAN | BINDS)) == HAN
    return [
        _pairs(text, plain[:-1] & plain[1:], 1, vocabulary),
        _pairs(text, _alone(han), 0, vocabulary),
        _words(text, vocabulary),
    ]


def title_terms(
    text: Folded, vocabulary: Vocabulary
) -> tuple[list[tuple[Terms, Places]], list[tuple[Terms, Places]]]:
    """Return the terms of titles, and those that tell less: pairs across a gap, and single characters of a run.

    Pairs of two characters that bind words are left out.
    """
    han = text.han
    telling = (text.classes & BINDS) == 0
    near = han[:-1] & han[1:]
    over = near[:-1] & han[2:]
    far = over[:-1] & han[3:]
    alone = _alone(han)
    whole = [
        _pairs(text, near & (telling[:-1] | telling[1:]), 1, vocabulary),
        _pairs(text, alone, 0, vocabulary),
        _words(text, vocabulary),
    ]
    return whole, [
        _pairs(text, over & telling[:-2] & telling[2:], 2, vocabulary),
        _pairs(text, far & telling[:-3] & telling[3:], 3, vocabulary),
        _pairs(text, han & ~alone, 0, vocabulary),
    ]


def _alone(han: Mask) -> Mask:
    """Return which characters have no Chinese neighbour; the last is a line end."""
    beside = np.zeros(len(han), dtype=bool)
    beside[1:] = han[:-1]
    beside[:-1] |= han[1:]
    return han & ~beside


def _pairs(text: Folded, wanted: Mask, distance: int, vocabulary: Vocabulary) -> tuple[Terms, Places]:
    """Return the pair of each wanted place and the one `distance` on; at distance 0 the character alone."""
    at = np.flatnonzero(wanted)
    first = text.points[at]
    second = text.points[at + distance] if distance else np.zeros_like(first)
    terms = first << np.uint32(16) | second
    beyond = np.flatnonzero((first | second) > 0xFFFF)
    if len(beyond):
        pairs = zip(first[beyond].tolist(), second[beyond].tolist(), strict=True)
        terms[beyond] = vocabulary.codes(chr(a) + chr(b) * (b > 0) for a, b in pairs)
    return terms, at


def _words(text: Folded, vocabulary: Vocabulary) -> tuple[Terms, Places]:
    """Return words, numbers, numbers without their per cent sign or with their unit."""
    joined, points, digit = text_of(text.points), text.points, (text.classes & DIGIT) != 0
    starts, ends = _stretches((text.classes & LETTER) != 0)
    words = [joined[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    dot = np.zeros(len(points), dtype=bool)
    dot[1:-1] = (points[1:-1] == ord(".")) & digit[:-2] & digit[2:]
    begins, ends = _stretches(digit | dot)
    if not len(begins):
        return np.array(vocabulary.codes(words), dtype=np.uint32), starts
    percent = points[ends] == ord("%")
    unit = ends + (points[ends] == ord(" "))
    has_unit = ~percent & ((text.classes[unit] & HAN) != 0)
    numbers = [joined[a:b] for a, b in zip(begins.tolist(), (ends + percent).tolist(), strict=True)]
    bare = [joined[a:b] for a, b in _spans(begins, ends, percent)]
    counted = [joined[a:b] + joined[u] for a, b, u in _spans(begins, ends, has_unit, unit)]
    codes = vocabulary.codes([*words, *numbers, *bare, *counted])
    return np.array(codes, dtype=np.uint32), np.concatenate(
        [starts, begins, begins[percent], begins[has_unit]]
    )


def _spans(*arrays: npt.NDArray[Any]) -> Any:
    """Return the rows of columns, where the third column is true, that column left out."""
    start, end, wanted, *more = arrays
    return zip(*(column[wanted].tolist() for column in (start, end, *more)), strict=True)


def _stretches(mask: Mask) -> tuple[Places, Places]:
    """Return where stretches of true begin and end (exclusive); the last of `mask` is false."""
    change = np.flatnonzero(np.diff(mask, prepend=False))
    return change[::2], change[1::2]
