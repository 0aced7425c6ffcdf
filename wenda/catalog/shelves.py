"""Which topic an article belongs to, and under which of its sub-questions it is listed.

The keywords of the taxonomy decide. A keyword weighs the square of its length, so that one specific word
beats two common ones; the title decides before the tags, these before the summary, and the body speaks only
where all of them are silent. The keywords of groups choose within a topic, and between topics only when
these are even in the title.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import tee

from wenda.catalog.lexicon import Lexicon
from wenda.catalog.topics import find_topic
from wenda.model import Article, Topic
from wenda.text import fold, is_han

_LEAST_IN_BODY = 2  # one passing mention in a body is no subject


class Shelves:
    """Finds the place of articles among `topics`; made once for many articles."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        self._topics = topics
        self._topics_of = _owners(topic.keywords for topic in topics)
        self._groups_of = _owners(
            [keyword for group in topic.groups for keyword in group.keywords] for topic in topics
        )
        self._group_of = [_owners(group.keywords for group in topic.groups) for topic in topics]
        self._lexicon = Lexicon((*self._topics_of, *self._groups_of))
        # Tags come again and again.
        self._in_tag = lru_cache(maxsize=16384)(lambda tag: frozenset(self._lexicon.find(fold(tag))))

    def place(self, article: Article, title: str) -> tuple[str, str, bool]:
        """Return the topic's id and the group's name for `article`, whose folded title is `title`; or empty texts.

        Also say whether the body had to be read to tell. An article's own topic decides, where it has a known one. Of
        equals, the one that the taxonomy names first wins.
        """
        if not self._topics:
            return "", "", False
        own = find_topic(article.topic, self._topics) if article.topic else None
        for_topic, for_group = tee(self._fields(article, title))
        index = self._topics.index(own) if own else _best(self._by_topic(for_topic))
        silent = index < 0
        if silent:
            index = self._topic_of_body(fold(article.body))
        if index < 0:
            return "", "", True
        groups = self._group_of[index]
        group = _best(_weigh(field, groups) for field in for_group) if groups else -1
        return self._topics[index].id, self._topics[index].groups[group].name if group >= 0 else "", silent

    def _fields(self, article: Article, title: str) -> Iterator[Collection[str]]:
        """Yield the keywords in the title, in the tags and in the summary: most articles need not be read that far."""
        yield set(self._lexicon.find(title))
        yield {word for tag in article.tags for word in self._in_tag(tag)}
        yield set(self._lexicon.find(fold(article.summary)))

    def _by_topic(self, fields: Iterator[Collection[str]]) -> Iterator[Mapping[int, int]]:
        """Yield how much the fields weigh for each topic."""
        title = next(fields)
        yield (topics := _weigh(title, self._topics_of))
        # Groups only tell apart topics that the title names.
        by_group = _weigh(title, self._groups_of)
        yield {topic: weight for topic, weight in by_group.items() if topic in topics}
        for field in fields:
            yield _weigh(field, self._topics_of)

    def _topic_of_body(self, body: str) -> int:
        counts = Counter(self._lexicon.find(body))
        found, weight = Counter[int](), Counter[int]()
        for keyword, count in counts.items():
            for topic in self._topics_of.get(keyword, ()):
                found[topic] += count
                weight[topic] += count * _weight(keyword)
        return _best([{topic: weight[topic] for topic in found if found[topic] >= _LEAST_IN_BODY}])


def _owners(keywords: Iterable[Iterable[str]]) -> Mapping[str, tuple[int, ...]]:
    """Return for each folded keyword the numbers of the topics or groups that have it."""
    owners: dict[str, list[int]] = {}
    for number, some in enumerate(keywords):
        for keyword in dict.fromkeys(map(fold, some)):
            owners.setdefault(keyword, []).append(number)
    return {keyword: tuple(numbers) for keyword, numbers in owners.items()}


def _weigh(keywords: Iterable[str], owners: Mapping[str, tuple[int, ...]]) -> Mapping[int, int]:
    """Return how much the keywords found weigh for each of their owners."""
    weights: dict[int, int] = {}
    for keyword in keywords:
        if keyword in owners:
            weight = _weight(keyword)
            for owner in owners[keyword]:
                weights[owner] = weights.get(owner, 0) + weight
    return weights


@cache
def _weight(keyword: str) -> int:
    """Weigh a keyword by the square of its length; a Chinese character counts for two letters."""
    length = len(keyword) if any(map(is_han, keyword)) else (len(keyword) + 1) // 2
    return length * length


def _best(weights: Iterable[Mapping[int, int]]) -> int:
    """Return who leads in the first of `weights` that anyone leads in, the first of equals; or -1.

    No more of them are asked than it takes.
    """
    leading: list[int] = []
    for some in weights:
        if owners := leading or some:
            most = max(some.get(owner, 0) for owner in owners)
            leading = [owner for owner in owners if some.get(owner, 0) == most]
        if len(leading) == 1:
            break
    return min(leading, default=-1)
