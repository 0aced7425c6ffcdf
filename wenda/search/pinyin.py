"""How Chinese sounds: what lets `yibao`, `ybdj` and 断教 find 医保断缴.

For queries the index carries how each character of GB 2312 is read, and, sharded by sound, which pairs of characters
the titles hold: sound, then pairs and their counts. Readings in titles are pypinyin's, which knows words with several
readings; a pair is also filed under the readings its characters have alone, since that is how a mistyped one is heard.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from pypinyin import Style, lazy_pinyin

from wenda.search.hearing import near_sound
from wenda.search.tokens import digest, runs

ENTRIES = 8
"""Pairs kept of one sound: the commonest."""
SHARD_ENTRIES = 100
"""Sounds in a shard, about."""


@cache
def gb2312() -> str:
    """Return the characters of GB 2312 in its order, which is that of their pinyin for the first 3,755."""
    codes = [
        bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFA if row == 0xD7 else 0xFF)
    ]
    return "".join(code.decode("gb2312") for code in codes)


@cache
def reading(char: str) -> str:
    """Return the commonest reading of a character, without tone and with v for ü; empty when there is none."""
    found = lazy_pinyin(char, style=Style.NORMAL, errors="ignore")
    return found[0] if found else ""


def initials(name: str) -> str:
    """Return the first letters of a name's syllables, as its characters are read together."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore"))


def readings_table() -> dict[str, object]:
    """Return all syllables, and for each character of GB 2312 the number of its syllable."""
    read = [reading(char) for char in gb2312()]
    syllables = sorted({syllable for syllable in read if syllable})
    numbers = {syllable: number for number, syllable in enumerate(syllables)}
    return {"syllables": syllables, "readings": [numbers.get(syllable, -1) for syllable in read]}


def _unread(text: str) -> Any:  # pypinyin's annotation knows one string; it takes one for each character too
    return ["?"] * len(text)


_SEVERAL_READINGS = frozenset("长行重乐都还调传藏朝降参厦蚌会单率差觉卡便吓削六曾校系泌")
"""Characters whose reading is asked for by word, which costs ten times as much: often another than when alone."""


class Sounds:
    """Counts the pairs of characters in titles by their sound."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[str, str], Counter[str]] = {}
        self.counts: Counter[str] = Counter()  # how often titles hold each pair

    def add(self, folded: str) -> list[str]:
        """Count the pairs of a folded title; return the initials of each of its Chinese runs."""
        initials = []
        for run in runs(folded):
            if run.kind != "han":
                continue
            alone = [reading(char) or "?" for char in run.text]
            heard = alone
            if not _SEVERAL_READINGS.isdisjoint(run.text):
                heard = lazy_pinyin(run.text, style=Style.NORMAL, errors=_unread)
            initials.append("".join(syllable[0] for syllable in heard))
            for place in range(len(run.text) - 1):
                pair = run.text[place : place + 2]
                self.counts[pair] += 1
                for sound in {(heard[place], heard[place + 1]), (alone[place], alone[place + 1])}:
                    self._pairs.setdefault(sound, Counter())[pair] += 1
        return initials

    def shards(self) -> tuple[int, Iterable[tuple[int, dict[str, list[str | int]]]]]:
        """Return the number of shards, a power of two, and each with its number: sound to pairs and counts."""
        count = 1
        while count * SHARD_ENTRIES < len(self._pairs):
            count *= 2
        shards: list[dict[str, list[str | int]]] = [{} for _ in range(count)]
        for (first, second), pairs in sorted(self._pairs.items()):
            if "?" in (first, second):
                continue
            best = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:ENTRIES]
            shard = shards[digest(near_sound((first, second))) & (count - 1)]
            shard[f"{first} {second}"] = [value for item in best for value in item]
        return count, enumerate(shards)
