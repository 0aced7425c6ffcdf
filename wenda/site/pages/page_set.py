"""Pages of the site, each with its address, its template and what the template shows, and what rendering them takes.

What makes all pages of a site (`pages.py`) needs the whole catalog, and takes longer to load; an edit does without.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from wenda.errors import Problem
from wenda.model import Article
from wenda.site.pages.cards import article_url, twin_url
from wenda.site.pages.twins import twin
from wenda.site.pages.views import (
    ArticleView,
    Crumbs,
    HomeView,
    Link,
    ListingView,
    MapView,
    OverviewView,
    PlainView,
    RedirectView,
)
from wenda.site.settings import Settings
from wenda.site.texts import Texts
from wenda.site.urls import file_of

View = ArticleView | ListingView | OverviewView | HomeView | MapView | PlainView | RedirectView


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """One page of the site. `source` is where MkDocs believes its Markdown to lie, so that relative links resolve."""

    url: str
    source: str
    template: str
    title: str
    view: Callable[[], View]
    article: Article | None = None  # whose page it is
    origin: Article | None = None  # that asked for it
    description: str = ""
    updated: dt.date | None = None
    indexed: bool = True  # False: search engines are asked to stay away, and the sitemap leaves it out


@dataclass(frozen=True, kw_only=True)
class PageSet:
    """What rendering pages of a site takes; `pages` by the path under which MkDocs knows their source.

    `elsewhere` are pages that stay as they are and can be led to, `others` files of the site beside those of `pages`.
    """

    settings: Settings
    texts: Texts
    pages: Mapping[str, SitePage]
    assets: tuple[str, ...]  # images and documents of the content folder, relative to it
    has_twins: bool  # articles have Markdown twins
    warnings: tuple[Problem, ...] = ()
    elsewhere: Mapping[str, SitePage] = field(default_factory=dict)
    others: frozenset[str] = frozenset()

    def page(self, source: str) -> SitePage | None:
        """Return the page that has this source, wherever it is."""
        return self.pages.get(source) or self.elsewhere.get(source)

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

    def outputs(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of every file that is no page, as far as they are known here."""
        for page in self.pages.values():
            if self.twin_path(page) and (found := self.twin(page, page.view())):
                yield found

    @cached_property
    def _files(self) -> frozenset[str]:
        return frozenset(file_of(page.url) for page in self.pages.values())


def standalone(source: str, url: str, title: str, texts: Texts) -> SitePage:
    """Return the page of a text in docs/ that Wenda knows nothing else about."""
    crumbs = Crumbs((Link("", texts.say("pages", "home")), Link(url, title)))
    view = PlainView(crumbs=crumbs)
    return SitePage(url=url, source=source, template="page.html", title=title, view=lambda: view)


def article_page(article: Article, view: Callable[[], ArticleView]) -> SitePage:
    """Return the page of an article, which shows `view`."""
    return SitePage(
        url=article_url(article.id),
        source=f"q/{article.path}",
        template="article.html",
        title=article.title,
        view=view,
        article=article,
        origin=article,
        description=article.summary,
        updated=article.updated or article.date,
    )
