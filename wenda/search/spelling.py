"""Pinyin and mistyped characters become the characters that were meant."""

from dataclasses import dataclass, field
from itertools import pairwise, product

from wenda.search.hearing import UNKNOWN, Heard, likeliest, segment
from wenda.search.numerals import IN_FULL
from wenda.search.pinyin import gb2312
from wenda.search.shards import Store
from wenda.search.tokens import Run, runs

COMBINATIONS = 12
"""Ways to read several words of pinyin that are tried together."""
RARE = 20_000
"""A pair is doubtful in an index of this many articles when three have it; in one twice as large, when four have it."""
COMMONER = 3
"""How many times as often as the typed pair a pair must stand in titles to take its place."""


@dataclass(slots=True)
class Draft:
    """Text on its way to being understood; `heard` has, by the place of its first character, what a pair may be."""

    text: str = ""
    heard: dict[int, list[Heard]] = field(default_factory=dict)
    initials: list[Run] = field(default_factory=list)


class Speller:
    """Reads queries with the sounds of one index."""

    def __init__(self, store: Store, binding: frozenset[str]) -> None:
        self._store = store
        self._binding = binding

    def read(self, folded: str) -> Draft:
        """Return folded text with its pinyin turned into characters."""
        draft, last, words = Draft(), 0, list[Run]()
        for run in [*runs(folded), Run("end", "", len(folded))]:
            between = folded[last : run.start]
            if words and (run.kind != "word" or not between.isspace()):
                self._latin(words, draft)
                words = []
            if not (words and run.kind == "word"):
                draft.text += between
            if run.kind == "word":
                words.append(run)
            else:
                draft.text += run.text
            last = run.start + len(run.text)
        return draft

    def _latin(self, words: list[Run], draft: Draft) -> None:
        """Add neighbouring Latin words to the draft: in characters where they are pinyin, else as they are."""
        syllables = frozenset(self._store.json("pinyin")["syllables"])
        ways: list[list[tuple[str, ...]]] = []
        for word in words:
            literal = not word.text.isascii() or bool(self._store.postings(word.text).articles)
            found = [] if literal else segment(word.text, syllables)
            if found:
                ways.append(found)
                continue
            self._decode(ways, draft)
            ways = []
            start = len(draft.text) + 1
            draft.text += f" {word.text} "
            if not literal and len(word.text) > 1:
                draft.initials.append(Run("word", word.text, start))
        self._decode(ways, draft)

    def _decode(self, words: list[list[tuple[str, ...]]], draft: Draft) -> None:
        """Add pinyin words, each with the ways to cut it, to the draft in their likeliest characters."""
        if not words:
            return
        best = (-1.0, "", list[list[Heard]]())
        for _, cut in zip(range(COMBINATIONS), product(*words), strict=False):
            way = [syllable for word in cut for syllable in word]
            heard = [self._store.sounds(pair) for pair in pairwise(way)]
            best = max(best, (*likeliest(UNKNOWN * len(way), heard, {}), heard), key=lambda found: found[:2])
        _, text, heard = best
        for place, options in enumerate(heard):
            if UNKNOWN not in text[place : place + 2]:
                draft.heard[len(draft.text) + place] = options
        draft.text += text

    def mend(self, draft: Draft, kept: str) -> bool:
        """Replace, where `kept` has no blank, characters of pairs that no article has by homophones that titles have.

        Returns whether anything was replaced. `kept` is as long as the draft's text.
        """
        before = draft.text
        for run in runs(kept):
            if run.kind == "han" and len(run.text) > 1 and max(run.text) <= "\uffff":
                self._mend_run(run, draft)
        return draft.text != before

    def _mend_run(self, run: Run, draft: Draft) -> None:
        limit = 2 + self._store.manifest["articles"] // RARE
        pairs = [run.text[place : place + 2] for place in range(len(run.text) - 1)]
        counts = [self._count(pair) for pair in pairs]
        numbers = {
            place for found in IN_FULL.finditer(run.text) for place in range(found.start() - 1, found.end())
        }
        doubtful = {
            place
            for place, pair in enumerate(pairs)
            if counts[place] <= limit
            and place not in numbers
            and run.start + place not in draft.heard
            and self._binding.isdisjoint(pair)
        }
        near = {near for place in doubtful for near in range(max(0, place - 1), min(len(pairs), place + 2))}
        asked = sorted(near - numbers)
        heard: list[list[Heard]] = [[] for _ in pairs]
        for place in asked:
            first, second = self._reading(pairs[place][0]), self._reading(pairs[place][1])
            if first and second:
                options = self._store.sounds((first, second))
                heard[place] = [h for h in options if h.count > COMMONER * counts[place]]
        literal = {pair: count for pair, count in zip(pairs, counts, strict=True) if count > limit}
        _, text = likeliest(run.text, heard, literal)
        for place, pair in enumerate(pairs):
            if text[place : place + 2] != pair:
                draft.heard[run.start + place] = [*heard[place], Heard(pair, 0, exact=True)]
        draft.text = draft.text[: run.start] + text + draft.text[run.start + len(text) :]

    def _count(self, pair: str) -> int:
        return 0 if self._binding.issuperset(pair) else self._store.postings(pair).frequency

    def _reading(self, char: str) -> str:
        """Return how a character is read, empty when the index doesn't say."""
        table = self._store.json("pinyin")
        place = gb2312().find(char)
        number = table["readings"][place] if place >= 0 else -1
        return table["syllables"][number] if number >= 0 else ""

    def initials(self, word: str) -> str:
        """Return the first letters of a word's readings, with a question mark for what has none."""
        return "".join((self._reading(char) or "?")[0] for char in word)

    def spelled(self, initials: str, title: str) -> str:
        """Return the characters of a folded title whose readings begin with `initials`, empty without any."""
        for run in runs(title):
            letters = self.initials(run.text)
            if run.kind == "han" and initials in letters:
                start = letters.index(initials)
                return run.text[start : start + len(initials)]
        return ""
