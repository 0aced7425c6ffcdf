"""Paragraphs, items, headings and rows of a Markdown text. Takes masked text."""

import re
from collections.abc import Iterator
from itertools import pairwise

from wenda.markdown_text.inline import without_emphasis
from wenda.markdown_text.mask import SHOW_ESCAPED, Masked

OWN_ID = re.compile(r"\{:?[^{}#\n]*+#(?P<id>[^\s{}]++)[^{}\n]*+\}")
"""An attribute list that names an id."""

_START = re.compile(
    r"(?:[ \t]*+(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)|\[\^[^\[\]\n]*+\]:|:(?=[ \t])))++[ \t]*+"
)
_TITLE = re.compile(
    r"[ \t>]*+(?:#{1,6}(?!#)[ \t]*+(?P<heading>\S.*)|(?:!!!|\?{3}\+?)[ \t]++[\w -]*+(?:\"(?P<note>[^\"]*+)\")?)[ \t]*+$"
)
_RULE = re.compile(r"[ \t>]*+(?:=+|-{2,}|(?:[*_-][ \t]*+){3,})[ \t]*+$")
_TABLE_RULE = re.compile(r"[ \t>]*+\|?(?:[ \t]*+:?-++:?[ \t]*+\|)++(?:[ \t]*+:?-++:?)?+[ \t]*+$")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ ]*+$")
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—]")


def blocks(text: str, source: Masked) -> Iterator[str]:
    """Yield the words of each block of `text`, which has the lines of `source`."""
    paragraph: list[str] = []
    for number, line in enumerate(text.split("\n")):
        start = None
        if number in source.code:
            alone: str | None = line.rstrip()
        elif not line.strip() or _RULE.match(line) or ("|" in line and _TABLE_RULE.match(line)):
            alone = ""
        elif title := _TITLE.match(line):
            alone = _without_hashes(title["heading"] or title["note"] or "")
        else:
            start = _START.match(line)
            line_text = line[start.end() if start else 0 :]
            alone = line_text.replace("|", " ") if "|" in line else None
        if paragraph and (start or alone is not None):
            yield _words(_joined(paragraph))
            paragraph = []
        if alone is None:
            paragraph.append(line_text.strip())
        elif alone.strip():
            yield alone if number in source.code else _words(alone)
    if paragraph:
        yield _words(_joined(paragraph))


def heading_texts(source: Masked) -> Iterator[str]:
    """Yield the Markdown of each heading, attribute list included."""
    before = ""
    for number, line in enumerate(source.text.split("\n")):
        is_code = number in source.code or number in source.fences
        title = None if is_code else _TITLE.match(line)
        heading = _without_hashes(title["heading"] or "") if title else ""
        if before and not is_code and _UNDERLINE.match(line):
            heading = before
        if heading:
            yield heading.translate(SHOW_ESCAPED)
        may_be_heading = not (is_code or title or _START.match(line) or _RULE.match(line))
        before = line.strip() if may_be_heading else ""


def _without_hashes(heading: str) -> str:
    return heading.rstrip().rstrip("#").strip()


def _words(text: str) -> str:
    return " ".join(without_emphasis(text).split())


def _joined(lines: list[str]) -> str:
    """Join the lines of a paragraph: with a space, except between two Chinese characters."""
    if len(lines) == 1:
        return lines[0]
    out = lines[:1]
    for before, line in pairwise(lines):
        out.append("" if _CJK.match(before[-1:]) and _CJK.match(line) else " ")
        out.append(line)
    return "".join(out).strip()
