"""The rules of `check` one by one, where a golden case would not say enough."""

import datetime as dt
import re
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenda.content.check import RULES, check_articles
from wenda.content.rules.collection import resolve
from wenda.model import Article

TODAY = dt.date(2026, 5, 1)


def article(body: str = "", **fields: str) -> Article:
    return Article(id="a", path="a.md", title=fields.pop("title", "一个问题"), body=body, **fields)  # type: ignore[arg-type]  # texts only


def found(body: str, rule: str) -> list[int]:
    problems = check_articles([article(body)], Path("nowhere"), TODAY)
    return [problem.line for problem in problems if problem.rule == rule]


def test_every_rule_has_a_name_of_its_own_and_says_what_it_asks() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in names)
    assert all((rule.find.__doc__ or "").startswith(("Require", "Expect")) for rule in RULES)


PIECES = st.sampled_from(["**", "**", "**", "字", "a", " ", "\n", "\n\n", "\n\n- ", "。", "`", "“", "”"])


@settings(deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_bold_is_flagged_where_python_markdown_would_show_asterisks(body: str) -> None:
    html = markdown.markdown(body, extensions=["sane_lists"])
    shown = "**" in re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL)
    unclear = "`", "***", "    ", "  \n"  # code, censored words and hard line breaks are judged otherwise
    if not any(mark in body for mark in unclear):
        assert bool(found(body, "unbalanced-bold")) == shown, html


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("**甲\n乙**。", []),
        ("甲**乙\n丙**丁**戊。", [2]),
        ("甲 **乙**。\n甲 **乙", [2]),
        ("甲**乙 **丙", [1, 1]),  # neither can close
        ("甲** 乙**。", [1, 1]),  # the first cannot open
        ("甲**\n\n乙**", [1, 3]),
        ("价格1**20**元。", []),
        ("价格1**20**元<br>。", []),
        ("2**3，**重要**。", []),  # a power, then bold
        ('见<a title="**">此处</a>，**重要**。', []),
    ],
)
def test_bold_is_a_pair_in_one_paragraph_that_holds_its_text_closely(body: str, lines: list[int]) -> None:
    assert found(body, "unbalanced-bold") == lines


def test_a_problem_in_the_body_has_the_line_of_the_file() -> None:
    body = Article(id="a", path="a.md", title="问", body="好的。\n\n**坏", body_line=9)
    problems = [
        problem
        for problem in check_articles([body], Path("nowhere"), TODAY)
        if problem.rule == "unbalanced-bold"
    ]
    assert [(problem.path, problem.line) for problem in problems] == [("nowhere/a.md", 11)]


def test_two_articles_with_one_id_are_told() -> None:
    twins = [article("正文。"), Article(id="a", path="b.md", title="另一个", body="")]
    (told,) = [
        problem for problem in check_articles(twins, Path("nowhere"), TODAY) if problem.rule == "duplicate-id"
    ]
    assert str(told) == "nowhere/b.md:1: the id `a` is that of a.md too\n    rename one of the files"


@pytest.mark.parametrize(("length", "copies"), [(39, 0), (40, 1)])
def test_a_text_is_a_copy_from_forty_characters_on(length: int, copies: int) -> None:
    twins = [
        Article(id=id_, path=f"{id_}.md", title=id_, body="字" * (length - 1) + space + "。")
        for id_, space in (("a", ""), ("b", " "))
    ]
    problems = [problem.rule for problem in check_articles(twins, Path("nowhere"), TODAY)]
    assert problems.count("copied-body") == copies


@pytest.mark.parametrize(
    ("target", "scheme", "path", "anchor"),
    [
        ("b.md", "", "sub/b.md", ""),
        ("../b.md#x", "", "b.md", "x"),
        ("../../b.md", "", None, ""),
        ("#x", "", "", "x"),
        ("%E5%8C%BB.md", "", "sub/医.md", ""),
        ("/b.md", "", None, ""),
        ("..%2f..%2fetc/passwd", "", None, ""),
        ("..\\b.md", "", None, ""),
        ("HTTPS://example.org", "https", None, ""),
        ("//example.org/x", "//", None, ""),
        ("javascript:x", "javascript", None, ""),
        ("a%00b.md", "", None, ""),
    ],
)
def test_links_are_followed_from_the_file_and_never_out_of_the_folder(
    target: str, scheme: str, path: str | None, anchor: str
) -> None:
    link = resolve("sub/a.md", 1, target)
    assert (link.scheme, link.path, link.anchor) == (scheme, path, anchor)


def test_a_picture_in_the_folder_is_no_broken_link_but_a_symbolic_link_is(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(b"")
    (tmp_path / "q.png").symlink_to(tmp_path / "p.png")
    problems = check_articles([article("![图](p.png) ![图](q.png)")], tmp_path, TODAY)
    assert [problem.message for problem in problems if problem.rule == "broken-link"] == [
        "the link leads to no file: q.png"
    ]


def test_many_broken_names_are_told_without_looking_for_what_was_meant() -> None:
    many = Article(id="a", path="a.md", title="一", body="", related=tuple(f"a-{n}" for n in range(5000)))
    problems = [
        problem
        for problem in check_articles([many], Path("nowhere"), TODAY)
        if problem.rule == "broken-related"
    ]
    assert len(problems) == 5000


@pytest.mark.parametrize(
    ("before", "hint"), [(199, "did you mean 缴费以后多久到账?"), (200, "check the spelling")]
)
def test_what_was_meant_is_looked_for_two_hundred_times(before: int, hint: str) -> None:
    wrong = (*(f"nothing-like-it-{number}" for number in range(before)), "缴费以后多久到帐")
    articles = [
        Article(id="a", path="a.md", title="一", body="", related=wrong),
        Article(id="缴费以后多久到账", path="b.md", title="二", body=""),
    ]
    *_, last = (
        problem
        for problem in check_articles(articles, Path("nowhere"), TODAY)
        if problem.rule == "broken-related"
    )
    assert last.hint.startswith(hint)


@pytest.mark.parametrize("name", ["a" * 300, "loop"])
def test_a_link_to_what_no_disk_can_open_leads_to_no_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop.png").symlink_to("loop.png")
    problems = check_articles([article(f"![图]({name}.png)。")], tmp_path, TODAY)
    assert [problem.line for problem in problems if problem.rule == "broken-link"] == [1]
