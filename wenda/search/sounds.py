"""How titles sound: what lets `yibao`, `ybdj` and 断教 find 医保断缴.

The index carries, sharded by sound, which pairs of characters the titles hold: sound, then pairs and their counts. A
pair of which a character has several readings is also filed under those that its characters have alone, since that is
how a mistyped one is heard.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from wenda.search.characters import text_of
from wenda.search.hearing import Pair, near_sound
from wenda.search.occurrences import Folded, Places
from wenda.search.pinyin import has_several_readings, reading, reading_within
from wenda.search.terms import Terms, Vocabulary
from wenda.search.tokens import INITIALS, digest

SHARD_ENTRIES = 100
"""Sounds in a shard, about."""

Counts = dict[Pair, dict[str, int]]
"""How often titles hold the pairs of each sound."""
Shard = dict[str, list[str | int]]
_SYLLABLE_BITS = 12
_LETTERS = 27  # and none
_CODES, _UNKNOWN = 0x40000, -1


@dataclass(frozen=True, slots=True)
class Heard:
    """For each point of some titles the number of its syllable, 0 without one: as alone, and among its neighbours."""

    alone: npt.NDArray[np.int64]
    together: npt.NDArray[np.int64]


class Sounds:
    """Hears titles, and counts the pairs of characters by their sound."""

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict(None, {"": 0})
        self._numbers.default_factory = self._numbers.__len__
        self._keys: list[npt.NDArray[np.int64]] = []
        self._readings = np.full(_CODES, _UNKNOWN, dtype=np.int64)  # the number of each character's syllable
        self._several = np.zeros(_CODES, dtype=bool)

    def hear(self, titles: Folded) -> Heard:
        """Return how `titles` are read, and count their pairs."""
        alone = np.zeros(len(titles.points), dtype=np.int64)
        at = np.flatnonzero(titles.han)
        points = titles.points[at]
        for code in np.flatnonzero(np.bincount(points[self._readings[points] == _UNKNOWN])).tolist():
            self._readings[code] = self._numbers[reading(chr(code))]
            self._several[code] = has_several_readings(chr(code))
        alone[at] = self._readings[points]
        together, text = alone.copy(), text_of(titles.points)
        for place in at[self._several[points]].tolist():
            together[place] = self._numbers[reading_within(text, place)]
        heard = Heard(alone, together)
        self._count(titles, heard)
        return heard

    def initials(self, heard: Heard, vocabulary: Vocabulary) -> list[tuple[Terms, Places]]:
        """Return the terms for the initials of every two and three neighbouring syllables, and where they begin."""
        letter = np.array([max(0, ord(name[0]) - 96) if name else 0 for name in self._numbers])[
            heard.together
        ]
        found = []
        for size in (2, 3):
            count = max(0, len(letter) - size + 1)
            windows = np.column_stack([letter[place : place + count] for place in range(size)])
            at = np.flatnonzero(windows.all(axis=1))
            grams = windows[at] @ _LETTERS ** np.arange(size)
            used = np.flatnonzero(np.bincount(grams))
            codes = np.zeros(_LETTERS**size, dtype=np.uint32)
            codes[used] = vocabulary.codes(INITIALS + _letters(gram, size) for gram in used.tolist())
            found.append((codes[grams], at))
        return found

    def counts(self) -> tuple[Counts, dict[str, int]]:
        """Return how often the titles heard hold the pairs of each sound, and how often they hold each pair."""
        names = list(self._numbers)
        by_sound: Counts = {}
        keys, numbers = np.unique(np.concatenate([np.zeros(0, np.int64), *self._keys]), return_counts=True)
        pairs = _pair_names(keys)
        for key, pair, count in zip((keys >> 32).tolist(), pairs, numbers.tolist(), strict=True):
            if key:
                sound = (names[key >> _SYLLABLE_BITS], names[key & ((1 << _SYLLABLE_BITS) - 1)])
                by_sound.setdefault(sound, {})[pair] = count
        alone = keys >> 32 == 0
        return by_sound, dict(zip(pairs[: int(alone.sum())], numbers[alone].tolist(), strict=True))

    def _count(self, titles: Folded, heard: Heard) -> None:
        """Note each pair under the sounds it has, and under none, which counts all."""
        points = titles.points.astype(np.int64)
        both = titles.han[:-1] & titles.han[1:] & (points[:-1] <= 0xFFFF) & (points[1:] <= 0xFFFF)
        at = np.flatnonzero(both)
        pairs = points[at] << 16 | points[at + 1]
        self._keys.append(pairs)
        sounds = [read[at] << _SYLLABLE_BITS | read[at + 1] for read in (heard.alone, heard.together)]
        for read, sound, wanted in zip(
            (heard.alone, heard.together), sounds, (True, sounds[0] != sounds[1]), strict=True
        ):
            known = (read[at] > 0) & (read[at + 1] > 0) & wanted
            self._keys.append(sound[known] << 32 | pairs[known])


def sound_shards(counts: Counts) -> list[Shard]:
    """Return the shards, a power of two of them: sound to pairs and counts."""
    size = shard_count(len(counts))
    shards: list[Shard] = [{} for _ in range(size)]
    for sound, pairs in sorted(counts.items()):
        shards[shard_of(sound, size)][" ".join(sound)] = entries(pairs)
    return shards


def entries(pairs: Mapping[str, int]) -> list[str | int]:
    """Return the pairs of a sound with their counts, the commonest first."""
    best: Iterable[tuple[str, int]] = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))
    return [value for item in best for value in item]


def shard_count(sounds: int) -> int:
    """Return into how many shards so many sounds go."""
    count = 1
    while count * SHARD_ENTRIES < sounds:
        count *= 2
    return count


def shard_of(sound: Pair, count: int) -> int:
    """Return which of `count` shards has a sound."""
    return digest(near_sound(sound)) & (count - 1)


@cache
def _letters(gram: int, size: int) -> str:
    return "".join(chr(96 + gram // _LETTERS**place % _LETTERS) for place in range(size))


def _pair_names(keys: npt.NDArray[np.int64]) -> list[str]:
    points = np.column_stack([keys >> 16 & 0xFFFF, keys & 0xFFFF]).astype(np.uint32)
    text = text_of(points.ravel())
    return [text[at : at + 2] for at in range(0, len(text), 2)]
