"""The last build of a site: what it was made from and came to, and the site that it took the place of."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from wenda.site.building.inputs import Inputs, program
from wenda.site.cache import Cache
from wenda.site.report import BuildReport
from wenda.site.staging.files import File, Files


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The last build: what was asked for, its inputs and its outcome, and the site that it took the place of.

    Of that site, `former` has the files that are not the same here, None for one that it had not. `closed` and
    `spare_closed` are when the two sites were finished (`closing_time`).
    """

    content_asked: str
    inputs: Inputs
    report: BuildReport
    files: dict[str, File]
    closed: int
    former: dict[str, File | None] | None  # None: there is no such site
    spare_closed: int
    characters: int  # of all articles' bodies

    @property
    def spare(self) -> dict[str, File]:
        """Return the files of the site that this one took the place of."""
        if self.former is None:
            return {}
        files: dict[str, File | None] = {**self.files, **self.former}
        return {path: file for path, file in files.items() if file}


def different(files: Files, others: Files) -> dict[str, File | None]:
    """Return what `files` has that `others` has not, and None for what only `others` has."""
    gone = dict.fromkeys(others.keys() - files.keys())
    return {path: file for path, file in files.items() if others.get(path) != file} | gone


def last_build(cache: Cache) -> Past | None:
    """Return what the cache knows of the last build; of the same build it is read once, since that takes a while."""
    digest = cache.parts.get("past")
    return _last_build(cache.folder, cache.program, digest) if digest else None


@lru_cache(maxsize=1)
def _last_build(folder: Path, program: str, _digest: str) -> Past | None:
    return Cache(folder, program).read("past", Past)


def cache_of(site_dir: Path) -> Cache:
    """Return the cache of the site at `site_dir`, which lies beside it."""
    site_dir = site_dir.absolute()
    return Cache(site_dir.parent / ".wenda-cache" / site_dir.name, program())


def spare_of(site_dir: Path) -> Path:
    """Return where the site of the build before the last is kept, to be brought up to date by the next one."""
    return cache_of(site_dir).folder / "spare"
