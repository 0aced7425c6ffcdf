"""Which pages a catalog becomes, and what an article's page and the home page show."""

from paged_catalog import day, entry, listing, pages

from wenda.model import Entry, Status
from wenda.site.pages.articles import BACKLINKS
from wenda.site.pages.views import ArticleView, HomeView, Link


def test_every_article_has_a_page_with_its_way_from_home() -> None:
    view = pages(entry("a", "甲", date=day(1)))["q/a/"].view()
    assert isinstance(view, ArticleView)
    assert [(link.url, link.text) for link in view.crumbs.links] == [
        ("", "首页"),
        ("topics/piao/", "车票"),
        ("q/a/", "甲"),
    ]


def test_an_article_leads_to_the_one_before_and_after_it_in_its_topic() -> None:
    found = pages(entry("a", date=day(3)), entry("b", date=day(2)), entry("c", date=day(1)))
    ways = {}
    for id_ in "abc":
        view = found[f"q/{id_}/"].view()
        assert isinstance(view, ArticleView)
        ways[id_] = (view.previous and view.previous.url, view.next and view.next.url)
    assert ways == {"a": (None, "q/b/"), "b": ("q/a/", "q/c/"), "c": ("q/b/", None)}


def test_an_article_names_its_region_and_those_around_it() -> None:
    view = pages(entry("a", region="dandong"))["q/a/"].view()
    assert isinstance(view, ArticleView)
    assert view.place == Link("regions/dandong/", "辽宁 丹东")


def test_an_excerpt_is_shown_as_one() -> None:
    found = pages(entry("a", status=Status.EXCERPT, date=day(1)))
    view = found["q/a/"].view()
    assert isinstance(view, ArticleView)
    assert view.excerpt
    assert listing(found["topics/piao/"]).groups[0].cards[0].excerpt


def test_a_page_lists_so_many_backlinks_and_counts_them_all() -> None:
    ids = tuple(f"n{number:03}" for number in range(BACKLINKS + 5))
    view = pages(entry("a", backlinks=ids), *map(entry, ids))["q/a/"].view()
    assert isinstance(view, ArticleView)
    assert (len(view.backlinks), view.backlinks_total) == (BACKLINKS, BACKLINKS + 5)


def home(*entries: Entry, **options: int) -> HomeView:
    view = pages(*entries, **options)[""].view()
    assert isinstance(view, HomeView)
    return view


def test_home_shows_the_newest_and_those_most_others_lead_to() -> None:
    view = home(
        entry("a", date=day(1), backlinks=("b", "c")),
        entry("b", date=day(3), backlinks=("c",)),
        entry("c"),
        newest=2,
    )
    assert [card.url for card in view.newest] == ["q/b/", "q/a/"]
    assert [card.url for card in view.popular] == ["q/a/", "q/b/"]


def test_home_shows_questions_of_one_day_from_all_topics() -> None:
    bulk = [entry(f"a{number}", topic="piao") for number in range(3)]
    view = home(*bulk, entry("b", topic="xingli"), entry("c", topic="xingli"), newest=3)
    assert [card.url for card in view.newest] == ["q/a0/", "q/b/", "q/a1/"]


def test_home_shows_the_commonest_search_words_first() -> None:
    view = home(entry("a", searches=("退票", "改签")), entry("b", searches=("改签",)))
    assert view.searches == ("改签", "退票")


def test_an_empty_site_still_has_its_pages() -> None:
    found = pages()
    assert {"", "about/", "search/", "404.html", "topics/", "tags/", "regions/"} <= set(found)
    for page in found.values():
        page.view()
