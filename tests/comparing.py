"""How two built sites differ."""

import filecmp
from collections.abc import Iterator
from pathlib import Path


def differences(one: Path, other: Path) -> Iterator[str]:
    """Yield the files that are not in both folders, or not the same in both."""
    names = {
        file.relative_to(root).as_posix()
        for root in (one, other)
        for file in root.rglob("*")
        if file.is_file()
    }
    _, different, missing = filecmp.cmpfiles(one, other, sorted(names), shallow=False)
    yield from (*different, *missing)
