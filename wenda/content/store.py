"""The content folder: question files in, question files out. What touches the disk is here."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from io import FileIO
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from wenda.atomic import write_text
from wenda.content.front_matter import format_article, parse_article
from wenda.content.ids import assign_ids
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


def load_articles(content_dir: Path, mapper: Mapper = map) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """Read every `*.md` below `content_dir`; return the articles by id, and what is wrong with the files.

    Files that cannot be read are problems; nothing raises. Symbolic links and hidden files are not followed.
    """
    paths, problems = list_articles(content_dir)
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


def list_files(content_dir: Path) -> tuple[dict[str, Stamp], tuple[Problem, ...]]:
    """Return the Markdown files below `content_dir` by path, sorted, and what cannot be read."""
    files: dict[str, Stamp] = {}
    problems: list[Problem] = []
    _list_folder(content_dir, "", files, problems)
    return dict(sorted(files.items())), tuple(problems)


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


def _list_folder(content_dir: Path, below: str, files: dict[str, Stamp], problems: list[Problem]) -> None:
    try:
        with os.scandir(content_dir / below) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_unreadable(below, error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = f"{below}/{entry.name}" if below else entry.name
        if entry.is_dir(follow_symlinks=False):
            if entry.name.isprintable():
                _list_folder(content_dir, path, files, problems)
            else:
                problems.append(_unshowable(path, "folder"))
        elif entry.name.lower().endswith(".md"):
            wrong = _not_an_article(entry, path)
            if wrong:
                problems.append(wrong)
                continue
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError as error:
                problems.append(_unreadable(path, error))
                continue
            files[path] = Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _not_an_article(entry: os.DirEntry[str], path: str) -> Problem | None:
    if entry.is_symlink():
        message, hint = "a symbolic link is not followed", "put the file itself here"
        return Problem(path, 0, message, hint, "symbolic-link", Severity.WARNING)
    if not entry.is_file(follow_symlinks=False):
        return Problem(path, 0, "this is no regular file", "take it out of the content folder", "unreadable")
    if not entry.name.isprintable():
        return _unshowable(path, "file")
    return None


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
