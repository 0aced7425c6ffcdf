"""The site's files that are no pages: search index, feeds, sitemap, and what the host wants to see."""

from collections.abc import Collection, Iterator

from wenda.catalog.gazetteer import gazetteer
from wenda.markdown_text import headings, plain_text
from wenda.model import Entry, Level, Status
from wenda.search.index import Document, build_index
from wenda.site.articles import region_path
from wenda.site.cards import article_url
from wenda.site.feeds import feeds, robots, sitemap
from wenda.site.library import Library
from wenda.site.llms import llms
from wenda.site.offline import offline
from wenda.site.pages import SitePage
from wenda.site.settings import Settings
from wenda.site.texts import load_texts


def outputs(library: Library, pages: Collection[SitePage], settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file that is neither a page nor made for one article alone."""
    yield from of_search(library, settings)
    yield from of_machines(library, pages, settings)


def of_search(library: Library, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Yield the search index, and what keeps it for reading offline."""
    index = search_index(library)
    yield from index.items()
    yield from offline(index, settings)


def of_machines(
    library: Library, pages: Collection[SitePage], settings: Settings
) -> Iterator[tuple[str, bytes]]:
    """Yield what the host and other programs read."""
    yield ".nojekyll", b""  # GitHub Pages publishes what is there, as it is
    if settings.site_url:
        if settings.options.llms:
            yield from llms(library.catalog, load_texts(settings.language), settings)
        yield from feeds(library.catalog, settings)
        yield from sitemap(pages, settings)
        yield "robots.txt", robots(settings)


def search_index(library: Library) -> dict[str, bytes]:
    """Return the files of the search index; it knows every province and city, whether articles hold for it or not."""
    known = gazetteer()
    places = [
        tuple(known.places[part].name for part in known.path(place.number))
        for place in known.places
        if place.level is not Level.COUNTY
    ]
    return build_index(documents(library), library.synonyms, places)


def documents(library: Library) -> list[Document]:
    """Return what search knows of each article, in the order of ids."""
    return [_document(entry, library) for entry in library.catalog.entries.values()]


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
