"""The same question met again: which text stays, and what of the rest is added. Pure.

`merge` is commutative, associative and idempotent, so that pages imported in any order, in one run or in many, give the
same articles:

- The title, text and summary of the better article stay: a full answer is better than an excerpt, a longer text than a
  shorter one (in letters and digits); between equals the order of their texts decides.
- `date` is the earliest date met, `updated` the latest when it is another.
- The first category in the order of their characters is the category, the others are tags.
- Notices add up, and so do links and search words; lists that differ are put in order, equal ones stay as they are.
- `source` is where the text that stayed comes from.
"""

from collections.abc import Sequence
from dataclasses import replace

from wenda.model import Article, Status


def merge(one: Article, other: Article) -> Article:
    """Return what two articles on the same question come to, with id and path of `one`."""
    best = max(one, other, key=_rank)
    dates = [date for each in (one, other) for date in (each.date, each.updated) if date]
    first, last = min(dates, default=None), max(dates, default=None)
    categories = sorted({name for each in (one, other) for name in (each.category, *each.tags) if name})
    return replace(
        best,
        id=one.id,
        path=one.path,
        date=first,
        updated=last if last != first else None,
        category=categories[0] if categories else "",
        tags=tuple(categories[1:]),
        related=_joined(one.related, other.related),
        searches=_joined(one.searches, other.searches),
        disclaimer="\n".join(_joined(one.disclaimer.splitlines(), other.disclaimer.splitlines())),
    )


def _rank(article: Article) -> tuple[object, ...]:
    is_full = article.status is Status.FULL
    return (
        is_full,
        sum(map(str.isalnum, article.body)),
        article.body,
        article.title,
        article.summary,
        article.source,
    )


def _joined(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    if not one or not other or tuple(one) == tuple(other):
        return tuple(one or other)
    return tuple(sorted({*one, *other}))


def revised(edited: Article, candidate: Article) -> Article:
    """Return what the import of `candidate` would make of an article that somebody edited; only to be shown.

    The text is the candidate's unless that is an excerpt of what is answered in full; lists are added to.
    """
    replaces = candidate.status is Status.FULL or edited.status is Status.EXCERPT
    text = candidate if replaces else edited
    return replace(
        edited,
        title=text.title,
        body=text.body,
        summary=text.summary,
        status=text.status,
        source=text.source,
        date=edited.date or candidate.date,
        category=edited.category or candidate.category,
        related=tuple(dict.fromkeys((*edited.related, *candidate.related))),
        searches=tuple(dict.fromkeys((*edited.searches, *candidate.searches))),
        disclaimer="\n".join(
            dict.fromkeys((*edited.disclaimer.splitlines(), *candidate.disclaimer.splitlines()))
        ),
    )
