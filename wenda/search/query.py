"""The reference search engine: `build.py search`, and what the browser's ranking is tested against.

A slot is worth to an article the sum over its terms of rarity (BM25's idf) times the posting's strength, the title's
before the rest's. What an article's slots are worth adds up (OR), is scaled by how many of the slots it has at all, and
by whether its region is the one asked about. `templates/assets/search/rank.js` computes the same numbers in the same
order.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from wenda.search.answering import answers
from wenda.search.metadata import unroll
from wenda.search.rarity import rarity
from wenda.search.shards import Store
from wenda.search.understand import Interpreter
from wenda.search.understanding import Slot, Understanding
from wenda.text import fold

TITLE, TEXT = 1.0, 0.4
"""What the two strengths of a posting count."""
COVERAGE = 0.4
"""The part of the score that an article loses when it has hardly any of the slots."""
EVERYWHERE, ELSEWHERE = 0.8, 0.2
"""What an article without a region, or of another one, keeps of its score when the query names a region."""
CANDIDATES = 1000
"""Articles that are ranked; more are not read by anyone."""
NEAR = 0.25
"""An article with less than this part of the best score is no result."""
JUDGED = 10
"""Best articles among which an answer is looked for."""


@dataclass(frozen=True, slots=True)
class Result:
    """An article that was found."""

    id: str
    url: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found: the query as understood, whether an article answers it, and the nearest, best first.

    `first_answers` says that the best result itself is one that answers; only then may it be shown as the answer.
    """

    understood: str
    answered: bool
    first_answers: bool
    results: tuple[Result, ...]


class Engine:
    """Searches one index."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._interpreter = Interpreter(store)
        core = store.json("core")
        self._region = unroll(core["columns"]["region"])
        self._around = _around([parent for _, parent, _ in core["regions"]])

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> "Engine":
        """Return an engine over the files that `build_index` made. Raises BrokenIndexError."""
        return cls(Store(files))

    def search(self, query: str, limit: int = 10) -> Answer:
        """Return the best `limit` articles for `query`. Raises BrokenIndexError."""
        meant = self._interpreter.understand(query)
        ranked = self._rank(meant)
        fitting = [article for article, _ in ranked if self._nearness(article, meant.regions) > ELSEWHERE]
        answered = bool(ranked) and answers(meant, fitting[:JUDGED], self._store)
        first = [article for article, _ in ranked[:1] if article in fitting]
        first_answers = bool(first) and answers(meant, first, self._store)
        results = tuple(self._result(article, score) for article, score in ranked[:limit])
        return Answer(self._shown(meant, results), answered, first_answers, results)

    def _rank(self, meant: Understanding) -> list[tuple[int, float]]:
        worth: dict[int, float] = {}
        filled: dict[int, int] = {}
        for slot in meant.slots:
            for article, value in self._slot(slot).items():
                worth[article] = worth.get(article, 0.0) + value
                filled[article] = filled.get(article, 0) + 1
        scores = {
            article: rounded(
                value
                * (1 - COVERAGE + COVERAGE * filled[article] / len(meant.slots))
                * self._nearness(article, meant.regions)
            )
            for article, value in worth.items()
        }
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES]
        return [(article, score) for article, score in ranked if score >= NEAR * ranked[0][1]]

    def _slot(self, slot: Slot) -> dict[int, float]:
        """Return what the slot is worth to each article: the best of its choices.

        A choice of several terms can't be worth more than what the reader typed could.
        """
        best: dict[int, float] = {}
        typed = 0.0
        for choice in slot.choices:
            worth, possible = self._terms(choice.terms)
            typed = typed or possible
            scale = slot.weight * choice.factor * (min(1.0, typed / possible) if possible else 0.0)
            for article, value in worth.items():
                best[article] = max(best.get(article, 0.0), value * scale)
        return best

    def _terms(self, terms: tuple[str, ...]) -> tuple[dict[int, float], float]:
        """Return what `terms` together are worth to each article, and the rarity they have among them.

        A term that no article has counts as one of middling rarity among the others.
        """
        worth: dict[int, float] = {}
        rarities = []
        for term in terms:
            postings = self._store.postings(term)
            if not postings.frequency:
                continue
            rare = rarity(postings.frequency, self._store.manifest["articles"])
            rarities.append(rare)
            for article, strength in zip(postings.articles, postings.strengths, strict=True):
                value = rare * (TITLE * (strength >> 4) + TEXT * (strength & 15)) / 15
                worth[article] = worth.get(article, 0.0) + value
        return worth, sum(rarities) * len(terms) / len(rarities) if rarities else 0.0

    def _nearness(self, article: int, regions: tuple[int, ...]) -> float:
        """Return what the article keeps of its score for the regions that the query names."""
        place = self._region[article]
        if not regions:
            return 1.0
        if place < 0:
            return EVERYWHERE
        near = any(place in self._around[region] or region in self._around[place] for region in regions)
        return 1.0 if near else ELSEWHERE

    def _result(self, article: int, score: float) -> Result:
        chunk = self._store.manifest["chunk"]
        row = self._store.json(f"docs/{article // chunk:x}")[article % chunk]
        return Result(row[0], row[1], row[2], score)

    def _shown(self, meant: Understanding, results: tuple[Result, ...]) -> str:
        """Return the understood text, initials as the word they stand for, else as in the best title that has them."""
        text = meant.text
        if not meant.initials:
            return text
        titles = [fold(result.title) for result in results[:JUDGED]]
        for initials in meant.initials:
            words = self._interpreter.abbreviated(initials)
            told = (word for title in titles for word in words if word in title)
            spelled = (self._interpreter.spelled(initials, title) for title in titles)
            text = text.replace(initials, next(filter(None, (*told, *words, *spelled)), initials), 1)
        return text


def rounded(score: float) -> float:
    """Return a score to six places, as the browser rounds it, so that equals are equal on both sides."""
    return math.floor(score * 1e6 + 0.5) / 1e6


def _around(parents: list[int]) -> list[frozenset[int]]:
    """Return for each region itself and the regions around it."""
    around = []
    for number in range(len(parents)):
        chain, region = set[int](), number
        while region >= 0:
            chain.add(region)
            region = parents[region]
        around.append(frozenset(chain))
    return around
