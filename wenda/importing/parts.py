"""The parts of a page below its question, and what the smaller ones hold. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from wenda.importing.datelines import Dateline, read_byline, read_dateline
from wenda.importing.labels import Part, is_furniture, read_label, without_answer_label
from wenda.importing.ledger import Kind
from wenda.importing.lines import Line, asks, ends_statement, has_han, narrow, squeeze, width
from wenda.importing.markers import Mark, read_marker

Kinds = dict[int, Kind]
"""What each line is, by its number; filled as the parts are read."""

_WIDEST_SEARCH = 60
_ENUMERATION = re.compile(r"(?:\d{1,2}[.、)]|[•·●○■□★☆*-])\s*")
_WHEN = re.compile(
    r"何时|什么时候|几号|几月|哪天|日期|时间|截止|多久|\bwhen\b|\bdate\b|\bdeadline\b", re.IGNORECASE
)


def split_parts(lines: Sequence[Line], kinds: Kinds) -> list[tuple[Part | None, list[Line]]]:
    """Return the parts that labels announce, in order, each with its lines; None stands for the answer."""
    parts: list[tuple[Part | None, list[Line]]] = [(None, [])]
    for line in lines:
        label = read_label(line.text) if line else None
        if label and label.part in (Part.SEARCHES, Part.RELATED):
            parts.append((label.part, []))
            if label.rest:
                parts[-1][1].append(replace(line, text=label.rest))
            else:
                kinds[line.number] = Kind.LABEL
            continue
        if parts[-1][0] is Part.SEARCHES and line and _opens_answer(line):
            parts.append((None, []))
        parts[-1][1].append(line)
    if not any(part is Part.RELATED for part, _ in parts):
        parts[-1:] = _without_label(*parts[-1])
    return parts


def _opens_answer(line: Line) -> bool:
    """Say whether `line` cannot be search words: a sentence, a section's heading, a notice."""
    marker = read_marker(line.text)
    if marker and marker.mark in (Mark.SECTION, Mark.HASH):
        return True
    return "。" in line.text or ends_statement(line.text) or bool(read_label(line.text))


def _without_label(part: Part | None, lines: list[Line]) -> list[tuple[Part | None, list[Line]]]:
    """Find recommendations that no label announces by their datelines: two of them, or one below a question."""
    filled = [i for i, line in enumerate(lines) if line]
    dated = [k for k, i in enumerate(filled) if k >= 2 and (d := read_dateline(lines[i].text)) and d.date]
    if part or not dated:
        return [(part, lines)]
    text, title = lines[filled[dated[0] - 1]], lines[filled[dated[0] - 2]]
    if not _is_text(text) or dated[0] < 3:
        start, title = filled[dated[0] - 1], text
    else:
        start = filled[dated[0] - 2]
    gap = not lines[start - 1] or is_furniture(lines[start - 1].text)
    if not (gap and _is_title(title) and (len(dated) > 1 or asks(title.text))):
        return [(part, lines)]
    return [(part, lines[:start]), (Part.RELATED, lines[start:])]


def _is_text(line: Line) -> bool:
    return width(line.text) > _WIDEST_SEARCH or bool(re.search(r"[,。;]", narrow(line.text)))


def _is_title(line: Line) -> bool:
    return (
        not read_marker(line.text)
        and not re.search(r"[。;:,]$", narrow(line.text))
        and width(line.text) <= 100
    )


def read_searches(lines: Sequence[Line], kinds: Kinds) -> list[str]:
    """Return the search words on `lines`: Chinese ones stand apart by any space, others by wide gaps and marks."""
    words: list[str] = []
    for line in lines:
        if not line or line.number in kinds:
            continue
        if is_furniture(line.text):
            kinds[line.number] = Kind.FURNITURE
            continue
        kinds[line.number] = Kind.SEARCHES
        text = _unnumbered(line.text)
        gaps = r"[\s、,;|/·]+" if has_han(text) else r"\s{2,}|\t|[,;|·]"
        words += (word for part in _split(gaps, text) if (word := squeeze(_unnumbered(part))))
    return words


def _unnumbered(text: str) -> str:
    match = _ENUMERATION.match(narrow(text))
    return text[match.end() if match else 0 :]


def _split(pattern: str, text: str) -> list[str]:
    """Split `text` where `pattern` matches its narrow form."""
    spans = [match.span() for match in re.finditer(pattern, narrow(text))]
    starts, ends = (0, *(end for _, end in spans)), (*(start for start, _ in spans), len(text))
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def trim_furniture(lines: Sequence[Line], kinds: Kinds) -> list[Line]:
    """Return `lines` without the furniture they begin and end with; amid an answer 搜索 may be a step."""
    start, end = 0, len(lines)
    while start < end and _is_aside(lines[start], kinds):
        start += 1
    while end > start and _is_aside(lines[end - 1], kinds):
        end -= 1
    return list(lines[start:end])


def without_furniture(lines: Sequence[Line], kinds: Kinds) -> list[Line]:
    """Return `lines` with blank ones in place of furniture and drawn lines, wherever they stand."""
    return [replace(line, text="") if line and _is_aside(line, kinds) else line for line in lines]


def _is_aside(line: Line, kinds: Kinds) -> bool:
    if line and line.number not in kinds and is_furniture(line.text):
        kinds[line.number] = Kind.FURNITURE
    return not line or kinds.get(line.number) in (Kind.FURNITURE, Kind.RULE)


def drop_answer_label(lines: list[Line], kinds: Kinds) -> None:
    """Take an `A:` from the first line of the answer, the whole line where nothing follows."""
    first = next((i for i, line in enumerate(lines) if line), None)
    if first is not None:
        lines[first] = replace(lines[first], text=without_answer_label(lines[first].text))
        if not lines[first]:
            kinds[lines[first].number] = Kind.LABEL


def take_dateline(question: str, lines: list[Line], kinds: Kinds) -> Dateline | None:
    """Take the page's own date, one of the first two lines, out of `lines`.

    A bare date may be the answer: it is one where the question asks when, or nothing else answers it.
    """
    filled = [i for i, line in enumerate(lines) if line]
    for i in filled[:2]:
        dateline = read_dateline(lines[i].text) or read_byline(lines[i].text)
        if not dateline or (len(filled) == 1 or (_is_bare(dateline) and _WHEN.search(question))):
            continue
        kinds[lines[i].number] = dateline_kind(dateline)
        lines[i] = replace(lines[i], text="")
        return dateline
    return None


def _is_bare(dateline: Dateline) -> bool:
    return not (dateline.category or dateline.credit)


def dateline_kind(dateline: Dateline) -> Kind:
    """Return what the ledger calls a line with this dateline."""
    return Kind.DATE_AND_FURNITURE if dateline.has_furniture else Kind.DATE
