"""Where in an article's file a key stands: problems that are found after reading still name their line."""

from pathlib import Path


def front_matter_line(path: Path, key: str) -> int:
    """Return the number of the line of `path` that begins with `key:`, counted from 1, or 0 without one."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0
    return next((number for number, line in enumerate(lines, start=1) if line.startswith(f"{key}:")), 0)
