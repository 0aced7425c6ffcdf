"""Pages that would hang or crash a renderer: each is told, shown as it is written, and all others are built."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from miniature import REPO, Built

import build
from wenda.content.store import load_articles
from wenda.errors import WendaError
from wenda.importing.run import import_pages
from wenda.site.library.check import check_content
from wenda.site.mkdocs.page import WendaPage
from wenda.site.processes.limits import End, Limits
from wenda.site.processes.workers import run
from wenda.site.rendering.as_written import as_written
from wenda.site.settings import build_date
from wenda.site.texts import load_texts

pytest_plugins = ["miniature_fixtures"]

DEEP = "1. " * 1000
NOTICE = load_texts("zh").say("pages", "as_written")


def page(title: str, body: str) -> str:
    return f"---\ntitle: {title}\nsummary: 短。\n---\n\n{body}\n"


@pytest.fixture
def built(
    project: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, Built]]:
    """Give a function that builds articles by name, and returns the exit code, what was told, and the site."""

    def run_build(bodies: dict[str, str], jobs: int = 1, **options: object) -> tuple[int, str, Built]:
        config = project(
            {f"{name}.md": page(f"问题 {name}", body) for name, body in bodies.items()}, **options
        )
        site = tmp_path / f"site-{jobs}"
        arguments = ["--config", str(config), "--site-dir", str(site), "--jobs", str(jobs)]
        return build.main(["build", *arguments]), capsys.readouterr().err, Built(site)

    return run_build


def stubborn(number: int) -> int:
    """Do what a task of this number does: some never end, some take all memory, some crash."""
    if number == 40:
        while True:
            pass
    if number == 41:
        return len(bytearray(2_000_000_000))
    if number == 70:
        signal.signal(signal.SIGSEGV, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGSEGV)
    return number


@pytest.mark.parametrize("jobs", [1, 3])
def test_tasks_that_pass_a_limit_are_rescued_and_no_other_is_lost(jobs: int) -> None:
    ends: dict[int, End] = {}

    def rescue(number: int, end: End) -> int:
        ends[number] = end
        return number

    assert sorted(run(stubborn, 100, jobs, Limits(1, 200), rescue)) == list(range(100))
    assert ends == {40: End.TIME, 41: End.MEMORY, 70: End.CRASH}


def test_a_task_that_is_exempt_takes_what_it_needs() -> None:
    def hungry(number: int) -> int:
        return len(bytearray(300_000_000)) if number == 0 else number

    assert sorted(run(hungry, 3, 1, Limits(1, 100, exempt={0}), lambda number, _: -number)) == [
        1,
        2,
        300_000_000,
    ]


def test_a_worker_that_is_killed_from_outside_is_no_fault_of_its_task() -> None:
    def killed(number: int) -> int:
        if number == 5:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(WendaError, match="a worker process died"):
        list(run(killed, 10, 1, Limits(5, 500), lambda number, _: number))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_takes_too_long_is_told_and_shown_as_written_beside_the_others(
    built: Callable[..., tuple[int, str, Built]], jobs: int
) -> None:
    slow = "[ a_" * 40_000
    code, told, site = built(
        {"a": "好。", "slow": f"{slow}\n\n<b>完</b>", "z": "**好**。"}, jobs, page_seconds=1
    )
    assert code == 1
    assert "content/slow.md: could not be rendered: it takes more than 1 s" in told
    assert slow in site.page("q/slow/")
    assert "&lt;b&gt;完&lt;/b&gt;" in site.page("q/slow/")
    assert NOTICE in site.page("q/slow/")
    assert "<strong>好</strong>" in site.page("q/z/")
    assert NOTICE not in site.page("q/a/") + site.page("q/z/")


def test_a_page_that_is_nested_too_deeply_does_not_change_the_next(
    built: Callable[..., tuple[int, str, Built]],
) -> None:
    good = "- 一\n\n- 二\n\n    段\n\n1. 三\n2. 四"
    _, _, alone = built({"b": good})
    code, told, site = built({"a": f"> - {DEEP}", "b": good, "c": DEEP}, 2)
    assert code == 1
    assert "content/a.md: could not be rendered: it is nested too deeply" in told
    assert "content/c.md: could not be rendered: it is nested too deeply" in told
    assert body_of(site.page("q/b/")) == body_of(alone.page("q/b/"))


def body_of(page: str) -> str:
    return page.partition('<div class="md-typeset w-body">')[2].partition("</div>")[0]


def test_what_makes_markdown_fail_does_not_make_the_build_fail(
    built: Callable[..., tuple[int, str, Built]], monkeypatch: pytest.MonkeyPatch
) -> None:
    convert = WendaPage._convert

    def failing(self: WendaPage, *given: object) -> None:
        if "坏" in (self.markdown or ""):
            raise ValueError("no such thing")
        convert(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(WendaPage, "_convert", failing)
    code, told, site = built({"a": "坏 `了`", "b": "好 <![ x"})
    assert code == 1
    assert "content/a.md: could not be rendered: ValueError: no such thing" in told
    assert "坏" in site.page("q/a/")
    assert "好" in site.page("q/b/")


def test_mkdocs_alone_shows_a_page_that_is_nested_too_deeply_in_the_same_way(
    built: Callable[..., tuple[int, str, Built]], tmp_path: Path
) -> None:
    _, _, ours = built({"a": DEEP, "b": "> " * 60 + "深"})
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(tmp_path / "mkdocs.yml")]
    done = subprocess.run(
        [*command, "--site-dir", str(tmp_path / "other")],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPO,
    )
    assert "could not be rendered: it is nested too deeply" in done.stderr
    for url in ("q/a/", "q/b/"):
        assert Built(tmp_path / "other").page(url) == ours.page(url)


def test_a_text_as_written_loses_nothing_and_means_nothing() -> None:
    html = as_written("<script>a()</script>\n  第二行\n\n\n&amp; **段**", "原文")
    assert html == (
        "<p><strong>原文</strong></p>\n"
        "<p>&lt;script&gt;a()&lt;/script&gt;<br>  第二行</p>\n"
        "<p>&amp;amp; **段**</p>"
    )


def shapes() -> Iterator[tuple[str, str]]:
    """Yield texts of 100,000 characters and more that are awkward to read, by name."""
    for char in '`*_[(#-.!<&~|=:"\\0a测 ':
        yield f"run of {char!r}", char * 100_000
    for unit in (
        "[ a_",
        "> ",
        "1. ",
        "- a\n",
        "1. a\n",
        "# a\n",
        "```\n",
        "[a](",
        "![](",
        "<a ",
        "<a \"'",
        "<ul><li>",
        "<table><tr><td>",
        "<!--",
        "**a ",
        "`a",
    ):
        yield f"run of {unit!r}", unit * (100_000 // len(unit))
    yield "a hundred thousand items", "- a\n" * 100_000
    yield "a line of a megabyte", "测" * 350_000
    yield "lists in lists", "".join(f"{'  ' * depth}- a\n" for depth in range(300))


def test_every_other_reader_of_a_text_gets_through_awkward_ones(tmp_path: Path) -> None:
    cases = list(shapes())

    def read(number: int) -> int:
        name, text = cases[number]
        folder = tmp_path / str(number)
        (folder / "raw").mkdir(parents=True, exist_ok=True)  # done again when its worker dies of a later one
        (folder / "raw" / "a.txt").write_text(f"Q: 怎么办\n\n{text}\n", encoding="utf-8")
        (folder / "raw" / "b.html").write_text(f"<html><h1>怎么办</h1>\n{text}\n", encoding="utf-8")
        (folder / "raw" / "c.csv").write_text(f"问题,答案\n怎么办,{text}\n", encoding="utf-8")
        import_pages([folder / "raw", folder / "raw" / "c.csv"], folder / "imported")
        (folder / "content").mkdir(exist_ok=True)
        (folder / "content" / "a.md").write_text(page(name, text), encoding="utf-8")
        check_content(folder / "content", build_date())
        return len(load_articles(folder / "content")[0])

    died: list[str] = []

    def note(number: int, _: End) -> int:
        died.append(cases[number][0])
        return 0

    # Ten times what the slowest takes: this catches what grows with the square of a text's length.
    seconds = 60 if sys.gettrace() else 10  # measuring coverage slows everything down
    articles = list(run(read, len(cases), 2, Limits(seconds, 2000), note))
    assert died == []
    assert sum(articles) == len(cases)
