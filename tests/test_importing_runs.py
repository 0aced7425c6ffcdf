"""Whole imports: any order, any number of runs, nobody's edits lost."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from importing_sample import PAGES, files, imported, titled

from wenda.content.front_matter import format_article
from wenda.content.store import load_articles
from wenda.importing.report import EditedFile
from wenda.importing.run import import_pages
from wenda.importing.stamp import is_untouched
from wenda.model import Article, Status

pytest_plugins = ["importing_fixtures"]


def test_a_full_page_replaces_an_excerpt_and_keeps_its_id(raw: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    imported(raw / "b.txt", into=content)
    excerpt = titled(content, "住院押金能退吗")
    assert excerpt.status is Status.EXCERPT
    imported(raw / "a.txt", into=content)
    full = titled(content, "住院押金能退吗")
    assert (full.id, full.status, full.title) == (excerpt.id, Status.FULL, "住院押金能退吗？")
    assert full.body.startswith(
        "能退，出院结算时多退少补。\n\n## 一、怎么退\n\n1. **现金**\n\n    窗口当场退。"
    )


def test_a_longer_excerpt_replaces_a_shorter_one(raw: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    imported(raw / "b.txt", raw / "c.txt", into=content)
    assert titled(content, "住院押金能退吗").body == "能退，凭收据到窗口办理，刷卡的原路退回，现金当场退…"
    imported(raw / "b.txt", into=content)
    assert "原路退回" in titled(content, "住院押金能退吗").body


def test_dates_categories_and_links_merge(raw: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    imported(raw, into=content)
    article = titled(content, "住院押金能退吗")
    assert (str(article.date), str(article.updated), article.category) == (
        "2025-02-01",
        "2025-05-06",
        "费用问答",
    )
    assert article.related == (titled(content, "欠费能出院吗").id, titled(content, "住院要带什么").id)
    assert article.searches == ("押金", "退费")
    debts = titled(content, "欠费能出院吗")
    assert (str(debts.date), str(debts.updated), debts.category) == ("2024-12-31", "2025-03-04", "就医问答")


def test_two_categories_are_a_category_and_a_tag(tmp_path: Path) -> None:
    for name, category in (("a.txt", "费用"), ("b.txt", "就医")):
        page = f"问题{name}\n\n答案在此。\n\n相关推荐\n\n住院要带什么\n\n带证件。\n\n{category} 2025-01-01\n"
        (tmp_path / name).write_text(page, encoding="utf-8")
    imported(tmp_path, into=tmp_path / "content")
    article = titled(tmp_path / "content", "住院要带什么")
    assert (article.category, article.tags) == ("就医", ("费用",))


def test_a_page_does_not_link_to_itself(raw: Path, tmp_path: Path) -> None:
    imported(raw / "c.txt", into=tmp_path / "content")
    debts = titled(tmp_path / "content", "欠费能出院吗")
    assert debts.related == (titled(tmp_path / "content", "住院押金能退吗").id,)


def test_the_notice_goes_with_the_page_and_its_recommendations(raw: Path, tmp_path: Path) -> None:
    imported(raw / "a.txt", into=tmp_path / "content")
    articles, _ = load_articles(tmp_path / "content")
    assert {article.disclaimer for article in articles} == {"本页不能代替医院的答复。"}


@pytest.mark.parametrize("order", list(permutations(PAGES)))
def test_the_order_of_pages_and_runs_does_not_matter(order: Sequence[str], raw: Path, tmp_path: Path) -> None:
    at_once, one_by_one = tmp_path / "at_once", tmp_path / "one_by_one"
    imported(raw, into=at_once)
    for name in order:
        imported(raw / name, into=one_by_one)
    assert files(one_by_one) == files(at_once)


def test_a_second_run_touches_no_file(raw: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    imported(raw, into=content)
    before = {path: path.stat().st_mtime_ns for path in content.iterdir()}
    report = imported(raw, into=content)
    assert {path: path.stat().st_mtime_ns for path in content.iterdir()} == before
    assert (report.created, report.merged, report.unchanged) == (0, 0, 3)


def test_a_page_found_twice_is_imported_once(raw: Path, tmp_path: Path) -> None:
    report = imported(raw, raw / "a.txt", raw / ".." / raw.name, into=tmp_path / "content")
    assert report.pages == 3


def test_width_spacing_and_punctuation_make_no_other_question(tmp_path: Path) -> None:
    for name, title in (
        ("a.txt", "异地就医,要备案吗?"),
        ("b.txt", "异地就医 要备案吗"),
        ("c.txt", "異地就醫，要備案嗎？"),
    ):
        (tmp_path / name).write_text(f"{title}\n\n要备案，出院前补办也行。{name}\n", encoding="utf-8")
    report = import_pages([tmp_path], tmp_path / "content")
    assert len(files(tmp_path / "content")) == 1
    assert [problem.rule for problem in report.warnings] == ["same-question"] * 2


def test_the_spelling_that_comes_first_does_not_decide_the_id(tmp_path: Path) -> None:
    spellings = ("异地就医,要备案吗?", "异地就医要备案吗", "异地 就医 要 备案 吗")
    for title in spellings:
        (tmp_path / "a.txt").write_text(f"{title}\n\n要备案。\n", encoding="utf-8")
        import_pages([tmp_path / "a.txt"], tmp_path / title)
    assert len({name for title in spellings for name in files(tmp_path / title)}) == 1


def test_another_way_to_ask_that_an_article_names_is_its_question(raw: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    own = Article(
        id="yajin", path="yajin.md", title="押金怎么退", body="自己写的。", alt_titles=("住院押金能退吗",)
    )
    (content / "yajin.md").write_text(format_article(own), encoding="utf-8")
    report = imported(raw / "a.txt", into=content)
    assert [edited.path.name for edited in report.edited] == ["yajin.md"]
    assert report.created == 2


def test_questions_that_sound_alike_get_ids_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "医保断交\n\n断交了。\n\n相关推荐\n\n医保断缴\n\n断缴了。\n\n医保 2025-01-01\n", encoding="utf-8"
    )
    imported(tmp_path, into=tmp_path / "content")
    assert len(files(tmp_path / "content")) == 2


def test_an_edited_file_is_left_alone_and_what_would_change_is_shown(raw: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    imported(raw, into=content)
    path = content / titled(content, "住院押金能退吗").path
    path.write_text(path.read_text(encoding="utf-8").replace("多退少补", "退还余额"), encoding="utf-8")
    before = files(content)
    report = imported(raw, into=content)
    assert files(content) == before
    [edited] = report.edited
    assert edited.path == path
    assert "-能退，出院结算时退还余额。" in edited.diff
    assert "+能退，出院结算时多退少补。" in edited.diff
    assert "imported:" not in edited.diff.replace("\n imported:", "")
    assert report.ledger.sums.dropped["its article was edited by hand"] > 0


def test_an_edited_title_does_not_bring_the_question_back(raw: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    imported(raw / "a.txt", into=content)
    path = content / titled(content, "住院押金能退吗").path
    path.write_text(
        path.read_text(encoding="utf-8").replace("住院押金能退吗", "出院时押金怎么退"), encoding="utf-8"
    )
    before = files(content)
    report = imported(raw / "a.txt", into=content)
    assert files(content) == before
    assert [edited.path for edited in report.edited] == [path]


def test_tags_that_somebody_added_are_an_edit_without_a_difference(raw: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    imported(raw, into=content)
    path = content / titled(content, "住院要带什么").path
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("source:\n", "topic: 住院\nsource:\n"), encoding="utf-8")
    [edited] = imported(raw, into=content).edited
    assert (edited.path, edited.diff) == (path, "")
    assert "topic: 住院" in path.read_text(encoding="utf-8")


def test_an_article_written_by_hand_is_never_overwritten(raw: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    own = Article(id="yajin", path="yajin.md", title="住院押金能退吗", body="我们自己的答案。")
    (content / "yajin.md").write_text(format_article(own), encoding="utf-8")
    report = imported(raw, into=content)
    assert titled(content, "住院押金能退吗").body == "我们自己的答案。"
    assert [edited.path.name for edited in report.edited] == ["yajin.md"]
    debts = titled(content, "欠费能出院吗")
    assert debts.status is Status.EXCERPT


def test_a_broken_file_is_not_overwritten(raw: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    imported(raw / "a.txt", into=content)
    path = content / titled(content, "住院押金能退吗").path
    path.write_text("---\ntitle: [\n---\nbroken\n", encoding="utf-8")
    report = imported(raw / "a.txt", into=content)
    assert path.read_text(encoding="utf-8").endswith("broken\n")
    assert [edited.path for edited in report.edited] == [path]


def test_a_file_moved_to_a_folder_is_still_the_same_article(raw: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    imported(raw, into=content)
    article = titled(content, "住院要带什么")
    (content / "zhuyuan").mkdir()
    (content / article.path).rename(content / "zhuyuan" / article.path)
    report = imported(raw, into=content)
    assert (report.created, report.unchanged) == (0, 3)


def test_what_was_written_is_known_as_untouched(raw: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    imported(raw, into=content)
    for article in load_articles(content)[0]:
        text = (content / article.path).read_text(encoding="utf-8")
        assert text == format_article(article)
        assert is_untouched(text)
        assert is_untouched(text.replace("\n", "\r\n"))
        assert not is_untouched(text + "x\n")
        assert not is_untouched(format_article(replace(article, summary="anders")))


def test_an_edited_file_is_told_with_what_the_import_would_have_changed_in_it() -> None:
    assert str(EditedFile(Path("a.md"), "-旧\n+新\n")).endswith("This would have changed:\n-旧\n+新\n")
    assert str(EditedFile(Path("a.md"), "")).endswith("left as it is, and nothing would have changed")
