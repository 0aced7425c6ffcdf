"""Merge batches of postings and write them as shards (the format is in `wenda.search.shards`).

A query reads the strongest postings of a term only (the head); the others (the rest) lie in shards of their own, read
when the reader narrows a search to a facet, so that a facet is never empty because a common word was cut.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from wenda.search.postings import LEVELS, Postings, first_of_each
from wenda.search.shards import HEAD, Shard, write_shard
from wenda.search.terms import FIRST_PAIR, Terms, Vocabulary, digests, names

PARTS = 16
"""Postings are merged in this many parts, so that no more than one part is there twice."""
SHARD_BYTES = {"terms": 3000, "rest": 8000}
"""Most bytes a shard of each family has on average; half of it is the least, as there is a power of two of them."""
POSTING_BYTES, TERM_BYTES, REST_BYTES = 1.5, 6, 0.8
"""What a posting and a term of the head, and a posting of the rest, take when packed, about."""
TITLE_WEIGHT, TEXT_WEIGHT = 2, 1
"""What a level of strength counts when the strongest postings are chosen."""
WEAKEST = LEVELS * (TITLE_WEIGHT + TEXT_WEIGHT)

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much there is to write: terms, and postings in heads and rests."""

    terms: int
    heads: int
    rests: int

    @classmethod
    def of(cls, frequencies: "Numbers") -> "Sizes":
        """Return the sizes of terms that stand in so many articles, none of which is no term."""
        heads = int(np.minimum(frequencies, HEAD).sum())
        return cls(int((frequencies > 0).sum()), heads, int(frequencies.sum()) - heads)

    def __add__(self, other: "Sizes") -> "Sizes":
        return Sizes(self.terms + other.terms, self.heads + other.heads, self.rests + other.rests)

    def __sub__(self, other: "Sizes") -> "Sizes":
        return Sizes(self.terms - other.terms, self.heads - other.heads, self.rests - other.rests)

    def shards(self) -> dict[str, int]:
        """Return into how many shards each family is cut: a power of two."""
        sizes = {
            "terms": self.heads * POSTING_BYTES + self.terms * TERM_BYTES,
            "rest": self.rests * REST_BYTES,
        }
        return {family: _power_of_two(size / SHARD_BYTES[family]) for family, size in sizes.items()}


@dataclass(frozen=True, slots=True)
class Run:
    """Postings of one family, of ascending terms: gaps and strengths as bytes, and where each term's end."""

    terms: Terms
    frequencies: Numbers
    gap_ends: Numbers
    gaps: bytes
    ends: Numbers
    strengths: bytes


def encode(batches: list[Postings], vocabulary: Vocabulary) -> tuple[Sizes, Iterator[tuple[str, int, bytes]]]:
    """Return the sizes, and family, number and packed bytes of each shard; takes what `batches` has.

    A batch is ascending; of two batches, the articles of the first come first.
    """
    words = _rank_words(batches, vocabulary)
    runs: dict[str, list[Run]] = {"terms": [], "rest": []}
    for part in _merged(batches):
        heads, rests = cut(part)
        frequencies = counts(part)
        runs["terms"].append(run(heads, frequencies))
        runs["rest"].append(run(rests, frequencies[frequencies > HEAD]))
    sizes = sum((Sizes.of(r.frequencies) for r in runs["terms"]), Sizes(0, 0, 0))
    return sizes, _shards(runs, sizes.shards(), words)


def cut(postings: Postings) -> tuple[Postings, Postings]:
    """Return each term's HEAD strongest postings, of equals those of the first articles, and the others."""
    frequencies = counts(postings)
    common = np.repeat(frequencies > HEAD, frequencies)
    if not common.any():
        return postings, postings[:0]
    these = postings[common]
    sizes = frequencies[frequencies > HEAD]
    term = np.repeat(np.arange(len(sizes)), sizes)
    weakness = WEAKEST - (
        TITLE_WEIGHT * (these >> np.uint64(4) & np.uint64(15)) + TEXT_WEIGHT * (these & np.uint64(15))
    )
    weakness = weakness.astype(np.intp)
    levels = np.bincount(term * (WEAKEST + 1) + weakness, minlength=len(sizes) * (WEAKEST + 1))
    up_to = levels.reshape(-1, WEAKEST + 1).cumsum(axis=1)
    last = (up_to >= HEAD).argmax(axis=1)  # the level of which not all fit in
    left = HEAD - np.where(last > 0, up_to[np.arange(len(sizes)), last - 1], 0)
    strong = weakness < last[term]
    at = np.flatnonzero(weakness == last[term])
    owner = term[at]
    starts = np.searchsorted(owner, np.arange(len(sizes)))
    strong[at[np.arange(len(at)) < (starts + left)[owner]]] = True
    chosen = ~common
    chosen[common] = strong
    return postings[chosen], these[~strong]


def counts(postings: Postings) -> Numbers:
    """Return how many postings each term has."""
    starts = first_of_each(postings >> np.uint64(32))
    return np.diff(np.append(starts, len(postings)))


def run(postings: Postings, frequencies: Numbers) -> Run:
    """Return the postings of one family as they are written, of terms that stand in so many articles."""
    terms = postings >> np.uint64(32)
    starts = first_of_each(terms)
    articles = (postings >> np.uint64(8)).astype(np.int64) & 0xFFFFFF
    gaps = np.diff(articles, prepend=0)
    gaps[starts] = articles[starts]
    data, gap_ends = varints(gaps)
    ends = np.append(starts[1:], len(postings)) if len(starts) else starts
    strengths = postings.astype(np.uint8).tobytes()
    return Run(terms[starts].astype(np.uint32), frequencies, gap_ends[ends - 1], data, ends, strengths)


def varints(numbers: Numbers) -> tuple[bytes, Numbers]:
    """Return the numbers, below 2 ** 28, in LEB128, and where each ends."""
    sizes = np.ones(len(numbers), dtype=np.int64)
    for bits in (7, 14, 21):
        sizes += numbers >> bits > 0
    ends = np.cumsum(sizes)
    data = np.zeros(int(sizes.sum()), dtype=np.uint8)
    data[ends - sizes] = numbers & 0x7F
    for place in range(1, 4):
        longer = np.flatnonzero(sizes > place)
        at = ends[longer] - sizes[longer] + place
        data[at] = numbers[longer] >> 7 * place & 0x7F
        data[at - 1] |= 0x80
    return data.tobytes(), ends


def _rank_words(batches: list[Postings], vocabulary: Vocabulary) -> list[str]:
    """Return the words by their rank, after numbering those of `batches` so."""
    ranks = vocabulary.ranks().astype(np.uint64)
    for batch in batches:
        head = batch[: np.searchsorted(batch, np.uint64(FIRST_PAIR << 32))]
        head[:] = ranks[head >> np.uint64(32)] << np.uint64(32) | head & np.uint64(0xFFFFFFFF)
        head.sort()
    return vocabulary.in_order()


def _merged(batches: list[Postings]) -> Iterator[Postings]:
    """Yield all postings in parts of about the same size, ascending."""
    sample = np.sort(np.concatenate([np.zeros(1, np.uint64), *(batch[::1024] for batch in batches)]))
    bounds = np.unique(sample[np.arange(1, PARTS) * len(sample) // PARTS] >> np.uint64(32)) << np.uint64(32)
    cuts = [np.split(batch, np.searchsorted(batch, bounds)) for batch in batches]
    batches.clear()
    for pieces in zip(*cuts, strict=True):
        part = np.concatenate(pieces)
        part.sort(kind="stable")  # merges what is sorted
        yield part


def _power_of_two(least: float) -> int:
    count = 1
    while count < least:
        count *= 2
    return count


def _shards(
    runs: dict[str, list[Run]], sizes: dict[str, int], words: list[str]
) -> Iterator[tuple[str, int, bytes]]:
    for family, size in sizes.items():
        whole = _joined(runs.pop(family))
        numbers = digests(whole.terms, words) & np.uint32(size - 1)
        order = np.argsort(numbers, kind="stable")
        bounds = np.searchsorted(numbers[order], np.arange(size + 1)).tolist()
        terms, frequencies = names(whole.terms[order], words), whole.frequencies[order]
        gaps = Stretches(whole.gaps, whole.gap_ends, order)
        strengths = Stretches(whole.strengths, whole.ends, order)
        for number, (first, last) in enumerate(pairwise(bounds)):
            shard = Shard(
                terms[first:last],
                frequencies[first:last].tolist(),
                gaps.pieces(first, last),
                strengths.pieces(first, last),
            )
            yield family, number, write_shard(shard)


class Stretches:
    """Stretches of bytes in some order; each ends at one of `ends`, and begins where the one before it there ends."""

    def __init__(self, data: bytes, ends: Numbers, order: npt.NDArray[np.intp]) -> None:
        self._data = data
        self._starts, self._ends = np.where(order > 0, ends[order - 1], 0), ends[order]

    def pieces(self, first: int, last: int) -> list[bytes]:
        """Return the bytes of the stretches from `first` to `last`, exclusive."""
        spans = zip(self._starts[first:last].tolist(), self._ends[first:last].tolist(), strict=True)
        return [self._data[start:end] for start, end in spans]


def _joined(runs: list[Run]) -> Run:
    gap_sizes, sizes = [len(r.gaps) for r in runs], [len(r.strengths) for r in runs]
    gap_bases, bases = np.cumsum([0, *gap_sizes]), np.cumsum([0, *sizes])
    return Run(
        np.concatenate([r.terms for r in runs]),
        np.concatenate([r.frequencies for r in runs]),
        np.concatenate([r.gap_ends + base for r, base in zip(runs, gap_bases, strict=False)]),
        b"".join(r.gaps for r in runs),
        np.concatenate([r.ends + base for r, base in zip(runs, bases, strict=False)]),
        b"".join(r.strengths for r in runs),
    )
