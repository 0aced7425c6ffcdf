"""What templates are given: one frozen value per kind of page, every decision already taken.

Addresses are relative to the site's root (`q/some-question/`); templates turn them into links with the `url` filter.
Texts are plain; the templates' autoescaping makes them HTML. Views are msgspec's structs: frozen like dataclasses, but
made, compared and encoded several times as fast, which every page pays for; they are encoded without their names.
"""

import datetime as dt
from enum import StrEnum

from msgspec import Struct

from wenda.model import Article, Reason


class Link(Struct, frozen=True, array_like=True):
    """A link with its text."""

    url: str
    text: str


class CountedLink(Struct, frozen=True, array_like=True):
    """A link to a listing and the number of articles in it."""

    url: str
    text: str
    count: int
    description: str = ""
    region: str = ""  # id of the region that it narrows a listing to


class Question(Struct, frozen=True, array_like=True):
    """An article where others lead to it: what readers must know to choose it, so nothing else of it changes them."""

    url: str
    title: str
    excerpt: bool
    past_year: int
    reasons: tuple[Reason, ...] = ()  # only among related questions


class Card(Struct, frozen=True, array_like=True, kw_only=True):
    """An article as listings show it."""

    url: str
    title: str
    summary: str = ""
    date: dt.date | None = None  # updated, else date
    region: Link | None = None
    region_id: str = ""
    excerpt: bool = False
    past_year: int = 0


class Crumbs(Struct, frozen=True, array_like=True):
    """The way from home to a page; the last link is the page itself."""

    links: tuple[Link, ...]


class Alternate(Struct, frozen=True, array_like=True):
    """The same question, answered for another region."""

    region: Link
    card: Card


class ArticleView(Struct, frozen=True, array_like=True, kw_only=True):
    """An article's page; `page.content` holds the rendered body and `page.toc` its headings."""

    article: Article
    url: str
    crumbs: Crumbs
    topic: Link | None
    place: Link | None  # the region with those around it, outermost first; none: holds everywhere
    changed: dt.date | None  # updated, else date
    sources: tuple[Link, ...]  # where the answer comes from; the address is empty where it has none
    long: bool  # long enough for a table of contents
    tags: tuple[Link, ...]
    past_year: int  # the year in the title when it has passed, else 0
    review_due: bool
    excerpt: bool
    related: tuple[Question, ...]
    recommended: tuple[Question, ...]  # named by the source without any other tie
    backlinks: tuple[Question, ...]  # at most wenda.site.pages.articles.BACKLINKS
    backlinks_total: int
    also_asked: tuple[Question, ...]
    other_regions: tuple[Alternate, ...]  # at most wenda.site.pages.articles.COMPARED
    other_regions_more: Link | None  # where to find the others
    previous: Link | None
    next: Link | None
    twin_url: str = ""  # the article as Markdown, when it has a twin
    edit_url: str = ""  # where to suggest an edit, when a repository is configured
    issue_url: str = ""  # a prefilled issue for "was this helpful", likewise


class CardGroup(Struct, frozen=True, array_like=True):
    """Articles under one heading of a listing; the heading is empty when the listing is not divided."""

    heading: str
    anchor: str
    cards: tuple[Card, ...]


class Rows(StrEnum):
    """How a listing shows its articles."""

    CARDS = "cards"  # title, short answer, region, topic, date
    DATED = "dated"  # title and date
    PLAIN = "plain"  # the title alone


class Pagination(Struct, frozen=True, array_like=True):
    """Where a page stands in a listing too long for one; numbers count from 1."""

    number: int
    urls: tuple[str, ...]  # of every page of the listing, in order

    @property
    def steps(self) -> tuple[Link | None, ...]:
        """Return the first pages, the last and those near this one, in order; None stands for those left out."""
        last = len(self.urls)
        near = range(max(1, self.number - 2), min(last, self.number + 2) + 1)
        numbers = sorted({1, last, *near})
        found: list[Link | None] = []
        for before, number in zip((0, *numbers), numbers, strict=False):
            if number - before > 1:
                found.append(None)
            found.append(Link(self.urls[number - 1], str(number)))
        return tuple(found)

    @property
    def previous(self) -> str:
        """Return the address of the page before, or nothing."""
        return self.urls[self.number - 2] if self.number > 1 else ""

    @property
    def next(self) -> str:
        """Return the address of the page after, or nothing."""
        return self.urls[self.number] if self.number < len(self.urls) else ""


class ListingView(Struct, frozen=True, array_like=True, kw_only=True):
    """A page that lists articles: of a topic, a tag, a region, or all of them by pinyin initial."""

    kind: str  # "topic", "tag", "region" or "all"
    title: str
    url: str
    crumbs: Crumbs
    total: int
    groups: tuple[CardGroup, ...]
    rows: Rows
    jump: tuple[Link, ...] = ()  # to where each group of the whole listing begins
    description: str = ""
    narrower: tuple[CountedLink, ...] = ()  # a region's regions, a topic's regions
    filtered: bool = False  # scripts can narrow it here: all of its articles are on this page
    pagination: Pagination | None = None
    thin: bool = False  # too little to be worth a search engine's visit


class Shelf(Struct, frozen=True, array_like=True):
    """Listings under one heading: the cities of a province, the tags of an initial."""

    heading: str
    anchor: str
    links: tuple[CountedLink, ...]


class OverviewView(Struct, frozen=True, array_like=True, kw_only=True):
    """A page that lists listings: all topics, all tags, all regions."""

    kind: str  # "topics", "tags" or "regions"
    title: str
    url: str
    crumbs: Crumbs
    shelves: tuple[Shelf, ...]
    jump: tuple[Link, ...] = ()  # to where each shelf of the whole overview begins
    pagination: Pagination | None = None


class HomeView(Struct, frozen=True, array_like=True, kw_only=True):
    """The home page."""

    total: int
    topics: tuple[CountedLink, ...]
    regions: tuple[CountedLink, ...]
    tags: tuple[CountedLink, ...]
    searches: tuple[str, ...]  # popular search words, commonest first
    popular: tuple[Card, ...]  # what most other questions lead to
    newest: tuple[Card, ...]


class MapDot(Struct, frozen=True, array_like=True):
    """A question in the map's picture, at its place in the picture's own units."""

    link: Link
    x: int
    y: int
    excerpt: bool


class MapGroup(Struct, frozen=True, array_like=True):
    """Questions of a topic's group, side by side on the map; the name is empty for those of none."""

    name: str
    dots: tuple[MapDot, ...]


class MapTopic(Struct, frozen=True, array_like=True):
    """A topic on the map: a disc with the name in its middle and questions around it."""

    link: CountedLink
    lines: tuple[str, ...]  # the name, cut to fit
    x: int
    y: int
    radius: int
    groups: tuple[MapGroup, ...]


class MapView(Struct, frozen=True, array_like=True, kw_only=True):
    """The knowledge map; the picture is as wide as wenda.site.pages.map_layout.WIDTH."""

    title: str
    crumbs: Crumbs
    total: int
    shown: int  # questions drawn
    height: int
    topics: tuple[MapTopic, ...]
    ties: tuple[tuple[int, int, int, int], ...]  # lines between related questions of different topics


class PlainView(Struct, frozen=True, array_like=True, kw_only=True):
    """A hand-written page: about, search, 404."""

    kind: str = "page"
    crumbs: Crumbs = Crumbs(())
    topics: tuple[CountedLink, ...] = ()  # where to go on from a page that is not there


class RedirectView(Struct, frozen=True, array_like=True, kw_only=True):
    """A former address of an article: leads on, and says so to those whose browser does not."""

    url: str
    target: Link
    kind: str = "redirect"
