"""Text from rules: a small grammar in which `{rule}` stands for any alternative of that rule.

Only `Random.random` is drawn from: Python keeps its sequence from version to version, which it does not
promise for `choice` and its like. So a seed gives the same text everywhere.
"""

import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")

_SLOT = re.compile(r"\{(\w+)\}")


class Grammar:
    """Rules by name, each with its alternatives; `name` and `number` are rules that are built in."""

    def __init__(self, rules: Mapping[str, Sequence[str]]) -> None:
        # Splitting at slots leaves literals at even places and the names of rules at odd ones.
        self._rules = {name: tuple(map(_SLOT.split, texts)) for name, texts in rules.items()}

    def expand(self, rule: str, random: Random, given: Mapping[str, str]) -> str:
        """Return a text for `rule`; `given` settles rules beforehand. Raises KeyError for an unknown rule."""
        return self._fill(pick(self._rules[rule], random), random, given)

    def several(self, rule: str, count: int, random: Random, given: Mapping[str, str]) -> list[str]:
        """Return texts for `count` different alternatives of `rule`, or for all when it has fewer."""
        alternatives = list(self._rules[rule])
        chosen = [take(alternatives, random) for _ in range(min(count, len(alternatives)))]
        return [self._fill(parts, random, given) for parts in chosen]

    def in_order(self, rule: str, random: Random, given: Mapping[str, str]) -> list[str]:
        """Return a text for every alternative of `rule`, in the order written."""
        return [self._fill(parts, random, given) for parts in self._rules[rule]]

    def _fill(self, parts: Sequence[str], random: Random, given: Mapping[str, str]) -> str:
        texts = list(parts)
        for place in range(1, len(texts), 2):
            texts[place] = self._slot(texts[place], random, given)
        return "".join(texts)

    def _slot(self, rule: str, random: Random, given: Mapping[str, str]) -> str:
        if rule in given:
            return given[rule]
        if rule == "name":
            return rare_word(random)
        if rule == "number":
            return str(2 + int(random.random() * 9))
        return self.expand(rule, random, given)


def pick(items: Sequence[Item], random: Random) -> Item:
    """Return one of `items`."""
    return items[int(random.random() * len(items))]


def take(items: list[Item], random: Random) -> Item:
    """Remove one of `items` and return it."""
    return items.pop(int(random.random() * len(items)))


def rare_word(random: Random) -> str:
    """Return a word of two or three characters, most of them common ones.

    Real text never runs out of new words (Heaps' law), and search indexes pay for each. Rules alone would,
    so names are made of the 3,755 characters of GB 2312's first level, the first in a fixed shuffle the
    most often.
    """
    length = 2 + (random.random() < 0.4)
    return "".join(_CHARACTERS[int(len(_CHARACTERS) * random.random() ** 2)] for _ in range(length))


def _gb2312_level_1() -> str:
    """Return GB 2312's first level, rows 16 to 55, in an order that is not that of their pronunciation."""
    codes = [bytes((0xA0 + row, 0xA0 + cell)) for row in range(16, 56) for cell in range(1, 95)]
    characters = [char for code in codes if (char := code.decode("gb2312", "ignore"))]
    shuffle = Random(2312)
    return "".join(take(characters, shuffle) for _ in range(len(characters)))


_CHARACTERS = _gb2312_level_1()
