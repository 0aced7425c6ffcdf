"""What time it is on a disk, which may be another machine's."""

import time
from pathlib import Path

_TICK = 0.02  # seconds to wait for a disk's clock to go on


def closing_time(folder: Path) -> int:
    """Return a time (ns since 1970) at which nothing in `folder` can change any more, by the clock of its disk.

    Disks tell times in ticks of some milliseconds: this returns in the next one. Raises OSError.
    """
    closed = now = _disk_time(folder)
    end = time.monotonic() + _TICK
    while now == closed and time.monotonic() < end:
        time.sleep(_TICK / 20)
        now = _disk_time(folder)
    return closed


def _disk_time(folder: Path) -> int:
    """Return the time that the disk gives a new folder."""
    made = folder.with_name(f"{folder.name}-clock")
    made.mkdir()
    try:
        return made.stat().st_mtime_ns
    finally:
        made.rmdir()
