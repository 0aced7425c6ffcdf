"""Settings → the pages of a site and everything else it consists of, before anything is rendered or written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from wenda.catalog.build import Parallel, one_by_one
from wenda.errors import Problem, WendaError
from wenda.site.budget import has_twins
from wenda.site.library.library import Library, LibraryState, open_library
from wenda.site.library.reading import Keep
from wenda.site.outputs.files import outputs
from wenda.site.pages.all_pages import all_pages
from wenda.site.pages.page_set import PageSet, SitePage
from wenda.site.settings import Settings
from wenda.site.texts import load_texts
from wenda.site.urls import file_of, is_safe

_SAFE_HINT = "use letters, digits, hyphens and single slashes"
_TAKEN_HINT = "give one of them another id or alias"


@dataclass(frozen=True, kw_only=True)
class Assembly(PageSet):
    """A site in full."""

    library: Library

    def outputs(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of every file that is no page."""
        yield from super().outputs()
        yield from outputs(self.library, self.pages.values(), self.settings)


def assemble(
    settings: Settings,
    before: LibraryState | None = None,
    parallel: Parallel = one_by_one,
    keep: Keep | None = None,
    opened: Callable[[Library], None] = lambda _: None,
) -> Assembly:
    """Read the content and work out the site, as `open_library` does; raise `WendaError` with every error found.

    `opened` is told of the library as soon as there is one.
    """
    texts = load_texts(settings.language)
    library = open_library(settings, before, parallel, keep)
    opened(library)
    pages = tuple(all_pages(library.catalog, texts, settings))
    problems = tuple(_check_addresses(pages, settings))
    if problems:
        raise WendaError(*problems)
    return Assembly(
        settings=settings,
        texts=texts,
        pages={page.source: page for page in pages},
        assets=library.assets,
        has_twins=has_twins(library.catalog, settings),
        warnings=library.warnings,
        library=library,
    )


def _check_addresses(pages: Sequence[SitePage], settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each page whose address is another's or would lie outside of the site."""
    taken: dict[str, SitePage] = {}
    for page in pages:
        file = file_of(page.url)
        if not is_safe(page.url):
            wrong = f"{page.url!r} cannot be an address of the site"
            yield Problem(_place(page, settings), 0, wrong, _SAFE_HINT, rule="address")
        elif file.casefold() in taken:
            wrong = f"the address {page.url} is already that of {taken[file.casefold()].source}"
            yield Problem(_place(page, settings), 0, wrong, _TAKEN_HINT, rule="address")
        taken[file.casefold()] = page  # some disks take A and a for the same name


def _place(page: SitePage, settings: Settings) -> str:
    """Return where somebody wrote what became the page."""
    return str(settings.content_dir / page.origin.path) if page.origin else page.source
