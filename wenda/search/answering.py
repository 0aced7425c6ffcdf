"""Whether an article answers a question, or is only the nearest there is.

An article answers when it covers enough of what the question is about: of the characters that tell something, weighed
by how rare the commonest term around each is, either a good part (COVERED) or enough in all (ENOUGH: a long story
names more than any article has). The two bounds were set on questions of our own, everyday ones that no article
answers beside answerable ones, over two collections: see tests/cases/search/queries.yml and bench/search.py.
"""

from bisect import bisect_left
from collections.abc import Sequence

from wenda.search.rarity import rarity
from wenda.search.shards import Postings, Store
from wenda.search.understanding import Choice, Slot, Understanding

COVERED = 0.42
ENOUGH = 2.0
"""In characters as rare as if no article had them."""
IN_TITLE = 4
"""Strength in the title above which a pair stands there as it is, not with others between."""


def answers(meant: Understanding, articles: Sequence[int], store: Store) -> bool:
    """Say whether one of `articles` answers; a question about nothing but a place is answered by any."""
    if not meant.content or not articles:
        return bool(articles)
    total = store.manifest["articles"]
    rarest = rarity(0, total)
    slots = {place: _slots_at(place, meant.slots) for place in meant.content}
    weights = {place: _weight(slots[place], store, rarest) for place in meant.content}
    for article in articles:
        filled = {
            slot: max(_filled(choice, article, store) for choice in slot.choices) for slot in meant.slots
        }
        covered = sum(weights[p] * max((filled[s] for s in slots[p]), default=0.0) for p in meant.content)
        if covered >= COVERED * sum(weights.values()) or covered >= ENOUGH * rarest:
            return True
    return False


def _slots_at(place: int, slots: Sequence[Slot]) -> list[Slot]:
    return [slot for slot in slots if any(start <= place < end for start, end in slot.spans)]


def _weight(slots: Sequence[Slot], store: Store, rarest: float) -> float:
    """Return how much a character tells: the rarity of the commonest term around it that articles have."""
    total = store.manifest["articles"]
    found = [rarest]
    for slot in slots:
        frequencies = [store.postings(term).frequency for term in slot.choices[0].terms]
        if all(frequencies):
            found.append(min(rarity(frequency, total) for frequency in frequencies))
    return min(found)


def _filled(choice: Choice, article: int, store: Store) -> float:
    """Return how far the article has what the choice says, from 0 to the choice's factor."""
    had = whole = 0.0
    for term in choice.terms:
        postings = store.postings(term)
        rare = rarity(postings.frequency, store.manifest["articles"])
        whole += rare
        had += rare * _presence(postings, article)
    return choice.factor * had / whole


def _presence(postings: Postings, article: int) -> float:
    at = bisect_left(postings.articles, article)
    if at == len(postings.articles) or postings.articles[at] != article:
        return 0.0
    strength = postings.strengths[at]
    if strength >> 4:
        return 1.0 if strength >> 4 > IN_TITLE else 0.6
    return min(1.0, 0.25 + (strength & 15) / 15)
