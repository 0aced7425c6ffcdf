"""Readable addresses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenda.slug import MAX_LENGTH, is_slug, known_slugs, slugify, unique_slug


def test_chinese_becomes_toneless_pinyin_word_by_word() -> None:
    assert slugify("医保断缴") == "yibao-duanjiao"


def test_latin_words_digits_and_accents_become_plain_ascii() -> None:
    assert slugify("Café 24/7: APP") == "cafe-24-7-app"


@pytest.mark.parametrize("name", ["con", "NUL", "com1"])
def test_names_that_windows_keeps_for_devices_are_avoided(name: str) -> None:
    assert slugify(name) == f"{name.lower()}-x"
    assert not is_slug(name.lower())


def test_text_without_letters_still_gets_a_slug_and_always_the_same() -> None:
    assert slugify("？！") == slugify("？！")
    assert is_slug(slugify("🙂"))
    assert slugify("？！") != slugify("！？")


def test_a_taken_slug_is_numbered_from_two() -> None:
    assert unique_slug("a", {"a"}) == "a-2"
    assert unique_slug("a", {"a", "a-2"}) == "a-3"
    assert unique_slug("a", set()) == "a"


def test_a_number_does_not_make_a_slug_too_long() -> None:
    assert unique_slug("a" * 100, {"a" * 80}) == "a" * 78 + "-2"


@pytest.mark.parametrize("text", ["", "A", "a_b", "a--b", "-a", "a-", "a b", "医", "../a", "a" * 81, "ａ"])
def test_what_cannot_be_an_address_is_no_slug(text: str) -> None:
    assert not is_slug(text)


def test_lone_surrogates_do_not_break_a_slug() -> None:
    assert slugify("医\ud800保") == "yi-bao"
    assert is_slug(slugify("\udfff"))


def test_slugs_are_remembered_only_for_texts_that_a_file_can_hold() -> None:
    slugify("医\ud800")
    slugify("医")
    assert "医" in known_slugs()
    assert "医\ud800" not in known_slugs()


@settings(deadline=None)  # other work on the machine is no failure
@given(st.text(st.characters(codec=None)))
def test_every_slug_is_one(text: str) -> None:
    assert is_slug(slugify(text))
    assert len(slugify(text)) <= MAX_LENGTH


@settings(deadline=None)  # other work on the machine is no failure
@given(st.text(), st.sets(st.text(max_size=5)))
def test_a_unique_slug_is_not_taken(text: str, taken: set[str]) -> None:
    assert unique_slug(text, taken) not in taken
