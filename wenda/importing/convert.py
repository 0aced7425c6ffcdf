"""From a raw page to articles: the page itself and one excerpt for each recommendation. Pure.

The articles have no ids yet: whether a question is known already, only the content folder can tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wenda.importing.blocks import Block, Heading, Table, walk
from wenda.importing.flattened import unfold
from wenda.importing.ledger import Entry, Kind
from wenda.importing.lines import squeeze
from wenda.importing.markdown_writer import to_markdown
from wenda.importing.raw_page import RawPage
from wenda.importing.recommendations import Recommendation
from wenda.importing.structure import structure
from wenda.importing.summaries import summarise
from wenda.model import Article, Status


@dataclass(frozen=True, slots=True)
class Conversion:
    """The articles of a page, the page's own first, and an entry for each of its lines, in order."""

    articles: tuple[Article, ...]
    entries: tuple[Entry, ...]


def convert(page: RawPage, source: str) -> Conversion:
    """Return the articles that `page` holds; `source` is how they name where they come from.

    A page without an answer is an excerpt, for only its question is known. The page's notices go with its
    recommendations too: they are about health like the page itself.
    """
    blocks = structure(page.answer)
    disclaimer = "\n".join(page.notices)
    own = Article(
        id="",
        path="",
        title=page.question,
        body=to_markdown(blocks),
        summary=summarise(blocks, page.question, is_whole=True),
        date=page.dateline.date if page.dateline else None,
        status=Status.FULL if blocks else Status.EXCERPT,
        category=page.dateline.category if page.dateline else "",
        source=(source, page.dateline.credit) if page.dateline and page.dateline.credit else (source,),
        searches=page.searches,
        disclaimer=disclaimer,
    )
    excerpts = (_excerpt(entry, source, disclaimer) for entry in page.recommendations)
    return Conversion((own, *excerpts), tuple(_entries(page, blocks)))


def _excerpt(entry: Recommendation, source: str, disclaimer: str) -> Article:
    title = squeeze(entry.title.text)
    blocks = structure(unfold(entry.text), unmarked_headings=False)
    return Article(
        id="",
        path="",
        title=title,
        body=to_markdown(blocks),
        summary=summarise(blocks, title, is_whole=False),
        date=entry.date,
        status=Status.EXCERPT,
        category=entry.category,
        source=(source,),
        disclaimer=disclaimer,
    )


def _entries(page: RawPage, blocks: Sequence[Block]) -> list[Entry]:
    kinds = page.kinds | {
        line: _kind(block, inside=inside)
        for block, inside in walk(blocks)
        for line in getattr(block, "lines", ())
    }
    owners = {
        line.number: number
        for number, entry in enumerate(page.recommendations, start=1)
        for line in (entry.title, *entry.text, *entry.dated)
    }
    return [Entry(line, kind, owners.get(line, 0)) for line, kind in sorted(kinds.items()) if line]


def _kind(block: Block, *, inside: bool) -> Kind:
    if isinstance(block, Heading):
        return Kind.HEADING
    if isinstance(block, Table):
        return Kind.TABLE_ROW
    return Kind.LIST_ITEM if inside else Kind.PARAGRAPH
