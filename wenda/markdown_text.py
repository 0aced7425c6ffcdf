"""What a Markdown text says and where it leads, without rendering it.

Search, relations and checks need the words, headings and links of every article; rendering would cost twenty times
as much and can be driven into quadratic time. This scanner reads what Python-Markdown and Material's extensions
read, in time linear in the length of any text. It is no parser of all Markdown: where the two differ, words are
kept rather than lost.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# Characters that mean something in Markdown. Within code and after a backslash they stand for themselves, which is
# noted by moving them to Unicode's noncharacters: those are a program's own and never occur in text.
_SPECIAL = "\\`*_{}[]()#+-.!<>&~|=^:\"'"
_HIDE = {ord(char): 0xFDD0 + index for index, char in enumerate(_SPECIAL)}
_SHOW = {hidden: char for char, hidden in _HIDE.items()}
_SHOW_ESCAPED = {hidden: "\\" + chr(char) for char, hidden in _HIDE.items()}
_NONCHARACTERS = dict.fromkeys(range(0xFDD0, 0xFDF0))

_FENCE = re.compile(r"[ \t>]*+(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)$")
_ESCAPE_OR_TICKS = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>&~|=^:\"'])|`+")
_PARAGRAPH_END = re.compile(r"(\n[ \t]*\n)")
_TAG = re.compile(
    r"</?[A-Za-z][^<>]*+>|<[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*+>|<[^<>\s@]++@[^<>\s]++>|<[!?][^<>]*+>"
)
_ADDRESS = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]*+)>", re.IGNORECASE)
_ID_ATTRIBUTE = re.compile(r"\s(?:id|name)\s*+=\s*+(?:\"([^\"<>]*+)\"|'([^'<>]*+)')", re.IGNORECASE)
_ENTITY = re.compile(r"&#?\w{1,32};")
_BRACKET = re.compile(r"!?\[|\]|\n[ \t]*\n")
_DESTINATION = re.compile(
    r"\(\s*+(?:<(?P<angled>[^<>\n]*+)>|(?P<bare>[^\s()<]*+(?:\([^\s()]*+\)[^\s()]*+)*+))"
    r"(?:\s++(?:\"[^\"\n]*+\"|'[^'\n]*+'))?+\s*+\)"
)
_LABEL = re.compile(r"[ ]?\[[^\[\]\n]*+\](?!\()")
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?!\^)[^\[\]\n]++\]:[ \t]*+<?(?P<target>[^\s<>]++)>?"
    r"[ \t]*+(?:\"[^\"\n]*+\"|'[^'\n]*+'|\([^()\n]*+\))?+[ \t]*+$",
    re.MULTILINE,
)
_ATTRIBUTES = re.compile(r"\{:?[ ]*+[#.][^{}\n]*+\}|\{:[^{}\n]*+\}")
_OWN_ID = re.compile(r"\{:?[^{}#\n]*+#(?P<id>[^\s{}]++)[^{}\n]*+\}")
_EMPHASIS = re.compile(r"(\*{1,3})(?![\s*])([^*]++)(?<!\s)\1|(~~|==|\^\^)(?!\s)([^~=^\n]++)(?<!\s)\3")
_UNDERSCORES = re.compile(r"(?<![\w_])_{1,3}(?=\w)|(?<=[^\s_])_{1,3}(?![\w_])")
_STARS = re.compile(r"\*{2,}")
_BLOCK_START = re.compile(
    r"(?:[ \t]*+(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)|#{1,6}(?!#)|[!?]{3}\+?[ \t]++[\w-]++"
    r"|\[\^[^\[\]\n]*+\]:|:(?=[ \t])))++[ \t]*+"
)
_RULE = re.compile(r"[ \t>]*+(?:=+|-{2,}|(?:[*_-][ \t]*+){3,})[ \t]*+$")
_TABLE_RULE = re.compile(r"[ \t>]*+\|?(?:[ \t]*+:?-++:?[ \t]*+\|)++(?:[ \t]*+:?-++:?)?+[ \t]*+$")
_HEADING = re.compile(r"[ \t>]*+#{1,6}(?!#)[ \t]*+(?P<text>\S.*)$")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ ]*+$")
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—]")


@dataclass(frozen=True, slots=True)
class _Masked:
    """A text whose code, escapes and comments can no longer be taken for marks; lines keep their numbers."""

    text: str
    code: frozenset[int]  # 0-based numbers of the lines within fences
    fences: frozenset[int]  # and of the fences themselves


def plain_text(markdown: str) -> str:
    """Return the words of `markdown`, one block (paragraph, item, heading, table row) a line.

    Marks, link targets, HTML tags and images' addresses are gone; alternative texts, link texts and code stay.
    """
    masked = _mask(markdown)
    text = _without_html(masked.text)
    if "[" in text:
        text = _unlinked(_DEFINITION.sub("", text))[0]
    return "\n".join(_blocks(text, masked)).translate(_SHOW)


def without_code(markdown: str) -> str:
    """Return `markdown`, line by line, with the marks within code, escapes and comments made unrecognisable."""
    return _mask(markdown).text


def headings(markdown: str) -> tuple[str, ...]:
    """Return the plain text of each heading, in order."""
    return tuple(plain_text(_ATTRIBUTES.sub("", heading)) for heading in _headings(markdown))


def links(markdown: str) -> tuple[tuple[int, str], ...]:
    """Return the target of every link and image written in Markdown, in order, with its line, counted from 1.

    Targets are as written: relative paths, addresses, `#anchor`. Links in raw HTML are left out.
    """
    text = _mask(markdown).text
    found: list[tuple[int, str]] = []
    if "<" in text:
        found += ((match.start(), match[1]) for match in _ADDRESS.finditer(text))
        text = _TAG.sub(_pad, text)
    if "[" in text:
        found += ((match.start(), match["target"]) for match in _DEFINITION.finditer(text))
        found += _unlinked(_DEFINITION.sub(_pad, text))[1]
    return tuple(
        (line, html.unescape(target.translate(_SHOW))) for line, target in _numbered(text, sorted(found))
    )


def anchors(markdown: str) -> frozenset[str]:
    """Return the ids that the rendered text has: of headings, from attribute lists, from HTML."""
    taken: set[str] = set()
    text = _mask(markdown).text
    if "<" in text:
        for tag in _TAG.findall(text):
            taken |= {(match[1] or match[2] or "").translate(_SHOW) for match in _ID_ATTRIBUTE.finditer(tag)}
    if "{" in text:
        taken |= {match["id"].translate(_SHOW) for match in _OWN_ID.finditer(text)}
    for heading in _headings(markdown):
        if not _OWN_ID.search(heading):
            taken.add(_free_id(heading_id(plain_text(heading)), taken))
    return frozenset(taken - {""})


def heading_id(text: str, separator: str = "-") -> str:
    """Return the id of a heading: letters and digits in lower case, Chinese kept, words joined by `separator`.

    The signature is what Markdown's `toc` extension wants of its `slugify`; the site renders by this rule.
    """
    words = re.sub(r"[^\w\s-]", "", text).strip().lower()
    return re.sub(rf"[{re.escape(separator)}\s]+", separator, words)


def _free_id(wanted: str, taken: set[str]) -> str:
    """Return `wanted`, numbered as Markdown's `toc` extension does where it is taken or empty."""
    while wanted in taken or not wanted:
        stem, bar, number = wanted.rpartition("_")
        counted = bar and number.isascii() and number.isdigit()
        wanted = f"{stem}_{int(number) + 1}" if counted else f"{wanted}_1"
    return wanted


def _headings(markdown: str) -> Iterator[str]:
    """Yield each heading's Markdown, attribute list included."""
    masked = _mask(markdown)
    before = ""
    for number, line in enumerate(masked.text.split("\n")):
        if number in masked.code or number in masked.fences:
            line = ""
        elif match := _HEADING.match(line):
            yield match["text"].rstrip().rstrip("#").rstrip().translate(_SHOW_ESCAPED)
            line = ""
        elif (
            before.strip()
            and _UNDERLINE.match(line)
            and not (_BLOCK_START.match(before) or _RULE.match(before))
        ):
            yield before.strip().translate(_SHOW_ESCAPED)
            line = ""
        before = line


@lru_cache(maxsize=64)
def _mask(markdown: str) -> _Masked:
    text = markdown.translate(_NONCHARACTERS) if _needs_cleaning(markdown) else markdown
    lines = text.split("\n")
    code, fences = _hide_fenced(lines) if "```" in text or "~~~" in text else (frozenset(), frozenset())
    text = "\n".join(lines)
    if "`" in text:
        text = "".join(map(_hide_code_spans, _PARAGRAPH_END.split(text)))
    elif "\\" in text:
        text = _ESCAPE_OR_TICKS.sub(lambda match: match[1].translate(_HIDE), text)
    if "<!--" in text:
        text = _without_spans(text, re.compile("<!--"), re.compile("-->"))
    return _Masked(text, code, fences)


def _needs_cleaning(text: str) -> bool:
    return not text.isascii() and re.search("[\ufdd0-\ufdef]", text) is not None


def _hide_fenced(lines: list[str]) -> tuple[frozenset[int], frozenset[int]]:
    """Hide all marks in fenced blocks of `lines`; return the numbers of the lines within and of the fences."""
    code, fences, opened = set[int](), set[int](), ""
    for number, line in enumerate(lines):
        fence = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence and (not opened or (fence["mark"].startswith(opened) and not fence["info"].strip())):
            fences.add(number)
            opened = "" if opened else fence["mark"]
            lines[number] = ""
        elif opened:
            code.add(number)
            lines[number] = line.translate(_HIDE)
    return frozenset(code), frozenset(fences)


def _hide_code_spans(paragraph: str) -> str:
    """Hide escapes and code spans; a span ends at the next run of as many backticks."""
    marks = list(_ESCAPE_OR_TICKS.finditer(paragraph))
    closers: dict[str, list[int]] = {}
    for index in reversed(range(len(marks))):
        closers.setdefault(marks[index][0], []).append(index)
    out: list[str] = []
    position = skip_to = 0
    for index, mark in enumerate(marks):
        if index < skip_to:
            continue
        out.append(paragraph[position : mark.start()])
        position = mark.end()
        if mark[1]:
            out.append(mark[1].translate(_HIDE))
            continue
        waiting = closers[mark[0]]
        while waiting and waiting[-1] <= index:
            waiting.pop()
        if waiting:
            end = marks[waiting[-1]]
            out.append(paragraph[position : end.start()].strip(" ").translate(_HIDE))
            position, skip_to = end.end(), waiting[-1] + 1
        else:
            out.append(mark[0].translate(_HIDE))
    return "".join((*out, paragraph[position:]))


def _without_html(text: str) -> str:
    if "<" in text:
        for name in ("script", "style"):
            opening = re.compile(rf"<{name}\b[^<>]*+>", re.IGNORECASE)
            if opening.search(text):
                text = _without_spans(text, opening, re.compile(rf"</{name}\b[^<>]*+>", re.IGNORECASE))
        text = _TAG.sub(_blank, text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]).translate(_HIDE), text)
    return text


def _without_spans(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """Take out what stands from each `opening` to the next `closing`, but for its line ends."""
    out, position = list[str](), 0
    while start := opening.search(text, position):
        end = closing.search(text, start.end())
        if not end:
            break
        out += (text[position : start.start()], "\n" * text.count("\n", start.start(), end.end()))
        position = end.end()
    return "".join((*out, text[position:]))


def _blank(match: re.Match[str]) -> str:
    """Replace a match by its line ends."""
    return "\n" * match[0].count("\n")


def _pad(match: re.Match[str]) -> str:
    """Replace a match by as much white space, so that positions after it still hold."""
    return re.sub(r"[^\n]", " ", match[0])


def _unlinked(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Return `text` with links and images replaced by their texts, and their targets with their positions."""
    out: list[str] = []
    opened: list[tuple[int, int]] = []  # for each open bracket its index in `out` and its position in `text`
    targets: list[tuple[int, str]] = []
    position = 0
    for mark in _BRACKET.finditer(text):
        if mark.start() < position:
            continue
        out.append(text[position : mark.start()])
        position = mark.end()
        found = None
        if mark[0].endswith("["):
            opened.append((len(out), mark.start()))
        elif mark[0] != "]":
            opened.clear()
        elif opened:
            index, start = opened.pop()
            if destination := _DESTINATION.match(text, position):
                targets.append((start, destination["angled"] or destination["bare"] or ""))
            found = destination or _LABEL.match(text, position)
        if found:
            out[index] = ""
            out.append(_blank(found))
            position = found.end()
        else:
            out.append(mark[0])
    return "".join((*out, text[position:])), targets


def _blocks(text: str, masked: _Masked) -> Iterator[str]:
    block: list[str] = []
    for number, line in enumerate(text.split("\n")):
        in_code = number in masked.code
        start = None if in_code else _BLOCK_START.match(line)
        row = "|" in line and not in_code
        if block and (in_code or start or row or not line.strip() or _RULE.match(line)):
            yield _without_emphasis(_joined(block))
            block = []
        if in_code:
            if line.strip():
                yield line.rstrip()
        elif row:
            if not _TABLE_RULE.match(line):
                yield _without_emphasis(
                    " ".join(line[start.end() if start else 0 :].replace("|", " ").split())
                )
        elif line.strip() and not _RULE.match(line):
            block.append(line[start.end() :].strip() if start else line.strip())
    if block:
        yield _without_emphasis(_joined(block))


def _joined(lines: list[str]) -> str:
    """Join the lines of a paragraph: with a space, except between two Chinese characters."""
    if len(lines) == 1:
        return lines[0]
    pairs = zip(lines, lines[1:], strict=False)
    ends = ("" if _CJK.match(line[-1:]) and _CJK.match(following) else " " for line, following in pairs)
    return "".join(part for pair in zip(lines, (*ends, ""), strict=True) for part in pair).strip()


def _without_emphasis(block: str) -> str:
    if "{" in block:
        block = _ATTRIBUTES.sub("", block).strip()
    if "*" in block or "~~" in block or "==" in block or "^^" in block:
        for _ in range(3):  # emphasis nests up to three deep: ***a** b*
            block, changes = _EMPHASIS.subn(lambda match: match[2] or match[4], block)
            if not changes:
                break
        block = _STARS.sub("", block)
    return _UNDERSCORES.sub("", block) if "_" in block else block


def _numbered(text: str, found: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    line, position = 1, 0
    for start, target in found:
        line += text.count("\n", position, start)
        position = start
        yield line, target
