"""Which topic an article belongs to, and under which of its sub-questions it is listed.

The keywords of the taxonomy decide. A keyword weighs the square of its length, so that one specific word beats two
common ones; the title decides before the tags, these before the summary, and the body speaks only where all are silent.
The keywords of groups choose within a topic, and between topics only when these are even in the title.
"""

import re
from collections.abc import Callable, Sequence

from wenda.catalog.topics import find_topic
from wenda.model import Article, Topic
from wenda.text import fold, is_han

Score = tuple[float, ...]
_LEAST_IN_BODY = 2  # one passing mention in a body is no subject


class Shelves:
    """Finds the place of articles among `topics`; made once for many articles."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = topics
        self._by_topic = [tuple(map(_Keyword, topic.keywords)) for topic in topics]
        self._by_group = [
            [tuple(map(_Keyword, group.keywords)) for group in topic.groups] for topic in topics
        ]

    def place(self, article: Article) -> tuple[str, str]:
        """Return the topic's id and the group's name for `article`; each is empty when none fits.

        An article's own topic decides, where it has a known one. Of equals, the one that the taxonomy names first wins.
        """
        fields = [fold(field) for field in (article.title, " ".join(article.tags), article.summary)]
        own = find_topic(article.topic, self._topics) if article.topic else None
        index = self._topics.index(own) if own else self._topic(fields, article.body)
        if index < 0:
            return "", ""
        group = _best(
            [tuple(_weigh(keywords, field) for field in fields) for keywords in self._by_group[index]]
        )
        return self._topics[index].id, self._topics[index].groups[group].name if group >= 0 else ""

    def _topic(self, fields: Sequence[str], body: str) -> int:
        title, *others = fields
        scores = []
        for keywords, groups in zip(self._by_topic, self._by_group, strict=True):
            by_group = max((_weigh(group, title) for group in groups), default=0)
            by_field = [_weigh(keywords, field) for field in others]
            scores.append((own := _weigh(keywords, title), by_group if own else 0, *by_field))
        index = _best(scores)
        if index >= 0:
            return index
        if not self._topics:
            return -1
        folded = fold(body)
        return _best([_weigh_body(keywords, folded) for keywords in self._by_topic])


class _Keyword:
    """A folded keyword: how much it weighs, and how often it stands in a text."""

    def __init__(self, text: str) -> None:
        word = fold(text)
        han = any(map(is_han, word))
        # A Latin word says about as much as half as many Chinese characters, and must stand alone: app is not in happy.
        self.weight = (len(word) if han else max(1, len(word) / 2)) ** 2
        self.count: Callable[[str], int] = lambda folded: folded.count(word)
        if not han:
            pattern = re.compile(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])")
            self.count = lambda folded: len(pattern.findall(folded))


def _weigh(keywords: Sequence[_Keyword], field: str) -> float:
    return sum(keyword.weight for keyword in keywords if keyword.count(field))


def _weigh_body(keywords: Sequence[_Keyword], body: str) -> Score:
    counts = [(keyword.count(body), keyword.weight) for keyword in keywords]
    enough = sum(count for count, _ in counts) >= _LEAST_IN_BODY
    return (sum(count * weight for count, weight in counts),) if enough else (0,)


def _best(scores: Sequence[Score]) -> int:
    """Return the index of the highest score, the first of equals, or -1 when all are nothing."""
    best = max(range(len(scores)), key=lambda i: (scores[i], -i), default=-1)
    return best if best >= 0 and any(scores[best]) else -1
