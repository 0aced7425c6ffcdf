"""Front matter is read strictly, written so that it reads back, and never breaks on any text."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from wenda.content.fields import FIELDS, Kind
from wenda.content.front_matter import format_article, parse_article
from wenda.content.header import MAX_LENGTH
from wenda.content.values import FORBIDDEN, quoted
from wenda.errors import Severity
from wenda.model import Article, Status

ANY_CHARACTER = st.characters(codec=None, exclude_categories=())
ALLOWED = st.characters(codec="utf-8").filter(lambda char: not FORBIDDEN.match(char))
TRICKY = st.sampled_from(
    [
        "null",
        "~",
        "yes",
        "0123",
        "1e3",
        "12:30",
        "2025-04-20",
        "a: b",
        "a #b",
        "- a",
        "* a",
        "[a]",
        "'",
        '"',
        "\\",
        "!a",
    ]
)
TEXT = (TRICKY | st.text(ALLOWED, min_size=1, max_size=40)).map(str.strip)
LINE = TEXT.map(lambda text: "".join(text.splitlines()).strip())
LINES = st.lists(LINE.filter(bool), max_size=4).map(tuple)
DATE = st.none() | st.dates()
BODY = st.text(ALLOWED, max_size=200).map(lambda text: text.replace("\r", "").strip())
VALUES = {
    Kind.LINE: LINE,
    Kind.TEXT: TEXT,
    Kind.DATE: DATE,
    Kind.LIST: LINES,
    Kind.STATUS: st.sampled_from(Status),
}


@st.composite
def articles(draw: st.DrawFn) -> Article:
    fields = {field.name: draw(VALUES[field.kind]) for field in FIELDS}
    fields["title"] = draw(LINE.filter(bool))
    return Article(id="some-id", path="some-id.md", body=draw(BODY), **fields)


@settings(deadline=None)  # other work on the machine is no failure
@given(articles())
def test_what_is_written_reads_back_as_it_was(article: Article) -> None:
    text = format_article(article)
    read, problems = parse_article(text, "some-id.md")
    assert problems == ()
    assert read is not None
    body_line = text.split("---\n")[1].count("\n") + 4
    assert dataclasses.replace(read, body_line=1) == dataclasses.replace(article, body_line=1)
    assert read.body_line == (body_line if article.body else body_line - 1)
    assert format_article(read) == text


@settings(deadline=None)  # other work on the machine is no failure
@given(LINE.filter(bool))
def test_quoted_texts_are_texts_to_other_readers_of_yaml_too(text: str) -> None:
    assert yaml.safe_load(f"key: {quoted(text)}\n") == {"key": text}
    assert yaml.safe_load(f"- {quoted(text)}\n") == [text]


@settings(deadline=None)  # other work on the machine is no failure
@given(st.text(ANY_CHARACTER))
def test_no_text_breaks_the_reader(text: str) -> None:
    article, problems = parse_article(text, "a.md")
    assert article or problems


HEADER_LINES = (
    *(
        "title: 一",
        "title:",
        "tags:",
        "  - 甲",
        "- 乙",
        "tags: [",
        "]",
        "date: 2025-02-30",
        "a: &x b",
        "c: *x",
        "? q",
    ),
    *(
        "!!x y",
        "summary: |",
        "  行",
        "'",
        '"',
        "{",
        "}",
        "%YAML 1.1",
        "...",
        "<<: {}",
        "\t",
        "#",
        ": ",
        "\u2028",
        "\x00",
    ),
    'title: "\\x07"',
)
HEADER = st.lists(st.sampled_from(HEADER_LINES) | st.text(ANY_CHARACTER, max_size=10), max_size=12)


@settings(deadline=None)  # other work on the machine is no failure
@given(HEADER)
def test_no_header_breaks_the_reader_and_every_problem_has_a_line_of_the_file(lines: list[str]) -> None:
    text = "\n".join(("---", *lines, "---", "正文"))
    article, problems = parse_article(text, "a.md")
    assert article or problems
    count = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= problem.line <= count for problem in problems)
    if article and not any(problem.severity is Severity.ERROR for problem in problems):
        assert parse_article(format_article(article), "a.md") == (
            dataclasses.replace(article, body_line=format_article(article).count("\n", 0, -1) + 1),
            (),
        )


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "一\n二"},
        {"title": "铃\x07"},
        {"title": "半\ud800"},
        {"tags": ("甲\n乙",)},
        {"body": "零\x00"},
        {"summary": "不是字\ufdd0"},
    ],
)
def test_what_could_not_be_read_back_is_not_written(wrong: dict[str, Any]) -> None:
    article = dataclasses.replace(Article(id="a", path="a.md", title="一", body=""), **wrong)
    with pytest.raises(ValueError, match=r"a\.md"):
        format_article(article)


def test_keys_are_written_in_one_order_and_empty_ones_left_out() -> None:
    article = Article(
        id="a", path="a.md", title="一", body="正文", tags=("甲", " "), date=dt.date(2025, 4, 2), topic=" "
    )
    assert format_article(article) == "---\ntitle: 一\ndate: 2025-04-02\ntags:\n  - 甲\n---\n\n正文\n"


def test_a_huge_header_is_one_problem() -> None:
    text = "---\nsummary: " + "长" * MAX_LENGTH + "\ntitle: 一\n---\n"
    article, problems = parse_article(text, "a.md")
    assert article is None
    assert [(problem.rule, problem.line) for problem in problems] == [("huge-front-matter", 2)]
    assert problems[0].hint == "long texts belong below the closing ---"


def test_a_billion_laughs_are_not_laughed() -> None:
    lines = ["a0: &a0 [哈, 哈]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30))]
    article, problems = parse_article("\n".join(("---", "title: 一", *lines, "---")), "a.md")
    assert article is not None
    assert sum(problem.rule == "yaml-alias" for problem in problems) == 58


def test_deep_brackets_end_quickly() -> None:
    _, problems = parse_article("---\ntitle: 一\ntags: " + "[" * 60_000 + "\n---\n", "a.md")
    assert [problem.rule for problem in problems] == ["deep-front-matter"]


def test_an_unknown_key_that_resembles_none_is_a_warning() -> None:
    _, problems = parse_article("---\ntitle: 一\nlayout: post\n---\n", "a.md")
    assert [problem.severity for problem in problems] == [Severity.WARNING]


def test_a_thousand_recommendations_are_written_and_read() -> None:
    related = tuple(f"{number:080}" for number in range(1000))
    text = format_article(Article(id="a", path="a.md", title="一", body="", related=related))
    read, problems = parse_article(text, "a.md")
    assert (read and read.related, problems) == (related, ())
