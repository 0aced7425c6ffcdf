"""Plain Markdown is rendered as Python-Markdown renders it, or left to it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import frontmatter
import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown.extensions.toc import unique
from miniature import REPO

from wenda.site.mkdocs.page import Converter
from wenda.site.rendering.addresses import Addresses
from wenda.site.rendering.markdown_rules import EXTENSIONS, configuration
from wenda.site.rendering.plain_markdown import Heading, convert
from wenda.site.texts import load_texts

RULES = configuration(load_texts("zh"))
LIBRARY = markdown.Markdown(extensions=list(EXTENSIONS), extension_configs=RULES)

# What means something to one rule or another, and what stands beside it in Chinese and English prose.
PIECES = (
    *(
        "医保",
        "断缴后",
        "，",
        "。",
        "：",
        "“",
        "”",
        "（",
        "）",
        "、",
        "a",
        "Word",
        "2024",
        "5",
        " ",
        "  ",
        "\u3000",
    ),
    *(
        "*",
        "**",
        "***",
        "**粗**",
        "** 空**",
        "_",
        "__",
        "`",
        "~",
        "~~",
        "[",
        "]",
        "(",
        ")",
        "](",
        "![",
        "[^1]",
        "[^1]:",
    ),
    *(
        "[链](other.md)",
        "[**粗**](a/b.md#c)",
        "**[链](x)**",
        "[a]()",
        "[a](<b>)",
        '[a](b "c")',
        "[a][b]",
        "[TOC]",
    ),
    *(
        "#",
        "## ",
        "-",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2. ",
        "１. ",
        "10.",
        ">",
        "> ",
        "|",
        "| --- |",
        ":",
        ": ",
        ":-:",
    ),
    *(
        "=",
        "===",
        "---",
        "!!! note",
        "!",
        "{",
        "{: #x }",
        "{.y}",
        "&",
        "&amp;",
        "&#65;",
        "<",
        "<b>",
        "</b>",
        "<!--",
    ),
    *(
        "\\",
        "\\*",
        "https://x.example/?a=1",
        "\n",
        "\n\n",
        "\n    ",
        "\n ",
        " \n",
        "  \n",
        "\t",
        "\r",
        "\xa0",
        "\x02",
    ),
)
WORDS = st.sampled_from(
    ("医保", "断缴，", "能报吗？", "**粗体**", "[链接](a.md)", "3 个月", "“引”", "a > b", "x*", "[1]")
)
TEXT = st.lists(WORDS, min_size=1, max_size=5).map("".join)
LINES = st.lists(TEXT, min_size=1, max_size=4)
CELLS = st.lists(st.one_of(TEXT, st.just("")), min_size=1, max_size=4).map(" | ".join)
TABLE = st.tuples(
    CELLS, st.sampled_from((" --- | --- ", ":-:|--:", " :-- ", "-|:-|-")), st.lists(CELLS, max_size=3)
)
BLOCK = st.one_of(
    LINES.map("\n".join),
    st.tuples(st.sampled_from(("# ", "## ", "### ", "###### ", "####### ", "#")), TEXT).map("".join),
    st.tuples(st.sampled_from(("- ", "* ", "+ ", "> ", "1. ", "3. ", "-", "- - ", "> - ")), LINES).map(
        lambda drawn: "\n".join(drawn[0] + line for line in drawn[1])
    ),
    TABLE.map(lambda drawn: "\n".join(f"|{line}|" for line in (drawn[0], drawn[1], *drawn[2]))),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join),
)
ORDINARY = st.lists(BLOCK, min_size=1, max_size=7).map("\n\n".join)
EXTRAORDINARY = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def ids() -> Callable[[str], str]:
    """Return what gives the headings of one text their ids."""
    taken: set[str] = set()
    return lambda text: unique(RULES["toc"]["slugify"](text, "-"), taken)


def headings_of_library() -> list[Heading]:
    """Return the headings of the text that the library has just converted, in order."""
    found, waiting = [], list(getattr(LIBRARY, "toc_tokens", ()))
    while waiting:
        token = waiting.pop(0)
        found.append(Heading(token["level"], token["id"], token["name"]))
        waiting = token["children"] + waiting
    return found


def same_as_library(text: str) -> bool:
    """Say whether the text is plain; fail if it is, but not rendered as the library does."""
    converted = convert(text, ids(), lambda target: target)
    if converted is None:
        return False
    assert converted.html == LIBRARY.reset().convert(text)
    assert list(converted.headings) == headings_of_library()
    return True


@given(st.one_of(ORDINARY, EXTRAORDINARY))
@example("- a\n\n- b")
@example("> a\n\n> b")
@example("1. a\n\n- b\n\n1. c")
@example("**a**\n: b")
@example("a\n---")
@example("|a|b|\n|-|-|\n|c|")
@example("## 一\n\n## 一\n\n## ？")
def test_what_is_converted_is_what_the_library_returns(text: str) -> None:
    same_as_library(text)


@pytest.mark.parametrize(
    "text",
    [
        "问题的**答案**，见[另一篇](b.md)。\n第二行。",
        "## 一\n\n正文\n\n## 一\n\n### 二 > 三\n\n正文",
        "- **甲**：一\n- 乙\n\n7. 丙\n8. 丁\n\n> 引用\n> **两行**",
        "| 甲 | 乙 |\n| :-- | --: |\n| **丙** | [丁](c.md) |\n| 缺 |",
        "**[链](a.md)** 与 [**粗**](b.md)",
    ],
)
def test_what_articles_consist_of_is_plain(text: str) -> None:
    assert same_as_library(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "*斜*",
            "***两样***",
            "**a** b*",
            "a_b_",
            "`x`",
            "~~x~~",
            "a\\*b",
            "<b>x</b>",
            "a & b",
            "![图](a.png)",
        ),
        *(
            "[a][b]",
            "[^1]",
            "[a](b 'c')",
            "- a\n  - b",
            "- a\n\n- b",
            "a\n- b",
            "    x",
            "a  \nb",
            "!!! note",
            "a {: #x }",
        ),
        *(
            "词\n: 释义",
            "标题\n===",
            "a | b\n--- | ---\n1 | 2",
            "１. 全角",
            "> a\n\n> b",
            "[TOC]",
            "***",
            "",
            "\n \n",
        ),
    ],
)
def test_what_is_not_plain_is_left_to_the_library(text: str) -> None:
    assert convert(text, ids(), lambda target: target) is None


def test_most_of_the_projects_content_is_plain_and_rendered_as_the_library_does() -> None:
    bodies = [
        frontmatter.parse(path.read_text(encoding="utf-8"))[1]
        for path in sorted((REPO / "content").rglob("*.md"))
    ]
    assert sum(map(same_as_library, bodies)) > len(bodies) / 2


def test_targets_become_what_the_caller_says() -> None:
    converted = convert("[a](b.md)", ids(), lambda target: f"../{target}/")
    assert converted
    assert converted.html == '<p><a href="../b.md/">a</a></p>'


@pytest.mark.parametrize(
    "text", ["**" * 50_000, "[a](" * 30_000, "**a " * 30_000, "|" * 100_000, "1. " * 30_000]
)
def test_hostile_runs_are_left_to_the_library_at_once(text: str) -> None:
    assert convert(text, ids(), lambda target: target) is None


@pytest.mark.parametrize(
    ("extensions", "settings", "is_short"),
    [
        (EXTENSIONS, RULES, True),
        ((*EXTENSIONS, "nl2br"), RULES, False),
        (EXTENSIONS, {**RULES, "footnotes": {"BACKLINK_TEXT": "x"}}, False),
    ],
)
def test_other_rules_than_wendas_own_leave_all_to_the_library(
    extensions: tuple[str, ...], settings: dict[str, dict[str, Any]], *, is_short: bool
) -> None:
    config: Any = SimpleNamespace(markdown_extensions=list(extensions), mdx_configs=settings)
    converter = Converter(config, RULES, Addresses({"q/b.md": "q/b/"}.get))
    converted = converter.plain("[乙](b.md#c)", "q/a.md", "q/a/")
    assert (converted and converted.html) == ('<p><a href="../b/#c">乙</a></p>' if is_short else None)
