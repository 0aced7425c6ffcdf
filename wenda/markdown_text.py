"""What a Markdown text says and where it leads, without rendering it.

Search, relations and checks need words, headings and link targets of every article; rendering would cost a hundred
times as much and can be driven into quadratic time. This scanner reads what Python-Markdown and Material's extensions
read, in time linear in the length of any text. It is no parser of all of Markdown: where the two differ, words are
kept rather than lost.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# Characters that mean something in Markdown. Inside code and after a backslash they stand for themselves, which is
# marked by moving them to Unicode's noncharacters: these are kept for a program's own use and never occur in text.
_SPECIAL = "\\`*_{}[]()#+-.!<>&~|=^:\"'"
_FIRST_NONCHARACTER = 0xFDD0
_HIDE = {ord(char): _FIRST_NONCHARACTER + i for i, char in enumerate(_SPECIAL)}
_SHOW = {hidden: char for char, hidden in _HIDE.items()}
_DROP_NONCHARACTERS = dict.fromkeys(range(_FIRST_NONCHARACTER, _FIRST_NONCHARACTER + 32))

_FENCE = re.compile(r"^(?P<indent>[ \t>]*)(?P<mark>`{3,}|~{3,})(?P<info>[^`\n]*)$", re.MULTILINE)
_BACKTICKS = re.compile(r"`+")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>&~|=^:\"'])")
_HIDDEN_ELEMENT = re.compile(r"<(script|style)\b[^<>]*+>", re.IGNORECASE)
_TAG = re.compile(r"<(?:/?[A-Za-z][^<>]*|[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*|[^<>\s@]+@[^<>\s]+|[!?][^<>]*)>")
_ADDRESS = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]*)>", re.IGNORECASE)
_TAG_ADDRESS = re.compile(r"\b(?:href|src)\s*+=\s*+(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE)
_TAG_ID = re.compile(r"\b(?:id|name)\s*+=\s*+(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE)
_DESTINATION = re.compile(
    r"\([ \t]*+\n?[ \t]*+(?:<(?P<angled>[^<>\n]*+)>|(?P<bare>[^\s()<]*+(?:\([^\s()]*+\)[^\s()]*+)*+))"
    r"(?:[ \t]*+\n?[ \t]*+(?:\"[^\"\n]*+\"|'[^'\n]*+'))?+[ \t]*+\)",
)
_REFERENCE = re.compile(r"[ ]?\[[^\[\]\n]*+\](?!\()")
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?!\^)[^\[\]\n]++\]:[ \t]*+<?(?P<target>[^\s<>]++)>?[ \t]*+(?:\"[^\"\n]*+\"|'[^'\n]*+'|\([^()\n]*+\))?[ \t]*+$",
    re.MULTILINE,
)
_ATTRIBUTES = re.compile(r"\{:?[ ]*+[#.][^{}\n]*+\}|\{:[^{}\n]*+\}")
_EXPLICIT_ID = re.compile(r"\{:?[^{}\n]*?#(?P<id>[^\s{}]++)[^{}\n]*+\}")
_EMPHASIS = re.compile(r"(\*{1,3})(?![\s*])([^*]++)(?<!\s)\1|(~~|==|\^\^)(?!\s)([^~=^\n]++)(?<!\s)\3")
_UNDERSCORES = re.compile(r"(?<![\w_])_{1,3}(?=\w)|(?<=[^\s_])_{1,3}(?![\w_])")
_LONE_STARS = re.compile(r"\*{2,}")
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_BLOCK_START = re.compile(
    r"(?:[ \t]*+(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)|#{1,6}(?!#)|[!?]{3}\+?[ \t]++[\w-]++|\[\^[^\[\]\n]*+\]:"
    r"|:(?=[ \t])))++[ \t]*+",
)
_RULE_LINE = re.compile(r"[ \t>]*+(?:=+|-{2,}|(?:[*_-][ \t]*+){3,})[ \t]*+$")
_HEADING = re.compile(r"[ \t>]*+#{1,6}(?!#)[ \t]*+(?P<text>[^\n]*?)[ \t]*+#*+[ \t]*+$")
_CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—"
_CJK_END, _CJK_START = re.compile(f"[{_CJK}]$"), re.compile(f"[{_CJK}]")


@dataclass(frozen=True, slots=True)
class _Masked:
    """A text in which code, escapes and comments can no longer be taken for marks; lines keep their numbers."""

    text: str
    code_lines: frozenset[int]  # 0-based numbers of the lines of fenced blocks, fences included
    fences: frozenset[int]  # of these, the fences


def plain_text(markdown: str) -> str:
    """Return the words of `markdown`, one block (paragraph, item, heading, table row) a line.

    Marks, link targets, HTML tags and images' addresses are gone; alternative texts, link texts and code stay.
    """
    masked = _mask(markdown)
    text = _without_html(masked.text)
    if "[" in text:
        text = _DEFINITION.sub("", text)
        text, _ = _unlinked(text)
    return "\n".join(_blocks(text, masked)).translate(_SHOW)


def headings(markdown: str) -> tuple[str, ...]:
    """Return the plain text of each heading, in order."""
    return tuple(text for text, _ in _headings(markdown))


def links(markdown: str) -> tuple[tuple[int, str], ...]:
    """Return every link's and image's target with its line, counted from 1, in order.

    Targets are as written: relative paths, addresses, `#anchor`; of inline links, references and HTML attributes.
    """
    text = _mask(markdown).text
    found: list[tuple[int, str]] = []
    if "<" in text:
        found += ((match.start(), match[1]) for match in _ADDRESS.finditer(text))
        for tag in _TAG.finditer(text):
            found += ((tag.start(), a[1] or a[2] or "") for a in _TAG_ADDRESS.finditer(tag[0]))
    if "[" in text:
        found += ((match.start(), match["target"]) for match in _DEFINITION.finditer(text))
        found += _unlinked(_DEFINITION.sub(lambda match: " " * len(match[0]), text))[1]
    return tuple((line, html.unescape(target.translate(_SHOW))) for line, target in _numbered(text, sorted(found)))


def anchors(markdown: str) -> frozenset[str]:
    """Return the ids that the rendered text can be linked at: its headings', those in attribute lists and in HTML."""
    taken: set[str] = set()
    text = _mask(markdown).text
    for tag in _TAG.finditer(text) if "<" in text else ():
        taken |= {(match[1] or match[2] or "").translate(_SHOW) for match in _TAG_ID.finditer(tag[0])}
    if "{" in text:
        taken |= {match["id"].translate(_SHOW) for match in _EXPLICIT_ID.finditer(text)}
    for heading, has_own_id in _headings(markdown):
        if not has_own_id:
            taken.add(_unique_id(heading_id(heading), taken))
    return frozenset(taken - {""})


def heading_id(text: str, separator: str = "-") -> str:
    """Return the id of a heading: its letters and digits in lower case, Chinese kept, words joined by `separator`.

    It has the signature that Markdown's `toc` extension wants of its `slugify`, so that the site renders by this rule.
    """
    words = re.sub(r"[^\w\s-]", "", text).strip().lower()
    return re.sub(rf"[{re.escape(separator)}\s]+", separator, words)


def _unique_id(wanted: str, taken: set[str]) -> str:
    """Number `wanted` until it is free, as Markdown's `toc` extension does."""
    while wanted in taken or not wanted:
        stem, _, number = wanted.rpartition("_")
        wanted = f"{stem}_{int(number) + 1}" if stem and number.isdecimal() else f"{wanted}_1"
    return wanted


def _headings(markdown: str) -> Iterator[tuple[str, bool]]:
    """Yield each heading's plain text and whether it names its own id."""
    masked = _mask(markdown)
    lines = masked.text.split("\n")
    for number, line in enumerate(lines):
        if number in masked.code_lines:
            continue
        match = _HEADING.match(line)
        if match and match["text"]:
            yield plain_text(match["text"].translate(_SHOW_ESCAPED)), bool(_EXPLICIT_ID.search(line))
        elif number and re.fullmatch(r"[ ]{0,3}(?:=+|-+)[ ]*", line) and _is_paragraph(lines[number - 1]):
            previous = lines[number - 1]
            yield plain_text(previous.strip().translate(_SHOW_ESCAPED)), bool(_EXPLICIT_ID.search(previous))


def _is_paragraph(line: str) -> bool:
    return bool(line.strip()) and not _BLOCK_START.match(line) and not _RULE_LINE.match(line)


_SHOW_ESCAPED = {hidden: "\\" + chr(char) for char, hidden in _HIDE.items()}


@lru_cache(maxsize=64)
def _mask(markdown: str) -> _Masked:
    text = markdown.translate(_DROP_NONCHARACTERS).replace("\r\n", "\n")
    code_lines: set[int] = set()
    fences: set[int] = set()
    if "```" in text or "~~~" in text:
        text = _mask_fences(text, code_lines, fences)
    if "\\" in text:
        text = _ESCAPE.sub(lambda match: match[1].translate(_HIDE), text)
    if "`" in text:
        text = _mask_code_spans(text)
    if "<!--" in text:
        text = _blank_out(text, "<!--", "-->")
    return _Masked(text, frozenset(code_lines), frozenset(fences))


def _mask_fences(text: str, code_lines: set[int], fences: set[int]) -> str:
    lines = text.split("\n")
    opened = ""
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if opened:
            code_lines.add(number)
            lines[number] = line.translate(_HIDE)
            if fence and fence["mark"].startswith(opened) and not fence["info"].strip():
                fences.add(number)
                opened = ""
        elif fence:
            code_lines.add(number)
            fences.add(number)
            lines[number] = line.translate(_HIDE)
            opened = fence["mark"]
    return "\n".join(lines)


def _mask_code_spans(text: str) -> str:
    """Hide the marks within code spans; a span ends at the next run of as many backticks, within its paragraph."""
    out: list[str] = []
    for paragraph in re.split(r"(\n[ \t]*\n)", text):
        runs = list(_BACKTICKS.finditer(paragraph))
        closers: dict[int, list[int]] = {}
        for index in range(len(runs) - 1, -1, -1):
            closers.setdefault(len(runs[index][0]), []).append(index)
        position = index = 0
        while index < len(runs):
            waiting = closers[len(runs[index][0])]
            while waiting and waiting[-1] <= index:
                waiting.pop()
            if waiting:
                start, end = runs[index], runs[waiting[-1]]
                out.append(paragraph[position : start.start()])
                out.append(paragraph[start.end() : end.start()].strip(" ").translate(_HIDE))
                position, index = end.end(), waiting[-1]
            index += 1
        out.append(paragraph[position:])
    return "".join(out)


def _blank_out(text: str, opening: str, closing: str) -> str:
    """Take out what stands between `opening` and `closing`, keeping its line ends."""
    out, position = [], 0
    while (start := text.find(opening, position)) >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            break
        out += (text[position:start], "\n" * text.count("\n", start, end))
        position = end + len(closing)
    return "".join((*out, text[position:]))


def _without_html(text: str) -> str:
    if "<" in text:
        lower = text.lower()
        for name in ("script", "style"):
            if f"<{name}" in lower:
                text = _without_element(text, name)
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    return text


def _without_element(text: str, name: str) -> str:
    closing = re.compile(rf"</{name}[^<>]*+>", re.IGNORECASE)
    out, position = [], 0
    for opening in re.finditer(rf"<{name}\b[^<>]*+>", text, re.IGNORECASE):
        if opening.start() < position:
            continue
        end = closing.search(text, opening.end())
        if not end:
            break
        out.append(text[position : opening.start()])
        position = end.end()
    return "".join((*out, text[position:]))


def _unlinked(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Return `text` with links and images replaced by their texts, and their targets with their positions."""
    out: list[str] = []
    opened: list[tuple[int, int]] = []  # for each open bracket: index in `out` and position in `text`
    targets: list[tuple[int, str]] = []
    position = 0
    for mark in re.finditer(r"!?\[|\]|\n[ \t]*\n", text):
        if mark.start() < position:
            continue
        out.append(text[position : mark.start()])
        position = mark.end()
        if mark[0].endswith("["):
            opened.append((len(out), mark.start()))
        elif mark[0] == "]" and opened:
            index, start = opened.pop()
            destination = _DESTINATION.match(text, position)
            reference = None if destination else _REFERENCE.match(text, position)
            if destination:
                targets.append((start, destination["angled"] or destination["bare"] or ""))
            if found := destination or reference:
                out[index] = ""
                position = found.end()
                out.append("")
                continue
        elif mark[0] != "]":
            opened.clear()
        out.append(mark[0])
    out.append(text[position:])
    return "".join(out), targets


def _blocks(text: str, masked: _Masked) -> Iterator[str]:
    block = ""
    for number, line in enumerate(text.split("\n")):
        in_code = number in masked.code_lines
        start = None if in_code else _BLOCK_START.match(line)
        ends = in_code or start or not line.strip() or "|" in line or _RULE_LINE.match(line)
        if ends and block:
            yield _without_emphasis(block)
            block = ""
        if number in masked.fences or (not in_code and (_RULE_LINE.match(line) or _TABLE_RULE.match(line))):
            continue
        if in_code:
            if line.strip():
                yield line.rstrip()
        elif "|" in line:
            yield _without_emphasis(" ".join(line[start.end() if start else 0 :].replace("|", " ").split()))
        else:
            block = _joined(block, line[start.end() :].strip() if start else line.strip())
    if block:
        yield _without_emphasis(block)


def _joined(block: str, line: str) -> str:
    """Join two lines of a paragraph: with a space, except between two Chinese characters."""
    if not block or not line:
        return block + line
    return f"{block}{line}" if _CJK_END.search(block) and _CJK_START.match(line) else f"{block} {line}"


def _without_emphasis(block: str) -> str:
    if "{" in block:
        block = _ATTRIBUTES.sub("", block).strip()
    if "*" in block or "~~" in block or "==" in block or "^^" in block:
        for _ in range(3):  # emphasis nests up to three deep: ***a** b*
            block, changes = _EMPHASIS.subn(lambda match: match[2] or match[4], block)
            if not changes:
                break
        block = _LONE_STARS.sub("", block)
    return _UNDERSCORES.sub("", block) if "_" in block else block


def _numbered(text: str, found: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    line, position = 1, 0
    for start, target in found:
        line += text.count("\n", position, start)
        position = start
        yield line, target
