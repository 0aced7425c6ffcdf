"""Related questions: at most ten for each article, each with the reasons that a reader is shown.

A relation needs a tie: alike in content, or less alike but of the same place or sub-question. What the source recommends
beside an article makes an existing tie stronger and is none itself, because a page lists its neighbours in the feed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import rjieba

from wenda.catalog.gazetteer import gazetteer
from wenda.catalog.neighbours import cosines, index_of, nearest
from wenda.catalog.subjects import Subject
from wenda.catalog.vectors import Floats, Ints, vectors_of
from wenda.model import Reason, Relation

MOST = 10
"""Longest list of related questions."""

_SIMILAR = 0.24  # cosine from which questions are alike
_ALIKE_ELSEWHERE = 0.4  # the same for questions about two different places
_ALIKE, _TOUCHING = 0.1, 0.05  # cosines from which a common topic or a common place makes a tie
_TOLD = 0.06  # of a cosine, what terms must contribute that few articles share
_LEAD = 240  # characters of a body in which it says what it is about
_SINGLE = re.compile(r"(?<!\w)(\w) (?=\w(?!\w))")
_TARGET = re.compile(r"\]\([^()\s]*\)|https?://\S+|<[^<>]*>")


@dataclass(frozen=True)
class Place:
    """Where an article stands: its topic's id and its group's name, each empty for none."""

    topic: str
    group: str


@dataclass(frozen=True)
class Ties:
    """What each article has to do with others: the best relations, and recommendations of its source without a tie."""

    related: Mapping[str, tuple[Relation, ...]]
    recommended: Mapping[str, tuple[str, ...]]


def find_related(
    subjects: Sequence[Subject], places: Sequence[Place], shown: Sequence[Mapping[str, tuple[str, ...]]]
) -> Ties:
    """Return the ties of `subjects`, sorted by id; `places` are theirs, `shown` what their pages show elsewhere."""
    number = {subject.article.id: i for i, subject in enumerate(subjects)}
    vectors = vectors_of([_texts(subject) for subject in subjects])
    topics = _numbered([place.topic for place in places])
    groups = _numbered([f"{place.topic}\n{place.group}" if place.group else "" for place in places])
    regions = np.array([subject.region for subject in subjects], np.int32)
    both = [
        f"{region}\n{topic}" if region >= 0 <= topic else ""
        for region, topic in zip(regions, topics, strict=True)
    ]
    index = index_of(vectors, [regions, topics], [groups, _numbered(both)])
    rows, others = nearest(vectors, index, 0, len(subjects))
    sources = np.array(
        sorted(
            {
                i << 32 | number[id_]
                for i, subject in enumerate(subjects)
                for id_ in subject.article.related
                if id_ in number and number[id_] != i
            }
        ),
        np.int64,
    )
    hidden = np.array(
        sorted(
            number[id_] << 32 | number[other]
            for by_id in shown
            for id_, some in by_id.items()
            for other in some
        ),
        np.int64,
    )
    pairs = np.unique(np.concatenate([rows << 32 | others, sources]))
    rows, others = pairs >> 32, pairs & 0xFFFFFFFF
    cosine, told = cosines(vectors, rows, others)
    is_source, is_hidden = np.isin(pairs, sources), np.isin(pairs, hidden)
    same_topic = (topics[rows] == topics[others]) & (topics[rows] >= 0)
    same_group = (groups[rows] == groups[others]) & (groups[rows] >= 0)
    same_place, elsewhere = _compare(regions, rows, others)
    similar = (cosine >= np.where(elsewhere, _ALIKE_ELSEWHERE, _SIMILAR)) & (
        (told >= _TOLD) | (is_source & ~elsewhere)
    )
    tied = same_group | (same_place & (same_topic | is_source | (cosine >= _TOUCHING)))
    tied = tied | (same_topic & (is_source | (cosine >= _ALIKE)))
    tied = similar | (tied & ~elsewhere)
    one_sided = (regions[rows] >= 0) ^ (regions[others] >= 0)
    score = cosine * np.where(elsewhere, 0.5, np.where(one_sided, 0.8, 1))
    score = score + 0.1 * same_topic + 0.05 * same_group + 0.15 * same_place + 0.05 * is_source
    score = np.round(score, 4)
    ids = [subject.article.id for subject in subjects]
    best = _best(rows, others, score, tied & ~is_hidden)
    related: dict[str, list[Relation]] = {id_: [] for id_ in ids}
    flags = np.stack([same_topic, same_place, similar, is_source], axis=1)[best].tolist()
    reasons = (Reason.TOPIC, Reason.REGION, Reason.SIMILAR, Reason.SOURCE)
    for i, j, value, row in zip(
        rows[best].tolist(), others[best].tolist(), score[best].tolist(), flags, strict=True
    ):
        why = tuple(reason for reason, holds in zip(reasons, row, strict=True) if holds)
        related[ids[i]].append(Relation(ids[j], why, value))
    apart = set(pairs[is_source & ~tied & ~is_hidden].tolist())
    recommended = {
        subject.article.id: tuple(
            id_
            for id_ in dict.fromkeys(subject.article.related)
            if id_ in number and (i << 32 | number[id_]) in apart
        )
        for i, subject in enumerate(subjects)
    }
    return Ties({id_: tuple(some) for id_, some in related.items()}, recommended)


def _texts(subject: Subject) -> tuple[str, ...]:
    article = subject.article
    title, *others = (_apart(asked.question.content) for asked in subject.asked)
    names = "\n".join((*others, *map(_apart, article.tags)))
    return title, names, article.summary, _TARGET.sub(" ", article.body[:_LEAD])


def _apart(text: str) -> str:
    """Return `text` with its words apart, so that no term spans two of them: 医保 余额 shares no 保余 with 医保 余量.

    Single characters stay together; they are mostly words that the segmenter doesn't know.
    """
    return _SINGLE.sub(r"\1", " ".join(rjieba.cut(text, hmm=False)))


def _numbered(names: Sequence[str]) -> npt.NDArray[np.int32]:
    numbers = {name: i for i, name in enumerate(sorted(set(names) - {""}))}
    return np.array([numbers.get(name, -1) for name in names], np.int32)


def _compare(
    regions: npt.NDArray[np.int32], rows: Ints, others: Ints
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Say for each pair whether the region of one holds that of the other, and whether the two are apart."""
    known = gazetteer()
    paths = {region: known.path(region) for region in set(regions.tolist()) if region >= 0}
    table = np.full((len(regions), 3), -1, np.int32)
    for i, region in enumerate(regions.tolist()):
        if region >= 0:
            table[i, : len(paths[region])] = paths[region]
    one, other = regions[rows], regions[others]
    both = (one >= 0) & (other >= 0)
    same = both & ((table[rows] == other[:, None]).any(axis=1) | (table[others] == one[:, None]).any(axis=1))
    return same, both & ~same


def _best(rows: Ints, others: Ints, score: Floats, tied: npt.NDArray[np.bool_]) -> Ints:
    """Return the indices of the best tied pairs of each row, best first."""
    order = np.flatnonzero(tied)
    order = order[np.lexsort((others[order], -score[order], rows[order]))]
    rank = np.arange(len(order)) - np.searchsorted(rows[order], rows[order])
    best: Ints = order[rank < MOST]
    return best
