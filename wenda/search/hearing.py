"""What a reader meant by how it sounds: pinyin into characters, mistyped characters into the right ones.

Both are the same search: every syllable of the query may stand for a few characters, pairs of which are words of the
titles, and the likeliest chain of pairs wins (Viterbi over a lattice, as input methods do: Chen, Lee, "A new
statistical approach to Chinese Pinyin input", ACL 2000; the cost of a change is the noisy channel of Kernighan,
Church, Gale, "A spelling correction program based on a noisy channel model", COLING 1990).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Pair = tuple[str, str]
"""Two syllables that follow one another."""

SEGMENTATIONS = 6
"""Ways to cut pinyin without spaces that are tried, of those with the fewest syllables."""
CHANGE, NEAR_CHANGE = 0.6, 1.5
"""What it costs to take a character for one that sounds the same, or nearly."""
COMMONEST = 8
"""Pairs of one sound that are thought of."""
LITERAL = 3.0
"""What a pair that stands in the query and in the index is worth, however often."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Pairs of characters of one sound, with how often titles hold them; `exact` unlike those that sound alike."""

    pair: str
    count: int
    exact: bool


def segment(letters: str, syllables: frozenset[str], longest: int = 6) -> list[tuple[str, ...]]:
    """Return the ways to cut `letters` into the fewest syllables, at most SEGMENTATIONS; none when impossible."""
    ways: list[list[tuple[str, ...]]] = [[()]]
    for end in range(1, len(letters) + 1):
        found: list[tuple[str, ...]] = []
        for start in range(max(0, end - longest), end):
            if ways[start] and letters[start:end] in syllables:
                found += [(*way, letters[start:end]) for way in ways[start]]
        fewest = min(map(len, found), default=0)
        ways.append([way for way in found if len(way) == fewest][:SEGMENTATIONS])
    return ways[-1]


UNKNOWN = "\ufffd"
"""Stands for a character of which only the sound is known."""


def likeliest(known: str, heard: Sequence[Sequence[Heard]], literal: Mapping[str, int]) -> tuple[float, str]:
    """Return the score of the likeliest characters, and these.

    `known` has the character at each place as it was typed, or UNKNOWN; `heard` what each pair of neighbouring places
    may be; `literal` in how many articles typed pairs stand.
    """
    best = {char: (-cost, char) for char, cost in _choices(known, heard, 0).items()}
    for place in range(1, len(known)):
        worth = {found.pair: math.log(1 + found.count) for found in reversed(heard[place - 1])}
        step = {}
        for char, cost in _choices(known, heard, place).items():
            options = []
            for before, (value, text) in best.items():
                pair = before + char
                gain = max(worth.get(pair, 0.0), LITERAL if literal.get(pair) else 0.0)
                options.append((value + gain - cost, text + char))
            step[char] = max(options)
        best = step
    return max(best.values())


def _choices(known: str, heard: Sequence[Sequence[Heard]], place: int) -> dict[str, float]:
    """Return the characters that may be meant at a place, with what each costs."""
    typed = known[place]
    choices = {typed: 0.0}
    for pairs, position in ((heard[max(0, place - 1) : place], 1), (heard[place : place + 1], 0)):
        for found in pairs[0] if pairs else ():
            char = found.pair[position]
            if char == typed:
                continue
            cost = (
                (0.0 if found.exact else CHANGE)
                if typed == UNKNOWN
                else (CHANGE if found.exact else NEAR_CHANGE)
            )
            choices[char] = min(choices.get(char, cost), cost)
    return choices


def alike(sound: Pair, shard: Mapping[str, Sequence[Any]]) -> list[Heard]:
    """Return the pairs in the shard of `sound` that sound the same or nearly: exact ones first, then by count."""
    wanted = near_sound(sound)
    found = []
    for name, values in shard.items():
        first, second = name.split(" ")
        if near_sound((first, second)) == wanted:
            exact = (first, second) == sound
            best = values[: 2 * COMMONEST]
            found += [Heard(pair, count, exact) for pair, count in zip(best[::2], best[1::2], strict=True)]
    return sorted(found, key=lambda h: (not h.exact, -h.count, h.pair))


def near_sound(sound: Pair) -> str:
    """Return the name under which sounds that are taken for one another share a shard."""
    return f"{near(sound[0])} {near(sound[1])}"


def near(syllable: str) -> str:
    """Return what a syllable shares with those often taken for it: zh/z, ch/c, sh/s, l/n, ing/in, eng/en, ang/an."""
    if syllable[:2] in ("zh", "ch", "sh"):
        syllable = syllable[0] + syllable[2:]
    elif syllable[:1] == "l":
        syllable = "n" + syllable[1:]
    if syllable.endswith("ng") and not syllable.endswith("ong"):
        syllable = syllable[:-1]
    return syllable
