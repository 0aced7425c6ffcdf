"""`make bench`: Wenda and its peers, side by side on the same corpora in the same run."""

import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cyclopts import App, Parameter
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bench import machine, report
from bench.articles import Corpus
from bench.contest import Finding, Plan, contest
from bench.contestants import CONTESTANTS, CORES, Contestant
from bench.measure import Limits
from bench.peers import BENCH, NotInstalled
from bench.results import Measurement, Results, Site, Skipped, write
from wenda.progress import console

app = App(name="run.py", help="Measure Wenda beside its peers.", version_flags=[])

COMPARE_JOBS_AT = 10_000
"""Articles at which rendering with one process and with two is compared, or the most below that."""


@Parameter(name="*")
@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is measured.

    Parameters
    ----------
    sizes
        Numbers of articles, with commas between.
    only
        Names of contestants, with commas between; without, all of them.
    runs
        Runs of every build, of which the median counts; no further one after two minutes.
    peers_up_to
        The most articles that peers are given; Wenda takes all sizes.
    minutes
        A command that takes longer is stopped, and its contestant is spared the larger sizes.
    gigabytes
        A command that takes more memory is stopped likewise.
    seed
        Another seed gives other articles.
    out
        Where results go; while they are needed the corpora are there too.
    keep
        Leave the corpora and the sites where they are.
    """

    sizes: str = "1000,10000,100000"
    only: str = ""
    runs: int = 3
    peers_up_to: int = 10_000
    minutes: float = 30
    gigabytes: float = 12
    seed: int = 1
    out: Path = BENCH / "out"
    keep: bool = False


@app.default
def main(options: Options = Options()) -> int:
    """Measure Wenda beside its peers; write results.json, results.md and chart.svg."""
    corpus = Corpus(options.seed)
    try:
        counts = sorted({int(size) for size in options.sizes.split(",")})
        chosen = [CONTESTANTS[name] for name in options.only.split(",") if name] or [*CONTESTANTS.values()]
    except ValueError:
        return _refuse(f"--sizes {options.sizes}: expected numbers with commas between, such as 100,1000")
    except KeyError as error:
        return _refuse(f"--only: there is no {error.args[0]}; there are {', '.join(CONTESTANTS)}")
    if counts[0] < 1 or counts[-1] > len(corpus) or options.runs < 1:
        return _refuse(f"--sizes must be from 1 to {len(corpus):,}, and --runs at least 1")
    out = options.out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    limits = Limits(options.minutes * 60, int(options.gigabytes * 1e9))
    plan = Plan(corpus, out / "runs", options.runs, limits, options.keep)
    results = Results(
        machine.describe(out),
        shlex.join(["bench/run.py", *sys.argv[1:]]),
        {contestant.name: contestant.title for contestant in chosen},
        {contestant.name: contestant.builds for contestant in chosen},
    )
    for finding in _findings(plan, chosen, counts, options.peers_up_to):
        _add(results, finding)
        write(results, out / "results.json")
        console().print(_line(finding), highlight=False)
    _publish(results, out)
    if not options.keep:
        shutil.rmtree(plan.folder, ignore_errors=True)
    return 0


def _findings(
    plan: Plan, chosen: Sequence[Contestant], counts: Sequence[int], peers_up_to: int
) -> Iterator[Finding]:
    """Yield what is found, size by size, while a line on the terminal says what is being done."""
    compare_at = max((count for count in counts if count <= COMPARE_JOBS_AT), default=0)
    gone: dict[str, str] = {}  # contestants that failed, with the reason
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console(), transient=True, disable=not console().is_terminal) as progress:
        task = progress.add_task("")
        total = len(counts) * len(chosen)
        for number, (count, contestant) in enumerate((c, who) for c in counts for who in chosen):
            name = contestant.name
            progress.update(task, description=f"{number + 1} of {total}: {name}, {count:,} articles")
            if name in gone:
                yield Skipped(name, count, f"{gone[name]} with fewer articles")
                continue
            if name != "wenda" and count > peers_up_to:
                yield Skipped(name, count, f"peers are given {peers_up_to:,} articles at the most")
                continue
            jobs = [jobs for jobs in (1, 2) if jobs <= CORES] if count == compare_at else []
            try:
                for finding in contest(plan, contestant, count, jobs):
                    if isinstance(finding, Skipped):
                        gone[name] = finding.reason
                    yield finding
            except NotInstalled as error:
                gone[name] = f"cannot be installed: {error}"
                yield Skipped(name, count, gone[name])


def _add(results: Results, finding: Finding) -> None:
    match finding:
        case Measurement():
            results.measurements.append(finding)
        case Site():
            results.sites.append(finding)
        case Skipped():
            results.skipped.append(finding)


def _line(finding: Finding) -> str:
    start = f"{finding.size:>7,} {finding.contestant:14}"
    match finding:
        case Measurement():
            usage = finding.usage
            used = f"{usage.wall:8.2f} s {usage.memory / 1e6:8,.0f} MB, {len(finding.runs)} runs"
            return f"{start} {finding.scenario:10} {finding.step:9} {used}"
        case Site():
            fine = "; ".join(finding.complaints) or "as it should be"
            return f"{start} {finding.files:,} files, {finding.total / 1e6:,.1f} MB: {fine}"
        case Skipped():
            return f"{start} skipped: {finding.scenario} {finding.reason}"


def _publish(results: Results, out: Path) -> None:
    (out / "results.md").write_text(report.markdown(results), encoding="utf-8")
    if results.measurements:
        (out / "chart.svg").write_text(report.chart(results), encoding="utf-8")
    print(out / "results.md")


def _refuse(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(app(result_action="return_value"))
