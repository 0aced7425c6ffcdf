"""Alter the shards that edited articles touch, and no others."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from wenda.search.document import Document
from wenda.search.encode import Run, Sizes, Stretches, cut, run
from wenda.search.occurrences import folded
from wenda.search.postings import Postings, postings
from wenda.search.shards import HEAD, Shard, pack_json, read_shard, unpack_json, write_shard
from wenda.search.sounds import Counts, Sounds, entries, shard_count, shard_of
from wenda.search.terms import Vocabulary, digests, names, place

Read = Callable[[str], bytes]
"""Returns a file of the index by its name in the folder."""
_TERM, _ARTICLE = np.uint64(32), np.uint64(8)


@dataclass(frozen=True, slots=True)
class Edit:
    """A document as the index has it, and as it is to be; `number` is its place in the index."""

    number: int
    old: Document
    new: Document

    @property
    def retitled(self) -> bool:
        """Whether titles differ."""
        return (self.old.title, self.old.alt_titles) != (self.new.title, self.new.alt_titles)


def patch_postings(
    edits: Sequence[Edit], averages: dict[str, float], sizes: Sizes, read: Read
) -> tuple[Sizes, dict[str, bytes]]:
    """Return the sizes and the shards, by name, that hold the edited documents."""
    vocabulary = Vocabulary()
    gone, come = _differences(edits, averages, vocabulary)
    terms = np.sort(np.concatenate([gone, come]) >> _TERM)
    terms = terms[np.diff(terms, prepend=terms[:1] + 1) != 0].astype(np.uint32)
    words = vocabulary.words()
    shards = _Shards(read, names(terms, words), digests(terms, words), sizes.shards())
    before = shards.postings()
    gone, come = (_renumbered(changed, terms) for changed in (gone, come))
    after = np.concatenate([np.delete(before, np.searchsorted(before, gone)), come])
    after.sort(kind="stable")
    frequencies = np.bincount((after >> _TERM).astype(np.intp), minlength=len(terms))
    former = np.bincount((before >> _TERM).astype(np.intp), minlength=len(terms))
    heads, rests = cut(after)
    shards.write("terms", run(heads, frequencies[frequencies > 0]), frequencies > 0)
    shards.write("rest", run(rests, frequencies[frequencies > HEAD]), frequencies > HEAD)
    return sizes + Sizes.of(frequencies) - Sizes.of(former), shards.packed()


def _differences(
    edits: Sequence[Edit], averages: dict[str, float], vocabulary: Vocabulary
) -> tuple[Postings, Postings]:
    """Return the postings that go and those that come."""
    empty = np.zeros(0, dtype=np.uint64)
    gone, come = [empty], [empty]
    for edit in edits:
        old, new = (
            postings([document], averages, vocabulary, Sounds() if edit.retitled else None)
            + np.uint64(edit.number << 8)
            for document in (edit.old, edit.new)
        )
        gone.append(_without(old, new))
        come.append(_without(new, old))
    return np.sort(np.concatenate(gone)), np.sort(np.concatenate(come))


def _without(some: Postings, others: Postings) -> Postings:
    """Return those of `some` that are not among `others`; numpy's own for this loads modules of its for 15 ms."""
    others = np.sort(others)
    at = np.searchsorted(others, some)
    found = at < len(others)
    found[found] = others[at[found]] == some[found]
    return some[~found]


def _renumbered(changed: Postings, terms: Any) -> Postings:
    """Return postings whose terms are numbered by their place in `terms`."""
    at = np.searchsorted(terms, (changed >> _TERM).astype(np.uint32)).astype(np.uint64)
    return at << _TERM | changed & np.uint64(0xFFFFFFFF)


class _Shards:
    """The shards of some terms, each term known by its place among them."""

    def __init__(self, read: Read, terms: list[str], hashes: Any, sizes: Mapping[str, int]) -> None:
        self._terms, self._read = terms, read
        self._names = {
            family: [f"{family}/{number:x}" for number in (hashes & np.uint32(size - 1)).tolist()]
            for family, size in sizes.items()
        }
        self._shards: dict[str, dict[str, tuple[int, bytes, bytes]]] = {}

    def _shard(self, family: str, number: int) -> dict[str, tuple[int, bytes, bytes]]:
        name = self._names[family][number]
        if name not in self._shards:
            shard = read_shard(self._read(name), family)
            self._shards[name] = dict(zip(shard.terms, zip(*shard[1:], strict=True), strict=True))
        return self._shards[name]

    def postings(self) -> Postings:
        """Return what the terms have, heads and rests together, ascending."""
        numbers, gaps, strengths = [], [], []
        for number, term in enumerate(self._terms):
            frequency = self._shard("terms", number).get(term, (0,))[0]
            families = ("terms", "rest") if frequency > HEAD else ("terms",) if frequency else ()
            for family in families:
                _, gap, strength = self._shard(family, number)[term]
                numbers.append(number)
                gaps.append(gap)
                strengths.append(strength)
        return _decoded(numbers, gaps, strengths)

    def write(self, family: str, written: Run, has: Any) -> None:
        """Put the terms that `has` marks as `written` says, in order; take the others out."""
        count = len(written.frequencies)
        columns = (
            written.frequencies.tolist(),
            Stretches(written.gaps, written.gap_ends, np.arange(count)).pieces(0, count),
            Stretches(written.strengths, written.ends, np.arange(count)).pieces(0, count),
        )
        entries = iter(zip(*columns, strict=True))
        for number, (term, wanted) in enumerate(zip(self._terms, has.tolist(), strict=True)):
            if wanted:
                self._shard(family, number)[term] = next(entries)
            elif family == "terms" or self._names[family][number] in self._shards:
                self._shard(family, number).pop(term, None)

    def packed(self) -> dict[str, bytes]:
        """Return the shards by their names."""
        packed = {}
        for name, shard in self._shards.items():
            ordered = sorted(shard, key=place)
            columns = tuple(zip(*(shard[term] for term in ordered), strict=True)) or ((), (), ())
            packed[name] = write_shard(Shard(ordered, *map(list, columns)))
        return packed


def _decoded(numbers: Sequence[int], gaps: Sequence[bytes], strengths: Sequence[bytes]) -> Postings:
    """Return as postings, ascending, what entries say of terms of these numbers."""
    data = np.frombuffer(b"".join(gaps), dtype=np.uint8)
    ends = np.flatnonzero(data < 0x80)
    starts = np.append(0, ends[:-1] + 1) if len(ends) else ends
    values = np.zeros(len(ends), dtype=np.int64)
    for place_ in range(4):
        at = starts + place_
        there = at <= ends
        values[there] |= (data[at[there]] & 0x7F).astype(np.int64) << 7 * place_
    sizes = np.array([len(strength) for strength in strengths], dtype=np.intp)
    firsts = np.cumsum(sizes) - sizes
    articles = np.cumsum(values)
    articles -= np.repeat((articles - values)[firsts], sizes)
    terms = np.repeat(np.array(numbers, dtype=np.uint64), sizes)
    strength = np.frombuffer(b"".join(strengths), dtype=np.uint8).astype(np.uint64)
    found = terms << _TERM | articles.astype(np.uint64) << _ARTICLE | strength
    found.sort(kind="stable")
    return found


def patch_sounds(
    edits: Sequence[Edit], sounds: int, read: Read
) -> tuple[int, dict[str, int], dict[str, bytes]]:
    """Return the number of sounds, how many more titles hold each pair, and the changed shards by name."""
    retitled = [edit for edit in edits if edit.retitled]
    if not retitled:
        return sounds, {}, {}
    gone, fewer = _heard([edit.old for edit in retitled])
    come, more = _heard([edit.new for edit in retitled])
    shards: dict[str, Counts] = {}
    for sound in sorted(gone.keys() | come.keys()):
        change = _difference(come.get(sound, {}), gone.get(sound, {}))
        if not change:
            continue
        name = f"sounds/{shard_of(sound, shard_count(sounds)):x}"
        if name not in shards:
            shards[name] = _read_sounds(unpack_json(read(name)))
        pairs = shards[name].get(sound, {})
        left = {pair: count for pair in pairs | change if (count := pairs.get(pair, 0) + change.get(pair, 0))}
        sounds += bool(left) - bool(pairs)
        shards[name].pop(sound, None)
        if left:
            shards[name][sound] = left
    written = {
        name: pack_json({" ".join(sound): entries(pairs) for sound, pairs in sorted(shard.items())})
        for name, shard in shards.items()
    }
    return sounds, _difference(more, fewer), written


def _read_sounds(shard: Mapping[str, Sequence[Any]]) -> Counts:
    return {
        tuple(name.split(" ")): dict(zip(values[::2], values[1::2], strict=True))  # type: ignore[misc]
        for name, values in shard.items()
    }


def _heard(documents: Sequence[Document]) -> tuple[Counts, dict[str, int]]:
    sounds = Sounds()
    sounds.hear(folded([title for d in documents for title in (d.title, *d.alt_titles)]))
    return sounds.counts()


def _difference(more: Mapping[str, int], less: Mapping[str, int]) -> dict[str, int]:
    change: defaultdict[str, int] = defaultdict(int, more)
    for pair, count in less.items():
        change[pair] -= count
    return {pair: count for pair, count in change.items() if count}
