"""What articles say, as sparse vectors: their weightiest terms, for finding which are alike.

A term is a pair of neighbouring Chinese characters or a word of other letters; pairs find more than
segmented words do, and need no dictionary. A term weighs by the best field that it stands in and by how few
articles hold it (tf-idf: Spärck Jones 1972). Terms go by 32-bit hashes, so that all of it is array
arithmetic.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wenda.text import fold, is_han, simplified_table

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint32]

FIELD_WEIGHTS = (6.0, 2.0, 1.0)
"""Of the title, of other names and tags, of the summary or, where there is none, of the beginning of the body."""

_KEPT = 24  # weightiest terms of an article; more change no neighbour that a reader would miss
_COMMONEST = 0.35  # share of the articles beyond which a term tells nothing
_TELLING = 0.16  # share of the articles up to which a common term ties two of them
_FEW = 8  # articles that may share a term in however small a collection
_CHUNK = 4096  # articles at a time, to bound memory
_MOST_COUNTED = 0x3FFF  # times that a term counts
_MOST_BITS = 22  # of a term's hash, by which articles are counted
_HAN, _LETTER, _UNKNOWN = 1, 2, 3
_CODES = 0x30000


@dataclass(frozen=True)
class Vectors:
    """Rows of terms with weights: row i is `starts[i]:starts[i + 1]`, sorted by term, of length 1 or less.

    A row is shorter than 1 where terms that no other article holds are left out. `telling` are those terms
    that few enough articles share to say something about two that do.
    """

    starts: Ints
    terms: Words
    weights: Floats
    telling: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.starts) - 1


class Row(NamedTuple):
    """The terms of one article, sorted, and for each how often it stands there and in which best field.

    `terms` are 32-bit numbers, `counts` 16-bit ones (number << 2 | field); both as bytes, so that they can be kept.
    """

    terms: bytes
    counts: bytes


def rows_of(texts: Sequence[Sequence[str]]) -> list[Row]:
    """Return the terms of articles, each given by one text for every one of `FIELD_WEIGHTS`."""
    rows: list[Row] = []
    for first in range(0, len(texts), _CHUNK):
        starts, terms, counts = _terms(texts[first : first + _CHUNK])
        bounds = starts.tolist()
        rows += (Row(terms[i:j].tobytes(), counts[i:j].tobytes()) for i, j in pairwise(bounds))
    return rows


def vectors_of(rows: Sequence[Row]) -> Vectors:
    """Return the vectors of articles, given by their terms."""
    chunks = [_chunk(rows[first : first + _CHUNK]) for first in range(0, len(rows), _CHUNK)] or [_chunk(())]
    # Counted by the leading bits of the hash: where two terms share them, both weigh a little less.
    bits = max(12, min(_MOST_BITS, sum(len(chunk.terms) for chunk in chunks).bit_length() + 1))
    rest = np.uint32(32 - bits)
    frequency = np.zeros(1 << bits, np.int32)
    for chunk in chunks:
        frequency += np.bincount(chunk.terms >> rest, minlength=1 << bits).astype(np.int32)
    most, telling = (max(_FEW, int(share * len(rows))) for share in (_COMMONEST, _TELLING))
    capped = np.minimum(frequency, most + 1)
    rarity = _rarity(len(rows), most)
    kept = [_weightiest(chunk, capped[chunk.terms >> rest], rarity) for chunk in chunks]
    terms = np.concatenate([chunk.terms for chunk in kept])
    lengths = np.concatenate([np.zeros(1, np.int64), *(np.diff(chunk.starts) for chunk in kept)])
    weights = np.concatenate([chunk.weights for chunk in kept])
    return Vectors(np.cumsum(lengths), terms, weights, frequency[terms >> rest] <= telling)


@dataclass(frozen=True)
class _Chunk:
    """Rows of terms of some articles, as in `Vectors`."""

    starts: Ints
    terms: Words
    weights: Floats

    def __len__(self) -> int:
        return len(self.starts) - 1


def _chunk(rows: Sequence[Row]) -> _Chunk:
    """Return rows side by side, weighted by field and number alone."""
    terms = np.frombuffer(b"".join([row.terms for row in rows]), np.uint32)
    counts = np.frombuffer(b"".join([row.counts for row in rows]), np.uint16)
    number = (counts >> 2).astype(np.int64)
    weights = np.array(FIELD_WEIGHTS, np.float32)[counts & 3] * (2 * number / (number + 1)).astype(np.float32)
    lengths = np.fromiter((len(row.terms) for row in rows), np.int64, len(rows)) // terms.itemsize
    return _Chunk(np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)]), terms, weights)


def _terms(texts: Sequence[Sequence[str]]) -> tuple[Ints, Words, npt.NDArray[np.uint16]]:
    """Return where each text's terms start, all of them, and the number and best field of each."""
    fields = len(FIELD_WEIGHTS)
    joined = "".join([f"{field}\n" for text in texts for field in text])
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = _folding()[np.minimum(codes, _CODES - 1)]
    kinds = _kinds(codes)
    lengths = np.fromiter((len(field) + 1 for text in texts for field in text), np.int64, len(texts) * fields)
    owners = np.repeat(np.arange(len(texts) * fields, dtype=np.int64), lengths)
    pair_positions, pairs = _pairs(codes, kinds)
    word_positions, words = _words(codes, kinds)
    positions, terms = np.concatenate([pair_positions, word_positions]), np.concatenate([pairs, words])
    keys = owners[positions]
    keys = np.sort((keys // fields << 34) | (terms.astype(np.int64) << 2) | keys % fields)
    first = np.flatnonzero(np.diff(keys >> 2, prepend=-1))
    number = np.minimum(np.diff(first, append=len(keys)), _MOST_COUNTED)
    best = keys[first]
    starts = np.searchsorted(best >> 34, np.arange(len(texts) + 1))
    counts = (number << 2 | best & 3).astype(np.uint16)
    return starts, ((best >> 2) & 0xFFFFFFFF).astype(np.uint32), counts


def _pairs(codes: Words, kinds: npt.NDArray[np.uint8]) -> tuple[Ints, Words]:
    """Return the positions and terms of neighbouring Chinese characters."""
    positions = np.flatnonzero((kinds[:-1] == _HAN) & (kinds[1:] == _HAN))
    return positions, _hashed(codes[positions].astype(np.uint64) << np.uint64(20) | codes[positions + 1])


def _words(codes: Words, kinds: npt.NDArray[np.uint8]) -> tuple[Ints, Words]:
    """Return the positions and terms of words of two or more letters."""
    letters = np.concatenate(([False], kinds == _LETTER, [False]))
    letters = letters[1:-1] & (letters[:-2] | letters[2:])
    positions = np.flatnonzero(np.diff(letters, prepend=False) & letters)
    if not len(positions):
        return positions, np.zeros(0, np.uint32)
    rank = np.arange(len(codes), dtype=np.int64)
    rank -= np.maximum.accumulate(np.where(letters, 0, rank + 1))  # place within its word, from 0
    powers = np.uint64(0x100000001B3) ** (np.maximum(rank, 0) % 40).astype(np.uint64)
    values = np.where(letters, codes.astype(np.uint64) * powers, np.uint64(0))
    return positions, _hashed(np.add.reduceat(values, positions))


def _hashed(values: npt.NDArray[np.uint64]) -> Words:
    return (mixed(values) >> np.uint64(32)).astype(np.uint32)


def mixed(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Spread values over 64 bits (the finaliser of SplitMix64: Steele, Lea and Flood 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def falling(weights: Floats) -> Ints:
    """Return 32-bit numbers that fall where weights, none of them below zero, rise."""
    return 0xFFFFFFFF - np.ascontiguousarray(weights, np.float32).view(np.uint32).astype(np.int64)


def ranks(groups: Ints) -> Ints:
    """Return the place of each item within its group, from 0; groups are zero or more, and each lies in one piece."""
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    return np.arange(len(groups)) - np.repeat(starts, np.diff(starts, append=len(groups)))


def _rarity(count: int, most: int) -> Floats:
    """Return how much a term of each frequency up to `most` tells among `count` articles; beyond, it tells nothing.

    In bits, rounded to halves, so that one more article somewhere changes next to nothing. Their root, because both
    of two vectors bring it to their product.
    """
    told = np.round(2 * np.log2((count + 1) / np.arange(1, most + 1))) / 2
    return np.concatenate(([0], np.sqrt(np.maximum(told, 0)), [0])).astype(np.float32)


def _weightiest(chunk: _Chunk, frequencies: npt.NDArray[np.int32], rarity: Floats) -> _Chunk:
    """Return the rows cut to their weightiest terms, scaled to length 1, without terms of one article."""
    weights = chunk.weights * rarity[frequencies]
    rows = np.repeat(np.arange(len(chunk)), np.diff(chunk.starts))
    order = np.argsort(rows << 32 | falling(weights), kind="stable")
    rank = np.arange(len(order)) - chunk.starts[rows[order]]
    order = np.sort(order[(rank < _KEPT) & (weights[order] > 0)])
    lengths = np.sqrt(np.bincount(rows[order], weights[order].astype(np.float64) ** 2, len(chunk)))
    order = order[frequencies[order] > 1]
    starts = np.searchsorted(rows[order], np.arange(len(chunk) + 1))
    return _Chunk(starts, chunk.terms[order], (weights[order] / lengths[rows[order]]).astype(np.float32))


@cache
def _folding() -> Words:
    """Return the folded character of each, where one character becomes one: as `wenda.text.fold` has it."""
    table = np.arange(_CODES, dtype=np.uint32)
    for code in (*range(0x250), *range(0xFF00, 0xFFF0), *simplified_table()):
        folded = fold(chr(code)) if code < _CODES else ""
        if len(folded) == 1:
            table[code] = ord(folded)
    return table


def _kinds(codes: Words) -> npt.NDArray[np.uint8]:
    """Return for each character whether it is Chinese, another letter, or neither."""
    table = _kind_table()
    unknown = codes[table[codes] == _UNKNOWN]
    for code in np.flatnonzero(np.bincount(unknown)).tolist() if len(unknown) else ():
        char = chr(code)
        table[code] = _HAN if is_han(char) else _LETTER if char.isalpha() else 0
    return table[codes]


@cache
def _kind_table() -> npt.NDArray[np.uint8]:
    """Return the kinds of characters as far as they have been met; the others are `_UNKNOWN`."""
    return np.full(_CODES, _UNKNOWN, np.uint8)
