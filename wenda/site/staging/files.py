"""The files of a site, as a build tells them to the next one."""

from collections.abc import Mapping
from typing import NamedTuple

from wenda.site.staging.tree import Stat


class File(NamedTuple):
    """A file of a site: what is in it, and as what the disk knows it."""

    digest: bytes
    stat: Stat


Files = Mapping[str, File]
"""The files of a site by their paths, relative to its root."""


class Told(NamedTuple):
    """A site as it should be: its files, and when it was finished, by the clock of its disk (`clock.closing_time`)."""

    files: Files
    closed: int


NOTHING = Told({}, 0)
