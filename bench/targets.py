"""What Wenda has set itself, and what a run says of it."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.results import Results

TEN_THOUSAND, HUNDRED_THOUSAND = 10_000, 100_000


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that must not be above its limit, or below it when `at_least`."""

    name: str
    limit: float
    unit: str
    figure: Callable[[Results], float | None]  # None: this run does not say
    at_least: bool = False

    def row(self, results: Results) -> tuple[str, str, str, str]:
        """Return name, limit, what was measured, and whether that is enough."""
        sign = "≥" if self.at_least else "≤"
        found = self.figure(results)
        if found is None:
            return self.name, f"{sign} {self.limit:g}{self.unit}", "–", "not measured"
        reached = found >= self.limit if self.at_least else found <= self.limit
        return (
            self.name,
            f"{sign} {self.limit:g}{self.unit}",
            f"{found:.3g}{self.unit}",
            "yes" if reached else "**no**",
        )


def wall(results: Results, contestant: str, scenario: str = "cold", size: int = TEN_THOUSAND) -> float | None:
    """Return the seconds that all steps took; None when they were not measured, or built something else."""
    usage = results.usage(contestant, size, scenario)
    site = results.site(contestant, size)
    return None if usage is None or (site and site.complaints) else usage.wall


def ratio(one: float | None, other: float | None) -> float | None:
    """Return `one` divided by `other`; None when either is unknown."""
    return one / other if one is not None and other else None


def _speed_up(results: Results) -> float | None:
    """Return how much faster two processes render than one, at the largest size where both were measured."""
    found = {
        (measurement.size, measurement.scenario): min(measurement.rendering)
        for measurement in results.measurements
        if measurement.rendering
    }
    for size in reversed(results.sizes):
        if speed_up := ratio(found.get((size, "jobs-1")), found.get((size, "jobs-2"))):
            return speed_up
    return None


def _memory(results: Results) -> float | None:
    usage = results.usage("wenda", HUNDRED_THOUSAND, "cold")
    return usage.memory / 1e9 if usage else None


def _kilobytes(results: Results) -> float | None:
    site = results.site("wenda", HUNDRED_THOUSAND)
    return site.total / site.size / 1000 if site else None


TARGETS = (
    Target(
        "cold at 10,000, beside Hugo with Related and Pagefind",
        0.30,
        " ×",
        lambda r: ratio(wall(r, "wenda"), wall(r, "hugo-pagefind")),
    ),
    Target(
        "cold at 10,000, beside Hugo without Related",
        1.0,
        " ×",
        lambda r: ratio(wall(r, "wenda"), wall(r, "hugo")),
    ),
    Target("one edited article at 10,000", 1.5, " s", lambda r: wall(r, "wenda", "edit")),
    Target(
        "the same, beside Hugo with Related and Pagefind",
        0.05,
        " ×",
        lambda r: ratio(wall(r, "wenda", "edit"), wall(r, "hugo-pagefind", "edit")),
    ),
    Target("nothing changed at 10,000", 0.8, " s", lambda r: wall(r, "wenda", "unchanged")),
    Target(
        "cold at 100,000, beside cold at 10,000",
        11,
        " ×",
        lambda r: ratio(wall(r, "wenda", "cold", HUNDRED_THOUSAND), wall(r, "wenda")),
    ),
    Target("peak memory at 100,000, all processes", 3, " GB", _memory),
    Target("published bytes an article at 100,000", 10, " KB", _kilobytes),
    Target(
        "cold at 10,000, beside copying the site",
        12,
        " ×",
        lambda r: ratio(wall(r, "wenda"), wall(r, "wenda", "copy")),
    ),
    Target("rendering with two processes, beside one", 1.7, " ×", _speed_up, at_least=True),
)
