"""The site's files that are no pages: search index, feeds, sitemap, and what the host wants to see."""

from collections.abc import Collection, Iterator

from wenda.site.library.library import Library
from wenda.site.outputs.feeds import feeds, robots, sitemap
from wenda.site.outputs.indexing import search_index
from wenda.site.outputs.llms import llms
from wenda.site.outputs.offline import offline
from wenda.site.pages.page_set import SitePage
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
    yield from offline({path: len(content) for path, content in index.items()}, settings)


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
        if not settings.is_own("robots.txt"):
            yield "robots.txt", robots(settings)
