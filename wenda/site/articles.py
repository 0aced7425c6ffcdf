"""An article's page: where it stands, what it is related to, and what comes before and after it in its topic."""

from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlencode, urljoin

from wenda.model import Article, Catalog, Region, Status
from wenda.site.budget import has_twins
from wenda.site.cards import Cards, article_url, twin_url
from wenda.site.settings import Settings
from wenda.site.views import Alternate, ArticleView, Crumbs, Link

BACKLINKS = 30
"""Most backlinks that a page lists: a question that thousands mention is still read on a phone."""


class ArticlePages:
    """Makes article views; what all of them need is worked out once."""

    def __init__(self, catalog: Catalog, cards: Cards, home: Link, settings: Settings) -> None:
        self._catalog = catalog
        self._cards = cards
        self._home = home
        self._settings = settings
        self._twins = has_twins(catalog, settings)
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
            regions=tuple(cards.regions[region.id] for region in region_path(self._catalog, entry.region)),
            tags=tuple(cards.tags[tag] for tag in entry.tags),
            past_year=entry.past_year,
            review_due=entry.review_due,
            excerpt=article.status is Status.EXCERPT,
            related=tuple(map(cards.related, entry.related)),
            recommended=cards.cards(entry.recommended),
            backlinks=cards.cards(entry.backlinks[:BACKLINKS]),
            backlinks_total=len(entry.backlinks),
            also_asked=cards.cards(entry.also_asked),
            other_regions=tuple(self._alternates(entry.other_regions)),
            previous=cards.link(before) if before else None,
            next=cards.link(after) if after else None,
            twin_url=twin_url(article) if self._twins else "",
            edit_url=_edit_url(self._settings, article),
            issue_url=_issue_url(self._settings, article),
        )

    def _alternates(self, ids: tuple[str, ...]) -> Iterator[Alternate]:
        for other in ids:
            region = self._cards.regions.get(self._catalog.entries[other].region)
            if region:
                yield Alternate(region, self._cards.card(other))


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


def _edit_url(settings: Settings, article: Article) -> str:
    if not settings.repository:
        return ""
    return f"{settings.repository}/{settings.options.edit_uri}{quote(article.path)}"


def _issue_url(settings: Settings, article: Article) -> str:
    if not settings.repository:
        return ""
    address = urljoin(settings.site_url, article_url(article.id))
    return f"{settings.repository}/issues/new?{urlencode({'title': article.title, 'body': address})}"
