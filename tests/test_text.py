"""Folding, question keys and the year a title speaks of."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenda.text import fold, is_han, nfkc, past_year, question_key, unwrapped


def test_folding_makes_width_case_and_script_one() -> None:
    assert fold("醫保ＡＢＣ１２") == "医保abc12"


@settings(deadline=None)  # other work on the machine is no failure
@given(st.text())
def test_folding_twice_changes_nothing_more_than_once(text: str) -> None:
    assert fold(fold(fold(text))) == fold(fold(text))


@settings(deadline=None)
@given(st.text() | st.text("，？：！；（）\u0301\u0338=<\uff71\uff9ee1２医"))
def test_the_quick_way_to_nfkc_leads_to_nfkc(text: str) -> None:
    assert nfkc(text) == unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("医保断了,怎么办?", "医保断了怎么办"),
        ("医保 断了 怎么办", "医保断了怎么办？"),
        ("醫保斷了怎麼辦", "医保断了怎么办"),
        ("ＡＰＰ怎么登录", "app怎么登录"),
    ],
)
def test_punctuation_spacing_width_and_script_do_not_make_another_question(one: str, other: str) -> None:
    assert question_key(one) == question_key(other)


def test_a_title_of_nothing_but_punctuation_still_has_a_key() -> None:
    assert question_key("?!") == "?!"
    assert question_key("？！") == question_key("?!")


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2025年门诊报销多少", 2025),
        ("２０２４年缴费标准", 2024),
        ("2024最新规定是什么", 2024),
        ("24年北京怎么补缴", 2024),
        ("医保24年新规", 2024),
        ("2023到2024年的标准", 2024),
    ],
)
def test_a_year_that_has_passed_is_found(title: str, year: int) -> None:
    assert past_year(title, 2026) == year


@pytest.mark.parametrize(
    "title",
    [
        "2026年门诊报销多少",
        "2025到2026年的标准",
        "2030年退休要交多少年",
        "退休后不够20年怎么办",
        "20年没交够怎么办",
        "25年以后还要交吗",
        "住院花了2000元能报多少",
        "每天走2000步够吗",
        "2010年以前参保的怎么算",
        "2003年出生的人怎么参保",
        "医保多久生效",
        "",
    ],
)
def test_years_to_come_durations_and_counts_are_no_past_year(title: str) -> None:
    assert past_year(title, 2026) == 0


@settings(deadline=None)  # other work on the machine is no failure
@given(st.text(), st.integers(2000, 2100))
def test_a_past_year_is_before_this_year(title: str, this_year: int) -> None:
    assert past_year(title, this_year) < this_year


def test_chinese_characters_are_told_from_others() -> None:
    assert is_han("医")
    assert not is_han("a")
    assert not is_han("。")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("今天借。 明天还", "今天借。明天还"),
        ("今天 借书", "今天借书"),
        ("用 App 借 3 本", "用 App 借 3 本"),
        ("two words", "two words"),
    ],
)
def test_wrapped_lines_of_chinese_are_joined_without_a_space(text: str, whole: str) -> None:
    assert unwrapped(text) == whole
