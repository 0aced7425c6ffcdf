"""Finding places in text without mistaking other words for them: 大连 but not 大连接口, not 保定 in 医保定点.

A name counts where it begins and ends between words. Provinces and cities count by their short names,
counties by their full ones. What readers also write about other things (开封, 和平, 城区, a name that
several counties share) counts only with its city or province beside it, or where a word such as 医保 shows
that a place is meant.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import add

import rjieba

from wenda.catalog.gazetteer import Gazetteer, Place, gazetteer
from wenda.catalog.place_words import (
    BENIGN_TAILS,
    CIVIC,
    EVERYDAY_CITIES,
    EVERYDAY_COUNTIES,
    EVERYDAY_FULL_NAMES,
    FAINT_TAIL,
    INSTITUTIONS,
    NEVER_ALONE,
    OTHER_THINGS,
)
from wenda.model import Level

_SEPARATORS = re.compile(r"[\s·•,，、/／\-—的]?")
_WINDOW = 12  # characters around a name that decide where words begin


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that the folded text names in `start:end`; `number` is its rank in the gazetteer."""

    start: int
    end: int
    number: int


def find_places(folded: str) -> tuple[Mention, ...]:
    """Return the places that the folded text names, in its order; a chain such as 江苏盐城 is one mention.

    Names of institutions elsewhere (北京大学深圳医院) count only when the text names no other place.
    """
    if _names().heads.keys().isdisjoint(map(add, folded, folded[1:])):  # pairs of neighbouring characters
        return ()
    scan = _Scan(folded)
    return tuple(scan.mentions or scan.faint)


class _Scan:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.mentions: list[Mention] = []
        self.faint: list[Mention] = []
        self._text = text
        self._names = _names()
        self._gazetteer = gazetteer()
        shared: list[tuple[int, int, tuple[int, ...]]] = []
        position = 0
        for position in self._starts():
            if self.mentions and position < self.mentions[-1].end:
                continue
            self._read(position, shared)
        for start, end, numbers in shared:
            self._resolve_shared(start, end, numbers)
        self.mentions.sort(key=lambda mention: mention.start)

    def _starts(self) -> list[int]:
        heads = self._names.heads
        pairs = map(add, self._text, self._text[1:])
        return [position for position, pair in enumerate(pairs) if pair in heads]

    def _read(self, start: int, shared: list[tuple[int, int, tuple[int, ...]]]) -> None:
        text, names = self._text, self._names
        if OTHER_THINGS.match(text, start):
            return
        outer = self._before(start)
        for length in names.heads[text[start : start + 2]]:
            name = text[start : start + length]
            numbers = names.all.get(name)
            if not numbers:
                continue
            end = start + length
            tail = self._tail(start, end, start if outer and outer.end == start else max(0, start - _WINDOW))
            if tail is None:
                continue
            if outer and (number := self._inner(numbers, name, outer.number)) >= 0:
                self.mentions[-1] = Mention(outer.start, end, number)
                return
            number = names.alone.get(name, -1)
            if number < 0 and name in names.civic and CIVIC.match(text, end):
                number = names.civic[name]
            if number >= 0:
                mention = Mention(start, end, number)
                (self.faint if FAINT_TAIL.match(tail) else self.mentions).append(mention)
                return
            if name in names.shared:
                shared.append((start, end, numbers))
                return

    def _before(self, start: int) -> Mention | None:
        """Return the mention that ends right before `start`, or before one separator."""
        if not self.mentions:
            return None
        last = self.mentions[-1]
        return last if last.end <= start and _SEPARATORS.fullmatch(self._text, last.end, start) else None

    def _inner(self, numbers: Sequence[int], name: str, outer: int) -> int:
        """Return the one of `numbers` that lies within `outer` and may be called `name` there, or -1."""
        places = self._gazetteer.places
        inner = [number for number in numbers if number != outer and self._gazetteer.within(number, outer)]
        inner = [number for number in inner if _may_follow(places[number], name, places[outer])]
        highest = [number for number in inner if places[number].level is not Level.COUNTY] or inner
        return highest[0] if len(highest) == 1 else -1

    def _resolve_shared(self, start: int, end: int, numbers: Sequence[int]) -> None:
        """Settle a name that several counties share by the city or province that the text names elsewhere."""
        within = self._gazetteer.within
        fits = {number for number in numbers for other in self.mentions if within(number, other.number)}
        if len(fits) == 1:
            self.mentions.append(Mention(start, end, fits.pop()))

    def _tail(self, start: int, end: int, first: int) -> str | None:
        """Return what follows the name within the word that it begins; None when it is no name there.

        The text is read from `first`, where a word is known or likely to begin.
        """
        position = first
        for word in rjieba.cut(self._text[first : end + _WINDOW], hmm=False):
            after = position + len(word)
            if position < start < after or (position < end < after and position != start):
                return None
            if position == start and end < after:
                tail = word[end - start :]
                benign = tail in BENIGN_TAILS or tail in self._names.all or tail.endswith(INSTITUTIONS)
                return tail if benign else None
            if after >= end:
                break
            position = after
        return ""


@dataclass(frozen=True, slots=True)
class _Names:
    """Folded names by what it takes for them to count."""

    all: dict[str, tuple[int, ...]]
    alone: dict[str, int]
    civic: dict[str, int]  # before a civic word
    shared: frozenset[str]  # of several counties: with their city or province anywhere in the text
    heads: dict[str, tuple[int, ...]]  # lengths of the names that begin with two characters, longest first


@cache
def _names() -> _Names:
    known = gazetteer()
    alone: dict[str, int] = {}
    civic: dict[str, int] = {}
    shared: set[str] = set()
    lengths: dict[str, set[int]] = {}
    for name, numbers in known.numbers.items():
        lengths.setdefault(name[:2], set()).add(len(name))
        top = _top(known, numbers, name)
        if len(top) > 1:
            shared.add(name)
        elif top and name not in NEVER_ALONE:
            (civic if name in EVERYDAY_CITIES else alone)[name] = top[0]
    heads = {head: tuple(sorted(some, reverse=True)) for head, some in lengths.items()}
    return _Names(known.numbers, alone, civic, frozenset(shared), heads)


def _top(known: Gazetteer, numbers: Sequence[int], name: str) -> list[int]:
    """Return the places of the highest level that may be called `name` without more ado."""
    places = [known.places[number] for number in numbers]
    for level in (Level.PROVINCE, Level.CITY):
        if found := [place.number for place in places if place.level is level]:
            return found
    if len(name) < 3 or name in EVERYDAY_FULL_NAMES:
        return []
    return [place.number for place in places if name != place.bare]


def _may_follow(place: Place, name: str, outer: Place) -> bool:
    """Say whether `name` right after that of `outer` means `place`: districts follow their city only."""
    if place.level is not Level.COUNTY or name != place.bare:
        return True
    beside_city = outer.level is Level.CITY or outer.number == place.parent
    return name not in EVERYDAY_COUNTIES and (beside_city or not place.district)
