"""Which articles are alike: the nearest by the cosine of their vectors, in time linear in their number.

An inverted index is cut to the strongest postings of each term. A term with more than that is indexed a second time for
each label that its articles bear (region, topic), so that a common word still finds the articles of the same place.
What these postings bring together is then compared in full.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wenda.catalog.vectors import Floats, Ints, Vectors, Words

_STRONGEST = 40  # postings of a term that are followed
_KINSHIP = 0.1  # what membership of a small group weighs, as a term
_CANDIDATES = 24  # articles that are compared in full with each
_ROWS = 1024  # rows at a time, to bound memory
_PAIRS = 65536  # pairs at a time

Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Index:
    """Postings by term: term t has the articles `rows[starts[t]:starts[t + 1]]`, strongest first.

    `entries` gives for each article the terms that it holds, `entries[offsets[i]:offsets[i + 1]]`, and `strengths` how
    strongly.
    """

    starts: Ints
    rows: npt.NDArray[np.int32]
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
    terms, weights = vectors.terms.astype(np.uint64), vectors.weights
    every_term, every_row, every_weight = [terms], [rows], [weights]
    _, where, number = np.unique(terms, return_inverse=True, return_counts=True)
    common = number[where] > _STRONGEST
    for kind, label in enumerate(labels, start=1):
        some = common & (label[rows] >= 0)
        # 32 bits of term, then what kind of label and which: a term of its own.
        own = (
            (terms[some] << np.uint64(27))
            | (label[rows[some]].astype(np.uint64) << np.uint64(3))
            | np.uint64(kind)
        )
        every_term.append(own | np.uint64(1 << 63))
        every_row.append(rows[some])
        every_weight.append(weights[some])
    for kind, label in enumerate(kin, start=len(labels) + 1):
        number = np.bincount(label[label >= 0], minlength=1)
        some = np.flatnonzero((label >= 0) & (number[label] > 1) & (number[label] <= _STRONGEST))
        every_term.append(
            np.uint64(1 << 63) | (label[some].astype(np.uint64) << np.uint64(3)) | np.uint64(kind)
        )
        every_row.append(some)
        every_weight.append(np.full(len(some), _KINSHIP, np.float32))
    return _index(
        np.concatenate(every_term), np.concatenate(every_row), np.concatenate(every_weight), len(vectors)
    )


def _index(terms: npt.NDArray[np.uint64], rows: Ints, weights: Floats, count: int) -> Index:
    names, where = np.unique(terms, return_inverse=True)
    by_weight = np.lexsort((rows, -weights, where))
    starts = np.searchsorted(where[by_weight], np.arange(len(names) + 1))
    by_row = np.argsort(rows, kind="stable")
    return Index(
        starts,
        rows[by_weight].astype(np.int32),
        weights[by_weight],
        np.searchsorted(rows[by_row], np.arange(count + 1)),
        where[by_row],
        weights[by_row],
    )


def nearest(vectors: Vectors, index: Index, first: int, last: int) -> tuple[Ints, Ints]:
    """Return pairs (article, candidate) for the articles `first:last`: those that share most of their terms."""
    found = [_nearest(index, start, min(start + _ROWS, last)) for start in range(first, last, _ROWS)]
    empty = np.zeros(0, np.int64)
    return np.concatenate([empty, *(some for some, _ in found)]), np.concatenate(
        [empty, *(some for _, some in found)]
    )


def _nearest(index: Index, first: int, last: int) -> tuple[Ints, Ints]:
    begin, end = index.offsets[first], index.offsets[last]
    owners = np.repeat(np.arange(first, last), np.diff(index.offsets[first : last + 1]))
    postings = index.starts[index.entries[begin:end]]
    lengths = np.minimum(index.starts[index.entries[begin:end] + 1] - postings, _STRONGEST)
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    places = np.repeat(postings, lengths) + within
    products = index.weights[places] * np.repeat(index.strengths[begin:end], lengths)
    pairs = np.repeat(owners, lengths) << 32 | index.rows[places]
    order = np.argsort(pairs, kind="stable")
    pairs = pairs[order]
    heads = np.flatnonzero(np.diff(pairs, prepend=-1))
    sums = np.add.reduceat(products[order], heads) if len(heads) else products[:0]
    pairs = pairs[heads]
    rows, others = pairs >> 32, pairs & 0xFFFFFFFF
    sums[rows == others] = 0
    order = np.lexsort((others, -sums, rows))
    rank = np.arange(len(order)) - np.searchsorted(rows, rows)
    order = order[(rank < _CANDIDATES) & (sums[order] > 0)]
    return rows[order], others[order]


def cosines(vectors: Vectors, rows: Ints, others: Ints) -> tuple[Floats, Floats]:
    """Return the cosine of each pair of articles, and what telling terms alone contribute to it."""
    found, told = np.zeros(len(rows), np.float32), np.zeros(len(rows), np.float32)
    terms, weights, telling = _table(vectors)
    for first in range(0, len(rows), _PAIRS):
        part = slice(first, first + _PAIRS)
        some, other = rows[part], others[part]
        other_terms, other_weights = terms[other], weights[other]
        for column in range(terms.shape[1]):
            product = (other_weights * (other_terms == terms[some, column, None])).sum(axis=1) * weights[
                some, column
            ]
            found[part] += product
            told[part] += product * telling[some, column]
    return found, told


def _table(vectors: Vectors) -> tuple[Words, Floats, npt.NDArray[np.bool_]]:
    """Return the vectors as tables with a row for each article, filled up with weights of nothing."""
    lengths = np.diff(vectors.starts)
    filled = np.arange(int(lengths.max(initial=1))) < lengths[:, None]
    terms, weights = np.zeros(filled.shape, np.uint32), np.zeros(filled.shape, np.float32)
    telling = np.zeros(filled.shape, np.bool_)
    terms[filled], weights[filled], telling[filled] = vectors.terms, vectors.weights, vectors.telling
    return terms, weights, telling


def in_parts(count: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds of consecutive parts of `count` articles."""
    yield from ((first, min(first + size, count)) for first in range(0, count, size))
