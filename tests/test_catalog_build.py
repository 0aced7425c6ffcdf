"""The catalog as a whole."""

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenda.catalog.build import build_catalog
from wenda.catalog.duplicates import MOST as MOST_SAME
from wenda.catalog.lexicon import word_set
from wenda.catalog.related import MOST
from wenda.catalog.topics import load_taxonomy
from wenda.content.store import load_articles
from wenda.model import Article, Catalog, Group, Topic

TODAY = dt.date(2026, 3, 1)
TOPICS = (
    Topic("pay", "缴费", keywords=("缴费", "断缴"), groups=(Group("多久", ("多久",)),)),
    Topic("unused", "没人问", keywords=("没人问",)),
    Topic("clinic", "看病", keywords=("医院", "看病")),
)
WORDS = sorted(
    word_set("北京 上海 丹东 朝阳区 2025年 断缴 缴费 医院 看病 多久 余额 眼睛 干涩 怎么 能 吗 hello")
)
ROOT = Path(__file__).parents[1]


def article(id_: str, title: str, **fields: Any) -> Article:
    return Article(**{"id": id_, "path": f"{id_}.md", "title": title, "body": ""} | fields)


@st.composite
def collections(draw: st.DrawFn) -> list[Article]:
    ids = draw(st.lists(st.sampled_from([f"a{i}" for i in range(12)]), unique=True, max_size=10))
    title = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map("".join)
    names = st.lists(st.sampled_from([*ids, "nobody"]), max_size=4).map(tuple)
    return [
        article(
            id_,
            draw(title),
            related=draw(names),
            tags=tuple(draw(st.lists(st.sampled_from(WORDS), max_size=2))),
            body="".join(f"[x]({other}.md)" for other in draw(names)),
            date=draw(st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2026, 1, 1))),
        )
        for id_ in ids
    ]


@settings(deadline=None)  # the first example makes tables that the others use
@given(collections(), st.randoms(use_true_random=False))
def test_the_order_of_articles_makes_no_difference(articles: list[Article], shuffler: random.Random) -> None:
    shuffled = list(articles)
    shuffler.shuffle(shuffled)
    one, other = build_catalog(articles, TOPICS, TODAY), build_catalog(shuffled, TOPICS, TODAY)
    assert one == other
    for first, second in zip(mappings(one), mappings(other), strict=True):
        assert list(first) == list(second)


@settings(deadline=None)  # the first example makes tables that the others use
@given(collections())
def test_everything_that_a_catalog_names_is_in_it(articles: list[Article]) -> None:
    catalog = build_catalog(articles, TOPICS, TODAY)
    assert list(catalog.entries) == sorted(article.id for article in articles)
    for id_, entry in catalog.entries.items():
        related = tuple(relation.id for relation in entry.related)
        lists = (related, entry.recommended, entry.backlinks, entry.also_asked, entry.other_regions)
        for some in lists:
            assert set(some) <= set(catalog.entries) - {id_}
            assert len(set(some)) == len(some)
        assert len(related) <= MOST
        assert len(entry.also_asked) <= MOST_SAME
        assert all(relation.reasons for relation in entry.related)
        assert [relation.score for relation in entry.related] == sorted(
            (relation.score for relation in entry.related), reverse=True
        )
        assert not set(related) & {*entry.recommended, *entry.also_asked, *entry.other_regions}
        assert entry.topic in {"", *catalog.topics}
        assert entry.region in {"", *catalog.regions}
        assert set(entry.tags) <= set(catalog.tags)
    assert all(region.parent in {"", *catalog.regions} for region in catalog.regions.values())
    assert set(catalog.in_topic) == set(catalog.topics)
    assert set(catalog.in_tag) == set(catalog.tags)
    assert set(catalog.in_region) == set(catalog.regions)


def mappings(catalog: Catalog) -> tuple[Any, ...]:
    listings = (catalog.in_topic, catalog.in_tag, catalog.in_region)
    return (catalog.entries, catalog.topics, catalog.tags, catalog.regions, *listings)


def test_an_empty_collection_has_an_empty_catalog() -> None:
    assert not any(mappings(build_catalog((), TOPICS, TODAY)))


def test_listings_are_newest_first_then_by_id_and_undated_last() -> None:
    day = dt.date(2025, 5, 1)
    articles = [
        article("d", "断缴一"),
        article("c", "断缴二", date=day),
        article("b", "断缴三", date=day),
        article("a", "断缴四", date=day - dt.timedelta(1), updated=day + dt.timedelta(1)),
    ]
    assert build_catalog(articles, TOPICS, TODAY).in_topic == {"pay": ("a", "b", "c", "d")}


def test_a_region_lists_the_articles_of_the_regions_within_it() -> None:
    catalog = build_catalog(
        [article("a", "丹东医院"), article("b", "辽宁医院"), article("c", "丹东东港医院")], TOPICS, TODAY
    )
    assert catalog.in_region == {
        "liaoning": ("a", "b", "c"),
        "liaoning-dandong": ("a", "c"),
        "liaoning-dandong-donggangshi": ("c",),
    }


def test_only_topics_with_articles_are_in_the_catalog_in_the_taxonomy_s_order() -> None:
    catalog = build_catalog([article("a", "看病"), article("b", "断缴")], TOPICS, TODAY)
    assert list(catalog.topics) == ["pay", "clinic"]


def test_a_year_that_has_passed_and_a_review_that_is_due_are_noted() -> None:
    yesterday = TODAY - dt.timedelta(1)
    articles = [
        article("a", "2025年缴费", review_by=yesterday),
        article("b", "2026年缴费", review_by=TODAY),
        article("c", "缴费"),
    ]
    entries = build_catalog(articles, TOPICS, TODAY).entries
    assert [entry.past_year for entry in entries.values()] == [2025, 0, 0]
    assert [entry.review_due for entry in entries.values()] == [True, False, False]


@pytest.mark.parametrize(
    ("target", "linked"),
    [
        ("b.md", True),
        ("./b.md#part", True),
        ("b.md?x=1", True),
        ("sub/../b.md", True),
        ("/b.md", True),
        ("deep/b.md", False),
        ("../b.md", False),
        ("https://example.org/b.md", False),
        ("#b.md", False),
        ("b", False),
    ],
)
def test_a_link_in_a_body_is_a_backlink_of_its_target(target: str, *, linked: bool) -> None:
    catalog = build_catalog([article("a", "甲", body=f"见[乙]({target})。"), article("b", "乙")], (), TODAY)
    assert catalog.entries["b"].backlinks == (("a",) if linked else ())


def test_links_are_read_from_the_folder_of_the_article() -> None:
    articles = [
        article("a", "甲", path="one/a.md", body="[乙](../two/b.md)"),
        article("b", "乙", path="two/b.md", body="[甲](%61.md) [甲](../one/a.md)"),
    ]
    entries = build_catalog(articles, (), TODAY).entries
    assert (entries["a"].backlinks, entries["b"].backlinks) == (("b",), ("a",))


def test_backlinks_are_newest_first_and_each_article_once() -> None:
    articles = [
        article("a", "甲", date=dt.date(2024, 1, 1), related=("c",), body="[丙](c.md)"),
        article("b", "乙", date=dt.date(2025, 1, 1), related=("c",)),
        article("c", "丙", related=("c",)),
    ]
    assert build_catalog(articles, (), TODAY).entries["c"].backlinks == ("b", "a")


def test_the_site_s_own_content_is_catalogued_as_an_editor_would() -> None:
    articles, _ = load_articles(ROOT / "content")
    topics, _ = load_taxonomy(ROOT / "content")
    catalog = build_catalog(articles, topics, TODAY)
    by_title = {entry.article.title: entry for entry in catalog.entries.values()}
    account = by_title["医保停保了统筹还能用吗"]
    assert len(account.related) >= 4
    assert not {catalog.entries[relation.id].region for relation in account.related} & {"liaoning-dandong"}
    dandong = [id_ for id_ in account.recommended if catalog.entries[id_].region == "liaoning-dandong"]
    assert len(dandong) == 9
    assert by_title["大连福利院有哪些"].also_asked == (by_title["大连几家福利院"].article.id,)
    assert all(entry.topic for entry in catalog.entries.values())
