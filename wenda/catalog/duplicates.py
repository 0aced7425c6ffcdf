"""Questions that ask the same in other words."""

from collections.abc import Sequence

from wenda.model import Article


def find_duplicates(articles: Sequence[Article]) -> tuple[tuple[str, str], ...]:
    """Return pairs of ids of articles that ask the same."""
    return tuple((a.id, b.id) for a, b in zip(articles, articles, strict=False) if a.id < b.id)
