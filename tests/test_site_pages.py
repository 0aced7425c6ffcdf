"""Which pages a catalog becomes, and what they show."""

import datetime as dt
from pathlib import Path

import pytest

from wenda.model import Article, Catalog, Entry, Group, Level, Region, Status, Tag, Topic
from wenda.site.pages.all_pages import all_pages
from wenda.site.pages.articles import BACKLINKS
from wenda.site.pages.listings import NARROWED
from wenda.site.pages.overviews import COMMONEST
from wenda.site.pages.page_set import SitePage
from wenda.site.pages.questions import initial
from wenda.site.pages.views import ArticleView, HomeView, Link, ListingView, OverviewView
from wenda.site.settings import Options, Settings
from wenda.site.texts import load_texts

TEXTS = load_texts("zh")
TOPIC = Topic("piao", "车票", "买票和退票。", groups=(Group("退票"), Group("改签")))
REGIONS = {
    "liaoning": Region("liaoning", "辽宁", "辽宁省", Level.PROVINCE),
    "dandong": Region("dandong", "丹东", "辽宁省丹东市", Level.CITY, "liaoning"),
    "beijing": Region("beijing", "北京", "北京市", Level.PROVINCE),
}


def entry(id_: str, title: str = "", region: str = "", topic: str = "piao", **values: object) -> Entry:
    """Make an entry; `values` are the article's, except those that only an entry has."""
    own = {key: values.pop(key) for key in ("group", "tags", "backlinks") if key in values}
    article = Article(id=id_, path=f"{id_}.md", title=title or id_, body="文。", **values)  # type: ignore[arg-type]
    return Entry(article=article, topic=topic, region=region, **own)  # type: ignore[arg-type]


def catalog(*entries: Entry) -> Catalog:
    """Put entries in order, as the catalog's builder does."""
    by_id = {one.article.id: one for one in sorted(entries, key=lambda one: one.article.id)}
    newest = sorted(by_id, key=lambda id_: (-(by_id[id_].article.date or dt.date.min).toordinal(), id_))
    in_region = {
        region: tuple(id_ for id_ in newest if region in (by_id[id_].region, parent_of(by_id[id_].region)))
        for region in REGIONS
    }
    tags = sorted({tag for one in entries for tag in one.tags})
    return Catalog(
        entries=by_id,
        topics={"piao": TOPIC},
        tags={tag: Tag(tag, tag) for tag in tags},
        regions={region: REGIONS[region] for region, ids in in_region.items() if ids},
        in_topic={"piao": tuple(id_ for id_ in newest if by_id[id_].topic == "piao")},
        in_tag={tag: tuple(id_ for id_ in newest if tag in by_id[id_].tags) for tag in tags},
        in_region={region: ids for region, ids in in_region.items() if ids},
    )


def parent_of(region: str) -> str:
    return REGIONS[region].parent if region else ""


def pages(*entries: Entry, **options: int) -> dict[str, SitePage]:
    settings = Settings(content_dir=Path("content"), site_name="站", options=Options(**options))  # type: ignore[arg-type]
    return {page.url: page for page in all_pages(catalog(*entries), TEXTS, settings)}


def listing(page: SitePage) -> ListingView:
    view = page.view()
    assert isinstance(view, ListingView)
    return view


def shown(page: SitePage) -> list[tuple[str, list[str]]]:
    """Return the headings of a listing with the ids under them."""
    return [
        (group.heading, [card.url.split("/")[1] for card in group.cards]) for group in listing(page).groups
    ]


def day(number: int) -> dt.date:
    return dt.date(2025, 1, number)


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


def test_a_topic_lists_its_groups_in_their_order_and_the_rest_last() -> None:
    found = pages(entry("a"), entry("b", group="改签"), entry("c", group="退票"))
    assert shown(found["topics/piao/"]) == [("退票", ["c"]), ("改签", ["b"]), ("其他", ["a"])]


def test_a_topic_without_groups_has_no_headings() -> None:
    assert shown(pages(entry("a"), entry("b"))["topics/piao/"]) == [("", ["a", "b"])]


def test_a_long_listing_is_cut_into_pages_and_a_cut_group_keeps_its_heading() -> None:
    found = pages(*(entry(id_, group="退票", date=day(9 - n)) for n, id_ in enumerate("abcde")), page_size=2)
    assert [shown(found[url]) for url in ("topics/piao/", "topics/piao/2/", "topics/piao/3/")] == [
        [("退票", ["a", "b"])],
        [("退票", ["c", "d"])],
        [("退票", ["e"])],
    ]
    pagination = listing(found["topics/piao/2/"]).pagination
    assert pagination
    assert (pagination.previous, pagination.next) == ("topics/piao/", "topics/piao/3/")
    assert found["topics/piao/2/"].title == "车票 · 第 2 页"


def test_a_listing_that_just_fits_is_one_page() -> None:
    found = pages(entry("a"), entry("b"), page_size=2)
    assert "topics/piao/2/" not in found
    assert listing(found["topics/piao/"]).pagination is None


def test_each_page_of_a_listing_shows_every_article_once() -> None:
    ids = [f"n{number:03}" for number in range(23)]
    found = pages(
        *(entry(id_, f"{id_[-1]}题", group=("退票", "")[n % 2]) for n, id_ in enumerate(ids)), page_size=5
    )
    for start in ("topics/piao/", "all/", "all/by-date/"):
        urls = [start, *(f"{start}{number}/" for number in range(2, 6))]
        assert sorted(id_ for url in urls for _, some in shown(found[url]) for id_ in some) == ids


def test_a_region_lists_the_articles_of_the_regions_within_it() -> None:
    found = pages(entry("a", region="dandong", date=day(2)), entry("b", region="liaoning", date=day(1)))
    assert shown(found["regions/liaoning/"]) == [("车票", ["a", "b"])]
    assert [(link.url, link.count) for link in listing(found["regions/liaoning/"]).narrower] == [
        ("regions/dandong/", 1)
    ]


def test_a_topic_has_a_page_for_a_region_with_many_articles_and_leads_to_the_region_for_a_few() -> None:
    many = [entry(f"m{number}", region="beijing") for number in range(NARROWED)]
    found = pages(*many, entry("a", region="dandong"), entry("b", region="liaoning"), entry("c"))
    assert shown(found["topics/piao/beijing/"]) == [("", [one.article.id for one in many])]
    assert [(link.url, link.count, link.region) for link in listing(found["topics/piao/"]).narrower] == [
        ("topics/piao/beijing/", NARROWED, "beijing"),
        ("regions/liaoning/#topic-piao", 2, "liaoning"),
        ("regions/dandong/#topic-piao", 1, "dandong"),
    ]
    assert [group.anchor for group in listing(found["regions/liaoning/"]).groups] == ["topic-piao"]


def test_the_way_to_a_topic_in_a_region_leads_to_the_page_it_begins_on() -> None:
    others = [entry(f"o{number}", region="liaoning", topic="") for number in range(3)]
    found = pages(*others, *(entry(id_, region="liaoning") for id_ in "abc"), entry("d"), page_size=2)
    assert [link.url for link in listing(found["topics/piao/"]).narrower] == ["regions/liaoning/#topic-piao"]
    assert [link.url for link in listing(found["regions/liaoning/3/"]).jump] == [
        "regions/liaoning/#topic-piao",
        "regions/liaoning/2/#topic-other",
    ]


def test_a_topic_in_one_region_only_has_no_second_page_for_it() -> None:
    assert "topics/piao/beijing/" not in pages(entry("a", region="beijing"), entry("b", region="beijing"))


def test_a_thin_listing_asks_search_engines_to_stay_away() -> None:
    found = pages(entry("a", region="dandong"), entry("b", region="beijing"), entry("c", region="beijing"))
    assert listing(found["regions/dandong/"]).thin
    assert not found["regions/dandong/"].indexed
    assert found["regions/beijing/"].indexed


def test_a_tag_leads_to_its_listing_its_topic_or_a_search() -> None:
    found = pages(
        entry("a", tags=("rare", "common", "车票")), entry("b", tags=("common",)), entry("c", topic="")
    )
    view = found["q/a/"].view()
    assert isinstance(view, ArticleView)
    assert [link.url for link in view.tags] == ["tags/common/", "search/?q=rare", "topics/piao/"]
    assert {url for url in found if url.startswith("tags/")} == {"tags/", "tags/common/"}
    overview = found["tags/"].view()
    assert isinstance(overview, OverviewView)
    links = {link.text: link.url for shelf in overview.shelves for link in shelf.links}
    assert links == {"common": "tags/common/", "rare": "q/a/", "车票": "q/a/"}


def test_an_overview_too_long_for_a_page_is_cut_and_leads_to_every_letter() -> None:
    names = [f"{letter}{number:03}" for letter in "ab" for number in range(400)]
    found = pages(*(entry(name, tags=(name,)) for name in names))
    first, second = (found[url].view() for url in ("tags/", "tags/_2/"))
    assert isinstance(first, OverviewView)
    assert isinstance(second, OverviewView)
    assert [shelf.heading for shelf in first.shelves] == ["常用", "A", "B"]
    assert [shelf.heading for shelf in second.shelves] == ["B"]
    assert sum(len(shelf.links) for shelf in (*first.shelves, *second.shelves)) == 800 + COMMONEST
    assert [link.url for link in second.jump] == ["tags/#commonest", "tags/#initial-a", "tags/#initial-b"]
    assert second.pagination
    assert second.pagination.previous == "tags/"


def test_all_questions_stand_under_the_initials_of_their_pinyin() -> None:
    found = pages(
        entry("c", "车票"),
        entry("b", "北京"),
        entry("a2", "Anything"),
        entry("a1", "安全"),
        entry("n", "12306"),
    )
    assert shown(found["all/"]) == [("A", ["a1", "a2"]), ("B", ["b"]), ("C", ["c"]), ("#", ["n"])]


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("医保", "Y"),
        ("«异地»就医", "Y"),
        ("app 怎么装", "A"),
        ("2025年", "#"),
        ("?", "#"),
        ("Ёлка", "#"),
        ("", "#"),
    ],
)
def test_a_title_has_the_initial_under_which_readers_look_for_it(title: str, letter: str) -> None:
    assert initial(title) == letter


def test_all_questions_by_date_stand_under_their_months_newest_first() -> None:
    found = pages(entry("a", date=day(1)), entry("b", date=dt.date(2024, 6, 1), updated=day(5)), entry("c"))
    assert shown(found["all/by-date/"]) == [("2025-01", ["b", "a"]), ("日期不详", ["c"])]


def test_tags_stand_under_initials_and_the_larger_first() -> None:
    entries = (entry("a", tags=("bao", "biao")), entry("b", tags=("biao", "an")))
    view = pages(*entries)["tags/"].view()
    assert isinstance(view, OverviewView)
    assert [(shelf.heading, [link.text for link in shelf.links]) for shelf in view.shelves] == [
        ("A", ["an"]),
        ("B", ["biao", "bao"]),
    ]


def test_regions_stand_under_their_provinces() -> None:
    view = pages(entry("a", region="dandong"), entry("b", region="beijing"))["regions/"].view()
    assert isinstance(view, OverviewView)
    assert [(shelf.heading, [link.text for link in shelf.links]) for shelf in view.shelves] == [
        ("辽宁", ["辽宁", "丹东"]),
        ("北京", ["北京"]),
    ]


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


def test_a_page_lists_so_many_backlinks_and_counts_them_all() -> None:
    ids = tuple(f"n{number:03}" for number in range(BACKLINKS + 5))
    view = pages(entry("a", backlinks=ids), *map(entry, ids))["q/a/"].view()
    assert isinstance(view, ArticleView)
    assert (len(view.backlinks), view.backlinks_total) == (BACKLINKS, BACKLINKS + 5)


def test_all_questions_lead_from_one_order_to_the_other() -> None:
    found = pages(entry("a", date=day(1)))
    assert [link.url for link in listing(found["all/"]).narrower] == ["all/by-date/"]
    assert [link.url for link in listing(found["all/by-date/"]).narrower] == ["all/"]
