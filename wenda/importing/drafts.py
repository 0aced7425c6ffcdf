"""The structure of an answer while it is being built, and how it becomes blocks. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from wenda.importing.blocks import Block, Heading, Item, List, Paragraph, Table, walk
from wenda.importing.lines import Line, is_title, narrow
from wenda.importing.paragraphs import paragraphs
from wenda.importing.tables import Found

WIDEST_LEAD = 28
"""Columns of the widest lead-in of a paragraph that stands in no list."""
_WIDEST_LEAD_IN_LIST = 44


@dataclass(slots=True)
class Container:
    """The page or an item, while it is being filled."""

    parts: "list[Part]" = field(default_factory=list)

    @property
    def last(self) -> "Part | None":
        """The part that grows next, if there is one."""
        return self.parts[-1] if self.parts else None


@dataclass(slots=True)
class Lines:
    """Lines with no blank one between them."""

    lines: list[Line]


@dataclass(slots=True)
class ListDraft:
    """A list that may still grow; its markers stand at `indent`, and `start` is 0 for bullets."""

    indent: int
    style: str
    start: int
    items: list[Container] = field(default_factory=list)

    @property
    def item(self) -> Container:
        """The item that is being filled."""
        return self.items[-1]

    @property
    def next_number(self) -> int:
        """The number that would go on; 0 for bullets."""
        return self.start + len(self.items) if self.start else 0


Part: TypeAlias = Lines | ListDraft | Heading | Paragraph | Found


def length(item: Container) -> int:
    """Return the number of lines of an item, lists within it aside."""
    return sum(len(part.lines) for part in item.parts if isinstance(part, Lines))


def is_bare(item: Container) -> bool:
    """Say whether an item is but a title, or announces what must follow."""
    if len(item.parts) != 1 or not isinstance(item.last, Lines):
        return False
    text = item.last.lines[-1].text
    return is_title(text) or narrow(text).endswith(":")


def to_blocks(container: Container, widest_lead: int = WIDEST_LEAD) -> Iterator[Block]:
    """Yield the blocks of `container`; lead-ins take `widest_lead` columns at most."""
    for part in container.parts:
        if isinstance(part, Lines):
            yield from paragraphs(part.lines, widest_lead)
        elif isinstance(part, ListDraft):
            items = [tuple(to_blocks(item, _WIDEST_LEAD_IN_LIST)) for item in part.items]
            titled = 2 * sum(map(_has_text_below, items)) >= len(items)
            yield List(part.start, tuple(Item(_with_title(item) if titled else item) for item in items))
        else:
            yield part.block if isinstance(part, Found) else part


def _has_text_below(blocks: Sequence[Block]) -> bool:
    """Say whether an item has more below its first line than names: a sentence, a table."""
    return any(
        isinstance(block, Table)
        or (isinstance(block, Paragraph) and (block.lead or not is_title(block.text)))
        for block, _ in walk(blocks[1:])
    )


def _with_title(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Let the title that an item opens with stand out, where text follows it."""
    first = blocks[0]
    if len(blocks) > 1 and isinstance(first, Paragraph) and not first.lead and is_title(first.text):
        return (replace(first, lead=first.text, text=""), *blocks[1:])
    return blocks
