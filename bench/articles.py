"""The benchmark's articles: number and seed give an article, whatever the size of the corpus.

An article is worked out from its number alone, so a corpus of 1,000 is the beginning of one of 10,000, and
memory does not grow with the corpus. Related questions have lower numbers; their titles and ids are worked
out when needed.
"""

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from bench.grammar import Grammar, pick, rare_word
from wenda.model import Article, Status
from wenda.slug import slugify

VOCABULARY = Path(__file__).with_name("vocabulary.yml")
SERIES = 10
"""Of ten articles in a row the last three ask the same question for different cities."""
_FIRST_OF_SERIES = SERIES - 3
EXCERPT_EVERY = 8
_FIRST_DAY = dt.date(2023, 1, 1)
_DAYS = 1000


@dataclass(frozen=True, slots=True)
class Question:
    """What an article asks, worked out from its number."""

    id: str
    title: str
    topic: Mapping[str, Any]  # an entry of the vocabulary's topics
    subject: str
    person: str
    words: str
    region: str  # a city or municipality, or empty


class Corpus:
    """Articles by number."""

    def __init__(self, seed: int = 1) -> None:
        vocabulary = yaml.safe_load(VOCABULARY.read_text(encoding="utf-8"))
        self.topics: list[dict[str, Any]] = vocabulary["topics"]
        self.groups: dict[str, list[dict[str, Any]]] = vocabulary["groups"]
        self._seed = seed
        self._vocabulary = vocabulary
        self._grammar = Grammar(vocabulary["rules"])
        self._subjects: list[tuple[Mapping[str, Any], str]] = [
            (topic, subject) for topic in self.topics for subject in topic["subjects"]
        ]
        self._regions = [
            city for name, cities in vocabulary["provinces"].items() for city in cities or (name,)
        ]
        self._province_of = {
            city: name for name, cities in vocabulary["provinces"].items() for city in cities
        }
        questions = len(vocabulary["questions"]["insurance"])
        self._combinations = len(self._subjects) * len(vocabulary["persons"]) * questions
        self._start = int(Random(seed).random() * self._combinations)
        self._step = _coprime_near(self._combinations * (math.sqrt(5) - 1) / 2, self._combinations)

    def __len__(self) -> int:
        """Return the most articles that there can be without a title coming twice."""
        return self._combinations // (_FIRST_OF_SERIES + 1) * SERIES

    def articles(self, count: int) -> Iterator[Article]:
        """Yield the first `count` articles; raises ValueError when there are not so many."""
        if count > len(self):
            raise ValueError(f"there are only {len(self):,} different articles")
        return map(self.article, range(count))

    def question(self, number: int) -> Question:
        """Return what article `number` asks."""
        rest, place = divmod(self._combination(number), len(self._subjects))
        topic, subject = self._subjects[place]
        city = self._city(number)
        persons, questions = self._vocabulary["persons"], self._vocabulary["questions"][topic["kind"]]
        person, words = persons[rest % len(persons)], questions[rest // len(persons)]
        parts = (city, person, subject, words)
        address = "-".join(_slug(part) for part in parts if part)
        return Question(address, "".join(parts) + "？", topic, subject, person, words, city)

    def article(self, number: int) -> Article:
        """Return article `number`; its topic is the topic's name and its region a city or municipality."""
        random = Random(f"{self._seed}/{number}")
        question = self.question(number)
        kind = question.topic["kind"]
        given = {
            "subject": question.subject,
            "person": question.person,
            "region": question.region or "当地",
            "words": question.words,
        }
        related = self._related(number, question, random)
        excerpt = number % EXCERPT_EVERY == 5
        body = self._excerpt(kind, random, given) if excerpt else self._body(kind, related, random, given)
        date = _FIRST_DAY + dt.timedelta(days=int(random.random() * _DAYS))
        later = date + dt.timedelta(days=int(random.random() * 270))
        return Article(
            id=question.id,
            path=f"{question.id}.md",
            title=question.title,
            summary=self._grammar.expand(f"summary_{kind}", random, given),
            date=date,
            updated=later if random.random() < 0.3 else None,
            review_by=later.replace(day=1, year=later.year + 2) if random.random() < 0.2 else None,
            status=Status.EXCERPT if excerpt else Status.FULL,
            category="测速问答",
            topic=question.topic["name"],
            region=question.region,
            tags=self._tags(question, random),
            related=tuple(other.id for other in related),
            alt_titles=tuple(self._grammar.several(f"alt_{kind}", int(random.random() * 3), random, given)),
            source=(f"vocabulary.yml {self._seed}/{number}",),
            searches=(pick(self._vocabulary["searches"], random),) if random.random() < 0.1 else (),
            disclaimer=self._vocabulary["notice"],
            body=body,
        )

    def regions_of(self, article: Article) -> tuple[str, ...]:
        """Return the names of the regions that `article` holds for, outermost first."""
        around = self._province_of.get(article.region)
        return tuple(filter(None, (around, article.region)))

    def _combination(self, number: int) -> int:
        """Return the combination of subject, person and question that `number` stands for."""
        return (self._start + _order(number) * self._step) % self._combinations

    def _topic(self, number: int) -> Mapping[str, Any]:
        return self._subjects[self._combination(number) % len(self._subjects)][0]

    def _city(self, number: int) -> str:
        """Return the city that article `number` is about, or nothing."""
        place = number % SERIES - _FIRST_OF_SERIES
        random = Random(f"{self._seed}/city/{_order(number)}")
        city = int(random.random() * len(self._regions))
        named = place >= 0 or random.random() < 0.35
        return self._regions[(city + max(0, place)) % len(self._regions)] if named else ""

    def _related(self, number: int, question: Question, random: Random) -> list[Question]:
        """Return earlier questions of the same topic, and the one just before when it is an excerpt."""
        chosen = [number - 1] if number % EXCERPT_EVERY == 6 else []
        for _ in range(24 if number else 0):
            other = int(random.random() * number)
            if self._topic(other) is question.topic and other not in chosen:
                chosen.append(other)
            if len(chosen) == 4:
                break
        return [self.question(other) for other in chosen]

    def _tags(self, question: Question, random: Random) -> tuple[str, ...]:
        tags = [question.subject, question.topic["name"], question.person]
        if random.random() < 0.5:
            tags.append(pick(self._subjects, random)[1])
        if random.random() < 0.1:  # the long tail: a few tags come often, most once or twice
            tags.append(rare_word(Random(f"tag/{int(20 / (random.random() + 1e-4))}")))
        return tuple(dict.fromkeys(tags))

    def _excerpt(self, kind: str, random: Random, given: Mapping[str, str]) -> str:
        opening = self._grammar.expand(f"opening_{kind}", random, given)
        line = self._grammar.expand(f"line_{kind}", random, given)
        return f"{opening}{line}\n\n{self._grammar.expand('cut', random, given)}"

    def _body(self, kind: str, related: list[Question], random: Random, given: Mapping[str, str]) -> str:
        expand, several = self._grammar.expand, self._grammar.several
        lines = several(f"line_{kind}", 17, random, given)
        blocks = [expand(f"opening_{kind}", random, given) + lines.pop()]
        for place, heading in enumerate(several(f"heading_{kind}", 4, random, given)):
            blocks += [f"## {heading}", "".join(lines.pop() for _ in range(3 + (random.random() < 0.5)))]
            if place == 0:
                blocks.append("\n".join(f"- {item}" for item in several(f"bullet_{kind}", 4, random, given)))
            elif place == 1 and random.random() < 0.6:
                steps = self._grammar.in_order(f"step_{kind}", random, given)
                blocks.append("\n".join(f"{count}. {step}" for count, step in enumerate(steps, 1)))
            elif place == 2 and random.random() < 0.3:
                blocks.append(self._table(random, given))
        if random.random() < 0.5:
            blocks.append(f"> {expand('quote', random, given)}")
        for other in related[:2]:
            blocks.append(expand("see_also", random, {"title": other.title, "id": other.id}))
        return "\n\n".join(blocks)

    def _table(self, random: Random, given: Mapping[str, str]) -> str:
        levels = self._grammar.several("level", 3, random, given)
        rows = [
            f"| {level} | {self._grammar.expand('money', random, given)} "
            f"| {self._grammar.expand('percent', random, given)} |"
            for level in levels
        ]
        return "\n".join(("| 机构 | 起付 | 比例 |", "| --- | --- | --- |", *rows))


def _order(number: int) -> int:
    """Return how many different combinations come before that of article `number`."""
    series, place = divmod(number, SERIES)
    return series * (_FIRST_OF_SERIES + 1) + min(place, _FIRST_OF_SERIES)


@cache
def _slug(words: str) -> str:
    return slugify(words)


def _coprime_near(wanted: float, modulus: int) -> int:
    """Return a number near `wanted` whose multiples meet every number below `modulus` once."""
    number = int(wanted)
    while math.gcd(number, modulus) != 1:
        number += 1
    return number
