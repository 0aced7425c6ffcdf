"""Settings and texts: what may be set, and how mistakes are told."""

import datetime as dt
import re
from dataclasses import fields

import pytest
from miniature import REPO

from wenda.errors import WendaError
from wenda.site.settings import Options, build_date, parse_options
from wenda.site.texts import load_texts


def test_nothing_has_to_be_set() -> None:
    assert parse_options({}) == Options()


def test_an_unknown_option_is_told_with_its_nearest() -> None:
    with pytest.raises(WendaError, match=r"page_sise.*\n.*did you mean `page_size`"):
        parse_options({"page_sise": 20})


@pytest.mark.parametrize("value", ["20", 2.5, True, None, [20]])
def test_a_number_has_to_be_a_number(value: object) -> None:
    with pytest.raises(WendaError, match="page_size: expected a whole number"):
        parse_options({"page_size": value})


@pytest.mark.parametrize("value", [0, -3])
def test_a_number_has_to_be_above_zero(value: int) -> None:
    with pytest.raises(WendaError, match="page_size: expected a number above 0"):
        parse_options({"page_size": value})


def test_every_wrong_option_is_told() -> None:
    with pytest.raises(WendaError) as caught:
        parse_options({"page_size": "x", "nonsense": 1, "icp": 5})
    assert len(caught.value.problems) == 3


def test_the_day_of_the_build_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86399")
    assert build_date() == dt.date(1970, 1, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert build_date() == dt.date(1970, 1, 2)


@pytest.mark.parametrize("value", ["", "tomorrow", "1e99", "9" * 30])
def test_a_wrong_day_of_the_build_is_told(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(WendaError, match="SOURCE_DATE_EPOCH: expected seconds"):
        build_date()


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(WendaError, match="one of en, zh"):
        load_texts("xx")


def test_an_unknown_text_is_an_error_and_not_an_empty_place() -> None:
    with pytest.raises(WendaError, match=r"zh.yml.pages: there is no text `nonsense`"):
        load_texts("zh").say("pages", "nonsense")


def spoken(default: object) -> str:
    """Return a default as the tables write it."""
    if isinstance(default, str):
        return f"`{default}`" if default else ""
    return str(default).lower()


@pytest.mark.parametrize("paper", ["README.md", "README.zh.md"])
def test_every_option_and_its_default_stand_in_one_table(paper: str) -> None:
    text = (REPO / paper).read_text(encoding="utf-8")
    [table] = re.findall(r"\| (?:option|选项) \|.*?\n\n", text, re.DOTALL)
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()[2:] if line]
    assert [(name, default) for name, default, _ in rows] == [
        (f"`{field.name}`", spoken(field.default)) for field in fields(Options)
    ]
    assert all(what for _, _, what in rows)
