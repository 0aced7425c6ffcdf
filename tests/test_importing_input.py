"""Whole imports of whatever lies there: bad pages beside good ones, encodings, dates, and what the ledger says."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from importing_sample import FULL, PAGES, imported, titled

from wenda.errors import Severity, WendaError
from wenda.importing.ledger import write_ledger
from wenda.importing.run import import_pages
from wenda.model import Status

pytest_plugins = ["importing_fixtures"]

BAD = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": ("\ufeff \n\u3000\n".encode(), "is empty"),
    "binary.txt": (b"\x89PNG\r\n\x1a\n\x00\x00", "is binary"),
    "latin.txt": ("Où est la pièce déposée à l'école ?\n".encode("latin-1"), "neither UTF-8 nor GB18030"),
    "damaged.txt": ("医保断缴怎么办\n可以补缴".encode() + b"\xff\n", "damaged.txt:2: byte 0xff"),
    "label.txt": ("相关推荐\n\n能报吗\n\n能。\n\n医保 2025-01-01\n".encode(), "no question"),
    "prose.txt": (("这一页没有问题，" * 40).encode(), "no question"),
    "article.txt": ("\ufeff---\r\ntitle: 怎么办\r\n---\r\n\r\n文。\r\n".encode(), "is an article already"),
    "huge.txt": (b"a\n" * 1_000_000, "more than"),
}


def test_bad_pages_get_one_clear_line_each_with_a_way_out_and_the_good_are_imported(
    raw: Path, tmp_path: Path
) -> None:
    for name, (data, _) in BAD.items():
        (raw / name).write_bytes(data)
    (raw / "folder.txt").mkdir()
    (raw / "nothing").mkdir()
    (tmp_path / "outside.page").write_text("Q: 别处的问题是什么\n\n不该发表的回答。\n", encoding="utf-8")
    (raw / "linked.txt").symlink_to(tmp_path / "outside.page")
    os.mkfifo(raw / "pipe.txt")
    report = import_pages([raw, raw / "nothing", raw / "missing.txt"], tmp_path / "content")
    assert report.pages == 3
    lines = {Path(problem.path).name: str(problem) for problem in report.problems}
    assert len(report.problems) == len(lines) == len(BAD) + 4
    assert all(line.count("\n    ") == line.count("\n") == 1 for line in lines.values())
    for name, (_, message) in BAD.items():
        assert message in lines[name]
    assert "no pages" in lines["nothing"]
    assert "No such file" in lines["missing.txt"]
    assert "symbolic link" in lines["linked.txt"]
    assert "no regular file" in lines["pipe.txt"]


def test_files_of_a_folder_that_are_no_pages_are_counted_and_told(raw: Path, tmp_path: Path) -> None:
    for name in ("faq.csv", "more.CSV", "note", "page.mht", ".DS_Store"):
        (raw / name).write_text("问题,答案\n", encoding="utf-8")
    report = import_pages([raw], tmp_path / "content")
    [warning] = [warning for warning in report.warnings if warning.rule == "passed-over"]
    assert warning.path == str(raw)
    assert warning.message == "what else lies there was passed over: 1 without a suffix, 2 .csv, 1 .mht"
    assert "*.html" in warning.hint


@pytest.mark.parametrize("name", ["faq.xlsx", "faq.XML", "taxonomy.yml"])
def test_data_that_is_named_itself_is_no_page(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("问题,答案\n怎么办,这么办\n", encoding="utf-8")
    report = import_pages([tmp_path / name], tmp_path / "content")
    assert [problem.message for problem in report.problems] == ["is data of a sort that is not read"]
    assert "*.csv" in report.problems[0].hint
    assert list((tmp_path / "content").glob("*.md")) == []


def test_a_page_without_permission_is_a_problem(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def denying(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(
        Path, "open", denying
    )  # root may read everything, so the mode alone would prove nothing
    report = import_pages([raw], tmp_path / "content")
    assert [problem.message for problem in report.problems] == ["cannot be read: Permission denied"]
    assert report.pages == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("space", [" ", "\u00a0", "\u3000"])
def test_encodings_line_ends_and_spaces_make_no_difference(
    encoding: str, ending: str, space: str, tmp_path: Path
) -> None:
    page = FULL.replace("   ", space * (3 if len(space.encode()) < 3 else 2))
    (tmp_path / "a.txt").write_bytes(page.replace("\n", ending).encode(encoding))
    imported(tmp_path, into=tmp_path / "content")
    assert "1. **现金**\n\n    窗口当场退。" in titled(tmp_path / "content", "住院押金能退吗").body


def test_a_date_that_the_calendar_lacks_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FULL.replace("2025-03-04", "2025-02-30"), encoding="utf-8")
    report = import_pages([tmp_path], tmp_path / "content")
    [warning] = report.warnings
    assert (warning.line, warning.rule, warning.severity) == (21, "impossible-date", Severity.WARNING)
    assert titled(tmp_path / "content", "欠费能出院吗").date is None


def test_who_wrote_a_page_stays_with_its_source(tmp_path: Path) -> None:
    byline = "2025年4月20日 09:30 来源：某市晚报 编辑：小王"
    (tmp_path / "a.txt").write_text(f"医保卡丢了怎么办\n{byline}\n\n先挂失，再补办。\n", encoding="utf-8")
    imported(tmp_path, into=tmp_path / "content")
    article = titled(tmp_path / "content", "医保卡丢了怎么办")
    assert (str(article.date), article.source[1:]) == ("2025-04-20", ("来源:某市晚报 编辑:小王",))
    assert article.body == "先挂失，再补办。"


def test_a_question_without_an_answer_is_an_excerpt_and_a_warning(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("医保卡丢了怎么办\n", encoding="utf-8")
    report = import_pages([tmp_path], tmp_path / "content")
    assert [warning.rule for warning in report.warnings] == ["no-answer"]
    assert titled(tmp_path / "content", "医保卡丢了怎么办").status is Status.EXCERPT


def test_a_content_folder_that_is_a_file_is_a_clear_error(raw: Path, tmp_path: Path) -> None:
    (tmp_path / "content").write_text("", encoding="utf-8")
    with pytest.raises(WendaError, match="content: cannot be made"):
        import_pages([raw], tmp_path / "content")


def test_the_ledger_tells_which_text_went(raw: Path, tmp_path: Path) -> None:
    report = imported(raw, into=tmp_path / "content")
    write_ledger(report.ledger, tmp_path / "ledger.json")
    ledger = json.loads((tmp_path / "ledger.json").read_text(encoding="utf-8"))
    [page] = [page for page in ledger["pages"] if page["page"].endswith("b.txt")]
    fates = {
        line["text"]: (line["fate"], line.get("as") or line["why"]) for line in page["lines"] if line["text"]
    }
    assert fates == {
        "住院要带什么？": ("kept", "question"),
        "带齐证件和日用品就行。": ("kept", "paragraph"),
        "相关推荐": ("dropped", "label of a part"),
        "住院押金能退吗": ("kept", "recommended question"),
        "能退，凭收据到窗口": ("dropped", "shorter text of the same question"),
        "费用问答 2025-02-01": ("kept", "date and category"),
    }


def test_the_summary_says_what_was_done_and_the_sums_add_up(raw: Path, tmp_path: Path) -> None:
    report = imported(raw, into=tmp_path / "content")
    first, sums, kept, dropped = report.summary_lines()
    assert first == "3 pages, 3 articles: 3 created, 0 merged, 0 unchanged, 0 left as edited"
    lines = sum(len(page.splitlines()) for page in PAGES.values())
    counts = [
        sum(int(part.split()[0]) for part in text.split(": ")[1].split(", ")) for text in (kept, dropped)
    ]
    assert sums == f"{lines} lines = {counts[0]} kept + {counts[1]} dropped"
    assert sum(counts) == lines


def test_a_ledger_that_cannot_be_written_is_a_clear_error(raw: Path, tmp_path: Path) -> None:
    report = imported(raw, into=tmp_path / "content")
    with pytest.raises(WendaError, match="the ledger cannot be written"):
        write_ledger(report.ledger, tmp_path / "nowhere" / "ledger.json")
