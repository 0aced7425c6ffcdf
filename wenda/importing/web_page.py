"""Saved web pages as the text of a raw page: question first, a line for each item, blank lines between blocks. Pure.

Read tag by tag, in time linear in the page's length, without a tree: what strangers saved need not be well-formed.
Menus, scripts and whatever stands before the question are no part of the text, nor is where links lead.
"""

import html
import re
from collections.abc import Iterator
from itertools import dropwhile
from typing import NamedTuple

_IS_HTML = re.compile(
    r"\s*(?:<!--(?:(?!-->).)*+-->\s*+|<\?xml[^<>]*+>\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# What a quoted value holds does not reach over the next `<`, so that no quotation mark makes the rest be read anew.
_TOKEN = re.compile(
    r"<!--(?:(?!-->).)*+(?:-->)?"
    r"|<(?P<raw>script|style|textarea|title)\b[^<>]*+>(?P<inner>(?:(?!</(?P=raw)).)*+)"
    r"|<(?P<end>/?)(?P<name>[a-z][a-z0-9]*+)(?:[^<>\"']|\"[^\"<]*+\"|'[^'<]*+')*+>"
    r"|<[!?/][^<>]*+>"
    r"|(?P<text>[^<]++|<)",
    re.IGNORECASE | re.DOTALL,
)
_SITE_NAME = re.compile(r"\s*[_|｜]|\s+[-–—]\s")
"""Where, in a page's title, the name of its site begins."""

_LEFT_OUT = re.compile("nav|footer|svg|template|iframe|noscript|button|select|object|canvas|math")
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|center|d[dlt]|details|div|fieldset|figcaption|figure|form|header|hr|html|li"
    "|main|[ou]l|p|pre|section|summary|table|tr"
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("ul", "ol")
_DEEPEST = 8  # levels of lists that are indented, more than any page has


class _Said(NamedTuple):
    """A line of the text; `level` is that of a heading, 0 for others."""

    text: str
    level: int = 0


def is_web_page(text: str) -> bool:
    """Say whether `text` is an HTML document."""
    return bool(_IS_HTML.match(text))


def text_of(document: str) -> str:
    """Return what the HTML `document` says, as the lines of a raw page."""
    reader = _Reader()
    for token in _TOKEN.finditer(document):
        reader.read(token)
    reader.end_line()
    return "\n".join(_from_question(reader.lines, " ".join(html.unescape(reader.title).split())))


def _from_question(lines: list[_Said], title: str) -> Iterator[str]:
    """Yield the lines from the question on: the heading that the page is named after, or its first, or its name."""
    question = _SITE_NAME.split(title, maxsplit=1)[0]
    headings = [line for line in lines if line.level]
    named = next((line for line in headings if line.text == question), None)
    first = named or next((line for line in headings if line.level == 1), None)
    rest = list(dropwhile(lambda line: line is not first, lines))[1:] if first else lines
    yield from (first.text if first else question, "")
    for line in dropwhile(lambda line: not line.text, rest):
        yield f"{'#' * max(line.level, 2)} {line.text}" if line.level else line.text


class _Reader:
    """Takes the tokens of a document one after the other and puts down what they say."""

    def __init__(self) -> None:
        self.lines: list[_Said] = []
        self.title = ""
        self._words: list[str] = []
        self._cells: list[str] = []
        self._lists: list[int] = []  # number of the last item of each open list; -1: without numbers
        self._lead = ""
        self._level = 0
        self._left_out = 0
        self._is_pre = False

    def read(self, token: re.Match[str]) -> None:
        if token["raw"]:
            if token["raw"].lower() == "title" and not self._left_out:
                self.title = self.title or token["inner"]
        elif token["name"]:
            self._read_tag(token["name"].lower(), is_end=bool(token["end"]))
        elif token["text"] and not self._left_out:
            self._read_text(html.unescape(token["text"]))

    def _read_text(self, text: str) -> None:
        if not self._is_pre:
            self._words.append(text)
            return
        first, *rest = text.split("\n")
        self._words.append(first)
        for line in rest:
            self.end_line()
            self._words.append(line)

    def _read_tag(self, name: str, *, is_end: bool) -> None:
        if _LEFT_OUT.fullmatch(name):
            self._left_out = max(self._left_out + (-1 if is_end else 1), 0)
        elif self._left_out:
            return
        elif name == "br":
            self.end_line()
        elif name in ("td", "th"):
            self._end_cell()
        elif name in _HEADINGS:
            self._end_block()
            self._level = 0 if is_end else _HEADINGS.index(name) + 1
        elif _BLOCK.fullmatch(name):
            self._read_block(name, is_end=is_end)

    def _read_block(self, name: str, *, is_end: bool) -> None:
        if name == "tr":
            self._end_row()
        elif name == "li":
            self.end_line()
            self._lead = "" if is_end else self._next_lead()
        elif not self._lead or self._said():  # the paragraph of an item stays on the item's line
            self._end_block()
        if name in _LISTS and not is_end:
            self._lists.append(0 if name == "ol" else -1)
        elif name in _LISTS and self._lists:
            self._lists.pop()
        elif name == "pre":
            self._is_pre = not is_end

    def _next_lead(self) -> str:
        if not self._lists:
            self._lists.append(-1)
        indent = "  " * min(len(self._lists), _DEEPEST)
        if self._lists[-1] < 0:
            return f"{indent}• "
        self._lists[-1] += 1
        return f"{indent}{self._lists[-1]}. "

    def _said(self) -> str:
        return " ".join("".join(self._words).split())

    def end_line(self) -> None:
        """Put down what was read since the last line."""
        text = self._said()
        self._words.clear()
        if text:
            self.lines.append(_Said(self._lead + text, self._level))
            self._lead, self._level = " " * len(self._lead), 0

    def _end_block(self) -> None:
        self.end_line()
        self._lead = ""
        if self.lines and self.lines[-1].text:
            self.lines.append(_Said(""))

    def _end_cell(self) -> None:
        text = self._said().replace("|", "｜")
        self._words.clear()
        if text:
            self._cells.append(text)

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells:
            self.lines.append(_Said(f"| {' | '.join(self._cells)} |"))
        self._cells.clear()
