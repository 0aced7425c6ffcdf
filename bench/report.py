"""Results as Markdown tables and as a chart."""

from collections.abc import Iterable, Iterator, Sequence

from bench.chart import draw
from bench.measure import Usage
from bench.results import Results, Site
from bench.targets import TARGETS, ratio, wall

_HOW_TO_READ = (
    "Wall and CPU time are medians of the runs; memory is the peak of all processes together, pages they "
    "share counted once, and in brackets in each of them. bench/README.md says how to read the rest."
)

_SCENARIOS = {
    "cold": "cold: no site, no cache",
    "unchanged": "nothing changed",
    "edit": "one article's text changed",
    "retitle": "one article's title changed",
    "copy": "`cp -r` of the finished site",
    "jobs-1": "cold, one process",
    "jobs-2": "cold, two processes",
}


def markdown(results: Results) -> str:
    """Return everything that was found, for people."""
    parts = [
        "# Wenda beside its peers",
        f"`{results.command}` on {results.machine}",
        _HOW_TO_READ,
        "## Cold builds",
        *_cold_tables(results),
        "## Wenda's other builds",
        _table(
            ("articles", "build", "wall", "CPU", "memory", "runs", "beside Hugo and Pagefind after the edit"),
            _scenario_rows(results),
        ),
        "## Targets",
        _table(("", "target", "measured", "reached"), (target.row(results) for target in TARGETS)),
        *_remarks(results),
        "![Time against articles](chart.svg)",
    ]
    return "\n\n".join(parts) + "\n"


def chart(results: Results) -> str:
    """Return the chart of cold builds by number of articles, and of Wenda's after an edit."""
    series = {
        title: [
            (float(size), seconds) for size in results.sizes if (seconds := wall(results, name, "cold", size))
        ]
        for name, title in results.titles.items()
    }
    series["Wenda, one article edited"] = [
        (float(size), seconds) for size in results.sizes if (seconds := wall(results, "wenda", "edit", size))
    ]
    return draw(series, "Seconds of a cold build against the number of articles")


def _cold_tables(results: Results) -> Iterator[str]:
    heads = ("", "builds", "wall", "beside Wenda", "CPU", "memory", "files", "MB", "KB an article", "runs")
    for size in results.sizes:
        yield f"### {size:,} articles"
        yield _table(heads, _cold_rows(results, size))


def _cold_rows(results: Results, size: int) -> Iterator[tuple[str, ...]]:
    own = wall(results, "wenda", "cold", size)
    for name, title in results.titles.items():
        steps = _steps(results, name, size)
        usage = results.usage(name, size, "cold")
        reasons = [
            skipped.reason
            for skipped in results.skipped
            if (skipped.contestant, skipped.size) == (name, size) and skipped.scenario in {"", "cold"}
        ]
        if usage is None:
            if reasons:
                yield title, results.builds[name], reasons[0], *("–",) * 7
            continue
        site = results.site(name, size)
        beside = ratio(usage.wall, own)
        runs = _runs(results, name, size, "cold")
        yield (
            title,
            results.builds[name],
            *_times(usage, f"{beside:.2f} ×" if beside else "–"),
            *_size(site),
            str(runs),
        )
        for step in steps if len(steps) > 1 else ():
            part = results.usage(name, size, "cold", (step,))
            if part:
                yield f"– {step} alone", "", *_times(part, "–"), *("",) * 3, str(runs)


def _scenario_rows(results: Results) -> Iterator[tuple[str, ...]]:
    for size in results.sizes:
        for scenario, label in _SCENARIOS.items():
            usage = results.usage("wenda", size, scenario)
            if usage is None or scenario == "cold":
                continue
            beside = None
            if scenario in {"edit", "retitle"}:
                beside = ratio(usage.wall, wall(results, "hugo-pagefind", "edit", size))
            seconds, _, cpu, memory = _times(usage, "")
            runs = str(_runs(results, "wenda", size, scenario))
            yield f"{size:,}", label, seconds, cpu, memory, runs, f"{beside:.3f} ×" if beside else "–"


def _remarks(results: Results) -> Iterator[str]:
    lines = [
        f"- {results.titles[site.contestant]}, {site.size:,} articles: {complaint}; its time does not count"
        for site in results.sites
        for complaint in site.complaints
    ]
    lines += [
        f"- {results.titles[skipped.contestant]}, {skipped.size:,} articles, {skipped.scenario or 'all'}: "
        f"{skipped.reason}"
        for skipped in results.skipped
    ]
    if lines:
        yield "## Skipped or wrong"
        yield "\n".join(lines)


def _steps(results: Results, name: str, size: int) -> list[str]:
    return [
        measurement.step
        for measurement in results.measurements
        if (measurement.contestant, measurement.size, measurement.scenario) == (name, size, "cold")
    ]


def _runs(results: Results, name: str, size: int, scenario: str) -> int:
    return min(
        len(measurement.runs)
        for measurement in results.measurements
        if (measurement.contestant, measurement.size, measurement.scenario) == (name, size, scenario)
    )


def _times(usage: Usage, beside: str) -> tuple[str, str, str, str]:
    memory = f"{usage.memory / 1e6:,.0f} ({usage.resident / 1e6:,.0f}) MB"
    return f"{usage.wall:.2f} s", beside, f"{usage.cpu:.2f} s", memory


def _size(site: Site | None) -> tuple[str, str, str]:
    if site is None:
        return "–", "–", "–"
    return f"{site.files:,}", f"{site.total / 1e6:,.1f}", f"{site.total / site.size / 1000:.2f}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
