"""Paragraphs, items, headings and rows of a Markdown text. Takes masked text."""

import re
from collections.abc import Iterator
from itertools import pairwise

from wenda.markdown_text.inline import without_emphasis
from wenda.markdown_text.mask import SHOW_ESCAPED, Masked

OWN_ID = re.compile(r"\{:?[^{}#\n]*+#(?P<id>[^\s{}]++)[^{}\n]*+\}")
"""An attribute list that names an id."""

_START = re.compile(
    r"(?:[ \t]*+(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)|#{1,6}(?!#)|[!?]{3}\+?[ \t]++[\w-]++"
    r"|\[\^[^\[\]\n]*+\]:|:(?=[ \t])))++[ \t]*+"
)
_RULE = re.compile(r"[ \t>]*+(?:=+|-{2,}|(?:[*_-][ \t]*+){3,})[ \t]*+$")
_TABLE_RULE = re.compile(r"[ \t>]*+\|?(?:[ \t]*+:?-++:?[ \t]*+\|)++(?:[ \t]*+:?-++:?)?+[ \t]*+$")
_HEADING = re.compile(r"[ \t>]*+#{1,6}(?!#)[ \t]*+(?P<text>\S.*)$")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ ]*+$")
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—]")


def blocks(text: str, source: Masked) -> Iterator[str]:
    """Yield the words of each block of `text`, which has the lines of `source`."""
    paragraph: list[str] = []
    for number, line in enumerate(text.split("\n")):
        if number in source.code:
            start, alone = None, [line.rstrip()] if line.strip() else []
        elif _RULE.match(line) or not line.strip():
            start, alone = None, []
        elif "|" in line:
            start = _START.match(line)
            row = " ".join(line[start.end() if start else 0 :].replace("|", " ").split())
            alone = [] if _TABLE_RULE.match(line) else [without_emphasis(row)]
        else:
            start, alone = _START.match(line), None
        if paragraph and (start or alone is not None):
            yield without_emphasis(_joined(paragraph))
            paragraph = []
        if alone is None:
            paragraph.append(line[start.end() :].strip() if start else line.strip())
        else:
            yield from alone
    if paragraph:
        yield without_emphasis(_joined(paragraph))


def heading_texts(source: Masked) -> Iterator[str]:
    """Yield the Markdown of each heading, attribute list included."""
    before = ""
    for number, line in enumerate(source.text.split("\n")):
        is_code = number in source.code or number in source.fences
        match = None if is_code else _HEADING.match(line)
        heading = match["text"].rstrip().rstrip("#") if match else ""
        if before and not is_code and _UNDERLINE.match(line):
            heading = before
        if heading := heading.strip():
            yield heading.translate(SHOW_ESCAPED)
        may_be_heading = not (is_code or heading or _START.match(line) or _RULE.match(line))
        before = line.strip() if may_be_heading else ""


def _joined(lines: list[str]) -> str:
    """Join the lines of a paragraph: with a space, except between two Chinese characters."""
    if len(lines) == 1:
        return lines[0]
    out = lines[:1]
    for before, line in pairwise(lines):
        out.append("" if _CJK.match(before[-1:]) and _CJK.match(line) else " ")
        out.append(line)
    return "".join(out).strip()
