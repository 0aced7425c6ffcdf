"""What listings show: their groups, their pages, and where they lead."""

import datetime as dt

from paged_catalog import day, entry, listing, pages, shown

from wenda.site.pages.listings import NARROWED


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


def test_all_questions_stand_under_the_initials_of_their_pinyin() -> None:
    found = pages(
        entry("c", "车票"),
        entry("b", "北京"),
        entry("a2", "Anything"),
        entry("a1", "安全"),
        entry("n", "12306"),
    )
    assert shown(found["all/"]) == [("A", ["a1", "a2"]), ("B", ["b"]), ("C", ["c"]), ("#", ["n"])]


def test_all_questions_by_date_stand_under_their_months_newest_first() -> None:
    found = pages(entry("a", date=day(1)), entry("b", date=dt.date(2024, 6, 1), updated=day(5)), entry("c"))
    assert shown(found["all/by-date/"]) == [("2025-01", ["b", "a"]), ("日期不详", ["c"])]


def test_all_questions_lead_from_one_order_to_the_other() -> None:
    found = pages(entry("a", date=day(1)))
    assert [link.url for link in listing(found["all/"]).narrower] == ["all/by-date/"]
    assert [link.url for link in listing(found["all/by-date/"]).narrower] == ["all/"]
