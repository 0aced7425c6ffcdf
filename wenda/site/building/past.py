"""What the last build of a site was made from and came to, so that the next can tell what has changed since.

Three things decide what a build may take over. The program: another version of Wenda or of a library forgets
everything. The look, that is the configuration, the templates and the hand-written pages: another one renders every
page anew. And each page's key, a digest of all that its template is handed. The content folder is compared file by
file, by size and time.
"""

import datetime as dt
import hashlib
import os
import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from wenda.errors import Problem
from wenda.site.cache import Cache, encoded
from wenda.site.rendering.links import Target
from wenda.site.report import BuildReport
from wenda.site.staging.stage import File, Files
from wenda.site.staging.tree import Stat, scan

_PACKAGE = Path(__file__).parents[2]
_LARGE = 256 * 1024  # bytes from which a file of docs/ is told by its time rather than read
_RACY = 50_000_000  # nanoseconds within which a file could change again without its time telling
UNSETTLED: Stat = (-1, 0, 0)
"""Stands for what is known of a file that was changed just before it was read, or meanwhile: no file is like it."""

_NAME = re.compile(r"\b[A-Za-z_]\w*\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Everything that a site is made from; equal inputs make equal sites."""

    config_file: str
    content_dir: str
    own_files: tuple[str, ...]  # folders of hand-written pages and of templates
    day: dt.date
    look: bytes
    content: dict[str, Stat]  # of a file that could have changed again without its time telling: UNSETTLED


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """A page of the last build: the key it was rendered under, its files, and what became known about its links."""

    key: bytes
    files: tuple[str, ...]
    title: str
    leads: tuple[str, ...] = ()  # files that its text leads to or would lead to
    doubtful: tuple[
        tuple[str, tuple[Target, ...]], ...
    ] = ()  # to be judged when all is there, by the page's origin
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The last build: what was asked for, its inputs and its outcome, and the site that it took the place of.

    Of that site, `former` has the files that are not the same here, None for one that it had not. `closed` and
    `spare_closed` are when the two sites were finished (`Stage.clock`).
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """The pages of the last build by source, and what may be different about many of them at once.

    `told` are those that have doubtful links or warnings, `others` the files that belonged to no page when the site was
    last built whole.
    """

    pages: Mapping[str, PageRecord]
    told: tuple[str, ...]
    others: tuple[str, ...]
    targets: tuple[str, ...]  # names of all files that a link may lead to
    day: dt.date
    has_room: bool


class Records(Mapping[str, PageRecord]):
    """Pages of the last build, each read when it is asked for: an edit asks for a few."""

    def __init__(self, encoded: dict[str, msgspec.Raw]) -> None:
        self.encoded = encoded

    def __getitem__(self, source: str) -> PageRecord:
        return _RECORD.decode(self.encoded[source])

    def __iter__(self) -> Iterator[str]:
        return iter(self.encoded)

    def __len__(self) -> int:
        return len(self.encoded)

    def with_others(self, records: Mapping[str, PageRecord]) -> "Records":
        """Return these pages, some of them as `records` has them."""
        changed = {source: msgspec.Raw(encoded(record)) for source, record in records.items()}
        return Records(self.encoded | changed)


_RECORD = msgspec.msgpack.Decoder(PageRecord)


class _Encoded(msgspec.Struct):
    """A `Rendering`, with pages that are not decoded."""

    pages: dict[str, msgspec.Raw]
    told: tuple[str, ...]
    others: tuple[str, ...]
    targets: tuple[str, ...]
    day: dt.date
    has_room: bool


def read_rendering(cache: Cache) -> Rendering | None:
    """Return the pages of the last build as far as the cache knows them; they are `Records`."""
    read = cache.read("rendering", _Encoded)
    if not read:
        return None
    return Rendering(
        **{name: getattr(read, name) for name in _Encoded.__struct_fields__} | {"pages": Records(read.pages)}
    )


def put_rendering(cache: Cache, rendering: Rendering) -> str:
    """Put the pages of a build into the cache, and return the digest to commit; raises OSError."""
    pages = rendering.pages
    if not isinstance(pages, Records):
        return cache.put("rendering", rendering)
    given = {field.name: getattr(rendering, field.name) for field in fields(rendering)}
    return cache.put("rendering", _Encoded(**given | {"pages": pages.encoded}))


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


@cache
def program() -> str:
    """Return a digest of this program and of the libraries that are installed beside it."""
    digest = hashlib.sha256(f"{sys.version} {sys.prefix}".encode())
    libraries = Path(sysconfig.get_paths()["purelib"])
    digest.update(str(libraries.stat().st_mtime_ns).encode())  # installing or removing a library changes it
    for path in _sources(_PACKAGE):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:24]


def look(config_file: Path, own_files: Iterable[Path]) -> bytes:
    """Return a digest of the configuration, of the environment it names, and of the folders of a site's own files."""
    configuration = config_file.read_bytes()
    digest = hashlib.sha256(configuration)
    for line in configuration.decode("utf-8", "replace").splitlines():
        if "!ENV" in line:
            values = {name: os.environ.get(name) for name in _NAME.findall(line)}
            digest.update(repr(values).encode("utf-8", "replace"))
    for folder in own_files:
        for path in _sources(folder):
            status = path.stat()
            digest.update(str(path.relative_to(folder)).encode("utf-8", "replace"))
            digest.update(repr(status).encode() if status.st_size > _LARGE else path.read_bytes())
    return digest.digest()[:12]


def inputs_of(config_file: Path, content_dir: Path, own_files: Sequence[Path], day: dt.date) -> Inputs:
    """Return what a site is made from as the disk has it."""
    return Inputs(
        config_file=str(config_file.absolute()),
        content_dir=str(content_dir.absolute()),
        own_files=tuple(str(folder.absolute()) for folder in own_files),
        day=day,
        look=look(config_file, own_files),
        content=scan(content_dir, hidden=False),
    )


def settled(inputs: Inputs, since: int) -> Inputs:
    """Return what was looked at from `since` (ns since 1970) on as it is remembered.

    Files of the content folder that were changed after that, or just before, are `UNSETTLED`: they could change again
    without their time telling, and shall be taken for changed the next time.
    """
    content = {path: stat if stat[1] < since - _RACY else UNSETTLED for path, stat in inputs.content.items()}
    return replace(inputs, content=content)


def _sources(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path
