"""Which articles hold a term, and how strongly, as one integer a posting: term << 32 | article << 8 | strength.

Strength is one byte: how strongly the title holds the term (high four bits) and how strongly the rest of the article
does (low four bits). The strengths are BM25F's saturated, length-normalised field weights (Robertson, Zaragoza,
Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004) quantised to 15 levels (Anh, Moffat,
"Simplified similarity scoring using term ranks", SIGIR 2005); the rarity of the term is applied when a query is
answered. An integer holds a posting whole because numpy sorts integers, and nothing else, with vector instructions.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from wenda.search.document import Document
from wenda.search.occurrences import Places, body_terms, folded, title_terms
from wenda.search.sounds import Sounds
from wenda.search.terms import Terms, Vocabulary

Postings = npt.NDArray[np.uint64]

LEVELS = 15
K1, TEXT_K1 = 1.2, 1.5  # saturation of titles and of the rest, as in BM25
TITLE_B, SUMMARY_B, BODY_B = 0.5, 0.3, 0.6  # how much a longer field dilutes
ALT_TITLE = 0.9
GAP = 0.3
"""What a pair of characters with others between them weighs of a pair of neighbours, and a single character."""
TEXT_FIELDS = {"summary": 2.0, "tags": 2.0, "headings": 1.5, "body": 1.0}
STEPS = 32
"""Average lengths are rounded to 2 ** (1 / STEPS): one edit hardly ever moves them, and with them every posting."""
_FIELD_BITS, _LEVEL_BITS = 2, 4


@dataclass(frozen=True, slots=True)
class Lengths:
    """Characters of each field, of one document or of all together."""

    title: int = 0
    summary: int = 0
    tags: int = 0
    headings: int = 0
    body: int = 0

    def __add__(self, other: "Lengths") -> "Lengths":
        return Lengths(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def __sub__(self, other: "Lengths") -> "Lengths":
        return Lengths(*(getattr(self, f.name) - getattr(other, f.name) for f in fields(self)))

    def averages(self, documents: int) -> dict[str, float]:
        """Return the rounded average of each field, at least 1."""
        return {f.name: _rounded(getattr(self, f.name) / max(1, documents)) for f in fields(self)}


def _rounded(average: float) -> float:
    return round(2 ** (round(STEPS * math.log2(max(1.0, average))) / STEPS), 2)


def lengths(documents: Iterable[Document]) -> Lengths:
    """Return the characters of all documents' fields."""
    total = [0] * 5
    for d in documents:
        total[0] += len(d.title)
        total[1] += len(d.summary)
        total[2] += sum(map(len, d.tags))
        total[3] += sum(map(len, d.headings))
        total[4] += len(d.body)
    return Lengths(*total)


def postings(
    documents: Sequence[Document], averages: dict[str, float], vocabulary: Vocabulary, sounds: Sounds | None
) -> Postings:
    """Return the postings of `documents`, numbered as they come, ascending.

    Without `sounds` the titles' initials are left out.
    """
    titles = _title_postings(documents, averages["title"], vocabulary, sounds)
    both = np.concatenate([titles, _text_postings(documents, averages, vocabulary)])
    both.sort(kind="stable")  # merges the two
    same = both[1:] >> np.uint64(8) == both[:-1] >> np.uint64(8)  # the text's, then the title's
    both[1:][same] |= both[:-1][same] & np.uint64(0xFF)
    return both[np.append(~same, True)] if len(both) else both


def _title_postings(
    documents: Sequence[Document], average: float, vocabulary: Vocabulary, sounds: Sounds | None
) -> Postings:
    """Return a posting for each term of a title, its strength that in the title which has it best."""
    titles = [
        (owner, title, ALT_TITLE if place else 1.0)
        for owner, document in enumerate(documents)
        for place, title in enumerate((document.title, *document.alt_titles))
    ]
    owners = np.array([owner for owner, _, _ in titles], dtype=np.uint64)
    dilution = np.array([1 - TITLE_B + TITLE_B * len(title) / average for _, title, _ in titles])
    share = np.array([factor for _, _, factor in titles]) * (1 - TITLE_B + 1 / K1) / (dilution + 1 / K1)
    text = folded([title for _, title, _ in titles])
    whole, parts = title_terms(text, vocabulary)
    found = [_tagged(terms, at, owners, _level(share), text.owners) for terms, at in whole]
    found += [_tagged(terms, at, owners, _level(share * GAP), text.owners) for terms, at in parts]
    if sounds:
        most = (K1 + 1) / (1 + K1 * (1 - TITLE_B))
        heard = _level(np.full(len(titles), 1 / most))
        found += [
            _tagged(terms, at, owners, heard, text.owners)
            for terms, at in sounds.initials(sounds.hear(text), vocabulary)
        ]
    keys = np.concatenate(found)
    keys.sort(kind="stable")
    best = np.append(keys[1:] >> np.uint64(8) != keys[:-1] >> np.uint64(8), True) if len(keys) else slice(0)
    return keys[best]


def _level(share: npt.NDArray[np.float64]) -> npt.NDArray[np.uint64]:
    return np.clip(np.rint(share * LEVELS), 1, LEVELS).astype(np.uint64) << np.uint64(_LEVEL_BITS)


def _tagged(
    terms: Terms,
    at: Places,
    owners: npt.NDArray[np.uint64],
    low: npt.NDArray[np.uint64],
    texts: npt.NDArray[np.intp],
) -> Postings:
    """Return term << 32 | owner << 8 | low for each term at a place of the text that has this owner and `low`."""
    return terms.astype(np.uint64) << np.uint64(32) | (owners << np.uint64(8) | low)[texts[at]]


def _text_postings(
    documents: Sequence[Document], averages: dict[str, float], vocabulary: Vocabulary
) -> Postings:
    """Return a posting for each term of an article's other fields."""
    texts = [
        text for d in documents for text in (d.summary, "\n".join(d.tags), "\n".join(d.headings), d.body)
    ]
    rows = np.array([len(text) for text in texts], dtype=np.float64).reshape(-1, len(TEXT_FIELDS))
    weights = np.column_stack(
        [
            weight / (1 - b + b * rows[:, column] / averages[name])
            for column, (name, weight) in enumerate(TEXT_FIELDS.items())
            for b in (BODY_B if name == "body" else SUMMARY_B,)
        ]
    ).ravel()
    text = folded(texts)
    number = np.arange(len(texts), dtype=np.uint64)  # owner << _FIELD_BITS | field
    keys = np.concatenate(
        [
            terms.astype(np.uint64) << np.uint64(32) | number[text.owners[at]]
            for terms, at in body_terms(text, vocabulary)
        ]
    )
    keys.sort(kind="stable")
    starts = first_of_each(keys)
    counts = np.diff(np.append(starts, len(keys)))
    keys = keys[starts]
    values = weights[keys & np.uint64(0xFFFFFFFF)] * counts
    owned = keys >> np.uint64(_FIELD_BITS)
    starts = first_of_each(owned)
    sums = np.add.reduceat(values, starts) if len(starts) else values
    low = np.clip(np.rint(sums / (sums + TEXT_K1) * LEVELS), 1, LEVELS).astype(np.uint64)
    owned = owned[starts]
    articles = (owned & np.uint64((1 << 32 - _FIELD_BITS) - 1)) << np.uint64(8)
    return owned >> np.uint64(32 - _FIELD_BITS) << np.uint64(32) | articles | low


def first_of_each(ascending: npt.NDArray[np.uint64]) -> npt.NDArray[np.intp]:
    """Return where each distinct value of an ascending array begins."""
    changes = np.ones(len(ascending), dtype=bool)
    changes[1:] = ascending[1:] != ascending[:-1]
    return np.flatnonzero(changes)
