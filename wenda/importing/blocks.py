"""The structure of an answer: headings, paragraphs, lists within lists, tables. Plain values.

`text` is the source's own, white space squeezed; in it, pairs of ** stand for bold. Every block names the lines of
the page that it was made from, so that the ledger can account for each.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 (a section of the page) to 4."""

    level: int
    text: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `lead` are the words it opens with that stand out, and `text` follows them directly."""

    text: str
    lines: tuple[int, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as `header`, whose cells may be empty."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: a paragraph first, then whatever belongs to it."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class List:
    """A list; `start` is the first item's number, 0 for bullets."""

    start: int
    items: tuple[Item, ...]


Block: TypeAlias = Heading | Paragraph | List | Table


def walk(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Yield every block in order of reading, lists before their content, and whether it is inside a list."""
    for block in blocks:
        yield block, False
        if isinstance(block, List):
            for item in block.items:
                yield from ((inner, True) for inner, _ in walk(item.blocks))
