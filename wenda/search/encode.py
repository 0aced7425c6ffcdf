"""Sort gathered postings by term and write them as shards (the format is in `wenda.search.shards`).

A query reads the strongest postings of a term only (the head); the others (the rest) lie in shards of their own, read
when the reader narrows a search to a facet, so that a facet is never empty because a common word was cut.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from wenda.search.postings import Bytes, Codes, Numbers, Vocabulary, first_of_each
from wenda.search.shards import pack, varint

PARTS = 16
"""Postings wait in this many parts for their sorting, so that only one part is sorted at a time."""
HEAD = 1000
"""Strongest postings of a term that every query reads."""
SHARD_BYTES = 1800
"""Most bytes a shard has on average; half of it is the least, as there is a power of two of them."""
POSTING_BYTES, TERM_BYTES, REST_BYTES = 1.6, 9, 0.6
"""What a posting and a term of the head, and a posting of the rest, take when packed, about."""
TITLE_WEIGHT, TEXT_WEIGHT = 2, 1
"""What a level of strength counts when the strongest postings are chosen."""


_varint = cache(varint)


@dataclass(frozen=True, slots=True)
class _Part:
    codes: Codes
    articles: Numbers
    strengths: Bytes


class PostingsFile:
    """Postings of all articles on their way into shards."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._parts: list[list[_Part]] = [[] for _ in range(PARTS)]

    def add(self, codes: Codes, articles: Numbers, strengths: Bytes) -> None:
        """Take a batch of postings, ascending by code, then article; later batches hold later articles."""
        part = self._vocabulary.digests(codes) % PARTS
        for number in range(PARTS):
            mine = part == number
            self._parts[number].append(_Part(codes[mine], articles[mine], strengths[mine]))

    def shards(self, counts: Mapping[str, int]) -> Iterator[tuple[str, int, bytes]]:
        """Yield family (`terms` or `rest`), number and packed bytes of each shard; empties what was gathered.

        `counts` has the number of shards of each family: a power of two, at least PARTS.
        """
        for number in range(PARTS):
            part = _sorted(self._parts[number])
            self._parts[number] = []
            yield from self._part_shards(part, number, counts)

    def counts(self) -> dict[str, int]:
        """Return into how many shards each family is best cut, judged by one of the parts."""
        part = _sorted(self._parts[0])
        starts = first_of_each(part.codes)
        frequencies = np.diff(np.append(starts, len(part.codes)))
        heads = int(np.minimum(frequencies, HEAD).sum())
        sizes = {
            "terms": heads * POSTING_BYTES + len(starts) * TERM_BYTES,
            "rest": (len(part.codes) - heads) * REST_BYTES,
        }
        return {family: PARTS * _power_of_two(size / SHARD_BYTES) for family, size in sizes.items()}

    def _part_shards(
        self, part: _Part, number: int, counts: Mapping[str, int]
    ) -> Iterator[tuple[str, int, bytes]]:
        starts = first_of_each(part.codes)
        frequencies = np.diff(np.append(starts, len(part.codes)))
        head = _strongest(part.strengths, starts, frequencies)
        terms = part.codes[starts]
        digests = self._vocabulary.digests(terms)
        for family, chosen in (("terms", head), ("rest", ~head)):
            written = _encode(part, starts, chosen)
            size = counts[family]
            shards: dict[int, list[int]] = {n: [] for n in range(number, size, PARTS)}
            for place, shard in enumerate((digests & np.uint32(size - 1)).tolist()):
                if written.counts[place]:
                    shards[shard].append(place)
            for shard, places in shards.items():
                yield family, shard, pack(self._shard(places, terms, frequencies, written))

    def _shard(self, places: list[int], terms: Codes, frequencies: Codes, written: "_Written") -> bytes:
        head, gaps, strengths = [_varint(len(places))], [], []
        for place in places:
            name = self._vocabulary.term(int(terms[place])).encode("utf-8", "surrogatepass")
            gap = written.gaps[written.gap_ends[place] : written.gap_ends[place + 1]]
            strength = written.strengths[written.ends[place] : written.ends[place + 1]]
            numbers = (int(frequencies[place]), len(strength), len(gap))
            head += [_varint(len(name)), name, *map(_varint, numbers)]
            gaps.append(gap)
            strengths.append(strength)
        return b"".join(head + gaps + strengths)


def _sorted(batches: list[_Part]) -> _Part:
    """Return the batches of a part as one, ascending by code, then article."""
    if not batches:
        return _Part(np.zeros(0, np.int64), np.zeros(0, np.uint32), np.zeros(0, np.uint8))
    codes = np.concatenate([batch.codes for batch in batches])
    order = np.argsort(codes, kind="stable")
    return _Part(
        codes[order],
        np.concatenate([batch.articles for batch in batches])[order],
        np.concatenate([batch.strengths for batch in batches])[order],
    )


def _power_of_two(least: float) -> int:
    count = 1
    while count < least:
        count *= 2
    return count


@dataclass(frozen=True, slots=True)
class _Written:
    counts: list[int]  # postings of each term
    ends: list[int]  # where each term's strengths end, after a first 0
    gap_ends: list[int]
    gaps: bytes
    strengths: bytes


def _strongest(strengths: Bytes, starts: npt.NDArray[np.intp], frequencies: Codes) -> npt.NDArray[np.bool_]:
    """Return a mask of each term's HEAD strongest postings; of equals, those of the first articles."""
    chosen = np.ones(len(strengths), dtype=bool)
    weight = (strengths >> 4).astype(np.int16) * TITLE_WEIGHT + (strengths & 15).astype(
        np.int16
    ) * TEXT_WEIGHT
    for place in np.flatnonzero(frequencies > HEAD).tolist():
        span = slice(int(starts[place]), int(starts[place] + frequencies[place]))
        mask = np.zeros(int(frequencies[place]), dtype=bool)
        mask[np.argsort(-weight[span], kind="stable")[:HEAD]] = True
        chosen[span] = mask
    return chosen


def _encode(part: _Part, starts: npt.NDArray[np.intp], chosen: npt.NDArray[np.bool_]) -> _Written:
    """Write the gaps and strengths of the chosen postings, term after term."""
    owner = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(part.codes))))[chosen]
    articles = part.articles[chosen].astype(np.int64)
    counts = np.bincount(owner, minlength=len(starts))
    gaps = np.diff(articles, prepend=0)
    first = np.concatenate(([True], owner[1:] != owner[:-1])) if len(owner) else np.zeros(0, bool)
    gaps[first] = articles[first]
    sizes = 1 + (gaps > 0x7F) + (gaps > 0x3FFF) + (gaps > 0x1FFFFF)
    ends = np.cumsum(sizes)
    data = np.zeros(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    for place in range(4):
        more = sizes > place
        at = (ends - sizes)[more] + place
        last = sizes[more] == place + 1
        data[at] = (gaps[more] >> (7 * place) & 0x7F) | np.where(last, 0, 0x80)
    gap_sizes = np.bincount(owner, weights=sizes, minlength=len(starts)).astype(np.int64)
    return _Written(
        counts=counts.tolist(),
        ends=[0, *np.cumsum(counts).tolist()],
        gap_ends=[0, *np.cumsum(gap_sizes).tolist()],
        gaps=data.tobytes(),
        strengths=part.strengths[chosen].tobytes(),
    )
