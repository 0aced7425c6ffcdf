"""Where the time of a build goes, stage by stage: shown while it runs, and told at its end when asked for."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from wenda.progress import activity


@dataclass(slots=True)
class Lap:
    """A stage; `count` is how many of `unit` it worked on, the rest what it took once it is over.

    `cpu` are the seconds of all processes that ended with it.
    """

    name: str
    unit: str = ""
    count: int = 0
    seconds: float = 0.0
    cpu: float = 0.0

    def __str__(self) -> str:
        """Say it in one line, such as `Rendering  1,000 pages  12.34 s  23.45 s CPU`."""
        amount = f"{self.count:,} {self.unit}" if self.unit else ""
        return f"{self.name:<12}{amount:>18}{self.seconds:>9.2f} s{self.cpu:>9.2f} s CPU"


@dataclass(slots=True)
class Profile:
    """The stages of a build so far, in order."""

    laps: list[Lap] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str, unit: str = "", *, shown: bool = True) -> Iterator[Lap]:
        """Time a block, and on a terminal show its name while it runs, unless it shows its own progress."""
        lap, start, used = Lap(name, unit), time.perf_counter(), _cpu()
        self.laps.append(lap)
        try:
            if shown:
                with activity(name):
                    yield lap
            else:
                yield lap
        finally:
            lap.seconds, lap.cpu = time.perf_counter() - start, _cpu() - used


def _cpu() -> float:
    """Return the processor time of this process and its ended children in seconds."""
    return sum(os.times()[:4])
