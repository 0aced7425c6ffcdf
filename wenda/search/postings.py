"""Gather postings in bulk and write them as shards: which articles hold a term, and how strongly.

A posting is an article's number and one byte: how strongly the title holds the term (high four bits) and how strongly
the rest of the article does (low four bits). The strengths are BM25F's saturated, length-normalised field weights
(Robertson, Zaragoza, Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004) quantised to 15 levels
(Anh, Moffat, "Simplified similarity scoring using term ranks", SIGIR 2005); the rarity of the term is applied when
a query is answered. Everything is numpy arrays from the text's code points on: no Python loop over postings.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wenda.search.bulk import folded_points
from wenda.search.filler import BINDING
from wenda.search.tokens import HAN, digest

Codes = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.uint32]
Bytes = npt.NDArray[np.uint8]

BATCH_BITS = 11
"""A batch holds up to 2 ** BATCH_BITS articles."""
LEVELS = 15
GAP_FACTOR = 0.3
"""A pair of characters with others between them weighs this much of a pair of neighbours."""
CHARACTER_FACTOR = 0.3
"""A single character within a longer run of a title."""
_PAIR_BITS = 21  # a code point
_WORD = 1 << 50  # codes from here on are words, numbered as they come
_OTHER = re.compile(rf"(?P<number>\d+(?:\.\d+)*%?)(?: ?(?P<unit>[{HAN}]))?|(?:(?![{HAN}_])[^\W\d])+")
_BINDING = np.array([ord(char) for char in BINDING])
_HAN_RANGES = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


class Vocabulary:
    """Numbers for terms: Chinese pairs and characters by their code points, words in the order they come."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []
        self._digests: list[int] = []

    def code(self, term: str) -> int:
        """Return the number of a word, a number or an initials term."""
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = _WORD + len(self._words)
            self._words.append(term)
            self._digests.append(digest(term))
        return number

    def term(self, code: int) -> str:
        """Return the term that `code` stands for."""
        if code >= _WORD:
            return self._words[code - _WORD]
        first, second = code >> _PAIR_BITS, code & ((1 << _PAIR_BITS) - 1)
        return chr(first) + chr(second) if first else chr(second)

    def digests(self, codes: Codes) -> Numbers:
        """Return the hash of each code's term, as `tokens.digest` has it."""
        result = np.full(len(codes), 0x811C9DC5, dtype=np.uint64)
        first, second = (
            (codes >> _PAIR_BITS).astype(np.uint64),
            (codes & ((1 << _PAIR_BITS) - 1)).astype(np.uint64),
        )
        for part in (first, second):
            result = np.where(
                part > 0, ((result ^ part) * np.uint64(0x01000193)) & np.uint64(0xFFFFFFFF), result
            )
        result ^= result >> np.uint64(15)
        words = np.flatnonzero(codes >= _WORD)
        if len(words):
            result[words] = np.array(self._digests, dtype=np.uint64)[codes[words] - _WORD]
        return result.astype(np.uint32)


@dataclass(frozen=True, slots=True)
class Weighted:
    """One text of one article of the batch: the article's place in the batch and what an occurrence weighs."""

    owner: int
    text: str
    weight: float
    gaps: bool = False  # a title: pairs across a gap and single characters count too


def occurrences(texts: Sequence[Weighted], vocabulary: Vocabulary) -> tuple[Codes, npt.NDArray[np.float64]]:
    """Return a key (term's code and owner) and the weight of each occurrence of a term in the texts, folded."""
    points, sizes = folded_points([text.text for text in texts])
    which = np.repeat(np.arange(len(texts)), sizes)
    han = np.zeros(len(points), dtype=bool)
    for first, last in _HAN_RANGES:
        han |= (points >= first) & (points <= last)
    telling = ~np.isin(points, _BINDING)
    owners = np.array([text.owner for text in texts], dtype=np.int64)
    weights = np.array([text.weight for text in texts])
    gaps = np.array([text.gaps for text in texts])

    keys, values = [], []

    def add(codes: Codes, at: npt.NDArray[np.intp], factor: float = 1.0) -> None:
        keys.append(codes << BATCH_BITS | owners[which[at]])
        values.append(weights[which[at]] * factor)

    unbroken = han
    for distance, factor in ((1, 1.0), (2, GAP_FACTOR), (3, GAP_FACTOR)):
        unbroken = unbroken[:-1] & han[distance:]
        wanted = unbroken & telling[:-distance] & telling[distance:]
        if distance > 1:
            wanted &= gaps[which[:-distance]]
        else:
            wanted |= unbroken & gaps[which[:-distance]] & (telling[:-distance] | telling[distance:])
        at = np.flatnonzero(wanted)
        add(points[at] << _PAIR_BITS | points[at + distance], at, factor)
    alone = han & ~np.roll(han, 1) & ~np.roll(han, -1)
    at = np.flatnonzero(alone)
    add(points[at], at)
    at = np.flatnonzero(han & ~alone & gaps[which])
    add(points[at], at, CHARACTER_FACTOR)
    joined = points.astype(np.uint32).tobytes().decode("utf-32-le", "surrogatepass")
    words = [(vocabulary.code(term), start) for start, term in _words(joined)]
    if words:
        pairs = np.array(words, dtype=np.int64)
        add(pairs[:, 0], pairs[:, 1])
    return np.concatenate(keys), np.concatenate(values)


def _words(joined: str) -> Iterator[tuple[int, str]]:
    for match in _OTHER.finditer(joined):
        number, start = match["number"], match.start()
        yield start, number or match[0]
        if number and number.endswith("%"):
            yield start, number[:-1]
        elif number and match["unit"]:
            yield start, number + match["unit"]


def levels(
    keys: Codes, values: npt.NDArray[np.float64], *, add: bool
) -> tuple[Codes, npt.NDArray[np.float64]]:
    """Return each distinct key, ascending, with the sum (`add`) or the greatest of its values."""
    order = np.argsort(keys, kind="stable")
    keys, values = keys[order], values[order]
    starts = first_of_each(keys)
    reduce = np.add if add else np.maximum
    return keys[starts], (reduce.reduceat(values, starts) if len(starts) else values)


def first_of_each(ascending: Codes) -> npt.NDArray[np.intp]:
    """Return where each distinct value of an ascending array begins."""
    changes = np.ones(len(ascending), dtype=bool)
    changes[1:] = ascending[1:] != ascending[:-1]
    return np.flatnonzero(changes)
