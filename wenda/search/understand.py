"""From what a reader typed to what is searched.

The query is folded, its pinyin read, question filler blanked out, mistyped characters mended. Then each word with
synonyms and each pair of characters left over is a slot. A slot is worth to an article what the best of its choices
is worth, so that a synonym can stand in for a word but never adds to it.
"""

import re
from dataclasses import replace

from wenda.search.hearing import UNKNOWN
from wenda.search.numerals import HAN_NUMBER, other_spellings, value
from wenda.search.shards import Store
from wenda.search.spelling import Draft, Speller
from wenda.search.tokens import Token, initials_grams, runs, tokens
from wenda.search.understanding import Choice, Slot, Understanding
from wenda.text import fold

SYNONYM, NUMERAL, SAME_SOUND, NEAR_SOUND = 0.75, 0.9, 0.85, 0.6
"""How good a choice is beside the literal word."""
BINDING = 0.4
"""What a pair with a binding character weighs beside other pairs."""
FILLER = 0.4
"""What a pair with a character of the filler weighs: it tells alike questions apart, no more."""
ASKING = 1.6
"""What a slot in a clause that asks weighs beside one in a clause that tells."""
REPEATED = 1.2
"""BM25's k3: how fast a term that the query repeats stops counting more."""
TELLING_INITIALS = 3
"""Initials that may stand for a word of the vocabulary; fewer stand for too many of them."""
SOUNDS = 6
"""Homophones of a pair that are searched with it."""
_CLAUSE = re.compile(r"[^。!?,;\n]+[。!?,;\n]?")
LONGEST = 200
"""Characters of a query that are read."""


class Interpreter:
    """Understands queries with the words, regions and sounds of one index."""

    def __init__(self, store: Store) -> None:
        core = store.json("core")
        self._binding = frozenset(core["binding"])
        self._speller = Speller(store, self._binding)
        self._filler = frozenset(core["filler"])
        self._generic = _pattern(core["generic"])
        self._asking = _pattern(core["asking"])
        self._regions: dict[str, list[int]] = {}
        self._region_initials: dict[str, list[str]] = {}
        for number, (name, _, letters) in enumerate(core["regions"]):
            self._regions.setdefault(name, []).append(number)
            self._region_initials.setdefault(letters, []).append(name)
        self._meanings: dict[str, list[str]] = {}
        for say, mean in core["synonyms"]:
            for word in say:
                self._meanings.setdefault(word, []).extend(other for other in mean if other != word)
        self._words = _pattern({*self._meanings, *self._regions, *self._filler})

    def understand(self, query: str) -> Understanding:
        """Return what `query` means."""
        draft = self._speller.read(fold(query[:LONGEST]))
        kept = self._without_filler(draft.text)
        if self._speller.mend(draft, kept):
            kept = self._without_filler(draft.text)
        return self._slots(draft, kept)

    def abbreviated(self, initials: str) -> list[str]:
        """Return the words of the vocabulary that these initials may stand for: xnh is 新农合."""
        if len(initials) < TELLING_INITIALS:
            return []
        same_length = (word for word in self._meanings if len(word) == len(initials))
        return [word for word in same_length if self._speller.initials(word) == initials]

    def spelled(self, initials: str, title: str) -> str:
        """Return the characters of a folded title whose readings begin with `initials`, empty without any."""
        return self._speller.spelled(initials, title)

    def _without_filler(self, text: str) -> str:
        """Return `text` with its filler blanked out, unless it is part of a longer word or of a region."""
        return self._words.sub(lambda word: " " * len(word[0]) if word[0] in self._filler else word[0], text)

    def _slots(self, draft: Draft, kept: str) -> Understanding:
        slots, regions, aside = list[Slot](), list[int](), set[int]()
        grouped = set[tuple[int, int]]()
        for word in self._words.finditer(kept):
            span = word.span()
            found = self._regions.get(word[0], [])
            for meaning in self._meanings.get(word[0], ()):
                found = found + self._regions.get(meaning, [])
            if found:
                regions += found
                aside.update(range(*span))
            if word[0] in self._meanings:
                meanings = dict.fromkeys(self._meanings[word[0]])
                slots.append(Slot((span,), (_choice(word[0], 1.0), *(_choice(m, SYNONYM) for m in meanings))))
                grouped |= {(place, place + 2) for place in range(span[0], span[1] - 1)}
        for token in tokens(draft.text):
            if (token.start, token.end) not in grouped and self._tells(token.term):
                left_out = not kept[token.start].strip() or not kept[token.end - 1].strip()
                slots.append(self._slot(token, draft, FILLER if left_out else 1.0))
        slots += _numerals(kept)
        for run in draft.initials:
            span = (run.start, run.start + len(run.text))
            slots += [Slot((span,), (Choice((gram,), 1.0),)) for gram in initials_grams(run.text)]
            words = self.abbreviated(run.text)
            if names := [*self._region_initials.get(run.text, ()), *words]:
                meanings = dict.fromkeys(meaning for word in words for meaning in self._meanings[word])
                choices = (*(_choice(name, 1.0) for name in names), *(_choice(m, SYNONYM) for m in meanings))
                slots.append(Slot((span,), choices))
        for match in self._generic.finditer(kept):
            aside.update(range(*match.span()))
        content = tuple(place for place in self._telling(kept) if place not in aside)
        initials = tuple(run.text for run in draft.initials)
        return Understanding(
            _shown(kept),
            _merged(self._stressed(slots, draft.text)),
            tuple(dict.fromkeys(regions)),
            content,
            initials,
        )

    def _stressed(self, slots: list[Slot], text: str) -> list[Slot]:
        """Return the slots, those in clauses that ask weighing more."""
        asking = [clause.span() for clause in _CLAUSE.finditer(text) if self._asking.search(clause[0])]
        return [
            replace(slot, weight=slot.weight * ASKING)
            if any(start <= slot.spans[0][0] < end for start, end in asking)
            else slot
            for slot in slots
        ]

    def _tells(self, term: str) -> bool:
        return UNKNOWN not in term and not self._binding.issuperset(term)

    def _slot(self, token: Token, draft: Draft, weight: float) -> Slot:
        choices = [Choice((token.term,), 1.0)]
        choices += [Choice((other,), NUMERAL) for other in other_spellings(token.term)]
        others = [heard for heard in draft.heard.get(token.start, ())[:SOUNDS] if heard.pair != token.term]
        choices += [Choice((heard.pair,), SAME_SOUND if heard.exact else NEAR_SOUND) for heard in others]
        if len(token.term) == 2 and not self._binding.isdisjoint(token.term):
            weight *= BINDING
        return Slot(((token.start, token.end),), tuple(choices), weight)

    def _telling(self, kept: str) -> list[int]:
        """Return the places that tell something: Chinese characters that don't bind, the starts of other runs."""
        places = [place for place, char in enumerate(kept) if char == UNKNOWN]
        for run in runs(kept):
            if run.kind == "han":
                places += [run.start + i for i, char in enumerate(run.text) if char not in self._binding]
            else:
                places.append(run.start)
        return sorted(places)


def _pattern(words: object) -> re.Pattern[str]:
    """Return a pattern that finds the longest of `words` at each place."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))  # type: ignore[call-overload]
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")


def _choice(word: str, factor: float) -> Choice:
    return Choice(tuple(token.term for token in tokens(word)), factor)


def _numerals(kept: str) -> list[Slot]:
    """Return a slot for each Chinese numeral with its unit, searched in digits."""
    found = []
    for match in HAN_NUMBER.finditer(kept):
        number = value(match[0])
        if number:
            span = (match.start(), match.end() + 1)
            found.append(Slot((span,), (Choice((f"{number}{kept[match.end()]}",), NUMERAL),)))
    return found


def _merged(slots: list[Slot]) -> tuple[Slot, ...]:
    """Join slots of the same choices; the more often one stands in the query the more it counts, with saturation."""
    same: dict[tuple[tuple[Choice, ...], float], list[tuple[int, int]]] = {}
    for slot in slots:
        same.setdefault((slot.choices, slot.weight), []).extend(slot.spans)
    return tuple(
        Slot(tuple(spans), choices, weight * (1 + REPEATED) * len(spans) / (len(spans) + REPEATED))
        for (choices, weight), spans in same.items()
    )


def _shown(kept: str) -> str:
    """Return the words of `kept` for the reader."""
    words, last = "", 0
    for run in runs(kept):
        words += (" " if words and run.start > last else "") + run.text
        last = run.start + len(run.text)
    return words
