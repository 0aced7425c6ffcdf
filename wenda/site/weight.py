"""What a built site weighs."""

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nsmallest

LARGEST = 3
"""Pages that are named as the largest."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Files and bytes of a built site, and its largest pages by path, the largest first."""

    files: int
    size: int
    largest: tuple[tuple[str, int], ...]


def weigh(sizes: Mapping[str, int]) -> Weight:
    """Return what a site weighs, given the size of each of its files by path."""
    pages = ((path, size) for path, size in sizes.items() if path.endswith(".html"))
    largest = nsmallest(LARGEST, pages, key=lambda page: (-page[1], page[0]))
    return Weight(len(sizes), sum(sizes.values()), tuple(largest))


def spoken(size: int) -> str:
    """Return a number of bytes as people say it."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{size / 1000:.1f} KB"
