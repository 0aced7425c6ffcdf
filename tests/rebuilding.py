"""Building a small site again after something in it was edited."""

import os
import random
from itertools import count
from pathlib import Path

from wenda.site.driver import build_site
from wenda.site.report import BuildReport

_numbers = count()
OLD = 1_700_000_000  # seconds since 1970


def build(folder: Path, *, jobs: int = 1) -> BuildReport:
    return build_site(folder / "mkdocs.yml", folder / "site", None, jobs)


def settle(folder: Path) -> None:
    """Give every new file an old time, since what changed just now is never taken to be what it was."""
    for path in folder.rglob("*"):
        settled = path.stat().st_mtime < OLD + 1_000_000
        if path.is_file() and not settled and "site" not in path.relative_to(folder).parts:
            os.utime(path, (OLD, OLD + next(_numbers)))


def clean(folder: Path, elsewhere: Path) -> Path:
    build_site(folder / "mkdocs.yml", elsewhere / "site", None, 1)
    return elsewhere / "site"


def rewrite(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def picture(folder: Path, chance: random.Random) -> None:
    path = folder / "content" / "images" / "ticket.png"
    path.write_bytes(path.read_bytes() + bytes([chance.randrange(256)]))
