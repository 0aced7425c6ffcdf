"""The Markdown that the importer writes, judged by how it renders."""

from hypothesis import given
from hypothesis import strategies as st
from rendering import outline_of_blocks, outline_of_html, render

from wenda.importing.blocks import Block, Heading, Item, List, Paragraph, Table
from wenda.importing.markdown_writer import to_markdown

# Everything that means something in Markdown, HTML or the site's extensions, beside plain words.
WORDS = st.sampled_from(
    [
        "医保",
        "断缴",
        "a",
        "b1",
        "*",
        "**",
        "_",
        "__",
        "#",
        "##",
        "+",
        "-",
        "--",
        "---",
        "=",
        "===",
        ">",
        "<",
        "<b>",
        "</b>",
        "&",
        "&amp;",
        "&lt;",
        "&copy",
        "`",
        "``",
        "```",
        "~~~",
        "[",
        "]",
        "[a](b)",
        "![a](b)",
        "[^1]",
        "[^1]:",
        "[a]:",
        "{",
        "}",
        "{:",
        ".a}",
        "{#a}",
        "|",
        "||",
        "\\",
        "\\*",
        "\\\\",
        "!",
        "!!!",
        ":",
        "::",
        ";",
        "(",
        ")",
        "1.",
        "1)",
        "2.",
        "(1)",
        "12",
        "https://a.example/b_c_d",
        "x_y_z",
        "3*4*5",
        "2**3",
        "*a*",
        "_a_",
        "__a__",
        "***a***",
        "$x$",
        "^a^",
        "~a~",
        "==a==",
        "++a++",
        ":smile:",
        "*[a]:",
        "[TOC]",
        "<!--",
        "-->",
        '"',
        "'",
        "“",
        "”",
        "、",
        "。",
        "…",
    ]
)
TEXT = st.lists(WORDS, min_size=1, max_size=6).map(" ".join).filter(lambda text: "**" not in text)
LEADS = st.sampled_from(["医保", "断缴 报销", "plan a", "1 个月", "2%", "(注)", "a*"])
PARAGRAPHS = st.builds(Paragraph, TEXT) | st.builds(
    lambda lead, text: Paragraph(f":{text}", (), lead), LEADS, TEXT
)
CELLS = TEXT | st.just("")
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.builds(
        Table,
        st.tuples(*[CELLS] * width),
        st.lists(st.tuples(*[CELLS] * width), min_size=1, max_size=3).map(tuple),
    )
)


def _lists(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    items = st.builds(lambda first, rest: Item((first, *rest)), PARAGRAPHS, st.lists(inner, max_size=3))
    return st.builds(List, st.sampled_from([0, 1, 3]), st.lists(items, min_size=1, max_size=4).map(tuple))


INNER = st.recursive(PARAGRAPHS | TABLES, _lists, max_leaves=8)
BLOCKS = st.lists(INNER | st.builds(Heading, st.sampled_from([2, 3]), TEXT), min_size=1, max_size=5)


@given(BLOCKS)
def test_blocks_render_as_the_structure_they_are(blocks: list[Block]) -> None:
    text = to_markdown(blocks)
    assert outline_of_html(render(text)) == outline_of_blocks(blocks), text
