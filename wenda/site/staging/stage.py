"""The folder in which the next site is put together: empty at first, or the site of two builds ago, brought up to date.

A file that the standing site has already is linked, not written again; a file that the folder has already stays. Files
are never changed in place, since one file may stand in both sites.
"""

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from wenda.site.processes.ahead import Ahead
from wenda.site.staging.tree import Stat, holds, parents, stat_of

_TICK = 0.02  # seconds to wait for a disk's clock to go on
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


class File(NamedTuple):
    """A file of a site: what is in it, and as what the disk knows it."""

    digest: bytes
    stat: Stat


Files = Mapping[str, File]
"""The files of a site by their paths, relative to its root."""


class Told(NamedTuple):
    """A site as it should be: its files, and when it was finished, by the clock of its disk (`Stage.clock`)."""

    files: Files
    closed: int


NOTHING = Told({}, 0)


@dataclass(frozen=True, slots=True)
class _Resumed:
    """Two sites that might be made use of, and whether they are as they should be."""

    standing: Files
    is_standing: Ahead[bool] | None  # None: not worth looking
    held: Files
    is_held: Ahead[bool] | None
    spare: Path


class Stage:
    """Suits several processes at once, as long as no two of them write the same path.

    `standing` are the files of the site in place, as far as they are known to be what they should be; `held` are those
    that stand in `folder` already; `spare` is where the site in place shall be kept once this one has its place.
    """

    def __init__(self, folder: Path, site_dir: Path) -> None:
        self.folder = folder
        self.standing: Files = {}
        self.held: Files = {}
        self.spare: Path | None = None
        self.placed: Callable[[], None] = lambda: (
            None
        )  # done last, while no other build of the site can begin
        self._site_dir = site_dir
        self._resumed: _Resumed | None = None
        self._folders: set[str] = set()  # that this process has seen to

    def resume(self, standing: Told, spare: Path, held: Told, *, fill: bool) -> None:
        """Prepare to make use of the site in place, which is `standing`, and of the one in `spare`, which is `held`.

        Whether they are exactly there as they should be is looked at meanwhile; `settle` tells. Where there is no spare
        site and most files will stay, `fill`, links to those of the site in place are made meanwhile.
        """
        is_standing, is_held = _compared(self._site_dir, standing), _compared(spare, held)
        files = held.files
        if fill and standing.files and not files:
            files, is_held = standing.files, Ahead(partial(self._fill, tuple(standing.files), os.getpid()))
        self._resumed = _Resumed(standing.files, is_standing, files, is_held, spare)

    def settle(self) -> None:
        """Take over what `resume` was told of, as far as it is there as it should be; a spoilt spare is removed."""
        if not self._resumed:
            return
        resumed, self._resumed = self._resumed, None
        stands = resumed.is_standing is not None and bool(resumed.is_standing.result())
        is_held = resumed.is_held is not None and bool(resumed.is_held.result())
        if stands:
            self.standing, self.spare = resumed.standing, resumed.spare
        filled = resumed.held is resumed.standing
        if is_held and (stands or not filled):
            self.held = resumed.held
            if not filled:
                self.folder.rmdir()
                resumed.spare.rename(self.folder)
            return
        shutil.rmtree(resumed.spare, ignore_errors=True)
        self._empty()

    def forget(self) -> None:
        """Make use of nothing that `resume` was told of, and end what it began."""
        if not self._resumed:
            return
        resumed, self._resumed = self._resumed, None
        for process in filter(None, (resumed.is_standing, resumed.is_held)):
            process.stop()
        self._empty()

    def _empty(self) -> None:
        shutil.rmtree(self.folder)
        self.folder.mkdir()

    def _fill(self, paths: Iterable[str], owner: int) -> bool:
        """Link files of the site in place into the empty folder, while the build that does so lives; tell success."""
        made = {""}
        for path in paths:
            folder = path.rpartition("/")[0]
            if folder not in made:
                if os.getppid() != owner:
                    return False
                _make_folder(f"{self.folder}/{folder}")
                made.add(folder)
            os.link(f"{self._site_dir}/{path}", f"{self.folder}/{path}")
        return True

    def put(self, path: str, source: bytes | Path) -> File:
        """Put a file in place, given what is in it or what it is a copy of; raises OSError."""
        return self.write(path, source) if isinstance(source, bytes) else self.copy(path, source)

    def write(self, path: str, content: bytes) -> File:
        """Put a file in place; raises OSError."""
        digest = hashlib.sha256(content).digest()[:12]
        same = self._same(path, digest)
        if same:
            return same
        descriptor = self._create(path)
        try:
            written = os.write(descriptor, content)
            while written < len(content):
                written += os.write(descriptor, content[written:])
            return File(digest, stat_of(os.fstat(descriptor)))
        finally:
            os.close(descriptor)

    def copy(self, path: str, source: Path) -> File:
        """Put a copy of another file in place, told by its time and size rather than read; raises OSError."""
        digest = hashlib.sha256(repr((str(source), stat_of(source.stat()))).encode()).digest()[:12]
        same = self._same(path, digest)
        if same:
            return same
        with source.open("rb") as original, os.fdopen(self._create(path), "wb") as copy:
            shutil.copyfileobj(original, copy)
            copy.flush()
            return File(digest, stat_of(os.fstat(copy.fileno())))

    def read_standing(self, path: str) -> bytes:
        """Return what is in a file of the standing site; raises LookupError and OSError."""
        if path not in self.standing:
            raise LookupError(path)
        return (self._site_dir / path).read_bytes()

    def keep(self, path: str, former: str = "") -> File:
        """Put the file that the standing site has at `path`, or at `former`, in place; raises OSError."""
        former = former or path
        kept = self._same(path, self.standing[former].digest, former)
        assert kept is not None  # the standing site has it
        return kept

    def rename(self, folder: str, to: str) -> None:
        """Let a folder of held files have another name, as far as no file stands there."""
        if (self.folder / folder).is_dir() and not (self.folder / to).exists():
            (self.folder / folder).rename(self.folder / to)
        self.renamed(folder, to)

    def renamed(self, folder: str, to: str) -> None:
        """Take note that another process has renamed a folder of held files."""
        self.held = {
            f"{to}/{path.removeprefix(folder)[1:]}" if path.startswith(f"{folder}/") else path: file
            for path, file in self.held.items()
        }

    def lacks(self, path: str) -> bool:
        """Say whether the file that the standing site has at `path` is not in the folder yet."""
        held = self.held.get(path)
        return not held or held.digest != self.standing[path].digest

    def clock(self) -> int:
        """Return a time (ns since 1970) at which nothing can change any more, by the clock of the disk.

        That may be another machine's. Disks tell times in ticks of some milliseconds: this returns in the next one.
        """
        closed = now = self._disk_time()
        end = time.monotonic() + _TICK
        while now == closed and time.monotonic() < end:
            time.sleep(_TICK / 20)
            now = self._disk_time()
        return closed

    def _disk_time(self) -> int:
        """Return the time that the disk gives a new folder."""
        made = self.folder.with_name(f"{self.folder.name}-clock")
        made.mkdir()
        try:
            return made.stat().st_mtime_ns
        finally:
            made.rmdir()

    def drop_others(self, paths: Collection[str]) -> None:
        """Remove every held file that is not among `paths`, and the folders that this empties."""
        for path in self.held.keys() - paths:
            (self.folder / path).unlink(missing_ok=True)
            for folder in parents(path):
                try:
                    (self.folder / folder).rmdir()
                except OSError:  # something is left in it
                    break

    def _same(self, path: str, digest: bytes, former: str = "") -> File | None:
        """Return the file with this content that stands at `path` now, linked from the standing site where needed."""
        held = self.held.get(path)
        if held and held.digest == digest:
            return held
        standing = self.standing.get(former or path)
        if not standing or standing.digest != digest:
            return None
        source, target = self._site_dir / (former or path), self.folder / path
        self._make_way(target)
        try:
            os.link(source, target)
        except OSError:  # no links on this disk, or too many of this file
            shutil.copy2(source, target)
            return File(digest, stat_of(target.stat()))
        return standing

    def _create(self, path: str) -> int:
        """Return the descriptor of a new, empty file."""
        folder, name = path.rpartition("/")[0], f"{self.folder}/{path}"
        if folder not in self._folders:
            with suppress(OSError):  # mostly it is the first file of its folder, and one call makes that
                os.mkdir(f"{self.folder}/{folder}")  # noqa: PTH102  the quicker way, for every page
            self._folders.add(folder)
        try:
            return os.open(name, _NEW, 0o666)
        except (FileNotFoundError, FileExistsError, NotADirectoryError):
            self._make_way(Path(name))
        return os.open(name, _NEW, 0o666)

    def _make_way(self, target: Path) -> None:
        """Make the folder of `target`, and remove what stands where it, or a folder around it, shall stand."""
        if target.is_dir():
            shutil.rmtree(target)
        else:
            try:
                target.unlink()
            except FileNotFoundError:
                target.parent.mkdir(parents=True, exist_ok=True)
            except NotADirectoryError:
                around = next(folder for folder in target.parents if folder.is_file())
                around.unlink()
                target.parent.mkdir(parents=True, exist_ok=True)


def _stats(files: Files) -> dict[str, Stat]:
    return {path: file.stat for path, file in files.items()}


def _compared(folder: Path, told: Told) -> Ahead[bool] | None:
    return Ahead(lambda: holds(folder, _stats(told.files), told.closed)) if told.files else None


def _make_folder(path: str) -> None:
    with suppress(FileExistsError):
        try:
            os.mkdir(path)  # noqa: PTH102  half the time of a Path, ten thousand times
        except FileNotFoundError:
            os.makedirs(path)  # noqa: PTH103
