"""The machine that was measured, so that a table can be judged without having been there."""

import datetime as dt
import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Machine:
    """What a reader of the table needs to know."""

    cpu: str
    cores: int
    memory: int  # bytes
    system: str
    disk: str  # kind of file system
    python: str
    node: str
    wenda: str  # revision, with + when files were changed
    date: str
    load: float  # runnable processes in the minute before the start

    def __str__(self) -> str:
        """Say it in one paragraph; other work on the machine spoils figures, so it is told."""
        busy = f" **The machine was busy: load {self.load:.1f} at the start.**" if self.load > 0.5 else ""
        return (
            f"{self.cores} cores of {self.cpu}, {self.memory / 2**30:.0f} GiB of memory, {self.disk}, "
            f"{self.system}; Python {self.python}, Node.js {self.node}; Wenda at {self.wenda}; "
            f"{self.date}.{busy}"
        )


def describe(folder: Path) -> Machine:
    """Return this machine; `folder` stands on the disk that is measured."""
    return Machine(
        cpu=_cpu(),
        cores=os.cpu_count() or 1,
        memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        system=f"{platform.system()} {platform.release()}",
        disk=_said(("stat", "-f", "-c", "%T", str(folder))) or "unknown disk",
        python=platform.python_version(),
        node=_said(("node", "--version")).lstrip("v") or "none",
        wenda=_said(("git", "describe", "--always", "--dirty=+"), Path(__file__).parent) or "unknown",
        date=dt.datetime.now(dt.UTC).date().isoformat(),
        load=os.getloadavg()[0],
    )


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _said(command: Sequence[str], folder: Path | None = None) -> str:
    if not shutil.which(command[0]):
        return ""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout.strip()
