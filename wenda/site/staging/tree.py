"""A folder of files as the disk has it: what is in it, and whether it is still what it was.

Whether a file was changed is told by its size, its time and its place on the disk, as `make` and `git status` tell it;
reading all files of a large site would take longer than building what has changed.
"""

import os
import stat
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

Stat = tuple[int, int, int]
"""Size in bytes, time of the last change of the content in nanoseconds since 1970, and inode."""

Tree = Mapping[str, Stat]
"""What stands in a folder: the POSIX path of each file below it."""


def scan(folder: Path, *, hidden: bool = True) -> dict[str, Stat]:
    """Return every file below `folder`, hidden ones and those in hidden folders only if asked for.

    There is nothing in a folder that does not exist. Symbolic links to folders are not followed; one never seems to be
    what it was. Raises OSError when a folder cannot be read.
    """
    found: dict[str, Stat] = {}
    if folder.is_dir():
        _scan(str(folder), "", found, hidden=hidden)
    return found


def holds(folder: Path, files: Tree, closed: int) -> bool:
    """Say whether `folder` holds these files, as they are told, and no others.

    That no other came and none went is told by the folders' times: `closed` is one (ns since 1970) at which all was in
    place and before which nothing has happened since. Listing them would take as long as all the rest.
    """
    root, folders = str(folder), {folder for path in files for folder in parents(path)}
    try:
        for name in ("", *folders):
            status = os.lstat(f"{root}/{name}")
            if not stat.S_ISDIR(status.st_mode) or status.st_mtime_ns > closed:
                return False
        return all(stat_of(os.lstat(f"{root}/{path}")) == told for path, told in files.items())
    except OSError:
        return False


def stat_of(status: os.stat_result) -> Stat:
    """Return what identifies the content of a file."""
    return status.st_size, status.st_mtime_ns, status.st_ino


def parents(path: str) -> Iterator[str]:
    """Yield the folders that a path lies in, innermost first."""
    while path := path.rpartition("/")[0]:
        yield path


def _scan(folder: str, prefix: str, found: dict[str, Stat], *, hidden: bool) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = prefix + entry.name
            if not hidden and entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                _scan(entry.path, f"{path}/", found, hidden=hidden)
            else:
                found[path] = _stat(entry)


def _stat(entry: os.DirEntry[str]) -> Stat:
    """Return what identifies a file; for a link, what it leads to. Behind a link to a folder much may change unseen."""
    try:
        status = entry.stat()
    except OSError:  # it leads nowhere
        status = entry.stat(follow_symlinks=False)
    return stat_of(status) if not stat.S_ISDIR(status.st_mode) else (0, time.time_ns(), 0)
