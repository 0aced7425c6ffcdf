"""From the lines of an answer to its structure. Pure.

Three things tell how lines belong together: the markers they begin with, how far they are indented, and blank lines.
Pages differ in all three, so none is relied on alone: a list may be nested by indentation or only by another sort of
bullet, and what belongs to an item may be indented or stand between it and the next number.
"""

from collections.abc import Sequence
from dataclasses import replace

from wenda.importing.blocks import Block, Heading
from wenda.importing.drafts import WIDEST_LEAD, Container, Lines, ListDraft, is_bare, length, to_blocks
from wenda.importing.elements import Element, read_elements
from wenda.importing.lines import Line, ends_sentence, is_title, squeeze, without_brackets
from wenda.importing.markers import Mark, Marker
from wenda.importing.paragraphs import paragraph

MAX_DEPTH = 6
"""Deepest nesting of lists; what is nested deeper joins the deepest list."""

_LOOK_AHEAD = 40
"""Elements within which the next number of an interrupted list is looked for."""
_LOOK_BACK = 8
"""Items of a list that a new one is compared with."""
_HEADING_MARKS = (Mark.SECTION, Mark.SUBSECTION, Mark.HASH)
_SLACK = 1
"""Columns by which the markers of one list may differ: right-aligned numbers do."""


def structure(lines: Sequence[Line], *, unmarked_headings: bool = True) -> tuple[Block, ...]:
    """Return the blocks that `lines`, an answer without notice and recommendations, make up.

    Each line is in exactly one block, but for blank ones and those that only draw a line. `unmarked_headings` says
    whether a title that stands alone is a heading, though nothing marks it.
    """
    builder = _Builder(read_elements(lines, unmarked_headings=unmarked_headings))
    return tuple(to_blocks(builder.build()))


class _Builder:
    """Takes the elements one after the other and keeps the lists that are still open, outermost first."""

    def __init__(self, elements: Sequence[Element]) -> None:
        self._elements = elements
        self._page = Container()
        self._open: list[ListDraft] = []
        self._in_section = False

    def build(self) -> Container:
        for i, element in enumerate(self._elements):
            marker = element.marker
            if element.table:
                self._close(element.line.indent)
                self._owner.parts.append(element.table)
            elif not marker:
                self._add_text(i)
            elif self._heads(i, marker.mark):
                self._add_heading(element, marker)
            else:
                self._add_item(i, marker)
        return self._page

    @property
    def _owner(self) -> Container:
        return self._open[-1].item if self._open else self._page

    def _close(self, indent: int) -> None:
        """Close the lists whose items cannot hold what is indented by `indent`."""
        while self._open and self._open[-1].indent >= indent:
            self._open.pop()

    def _heads(self, i: int, mark: Mark) -> bool:
        """Say whether the marked element is a heading: a title, and not one of several such without text between."""
        element = self._elements[i]
        if mark is Mark.HASH:
            return True
        is_inside = self._open and element.line.indent > self._open[0].indent
        if is_inside or mark not in (Mark.SECTION, Mark.SUBSECTION):
            return False
        neighbours = (*self._elements[max(i - 1, 0) : i], *self._elements[i + 1 : i + 2])
        alone = not any(near.marker and near.marker.mark is mark for near in neighbours)
        return alone and is_title(_named(element.text)[0])

    def _add_heading(self, element: Element, marker: Marker) -> None:
        self._open.clear()
        name, rest = _named(element.text)
        if marker.mark is Mark.HASH:
            level = min(max(marker.number, 2), 4)
        else:
            level = 3 if marker.mark is Mark.SUBSECTION and self._in_section else 2
            name = element.line.text[: marker.end] + name
        self._in_section |= marker.mark is Mark.SECTION
        self._page.parts.append(Heading(level, squeeze(name), (element.line.number,)))
        if rest:
            self._page.parts.append(paragraph(rest, (), WIDEST_LEAD))

    def _add_item(self, i: int, marker: Marker) -> None:
        element = self._elements[i]
        start = marker.number if marker.mark is Mark.NUMBER else 0
        text = element.text if marker.mark in (Mark.NUMBER, Mark.BULLET) else element.line.text
        line = replace(element.line, text=text)
        target = self._list_for(i, marker.style, start)
        target.items.append(Container([Lines([line])]))

    def _list_for(self, i: int, style: str, number: int) -> ListDraft:
        """Return the list that the next item belongs to: an open one, or a new one where it belongs."""
        indent = self._elements[i].line.indent
        while self._open and self._open[-1].indent > indent + _SLACK:
            self._open.pop()
        level = [each for each in self._open if each.indent >= indent - _SLACK]
        same = next((each for each in level if each.style == style), None)
        if same:
            del self._open[self._open.index(same) + 1 :]
            if same.next_number == number:
                return same
            self._open.pop()
        elif level and not self._nests(i, level[-1]):
            del self._open[self._open.index(level[0]) + 1 :]
            if not number and not level[0].start:
                return level[0]  # a list whose bullets differ
            self._open.pop()
        if len(self._open) >= MAX_DEPTH:
            self._open.pop()
        last = self._owner.last
        if isinstance(last, ListDraft) and last.style == style and last.next_number == number:
            opened = last
        else:
            opened = ListDraft(indent, style, number)
            self._owner.parts.append(opened)
        self._open.append(opened)
        return opened

    def _nests(self, i: int, outer: ListDraft) -> bool:
        """Say whether another sort of marker at the same indent opens a list within the current item of `outer`."""
        return is_bare(outer.item) or self._comes_again(i, outer)

    def _comes_again(self, i: int, outer: ListDraft) -> bool:
        """Say whether `outer` goes on below: with its next number, or with a bullet before any heading."""
        for element in self._elements[i + 1 : i + 1 + _LOOK_AHEAD]:
            marker = element.marker
            if element.is_heading or (marker and marker.mark in (Mark.SECTION, Mark.HASH)):
                return False
            if marker and marker.style == outer.style and abs(element.line.indent - outer.indent) <= _SLACK:
                return not outer.start or marker.number == outer.next_number
        return False

    def _add_text(self, i: int) -> None:
        element = self._elements[i]
        last = self._owner.last
        if isinstance(last, Lines) and self._open and not element.gap and self._goes_on(element, last):
            last.lines.append(element.line)
            return
        level = next((each for each in self._open if each.indent >= element.line.indent), None)
        heads = element.is_heading and not (level and is_bare(level.item))
        beside = level and not heads and abs(level.indent - element.line.indent) <= _SLACK
        if level and beside and self._attaches(i, level):
            del self._open[self._open.index(level) + 1 :]
        else:
            self._close(element.line.indent)
        if element.is_heading and not self._open:
            level_of_heading = 3 if self._in_section else 2
            self._page.parts.append(
                Heading(
                    level_of_heading, squeeze(without_brackets(element.line.text)), (element.line.number,)
                )
            )
        elif not element.gap and isinstance(self._owner.last, Lines):
            self._owner.last.lines.append(element.line)
        else:
            self._owner.parts.append(Lines([element.line]))

    def _goes_on(self, element: Element, last: Lines) -> bool:
        """Say whether a line right below the `last` ones of an item continues them though not indented further."""
        if element.line.indent < self._open[-1].indent - _SLACK:
            return False
        # As many lines below its title as the items before it have; what follows the last item may close the page.
        lengths = [length(item) for item in self._open[-1].items[-_LOOK_BACK:]]
        is_below_text = 1 < lengths[-1] < max(lengths[:-1], default=lengths[-1] + 1)
        is_indented = element.line.indent > self._open[-1].indent
        return is_indented or is_below_text or not ends_sentence(last.lines[-1].text)

    def _attaches(self, i: int, outer: ListDraft) -> bool:
        """Say whether text that stands as far left as the markers of `outer` belongs to its current item.

        It does between a number and the next one, and below a mere title when other items have text below theirs.
        """
        if self._comes_again(i, outer):
            return bool(outer.start) or is_bare(outer.item)
        if len(outer.items) < 2 or len(outer.items[-2].parts) < 2:
            return False
        return is_bare(outer.item) or self._is_before_heading(i)

    def _is_before_heading(self, i: int) -> bool:
        """Say whether only text stands between the element and a heading: then it draws no sum of the page."""
        for element in self._elements[i + 1 : i + 1 + _LOOK_AHEAD]:
            if not element.is_plain or element.is_heading:
                return element.is_heading or bool(element.marker and element.marker.mark in _HEADING_MARKS)
        return False


def _named(text: str) -> tuple[str, str]:
    """Split what follows a heading's marker at its first colon into the name and the rest."""
    split = paragraph(text, (), 2 * WIDEST_LEAD)
    return (split.lead, split.text[1:].strip()) if split.lead else (text.strip(), "")
