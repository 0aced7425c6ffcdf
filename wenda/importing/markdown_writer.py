"""Blocks as Markdown that renders as meant and reads as if a person had typed it. Pure.

Written for Python-Markdown with `sane_lists` and `tables`: nested content is indented by four spaces, lists keep the
number they start with, and whatever the source's characters might mean in Markdown is escaped where it would.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from wenda.importing.blocks import Block, Heading, Item, List, Paragraph, Table

_INDENT = "    "
_SEPARATOR = "<!-- -->"
"""Stands between two lists that would run into one; the usual idiom, invisible and understood everywhere."""

# A pair of ** sets bold when it encloses text that neither begins nor ends with a space. Within an ASCII word or beside
# a third asterisk it is a power or a mask (138****0000) and stays; anywhere else one without its pair is left-over.
_BOLD = re.compile(r"(?<![*\\A-Za-z0-9])\*\*(?![\s*])([^*]{1,120})(?<!\s)\*\*(?![*A-Za-z0-9])")
_STRAY = re.compile(r"(?<![*A-Za-z0-9])\*\*(?!\*)|(?<!\*)\*\*(?![*A-Za-z0-9])")
_SPECIAL = re.compile(r"[\\`*_{\[<]|&(?=#?\w+;)")
_OPENING = re.compile(
    r"(?P<number>\d+)(?P<point>[.)])(?=\s)|[-+](?=\s)|[>#]|-(?=[- ]*$)|!(?=!!)"
    r"|(?P<entity>:(?=\s)|\?(?=\?\?)|~(?=~~)|/(?=//))"
)


def to_markdown(blocks: Sequence[Block]) -> str:
    """Return `blocks` as Markdown, without a final line break."""
    return "\n".join(
        _lines(blocks, loose=True)
    ).rstrip()  # an empty list item ends in a space, which no file keeps


def inline(text: str) -> str:
    """Return `text` escaped, its pairs of ** kept as bold and a ** left without its pair dropped."""
    parts = _BOLD.split(text)
    return "".join(
        f"**{_escape(part)}**" if i % 2 else _escape(_STRAY.sub("", part)) for i, part in enumerate(parts)
    )


def plain(text: str) -> str:
    """Return `text` without the ** that `inline` reads as bold or drops."""
    return _STRAY.sub("", _BOLD.sub(r"\1", text))


def _lines(blocks: Sequence[Block], *, loose: bool) -> Iterator[str]:
    previous: Block | None = None
    for block in blocks:
        if previous and loose:
            yield ""
        if (
            isinstance(block, List)
            and isinstance(previous, List)
            and bool(previous.start) == bool(block.start)
        ):
            yield from (_SEPARATOR, "")
        yield from _block(block)
        previous = block


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} " + re.sub(r"#(?=#*$)", r"\\#", inline(block.text))
        case Paragraph():
            yield _paragraph(block)
        case Table():
            yield from _table(block)
        case List():
            yield from _list(block)


def _list(block: List) -> Iterator[str]:
    loose = not _is_tight(block)
    for number, item in enumerate(block.items, start=block.start):
        if loose and number > block.start:
            yield ""
        marker = f"{number}." if block.start else "-"
        for i, line in enumerate(_lines(item.blocks, loose=loose)):
            yield f"{marker} {line}" if not i else _INDENT + line if line else ""


def _is_tight(block: List) -> bool:
    """Say whether the items need no blank lines: each is a paragraph, or one with a tight list below it."""
    return all(map(_is_tight_item, block.items))


def _is_tight_item(item: Item) -> bool:
    rest = item.blocks[1:]
    return not rest or (len(rest) == 1 and isinstance(rest[0], List) and _is_tight(rest[0]))


def _paragraph(block: Paragraph) -> str:
    if block.lead:
        return f"**{_escape(block.lead)}**{inline(block.text)}"
    return (
        _OPENING.sub(_escape_opening, inline(block.text), count=1)
        if _OPENING.match(block.text)
        else inline(block.text)
    )


def _table(block: Table) -> Iterator[str]:
    yield _row(map(inline, block.header))
    yield _row("---" for _ in block.header)
    yield from (_row(map(inline, row)) for row in block.rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _escape(text: str) -> str:
    return _SPECIAL.sub(lambda match: {"<": "&lt;", "&": "&amp;"}.get(match[0], "\\" + match[0]), text)


def _escape_opening(match: re.Match[str]) -> str:
    """Escape what would open a list, a quotation, a heading, a definition or a box at the start of a block."""
    if match["number"]:
        return f"{match['number']}\\{match['point']}"
    return f"&#{ord(match[0])};" if match["entity"] else f"\\{match[0]}"
