"""Exports of questions and answers become the texts of raw pages, one for each record, and then articles."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from importing_sample import files, imported, titled
from miniature import REPO

from wenda.errors import Problem
from wenda.importing import reading
from wenda.importing.exports import SUFFIXES, Record, read_export
from wenda.importing.ledger import write_ledger
from wenda.importing.run import import_pages

CASES = Path(__file__).parent / "cases" / "importing" / "exports.yml"
CORPUS = REPO.parent / "shared" / "corpora" / "medical_qa.csv"

TABLE = """问题,答案,日期
医保卡丢了怎么办,"先挂失，再补办：

1. 打电话挂失；
2. 到窗口补办。",2025-04-20
断缴能补吗,三个月内能补。,2025-02-30
"""


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=name) for name, case in yaml.safe_load(CASES.read_text("utf-8")).items()]
)
def test_an_export_becomes_pages(case: dict[str, Any]) -> None:
    read = list(read_export(case["file"], Path(case["file"]).suffix, case["holds"]))
    pages = {each.line: each.text.rstrip() + "\n" for each in read if isinstance(each, Record)}
    told = [str(each).partition("\n")[0] for each in read if isinstance(each, Problem)]
    assert pages == case.get("pages", {})
    assert told == [case["file"] + each for each in case.get("told", ())]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_table_in_any_encoding_becomes_articles(encoding: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / "FAQ.CSV"
    path.write_bytes(TABLE.replace("\n", ending).encode(encoding))
    report = imported(path, into=tmp_path / "content")
    assert [(warning.line, warning.rule) for warning in report.warnings] == [(6, "impossible-date")]
    lost = titled(tmp_path / "content", "医保卡丢了怎么办")
    assert lost.body == "先挂失，再补办：\n\n1. 打电话挂失；\n2. 到窗口补办。"
    assert str(lost.date) == "2025-04-20"
    assert lost.source[0].startswith("FAQ.CSV sha256:")
    assert titled(tmp_path / "content", "断缴能补吗").date is None


def test_an_export_imported_twice_changes_nothing_and_an_edited_record_changes_its_own_article(
    tmp_path: Path,
) -> None:
    path, content = tmp_path / "faq.csv", tmp_path / "content"
    path.write_text(TABLE, encoding="utf-8")
    imported(path, into=content)
    before = files(content)
    report = imported(path, into=content)
    assert files(content) == before
    assert (report.created, report.merged, report.unchanged) == (0, 0, 2)
    path.write_text(TABLE.replace("三个月内能补", "断缴三个月以内都能补"), encoding="utf-8")
    report = imported(path, into=content)
    assert (report.created, report.merged, report.unchanged) == (0, 1, 1)
    assert titled(content, "断缴能补吗").body == "断缴三个月以内都能补。"


def test_the_ledger_has_each_line_of_each_record(tmp_path: Path) -> None:
    path = tmp_path / "faq.csv"
    path.write_text(TABLE, encoding="utf-8")
    write_ledger(imported(path, into=tmp_path / "content").ledger, tmp_path / "ledger.json")
    pages = json.loads((tmp_path / "ledger.json").read_text(encoding="utf-8"))["pages"]
    assert {page["page"]: [line.get("as") or line["why"] for line in page["lines"]] for page in pages} == {
        f"{path}:2": [
            *("date and category", "blank", "question", "blank"),
            *("paragraph", "blank", "list item", "list item"),
        ],
        f"{path}:6": ["date and category", "blank", "question", "blank", "paragraph"],
    }


def test_what_the_reader_of_pages_finds_is_told_with_the_record_s_line(tmp_path: Path) -> None:
    path = tmp_path / "faq.csv"
    path.write_text(f"问题,答案\n能补吗,\n{'很长' * 99},能。\n相关推荐,能。\n", encoding="utf-8")
    report = import_pages([path], tmp_path / "content")
    assert [(warning.line, warning.rule) for warning in report.warnings] == [(2, "no-answer")]
    assert [(problem.line, problem.rule) for problem in report.problems] == [
        (3, "no-question"),
        (4, "no-question"),
    ]
    assert report.pages == 1


def test_a_record_may_be_as_long_as_a_page_and_an_export_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 200)
    monkeypatch.setattr(reading, "MAX_EXPORT_BYTES", 2000)
    path = tmp_path / "faq.csv"
    path.write_text(f"问题,答案\n能补吗,{'能。' * 60}\n能退吗,能。\n", encoding="utf-8")
    report = import_pages([path], tmp_path / "content")
    assert [str(problem).partition("\n")[0] for problem in report.problems] == [
        f"{path}:2: the record has more than 200 bytes"
    ]
    assert report.pages == 1
    path.write_text("问题,答案\n" + "能退吗,能。\n" * 200, encoding="utf-8")
    [problem] = import_pages([path], tmp_path / "content").problems
    assert problem.message == "has more than 2,000 bytes"


def test_json_that_only_a_program_could_have_written_is_a_problem_or_a_page(tmp_path: Path) -> None:
    (tmp_path / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    (tmp_path / "long.json").write_text(f'[{{"title": {"9" * 5000}}}]', encoding="utf-8")
    (tmp_path / "half.json").write_text(
        '[{"title": "能\\ud800补吗", "body": "能\\u0000。"}]', encoding="utf-8"
    )
    (tmp_path / "line.jsonl").write_text("[" * 100_000, encoding="utf-8")
    paths = [tmp_path / name for name in ("deep.json", "half.json", "line.jsonl", "long.json")]
    report = import_pages(paths, tmp_path / "content")
    assert [Path(problem.path).name for problem in report.problems] == [
        "deep.json",
        "line.jsonl",
        "long.json",
    ]
    assert all("is no JSON" in problem.message for problem in report.problems)
    assert titled(tmp_path / "content", "能 补吗").body == "能。"


PIECES = st.sampled_from(
    [
        "question",
        "answer",
        ",",
        ";",
        "\t",
        '"',
        "\n",
        "\r",
        "[",
        "]",
        "{",
        "}",
        ":",
        "\\",
        "能",
        "1",
        "sep=",
        "<p>",
    ]
)


@given(st.sampled_from(SUFFIXES), st.lists(PIECES, max_size=40).map("".join), st.booleans())
def test_whatever_an_export_holds_it_is_read_or_told(suffix: str, text: str, has_header: bool) -> None:  # noqa: FBT001
    read = list(read_export("a", suffix, f"question,answer\n{text}" if has_header else text))
    assert read
    assert all(isinstance(each, Problem) or each.text.strip() for each in read)


@pytest.mark.skipif(
    not CORPUS.is_file(), reason="the corpus of medical questions does not lie beside the repository"
)
def test_the_first_three_hundred_medical_questions_become_articles(tmp_path: Path) -> None:
    path = tmp_path / "medical_qa.csv"
    path.write_bytes(b"".join(CORPUS.read_bytes().splitlines(keepends=True)[:301]))
    report = imported(path, into=tmp_path / "content")
    assert report.pages == 300
    assert report.created == len(files(tmp_path / "content"))
    assert [warning.message for warning in report.warnings if warning.rule == "unread-columns"] == [
        "columns that are not imported: department, ask"
    ]
