"""Staging and putting in place: readers see the old site or the new one, never a part of either."""

import ctypes
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wenda.errors import Problem, WendaError
from wenda.lock import locked
from wenda.site.staging.stage import Stage

_AT_FDCWD = -100  # <fcntl.h>: paths are relative to the working directory
_RENAME_EXCHANGE = 2  # <linux/fs.h>

_MARKS = (".nojekyll", "404.html")
"""Files that every site of Wenda has; a folder with other things and without them is not ours to replace."""
_REPOSITORIES = (".git", ".hg", ".svn")
"""What would be lost with a site that is kept under version control where it is built."""


@contextmanager
def staged(site_dir: Path) -> Iterator[Stage]:
    """Give a stage beside `site_dir` to build in; when the block ends well, it takes the place of `site_dir`.

    When the block raises, `site_dir` is as it was. While another process builds `site_dir`, this one waits. Raises
    `WendaError` when `site_dir` holds something that no build of Wenda put there, or when it cannot be written.
    """
    site_dir = site_dir.absolute()
    if not site_dir.name:
        message = "a site cannot take the place of a whole disk"
        raise WendaError(Problem(str(site_dir), 0, message, "name a folder with --site-dir"))
    folder = site_dir.parent / f".site-{site_dir.name}-{os.getpid()}"
    try:
        with locked(site_dir):
            _refuse_strangers(site_dir)
            _clear_up(site_dir)
            folder.mkdir()
            stage = Stage(folder, site_dir)
            try:
                yield stage
                old = _put_in_place(folder, site_dir)
                if old and stage.spare:
                    stage.spare.parent.mkdir(parents=True, exist_ok=True)
                    old.rename(stage.spare)
                elif old:
                    shutil.rmtree(old, ignore_errors=True)
                stage.placed()
            finally:
                stage.forget()
                shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        path = error.filename or str(site_dir)
        raise WendaError(
            Problem(str(path), 0, f"cannot write the site: {error.strerror}", "the old site stands")
        ) from error


def refuse_sources(site_dir: Path, sources: Iterable[Path]) -> None:
    """Raise `WendaError` when `site_dir` is one of the folders that the site is made from, or lies in one."""
    for folder in sources:
        if Path(os.path.realpath(site_dir)).is_relative_to(os.path.realpath(folder)):
            message = f"the site cannot lie in {folder}, which it is made from"
            raise WendaError(Problem(str(site_dir), 0, message, "name another folder with --site-dir"))


def _refuse_strangers(site_dir: Path) -> None:
    if repository := next((name for name in _REPOSITORIES if (site_dir / name).exists()), ""):
        message = f"this folder holds a repository ({repository}), which would be lost with the old site"
        hint = "build into another folder and copy the site from there"
        raise WendaError(Problem(str(site_dir), 0, message, hint))
    if (
        site_dir.is_dir()
        and any(site_dir.iterdir())
        and not all((site_dir / mark).exists() for mark in _MARKS)
    ):
        message = "this folder holds something that is not a site built by Wenda"
        raise WendaError(
            Problem(str(site_dir), 0, message, "name another folder with --site-dir, or empty it yourself")
        )
    if site_dir.exists() and not site_dir.is_dir():
        raise WendaError(
            Problem(str(site_dir), 0, "this is a file, not a folder", "name another one with --site-dir")
        )


def _clear_up(site_dir: Path) -> None:
    """Remove what builds that were killed left behind, or put it back when it is the site."""
    for leftover in sorted(site_dir.parent.iterdir()):
        if re.fullmatch(rf"\.site-{re.escape(site_dir.name)}-\d+(-old|-clock)?", leftover.name):
            if leftover.name.endswith("-old") and not site_dir.exists():
                leftover.rename(site_dir)
            else:
                shutil.rmtree(leftover, ignore_errors=True)


def _put_in_place(folder: Path, site_dir: Path) -> Path | None:
    """Let `folder` take the place of `site_dir`; return where the old site is now, if there was one."""
    if not site_dir.exists():
        folder.rename(site_dir)
        return None
    if _exchange(folder, site_dir):
        return folder
    # No atomic exchange on this system: between the two renames there is no site, for some microseconds.
    old = folder.with_name(f"{folder.name}-old")
    site_dir.rename(old)
    folder.rename(site_dir)
    return old


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step where the system can (Linux's renameat2); say whether it did."""
    with suppress(OSError, AttributeError):
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
        return bool(
            renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0
        )
    return False
