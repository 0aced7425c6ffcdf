"""The Markdown that the importer writes, judged by how it renders."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import markdown
from hypothesis import given, settings
from hypothesis import strategies as st

from wenda.importing.blocks import Block, Heading, Item, List, Paragraph, Table
from wenda.importing.markdown_writer import to_markdown

EXTENSIONS = ["tables", "sane_lists", "attr_list", "def_list", "footnotes", "toc"]

BOLD = "\N{BLACK SQUARE}"  # stands for both ends of bold text when outlines are compared


@dataclass
class Node:
    tag: str
    start: int = 1
    children: list["Node | str"] = field(default_factory=list)


class _Outliner(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("body")
        self.stack = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "strong":
            self.handle_data(BOLD)
            return
        node = Node(tag, int(dict(attrs).get("start") or 1))
        self.stack[-1].children.append(node)
        self.stack.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag == "strong":
            self.handle_data(BOLD)
            return
        assert self.stack.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)


def outline_of_html(text: str) -> list[Any]:
    """Return the rendered page as nested lists that compare with `outline_of_blocks`."""
    outliner = _Outliner()
    outliner.feed(text)
    assert outliner.stack == [outliner.root]
    return _outline(outliner.root)


def _outline(node: Node) -> list[Any]:
    blocks, text = [], ""
    for child in node.children:
        if isinstance(child, str):
            text += child
            continue
        if text.strip():
            blocks.append(["p", " ".join(text.split())])
        text = ""
        blocks += _element(child)
    if text.strip():
        blocks.append(["p", " ".join(text.split())])
    return blocks


def _element(node: Node) -> list[Any]:
    if node.tag in ("h2", "h3", "h4", "p"):
        inner = _outline(node)
        return [[node.tag, *(block[1] for block in inner)]] if inner else []
    if node.tag in ("ul", "ol"):
        items = [_outline(child) for child in node.children if isinstance(child, Node)]
        return [[node.tag, node.start if node.tag == "ol" else 0, *items]]
    if node.tag == "table":
        return [["table", *_rows(node)]]
    return [[node.tag, *_outline(node)]]


def _rows(node: Node) -> Iterator[list[str]]:
    for child in node.children:
        if isinstance(child, Node) and child.tag == "tr":
            cells = [cell for cell in child.children if isinstance(cell, Node)]
            yield [" ".join(block[1] for block in _outline(cell)) for cell in cells]
        elif isinstance(child, Node):
            yield from _rows(child)


def outline_of_blocks(blocks: Sequence[Block]) -> list[Any]:
    return [_outline_of_block(block) for block in blocks]


def _outline_of_block(block: Block) -> list[Any]:
    match block:
        case Heading(level, text):
            return [f"h{level}", text]
        case Paragraph(text, _, lead):
            return ["p", (f"{BOLD}{lead}{BOLD}" if lead else "") + text]
        case Table(header, rows):
            return ["table", list(header), *map(list, rows)]
        case List(start, items):
            return ["ol" if start else "ul", start, *(outline_of_blocks(item.blocks) for item in items)]


def render(text: str) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS)


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


@settings(max_examples=300, deadline=None)
@given(BLOCKS)
def test_blocks_render_as_the_structure_they_are(blocks: list[Block]) -> None:
    text = to_markdown(blocks)
    assert outline_of_html(render(text)) == outline_of_blocks(blocks), text
