"""What stands within a line: HTML, links, emphasis. Takes masked text."""

import html
import re

from wenda.markdown_text.mask import HIDE, blank, without_spans

TAG = re.compile(
    r"</?[A-Za-z][^<>]*+>|<[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*+>|<[^<>\s@]++@[^<>\s]++>|<[!?][^<>]*+>"
)
"""HTML tags, declarations, and addresses in angle brackets."""
ADDRESS = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]*+)>", re.IGNORECASE)
ID_ATTRIBUTE = re.compile(r"\s(?:id|name)\s*+=\s*+(?:\"([^\"<>]++)\"|'([^'<>]++)')", re.IGNORECASE)
DEFINITION = re.compile(
    r"^[ ]{0,3}\[(?!\^)[^\[\]\n]++\]:[ \t]*+<?(?P<target>[^\s<>]++)>?"
    r"[ \t]*+(?:\"[^\"\n]*+\"|'[^'\n]*+'|\([^()\n]*+\))?+[ \t]*+$",
    re.MULTILINE,
)
"""`[label]: target "title"`, on a line of its own."""

_HIDDEN_ELEMENTS = tuple(
    (re.compile(rf"<{name}\b[^<>]*+>", re.IGNORECASE), re.compile(rf"</{name}\b[^<>]*+>", re.IGNORECASE))
    for name in ("script", "style")
)
_ENTITY = re.compile(r"&#?\w{1,32};")
_BRACKET = re.compile(r"!?\[|\]|\n[ \t]*\n")
_DESTINATION = re.compile(
    r"\(\s*+(?:<(?P<angled>[^<>\n]*+)>|(?P<bare>[^\s()<]*+(?:\([^\s()]*+\)[^\s()]*+)*+))"
    r"(?:\s++(?:\"[^\"\n]*+\"|'[^'\n]*+'))?+\s*+\)"
)
_LABEL = re.compile(r"[ ]?\[[^\[\]\n]*+\](?!\()")
_ATTRIBUTES = re.compile(r"\{:?[ ]*+[#.][^{}\n]*+\}|\{:[^{}\n]*+\}")
_EMPHASIS = re.compile(r"(\*{1,3})(?![\s*])([^*]++)(?<!\s)\1|(~~|==|\^\^)(?!\s)([^~=^\n]++)(?<!\s)\3")
_UNDERSCORES = re.compile(r"(?<![\w_])_{1,3}(?=\w)|(?<=[^\s_])_{1,3}(?![\w_])")
_STARS = re.compile(r"\*{2,}")


def without_html(text: str) -> str:
    """Take out HTML tags, scripts and styles, and put characters for entities."""
    if "<" in text:
        for opening, closing in _HIDDEN_ELEMENTS:
            text = without_spans(text, opening, closing)
        text = TAG.sub(blank, text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]).translate(HIDE), text)
    return text


def unlinked(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Return `text` with links and images replaced by their texts, and their targets with their positions."""
    out: list[str] = []
    opened: list[tuple[int, int]] = []  # for each open bracket its index in `out` and its position in `text`
    targets: list[tuple[int, str]] = []
    position = 0
    while span := _next_bracket(text, position, is_open=bool(opened)):
        first, last = span
        out.append(text[position:first])
        position = last
        found = None
        if text[last - 1] == "[":
            opened.append((len(out), first))
        elif text[last - 1] != "]":
            opened.clear()
        else:
            index, start = opened.pop()
            if destination := _DESTINATION.match(text, position):
                targets.append((start, destination["angled"] or destination["bare"] or ""))
            found = destination or _LABEL.match(text, position)
            if found:
                out[index] = ""
                out.append(blank(found))
                position = found.end()
        if not found:
            out.append(text[first:last])
    return "".join((*out, text[position:])), targets


def _next_bracket(text: str, position: int, *, is_open: bool) -> tuple[int, int] | None:
    """Return where the next bracket, or end of a paragraph, stands that matters; where none is open, only `[` does."""
    if is_open:
        mark = _BRACKET.search(text, position)
        return mark.span() if mark else None
    at = text.find("[", position)
    if at < 0:
        return None
    return (at - 1 if at > position and text[at - 1] == "!" else at), at + 1


def may_be_emphasised(text: str) -> bool:
    """Say whether `without_emphasis` has anything to look for in `text`."""
    return any(mark in text for mark in ("*", "_", "{", "~~", "==", "^^"))


def without_emphasis(block: str) -> str:
    """Take the marks of emphasis and attribute lists out of a block of text."""
    if "{" in block:
        block = _ATTRIBUTES.sub("", block).strip()
    if _has_pairs(block):
        for _ in range(3):  # emphasis nests up to three deep: ***a** b*
            block, changes = _EMPHASIS.subn(lambda match: match[2] or match[4], block)
            if not (changes and _has_pairs(block)):
                break
        if "**" in block:
            block = _STARS.sub("", block)
    return _UNDERSCORES.sub("", block) if "_" in block else block


def _has_pairs(block: str) -> bool:
    """Say whether a block may hold marks that come in pairs."""
    return "*" in block or "~~" in block or "==" in block or "^^" in block
