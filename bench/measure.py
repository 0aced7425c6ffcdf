"""What a command costs: wall time, CPU and memory of all its processes together.

CPU time is the kernel's account of the command and every process it waited for, so it is exact. Memory is
sampled from /proc for all processes of the command's session, in two ways. `resident` adds up their
resident sizes every 50 ms; a page that forked processes share counts in each of them, so it is an upper
bound. `memory` adds up their proportional sizes, in which a shared page counts once; it costs the kernel a
walk over all pages, so it is read less often, the larger the processes the less, and may miss a short peak.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 0.05
"""Seconds between samples."""
_SHARE = 0.04
"""Most of one core's time that reading proportional sizes may take."""
_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What one command used. Memory is 0 where there is no /proc."""

    wall: float  # seconds
    cpu: float  # seconds, user and system, all processes
    memory: int  # bytes at the peak, all processes, shared pages once
    resident: int  # bytes at the peak, all processes, shared pages in each


@dataclass(frozen=True, slots=True)
class Limits:
    """When a command is stopped."""

    seconds: float
    memory: int  # bytes


class Stopped(Exception):  # noqa: N818  nothing is wrong with the harness
    """A command failed, or went over a limit; the message says which."""


def measure(
    command: Sequence[str | Path], folder: Path, limits: Limits, env: Mapping[str, str] | None = None
) -> tuple[Usage, str]:
    """Run `command` in `folder`; return what it used and what it printed.

    What was written before reaches the disk first, so that nobody pays for another's files. Raises `Stopped`.
    """
    os.sync()
    log = folder / "bench.log"
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            list(map(str, command)),
            cwd=folder,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = _Watch(process.pid, limits)
        watch.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:
            watch.kill()
            raise
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    watch.finish()
    printed = log.read_text(encoding="utf-8", errors="replace")
    log.unlink()
    if watch.reason:
        raise Stopped(watch.reason)
    if process.returncode:
        raise Stopped(f"exit code {process.returncode}: {_last_line(printed)}")
    usage = Usage(wall=wall, cpu=used.ru_utime + used.ru_stime, memory=watch.memory, resident=watch.resident)
    return usage, printed


class _Watch(threading.Thread):
    """Samples the memory of a session's processes, and kills them when they go over a limit."""

    def __init__(self, session: int, limits: Limits) -> None:
        super().__init__(daemon=True)
        self.memory = self.resident = 0
        self.reason = ""
        self._session = session
        self._limits = limits
        self._done = threading.Event()

    def run(self) -> None:
        """Sample until told to finish."""
        start = time.monotonic()
        due = 0.0  # when the proportional sizes may be read again
        while not self._done.wait(_INTERVAL):
            now = time.monotonic()
            processes = _processes(self._session)
            resident = sum(map(_resident, processes))
            self.resident = max(self.resident, resident)
            if now >= due or resident > self._limits.memory:
                memory = sum(map(_proportional, processes))
                self.memory = max(self.memory, memory)
                due = now + (time.monotonic() - now) / _SHARE
                if memory > self._limits.memory:
                    self.reason = f"stopped above {self._limits.memory / 1e9:.1f} GB of memory"
            if now - start > self._limits.seconds:
                self.reason = f"stopped after {self._limits.seconds / 60:.1f} minutes"
            if self.reason:
                self.kill()
                return

    def finish(self) -> None:
        """End the sampling, and whatever the command left running."""
        self._done.set()
        self.join()
        self.kill()

    def kill(self) -> None:
        """Kill every process of the session."""
        for process in _processes(self._session):
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue


def _processes(session: int) -> list[int]:
    try:
        numbers = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    except FileNotFoundError:
        return []
    return [number for number in numbers if _session_of(number) == session]


def _session_of(process: int) -> int:
    try:
        return os.getsid(process)
    except ProcessLookupError:
        return -1


def _resident(process: int) -> int:
    """Return the resident size of `process` in bytes; 0 when it has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except OSError:
        return 0


def _proportional(process: int) -> int:
    """Return the proportional set size of `process` in bytes; 0 when it has ended or is somebody else's."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    sizes = [line.split()[1] for line in rollup.splitlines() if line.startswith("Pss:")]
    return int(sizes[0]) * 1024 if sizes else 0


def _last_line(printed: str) -> str:
    lines = [line.strip() for line in printed.splitlines() if any(map(str.isalpha, line))]
    return lines[-1][:200] if lines else "it printed nothing"
