"""The two sites that were built last, and what the next one can make use of.

Files that the standing site has are linked rather than written; the site before it, the spare, becomes the folder that
the next one is put together in, so that files which stay need not even be linked.
"""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from wenda.site.processes.ahead import Ahead
from wenda.site.staging.files import Files, Told
from wenda.site.staging.tree import holds


class Usable(NamedTuple):
    """What of the former sites is as it should be: the files of the standing site, and those already in the folder."""

    standing: Files | None
    held: Files


class Reuse:
    """Looks whether two sites are as they are told, by processes of its own, from the moment it is made."""

    def __init__(  # noqa: PLR0913  two sites, and where they and the next one are
        self, folder: Path, site_dir: Path, standing: Told, spare: Path, held: Told, *, fill: bool
    ) -> None:
        """Begin: the site in `site_dir` should be `standing`, the one in `spare` should be `held`.

        Where there is no spare site and most files will stay, `fill`, files of the site in place are linked into
        `folder`, which is empty, meanwhile.
        """
        self.spare = spare
        self._folder, self._site_dir = folder, site_dir
        self._standing, self._held = standing.files, held.files
        self._stands = _compared(site_dir, standing)
        self._fills = fill and bool(standing.files) and not held.files
        self._holds = (
            Ahead(partial(self._fill, tuple(standing.files), os.getpid()))
            if self._fills
            else _compared(spare, held)
        )

    def settle(self) -> Usable:
        """Put the spare site in the folder's place, as far as it is as it should be; a spoilt one is removed."""
        stands = self._stands is not None and bool(self._stands.result())
        holds_files = self._holds is not None and bool(self._holds.result())
        standing = self._standing if stands else None
        if holds_files and self._fills and stands:
            return Usable(standing, self._standing)
        if holds_files and not self._fills:
            self._folder.rmdir()
            self.spare.rename(self._folder)
            return Usable(standing, self._held)
        shutil.rmtree(self.spare, ignore_errors=True)
        self._empty()
        return Usable(standing, {})

    def stop(self) -> None:
        """End what was begun; the folder is empty again."""
        for process in filter(None, (self._stands, self._holds)):
            process.stop()
        self._empty()

    def _empty(self) -> None:
        shutil.rmtree(self._folder)
        self._folder.mkdir()

    def _fill(self, paths: Iterable[str], owner: int) -> bool:
        """Link files of the site in place into the folder, while the build that asks for it lives; tell success."""
        made = {""}
        for path in paths:
            folder = path.rpartition("/")[0]
            if folder not in made:
                if os.getppid() != owner:
                    return False
                _make_folder(f"{self._folder}/{folder}")
                made.add(folder)
            os.link(f"{self._site_dir}/{path}", f"{self._folder}/{path}")
        return True


def _compared(folder: Path, told: Told) -> Ahead[bool] | None:
    """Begin to look whether a folder holds what it should; None: there is nothing to look for."""
    if not told.files:
        return None
    stats = {path: file.stat for path, file in told.files.items()}
    return Ahead(lambda: holds(folder, stats, told.closed))


def _make_folder(path: str) -> None:
    with suppress(FileExistsError):
        try:
            os.mkdir(path)  # noqa: PTH102  half the time of a Path, ten thousand times
        except FileNotFoundError:
            os.makedirs(path)  # noqa: PTH103
