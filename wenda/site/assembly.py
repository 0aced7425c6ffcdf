"""Settings → the pages of a site and everything else it consists of, before anything is rendered or written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from wenda.catalog.build import Parallel, one_by_one
from wenda.errors import Problem, WendaError
from wenda.site.budget import has_twins
from wenda.site.cards import twin_url
from wenda.site.library import Library, LibraryState, open_library
from wenda.site.outputs import outputs
from wenda.site.pages import SitePage, View, all_pages
from wenda.site.settings import Settings
from wenda.site.texts import Texts, load_texts
from wenda.site.twins import twin
from wenda.site.urls import file_of, is_safe
from wenda.site.views import ArticleView

_SAFE_HINT = "use letters, digits, hyphens and single slashes"
_TAKEN_HINT = "give one of them another id or alias"


@dataclass(frozen=True, kw_only=True)
class PageSet:
    """What rendering pages of a site takes; `pages` by the path under which MkDocs knows their source."""

    settings: Settings
    texts: Texts
    pages: Mapping[str, SitePage]
    assets: tuple[str, ...]  # images and documents of the content folder, relative to it
    has_twins: bool  # articles have Markdown twins
    warnings: tuple[Problem, ...] = ()
    others: frozenset[str] = frozenset()  # files of the site beside what `pages` say

    def twin_path(self, page: SitePage) -> str:
        """Return where an article's Markdown twin lies; nothing where there is none."""
        if not page.article or not self.has_twins or twin_url(page.article) in self._files:
            return ""
        return twin_url(page.article)

    def twin(self, page: SitePage, view: View) -> tuple[str, bytes] | None:
        """Return path and content of an article's Markdown twin, or None where there is none."""
        if not isinstance(view, ArticleView) or not self.twin_path(page):
            return None
        return twin(view, self.texts, self.settings)

    @cached_property
    def _files(self) -> frozenset[str]:
        return frozenset(file_of(page.url) for page in self.pages.values())


@dataclass(frozen=True, kw_only=True)
class Assembly(PageSet):
    """A site in full."""

    library: Library

    def outputs(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of every file that is no page."""
        for page in self.pages.values():
            if self.twin_path(page) and (found := self.twin(page, page.view())):
                yield found
        yield from outputs(self.library, self.pages.values(), self.settings)


def assemble(
    settings: Settings, before: LibraryState | None = None, parallel: Parallel = one_by_one
) -> Assembly:
    """Read the content and work out the site, as `open_library` does; raise `WendaError` with every error found."""
    texts = load_texts(settings.language)
    library = open_library(settings, before, parallel)
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
