"""Questions that ask the same in other words, and the same question asked for other regions.

Titles meet by the cores that `questions` gives them, so the cost grows with the number of articles and not
with that of pairs, and what counts as the same can be read in one table.
"""

from bisect import bisect_left
from collections.abc import Hashable, Mapping, Sequence

from wenda.catalog.gazetteer import gazetteer
from wenda.catalog.questions import Question
from wenda.catalog.subject import Asked, Subject

MOST = 10
"""Longest list of other ways to ask, or of other regions, that an article gets."""

Key = tuple[Hashable, ...]


def find_duplicates(subjects: Sequence[Subject]) -> tuple[tuple[str, str], ...]:
    """Return sorted pairs of ids of articles that ask the same; `subjects` are in any order.

    Of a group with equal titles, the first id stands in all of its pairs.
    """
    subjects = sorted(subjects, key=lambda subject: subject.id)
    pairs = {(min(one, other), max(one, other)) for one, other in _by_alternative(subjects)}
    for group in _groups(_title_keys(subjects)):
        ids = sorted(subjects[i].id for i in group)
        pairs |= {(ids[0], id_) for id_ in ids[1:]}
    return tuple(sorted(pairs))


def also_asked(subjects: Sequence[Subject]) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of articles that ask the same, by article: full answers first, then the newest."""
    found: dict[str, list[Subject]] = {}
    for group in _groups(_title_keys(subjects)):
        best = sorted((subjects[i] for i in group), key=_preference)[: MOST + 1]
        for i in group:
            found[subjects[i].id] = [subject for subject in best if subject is not subjects[i]]
    pairs = _by_alternative(subjects)
    by_id = {subject.id: subject for subject in subjects} if pairs else {}
    for one, other in sorted(pairs):
        for id_, also in ((one, other), (other, one)):
            if by_id[also] not in found.setdefault(id_, []):
                found[id_].append(by_id[also])
    return {
        id_: tuple(subject.id for subject in sorted(some, key=_preference)[:MOST])
        for id_, some in found.items()
    }


def other_regions(subjects: Sequence[Subject]) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of articles that ask the same for other regions, whatever the year, by article.

    Each region gives its best answer; of more than `MOST` the nearest in the gazetteer are taken, in its
    order.
    """
    keys = [
        [
            (title.question, (core, title.elsewhere, title.question.numbers))
            for title in subject.asked[:1]
            for core in title.question.cores
            if subject.region >= 0
        ]
        for subject in subjects
    ]
    found = {}
    for group in _groups(keys):
        best: dict[int, Subject] = {}
        for i in sorted(group, key=lambda i: _preference(subjects[i])):
            best.setdefault(subjects[i].region, subjects[i])
        regions = sorted(best)
        for i in group:
            near = _nearest(subjects[i].region, regions)
            if near:
                found[subjects[i].id] = tuple(best[region].id for region in near)
    return found


def _nearest(region: int, regions: Sequence[int]) -> list[int]:
    """Return at most `MOST` of the sorted `regions` without `region`, those of its province first."""
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


def _preference(subject: Subject) -> tuple[bool, int, str]:
    return not subject.is_full, -subject.day, subject.id


def _keys(subject: Subject, asked: Asked) -> list[tuple[Question, Key]]:
    """Return what ways to put the same question for the same region, year and numbers share."""
    question = asked.question
    return [
        (question, (core, subject.region, asked.elsewhere, question.numbers, question.years))
        for core in question.cores
    ]


def _title_keys(subjects: Sequence[Subject]) -> list[list[tuple[Question, Key]]]:
    return [_keys(subject, subject.asked[0]) for subject in subjects]


def _by_alternative(subjects: Sequence[Subject]) -> set[tuple[str, str]]:
    """Return pairs of ids where an alternative title of the first asks what the title of the second does.

    Two alternative titles are not compared: they are put more loosely than titles, and often in general
    terms.
    """
    titles: dict[Key, list[Subject]] = {}
    for subject in subjects:
        for _, key in _keys(subject, subject.asked[0]):
            titles.setdefault(key, []).append(subject)
    return {
        (subject.id, other.id)
        for subject in subjects
        for asked in subject.asked[1:]
        for question, key in _keys(subject, asked)
        for other in titles.get(key, ())[:MOST]
        if other is not subject
        and _by_wants([(0, question.wants), (1, other.asked[0].question.wants)]) == [[0, 1]]
    }


def _groups(keys: Sequence[Sequence[tuple[Question, Key]]]) -> list[list[int]]:
    """Return the groups of two or more indices that a chain of equal keys and the same wants connects."""
    buckets: dict[Key, list[tuple[int, frozenset[str]]]] = {}
    for i, own in enumerate(keys):
        for question, key in own:
            buckets.setdefault(key, []).append((i, question.wants))
    leader = list(range(len(keys)))

    def lead(i: int) -> int:
        while leader[i] != i:
            leader[i] = i = leader[leader[i]]
        return i

    met: set[int] = set()
    for bucket in buckets.values():
        for some in _by_wants(bucket) if len(bucket) > 1 else ():
            for other in some[1:]:
                leader[max(lead(other), lead(some[0]))] = min(lead(other), lead(some[0]))
            met.update(some)
    groups: dict[int, list[int]] = {}
    for i in sorted(met):
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
