"""An article's page: where it stands, what it is related to, and what comes before and after it in its topic."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlencode, urljoin, urlsplit

from msgspec.structs import replace

from wenda.model import Article, Catalog, Entry, Region, Status
from wenda.site.budget import has_twins, related_shown
from wenda.site.pages.cards import Cards, article_url, region_url, search_url, twin_url
from wenda.site.pages.views import Alternate, ArticleView, Crumbs, Link
from wenda.site.settings import Settings
from wenda.site.texts import Texts

# What a file's name has that tells readers nothing: 002_e7efd982a8c5b08f.txt.
_INTERNAL = re.compile(r"\s*\b(?:\d+_)?(?=\d*[a-f])[0-9a-f]{12,64}\b(?:\.\w+$)?")

BACKLINKS = 10
"""Most backlinks that a page lists: a question that thousands mention is still read on a phone."""

RECOMMENDED = 10
"""Most questions that a page lists because its source does."""

COMPARED = 5
"""Most regions beside the page's own in the table that compares them."""

LONG = 1200
"""Characters of Markdown from which an answer has a table of contents: more than two screens of a phone."""


class ArticlePages:
    """Makes article views; what all of them need is worked out once."""

    def __init__(self, catalog: Catalog, cards: Cards, texts: Texts, settings: Settings) -> None:
        self._catalog = catalog
        self._cards = cards
        self._texts = texts
        self._home = Link("", texts.say("pages", "home"))
        self._settings = settings
        self._twins = has_twins(catalog, settings)
        self._related = related_shown(catalog, settings)
        self._neighbours = dict(_neighbours(catalog.in_topic))

    def view(self, article_id: str) -> ArticleView:
        """Return what the page of an article shows."""
        cards, entry = self._cards, self._catalog.entries[article_id]
        article = entry.article
        url = article_url(article_id)
        topic = cards.topics.get(entry.topic)
        before, after = self._neighbours.get(article_id, ("", ""))
        return ArticleView(
            article=article,
            url=url,
            crumbs=Crumbs((self._home, *([topic] if topic else []), Link(url, article.title))),
            topic=topic,
            place=self._place(entry.region),
            changed=article.updated or article.date,
            sources=tuple(source for source in map(_source, article.source) if source.text),
            long=_is_long(article),
            tags=tuple(cards.tags[tag] for tag in sorted(entry.tags, key=self._leads_on)),
            past_year=entry.past_year,
            review_due=entry.review_due,
            excerpt=article.status is Status.EXCERPT,
            related=cards.related(entry.related[: self._related]),
            recommended=cards.questions(entry.recommended[:RECOMMENDED]),
            backlinks=cards.questions(entry.backlinks[:BACKLINKS]),
            backlinks_total=len(entry.backlinks),
            also_asked=cards.questions(entry.also_asked),
            other_regions=tuple(self._alternates(entry.other_regions[:COMPARED])),
            other_regions_more=self._more_regions(entry),
            previous=cards.link(before) if before else None,
            next=cards.link(after) if after else None,
            twin_url=quote(twin_url(article)) if self._twins else "",
            edit_url=_edit_url(self._settings, article),
            issue_url=_issue_url(self._settings, article),
        )

    def _leads_on(self, tag_id: str) -> bool:
        """Put the tags that several articles share before those that lead to a search."""
        return len(self._catalog.in_tag.get(tag_id, ())) < 2

    def _place(self, region_id: str) -> Link | None:
        path = region_path(self._catalog, region_id)
        return Link(region_url(region_id), " ".join(region.name for region in path)) if path else None

    def _more_regions(self, entry: Entry) -> Link | None:
        """Return a search for the question without its region, where not all regions fit into the table."""
        count = len(entry.other_regions) - COMPARED
        if count < 1:
            return None
        words = (
            entry.article.title.replace(self._catalog.regions[entry.region].name, "") if entry.region else ""
        )
        text = self._texts.count("compare_more", count=count)
        return Link(search_url(words or entry.article.title), text)

    def _alternates(self, ids: tuple[str, ...]) -> Iterator[Alternate]:
        for other in ids:
            region = self._cards.regions.get(self._catalog.entries[other].region)
            if region:
                yield Alternate(region, self._cards.card(other))


_NOBODY = Article(id="", path="", title="", body="")


def without_article(view: ArticleView) -> ArticleView:
    """Return what a view has that is not the article itself."""
    return replace(view, article=_NOBODY, long=False)


def with_article(view: ArticleView, article: Article) -> ArticleView:
    """Return the view that has lost this article in `without_article`."""
    return replace(view, article=article, long=_is_long(article))


def _is_long(article: Article) -> bool:
    return len(article.body) >= LONG


def region_path(catalog: Catalog, region_id: str) -> tuple[Region, ...]:
    """Return the region and those around it, outermost first; nothing for the whole country."""
    path: list[Region] = []
    while region_id:
        region = catalog.regions[region_id]
        path.insert(0, region)
        region_id = region.parent
    return tuple(path)


def _neighbours(in_topic: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each article with the one before and after it in its topic; an empty id is the end."""
    for ids in in_topic.values():
        ends = ("", *ids, "")
        for place, id_ in enumerate(ids):
            yield id_, (ends[place], ends[place + 2])


def _source(source: str) -> Link:
    """Return a source as readers see it: a host's name for an address, and never the digest that importing notes.

    The text is empty where a file's name says nothing.
    """
    name = source.split(" sha256:", maxsplit=1)[0]
    if name.startswith(("https://", "http://")):
        return Link(name, urlsplit(name).hostname or name)
    return Link("", _INTERNAL.sub("", name))


def _edit_url(settings: Settings, article: Article) -> str:
    if not settings.repository:
        return ""
    return f"{settings.repository}/{settings.options.edit_uri}{quote(article.path)}"


def _issue_url(settings: Settings, article: Article) -> str:
    if not settings.repository:
        return ""
    address = urljoin(settings.site_url, article_url(article.id))
    return f"{settings.repository}/issues/new?{urlencode({'title': article.title, 'body': address})}"
