"""A raw page as text, taken apart: question, answer, notice, search words, recommendations. Pure.

A page is a question on its first line, then parts that labels announce (see `labels`). Any of them may be missing, and
without a label the recommendations are known by their datelines. Every line gets a kind for the ledger, or is left to
the answer's structure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from wenda.importing.datelines import Dateline, read_dateline
from wenda.importing.labels import Part, is_furniture, read_label, without_question_label
from wenda.importing.ledger import Kind
from wenda.importing.lines import Line, read_line, source_lines, squeeze, width, without_brackets
from wenda.importing.notices import Notice, find_notices, notice_label
from wenda.importing.parts import (
    Kinds,
    dateline_kind,
    drop_answer_label,
    read_searches,
    split_parts,
    take_dateline,
    trim_furniture,
    without_furniture,
)
from wenda.importing.recommendations import MAX_TITLE, Recommendation, read_recommendations
from wenda.importing.tables import is_rule


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page taken apart. `kinds` says of each line, by number, what it is, but for the lines of `answer`."""

    question: str
    answer: tuple[Line, ...]
    kinds: Kinds
    dateline: Dateline | None = None
    notices: tuple[str, ...] = ()
    searches: tuple[str, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()

    @property
    def datelines(self) -> Iterator[tuple[Dateline, int]]:
        """Every dateline of the page, with the line it stands on where that is known, else 0."""
        if self.dateline:
            yield self.dateline, 0
        for entry in self.recommendations:
            if entry.dateline:
                yield entry.dateline, entry.dated[0].number if entry.dated else entry.title.number


def read_page(text: str) -> RawPage | None:
    """Take the page `text` apart; None when no question stands at its beginning."""
    lines = [read_line(number, source) for number, source in enumerate(source_lines(text), start=1)]
    kinds = {
        line.number: Kind.RULE if line else Kind.BLANK for line in lines if not line or is_rule(line.text)
    }
    lines, above = _from_first(lines, kinds)
    if not lines or not (question := _question(lines[0])):
        return None
    kinds[lines[0].number] = Kind.QUESTION
    parts = split_parts(lines[1:], kinds)
    answer = [line for part, content in parts if part is None for line in content]
    searches = [
        word for part, content in parts if part is Part.SEARCHES for word in read_searches(content, kinds)
    ]
    related = [line for part, content in parts if part is Part.RELATED for line in (*content, Line(0, 0, ""))]
    answer = trim_furniture(answer, kinds)
    dateline = above or take_dateline(question, answer, kinds)
    drop_answer_label(answer, kinds)
    notices = [*find_notices(answer), *_closing_notices(related)]
    _account(notices, kinds)
    recommendations, rest = read_recommendations(_unread(without_furniture(related, kinds), kinds))
    for entry in recommendations:
        _account_for(entry, kinds)
    answer = _unread((*trim_furniture(answer, kinds), Line(0, 0, ""), *rest), kinds)
    texts = tuple(dict.fromkeys(notice.text for notice in notices))
    return RawPage(
        question, tuple(answer), kinds, dateline, texts, tuple(dict.fromkeys(searches)), recommendations
    )


def _from_first(lines: list[Line], kinds: Kinds) -> tuple[list[Line], Dateline | None]:
    """Return the lines from the first one on that says something, and the dateline that stands above it."""
    above: Dateline | None = None
    for i, line in enumerate(lines):
        if line.number in kinds:
            continue
        if is_furniture(line.text):
            kinds[line.number] = Kind.FURNITURE
        elif above is None and (above := read_dateline(line.text)):
            kinds[line.number] = dateline_kind(above)
        else:
            return lines[i:], above
    return [], None


def _question(line: Line) -> str:
    question = squeeze(without_brackets(without_question_label(line.text)))
    plausible = width(question) <= MAX_TITLE and any(map(str.isalnum, question)) and not read_label(line.text)
    return question if plausible else ""


def _closing_notices(lines: Sequence[Line]) -> list[Notice]:
    """Return the notices among the recommendations: where an entry would begin, which is behind a dateline."""
    filled = [line for line in lines if line]
    return [
        Notice(squeeze(label.rest), (line.number,))
        for previous, line in pairwise(filled)
        if read_dateline(previous.text) and (label := notice_label(line.text)) and label.rest
    ]


def _account(notices: Sequence[Notice], kinds: Kinds) -> None:
    for notice in notices:
        kinds.update(dict.fromkeys(notice.lines, Kind.NOTICE))
        if notice.label:
            kinds[notice.label] = Kind.LABEL


def _account_for(entry: Recommendation, kinds: Kinds) -> None:
    kinds.update((line.number, Kind.EXCERPT) for line in entry.text)
    kinds[entry.title.number] = Kind.RECOMMENDED
    if entry.dateline:
        kinds.update((line.number, dateline_kind(entry.dateline)) for line in entry.dated)


def _unread(lines: Sequence[Line], kinds: Kinds) -> list[Line]:
    """Return `lines` with blank ones in place of those that were read as something already."""
    read = {number for number, kind in kinds.items() if kind not in (Kind.BLANK, Kind.RULE)}
    return [replace(line, text="") if line.number in read else line for line in lines]
