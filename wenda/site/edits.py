"""Edits of a few texts: which files may be different, and whether nothing in them is that others depend on."""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISREG

from wenda.catalog.shelves import Shelves
from wenda.content.store import Stamp, placed
from wenda.errors import Problem, Severity
from wenda.markdown_text import anchors
from wenda.site.budget import SIZE
from wenda.site.check import as_in_a_build
from wenda.site.library_cache import SomeFiles
from wenda.site.past import UNSETTLED, Inputs, Past, Rendering
from wenda.site.reading import Known, read_articles, same_but_for_body

_MOST = 20  # edited files; for more the library is opened


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


def read_again(known: SomeFiles, content_dir: Path) -> dict[str, Known]:
    """Read again what is known; a file that is none any more is left out."""
    stamps = {}
    for path, file in known.files.items():
        with suppress(OSError):
            status = os.lstat(content_dir / path)
            if S_ISREG(status.st_mode):
                stamp = Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
                stamps[path] = stamp, file.id
    return read_articles(content_dir, stamps, Shelves(known.topics))


@dataclass(frozen=True)
class Edits:
    """Files as they were and as they are, by path."""

    content_dir: Path
    before: Mapping[str, Known]
    after: Mapping[str, Known]

    def are_of_bodies(self) -> bool:
        """Say whether nothing but bodies was edited, and in these nothing that other articles can refer to."""
        return self.before.keys() == self.after.keys() and all(
            _is_of_body(file, self.after[path]) for path, file in self.before.items()
        )

    def told(self, past: Past, rendering: Rendering) -> frozenset[Problem] | None:
        """Return what is wrong with the content now; None where that takes looking at all of it."""
        former = frozenset((*past.report.warnings, *past.report.unrendered))
        places = {placed(Problem(path, 0, ""), self.content_dir).path for path in self.before}
        own = {problem for problem in former if problem.path in places}
        known = {
            *_alone(self.before),
            *(p for path in self.before for p in rendering.pages[f"q/{path}"].warnings),
        }
        now = {*_alone(self.after)}
        if own - known or any(problem.severity is Severity.ERROR for problem in now):
            return None
        return frozenset(problem for problem in former - own if problem.rule != SIZE) | now

    def characters(self) -> int:
        """Return how many characters there are more."""
        return _characters(self.after) - _characters(self.before)


def _is_of_body(before: Known, after: Known) -> bool:
    one, other = before.article, after.article
    return (
        one is not None
        and other is not None
        and same_but_for_body(one, other)
        and before.subject == after.subject
        and [link[1:] for link in before.links] == [link[1:] for link in after.links]  # but for their lines
        and anchors(one.body) == anchors(other.body)
    )


def _alone(files: Mapping[str, Known]) -> Iterator[Problem]:
    for file in files.values():
        yield from map(as_in_a_build, (*file.in_file, *file.by_rules))


def _characters(files: Mapping[str, Known]) -> int:
    return sum(len(file.article.body) for file in files.values() if file.article)
