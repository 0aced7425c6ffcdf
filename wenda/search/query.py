"""The reference search engine: same files, same ranking as the browser's (templates/assets/search/rank.js)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from wenda.search.shards import Store
from wenda.search.understand import Interpreter, Understanding

CANDIDATES = 1000
NEAR = 0.25
TITLE, TEXT = 1.0, 0.4


@dataclass(frozen=True, slots=True)
class Result:
    id: str
    url: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    understood: str
    answered: bool
    results: tuple[Result, ...]


class Engine:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._interpreter = Interpreter(store)
        self._core = store.json("core")
        self._region = _unroll(self._core["columns"]["region"])
        self._around = _around([parent for _, parent in self._core["regions"]])

    @classmethod
    def from_files(cls, files: Mapping[str, bytes]) -> "Engine":
        return cls(Store(files))

    def search(self, query: str, limit: int = 10) -> Answer:
        meant = self._interpreter.understand(query)
        scores = self._scores(meant)
        ranked = sorted(scores.items(), key=lambda item: (-round(item[1], 6), item[0]))[:limit]
        results = tuple(self._result(article, score) for article, score in ranked)
        return Answer(meant.text, bool(results), results)

    def _scores(self, meant: Understanding) -> dict[int, float]:
        found: dict[int, float] = {}
        self.maps = maps = [self._slot(slot) for slot in meant.slots]
        for values in maps:
            for article, value in values.items():
                found[article] = found.get(article, 0.0) + value
        return {article: score * self._nearness(article, meant.regions) for article, score in found.items()}

    def _slot(self, slot) -> dict[int, float]:
        """Return what the slot is worth to each article: the best of its choices."""
        total = self._store.manifest["articles"]
        literal = 0.0
        best: dict[int, float] = {}
        bases = []
        for place, choice in enumerate(slot.choices):
            found: dict[int, float] = {}
            weights = []
            for term in choice.terms:
                postings = self._store.postings(term)
                if not postings.articles:
                    weights.append(0.0)
                    continue
                weight = rarity(postings.frequency, total)
                weights.append(weight)
                for article, strength in zip(postings.articles, postings.strengths, strict=True):
                    value = weight * (TITLE * (strength >> 4) + TEXT * (strength & 15)) / 15
                    found[article] = found.get(article, 0.0) + value
            known = [w for w in weights if w]
            base = sum(known) / len(known) * len(weights) if known else 0.0
            if place == 0: literal = base
            scale = slot.weight * choice.factor
            if place and base and literal: scale *= min(1.0, literal / base)
            for article, value in found.items():
                best[article] = max(best.get(article, 0.0), value * scale)
        return best

    def _nearness(self, article: int, regions: tuple[int, ...]) -> float:
        place = self._region[article]
        if not regions:
            return 1.0
        if place < 0:
            return 0.8
        return 1.0 if any(place in self._around[r] or r in self._around[place] for r in regions) else 0.2

    def _result(self, article: int, score: float) -> Result:
        chunk = self._store.manifest["chunk"]
        row = self._store.json(f"docs/{article // chunk:x}")[article % chunk]
        return Result(row[0], row[1], row[2], round(score, 6))


def rarity(frequency: int, total: int) -> float:
    return math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))


def _unroll(pairs: list[int]) -> list[int]:
    return [value for value, count in zip(pairs[::2], pairs[1::2], strict=True) for _ in range(count)]


def _around(parents: list[int]) -> list[frozenset[int]]:
    """Return for each region itself and the regions around it."""
    around = []
    for region in range(len(parents)):
        chain = []
        while region >= 0:
            chain.append(region)
            region = parents[region]
        around.append(frozenset(chain))
    return around
