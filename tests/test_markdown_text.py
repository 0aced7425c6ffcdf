"""What Markdown says and where it leads is what Python-Markdown would show, found in linear time."""

import html
import re
from pathlib import Path

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenda.content.store import load_articles
from wenda.markdown_text import anchors, heading_id, headings, links, plain_text, without_code
from wenda.site.rendering.markdown_rules import EXTENSIONS

CONTENT = Path(__file__).parents[1] / "content"
READERS = (plain_text, headings, links, anchors, without_code)


@pytest.fixture(scope="module")
def renderer() -> markdown.Markdown:
    return markdown.Markdown(extensions=EXTENSIONS, extension_configs={"toc": {"slugify": heading_id}})


def test_on_our_own_content_words_anchors_and_links_are_those_of_the_rendered_page(
    renderer: markdown.Markdown,
) -> None:
    articles, _ = load_articles(CONTENT)
    assert articles
    for article in articles:
        page = renderer.reset().convert(article.body)
        words = html.unescape(re.sub(r"<[^>]+>", "", page))
        assert "".join(plain_text(article.body).split()) == "".join(words.split()), article.path
        assert anchors(article.body) == set(re.findall(r' id="([^"]*)"', page)), article.path
        targets = [html.unescape(target) for target in re.findall(r'(?:href|src)="([^"]*)"', page)]
        assert sorted(target for _, target in links(article.body)) == sorted(targets), article.path


HEADING = st.sampled_from(["办理", "材料", "Step 1", "？", "办理_1", "a-b", "A  B", "**粗**体", "`x`"])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 6), HEADING), max_size=8))
def test_anchors_are_numbered_as_the_rendered_page_numbers_them(wanted: list[tuple[int, str]]) -> None:
    text = "\n\n".join(f"{'#' * level} {words}" for level, words in wanted)
    page = markdown.markdown(text, extensions=["toc"], extension_configs={"toc": {"slugify": heading_id}})
    assert anchors(text) == set(re.findall(r' id="([^"]*)"', page))
    assert len(headings(text)) == len(wanted)


@settings(deadline=None)
@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in READERS:
        read(text)
    lines = text.count("\n") + 1
    assert all(1 <= line <= lines for line, _ in links(text))
    assert without_code(text).count("\n") == text.count("\n")
    assert not re.search("[\ufdd0-\ufdef]", plain_text(text))


MARKS = (
    '[ ]( ![ [a]( [a](b " [a](< * **a _ _a ` `` ``` ~~~ < <a <!-- <script> & &# \\ ( > 1. # - | |- ~~ == { {# '
    "[a]: [^1]: ![a][ a_ <a@ !!!"
)


@pytest.mark.parametrize(
    "mark", [*MARKS.split(" "), "a\n", "```\n", "1. ", "> ", "# ", " \n", "[ a_", "\n| a"]
)
def test_long_runs_of_marks_are_read_in_no_time(mark: str) -> None:
    text = mark * (200_000 // len(mark))
    for read in READERS:
        read(text)


def test_a_line_of_a_megabyte_is_read() -> None:
    text = "很长的一行，**有**[链接](a.md)。" * 40_000
    assert plain_text(text).startswith("很长的一行，有链接。")
    assert len(links(text)) == 40_000


def test_heading_ids_keep_chinese() -> None:
    assert heading_id("二、需要 的 Materials？") == "二需要-的-materials"
    assert heading_id("a - b", "_") == "a_-_b"
