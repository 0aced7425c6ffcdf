"""How the index lies in files, and how to read it: the format that wenda.search writes and both engines read.

`search/manifest.json` is the one file whose name stays; it names the folder of everything else, whose name is a digest
of all its contents. So an old page asks for the old files or gets none: old and new never mix. All other files are
gzip, with its checksum, so that a truncated file is noticed.

A shard of postings holds, after the count of its terms as a varint, for each term: its UTF-8 bytes after their count,
the number of articles that hold it, the number of postings here, and the count of bytes that their gaps take; then all
gaps (varints of the differences between ascending article numbers), then all strengths (one byte a posting).
Varints are LEB128: seven bits a byte, least significant first.
"""

import gzip
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wenda.search.hearing import Heard, alike, near_sound
from wenda.search.tokens import digest

VERSION = 1
"""Of the format; the browser's engine refuses any other (templates/assets/search/store.js)."""
MANIFEST = "search/manifest.json"


class BrokenIndexError(Exception):
    """A file of the index that is missing, truncated, or of another version."""


@dataclass(frozen=True, slots=True)
class Postings:
    """What a shard holds of one term: article numbers ascending, strengths beside them."""

    frequency: int  # articles that hold the term, postings here or not
    articles: tuple[int, ...]
    strengths: bytes


NOTHING = Postings(0, (), b"")


def pack(data: bytes) -> bytes:
    """Compress `data` so that equal data gives equal bytes."""
    return gzip.compress(data, 9, mtime=0)


def pack_json(value: object) -> bytes:
    """Compress `value` as compact JSON."""
    return pack(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def varint(number: int) -> bytes:
    """Return `number` in LEB128."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the number that begins at byte `at` and where the next begins."""
    number = shift = 0
    while data[at] > 127:
        number |= (data[at] & 127) << shift
        shift += 7
        at += 1
    return number | data[at] << shift, at + 1


def read_shard(data: bytes) -> dict[str, Postings]:
    """Return the postings of each term in an unpacked shard."""
    count, at = read_varint(data, 0)
    heads = []
    for _ in range(count):
        size, at = read_varint(data, at)
        term = data[at : at + size].decode()
        frequency, at = read_varint(data, at + size)
        postings, at = read_varint(data, at)
        gap_bytes, at = read_varint(data, at)
        heads.append((term, frequency, postings, gap_bytes))
    strength_at = at + sum(head[3] for head in heads)
    shard = {}
    for term, frequency, postings, _ in heads:
        articles, article = [], 0
        for _ in range(postings):
            gap, at = read_varint(data, at)
            article += gap
            articles.append(article)
        shard[term] = Postings(frequency, tuple(articles), data[strength_at : strength_at + postings])
        strength_at += postings
    return shard


class Store:
    """The index's files by their parts; what was read once stays in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Read the manifest among `files` (site-relative path to bytes).

        Raises BrokenIndexError when it is missing or of another version.
        """
        self._files = files
        self._read: dict[str, Any] = {}
        try:
            self.manifest: dict[str, Any] = json.loads(files[MANIFEST])
        except (KeyError, ValueError) as error:
            raise BrokenIndexError(f"{MANIFEST} is missing or broken") from error
        if self.manifest.get("version") != VERSION:
            raise BrokenIndexError(f"{MANIFEST} is of version {self.manifest.get('version')}, not {VERSION}")

    def postings(self, term: str) -> Postings:
        """Return the strongest postings of `term`."""
        name = f"terms/{digest(term) & (self.manifest['terms'] - 1):x}"
        if name not in self._read:
            self._read[name] = read_shard(self._unpack(name))
        postings: Postings = self._read[name].get(term, NOTHING)
        return postings

    def sounds(self, sound: tuple[str, str]) -> list[Heard]:
        """Return the pairs of characters in titles that sound like two syllables."""
        shard = digest(near_sound(sound)) & (self.manifest["sounds"] - 1)
        return alike(sound, self.json(f"sounds/{shard:x}"))

    def json(self, name: str) -> Any:
        """Return what the JSON file `name` holds."""
        if name not in self._read:
            self._read[name] = json.loads(self._unpack(name))
        return self._read[name]

    def _unpack(self, name: str) -> bytes:
        path = f"search/{self.manifest['folder']}/{name}.bin"
        try:
            return gzip.decompress(self._files[path])
        except (KeyError, OSError, EOFError, zlib.error) as error:
            raise BrokenIndexError(f"{path} is missing or broken") from error
