"""The content folder: question files in, question files out. What touches the disk is here."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from io import FileIO
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from wenda.atomic import write_text
from wenda.content.front_matter import format_article, parse_article
from wenda.content.ids import assign_ids, clashes
from wenda.content.others import unread
from wenda.errors import Problem, Severity
from wenda.model import Article

MAX_BYTES = 2 * 1024 * 1024
"""Largest file that is read; an article has some thousand bytes."""


class Stamp(NamedTuple):
    """What shows that a file is as it was: size in bytes, times in nanoseconds since 1970, number on its disk."""

    size: int
    modified: int
    changed: int
    inode: int


Parsed = tuple[Article | None, tuple[Problem, ...]]
Mapper = Callable[[Callable[[str], Parsed], Iterable[str]], Iterable[Parsed]]
"""Applies a function to paths, in order: `map`, or an executor's `map` with a chunk size."""


def load_articles(
    content_dir: Path, mapper: Mapper = map, *, follow_symlinks: bool = False
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Read every `*.md` below `content_dir`; return the articles by id, and what is wrong with the files.

    Files that cannot be read are problems; nothing raises. Hidden files are passed over, and so are symbolic links
    unless `follow_symlinks` says otherwise.
    """
    files, problems = list_files(content_dir, follow_symlinks=follow_symlinks)
    paths = tuple(files)
    ids, id_problems = assign_ids(paths)
    problems = (*problems, *id_problems)
    articles = []
    for article, found in mapper(partial(read_article, content_dir), paths):
        problems += found
        if article:
            own_id = ids[article.path]
            articles.append(article if article.id == own_id else replace(article, id=own_id))
    articles.sort(key=lambda article: article.id)
    return tuple(articles), tuple(sorted(placed(problem, content_dir) for problem in problems))


def list_articles(content_dir: Path) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the paths of the Markdown files below `content_dir`, sorted, and what cannot be read."""
    files, problems = list_files(content_dir)
    return tuple(files), problems


def list_files(
    content_dir: Path, *, follow_symlinks: bool = False
) -> tuple[dict[str, Stamp], tuple[Problem, ...]]:
    """Return the Markdown files below `content_dir` by path, sorted, and what is wrong with this and other files."""
    files: dict[str, Stamp] = {}
    others: list[str] = []
    problems: list[Problem] = []
    for path, entry in entries_below(content_dir, problems, follow_symlinks=follow_symlinks):
        if not entry.name.lower().endswith(".md"):
            others.append(path)
        elif wrong := _not_an_article(entry, path):
            problems.append(wrong)
        else:
            try:
                status = entry.stat()
            except OSError as error:
                problems.append(_unreadable(path, error))
                continue
            files[path] = Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    return dict(sorted(files.items())), (*problems, *clashes(others), *unread(others))


def entries_below(
    folder: Path, problems: list[Problem], *, follow_symlinks: bool = False, below: str = ""
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the path below `folder` and the entry of each file in its tree; `problems` takes up what is passed over.

    Hidden files and folders are none. Symbolic links are told and passed over, or with `follow_symlinks` followed,
    except to a folder that the link itself lies in.
    """
    try:
        with os.scandir(folder / below) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_unreadable(below, error))
        return
    for entry in entries:
        path = f"{below}/{entry.name}" if below else entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_symlink() and not (follow_symlinks and _leads_elsewhere(entry)):
            problems.append(_symbolic_link(path))
        elif not entry.is_dir():
            yield path, entry
        elif entry.name.isprintable():
            yield from entries_below(folder, problems, follow_symlinks=follow_symlinks, below=path)
        else:
            problems.append(_unshowable(path, "folder"))


def read_article(content_dir: Path, path: str) -> Parsed:
    """Read one file of `content_dir`; problems carry the path below it. Suits a worker process."""
    try:
        with FileIO(f"{content_dir}{os.sep}{path}") as file:
            data = file.readall()
    except OSError as error:
        return None, (_unreadable(path, error),)
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data):,} bytes, more than {MAX_BYTES:,}"
        return None, (Problem(path, 0, message, "split it into several questions", "huge-file"),)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8: byte {data[error.start]:#04x} in this line"
        return None, (Problem(path, line, message, _encoding_hint(data), "not-utf-8"),)
    return parse_article(text, path)


def write_article(content_dir: Path, article: Article) -> Path:
    """Write `article` to its path below `content_dir` and return that path.

    Raises ValueError for a path that leads elsewhere, and as `format_article` does.
    """
    parts = PurePosixPath(article.path).parts
    if not parts or ".." in parts or PurePosixPath(article.path).is_absolute() or "\\" in article.path:
        raise ValueError(f"{article.path}: not a path below the content folder")
    path = content_dir / article.path
    write_text(path, format_article(article))
    return path


def _not_an_article(entry: os.DirEntry[str], path: str) -> Problem | None:
    if not entry.is_file():
        return Problem(path, 0, "this is no regular file", "take it out of the content folder", "unreadable")
    return None if entry.name.isprintable() else _unshowable(path, "file")


def _leads_elsewhere(link: os.DirEntry[str]) -> bool:
    """Say whether a symbolic link leads to what does not hold it: else following it would never end."""
    return not Path(link.path).absolute().is_relative_to(os.path.realpath(link.path))


def _symbolic_link(path: str) -> Problem:
    message, hint = "a symbolic link is not followed", "put the file itself here, or set `follow_symlinks`"
    return Problem(path, 0, message, hint, "symbolic-link", Severity.WARNING)


def _unshowable(path: str, kind: str) -> Problem:
    return Problem(
        path, 0, f"the {kind}'s name holds characters that cannot be shown", "rename it", "file-name"
    )


def _unreadable(path: str, error: OSError) -> Problem:
    return Problem(
        path, 0, f"cannot be read: {error.strerror}", "check the path and its permissions", "unreadable"
    )


def _encoding_hint(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "save it as UTF-8"
    return "it looks like GB18030; save it as UTF-8"


def placed(problem: Problem, content_dir: Path) -> Problem:
    """Give the path as the user would type it, printable whatever bytes the disk holds."""
    path = str(content_dir / problem.path).encode("utf-8", "backslashreplace").decode()
    return replace(problem, path="".join(c if c.isprintable() else repr(c)[1:-1] for c in path))
