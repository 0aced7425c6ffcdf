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
from wenda.content.rules.cut_off import stops_short
from wenda.content.rules.instructions import instruction_signs
from wenda.content.rules.on_topic import mismatch, title_weights
from wenda.markdown_text import plain_text
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
    assert "duplicate-id" in {problem.rule for problem in check_articles(twins, Path("nowhere"), TODAY)}


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
    "text",
    [
        "先交钱，",
        "要带的材料：",
        "到账要三天…",
        "等等...",
        "见《通知",
        "先排队。然后填表",
        "## 材料",
        "- 先。\n- 后",
        "降至65%。住院65%",
    ],
)
def test_texts_that_stop_short(text: str) -> None:
    assert stops_short(text, plain_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "好。",
        "好！",
        "Yes.",
        "可以（见下文。）",
        "“可以。”",
        "约两万",
        "- 甲\n- 乙",
        "| a |\n|---|\n| b |",
        "![图](p.png)",
        "好的🙂",
    ],
)
def test_texts_that_end_well(text: str) -> None:
    assert not stops_short(text, plain_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "好的，用户让我写一篇关于牙科保险的文章。首先，我需要确认规定，第一段得给出结论，还要控制篇幅。",
        "嗯，我现在要处理的是膝盖弹响的问题。用户可能想知道挂哪个科，接下来检查有没有遗漏，确保语言通俗。",
        "请写一篇八百字的科普文章，介绍配镜能不能报销。",
        "你是一名资深编辑，请按照下面的格式写作：先给结论，再分点说明，字数不超过五百字。",
        "Okay, so the user wants an article about cover. I need to make sure the first paragraph answers directly.",
        "Write a 600-word article about knees.",
        "As an AI language model, I cannot give advice on this.",
        "要求：首段给结论，字数控制在八百字以内；每个部分用小标题；不要出现套话；关键词加粗。",
    ],
)
def test_instructions_are_told_from_answers(text: str) -> None:
    assert instruction_signs(text)


@pytest.mark.parametrize(
    "text",
    [
        "我需要先做检查吗？医生说我应该先抽血，再决定用不用药。",
        "用户可以在手机上查余额。用户的需求不同，入口也不同。",
        "申请的正文写明原因，字数不限，结尾签名。",
        "The user must sign in first. Let me know if the page does not load.",
        "保险合同第一段写明责任，加粗的条款是免责内容，请重点阅读。",
        "以下分三点说明：先看参保类型，再看医院等级，最后看费用。",
        "网站首页可以输入关键词，列表按时间排序，点标题看全文。",
    ],
)
def test_answers_are_no_instructions(text: str) -> None:
    assert instruction_signs(text) == ()


LONG = "各地的窗口都能办，带上身份证和存折，填一张表，当场就能拿到回执。" * 3


def test_a_short_text_may_leave_the_question_unsaid() -> None:
    weight = title_weights(["配眼镜报销吗"])
    assert not mismatch("配眼镜报销吗", "不能。", weight)
    assert mismatch("配眼镜报销吗", LONG, weight)


def test_rare_words_of_a_title_weigh_more_than_those_of_every_title() -> None:
    titles = [f"三江市{what}去哪家医院" for what in ("看牙", "配镜", "针灸", "体检", "推拿", "洗牙")]
    text = "三江市的医院都能办。" + LONG
    assert not mismatch("三江市看牙去哪家医院", text, title_weights(["三江市看牙去哪家医院"]))
    assert mismatch("三江市针灸去哪家医院", text, title_weights(titles * 50))


def test_words_in_latin_script_count_by_their_stems() -> None:
    text = "Renewal of cards takes two weeks and needs a form, a picture and some patience at the counter."
    weight = title_weights(["How long does renewing my card take"])
    assert not mismatch("How long does a renewal take", text, weight)
    assert mismatch("Which dentist treats children", text, weight)
