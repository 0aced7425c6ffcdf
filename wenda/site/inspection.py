"""Seeing whether folders hold just the files they should, while this process does something else."""

import os
from collections.abc import Mapping
from pathlib import Path

from wenda.site.tree import Stat, scan


class Inspection:
    """Begins at once; a process of its own compares `folder` with `files`, where the system can fork."""

    def __init__(self, folder: Path, files: Mapping[str, Stat]) -> None:
        self._folder, self._files = folder, files
        self._process = 0
        if files and hasattr(os, "fork"):
            self._process = os.fork()
            if not self._process:
                same = False
                try:
                    same = self._compare()
                finally:
                    os._exit(not same)  # without the parent's clean-up, which is the parent's

    def is_same(self) -> bool:
        """Wait for the outcome: whether the folder holds the files and nothing else; a missing folder holds none."""
        if not self._process:
            return self._compare()
        _, status = os.waitpid(self._process, 0)
        return status == 0

    def _compare(self) -> bool:
        try:
            return scan(self._folder) == self._files
        except OSError:
            return False
