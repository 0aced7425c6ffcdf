"""What a site is made from, told so that the next build can see what has changed since.

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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

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
