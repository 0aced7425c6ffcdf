"""Plain Markdown → HTML, without the library: what most articles consist of, at a tenth of the cost.

Python-Markdown defines how Markdown is rendered. It reads each block by fifteen rules and each text by as many, most
of which plain prose never meets. What is plain is converted here to the bytes that the library would return; for
anything else `convert` returns None, and the library does it. Plain are headings marked with `#`, paragraphs, flat
lists, tables with `|` on both sides and quotations, one block after the other, with `**bold**` and `[text](target)`.

The patterns take time linear in the text.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

# Anything that means something to one of the rules this module does without: escapes, code, HTML and entities,
# emphasis with underscores, deletions, attributes; control characters, and white space other than spaces and line ends,
# which the library strips in some places and keeps in others.
_UNUSUAL = re.compile("[\\\\`<&_~{\0-\t\x0b-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
_UNUSUAL_PAIRS = ("\n ", " \n", "![")

_GAP = re.compile(r"\n{2,}")
_HEADING = re.compile(r"(#{1,6}) ([^#\n]+)")
# The start of a line that is nothing but text: no heading, quotation, item, rule, underline, definition, table, note.
_TEXT = r"(?!\d+\. )(?:[^\s#>+\-=:|!*]|\*\*).*"
_PARAGRAPH = re.compile(rf"{_TEXT}(?:\n{_TEXT})*")
_BULLETS = re.compile(rf"[*+-] {_TEXT}(?:\n[*+-] {_TEXT})*")
_NUMBERS = re.compile(rf"[0-9]+\. {_TEXT}(?:\n[0-9]+\. {_TEXT})*")
_QUOTATION = re.compile(rf"> {_TEXT}(?:\n> {_TEXT})*")
_TABLE = re.compile(r"\|.*\|\n\|(?: *:?-+:? *\|){2,}(?:\n\|.*\|)*")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(([\w./#%+:?=-]+)\)")
_STRONG = re.compile(r"(?<!\*)\*\*(?![\s*])([^*]+)(?<!\s)\*\*(?!\*)")
_HELD = "\x02"  # stands for a link while the text around it is read; no text has it, see _UNUSUAL


class Heading(NamedTuple):
    """A heading: its level from 1, its id, and its text as HTML."""

    level: int
    id: str
    text: str


class Converted(NamedTuple):
    """A text as HTML, with its headings in order."""

    html: str
    headings: tuple[Heading, ...]


class _NotPlainError(Exception):
    """Something that the library must render."""


def convert(
    markdown: str, heading_id: Callable[[str], str], address: Callable[[str], str]
) -> Converted | None:
    """Return what the library makes of `markdown`, or None if it is not plain.

    `heading_id` gives the id of each heading, asked in order; `address` what a link's target becomes.
    """
    text = markdown.strip("\n")
    if not text or text[0] == " " or text[-1] == " ":
        return None
    if _UNUSUAL.search(text) or any(pair in text for pair in _UNUSUAL_PAIRS):
        return None
    try:
        return _Conversion(heading_id, address).run(text)
    except _NotPlainError:
        return None


class _Conversion:
    def __init__(self, heading_id: Callable[[str], str], address: Callable[[str], str]) -> None:
        self._heading_id = heading_id
        self._address = address
        self._headings: list[Heading] = []

    def run(self, text: str) -> Converted:
        html: list[str] = []
        before = ""
        for block in _GAP.split(text):
            done = self._block(block)
            if done[:3] == before[:3] and done[:3] in ("<ul", "<ol", "<bl"):
                raise _NotPlainError  # the second continues the first
            html.append(done)
            before = done
        return Converted("\n".join(html), tuple(self._headings))

    def _block(self, block: str) -> str:
        if _PARAGRAPH.fullmatch(block):
            if "|" in block and "\n" in block:
                raise _NotPlainError  # perhaps a table
            return f"<p>{self._inline(block)}</p>"
        if heading := _HEADING.fullmatch(block):
            return self._heading(len(heading[1]), heading[2].strip())
        if "|" in block:
            return self._table(block)
        if _BULLETS.fullmatch(block):
            return f"<ul>\n{self._items([line[2:] for line in block.splitlines()])}</ul>"
        if _NUMBERS.fullmatch(block):
            first = block.partition(".")[0]
            start = "" if first == "1" else f' start="{first}"'
            lines = [line.partition(" ")[2] for line in block.splitlines()]
            return f"<ol{start}>\n{self._items(lines)}</ol>"
        if _QUOTATION.fullmatch(block):
            words = "\n".join(line[2:] for line in block.splitlines())
            return f"<blockquote>\n<p>{self._inline(words)}</p>\n</blockquote>"
        raise _NotPlainError

    def _heading(self, level: int, text: str) -> str:
        if "*" in text or "[" in text or "]" in text:
            raise _NotPlainError
        html = text.replace(">", "&gt;")
        id_ = self._heading_id(" ".join(text.split()))
        self._headings.append(Heading(level, id_, " ".join(html.split())))
        return f'<h{level} id="{id_}">{html}</h{level}>'

    def _items(self, lines: list[str]) -> str:
        return "".join(f"<li>{self._inline(line)}</li>\n" for line in lines)

    def _table(self, block: str) -> str:
        if not _TABLE.fullmatch(block):
            raise _NotPlainError
        header, rule, *rows = (line[1:-1].split("|") for line in block.splitlines())
        if len(header) != len(rule):
            raise _NotPlainError
        styles = [_style(cell.strip(" ")) for cell in rule]
        body = [self._row("td", row, styles) for row in rows] or [self._row("td", [], [""] * len(rule))]
        head = self._row("th", header, styles)
        return f"<table>\n<thead>\n{head}</thead>\n<tbody>\n{''.join(body)}</tbody>\n</table>"

    def _row(self, tag: str, cells: list[str], styles: list[str]) -> str:
        cells += [""] * (len(styles) - len(cells))
        inner = "".join(
            f"<{tag}{style}>{self._inline(cell.strip(' '))}</{tag}>\n"
            for cell, style in zip(cells, styles, strict=False)  # what goes beyond the header is dropped
        )
        return f"<tr>\n{inner}</tr>\n"

    def _inline(self, text: str) -> str:
        if ">" in text:
            text = text.replace(">", "&gt;")
        if "[" not in text and "]" not in text:
            return _strong(text)
        parts = _LINK.split(text)  # text, label, target, text, label, target, … text
        html = _strong(_HELD.join(parts[::3])).split(_HELD)
        if any("[" in part or "]" in part for part in html):
            raise _NotPlainError
        return "".join(_interleave(html, map(self._link, parts[1::3], parts[2::3])))

    def _link(self, label: str, target: str) -> str:
        return f'<a href="{self._address(target)}">{_strong(label)}</a>'


def _strong(text: str) -> str:
    if "*" not in text:
        return text
    html = _STRONG.sub(r"<strong>\1</strong>", text)
    if "*" in html:
        raise _NotPlainError
    return html


def _style(rule: str) -> str:
    ends = rule[0] == ":", rule[-1] == ":"
    align = {(True, True): "center", (True, False): "left", (False, True): "right"}.get(ends)
    return f' style="text-align: {align};"' if align else ""


def _interleave(texts: list[str], links: Iterator[str]) -> Iterator[str]:
    yield texts[0]
    for text, link in zip(texts[1:], links, strict=True):
        yield link
        yield text
