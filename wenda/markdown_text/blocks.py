"""Paragraphs, items, headings and rows of a Markdown text. Takes masked text."""

import re
from collections.abc import Iterator
from itertools import pairwise

from wenda.markdown_text.inline import may_be_emphasised, without_emphasis
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
_TITLES, _HEADINGS = frozenset("#>!?"), frozenset("#=-")
"""What a title, and a heading or the line under it, begin with."""
_RULES = frozenset("=-*_")
"""What a rule ends with."""
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ ]*+$")
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—]")


def blocks(text: str, source: Masked) -> Iterator[str]:
    """Yield the words of each block of `text`, which has the lines of `source`."""
    paragraph: list[str] = []
    words = _words if may_be_emphasised(text) else _spaced
    for number, line in enumerate(text.split("\n")):
        start = None
        stripped = line.strip()
        first = stripped[:1]
        if first.isalpha() and "|" not in line and number not in source.code:
            paragraph.append(stripped)  # no mark of a block begins with a letter
            continue
        if number in source.code:
            alone: str | None = line.rstrip()
        elif (
            not stripped
            or (stripped[-1] in _RULES and _RULE.match(line))
            or ("|" in line and _TABLE_RULE.match(line))
        ):
            alone = ""
        elif first in _TITLES and (title := _TITLE.match(line)):
            alone = _without_hashes(title["heading"] or title["note"] or "")
        else:
            start = _START.match(line)
            line_text = line[start.end() if start else 0 :]
            alone = line_text.replace("|", " ") if "|" in line else None
        if paragraph and (start or alone is not None):
            yield words(_joined(paragraph))
            paragraph = []
        if alone is None:
            paragraph.append(line_text.strip())
        elif alone.strip():
            yield alone if number in source.code else words(alone)
    if paragraph:
        yield words(_joined(paragraph))


def heading_texts(source: Masked) -> Iterator[str]:
    """Yield the Markdown of each heading, attribute list included."""
    hidden = source.code | source.fences
    lines = source.text.split("\n")
    for number, line in enumerate(lines):
        first = line.lstrip(" \t>")[:1] if line else ""
        if first not in _HEADINGS or number in hidden:
            continue
        if first == "#":
            title = _TITLE.match(line)
            heading = _without_hashes(title["heading"]) if title else ""
        else:
            is_below = number > 0 and number - 1 not in hidden and _UNDERLINE.match(line)
            heading = lines[number - 1].strip() if is_below and not _is_block(lines[number - 1]) else ""
        if heading:
            yield heading.translate(SHOW_ESCAPED)


def _is_block(line: str) -> bool:
    return bool(_START.match(line) or _RULE.match(line) or _TITLE.match(line))


def _without_hashes(heading: str) -> str:
    return heading.rstrip().rstrip("#").strip()


def _words(text: str) -> str:
    return _spaced(without_emphasis(text))


def _spaced(text: str) -> str:
    words = text.split()
    return words[0] if len(words) == 1 else " ".join(words)


def _joined(lines: list[str]) -> str:
    """Join the lines of a paragraph: with a space, except between two Chinese characters."""
    if len(lines) == 1:
        return lines[0]
    out = lines[:1]
    for before, line in pairwise(lines):
        out.append("" if _CJK.match(before[-1:]) and _CJK.match(line) else " ")
        out.append(line)
    return "".join(out).strip()
