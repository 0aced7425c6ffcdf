import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from bench import contestants, machine, peers, run
from bench.articles import Corpus
from bench.chart import draw
from bench.contest import Finding, Plan, contest
from bench.contestants import Contestant, Step
from bench.measure import Limits, Stopped, Usage, _processes, _proportional, _resident, measure
from bench.peers import NotInstalled
from bench.report import chart, markdown
from bench.results import Measurement, Results, Site, Skipped, read, write

LIMITS = Limits(60, 10**10)

# A generator in one line: every article's file becomes its page, as it is.
GENERATOR = """
from pathlib import Path
for file in Path("src/q").iterdir():
    page = Path("public/q", file.stem, "index.html")
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(file.read_bytes())
"""
FORGETFUL = GENERATOR + "\npage.unlink()"
ONCE = "from pathlib import Path\nif not Path('public').exists():" + GENERATOR.replace("\n", "\n    ")


@pytest.fixture(autouse=True)
def _no_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sync", lambda: None)  # other work on the machine must not hold tests up


def python(program: str) -> tuple[str, str, str]:
    return sys.executable, "-c", program


def contestant(program: str, name: str = "one") -> Contestant:
    return Contestant(
        name=name,
        title=name.title(),
        builds="pages",
        layout="eleventy",
        project=(),
        steps=lambda: (Step("make", python(program)),),
        site="public",
    )


def findings(program: str, folder: Path, runs: int = 1) -> list[Finding]:
    return list(contest(Plan(Corpus(), folder, runs, LIMITS), contestant(program), 9))


def usage(wall: float, memory: int = 1_000_000) -> Usage:
    return Usage(wall=wall, cpu=wall, memory=memory, resident=memory)


def results(*found: Finding, titles: tuple[str, ...] = ("wenda", "hugo-pagefind", "hugo")) -> Results:
    kept = Results(
        machine.describe(Path.cwd()), "run.py", {t: t.title() for t in titles}, dict.fromkeys(titles, "")
    )
    for finding in found:
        run._add(kept, finding)
    return kept


def cold(name: str, size: int, *walls: float, step: str = "make") -> Measurement:
    return Measurement(name, size, "cold", step, tuple(map(usage, walls)))


class TestMeasuring:
    def test_a_command_tells_what_it_used_and_what_it_printed(self, tmp_path: Path) -> None:
        used, printed = measure(python("print('done', sum(range(10**6)))"), tmp_path, LIMITS)
        assert used.wall > 0
        assert used.cpu > 0
        assert printed == "done 499999500000\n"
        assert not list(tmp_path.iterdir())

    def test_all_processes_of_the_command_are_found_and_weighed(self) -> None:
        fork = "import os, sys; os.fork() or print('forked', flush=True); sys.stdin.read()"
        with subprocess.Popen(
            python(fork), stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
        ) as command:
            assert command.stdin
            assert command.stdout
            command.stdout.readline()
            found = _processes(command.pid)
            weights = [(_proportional(process), _resident(process)) for process in found]
            command.stdin.close()
        assert len(found) == 2
        assert all(0 < proportional < resident for proportional, resident in weights)

    def test_a_failing_command_is_told_by_its_last_words(self, tmp_path: Path) -> None:
        with pytest.raises(Stopped, match="exit code 3: no such theme"):
            measure(python("print('no such theme'); exit(3)"), tmp_path, LIMITS)

    def test_a_command_over_its_time_is_stopped(self, tmp_path: Path) -> None:
        with pytest.raises(Stopped, match=r"stopped after 0\.0 minutes"):
            measure(python("while True: pass"), tmp_path, Limits(0, 10**10))

    def test_a_command_over_its_memory_is_stopped(self, tmp_path: Path) -> None:
        with pytest.raises(Stopped, match="of memory"):
            measure(python("while True: pass"), tmp_path, Limits(60, 1))


class TestContest:
    def test_builds_are_measured_cold_and_after_an_edit(self, tmp_path: Path) -> None:
        found = findings(GENERATOR, tmp_path, runs=2)
        measured = [
            (finding.scenario, len(finding.runs)) for finding in found if isinstance(finding, Measurement)
        ]
        assert measured == [("cold", 2), ("edit", 2)]

    def test_a_site_that_is_as_claimed_has_no_complaints(self, tmp_path: Path) -> None:
        (site,) = [finding for finding in findings(GENERATOR, tmp_path) if isinstance(finding, Site)]
        assert (site.files, site.complaints) == (9, ())
        assert site.total > 9 * 500

    @pytest.mark.parametrize("line", ["Rendering 1,000 pages  12.3 s  80 %", "  render: 12.3s"])
    def test_the_rendering_stage_is_read_from_a_profile(self, line: str, tmp_path: Path) -> None:
        profile = f"{GENERATOR}\nprint('reading 3.1 s')\nprint({line!r})"
        first = findings(profile, tmp_path)[0]
        assert isinstance(first, Measurement)
        assert first.rendering == (12.3,)

    def test_a_missing_page_is_complained_of(self, tmp_path: Path) -> None:
        (site,) = [finding for finding in findings(FORGETFUL, tmp_path) if isinstance(finding, Site)]
        assert "8 pages of articles instead of 9" in site.complaints

    def test_an_edit_that_does_not_show_ends_the_contest(self, tmp_path: Path) -> None:
        *_, last = findings(ONCE, tmp_path)
        assert last == Skipped("one", 9, "the edited article is not in the site", "edit")

    def test_a_failing_build_is_skipped_with_its_reason(self, tmp_path: Path) -> None:
        assert findings("exit('no theme')", tmp_path) == [Skipped("one", 9, "exit code 1: no theme", "cold")]

    def test_what_is_done_with_is_out_of_the_way_until_all_is_measured(self, tmp_path: Path) -> None:
        findings(GENERATOR, tmp_path)
        places = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*") if path.is_file()}
        assert places == {"discarded"}


class TestCommandLine:
    @pytest.fixture(autouse=True)
    def _small_world(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def missing() -> tuple[Step, ...]:
            raise NotInstalled("no binary for this system")

        world = {
            "one": contestant(GENERATOR),
            "two": contestant("exit('too many articles')", "two"),
            "three": Contestant(
                name="three",
                title="Three",
                builds="",
                layout="hugo",
                project=(),
                steps=missing,
                site="public",
            ),
        }
        monkeypatch.setattr(run, "CONTESTANTS", world)

    def test_results_table_and_chart_are_written(self, tmp_path: Path) -> None:
        assert run.main(run.Options(sizes="5,9", runs=1, out=tmp_path)) == 0
        assert sorted(path.name for path in tmp_path.iterdir()) == ["chart.svg", "results.json", "results.md"]
        table = (tmp_path / "results.md").read_text(encoding="utf-8")
        assert "### 9 articles" in table
        assert "cannot be installed: no binary for this system" in table

    def test_who_fails_is_spared_larger_sizes(self, tmp_path: Path) -> None:
        run.main(run.Options(sizes="5,9", only="two", runs=1, out=tmp_path))
        reasons = [skipped.reason for skipped in read(tmp_path / "results.json").skipped]
        failed = "exit code 1: too many articles"
        assert reasons == [failed, f"{failed} with fewer articles"]

    def test_peers_are_not_given_more_than_wished(self, tmp_path: Path) -> None:
        run.main(run.Options(sizes="5,9", only="one", runs=1, peers_up_to=5, out=tmp_path))
        (skipped,) = read(tmp_path / "results.json").skipped
        assert (skipped.size, skipped.reason) == (9, "peers are given 5 articles at the most")

    @pytest.mark.parametrize(
        ("options", "message"),
        [
            (run.Options(sizes="many"), "--sizes many: expected numbers"),
            (run.Options(sizes="0,5"), "--sizes must be from 1"),
            (run.Options(only="jekyll"), "there is no jekyll; there are one, two, three"),
        ],
    )
    def test_wrong_options_are_explained(
        self, options: run.Options, message: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run.main(options) == 1
        assert message in capsys.readouterr().err


class TestReport:
    def test_results_survive_their_json(self, tmp_path: Path) -> None:
        kept = results(cold("wenda", 100, 1.0), Site("wenda", 100, 3, 9), Skipped("hugo", 100, "no"))
        write(kept, tmp_path / "results.json")
        assert read(tmp_path / "results.json") == kept

    def test_the_median_of_the_runs_counts(self) -> None:
        assert "| Wenda |  | 2.00 s |" in markdown(results(cold("wenda", 100, 9.0, 1.0, 2.0)))

    def test_steps_are_added_up_and_shown_apart(self) -> None:
        found = (
            cold("hugo-pagefind", 100, 3.0, step="hugo"),
            cold("hugo-pagefind", 100, 4.0, step="pagefind"),
        )
        table = markdown(results(*found))
        assert "| Hugo-Pagefind |  | 7.00 s |" in table
        assert "| – pagefind alone |  | 4.00 s |" in table

    @pytest.mark.parametrize(("seconds", "verdict"), [(3.0, "| 0.3 × | yes |"), (3.1, "| 0.31 × | **no** |")])
    def test_a_target_is_reached_or_not(self, seconds: float, verdict: str) -> None:
        table = markdown(results(cold("wenda", 10_000, seconds), cold("hugo-pagefind", 10_000, 10.0)))
        assert f"| cold at 10,000, beside Hugo with Related and Pagefind | ≤ 0.3 × {verdict}" in table

    def test_what_was_not_measured_reaches_no_target(self) -> None:
        assert markdown(results(cold("wenda", 100, 1.0))).count("not measured") == 10

    def test_the_time_of_a_wrong_site_does_not_count(self) -> None:
        wrong = Site("hugo", 10_000, 1, 1, ("no pages",))
        table = markdown(results(cold("wenda", 10_000, 1.0), cold("hugo", 10_000, 9.0), wrong))
        assert "| cold at 10,000, beside Hugo without Related | ≤ 1 × | – | not measured |" in table
        assert "Hugo, 10,000 articles: no pages; its time does not count" in table

    def test_rendering_with_one_process_and_with_two_is_compared(self) -> None:
        one, two = (
            Measurement("wenda", 100, f"jobs-{jobs}", "wenda", (usage(9.0),), (seconds,))
            for jobs, seconds in ((1, 8.0), (2, 4.0))
        )
        assert "| rendering with two processes, beside one | ≥ 1.7 × | 2 × | yes |" in markdown(
            results(one, two)
        )

    def test_the_chart_has_a_line_for_everybody_measured(self) -> None:
        picture = chart(results(cold("wenda", 100, 1.0), cold("wenda", 1000, 9.0), cold("hugo", 100, 2.0)))
        assert re.findall(r">(Wenda|Hugo)<", picture) == ["Wenda", "Hugo"]
        assert picture.count("<circle") == 3

    def test_names_at_the_end_of_lines_do_not_overlap(self) -> None:
        picture = draw({name: [(100, 5.0), (1000, 50.0)] for name in "甲乙丙丁"}, "title")
        heights = sorted(float(y) for y in re.findall(r'y="([\d.]+)" fill="#\w+">[甲乙丙丁]', picture))
        assert len(heights) == 4
        assert all(after - before >= 15 for before, after in pairwise(heights))

    def test_nothing_measured_makes_no_chart(self) -> None:
        with pytest.raises(ValueError, match="nothing to draw"):
            draw({}, "title")


class TestPeers:
    def test_every_peer_is_pinned(self) -> None:
        for name in ("hugo", "mkdocs", "zensical", "pagefind", "@11ty/eleventy"):
            assert re.fullmatch(r"\d+\.\d+\.\d+", peers.version(name))

    def test_lock_files_name_no_registry_and_check_what_they_get(self) -> None:
        packages = json.loads((peers.BENCH / "package-lock.json").read_text(encoding="utf-8"))["packages"]
        assert not [name for name, package in packages.items() if "resolved" in package]
        assert all("integrity" in package for name, package in packages.items() if name)
        for lock in (peers.BENCH / "peers").glob("*/requirements.txt"):
            lines = lock.read_text(encoding="utf-8").splitlines()
            assert not [line for line in lines if "://" in line]
            assert sum("==" in line for line in lines) <= sum("--hash=sha256:" in line for line in lines)

    def test_what_cannot_be_installed_says_why(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(peers, "BENCH", tmp_path)
        monkeypatch.setattr(peers, "INSTALLED", tmp_path)
        monkeypatch.setenv("PATH", "")
        peers.node_peers.cache_clear()
        with pytest.raises(NotInstalled, match="npm is not installed"):
            peers.node_peers()

    def test_every_project_file_is_there(self) -> None:
        for one in contestants.CONTESTANTS.values():
            assert all(path.exists() for path in one.project)
