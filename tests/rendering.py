"""How Markdown renders, as an outline that compares with the blocks it was written from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import markdown

from wenda.importing.blocks import Block, Heading, List, Paragraph, Table

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


def without_bold(outline: Any) -> Any:
    """Return the outline without the marks of bold text, rendered or not."""
    if isinstance(outline, str):
        return outline.replace(BOLD, "").replace("**", "")
    return [without_bold(part) for part in outline] if isinstance(outline, list) else outline
