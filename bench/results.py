"""What a run of the benchmark found, as values and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import msgspec

from bench.machine import Machine
from bench.measure import Usage


@dataclass(frozen=True, slots=True)
class Measurement:
    """One command of a contestant in one scenario, run several times."""

    contestant: str
    size: int  # articles
    scenario: str  # cold, unchanged, edit, retitle, copy, jobs-N
    step: str
    runs: tuple[Usage, ...]
    rendering: tuple[float, ...] = ()  # seconds of the rendering stage, where it was asked for

    @property
    def usage(self) -> Usage:
        """Return the median of each figure, and the largest of the memory."""
        return Usage(
            wall=median(run.wall for run in self.runs),
            cpu=median(run.cpu for run in self.runs),
            memory=max(run.memory for run in self.runs),
            resident=max(run.resident for run in self.runs),
        )


@dataclass(frozen=True, slots=True)
class Site:
    """What a contestant built; with `complaints`, it is not as its row claims, and its time doesn't count."""

    contestant: str
    size: int  # articles
    files: int
    total: int  # bytes
    complaints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was not measured, and why."""

    contestant: str
    size: int  # articles
    reason: str
    scenario: str = ""  # empty: all of them


@dataclass(slots=True)
class Results:
    """Everything of one run; grows as the run goes on."""

    machine: Machine
    command: str
    titles: dict[str, str]  # the contestants' names and titles, in the order they were measured
    builds: dict[str, str]
    measurements: list[Measurement] = field(default_factory=list)
    sites: list[Site] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def usage(self, contestant: str, size: int, scenario: str, steps: Sequence[str] = ()) -> Usage | None:
        """Return what `steps` used one after another, by default all; None when one was not measured."""
        found = {
            measurement.step: measurement.usage
            for measurement in self.measurements
            if (measurement.contestant, measurement.size, measurement.scenario)
            == (contestant, size, scenario)
        }
        used = [found.get(step) for step in steps or found]
        if not used or None in used:
            return None
        present = [usage for usage in used if usage]
        return Usage(
            wall=sum(usage.wall for usage in present),
            cpu=sum(usage.cpu for usage in present),
            memory=max(usage.memory for usage in present),
            resident=max(usage.resident for usage in present),
        )

    def site(self, contestant: str, size: int) -> Site | None:
        """Return the site that `contestant` built of `size` articles."""
        return next((site for site in self.sites if (site.contestant, site.size) == (contestant, size)), None)

    @property
    def sizes(self) -> list[int]:
        """Return the numbers of articles that were measured or skipped, smallest first."""
        measured = {measurement.size for measurement in self.measurements}
        return sorted(measured | {skipped.size for skipped in self.skipped})


def write(results: Results, path: Path) -> None:
    """Write `results` as JSON."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")


def read(path: Path) -> Results:
    """Read what `write` wrote; raises what reading and decoding raise."""
    return msgspec.json.decode(path.read_bytes(), type=Results)
