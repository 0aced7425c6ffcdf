"""Markdown in which code, escaped characters and comments can no longer be taken for marks."""

import re
from dataclasses import dataclass
from functools import lru_cache

# Characters that mean something in Markdown. In code and after a backslash they stand for themselves, which
# is noted by moving them to Unicode's noncharacters: those are a program's own and never occur in text.
_SPECIAL = "\\`*_{}[]()#+-.!<>&~|=^:\"'"
HIDE = {ord(char): 0xFDD0 + index for index, char in enumerate(_SPECIAL)}
"""Moves special characters out of sight."""
SHOW = {hidden: char for char, hidden in HIDE.items()}
"""Moves them back."""
SHOW_ESCAPED = {hidden: "\\" + chr(char) for char, hidden in HIDE.items()}
"""Moves them back with a backslash, so that the text can be masked again."""

RECENT = 128
"""Texts that are kept as what they were made into: as many articles are read side by side, and looked at in turn."""

_HIDING = ("`", "\\", "~~~", "&")
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef]")
_FENCE = re.compile(r"[ \t>]*+(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)$")
_ESCAPE_OR_TICKS = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>&~|=^:\"'])|`+")
_PARAGRAPH_END = re.compile(r"(\n[ \t]*\n)")
_COMMENT_START, _COMMENT_END = re.compile("<!--"), re.compile("-->")


def shown(text: str, markdown: str) -> str:
    """Move back into sight what was hidden in `text`, which was made from `markdown`."""
    return text.translate(SHOW) if any(mark in markdown for mark in _HIDING) else text


@dataclass(frozen=True, slots=True)
class Masked:
    """The masked text, which has as many lines as the original, and which of them are fenced code."""

    text: str
    code: frozenset[int]  # numbers of the lines within fences, counted from 0
    fences: frozenset[int]  # and of the fences themselves


@lru_cache(maxsize=RECENT)
def masked(markdown: str) -> Masked:
    """Mask `markdown`; the last ones are kept, since one article is usually asked for several things."""
    text = _NONCHARACTERS.sub("", markdown) if _NONCHARACTERS.search(markdown) else markdown
    code, fences = frozenset[int](), frozenset[int]()
    if "```" in text or "~~~" in text:
        lines = text.split("\n")
        code, fences = _hide_fenced(lines)
        text = "\n".join(lines)
    if "`" in text:
        text = "".join(map(_hide_code_spans, _PARAGRAPH_END.split(text)))
    elif "\\" in text:
        text = _ESCAPE_OR_TICKS.sub(lambda match: match[1].translate(HIDE), text)
    if "<!--" in text:
        text = without_spans(text, _COMMENT_START, _COMMENT_END)
    return Masked(text, code, fences)


def without_spans(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """Take out what stands from each `opening` to the next `closing`, but for its line ends."""
    out, position = list[str](), 0
    while start := opening.search(text, position):
        end = closing.search(text, start.end())
        if not end:
            break
        out += (text[position : start.start()], "\n" * text.count("\n", start.start(), end.end()))
        position = end.end()
    return "".join((*out, text[position:]))


def blank(match: re.Match[str]) -> str:
    """Replace a match by its line ends alone, so that lines keep their numbers."""
    return "\n" * match[0].count("\n")


def pad(match: re.Match[str]) -> str:
    """Replace a match by as much white space, so that positions after it hold."""
    return re.sub(r"[^\n]", " ", match[0])


def _hide_fenced(lines: list[str]) -> tuple[frozenset[int], frozenset[int]]:
    """Hide the marks in fenced blocks of `lines`; return the numbers of the lines within and the fences."""
    code, fences, opened = set[int](), set[int](), ""
    for number, line in enumerate(lines):
        fence = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence and (not opened or (fence["mark"].startswith(opened) and not fence["info"].strip())):
            fences.add(number)
            opened = "" if opened else fence["mark"]
            lines[number] = ""
        elif opened:
            code.add(number)
            lines[number] = line.translate(HIDE)
    return frozenset(code), frozenset(fences)


def _hide_code_spans(paragraph: str) -> str:
    """Hide escapes and code spans; a span ends at the next run of as many backticks."""
    marks = list(_ESCAPE_OR_TICKS.finditer(paragraph))
    closers: dict[str, list[int]] = {}
    for index in reversed(range(len(marks))):
        closers.setdefault(marks[index][0], []).append(index)
    out: list[str] = []
    position = next_index = 0
    for index, mark in enumerate(marks):
        if index < next_index:
            continue
        out.append(paragraph[position : mark.start()])
        position = mark.end()
        if mark[1]:
            out.append(mark[1].translate(HIDE))
            continue
        waiting = closers[mark[0]]
        while waiting and waiting[-1] <= index:
            waiting.pop()
        if waiting:
            end = marks[waiting[-1]]
            out.append(paragraph[position : end.start()].strip(" ").translate(HIDE))
            position, next_index = end.end(), waiting[-1] + 1
        else:
            out.append(mark[0].translate(HIDE))
    return "".join((*out, paragraph[position:]))
