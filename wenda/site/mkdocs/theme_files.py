"""The files of a theme, listed without the fourteen thousand icons that Material brings along."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path


class ThemeFiles:
    """Stands in for the environment that MkDocs asks for the names of a theme's files."""

    def __init__(self, folders: Iterable[str]) -> None:
        self._folders = tuple(folders)

    def list_templates(self, filter_func: Callable[[str], bool]) -> list[str]:
        """Return the names that `filter_func` accepts, sorted; it never accepts one in a hidden folder."""
        names = {name for folder in self._folders for name in _names(folder)}
        return sorted(filter(filter_func, names))


def _names(folder: str) -> Iterator[str]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            yield Path(parent, name).relative_to(folder).as_posix()
