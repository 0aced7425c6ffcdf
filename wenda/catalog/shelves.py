"""Which topic an article belongs to, and under which of its sub-questions it is listed.

The keywords of the taxonomy decide. A keyword weighs the square of its length, so that one specific word
beats two common ones; the title decides before the tags, these before the summary, and the body speaks only
where all of them are silent. The keywords of groups choose within a topic, and between topics only when
these are even in the title.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

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
        find = self._lexicon.find
        tags = {word for tag in article.tags for word in self._in_tag(tag)}
        fields = [set(find(title)), tags, set(find(fold(article.summary)))]
        index = self._topics.index(own) if own else self._topic(fields)
        silent = index < 0
        if silent:
            index = self._topic_of_body(fold(article.body))
        if index < 0:
            return "", "", True
        groups = self._group_of[index]
        group = _best([_weigh(field, groups) for field in fields]) if groups else -1
        topic = self._topics[index]
        return topic.id, topic.groups[group].name if group >= 0 else "", silent

    def _topic(self, fields: Sequence[Iterable[str]]) -> int:
        title, tags, summary = (_weigh(field, self._topics_of) for field in fields)
        by_group = _weigh(fields[0], self._groups_of)
        # Groups only tell apart topics that the title names.
        by_group = {topic: weight for topic, weight in by_group.items() if topic in title}
        return _best([title, by_group, tags, summary])

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


def _best(weights: Sequence[Mapping[int, int]]) -> int:
    """Return who leads in the first of `weights` that anyone leads in, the first of equals; or -1."""
    owners = sorted({owner for some in weights for owner in some})
    if len(owners) < 2:
        return owners[0] if owners else -1
    return max(owners, key=lambda owner: tuple(some.get(owner, 0) for some in weights))
