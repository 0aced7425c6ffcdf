"""Which questions are the same question."""

import datetime as dt
from collections.abc import Iterable
from itertools import permutations
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from wenda.catalog.duplicates import MOST, also_asked, find_duplicates, other_regions
from wenda.catalog.lexicon import word_set
from wenda.catalog.shelves import Shelves
from wenda.catalog.subject import Subject
from wenda.catalog.subjects import subjects_of
from wenda.model import Article, Status

CASES = yaml.safe_load((Path(__file__).parent / "cases/catalog/duplicates.yml").read_text(encoding="utf-8"))
SAME = [pair for pairs in CASES["same"].values() for pair in pairs]
DIFFERENT = [pair for pairs in CASES["different"].values() for pair in pairs]
HINT = "mend wenda/catalog/question_words.py, or move the pair in tests/cases/catalog/duplicates.yml"


def article(id_: str, title: str, *, alt_titles: tuple[str, ...] = (), **fields: dt.date | Status) -> Article:
    return Article(id=id_, path=f"{id_}.md", title=title, body="", alt_titles=alt_titles, **fields)  # type: ignore[arg-type]  # dates and a status, each by its own name


def subjects(articles: Iterable[Article]) -> list[Subject]:
    return subjects_of([*articles], Shelves(()))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_question_put_otherwise_is_found(one: str, other: str) -> None:
    assert find_duplicates(subjects([article("a", one), article("b", other)])) == (("a", "b"),), HINT


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_another_question_that_looks_alike_is_not_taken_for_the_same(one: str, other: str) -> None:
    assert find_duplicates(subjects([article("a", one), article("b", other)])) == (), HINT


def test_an_alternative_title_that_is_another_s_title_makes_the_two_the_same() -> None:
    articles = [
        article("a", "医保断缴的后果", alt_titles=("停保以后看病怎么报",)),
        article("b", "停保之后看病如何报销？"),
    ]
    assert find_duplicates(subjects(articles)) == (("a", "b"),)
    found = also_asked(subjects(articles))
    assert found == {"a": ("b",), "b": ("a",)}


def test_two_loose_alternative_titles_do_not() -> None:
    articles = [
        article("a", "产后防跌倒在家怎么护理", alt_titles=("防跌倒有什么要注意",)),
        article("b", "低保户防跌倒用药要注意什么", alt_titles=("防跌倒有什么要注意",)),
    ]
    assert find_duplicates(subjects(articles)) == ()


def test_of_three_the_first_stands_in_each_pair() -> None:
    articles = [
        article(id_, title)
        for id_, title in (("c", "感冒能喝茶吗"), ("a", "感冒可以喝茶吗"), ("b", "感冒喝茶可以吗"))
    ]
    assert find_duplicates(subjects(articles)) == (("a", "b"), ("a", "c"))


def test_pairs_by_title_and_by_alternative_title_are_told_together() -> None:
    articles = [
        article("zeta", "医保断缴的后果", alt_titles=("停保以后看病怎么报",)),
        article("alpha-old", "停保之后看病如何报销？"),
        article("tea-a", "感冒能喝茶吗"),
        article("tea-b", "感冒可以喝茶吗"),
        article("milk-b", "感冒可以喝牛奶吗"),
        article("milk-a", "感冒能喝牛奶吗"),
        article("alone", "感冒能喝酒吗"),
    ]
    expected = (("alpha-old", "zeta"), ("milk-a", "milk-b"), ("tea-a", "tea-b"))
    assert find_duplicates(subjects(articles)) == expected
    assert set(also_asked(subjects(articles))) == {id_ for pair in expected for id_ in pair}


def test_of_very_many_that_ask_the_same_each_names_the_ten_best_others() -> None:
    articles = [
        article(f"tea-{day:02}", "感冒能喝茶吗", date=dt.date(2025, 5, day)) for day in range(1, MOST + 4)
    ]
    found = also_asked(subjects(articles))
    newest_first = [f"tea-{day:02}" for day in range(MOST + 3, 0, -1)]
    for id_ in newest_first:
        assert list(found[id_]) == [other for other in newest_first if other != id_][:MOST]


def test_other_ways_to_ask_come_full_answers_first_then_the_newest() -> None:
    articles = [
        article("a", "感冒能喝茶吗"),
        article("b", "感冒可以喝茶吗", status=Status.EXCERPT, date=dt.date(2026, 5, 1)),
        article("c", "感冒了能喝茶么", date=dt.date(2024, 5, 1)),
        article("d", "请问感冒能喝茶吗", date=dt.date(2025, 5, 1)),
    ]
    assert also_asked(subjects(articles))["a"] == ("d", "c", "b")


def test_the_same_question_for_other_regions_is_found_whatever_the_year() -> None:
    articles = [
        article("a", "2025年丹东透析去哪家医院好"),
        article("b", "盐城透析去哪家医院好"),
        article("c", "上海透析去哪家医院"),
        article("d", "透析去哪家医院好"),
        article("e", "上海透析多少钱"),
    ]
    found = other_regions(subjects(articles))
    assert found == {"a": ("c", "b"), "b": ("a", "c"), "c": ("a", "b")}


def test_each_region_gives_its_best_answer() -> None:
    articles = [
        article("a", "丹东透析去哪家医院好"),
        article("b", "盐城透析去哪家医院好", status=Status.EXCERPT),
        article("c", "江苏盐城透析去哪家医院"),
    ]
    assert other_regions(subjects(articles))["a"] == ("c",)


def test_of_many_regions_those_of_the_same_province_are_taken() -> None:
    cities = sorted(word_set("沈阳 大连 鞍山 抚顺 丹东 北京 上海 南京 无锡 徐州 常州 苏州 南通 连云港 淮安"))
    articles = [article(city, f"{city}透析去哪家医院好") for city in cities]
    found = other_regions(subjects(articles))
    assert set(found["丹东"]) >= {"沈阳", "大连", "鞍山", "抚顺"}
    assert all(len(some) == MOST and id_ not in some for id_, some in found.items())


def test_the_order_of_articles_makes_no_difference() -> None:
    articles = [
        article("a", "感冒能喝茶吗"),
        article("b", "感冒可以喝茶吗"),
        article("c", "喝茶能治感冒吗", alt_titles=("感冒喝茶有用吗", "感冒能喝茶吗")),
        article("d", "感冒喝茶有用吗"),
    ]
    assert len({find_duplicates(subjects(some)) for some in permutations(articles)}) == 1


@settings(deadline=None)  # the first example makes tables that the others use
@given(st.lists(st.text(max_size=12), max_size=6))
def test_pairs_are_of_two_articles_and_sorted(titles: list[str]) -> None:
    pairs = find_duplicates(subjects([article(f"a{number}", title) for number, title in enumerate(titles)]))
    assert all(one < other for one, other in pairs)
    assert list(pairs) == sorted(set(pairs))


@settings(deadline=None)  # the first example makes tables that the others use
@given(st.text(min_size=1, max_size=20))
def test_a_title_asks_the_same_as_itself(title: str) -> None:
    assert find_duplicates(subjects([article("a", title), article("b", title)])) == (("a", "b"),)
