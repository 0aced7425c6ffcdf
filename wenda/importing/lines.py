"""A page's text as lines: numbered, measured, freed of invisible characters. Pure.

Full-width punctuation (U+FF01 to U+FF5E) means what its ASCII twin means: whoever looks for structure looks at
`narrow(text)`, which is as long as `text`, and cuts `text` itself, which stays as it was written.
"""

import re
from dataclasses import dataclass

from wenda.content.values import FORBIDDEN
from wenda.text import is_han

_LONGEST_TITLE = 80
_ENDS_ASKING = re.compile(r"[?吗呢][?*]*$")
_ASKS = re.compile(
    r"[?吗呢]$|怎|如何|什么|哪|多少|多久|几|能否|是否|可否|可以|为何|谁|\b(how|what|when|where|which|who|why|can|does|do|is|are)\b",
    re.IGNORECASE,
)
_ENCLOSED = re.compile(r"(?:【([^【】]+)】|《([^《》]+)》|\[([^\[\]]+)\]|「([^「」]+)」)")

TAB = 4
"""Columns between tab stops."""

_BREAKS = re.compile(r"\r\n|\r|\n")
_FULL_WIDTH = re.compile("[\uff01-\uff5e]")
# The scripts and marks that Unicode calls wide, in blocks.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6"
    "\U0001f300-\U0001f64f\U0001f900-\U0001f9ff\U00020000-\U0003fffd]+"
)
_NARROW = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
# Zero width spaces, word joiners, soft hyphens and byte order marks carry nothing; joiners that shape letters stay.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]")
_CLOSING = "”’\"'」』》)\\]】*"
_SENTENCE_END = re.compile(rf"[。.!?;…][{_CLOSING}]*$")
_FULL_STOP = re.compile(rf"[。.!?…][{_CLOSING}]*$")
_UNFINISHED = re.compile(r"[,、(“‘「《—/-]$")
_NOT_IN_TITLE = re.compile(r"[。;:!…]|\.\s|[、.]$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its number from 1, the columns it is indented by, and its text without that.

    White space within `text` is as in the source, for tables are drawn with it, but only of spaces and tabs.
    """

    number: int
    indent: int
    text: str

    def __bool__(self) -> bool:
        """Say whether anything stands on the line."""
        return bool(self.text)


def source_lines(text: str) -> list[str]:
    """Split `text` at line feeds, carriage returns and both; a final one ends the last line and opens no other."""
    lines = _BREAKS.split(text)
    if lines[-1] == "":
        lines.pop()
    return lines


def read_line(number: int, source: str) -> Line:
    """Return line `number` of a page, measured and cleaned."""
    text = FORBIDDEN.sub(" ", _SPACES.sub(" ", _INVISIBLE.sub("", source))).rstrip()
    body = text.lstrip()
    indent = 0
    for char in text[: len(text) - len(body)]:
        indent += TAB - indent % TAB if char == "\t" else 2 if char == "\u3000" else 1
    return Line(number, indent, body.replace("\u3000", "  ").rstrip())


def narrow(text: str) -> str:
    """Return `text` with ASCII characters for full-width ones, one for one."""
    return _FULL_WIDTH.sub(lambda match: _NARROW[match[0]], text)


def squeeze(text: str) -> str:
    """Return running text with single spaces; in Chinese text with none before punctuation and behind commas."""
    text = " ".join(text.split())
    if " " not in text or not has_han(text):
        return text
    plain = narrow(text)
    around = zip(text, " " + plain, plain[1:] + " ", strict=False)
    return "".join(
        char
        for char, before, after in around
        if char != " " or not (after in ",;:!?。、…)" or before in "、(" or (before == "," and is_han(after)))
    )


def has_han(text: str) -> bool:
    """Say whether there is a Chinese character in `text`."""
    return any(map(is_han, text))


def width(text: str) -> int:
    """Return the columns `text` takes where a Chinese character takes two."""
    return len(text) + sum(map(len, _WIDE.findall(text)))


def ends_sentence(text: str) -> bool:
    """Say whether `text` ends as a sentence, or a clause before a semicolon, does."""
    return bool(_SENTENCE_END.search(narrow(text)))


def ends_statement(text: str) -> bool:
    """Say whether `text` ends as a whole sentence does."""
    return bool(_FULL_STOP.search(narrow(text)))


def is_unfinished(text: str) -> bool:
    """Say whether `text` breaks off within a clause: after a comma, a bracket, a hyphen."""
    return bool(_UNFINISHED.search(narrow(text)))


def asks(text: str) -> bool:
    """Say whether `text` sounds like a question, with or without a question mark."""
    return bool(_ASKS.search(narrow(text)))


def without_brackets(text: str) -> str:
    """Return what stands in the brackets that enclose all of `text`, or `text`."""
    match = _ENCLOSED.fullmatch(text.strip())
    return next(filter(None, match.groups())) if match else text


def is_title(text: str) -> bool:
    """Say whether `text` names something rather than tells it: short, one clause, no full stop.

    A question may be a title, then with a comma too: 断缴以后,还能报销吗?
    """
    if len(text) > _LONGEST_TITLE:
        return False
    longest = 48 if has_han(text) else 72
    name = narrow(text).rstrip("?*")
    if "," in name and not _ENDS_ASKING.search(narrow(text)):
        return False
    return 0 < width(name) <= longest and any(map(str.isalnum, name)) and not _NOT_IN_TITLE.search(name)
