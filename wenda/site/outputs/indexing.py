"""What search is told of the articles, and the index of it: built whole, or brought up to date from the last one."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from wenda.markdown_text import headings, plain_text
from wenda.model import Article, Entry, Level, Status
from wenda.search.corpus import BLOCK, Corpus, block_count
from wenda.search.index import Document, build_index
from wenda.search.metadata import reading_order
from wenda.search.outcome import Index
from wenda.search.postings import Lengths, lengths
from wenda.search.state import FRAME, part_of_document, read_block, read_frame, write_block
from wenda.search.synonyms import Synonyms
from wenda.search.update import Source, StaleFileError, build_corpus, update
from wenda.site.cache import digest_of
from wenda.site.pages.articles import region_path
from wenda.site.pages.cards import article_url

if TYPE_CHECKING:
    from wenda.catalog.build import Parallel
    from wenda.site.library.library import Library


def search_index(library: "Library") -> dict[str, bytes]:
    """Return the files of the search index."""
    return build_index(documents(library), library.synonyms, search_places())


def updated_index(
    library: "Library", part: Callable[[str], bytes], file: Callable[[str], bytes]
) -> Index | None:
    """Return what changes in the search index since the last build; None where that cannot be made use of.

    `part` returns a part of what the last build left of the index's state, `file` a file of its site by path; both
    raise LookupError or OSError where there is none.
    """
    with suppress(LookupError, OSError, ValueError, StaleFileError):
        return update(sources(library), library.synonyms, search_places(), part, file)
    return None


class Block(NamedTuple):
    """A block of documents that are not in memory: where they are `kept`, and what the index asks of them together."""

    kept: str
    lengths: Lengths
    digests: Mapping[str, bytes]  # of their sources, by id


def document_blocks(
    library: "Library", heads: Sequence[Document], keep: Callable[[int, bytes], str], parallel: "Parallel"
) -> dict[int, Block]:
    """Make all documents, which are `heads` with their texts, in several processes; return their blocks by number.

    `keep` takes a block by number and as bytes, and says where it is kept.
    """
    entries = library.catalog.entries

    def make(number: int) -> tuple[int, Block]:
        some = heads[number * BLOCK : (number + 1) * BLOCK]
        made = [_with_text(head, entries[head.id].article.body) for head in some]
        digests = {head.id: _source(entries[head.id], library, digest_of).digest for head in some}
        return number, Block(keep(number, write_block(made)), lengths(made), digests)

    return dict(parallel(make, block_count(len(heads))))


def index_of_blocks(library: "Library", blocks: Mapping[int, Block], read: Callable[[int], bytes]) -> Index:
    """Return the search index of all documents, whose blocks can be `read`; its state lacks the documents."""
    total = sum((block.lengths for block in blocks.values()), Lengths())
    digests = {id_: known for block in blocks.values() for id_, known in block.digests.items()}
    corpus = Corpus(len(digests), total, lambda number: read_block(read(number)))
    return build_corpus(corpus, digests, library.synonyms, search_places())


def heads_of(library: "Library") -> list[Document]:
    """Return the documents of all articles without their texts, in the index's order."""
    return reading_order(_head(entry, library) for entry in library.catalog.entries.values())


def with_bodies(
    articles: Mapping[str, Article],
    synonyms: Synonyms,
    part: Callable[[str], bytes],
    file: Callable[[str], bytes],
) -> Index | None:
    """Return what changes in the index where these articles, by id, have other bodies, and nothing else is different.

    `part` and `file` are as in `updated_index`; None where the last build's index cannot be made use of.
    """
    with suppress(LookupError, OSError, ValueError, StaleFileError):
        frame = read_frame(part(FRAME))
        known = [
            _rewritten(articles[id_], read_block(part(part_of_document(number)))[number % BLOCK])
            if id_ in articles
            else Source(id_, digest, partial(_unasked, id_))
            for number, (id_, digest) in enumerate(zip(frame.ids, frame.digests, strict=True))
        ]
        return update(known, synonyms, None, part, file)
    return None


def _rewritten(article: Article, document: Document) -> Source:
    """Return the source of an article that was `document` with another body."""
    known = digest_of((digest_of(article), (document.topic, document.tags, document.region_path)))
    return Source(article.id, known, partial(_with_text, document, article.body))


def _unasked(id_: str) -> Document:
    raise LookupError(id_)  # an article with the digest it had is not looked at


@cache
def search_places() -> tuple[tuple[str, ...], ...]:
    """Return every province and city: search knows them, whether articles hold for them or not."""
    from wenda.catalog.gazetteer import gazetteer  # noqa: PLC0415  an edited text needs no places

    known = gazetteer()
    return tuple(
        tuple(known.places[part].name for part in known.path(place.number))
        for place in known.places
        if place.level is not Level.COUNTY
    )


def sources(library: "Library", digest: Callable[[Article], bytes] = digest_of) -> list[Source]:
    """Return what search knows of each article, in the order of ids, to be made when the index needs it.

    `digest` is of an article's file; one that is at hand saves reading all bodies.
    """
    return [_source(entry, library, digest) for entry in library.catalog.entries.values()]


def _source(entry: Entry, library: "Library", digest: Callable[[Article], bytes]) -> Source:
    shelved = (_topic(entry, library), _tags(entry, library), _region_path(entry, library))
    known = digest_of((digest(entry.article), shelved))
    return Source(entry.article.id, known, partial(_document, entry, library))


def documents(library: "Library") -> list[Document]:
    """Return what search knows of each article, in the order of ids."""
    return [_document(entry, library) for entry in library.catalog.entries.values()]


def _document(entry: Entry, library: "Library") -> Document:
    return _with_text(_head(entry, library), entry.article.body)


def _with_text(head: Document, markdown: str) -> Document:
    return replace(head, headings=headings(markdown), body=plain_text(markdown))


def _head(entry: Entry, library: "Library") -> Document:
    article = entry.article
    return Document(
        id=article.id,
        url=article_url(article.id),
        title=article.title,
        alt_titles=article.alt_titles,
        summary=article.summary,
        tags=_tags(entry, library),
        topic=_topic(entry, library),
        region_path=_region_path(entry, library),
        date=article.updated or article.date,
        excerpt=article.status is Status.EXCERPT,
    )


def _tags(entry: Entry, library: "Library") -> tuple[str, ...]:
    return tuple(library.catalog.tags[tag].name for tag in entry.tags)


def _topic(entry: Entry, library: "Library") -> str:
    return library.catalog.topics[entry.topic].name if entry.topic else ""


def _region_path(entry: Entry, library: "Library") -> tuple[str, ...]:
    return tuple(region.name for region in region_path(library.catalog, entry.region))
