"""The home page: what can be asked, and the ways in for those who would rather look around."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from wenda.model import Article, Catalog
from wenda.site.pages.cards import Cards
from wenda.site.pages.overviews import tag_links, topics
from wenda.site.pages.questions import most_common
from wenda.site.pages.views import CountedLink, HomeView
from wenda.site.settings import Settings

REGIONS = 24
TAGS = 30
SEARCHES = 12


def home_view(catalog: Catalog, settings: Settings, cards: Cards) -> HomeView:
    """Return what the home page shows; its size is bounded, its cost linear in the articles."""
    entries = catalog.entries
    by_date = sorted(entries, key=lambda id_: (-_day(entries[id_].article), id_))
    newest = _alternating(by_date, lambda id_: (_day(entries[id_].article), entries[id_].topic))
    named = sorted(entries, key=lambda id_: (-len(entries[id_].backlinks), id_))
    regions = (
        CountedLink(link.url, link.text, len(catalog.in_region.get(id_, ())))
        for id_, link in cards.regions.items()
    )
    return HomeView(
        total=len(entries),
        topics=topics(catalog),
        regions=_largest(regions, REGIONS),
        tags=_largest(tag_links(catalog, cards), TAGS),
        searches=most_common(
            (word for entry in entries.values() for word in entry.article.searches), SEARCHES
        ),
        popular=cards.cards(
            tuple(id_ for id_ in named[: settings.options.popular] if entries[id_].backlinks)
        ),
        newest=cards.cards(tuple(newest[: settings.options.newest])),
    )


def _largest(links: Iterable[CountedLink], count: int) -> tuple[CountedLink, ...]:
    some = sorted(links, key=attrgetter("url"))
    return tuple(sorted((link for link in some if link.count), key=attrgetter("count"), reverse=True)[:count])


def _alternating(by_date: Sequence[str], day_and_topic: Callable[[str], tuple[int, str]]) -> list[str]:
    """Return the ids, those of one day taking turns by topic: what came in bulk does not fill the list alone."""
    met: Counter[tuple[int, str]] = Counter()
    turns: dict[str, tuple[int, int]] = {}
    for id_ in by_date:
        day, topic = day_and_topic(id_)
        turns[id_] = (-day, met[day, topic])
        met[day, topic] += 1
    return sorted(by_date, key=turns.__getitem__)


def _day(article: Article) -> int:
    day = article.updated or article.date
    return day.toordinal() if day else 0
