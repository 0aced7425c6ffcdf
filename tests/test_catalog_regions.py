"""Which place an article is about."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from wenda.catalog.gazetteer import gazetteer
from wenda.catalog.lexicon import word_set
from wenda.catalog.places import find_places
from wenda.catalog.regions import check_regions, region_of, resolve, used_regions
from wenda.model import Article, Level
from wenda.slug import is_slug
from wenda.text import fold

CASES = Path(__file__).parent / "cases" / "catalog"
TITLES = [
    (title, region)
    for titles in yaml.safe_load((CASES / "regions.yml").read_text(encoding="utf-8")).values()
    for title, region in titles.items()
]
NAMES = yaml.safe_load((CASES / "region_names.yml").read_text(encoding="utf-8"))
PIECES = sorted(word_set("北京 朝阳 区 市 辽宁 丹东 东港 医保 的 、 在 转到 长沙 县 吉林"))
HINT = "mend wenda/catalog/place_words.py, or what tests/cases/catalog/regions.yml expects"


def article(title: str, *, body: str = "", summary: str = "", region: str = "") -> Article:
    return Article(id="a", path="a.md", title=title, body=body, summary=summary, region=region)


def region_name(asked: Article) -> str:
    number, _ = region_of(asked, find_places(fold(asked.title)))
    return gazetteer().full_name(number) if number >= 0 else ""


@pytest.mark.parametrize(("title", "region"), TITLES)
def test_a_title_names_its_region_and_nothing_else_does(title: str, region: str) -> None:
    assert region_name(article(title)) == region, HINT


@pytest.mark.parametrize(("name", "places"), NAMES.items())
def test_a_written_region_is_resolved(name: str, places: list[str]) -> None:
    assert [gazetteer().full_name(number) for number in resolve(name)] == places


def test_the_region_that_an_author_writes_decides() -> None:
    assert region_name(article("北京医保转到上海", region="上海")) == "上海市"


def test_an_author_can_say_that_an_answer_holds_everywhere() -> None:
    assert region_name(article("北京冬天流感多吗", region="全国")) == ""


def test_an_unknown_region_is_passed_over() -> None:
    assert region_name(article("丹东看病", region="沈洋")) == "辽宁省丹东市"


def test_a_text_about_one_place_gives_its_region_to_a_title_without_one() -> None:
    body = "在苏州参保的人,备案后可以直接刷卡。苏州的窗口和网上都能办,苏州以外的人另说。"
    assert region_name(article("外地人怎么备案", body=body)) == "江苏省苏州市"


@pytest.mark.parametrize(
    "body",
    [
        "各地不同。苏州七成,无锡八成,苏州和无锡以外再问当地。",
        "比例从五成到九成。例如苏州,门诊能报七成。",
        "先看参保地。" + "说明。" * 60 + "苏州、苏州、苏州。",
    ],
)
def test_places_named_as_examples_or_in_passing_are_not_what_a_text_is_about(body: str) -> None:
    assert region_name(article("门诊能报几成", body=body)) == ""


def test_an_unknown_region_is_reported_with_its_line_and_a_suggestion(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: x\nregion: 江苏盐诚\n---\n", encoding="utf-8")
    (problem,) = check_regions([article("x", region="江苏盐诚")], tmp_path)
    assert (problem.path, problem.line, problem.rule) == (str(tmp_path / "a.md"), 3, "unknown-region")
    assert problem.hint == "did you mean 江苏盐城?"


def test_an_ambiguous_region_is_reported_with_the_choices(tmp_path: Path) -> None:
    (problem,) = check_regions([article("x", region="朝阳区")], tmp_path)
    assert "北京市朝阳区, 吉林省长春市朝阳区" in problem.message


def test_known_regions_and_everywhere_are_no_problem(tmp_path: Path) -> None:
    assert not [
        *check_regions([article("x"), article("x", region="丹东"), article("x", region="全国")], tmp_path)
    ]


def test_regions_in_use_come_with_those_around_them() -> None:
    (number,) = resolve("丹东")
    province, city = used_regions([number]).values()
    assert (province.id, province.name, province.level, province.parent) == (
        "liaoning",
        "辽宁",
        Level.PROVINCE,
        "",
    )
    assert (city.id, city.name, city.full_name) == ("liaoning-dandong", "丹东", "辽宁省丹东市")
    assert (city.level, city.parent) == (Level.CITY, "liaoning")


def test_every_place_has_an_address_of_its_own() -> None:
    places = gazetteer().places
    ids = [gazetteer().region(place.number).id for place in places]
    assert len(set(ids)) == len(ids)
    assert all(map(is_slug, ids))


def test_the_gazetteer_knows_34_provinces() -> None:
    assert sum(place.level is Level.PROVINCE for place in gazetteer().places) == 34


@pytest.mark.parametrize(
    ("official", "name"),
    [
        ("陕西省", "陕西"),
        ("内蒙古自治区", "内蒙古"),
        ("黔东南苗族侗族自治州", "黔东南"),
        ("兴安盟", "兴安盟"),
        ("长阳土家族自治县", "长阳县"),
        ("红旗区", "红旗区"),
        ("浦东新区", "浦东新区"),
    ],
)
def test_places_are_called_as_readers_call_them(official: str, name: str) -> None:
    (found,) = {place.name for place in gazetteer().places if place.official == official}
    assert found == name


@settings(deadline=None)  # the first example makes tables that the others use
@given(st.text())
def test_mentions_lie_in_the_text_in_order_and_apart(text: str) -> None:
    folded = fold(text)
    ends = [0, *(end for place in find_places(folded) for end in (place.start, place.end)), len(folded)]
    assert ends == sorted(ends)


@settings(deadline=None)  # the first example makes tables that the others use
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_made_up_chains_of_names_are_read_without_harm(text: str) -> None:
    assert all(0 <= place.number < len(gazetteer().places) for place in find_places(fold(text)))
