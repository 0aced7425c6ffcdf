"""Which articles are alike: the nearest by the cosine of their vectors, in time linear in their number.

An inverted index is cut to the strongest postings of each term (impact-ordered postings: Anh and Moffat
2001). A term with more of them is indexed a second time for each label that its articles bear, such as
their region, so that a common word still finds the articles of the same place. What the postings bring
together is then compared in full.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wenda.catalog.vectors import Floats, Ints, Vectors, Words, falling, mixed, ranks

Numbers = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

_STRONGEST = 20  # postings of a term that are followed
_LOOKED_UP = 16  # weightiest terms of an article whose postings are followed
_CANDIDATES = 24  # articles that are compared in full with each
_PAIRED = 6  # weightiest common terms of an article that are indexed two by two
_KINSHIP = 0.1  # what membership of a small group weighs, as a term
_ROWS = 1024  # articles at a time, to bound memory
_PAIRS = 4096  # pairs at a time, so that they stay in a processor's own memory
_SCALE = 0xFFFF  # products of weights are summed as 16-bit integers, which no order of summing can change
_UNIT = 4096  # weights are compared in full as integers, too: 24 products of two fit in 32 bits
_NUMBER = 0xFFFFFFFF


@dataclass(frozen=True)
class Index:
    """Postings by term: term t has the articles `rows[starts[t]:starts[t + 1]]`, strongest first.

    `entries[offsets[i]:offsets[i + 1]]` are the terms that are looked up for article i, and `strengths` its
    weights for these.
    """

    starts: Ints
    rows: Ints
    weights: Floats
    offsets: Ints
    entries: Ints
    strengths: Floats


def index_of(vectors: Vectors, labels: Sequence[Numbers], kin: Sequence[Numbers]) -> Index:
    """Return the cut index of `vectors`.

    `labels` number each article's kinds, -1 for none; `kin` likewise number the small groups whose members are to be
    compared in any case.
    """
    rows = np.repeat(np.arange(len(vectors), dtype=np.int64), np.diff(vectors.starts))
    terms, weights = vectors.terms.astype(np.int64), vectors.weights
    _, where, number = np.unique(terms, return_inverse=True, return_counts=True)
    common = number[where] > _STRONGEST
    parts = [(terms, rows, weights)]
    for kind, label in enumerate(labels, start=1):
        some = np.flatnonzero(common & (label[rows] >= 0))
        parts.append((_named(terms[some], label[rows[some]], kind), rows[some], weights[some]))
    parts += _side_by_side(terms[common], rows[common], weights[common])
    for kind, label in enumerate(kin, start=len(labels) + 1):
        members = np.bincount(label[label >= 0], minlength=1)
        some = np.flatnonzero((label >= 0) & (members[label] > 1) & (members[label] <= _STRONGEST))
        parts.append((_named(some * 0, label[some], kind), some, np.full(len(some), _KINSHIP, np.float32)))
    every_term, every_row, every_weight = (np.concatenate(some) for some in zip(*parts, strict=True))
    return _index(every_term, every_row, every_weight, len(vectors))


def _side_by_side(terms: Ints, rows: Ints, weights: Floats) -> list[tuple[Ints, Ints, Floats]]:
    """Return index entries for each two of the weightiest common terms of an article, as terms of their own.

    The terms are sorted, row by row.
    """
    order = np.argsort(rows << 32 | falling(weights), kind="stable")
    terms, rows, weights = terms[order], rows[order], weights[order]
    rank = ranks(rows)
    parts = []
    for apart in range(1, _PAIRED):
        first = np.flatnonzero((rank[:-apart] + apart < _PAIRED) & (rows[:-apart] == rows[apart:]))
        one, other = terms[first], terms[first + apart]
        named = _named(np.minimum(one, other), np.maximum(one, other), 0)
        parts.append((named, rows[first], weights[first + apart]))
    return parts


def _named(terms: Ints, labels: npt.NDArray[np.integer], kind: int) -> Ints:
    """Return a term of its own, below zero, for each term with a label of some kind."""
    values = terms.astype(np.uint64) << np.uint64(32) | labels.astype(np.uint64)
    return -(mixed(values + np.uint64(kind)) >> np.uint64(2)).astype(np.int64) - 1


def _index(terms: Ints, rows: Ints, weights: Floats, count: int) -> Index:
    """Return the index of entries (term, article, weight); terms that were named here are looked up in any case."""
    _, where = np.unique(terms, return_inverse=True)
    lightness = falling(weights)
    by_term = _sorted(where << 32 | lightness, np.argsort(rows, kind="stable"))
    starts = np.searchsorted(where[by_term], np.arange(where.max(initial=-1) + 2))
    by_row = _sorted(rows << 33 | (terms >= 0).astype(np.int64) << 32 | lightness, by_term)
    by_row = by_row[ranks(rows[by_row]) < _LOOKED_UP]
    offsets = np.searchsorted(rows[by_row], np.arange(count + 1))
    return Index(starts, rows[by_term], weights[by_term], offsets, where[by_row], weights[by_row])


def _sorted(keys: Ints, order: Ints) -> Ints:
    """Return the order of `keys`; equal ones stay in the `order` given."""
    return order[np.argsort(keys[order], kind="stable")]


def nearest(index: Index, first: int, last: int) -> Ints:
    """Return sorted pairs (article << 32 | candidate), those that share most, for the articles `first:last`.

    Parts of the articles can be asked for apart, by several processes for example; together they are the
    same.
    """
    parts = [_nearest(index, start, min(start + _ROWS, last)) for start in range(first, last, _ROWS)]
    return np.sort(np.concatenate([np.zeros(0, np.int64), *parts]), kind="stable")  # nearly sorted already


def _nearest(index: Index, first: int, last: int) -> Ints:
    begin, end = index.offsets[first], index.offsets[last]
    owners = np.repeat(np.arange(last - first), np.diff(index.offsets[first : last + 1]))
    postings = index.starts[index.entries[begin:end]]
    lengths = np.minimum(index.starts[index.entries[begin:end] + 1] - postings, _STRONGEST)
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    places = np.repeat(postings, lengths) + within
    products = index.weights[places] * np.repeat(index.strengths[begin:end], lengths)
    # Pair and product in one integer: sorting these is several times as fast as sorting pairs with products.
    keys = np.repeat(owners, lengths) << 48 | index.rows[places] << 16 | (products * _SCALE).astype(np.int64)
    keys.sort()
    heads = np.flatnonzero(np.diff(keys >> 16, prepend=-1))
    sums = np.add.reduceat(keys & _SCALE, heads) if len(heads) else heads
    rows, others = keys[heads] >> 48, keys[heads] >> 16 & _NUMBER
    useful = (sums > 0) & (others != rows + first)
    rows, others, sums = rows[useful], others[useful], np.minimum(sums[useful], _SCALE)
    keys = np.sort(rows << 48 | (_SCALE - sums) << 32 | others)
    keys = keys[ranks(keys >> 48) < _CANDIDATES]
    return (keys >> 48) + first << 32 | keys & _NUMBER


def cosines(vectors: Vectors, pairs: Ints) -> tuple[Floats, Floats]:
    """Return the cosine of each pair of articles, and what telling terms alone contribute to it."""
    one, other = pairs >> 32, pairs & _NUMBER
    # Most pairs come both ways round, and what two have in common is the same both ways.
    twos, where = np.unique(np.minimum(one, other) << 32 | np.maximum(one, other), return_inverse=True)
    # Summed as integers: every machine gets the same, in whatever order its processor adds.
    found, told = np.zeros(len(twos), np.int32), np.zeros(len(twos), np.int32)
    terms, weights, telling = _table(vectors)
    for first in range(0, len(twos), _PAIRS):
        part = slice(first, first + _PAIRS)
        some, others = twos[part] >> 32, twos[part] & _NUMBER
        # A line for each place in a row: sums then run along memory.
        other_terms, other_weights = terms[others].T.copy(), weights[others].T.copy()
        for column in range(terms.shape[1]):
            shared = other_weights * (other_terms == terms[some, column])
            product = np.add.reduce(shared, axis=0, dtype=np.int32) * weights[some, column]
            found[part] += product
            told[part] += product * telling[some, column]
    return (found[where] / _UNIT**2).astype(np.float32), (told[where] / _UNIT**2).astype(np.float32)


def _table(vectors: Vectors) -> tuple[Words, Numbers, Flags]:
    """Return the vectors as tables with a row for each article, filled up with weights of nothing.

    Weights are in units of 1 / `_UNIT`.
    """
    lengths = np.diff(vectors.starts)
    filled = np.arange(int(lengths.max(initial=1))) < lengths[:, None]
    terms, weights = np.zeros(filled.shape, np.uint32), np.zeros(filled.shape, np.int32)
    telling = np.zeros(filled.shape, np.bool_)
    terms[filled], telling[filled] = vectors.terms, vectors.telling
    weights[filled] = np.round(vectors.weights * _UNIT)
    return terms, weights, telling
