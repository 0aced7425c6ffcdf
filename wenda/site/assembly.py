"""Settings → everything that a site consists of, before anything is rendered or written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wenda.errors import Problem, WendaError
from wenda.site.library import Library, open_library
from wenda.site.outputs import outputs
from wenda.site.pages import SitePage, all_pages
from wenda.site.settings import Settings
from wenda.site.texts import Texts, load_texts


@dataclass(frozen=True, slots=True)
class Assembly:
    """A site in full; `pages` by the path under which MkDocs knows their source."""

    settings: Settings
    texts: Texts
    library: Library
    pages: Mapping[str, SitePage]

    def outputs(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of every file that is no page."""
        return outputs(self.library, self.pages.values(), self.settings)


def assemble(settings: Settings) -> Assembly:
    """Read the content and work out the site; raise `WendaError` with every error found."""
    texts = load_texts(settings.language)
    library = open_library(settings)
    pages: dict[str, SitePage] = {}
    taken: dict[str, SitePage] = {}
    problems = []
    for page in all_pages(library.catalog, texts, settings):
        if page.url in taken:
            message = f"the address {page.url} is already that of {taken[page.url].source}"
            problems.append(Problem(page.source, 0, message, "give one of them another id or alias"))
        pages[page.source] = taken[page.url] = page
    if problems:
        raise WendaError(*problems)
    return Assembly(settings, texts, library, pages)
