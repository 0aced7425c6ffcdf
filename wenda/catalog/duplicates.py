"""Questions that ask the same in other words, and the same question asked for other regions.

Titles meet by the cores that `questions` gives them, so the cost grows with the number of articles and not with the
number of pairs, and what counts as the same can be read in one table.
"""

from bisect import bisect_left
from collections.abc import Hashable, Mapping, Sequence

from wenda.catalog.gazetteer import gazetteer
from wenda.catalog.questions import Question
from wenda.catalog.subjects import Subject, subject_of
from wenda.model import Article, Status

MOST = 10
"""Longest list of other ways to ask, or of other regions, that an article gets."""

Key = tuple[Hashable, ...]


def find_duplicates(articles: Sequence[Article]) -> tuple[tuple[str, str], ...]:
    """Return sorted pairs of ids of articles that ask the same; a group's first id stands in all of its pairs."""
    subjects = [subject_of(article) for article in articles]
    groups = ([subjects[i].article.id for i in group] for group in same_questions(subjects))
    return tuple(sorted((min(group), id_) for group in groups for id_ in group if id_ != min(group)))


def same_questions(subjects: Sequence[Subject]) -> list[list[int]]:
    """Return groups of indices of `subjects` that ask the same for the same region, year and numbers."""
    keys = [
        [
            (
                asked.question,
                (core, subject.region, asked.elsewhere, asked.question.numbers, asked.question.years),
            )
            for asked in subject.asked
            for core in asked.question.cores
        ]
        for subject in subjects
    ]
    return _groups(keys)


def also_asked(subjects: Sequence[Subject]) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of articles that ask the same, by article: full answers first, then the newest."""
    found = {}
    for group in same_questions(subjects):
        articles = sorted((subjects[i].article for i in group), key=_preference)
        best = [article.id for article in articles[: MOST + 1]]
        found.update(
            {article.id: tuple(id_ for id_ in best if id_ != article.id)[:MOST] for article in articles}
        )
    return found


def other_regions(subjects: Sequence[Subject]) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of articles that ask the same for other regions, whatever the year, by article.

    Each region gives its best answer; of more than `MOST` the nearest in the gazetteer are taken, in its order.
    """
    keys = [
        [
            (asked.question, (core, asked.elsewhere, asked.question.numbers))
            for asked in subject.asked[:1]
            for core in asked.question.cores
            if subject.region >= 0
        ]
        for subject in subjects
    ]
    found = {}
    for group in _groups(keys):
        best: dict[int, Article] = {}
        for i in sorted(group, key=lambda i: _preference(subjects[i].article)):
            best.setdefault(subjects[i].region, subjects[i].article)
        regions = sorted(best)
        for i in group:
            near = _nearest(subjects[i].region, regions)
            if near:
                found[subjects[i].article.id] = tuple(best[region].id for region in near)
    return found


def _nearest(region: int, regions: Sequence[int]) -> list[int]:
    """Return at most `MOST` of the sorted `regions`, those of the same province first, without `region` itself."""
    path = gazetteer().path
    at = bisect_left(regions, region)
    around = [other for other in regions[max(0, at - MOST) : at + MOST + 1] if other != region]
    around.sort(
        key=lambda other: (
            path(other)[0] != path(region)[0],
            abs(regions.index(other, max(0, at - MOST)) - at),
        )
    )
    return sorted(around[:MOST])


def _preference(article: Article) -> tuple[bool, int, str]:
    date = article.updated or article.date
    return article.status is not Status.FULL, -date.toordinal() if date else 0, article.id


def _groups(keys: Sequence[Sequence[tuple[Question, Key]]]) -> list[list[int]]:
    """Return the groups of two or more indices that a chain of equal keys and the same wants connects."""
    buckets: dict[Key, list[tuple[int, frozenset[str]]]] = {}
    for i, some in enumerate(keys):
        for question, key in some:
            buckets.setdefault(key, []).append((i, question.wants))
    leader = list(range(len(keys)))

    def lead(i: int) -> int:
        while leader[i] != i:
            leader[i] = i = leader[leader[i]]
        return i

    for bucket in buckets.values():
        for some in _by_wants(bucket):
            for i in some[1:]:
                leader[max(lead(i), lead(some[0]))] = min(lead(i), lead(some[0]))
    groups: dict[int, list[int]] = {}
    for i in range(len(keys)):
        groups.setdefault(lead(i), []).append(i)
    return [group for group in groups.values() if len(group) > 1]


def _by_wants(bucket: Sequence[tuple[int, frozenset[str]]]) -> list[list[int]]:
    """Part a bucket by what is asked for; a title that doesn't say joins the others when these agree."""
    parts: dict[frozenset[str], list[int]] = {}
    for i, wants in bucket:
        parts.setdefault(wants, []).append(i)
    if len(parts) == 2 and frozenset() in parts:
        return [sorted(i for some in parts.values() for i in some)]
    return list(parts.values())
