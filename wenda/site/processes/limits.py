"""What a task may take, and how the system is asked to end a process that takes more.

The system keeps watch itself, so that neither a task stuck in C code nor a busy parent can get in its way, and a task
that stays within its limits costs a few microseconds.
"""

import os
import signal
from collections.abc import Container
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

NO_MEMORY = 71
"""Exit code of a process that was refused memory (EX_OSERR of <sysexits.h>)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What each task may take: seconds of processor time, and memory beyond what its process held before.

    Memory is limited where the system tells how much a process holds (Linux). Tasks in `exempt` have no limits.
    """

    seconds: int
    megabytes: int
    exempt: Container[int] = ()


class End(StrEnum):
    """How a task took its process with it."""

    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"  # C code that ran out of stack, say


class Watch:
    """Sets the limits of this process, which must be one that may end. Needs a Unix."""

    def __init__(self, limits: Limits | None) -> None:
        self._limits = limits
        self._sizes: int | None = None
        if limits:
            import resource  # noqa: PLC0415  not on Windows, where nothing is watched

            self._resource = resource
            with suppress(OSError):
                self._sizes = os.open("/proc/self/statm", os.O_RDONLY)

    def begin(self, number: int) -> None:
        """Give task `number` what it may take from now on."""
        if not self._limits:
            return
        limits = None if number in self._limits.exempt else self._limits
        signal.setitimer(signal.ITIMER_PROF, limits.seconds if limits else 0)  # then SIGPROF ends the process
        if self._sizes is not None:
            self._limit_memory(self._sizes, limits)

    def end(self) -> None:
        """Let time pass that belongs to no task."""
        if self._limits:
            signal.setitimer(signal.ITIMER_PROF, 0)

    def _limit_memory(self, sizes: int, limits: Limits | None) -> None:
        resource = self._resource
        most = soft = resource.getrlimit(resource.RLIMIT_AS)[1]
        if limits:
            held = int(os.pread(sizes, 32, 0).split()[0]) * resource.getpagesize()
            wanted = held + limits.megabytes * 1_000_000
            soft = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_AS, (soft, most))


def end_of(exit_code: int) -> End | None:
    """Say which limit a watched process passed; None when its death had another cause."""
    if exit_code == NO_MEMORY:
        return End.MEMORY
    if exit_code == -signal.SIGPROF:
        return End.TIME
    return End.CRASH if exit_code in {-signal.SIGSEGV, -signal.SIGBUS, -signal.SIGABRT} else None
