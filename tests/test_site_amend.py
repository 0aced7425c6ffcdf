"""Edited texts: brought into the standing site without opening the library, wherever nothing else can be different."""

import random
from pathlib import Path
from typing import Any

import pytest
from comparing import differences
from rebuilding import build, picture, rewrite, settle

from wenda.errors import WendaError
from wenda.site.assembly import Assembly, assemble
from wenda.site.driver import build_site
from wenda.site.report import BuildReport

pytest_plugins = ["miniature_fixtures"]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Grow by one whenever a build opens the whole library."""
    times: list[None] = []

    def told(*given: Any, **named: Any) -> Assembly:
        times.append(None)
        return assemble(*given, **named)

    monkeypatch.setattr("wenda.site.assembly.assemble", told)
    return times


@pytest.fixture
def numbered(small_copy: Path, opened: list[None]) -> Path:
    """Give a site that stands; its articles have a number at the end, which can be another without more ado."""
    for path in (small_copy / "content").rglob("*.md"):
        with path.open("a", encoding="utf-8") as file:
            file.write("\n\n编号 0。\n")
    settle(small_copy)
    build(small_copy)
    opened.clear()
    return small_copy


def amend(folder: Path, name: str, old: str, new: str) -> BuildReport:
    path = folder / "content" / f"{name}.md"
    before = path.read_text(encoding="utf-8")
    rewrite(path, old, new)
    assert path.read_text(encoding="utf-8") != before
    settle(folder)
    return build(folder)


def told_by(report: BuildReport) -> tuple[object, ...]:
    return report.articles, report.pages, report.weight, report.warnings, report.unrendered, report.left_out


def assert_clean(folder: Path, elsewhere: Path, report: BuildReport) -> None:
    fresh = build_site(folder / "mkdocs.yml", elsewhere / "site", None, 1)
    assert list(differences(folder / "site", elsewhere / "site")) == []
    assert told_by(report) == told_by(fresh)


def test_edited_texts_are_brought_in_without_opening_the_library(
    numbered: Path, tmp_path: Path, opened: list[None]
) -> None:
    for step in range(3):
        for name in ("goupiao-1", "chepiao-tuipiao"):
            rewrite(numbered / "content" / f"{name}.md", f"编号 {step}", f"编号 {step + 1}")
        report = build(numbered, jobs=1 + step % 2)
        assert opened == []
        assert report.rendered == 2
    assert_clean(numbered, tmp_path / "clean", report)


def test_a_title_may_be_edited_between_texts(numbered: Path, tmp_path: Path, opened: list[None]) -> None:
    amend(numbered, "goupiao-1", "编号 0", "编号 1")
    assert opened == []
    amend(numbered, "goupiao-2", "title: ", "title: 改名的")
    assert opened == [None]
    report = amend(numbered, "goupiao-1", "编号 1", "编号 2")
    assert opened == [None]
    assert_clean(numbered, tmp_path / "clean", report)


def test_a_whole_build_takes_over_the_page_of_an_edited_text(numbered: Path, opened: list[None]) -> None:
    amend(numbered, "goupiao-1", "编号 0", "编号 1")
    picture(numbered, random.Random(0))
    report = build(numbered)
    assert opened == [None]
    assert report.rendered == 0


def test_the_beginning_of_a_text_that_has_a_summary_is_brought_in_likewise(
    numbered: Path, tmp_path: Path, opened: list[None]
) -> None:
    report = amend(numbered, "goupiao-1", "带上证件", "备好证件")
    assert opened == []
    assert_clean(numbered, tmp_path / "clean", report)


def test_the_beginning_of_a_text_without_a_summary_opens_the_library(
    numbered: Path, tmp_path: Path, opened: list[None]
) -> None:
    amend(numbered, "goupiao-1", "summary: 第 1 种情况，去窗口办理。\n", "")
    opened.clear()
    report = amend(numbered, "goupiao-1", "带上证件", "备好证件")
    assert opened == [None]
    assert_clean(numbered, tmp_path / "clean", report)


@pytest.mark.parametrize(
    "text",
    [
        "[退票](chepiao-tuipiao.md)",
        "[旧](gone.md)",
        "[这里](#zheli)",
        "\n\n## 另一节\n\n另",
        "![](images/ticket.png)",
    ],
)
def test_what_other_articles_have_to_do_with_opens_the_library(
    numbered: Path, tmp_path: Path, opened: list[None], text: str
) -> None:
    amend(numbered, "goupiao-1", "编号 0", text)
    report = amend(numbered, "goupiao-1", text, "编号 1")
    assert opened == [None, None]
    assert_clean(numbered, tmp_path / "clean", report)


def test_links_of_an_edited_text_lead_where_they_did(
    numbered: Path, tmp_path: Path, opened: list[None]
) -> None:
    links = (
        '[退](chepiao-tuipiao.md)<a href="goupiao-2.md">购</a>![票](images/ticket.png)[旧](gone.md) 编号 0'
    )
    amend(numbered, "goupiao-1", "编号 0", links)
    opened.clear()
    report = amend(numbered, "goupiao-3", "编号 0", "编号 1")
    assert opened == []
    assert any(problem.rule == "broken-link" for problem in report.warnings)
    report = amend(numbered, "goupiao-1", "编号 0", "编号 1")
    assert_clean(numbered, tmp_path / "clean", report)


def test_a_text_that_tells_far_behind_what_it_is_about_opens_the_library(
    numbered: Path, tmp_path: Path, opened: list[None]
) -> None:
    amend(numbered, "goupiao-1", "带上证件", "在北京买票，带上证件")
    amend(numbered, "goupiao-1", "编号 0", f"{'请排队。' * 60}编号 0")
    opened.clear()
    report = amend(numbered, "goupiao-1", "编号 0", "编号 0，在北京办，到北京取")
    assert opened == [None]
    assert_clean(numbered, tmp_path / "clean", report)


def test_a_problem_of_an_edited_text_is_told_until_it_is_mended(
    numbered: Path, tmp_path: Path, opened: list[None]
) -> None:
    worse = amend(numbered, "goupiao-1", "编号 0", "**编号 0")
    assert [problem.rule for problem in worse.warnings if "goupiao-1" in problem.path] == ["unbalanced-bold"]
    assert_clean(numbered, tmp_path / "worse", worse)
    better = amend(numbered, "goupiao-1", "**编号 0", "编号 0")
    assert opened == [None]  # by the clean build
    assert_clean(numbered, tmp_path / "better", better)


def test_a_text_that_cannot_be_read_prevents_the_site(numbered: Path) -> None:
    path = numbered / "content" / "goupiao-1.md"
    path.write_bytes(path.read_bytes() + b"\xff")
    with pytest.raises(WendaError, match="not UTF-8"):
        build(numbered)
