"""What search is told of the articles, and the index of it: built whole, or brought up to date from the last one."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial

from wenda.catalog.gazetteer import gazetteer
from wenda.markdown_text import headings, plain_text
from wenda.model import Entry, Level, Status
from wenda.search.index import Document, build_index
from wenda.search.update import Index, Source, StaleFileError, build_whole, update
from wenda.site.articles import region_path
from wenda.site.cache import digest_of
from wenda.site.cards import article_url
from wenda.site.library import Library


def search_index(library: Library) -> dict[str, bytes]:
    """Return the files of the search index; it knows every province and city, whether articles hold for it or not."""
    return build_index(documents(library), library.synonyms, _places())


def documents(library: Library) -> list[Document]:
    """Return what search knows of each article, in the order of ids."""
    return [_document(entry, library) for entry in library.catalog.entries.values()]


def indexed(library: Library, part: Callable[[str], bytes], file: Callable[[str], bytes]) -> Index:
    """Return the search index of `library`, or only what changes in it where the last build's can be made use of.

    `part` returns a part of what the last build left of the index's state, `file` a file of its site by path; both
    raise LookupError or OSError where there is none.
    """
    sources = [_source(entry, library) for entry in library.catalog.entries.values()]
    with suppress(LookupError, OSError, ValueError, StaleFileError):
        if brought := update(sources, library.synonyms, _places(), part, file):
            return brought
    return build_whole(sources, library.synonyms, _places())


def _source(entry: Entry, library: Library) -> Source:
    catalog = library.catalog
    region = tuple(region.name for region in region_path(catalog, entry.region))
    tags = tuple(catalog.tags[tag].name for tag in entry.tags)
    topic = catalog.topics[entry.topic].name if entry.topic else ""
    digest = digest_of((entry.article, topic, region, tags))
    return Source(entry.article.id, digest, partial(_document, entry, library))


@cache
def _places() -> list[tuple[str, ...]]:
    known = gazetteer()
    return [
        tuple(known.places[part].name for part in known.path(place.number))
        for place in known.places
        if place.level is not Level.COUNTY
    ]


def _document(entry: Entry, library: Library) -> Document:
    article, catalog = entry.article, library.catalog
    return Document(
        id=article.id,
        url=article_url(article.id),
        title=article.title,
        alt_titles=article.alt_titles,
        summary=article.summary,
        tags=tuple(catalog.tags[tag].name for tag in entry.tags),
        headings=headings(article.body),
        body=plain_text(article.body),
        topic=catalog.topics[entry.topic].name if entry.topic else "",
        region_path=tuple(region.name for region in region_path(catalog, entry.region)),
        date=article.updated or article.date,
        excerpt=article.status is Status.EXCERPT,
    )
