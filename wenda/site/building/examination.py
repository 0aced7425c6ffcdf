"""Edits of a few texts: which files may be different, and what a process of its own finds out about them.

That process reads the files again, compares them with what the last build knew of them, and brings the search index up
to date (`edits.py`), while this one loads what renders: two halves of the work that need little of each other.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from wenda.errors import Problem
from wenda.model import Article
from wenda.search.outcome import Index
from wenda.site.building.inputs import UNSETTLED, Inputs
from wenda.site.cache import Cache
from wenda.site.processes.ahead import Ahead

_MOST = 20  # edited files; for more the library is opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """Articles with edited bodies, and what becomes of that.

    `known` and `now` are what is wrong with their files by themselves, before and after; `blocks` are parts for the
    cache, name to bytes.
    """

    articles: dict[str, Article]  # by path
    places: frozenset[str]  # these paths as problems have them
    known: frozenset[Problem]
    now: frozenset[Problem]
    more: int  # characters that the bodies have now
    index: Index
    blocks: dict[str, bytes]


Examining = Ahead[Examined | None]
"""What is being found out; there is nothing where more than bodies may be different."""


def changed_texts(before: Inputs, now: Inputs) -> tuple[str, ...]:
    """Return the files of the content folder that may be different, if they are a few texts and all that may be."""
    if replace(before, content={}) != replace(now, content={}) or before.content.keys() != now.content.keys():
        return ()
    changed = [
        path
        for path, stat in now.content.items()
        if UNSETTLED in (stat, before.content[path]) or stat != before.content[path]
    ]
    few = len(changed) <= _MOST and all(path.lower().endswith(".md") for path in changed)
    return tuple(changed) if few else ()


def examination(paths: Collection[str], content_dir: Path, site_dir: Path, cache: Cache) -> Examining:
    """Begin to examine the files at `paths`."""
    return Ahead(partial(_examine, paths, content_dir, site_dir, cache))


def _examine(paths: Collection[str], content_dir: Path, site_dir: Path, cache: Cache) -> Examined | None:
    from wenda.site.building.edits import examine  # noqa: PLC0415  what only that process needs

    return examine(paths, content_dir, site_dir, cache)
