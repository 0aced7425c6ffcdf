"""What each line of an answer is, as far as it shows without the others' nesting. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wenda.importing.lines import Line, is_title, narrow, width
from wenda.importing.markers import Mark, Marker, lettered, read_marker
from wenda.importing.tables import Found, find_tables, is_rule

_WIDEST_WORD = 40
"""Columns of the longest line that is one thing in an unmarked list."""
_BROKEN_OFF = re.compile(r"\b(if|when|the|a|an|to|of|for|and|or|with|by|are|is|include|includes|that|which)$")
_BULLET = Marker(Mark.BULLET, "", 0)


@dataclass(frozen=True, slots=True)
class Element:
    """A line, or a table in place of several, with what shows at first sight.

    `gap` says whether it stands apart from what precedes it; `is_heading` whether an unmarked line heads what
    follows it, should it turn out to stand outside every list.
    """

    line: Line
    gap: bool
    marker: Marker | None = None
    table: Found | None = None
    is_heading: bool = False

    @property
    def text(self) -> str:
        """The line's text after its marker."""
        return self.line.text[self.marker.end if self.marker else 0 :]

    @property
    def is_plain(self) -> bool:
        """Whether this is a line without a marker."""
        return not self.marker and not self.table


def read_elements(lines: Sequence[Line], *, unmarked_headings: bool = True) -> tuple[Element, ...]:
    """Return what stands on `lines`, blank ones and those that only draw a line left out."""
    elements = _with_unmarked_lists(_indented(tuple(_elements(lines))))
    return _with_headings(elements) if unmarked_headings else elements


def _elements(lines: Sequence[Line]) -> Iterator[Element]:
    labels = lettered(line.text for line in lines if line)
    tables = {table.first: table for table in find_tables(lines)}
    gap, skip_to = True, 0
    for position, line in enumerate(lines):
        if position < skip_to:
            continue
        if table := tables.get(position):
            yield Element(replace(line, indent=table.indent), gap=True, table=table)
            gap, skip_to = True, table.last + 1
        elif not line or is_rule(line.text):
            gap = True
        else:
            marker = read_marker(line.text)
            if marker and marker.label and marker.label not in labels:
                marker = None
            yield Element(line, gap, marker)
            gap = False


def _indented(elements: Sequence[Element]) -> tuple[Element, ...]:
    """Take out the indentation that means nothing: of the whole page, or of each paragraph's first line.

    Chinese pages like to indent every paragraph by two ideographic spaces; then the indent opens a paragraph even
    where no blank line does.
    """
    least = min((element.line.indent for element in elements), default=0)
    first = next(iter(elements), None)
    usual = first.line.indent if first and first.is_plain else least

    def outdented(element: Element) -> Element:
        indent = element.line.indent
        opens = indent == usual > least
        line = replace(element.line, indent=0 if opens else indent - least)
        return replace(element, line=line, gap=element.gap or opens)

    return tuple(map(outdented, elements))


def _with_unmarked_lists(elements: Sequence[Element]) -> tuple[Element, ...]:
    """Give bullets to two or more short lines that follow a colon: they are a list that lost its marks."""
    marked = list(elements)
    for i, element in enumerate(elements):
        if narrow(element.line.text)[-1:] != ":" or element.table:
            continue
        end = i + 1
        while end < len(elements) and _is_like(elements[end], elements[i + 1], elements[min(i + 2, end)]):
            end += 1
        end = max(end, _end_of_clauses(elements, i + 1))
        if (
            end < len(elements)
            and elements[end].marker
            and elements[end].line.indent >= elements[end - 1].line.indent
        ):
            end -= 1  # the last name heads the list that follows
        if end - i > 2:
            marked[i + 1 : end] = (replace(name, marker=_BULLET) for name in elements[i + 1 : end])
    return tuple(marked)


def _end_of_clauses(elements: Sequence[Element], start: int) -> int:
    """Return where a list of plain lines ends that all but the last end in semicolons."""
    end = start
    while end < len(elements) and elements[end].is_plain and narrow(elements[end].line.text).endswith(";"):
        end += 1
    return end + 1 if start < end < len(elements) and elements[end].is_plain else end


def _is_like(element: Element, first: Element, second: Element) -> bool:
    """Say whether `element` goes on with the list that `first` and `second` open: as far left, as far apart."""
    text = element.line.text
    aligned = element.line.indent == first.line.indent and (element is first or element.gap == second.gap)
    return element.is_plain and aligned and is_title(text) and width(text) <= _WIDEST_WORD


def _with_headings(elements: Sequence[Element]) -> tuple[Element, ...]:
    """Mark the titles that stand by themselves above something else than another title."""

    def is_heading(i: int) -> bool:
        element, following = elements[i], elements[i + 1]
        return (
            _is_lone_title(element)
            and (following.gap or not following.is_plain)
            and not _is_lone_title(following)
            and not (elements[i - 1].is_plain and _is_lone_title(elements[i - 1]) and i > 1)
        )

    inner = range(1, len(elements) - 1)
    return tuple(
        replace(e, is_heading=True) if i in inner and is_heading(i) else e for i, e in enumerate(elements)
    )


def _is_lone_title(element: Element) -> bool:
    text = element.line.text
    alone = element.is_plain and element.gap and not element.line.indent
    return alone and is_title(text) and not _BROKEN_OFF.search(text)
