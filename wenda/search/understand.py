"""From what a reader typed to what is searched: slots of the query, each with the terms that may fill it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from wenda.search.hearing import UNKNOWN, Heard, likeliest, segment
from wenda.search.pinyin import gb2312
from wenda.search.shards import Store
from wenda.search.tokens import Run, initials_grams, runs, tokens
from wenda.text import fold, is_han

SAME_SOUND, NEAR_SOUND, SYNONYM, BINDING = 0.85, 0.6, 0.7, 0.3


@dataclass(frozen=True, slots=True)
class Choice:
    """Terms that together may fill a slot, and how good that is: 1 is what the reader typed."""

    terms: tuple[str, ...]
    factor: float


@dataclass(frozen=True, slots=True)
class Slot:
    """Characters `start` to `end` of the understood text, the choices for them, and how much the slot counts."""

    start: int
    end: int
    choices: tuple[Choice, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Understanding:
    """What is searched: the text as understood, its slots, the regions it names, the characters it is about."""

    text: str
    slots: tuple[Slot, ...]
    regions: tuple[int, ...]
    content: tuple[int, ...]  # places in `text` that say what the question is about


@dataclass(slots=True)
class _Draft:
    text: str = ""
    heard: dict[int, list[Heard]] = field(default_factory=dict)  # pairs by the place of their first character


class Interpreter:
    """Understands queries with the words, regions and sounds of one index."""

    def __init__(self, store: Store) -> None:
        core = store.json("core")
        self._store = store
        self._binding = frozenset(core["binding"])
        self._regions = {}
        for number, (name, _) in enumerate(core["regions"]):
            self._regions.setdefault(name, []).append(number)
        self._meanings: dict[str, list[str]] = {}
        for say, mean in core["synonyms"]:
            for word in say:
                self._meanings.setdefault(word, []).extend(m for m in mean if m != word)
        words = {*self._meanings, *self._regions, *core["filler"]}
        self._words = re.compile("|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))) or "(?!)")

    def understand(self, query: str) -> Understanding:
        draft = _Draft()
        folded = fold(query)
        last = 0
        pieces = list(runs(folded))
        at = 0
        while at < len(pieces):
            run = pieces[at]
            draft.text += folded[last : run.start]
            latin = [run]
            while run.kind == "word" and at + 1 < len(pieces) and pieces[at + 1].kind == "word" and folded[latin[-1].start+len(latin[-1].text):pieces[at+1].start].isspace():
                at += 1
                latin.append(pieces[at])
            if run.kind == "word":
                self._latin(latin, draft)
            else:
                draft.text += run.text
            last = latin[-1].start + len(latin[-1].text)
            at += 1
        draft.text += folded[last:]
        self._mend(draft)
        return self._slots(draft)

    def _latin(self, words: list[Run], draft: _Draft) -> None:
        """Turn neighbouring Latin words into Chinese where they are pinyin; others stay."""
        syllables = frozenset(self._store.json("pinyin")["syllables"])
        group: list[list[tuple[str, ...]]] = []

        def flush() -> None:
            if not group:
                return
            best = max(
                (self._decode(way) for way in _products(group)), key=lambda found: (found[0], found[1])
            )
            start = len(draft.text)
            draft.text += best[1]
            for place, options in best[2].items():
                draft.heard[start + place] = options
            group.clear()

        for word in words:
            ways = [] if self._store.postings(word.text).articles else segment(word.text, syllables)
            if ways and not (len(words)==1 and len(ways[0])==1):
                group.append(ways)
            else:
                flush()
                draft.text += f" {word.text} "
        flush()

    def _decode(self, way: tuple[str, ...]) -> tuple[float, str, dict[int, list[Heard]]]:
        heard = [self._store.sounds(pair) for pair in zip(way, way[1:], strict=False)]
        score, text = likeliest(UNKNOWN * len(way), heard, {})
        return score, text, {place: options for place, options in enumerate(heard) if text[place : place + 2].isalnum()}

    def _mend(self, draft: _Draft) -> None:
        """Replace characters of words that no article has by others that sound the same and make a word."""
        limit = 2 + self._store.manifest["articles"] // 20000
        for run in list(runs(draft.text)):
            if run.kind != "han" or len(run.text) < 2:
                continue
            pairs = [run.text[i : i + 2] for i in range(len(run.text) - 1)]
            counts = [self._store.postings(pair).frequency for pair in pairs]
            suspects = [
                i for i, pair in enumerate(pairs)
                if counts[i] <= limit and run.start + i not in draft.heard and not (set(pair) & self._binding)
            ]
            if not suspects:
                continue
            wide = {j for i in suspects for j in (i - 1, i, i + 1) if 0 <= j < len(pairs)}
            heard: list[list[Heard]] = [[] for _ in pairs]
            for i in sorted(wide):
                sound = tuple(map(self._reading, pairs[i]))
                if all(sound):
                    heard[i] = [h for h in self._store.sounds(sound) if h.count >= 1 and (h.count > 3 * counts[i])]
            literal = {pair: count for pair, count in zip(pairs, counts, strict=True) if count > limit}
            _, text = likeliest(run.text, heard, literal)
            draft.text = draft.text[: run.start] + text + draft.text[run.start + len(text) :]
            for i in range(len(pairs)):
                if text[i : i + 2] != pairs[i]:
                    draft.heard[run.start + i] = [h for h in heard[i]] + [Heard(pairs[i], 0, True)]

    def _reading(self, char: str) -> str:
        table = self._store.json("pinyin")
        place = gb2312().find(char)
        return "" if place < 0 or table["readings"][place] < 0 else table["syllables"][table["readings"][place]]

    def _slots(self, draft: _Draft) -> Understanding:
        text = list(draft.text)
        slots, regions, covered = [], [], set()
        for match in self._words.finditer(draft.text):
            word, start, end = match[0], match.start(), match.end()
            if word in self._regions:
                regions += self._regions[word]
            elif word in self._meanings:
                literal = Choice(tuple(t.term for t in tokens(word)), 1.0)
                choices = [Choice(tuple(t.term for t in tokens(m)), SYNONYM) for m in dict.fromkeys(self._meanings[word])]
                slots.append(Slot(start, end, (literal, *choices)))
                covered |= {(i, i + 2) for i in range(start, end - 1)}
            else:
                text[start:end] = " " * (end - start)
        kept = "".join(text)
        for token in tokens(kept):
            if (token.start, token.end) in covered or token.term in self._binding or UNKNOWN in token.term:
                continue
            weight = BINDING if len(token.term) == 2 and set(token.term) & self._binding else 1.0
            choices = [Choice((token.term,), 1.0)]
            for heard in draft.heard.get(token.start, ())[:6]:
                if heard.pair != token.term:
                    choices.append(Choice((heard.pair,), SAME_SOUND if heard.exact else NEAR_SOUND))
            slots.append(Slot(token.start, token.end, tuple(choices), weight))
        slots += self._initials(kept)
        content = tuple(i for i, char in enumerate(kept) if is_han(char) and char not in self._binding or char.isalnum() and not is_han(char))
        return Understanding(" ".join(kept.replace(UNKNOWN, " ").split()), tuple(slots), tuple(dict.fromkeys(regions)), content)

    def _initials(self, text: str) -> list[Slot]:
        found = []
        for run in runs(text):
            if run.kind == "word" and run.text.isascii() and len(run.text) > 1 and not self._store.postings(run.text).articles:
                found += [Slot(run.start, run.start + len(run.text), (Choice((gram,), 1.0),)) for gram in initials_grams(run.text)]
        return found


def _products(groups: list[list[tuple[str, ...]]]) -> list[tuple[str, ...]]:
    ways: list[tuple[str, ...]] = [()]
    for options in groups:
        ways = [(*way, *option) for way in ways for option in options][:12]
    return ways
