"""Lines that follow one another: one paragraph wrapped, or several; and the words a paragraph opens with. Pure."""

import re
from collections.abc import Sequence

from wenda.importing.blocks import Paragraph
from wenda.importing.lines import Line, ends_sentence, has_han, is_unfinished, narrow, squeeze, width

_WRAPPED = 36
"""Columns that a line takes at least before it is taken for one that was wrapped."""

_LONGEST_LEAD = 80
_CLOSING = re.compile(r"[,。、;:.!?)”’」』》\]】%]")
_LEAD = re.compile(r"(?P<lead>[^:,。;!?…*]{1,60}?)\s*:(?!//)")
_BRACKETED = re.compile(r"【([^【】*]{1,20})】(?=\S)")
_NOT_A_LEAD = re.compile(
    r"^(以下|下面|如下|根据|关于|看|见|请|the following)"
    r"|(如下|包括|包含|例如|比如|表示|指出|认为|明确|显示|强调|表明|称|说|问|即|为|是|有|需|要|可|应|于|的)$"
    r"|\b(follow(s|ing)|are|is|includes?|including|says?|said|needs?|as|to|of|e\.g)$",
    re.IGNORECASE,
)
# Where bold type was lost, its spaces stayed; the one before a punctuation mark gives it away: 但 不能取现 。
_LOST_BOLD = re.compile(r"(?<=[^\W\dA-Za-z])[ ]([^\s,。;:!?、*]{2,24})[ ](?=[,。;!?、])")
_FOOTNOTE = re.compile(r"[*※]\s*(?=[^\s*]{1,12}:)")
_PAIRS = (("(", ")"), ("“", "”"), ("《", "》"), ("【", "】"), ("「", "」"), ("[", "]"))


def paragraphs(lines: Sequence[Line], widest_lead: int) -> list[Paragraph]:
    """Return the paragraphs that `lines`, with no blank one between them, make up.

    A line goes on in the next when it breaks off within a clause, or is nearly as wide as the widest one and does
    not end a sentence; a short line that stops without punctuation is a paragraph of its own. A mark with nothing
    behind it leaves an empty line, which goes on in the next. `widest_lead` is as for `paragraph`.
    """
    widest = max(width(line.text) for line in lines)
    groups: list[list[Line]] = [[lines[0]]]
    for line in lines[1:]:
        if _goes_on(groups[-1][-1].text, line.text, widest):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [
        paragraph(_glued([line.text for line in group]), tuple(line.number for line in group), widest_lead)
        for group in groups
    ]


def paragraph(text: str, lines: tuple[int, ...], widest_lead: int) -> Paragraph:
    """Return `text` as a paragraph whose lead-in, the words before its first colon, stands out.

    A lead-in takes `widest_lead` columns at most, names something (报销比例:) and does not announce (包括:).
    """
    text = squeeze(emphasised(text))
    if (footnote := _FOOTNOTE.match(narrow(text))) and text.count("*") <= 1:
        text = text[footnote.end() :]
    if lead := lead_of(text, widest_lead):
        return Paragraph(text[len(lead) :].lstrip(), lines, lead)
    return Paragraph(_BRACKETED.sub(r"【**\1**】", text, count=1) if text.startswith("【") else text, lines)


def lead_of(text: str, widest: int) -> str:
    """Return the words before the first colon of `text` where they are a lead-in, as `paragraph` says, or nothing."""
    match = _LEAD.match(narrow(text[:_LONGEST_LEAD]))
    is_lead = match and _is_lead(text, match.end("lead"), match.end(), widest)
    return text[: match.end("lead")] if match and is_lead else ""


def emphasised(text: str) -> str:
    """Return `text` with ** around the words whose bold type was lost on the way into the page."""
    spans = [match.span(1) for match in _LOST_BOLD.finditer(narrow(text))] if has_han(text) else []
    for start, end in reversed(spans):
        text = f"{text[: start - 1]}**{text[start:end]}**{text[end + 1 :]}"
    return text


def _is_lead(text: str, end: int, after: int, widest: int) -> bool:
    lead, rest = text[:end], text[after:]
    if width(lead) > widest or not any(map(str.isalpha, lead)):
        return False
    if _NOT_A_LEAD.search(lead) and lead not in ("问", "答"):
        return False
    if lead[-1].isdigit() and rest[:1].isdigit():  # 8:30
        return False
    plain = narrow(lead)
    if any(plain.count(opening) != plain.count(closing) for opening, closing in _PAIRS):
        return False
    if has_han(lead):
        return True
    # 10:30, a:b and file:name are no lead-ins; Note: text is one.
    return (not rest or rest[0].isspace()) and len(lead.split()) <= 6


def _goes_on(text: str, following: str, widest: int) -> bool:
    if not text or is_unfinished(text) or _CLOSING.match(narrow(following)) or following[0].islower():
        return True
    columns = width(text)
    if ends_sentence(text):
        return not has_han(text) and columns >= max(50, widest - 15)
    return columns >= max(_WRAPPED, widest * 4 // 5)


def _glued(texts: Sequence[str]) -> str:
    glued = ""
    for text in texts:
        is_spaced = glued and text and glued[-1].isascii() and text[0].isascii()
        glued += f" {text}" if is_spaced else text
    return glued
