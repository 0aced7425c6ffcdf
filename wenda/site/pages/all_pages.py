"""Catalog → the pages of the site, each with its address, its template and what the template shows.

Pure: nothing is read or written. A page's view is made when it is asked for, in the worker that renders the page.
"""

from collections.abc import Iterator
from functools import partial
from typing import TypeVar

from wenda.model import Catalog
from wenda.site.pages.articles import ArticlePages
from wenda.site.pages.cards import Cards
from wenda.site.pages.home import home_view
from wenda.site.pages.knowledge_map import map_view
from wenda.site.pages.listings import Listings
from wenda.site.pages.overviews import overviews, topics
from wenda.site.pages.page_set import SitePage, article_page
from wenda.site.pages.paging import Listing, slices
from wenda.site.pages.questions import all_questions
from wenda.site.pages.views import Crumbs, Link, PlainView, RedirectView
from wenda.site.settings import Settings
from wenda.site.texts import Texts
from wenda.site.urls import NOT_FOUND, alias_url

AnyView = TypeVar("AnyView")


def all_pages(catalog: Catalog, texts: Texts, settings: Settings) -> Iterator[SitePage]:
    """Yield every page of the site once; articles first, then listings, then the pages that stand alone."""
    cards = Cards(catalog)
    yield from _articles(catalog, texts, settings, cards)
    listings = Listings(catalog, cards, texts, settings.options.page_size)
    for listing in (*listings.all(), *all_questions(catalog, texts)):
        yield from _listing(listing, catalog, texts, settings, cards)
    yield from _overviews(catalog, cards, texts)
    yield from _alone(catalog, texts, settings, cards)
    yield from _redirects(catalog, cards)


def _articles(catalog: Catalog, texts: Texts, settings: Settings, cards: Cards) -> Iterator[SitePage]:
    makers = ArticlePages(catalog, cards, texts, settings)
    for entry in catalog.entries.values():
        yield article_page(entry.article, partial(makers.view, entry.article.id))


def _listing(
    listing: Listing, catalog: Catalog, texts: Texts, settings: Settings, cards: Cards
) -> Iterator[SitePage]:
    shown = (catalog.entries[id_].article for section in listing.sections for id_ in section.ids)
    updated = max(filter(None, (article.updated or article.date for article in shown)), default=None)
    thin = listing.total < settings.options.thin_below
    for part in slices(listing, settings.options.page_size):
        number, title = part.number, listing.title
        if number > 1:
            title = texts.say("pages", "number", title=title, number=number)
        yield SitePage(
            url=part.url,
            source=f"{part.url}index.md",
            template="listing.html",
            title=title,
            view=partial(part.view, title, cards, thin=thin),
            description=listing.description,
            updated=updated,
            indexed=not thin,
        )


def _overviews(catalog: Catalog, cards: Cards, texts: Texts) -> Iterator[SitePage]:
    for view in overviews(catalog, cards, texts):
        yield SitePage(
            url=view.url,
            source=f"{view.url}index.md",
            template="overview.html",
            title=view.title,
            view=partial(_same, view),
        )


def _alone(catalog: Catalog, texts: Texts, settings: Settings, cards: Cards) -> Iterator[SitePage]:
    """Yield the pages whose text stands in docs/: the site's owner writes it, Wenda adds the view."""
    home = Link("", texts.say("pages", "home"))
    yield SitePage(
        url="",
        source="index.md",
        template="home.html",
        title="",
        view=partial(home_view, catalog, settings, cards),
    )
    yield SitePage(
        url="map/",
        source="map/index.md",
        template="map.html",
        title=texts.say("pages", "map"),
        view=partial(map_view, catalog, texts),
    )
    kinds = [("about", "page.html"), ("search", "search.html"), ("404", "404.html")]
    if settings.options.offline:
        kinds.append(("offline", "offline.html"))
    for kind, template in kinds:
        url = NOT_FOUND if kind == "404" else f"{kind}/"
        title = texts.say("pages", f"page_{kind}")
        view = PlainView(
            kind="page" if kind == "about" else kind,
            crumbs=Crumbs((home, Link(url, title))),
            topics=topics(catalog),
        )
        yield SitePage(
            url=url,
            source=f"{kind}.md",
            template=template,
            title=title,
            view=partial(_same, view),
            indexed=kind == "about",
        )


def _redirects(catalog: Catalog, cards: Cards) -> Iterator[SitePage]:
    for id_, entry in catalog.entries.items():
        for alias in entry.article.aliases:
            url = alias_url(alias)
            view = RedirectView(url=url, target=cards.link(id_))
            yield SitePage(
                url=url,
                source=f"redirects/{url}index.md",
                template="redirect.html",
                title=entry.article.title,
                view=partial(_same, view),
                origin=entry.article,
                indexed=False,
            )


def _same(view: AnyView) -> AnyView:
    return view
