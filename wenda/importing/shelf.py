"""The content folder as the importer sees it: how another text on a question is added.

Ids are for ever, edited files are nobody's but their editor's, and what would not change is not written.
"""

import difflib
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path

from wenda.atomic import remove_unfinished, write_text
from wenda.content.front_matter import format_article, parse_article
from wenda.content.ids import assign_ids
from wenda.content.store import list_articles, read_article
from wenda.errors import Problem, WendaError
from wenda.importing.known import Known, Place
from wenda.importing.merge import merge, revised
from wenda.importing.stamp import is_untouched, stamped
from wenda.lock import locked
from wenda.model import Article, Status


class Outcome(IntEnum):
    """What became of an article that was put on the shelf; when it was put there often, the greatest counts."""

    UNCHANGED = 1
    EDITED = 2  # by hand since its import, so left alone
    MERGED = 3
    CREATED = 4


@dataclass(frozen=True, slots=True)
class Shelved:
    """Where an article went; `digest` is of the text the shelf has for its question now.

    `diff` says, in unified form, what would have changed in a file that somebody had edited; `has_rival` whether
    another page answers the question in full too.
    """

    id: str
    path: Path
    outcome: Outcome
    digest: str
    diff: str = ""
    has_rival: bool = False


@contextmanager
def opened(content_dir: Path) -> Iterator["Shelf"]:
    """Give the shelf of `content_dir`, which is made if there is none, to this process alone.

    Raises WendaError when the disk does not let the folder be made or written.
    """
    with ExitStack() as stack:
        try:
            content_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _denied(content_dir, "be made", error) from error
        try:
            stack.enter_context(locked(content_dir, content_dir / ".import.lock"))
            remove_unfinished(content_dir)
        except OSError as error:
            raise _denied(content_dir, "be written", error) from error
        yield Shelf(content_dir)


class Shelf:
    """The articles of one content folder. Raises WendaError when the disk does not let a file be read or written."""

    def __init__(self, content_dir: Path) -> None:
        self._content_dir = content_dir
        self._known = Known()
        paths, _ = list_articles(content_dir)
        ids, _ = assign_ids(paths)
        for path in paths:
            article, _ = read_article(content_dir, path)
            # What a crash of the machine left empty is written anew.
            if article or (content_dir / path).stat().st_size:
                self._known.add(Place(ids[path], path), article)

    @property
    def outcomes(self) -> dict[Outcome, int]:
        """The number of articles by what became of them."""
        return {Outcome(mark): count for mark, count in self._known.marks.items()}

    def put(self, candidate: Article, related: Iterable[str] = ()) -> Shelved:
        """Add `candidate`, which has no id yet: as a new article, or merged into the one on the same question.

        `related` are the ids it links to; its own is no link. Raises ValueError when it cannot be written as a file.
        """
        place = self._known.find(candidate.title) or self._renamed(candidate)
        own_id = place.id if place else ""
        candidate = replace(candidate, related=tuple(each for each in related if each != own_id))
        shelved = self._add(place, candidate) if place else self._create(candidate)
        self._known.mark(shelved.id, shelved.outcome)
        return shelved

    def _renamed(self, candidate: Article) -> Place | None:
        """Return the article that was imported from the same page and whose title was then edited, or broken."""
        place = self._known.namesake(candidate.title)
        if place is None:
            return None
        text = self._read(place.path)
        if is_untouched(text):
            return None
        stored, _ = parse_article(text, place.path)
        return None if stored and _sources(stored).isdisjoint(_sources(candidate)) else place

    def _create(self, candidate: Article) -> Shelved:
        article_id = self._known.new_id(candidate.title)
        article = replace(candidate, id=article_id, path=f"{article_id}.md")
        self._write(article.path, stamped(article))
        self._known.add(Place(article_id, article.path), article)
        return Shelved(article_id, self._content_dir / article.path, Outcome.CREATED, digest(article))

    def _add(self, place: Place, candidate: Article) -> Shelved:
        path, text = self._content_dir / place.path, self._read(place.path)
        stored, _ = parse_article(text, place.path)
        if stored is None or not is_untouched(text):
            article = replace(candidate, id=place.id, path=place.path)
            diff = _difference(path, text, stored, article)
            return Shelved(place.id, path, Outcome.EDITED, digest(stored or article), diff)
        stored = replace(stored, id=place.id)
        merged = merge(stored, candidate)
        outcome = Outcome.UNCHANGED
        if replace(merged, imported=stored.imported, body_line=stored.body_line) != stored:
            self._write(place.path, stamped(merged))
            outcome = Outcome.MERGED
        return Shelved(place.id, path, outcome, digest(merged), has_rival=_are_rivals(stored, candidate))

    def _read(self, path: str) -> str:
        try:
            return (self._content_dir / path).read_bytes().decode("utf-8", "replace")
        except OSError as error:
            raise _denied(self._content_dir / path, "be read", error) from error

    def _write(self, path: str, text: str) -> None:
        try:
            # Thousands of files: importing again mends what a crash of the machine takes away.
            write_text(self._content_dir / path, text, flush=False)
        except OSError as error:
            raise _denied(self._content_dir / path, "be written", error) from error


def digest(article: Article) -> str:
    """Return what tells two texts on a question apart."""
    return hashlib.sha256(article.body.encode()).hexdigest()[:16]


def _are_rivals(stored: Article, candidate: Article) -> bool:
    both_full = stored.status is candidate.status is Status.FULL
    other_page = _sources(stored).isdisjoint(_sources(candidate))
    return both_full and other_page and digest(stored) != digest(candidate)


def _sources(article: Article) -> set[str]:
    """Return the names of the pages that an article comes from, without their digests."""
    parted = (source.partition(" sha256:") for source in article.source)
    return {name for name, mark, _ in parted if mark}


def _difference(path: Path, text: str, stored: Article | None, article: Article) -> str:
    """Return the unified diff of what the import of `article` would make of the file `text`, read as `stored`."""
    if stored:
        # Both in canonical form, so that the order of keys and the sort of quotes make no difference.
        text, article = format_article(stored), revised(stored, article)
    old, new = text.splitlines(), format_article(article).splitlines()
    return "\n".join(difflib.unified_diff(old, new, str(path), f"{path} (import)", lineterm=""))


def _denied(path: Path, what: str, error: OSError) -> WendaError:
    return WendaError(Problem(str(path), 0, f"cannot {what}: {error.strerror}", rule="unwritable-content"))
