"""How the index lies in files, and how to read it: the format that wenda.search writes and both engines read.

`search/manifest.json` is the one file whose name stays; it names the folder of everything else, whose name is a digest
of all its contents. So an old page asks for the old files or gets none: old and new never mix. All other files are
zlib streams, with their checksum, so that a truncated file is noticed.

A shard of postings holds the number of its terms and the bytes that their names take; the names in UTF-8, a line end
between two; in how many articles each stands; all gaps (differences between ascending article numbers), term after
term; all strengths (one byte a posting). A term has as many postings in `terms` as articles, HEAD at the most, and in
`rest` the others. All numbers are varints, LEB128: seven bits a byte, least significant first.
"""

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

import msgspec
import numpy as np

from wenda.search.hearing import Heard, alike, near_sound
from wenda.search.tokens import digest

VERSION = 2
"""Of the format; the browser's engine refuses any other (templates/assets/search/store.js)."""
MANIFEST = "search/manifest.json"
HEAD = 1000
"""Strongest postings of a term that every query reads."""
LEVEL = 4
"""Of compression: a higher one takes twice as long for one per cent."""


class BrokenIndexError(Exception):
    """A file of the index that is missing, truncated, or of another version."""


@dataclass(frozen=True, slots=True)
class Postings:
    """What a shard holds of one term: article numbers ascending, strengths beside them."""

    frequency: int  # articles that hold the term, postings here or not
    articles: tuple[int, ...]
    strengths: bytes


class Shard(NamedTuple):
    """A shard as it is written: for each term, in order, its name, frequency, gaps and strengths."""

    terms: list[str]
    frequencies: list[int]
    gaps: list[bytes]
    strengths: list[bytes]


def pack(data: bytes) -> bytes:
    """Compress `data` so that equal data gives equal bytes."""
    return zlib.compress(data, LEVEL)


def pack_json(value: object) -> bytes:
    """Compress `value` as compact JSON."""
    return pack(msgspec.json.encode(value))


def unpack_json(data: bytes) -> Any:
    """Return the value that `pack_json` compressed."""
    return json.loads(zlib.decompress(data))


def varint(number: int) -> bytes:
    """Return `number` in LEB128."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


_varint = cache(varint)


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number that begins at byte `at` and where the next begins."""
    number = shift = 0
    while data[at] > 127:
        number |= (data[at] & 127) << shift
        shift += 7
        at += 1
    return number | data[at] << shift, at + 1


def write_shard(shard: Shard) -> bytes:
    """Return `shard` packed."""
    names = "\n".join(shard.terms).encode("utf-8", "surrogatepass")
    start = _varint(len(shard.terms)) + _varint(len(names))
    return pack(b"".join((start, names, *map(_varint, shard.frequencies), *shard.gaps, *shard.strengths)))


def read_shard(packed: bytes, family: str) -> Shard:
    """Return a packed shard of `terms` or `rest`; raises zlib.error when it is broken."""
    data = zlib.decompress(packed)
    count, at = read_varint(data, 0)
    size, at = read_varint(data, at)
    terms = data[at : at + size].decode("utf-8", "surrogatepass").split("\n") if count else []
    at += size
    frequencies = []
    for _ in terms:
        frequency, at = read_varint(data, at)
        frequencies.append(frequency)
    ends = [0, *accumulate(min(f, HEAD) if family == "terms" else f - HEAD for f in frequencies)]
    strengths = data[len(data) - ends[-1] :]
    gaps = data[at : len(data) - ends[-1]]
    gap_ends = [0, *(np.flatnonzero(np.frombuffer(gaps, np.uint8) < 0x80) + 1).tolist()]
    return Shard(
        terms,
        frequencies,
        [gaps[gap_ends[a] : gap_ends[b]] for a, b in pairwise(ends)],
        [strengths[a:b] for a, b in pairwise(ends)],
    )


def read_articles(gaps: bytes) -> tuple[int, ...]:
    """Return the article numbers that `gaps` tell."""
    articles, article, at = list[int](), 0, 0
    while at < len(gaps):
        gap, at = read_varint(gaps, at)
        article += gap
        articles.append(article)
    return tuple(articles)


class Store:
    """The index's files by their parts; what was read once stays in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Read the manifest among `files` (site-relative path to bytes).

        Raises BrokenIndexError when it is missing or of another version.
        """
        self._files = files
        self._read: dict[str, Any] = {}
        self._postings: dict[str, Postings] = {}
        try:
            self.manifest: dict[str, Any] = json.loads(files[MANIFEST])
        except (KeyError, ValueError) as error:
            raise BrokenIndexError(f"{MANIFEST} is missing or broken") from error
        if self.manifest.get("version") != VERSION:
            raise BrokenIndexError(f"{MANIFEST} is of version {self.manifest.get('version')}, not {VERSION}")

    def postings(self, term: str) -> Postings:
        """Return the strongest postings of `term`."""
        if term not in self._postings:
            name = f"terms/{digest(term) & (self.manifest['terms'] - 1):x}"
            if name not in self._read:
                shard = self._once(name, lambda packed: read_shard(packed, "terms"))
                self._read[name] = dict(zip(shard.terms, zip(*shard[1:], strict=True), strict=True))
            frequency, gaps, strengths = self._read[name].get(term, (0, b"", b""))
            self._postings[term] = Postings(frequency, read_articles(gaps), strengths)
        return self._postings[term]

    def sounds(self, sound: tuple[str, str]) -> list[Heard]:
        """Return the pairs of characters in titles that sound like two syllables."""
        shard = digest(near_sound(sound)) & (self.manifest["sounds"] - 1)
        return alike(sound, self.json(f"sounds/{shard:x}"))

    def json(self, name: str) -> Any:
        """Return what the JSON file `name` holds."""
        if name not in self._read:
            self._read[name] = self._once(name, unpack_json)
        return self._read[name]

    def _once(self, name: str, read: Callable[[bytes], Any]) -> Any:
        path = f"search/{self.manifest['folder']}/{name}.bin"
        try:
            return read(self._files[path])
        except (KeyError, zlib.error) as error:
            raise BrokenIndexError(f"{path} is missing or broken") from error
