"""The notices of a page: 提示, 温馨提示, Disclaimer. Health content must keep them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from wenda.importing.labels import Label, Part, read_label, says_notice
from wenda.importing.lines import Line, squeeze
from wenda.importing.markers import read_marker

MAX_NOTICE = 400
"""Characters of the longest text that is taken for a notice; a longer one is part of the answer."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice without its label; `label` is the number of the line that holds nothing but the label, or 0."""

    text: str
    lines: tuple[int, ...]
    label: int = 0


def find_notices(lines: Sequence[Line]) -> tuple[Notice, ...]:
    """Return the notices in the answer `lines`, in order.

    A labelled text is a notice when it says what notices say, wherever it stands; what says something else
    (温馨提示: bring the card) is one only when nothing but notices follow it, and stays in the answer otherwise.
    """
    notices: list[Notice] = []
    is_tail = True
    labels = [(i, label) for i, line in enumerate(lines) if line and (label := notice_label(line.text))]
    end = len(lines)
    for i, label in reversed(labels):
        notice, after = _notice_at(lines, i, label)
        is_tail = is_tail and not any(lines[after:end])
        if notice and (says_notice(notice.text) or (is_tail and label.part is Part.NOTICE)):
            notices.append(notice)
        else:
            is_tail = False
        end = i
    return tuple(reversed(notices))


def notice_label(text: str) -> Label | None:
    """Return the label when `text` begins with one of a notice."""
    label = read_label(text)
    return label if label and label.part in (Part.NOTICE, Part.REMARK) else None


def _notice_at(lines: Sequence[Line], i: int, label: Label) -> tuple[Notice | None, int]:
    """Return the notice whose label is at `i`, with the position after it; None when it has structure of its own."""
    texts, numbers, position = [label.rest], [lines[i].number], i + 1
    if not label.rest:
        texts, numbers = [], []
        while position < len(lines) and not lines[position]:
            position += 1
    while position < len(lines) and (line := lines[position]) and not read_label(line.text):
        if read_marker(line.text):
            return None, position
        texts.append(line.text)
        numbers.append(line.number)
        position += 1
    text = squeeze(" ".join(texts))
    if not text or len(text) > MAX_NOTICE:
        return None, position
    return Notice(text, tuple(numbers), 0 if label.rest else lines[i].number), position
