"""How Lighthouse judges the pages of a site on a slow phone, served as a host would.

`python -m bench.lighthouse` builds content/, judges home, an article, a topic and the search page, prints the scores
and writes them to `bench/out/lighthouse.md`; `--site` judges the pages of a site that is there.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cyclopts import App
from playwright.sync_api import sync_playwright

from bench import machine
from bench.chromium import ARGS, find_chromium, hosted
from bench.peers import BENCH, NotInstalled, node_peers
from wenda.site.driver import build_site

PAGES = ("", "q/beijing-yibao-duanjiao-hou-duojiu-huifu/", "topics/duanjiao-huifu/", "search/")
CATEGORIES = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
"""What is judged, and the score to reach."""

Report = Mapping[str, Any]  # what Lighthouse says, as its JSON has it

app = App(name="lighthouse.py", help="Let Lighthouse judge the pages of a site.", version_flags=[])


@dataclass(frozen=True, slots=True)
class Verdict:
    """The median scores of a page, and what kept single audits from passing."""

    page: str
    scores: Mapping[str, float]
    shift: float  # cumulative layout shift, the largest of the runs
    failed: tuple[str, ...]

    @property
    def passes(self) -> bool:
        """Say whether all scores are reached and nothing moved."""
        return self.shift == 0 and all(self.scores[name] >= least for name, least in CATEGORIES.items())


@app.default
def main(site: Path | None = None, runs: int = 3, out: Path = BENCH / "out") -> int:
    """Judge each page `runs` times; returns 1 when a page misses a score, 2 when Lighthouse cannot be had."""
    out.mkdir(parents=True, exist_ok=True)
    described = str(machine.describe(out))
    try:
        program = node_peers() / "lighthouse" / "cli" / "index.js"
    except NotInstalled as why:
        print(f"Lighthouse cannot be had: {why}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        if site is None:
            site = Path(folder) / "faq"
            build_site(BENCH.parent / "mkdocs.yml", site, None, jobs=1)
        with hosted(site) as host:
            verdicts = [_judge(program, host.address, page, runs) for page in PAGES]
    text = f"{described}\n\n{table(verdicts)}\n"
    (out / "lighthouse.md").write_text(text, encoding="utf-8")
    print(text)
    return 0 if all(verdict.passes for verdict in verdicts) else 1


def table(verdicts: Sequence[Verdict]) -> str:
    """Return the verdicts as a Markdown table, what failed in its last column."""
    names = [name.replace("-", " ") for name in CATEGORIES]
    lines = [f"| page | {' | '.join(names)} | shift | failed |", f"|{' --- |' * (len(names) + 3)}"]
    for verdict in verdicts:
        scores = " | ".join(f"{verdict.scores[name]:g}" for name in CATEGORIES)
        failed = ", ".join(verdict.failed) or "nothing"
        lines.append(f"| `/{verdict.page}` | {scores} | {verdict.shift:g} | {failed} |")
    return "\n".join(lines)


def _judge(program: Path, address: str, page: str, runs: int) -> Verdict:
    reports = [_report(program, address + page) for _ in range(runs)]
    return verdict_of(page, reports)


def verdict_of(page: str, reports: Sequence[Report]) -> Verdict:
    """Return what Lighthouse's reports of one page say together."""
    scores = {
        name: statistics.median(100 * report["categories"][name]["score"] for report in reports)
        for name in CATEGORIES
    }
    shift = max(report["audits"]["cumulative-layout-shift"]["numericValue"] for report in reports)
    failed = {audit for report in reports for audit in _failed(report)}
    return Verdict(page, scores, shift, tuple(sorted(failed)))


def _failed(report: Report) -> Iterator[str]:
    """Yield the audits that count for a score other than that of speed, and were not passed."""
    for name in CATEGORIES:
        for audit in report["categories"][name]["auditRefs"]:
            score = report["audits"][audit["id"]]["score"]
            if name != "performance" and audit["weight"] and score is not None and score != 1:
                yield audit["id"]


def _report(program: Path, url: str) -> Report:
    flags = " ".join(("--headless=new", *ARGS))
    command = ["node", str(program), url, "--output=json", "--quiet", f"--chrome-flags={flags}"]
    done = subprocess.run(
        [*command, f"--only-categories={','.join(CATEGORIES)}"],
        env={**os.environ, "CHROME_PATH": _chromium()},
        capture_output=True,
        text=True,
        check=True,
    )
    report: Report = json.loads(done.stdout)
    return report


def _chromium() -> str:
    named = find_chromium()
    if named:
        return named
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


if __name__ == "__main__":
    sys.exit(app())
