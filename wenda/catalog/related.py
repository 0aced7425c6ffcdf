"""Related questions: at most ten for each article, each with the reasons that a reader is shown.

A relation needs a tie: questions alike, or less alike but of the same place or sub-question. What the source
recommends makes a tie stronger and is none itself, because a page lists whatever is in its feed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from wenda.catalog.gazetteer import gazetteer
from wenda.catalog.neighbours import Flags, Numbers, cosines, index_of, nearest
from wenda.catalog.subject import Subject
from wenda.catalog.vectors import Floats, Ints, falling, ranks, vectors_of
from wenda.model import Reason, Relation

MOST = 10
"""Longest list of related questions."""

Lists = Mapping[str, tuple[str, ...]]
"""Ids of other articles, by article id."""

# Cosines from which questions are alike, and what terms that few articles share must contribute to it.
_SIMILAR, _SIMILAR_APART, _SIMILAR_ELSEWHERE, _TOLD = 0.24, 0.34, 0.4, 0.06
# Cosines from which a common topic or a common place makes a tie.
_ALIKE, _TOUCHING = 0.1, 0.05
# What ties add to the cosine; what becomes of it between two places, or where only one answer is for a place.
_TOPIC, _GROUP, _PLACE, _SOURCE = 0.1, 0.05, 0.15, 0.05
_ELSEWHERE, _ONE_SIDED = 0.5, 0.8
_REASONS = (Reason.TOPIC, Reason.REGION, Reason.SIMILAR, Reason.SOURCE)

_NUMBER = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Ties:
    """What each article has to do with others: relations, best first, and recommendations without any tie."""

    related: Mapping[str, tuple[Relation, ...]]
    recommended: Lists


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of articles (one << 32 | other) with what the two have in common."""

    keys: Ints
    cosine: Floats
    told: Floats
    same_topic: Flags
    other_topic: Flags
    same_group: Flags
    same_place: Flags
    elsewhere: Flags  # about two different places
    one_sided: Flags  # only one of the two is about a place
    from_source: Flags


def find_related(subjects: Sequence[Subject], pairs: Pairs, shown: Sequence[Lists]) -> Ties:
    """Return the ties of `subjects`, which are sorted by id, from what `pairs_of` says of them.

    `shown` are lists of articles that stand elsewhere on their pages.
    """
    ids = [subject.id for subject in subjects]
    number = {id_: i for i, id_ in enumerate(ids)}
    hidden = np.concatenate([np.zeros(0, np.int64), *(_keys(number, lists) for lists in shown)])
    similar = _is_similar(pairs)
    tied = similar | _is_tied(pairs)
    visible = ~np.isin(pairs.keys, hidden)
    score = _score(pairs)
    best = _best(pairs.keys, score, tied & visible)
    holds = np.stack([pairs.same_topic, pairs.same_place, similar, pairs.from_source])[:, best]
    apart = set(pairs.keys[pairs.from_source & ~tied & visible].tolist())
    recommended = {
        id_: tuple(
            other
            for other in dict.fromkeys(subject.related)
            if other in number and i << 32 | number[other] in apart
        )
        for i, (id_, subject) in enumerate(zip(ids, subjects, strict=True))
    }
    return Ties(_relations(ids, pairs.keys[best], score[best], holds), recommended)


def pairs_of(subjects: Sequence[Subject]) -> Pairs:
    """Return the pairs of `subjects`, which are sorted by id, that are alike or that the source brings together."""
    number = {subject.id: i for i, subject in enumerate(subjects)}
    sources = _keys(number, {subject.id: subject.related for subject in subjects})
    vectors = vectors_of([subject.row for subject in subjects])
    topics = _numbered([subject.topic for subject in subjects])
    groups = _numbered([f"{subject.topic}\n{subject.group}" if subject.group else "" for subject in subjects])
    regions = np.array([subject.region for subject in subjects], np.int32)
    topic_there = _numbered(
        [f"{r} {t}" if r >= 0 <= t else "" for r, t in zip(regions.tolist(), topics.tolist(), strict=True)]
    )
    index = index_of(vectors, [regions], [groups, topic_there])
    keys = np.concatenate([nearest(index, 0, len(subjects)), sources])
    keys.sort(kind="stable")  # merges the two
    keys = keys[np.diff(keys, prepend=-1) > 0]
    one, other = keys >> 32, keys & _NUMBER
    cosine, told = cosines(vectors, keys)
    same_place, elsewhere = _compare(regions, one, other)
    return Pairs(
        keys,
        cosine,
        told,
        (topics[one] == topics[other]) & (topics[one] >= 0),
        (topics[one] != topics[other]) & (topics[one] >= 0) & (topics[other] >= 0),
        (groups[one] == groups[other]) & (groups[one] >= 0),
        same_place,
        elsewhere,
        (regions[one] >= 0) ^ (regions[other] >= 0),
        np.isin(keys, sources),
    )


def _is_similar(pairs: Pairs) -> Flags:
    """Say which pairs ask alike: the more so, the less else they have in common."""
    hinted = pairs.from_source & ~pairs.elsewhere
    apart = np.where(pairs.elsewhere, _SIMILAR_ELSEWHERE, _SIMILAR_APART)
    least = np.where(pairs.elsewhere | (pairs.other_topic & ~hinted), apart, _SIMILAR)
    return (pairs.cosine >= least) & ((pairs.told >= _TOLD) | hinted)


def _is_tied(pairs: Pairs) -> Flags:
    """Say which pairs are tied by more than likeness: sub-question, topic, place; never across two places."""
    tied = pairs.same_group | (pairs.same_topic & (pairs.from_source | (pairs.cosine >= _ALIKE)))
    tied |= pairs.same_place & (pairs.same_topic | pairs.from_source | (pairs.cosine >= _TOUCHING))
    return tied & ~pairs.elsewhere


def _score(pairs: Pairs) -> Floats:
    """Return how near the articles of each pair are, to four decimals."""
    score = pairs.cosine * np.where(pairs.elsewhere, _ELSEWHERE, np.where(pairs.one_sided, _ONE_SIDED, 1))
    score = score + _TOPIC * pairs.same_topic + _GROUP * pairs.same_group
    score = score + _PLACE * pairs.same_place + _SOURCE * pairs.from_source
    return np.asarray(np.round(score, 4), np.float32)


def _best(keys: Ints, score: Floats, wanted: Flags) -> Ints:
    """Return the indices of the best wanted of ascending pairs of each article, best first, the first id of equals."""
    order = np.flatnonzero(wanted)
    order = order[np.argsort(keys[order] >> 32 << 32 | falling(score[order]), kind="stable")]
    return order[ranks(keys[order] >> 32) < MOST]


def _relations(
    ids: Sequence[str], keys: Ints, score: Floats, holds: Flags
) -> Mapping[str, tuple[Relation, ...]]:
    """Return the relations of each article; `holds` has a row for each of `_REASONS`."""
    every = [
        tuple(reason for bit, reason in enumerate(_REASONS) if code >> bit & 1)
        for code in range(1 << len(_REASONS))
    ]
    codes = (holds << np.arange(len(_REASONS))[:, None]).sum(axis=0)
    exact = np.round(score.astype(np.float64), 4).tolist()
    others, reasons = (keys & _NUMBER).tolist(), map(every.__getitem__, codes.tolist())
    relations = tuple(map(Relation, map(ids.__getitem__, others), reasons, exact))
    bounds = np.searchsorted(keys >> 32, np.arange(len(ids) + 1)).tolist()
    return {id_: relations[i:j] for id_, (i, j) in zip(ids, pairwise(bounds), strict=True)}


def _keys(number: Mapping[str, int], lists: Mapping[str, Sequence[str]]) -> Ints:
    """Return lists of ids as sorted pairs; ids that nobody has, and an article's own, are left out."""
    keys = {
        number[id_] << 32 | number[other]
        for id_, some in lists.items()
        for other in some
        if other in number and other != id_
    }
    return np.array(sorted(keys), np.int64)


def _numbered(names: Sequence[str]) -> Numbers:
    """Return a number for each name, equal for equal ones, -1 for none."""
    numbers = {name: i for i, name in enumerate(sorted(set(names) - {""}))}
    return np.array([numbers.get(name, -1) for name in names], np.int32)


def _compare(regions: Numbers, one: Ints, other: Ints) -> tuple[Flags, Flags]:
    """Say for each pair whether the region of one holds that of the other, and whether the two are apart."""
    known, where = np.unique(regions, return_inverse=True)
    paths = np.full((len(known), 3), -1, np.int32)
    for i, region in enumerate(known.tolist()):
        path = gazetteer().path(region) if region >= 0 else ()
        paths[i, : len(path)] = path
    table = paths[where]
    both = (regions[one] >= 0) & (regions[other] >= 0)
    holds = (table[one] == regions[other, None]) | (table[other] == regions[one, None])
    same = both & holds.any(axis=1)
    return same, both & ~same
