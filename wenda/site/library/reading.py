"""Reading the content folder, or only what has changed of it since the last time.

What a file says by itself is worked out where it is read: its article, its problems, its links, its subject. That can
be shared by several processes, and kept: a file that is as it was need not be opened again.
"""

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from wenda.catalog.build import Parallel
from wenda.catalog.shelves import Shelves
from wenda.catalog.state import encoded
from wenda.catalog.subjects import subjects_of
from wenda.content.check import ALONE, check_articles
from wenda.content.ids import assign_ids
from wenda.content.rules.collection import links_of
from wenda.content.store import Stamp, list_files, placed, read_article
from wenda.errors import Problem
from wenda.model import Topic
from wenda.site.library.blocks import BLOCK, in_blocks
from wenda.site.library.known import Known

_BATCH = 64  # files that are read at a time: enough for array arithmetic on them to pay
_FIRST = 16  # files that are read before others are in several processes
_RACY = 20_000_000  # nanoseconds within which a file could change again without its times telling


Keep = Callable[[str, bytes], str]
"""Puts a part into the cache, by name, and returns the digest to commit it under."""


@dataclass(frozen=True, slots=True)
class ContentState:
    """The files of a content folder by path; `since` is when listing them began, in nanoseconds since 1970."""

    content_dir: str
    topics: tuple[Topic, ...]
    since: int
    files: dict[str, Known]
    parts: Mapping[str, str] = field(
        default_factory=dict
    )  # of the cache, if they were put there when they were read


def read_files(  # noqa: PLR0913  what there is, and how to work
    content_dir: Path,
    topics: tuple[Topic, ...],
    before: ContentState | None,
    parallel: Parallel,
    keep: Keep | None = None,
    *,
    follow_symlinks: bool = False,
) -> tuple[ContentState, tuple[Problem, ...]]:
    """Return the files of `content_dir` and what is wrong with their names.

    Files that are as they were `before` are not read; what comes back is the same. Where all are read, `keep` takes
    them as the blocks that the library's cache consists of, each by the process that has read it.
    """
    since = time.time_ns()
    stamps, problems = list_files(content_dir, follow_symlinks=follow_symlinks)
    ids, id_problems = assign_ids(tuple(stamps))
    known: Mapping[str, Known] = {}
    if before and (before.content_dir, before.topics) == (str(content_dir), topics):
        known = {
            path: file
            for path, stamp in stamps.items()
            if (file := before.files.get(path))
            and file.stamp == stamp
            and file.id == ids[path]
            and max(stamp.modified, stamp.changed) < before.since - _RACY
        }
    fresh = [path for path in stamps if path not in known]
    as_blocks = keep is not None and not known
    batches = in_blocks(fresh) if as_blocks else [fresh[i : i + _BATCH] for i in range(0, len(fresh), _BATCH)]
    shelves = Shelves(topics)

    def read(paths: Sequence[str]) -> dict[str, Known]:
        return read_articles(content_dir, {path: (stamps[path], ids[path]) for path in paths}, shelves)

    def read_batch(number: int) -> tuple[str, bytes, str]:
        name, data = f"{BLOCK}{number:x}", _ENCODER.encode(read(batches[number]))
        return name, data, keep(name, data) if keep and as_blocks else ""

    if len(batches) > 1:
        read(fresh[:_FIRST])  # so that the processes inherit the tables that this takes
    files, parts = dict(known), {}
    for name, data, kept in parallel(read_batch, len(batches)):
        files.update(_DECODER.decode(data))
        parts[name] = kept
    state = ContentState(
        str(content_dir), topics, since, {path: files[path] for path in stamps}, parts if as_blocks else {}
    )
    return state, tuple(placed(problem, content_dir) for problem in (*problems, *id_problems))


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(dict[str, Known])


def read_articles(
    content_dir: Path, files: Mapping[str, tuple[Stamp, str]], shelves: Shelves
) -> dict[str, Known]:
    """Read files, given with their stamps and ids."""
    read = {path: read_article(content_dir, path) for path in files}
    articles = [
        article if article.id == files[path][1] else replace(article, id=files[path][1])
        for path, (article, _) in read.items()
        if article
    ]
    by_rules: dict[str, list[Problem]] = {}
    for problem in check_articles(articles, content_dir, dt.date.min, ALONE):
        by_rules.setdefault(problem.path, []).append(problem)
    alone = {
        article.path: (
            article,
            encoded(subject),
            links_of(article),
            tuple(by_rules.get(str(content_dir / article.path), ())) if by_rules else (),
            subject.read,
        )
        for article, subject in zip(articles, subjects_of(articles, shelves), strict=True)
    }
    return {
        path: Known(
            *files[path], tuple(placed(problem, content_dir) for problem in problems), *alone.get(path, ())
        )
        for path, (_, problems) in read.items()
    }
