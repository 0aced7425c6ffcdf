"""The folder in which the next site is put together: empty at first, or the site of two builds ago, brought up to date.

A file that the standing site has already is linked, not written again; a file that the folder has already stays. Files
are never changed in place, since one file may stand in both sites.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from wenda.site.staging.files import File, Files, Told
from wenda.site.staging.reuse import Reuse
from wenda.site.staging.tree import parents, stat_of

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


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
        # Done last, while no other build of the site can begin.
        self.placed: Callable[[], None] = lambda: None
        self._site_dir = site_dir
        self._reuse: Reuse | None = None
        self._folders: set[str] = set()  # that this process has seen to

    def resume(self, standing: Told, spare: Path, held: Told, *, fill: bool) -> None:
        """Prepare to make use of the site in place, which is `standing`, and of the one in `spare`, which is `held`.

        Whether they are there as they should be is looked at meanwhile; `settle` tells. What `fill` is: see `Reuse`.
        """
        self._reuse = Reuse(self.folder, self._site_dir, standing, spare, held, fill=fill)

    def settle(self) -> None:
        """Take over what `resume` was told of, as far as it is there as it should be."""
        if not self._reuse:
            return
        reuse, self._reuse = self._reuse, None
        standing, self.held = reuse.settle()
        if standing is not None:
            self.standing, self.spare = standing, reuse.spare

    def forget(self) -> None:
        """Make use of nothing that `resume` was told of, and end what it began."""
        if self._reuse:
            reuse, self._reuse = self._reuse, None
            reuse.stop()

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
