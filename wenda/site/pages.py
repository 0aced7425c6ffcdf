"""Catalog → the pages of the site, each with its address, its template and what the template shows.

Pure: nothing is read or written. A page's view is made when it is asked for, in the worker that renders the page.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from wenda.model import Article, Catalog
from wenda.site.articles import ArticlePages
from wenda.site.cards import Cards, article_url, tag_url, topic_url
from wenda.site.knowledge_map import map_view
from wenda.site.listings import Listing, Listings, children, slices
from wenda.site.questions import all_questions, most_common, shelves_by_initial
from wenda.site.settings import Settings
from wenda.site.texts import Texts
from wenda.site.urls import NOT_FOUND, alias_url
from wenda.site.views import (
    ArticleView,
    CountedLink,
    Crumbs,
    HomeView,
    Link,
    ListingView,
    MapView,
    OverviewView,
    PlainView,
    RedirectView,
    Shelf,
)

AnyView = TypeVar("AnyView")
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


def all_pages(catalog: Catalog, texts: Texts, settings: Settings) -> Iterator[SitePage]:
    """Yield every page of the site once; articles first, then listings, then the pages that stand alone."""
    cards = Cards(catalog)
    yield from _articles(catalog, texts, settings, cards)
    for listing in (*Listings(catalog, texts).all(), *all_questions(catalog, texts)):
        yield from _listing(listing, catalog, texts, settings, cards)
    yield from _overviews(catalog, texts)
    yield from _alone(catalog, texts, settings, cards)
    yield from _redirects(catalog, cards)


def standalone(source: str, url: str, title: str, texts: Texts) -> SitePage:
    """Return the page of a text in docs/ that Wenda knows nothing else about."""
    crumbs = Crumbs((Link("", texts.say("pages", "home")), Link(url, title)))
    view = PlainView(crumbs=crumbs)
    return SitePage(url=url, source=source, template="page.html", title=title, view=partial(_same, view))


def _articles(catalog: Catalog, texts: Texts, settings: Settings, cards: Cards) -> Iterator[SitePage]:
    makers = ArticlePages(catalog, cards, Link("", texts.say("pages", "home")), settings)
    for entry in catalog.entries.values():
        article = entry.article
        yield SitePage(
            url=article_url(article.id),
            source=f"q/{article.path}",
            template="article.html",
            title=article.title,
            view=partial(makers.view, article.id),
            article=article,
            origin=article,
            description=article.summary,
            updated=article.updated or article.date,
        )


def _listing(
    listing: Listing, catalog: Catalog, texts: Texts, settings: Settings, cards: Cards
) -> Iterator[SitePage]:
    shown = (catalog.entries[id_].article for _, ids in listing.groups for id_ in ids)
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


def _overviews(catalog: Catalog, texts: Texts) -> Iterator[SitePage]:
    yield _overview("topics", (Shelf("", "", _topics(catalog)),), texts)
    tags = (
        CountedLink(tag_url(id_), tag.name, len(catalog.in_tag[id_])) for id_, tag in catalog.tags.items()
    )
    shelves = (
        Shelf(letter, f"initial-{_anchor(letter)}", links) for letter, links in shelves_by_initial(tags)
    )
    yield _overview("tags", tuple(shelves), texts)
    within = children(catalog)
    provinces = (
        Shelf(province.text, f"region-{province.url.split('/')[1]}", (province, *_below(province, within)))
        for province in within.get("", ())
    )
    yield _overview("regions", tuple(provinces), texts)


def _overview(kind: str, shelves: tuple[Shelf, ...], texts: Texts) -> SitePage:
    title, url = texts.say("pages", kind), f"{kind}/"
    crumbs = Crumbs((Link("", texts.say("pages", "home")), Link(url, title)))
    view = OverviewView(kind=kind, title=title, url=url, crumbs=crumbs, shelves=shelves)
    return SitePage(
        url=url, source=f"{url}index.md", template="overview.html", title=title, view=partial(_same, view)
    )


def _below(region: CountedLink, within: Mapping[str, tuple[CountedLink, ...]]) -> Iterator[CountedLink]:
    for child in within.get(region.url.split("/")[1], ()):
        yield child
        yield from _below(child, within)


def _alone(catalog: Catalog, texts: Texts, settings: Settings, cards: Cards) -> Iterator[SitePage]:
    """Yield the pages whose text stands in docs/: the site's owner writes it, Wenda adds the view."""
    home = Link("", texts.say("pages", "home"))
    yield SitePage(
        url="",
        source="index.md",
        template="home.html",
        title="",
        view=partial(_home, catalog, settings, cards),
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
            topics=_topics(catalog),
        )
        yield SitePage(
            url=url,
            source=f"{kind}.md",
            template=template,
            title=title,
            view=partial(_same, view),
            indexed=kind == "about",
        )


def _topics(catalog: Catalog) -> tuple[CountedLink, ...]:
    return tuple(
        CountedLink(topic_url(topic.id), topic.name, count, topic.description)
        for topic in catalog.topics.values()
        if (count := len(catalog.in_topic.get(topic.id, ())))
    )


def _home(catalog: Catalog, settings: Settings, cards: Cards) -> HomeView:
    entries = catalog.entries
    by_date = sorted(entries, key=lambda id_: (-_day(entries[id_].article), id_))
    named = sorted(entries, key=lambda id_: (-len(entries[id_].backlinks), id_))
    return HomeView(
        total=len(entries),
        topics=_topics(catalog),
        regions=_largest(cards.regions, catalog.in_region, 24),
        tags=_largest(cards.tags, catalog.in_tag, 30),
        searches=most_common((word for entry in entries.values() for word in entry.article.searches), 12),
        popular=cards.cards(
            tuple(id_ for id_ in named[: settings.options.popular] if entries[id_].backlinks)
        ),
        newest=cards.cards(tuple(by_date[: settings.options.newest])),
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


def _largest(
    links: Mapping[str, Link], members: Mapping[str, tuple[str, ...]], count: int
) -> tuple[CountedLink, ...]:
    counted = (CountedLink(link.url, link.text, len(members.get(id_, ()))) for id_, link in links.items())
    return tuple(
        sorted((link for link in counted if link.count), key=lambda link: (-link.count, link.url))[:count]
    )


def _day(article: Article) -> int:
    day = article.updated or article.date
    return day.toordinal() if day else 0


def _anchor(letter: str) -> str:
    return letter.lower() if letter.isalpha() else "other"


def _same(view: AnyView) -> AnyView:
    return view
