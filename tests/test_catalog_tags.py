"""Which words articles share."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from wenda.catalog.build import build_catalog
from wenda.catalog.tags import MOST
from wenda.catalog.topics import read_taxonomy
from wenda.model import Article, Catalog
from wenda.slug import is_slug

CASES = yaml.safe_load((Path(__file__).parent / "cases/catalog/tags.yml").read_text(encoding="utf-8"))
TODAY = dt.date(2026, 1, 1)


def article(id_: str, title: str, *tags: str) -> Article:
    return Article(id=id_, path=f"{id_}.md", title=title, body="", tags=tags)


def names(catalog: Catalog, id_: str) -> list[str]:
    return [catalog.tags[tag].name for tag in catalog.entries[id_].tags]


@pytest.fixture
def golden() -> Catalog:
    topics, _ = read_taxonomy(CASES["taxonomy"], "taxonomy.yml")
    articles: dict[str, dict[str, Any]] = CASES["articles"]
    return build_catalog(
        [article(id_, one["title"], *one.get("tags", ())) for id_, one in articles.items()], topics, TODAY
    )


@pytest.mark.parametrize(("id_", "tags"), CASES["tags"].items())
def test_tags_are_those_written_then_those_worked_out(golden: Catalog, id_: str, tags: list[str]) -> None:
    assert names(golden, id_) == tags, (
        "mend wenda/catalog/tags.py, or what tests/cases/catalog/tags.yml expects"
    )


def test_a_tag_lists_the_articles_that_have_it(golden: Catalog) -> None:
    (card,) = (tag.id for tag in golden.tags.values() if tag.name == "医保卡")
    assert set(golden.in_tag[card]) == {"a", "b", "c"}


def test_a_tag_s_id_reads_in_an_address(golden: Catalog) -> None:
    assert {tag.id for tag in golden.tags.values()} >= {"yibaoka", "app-guahao", "tag-2024"}


def test_the_commonest_spelling_names_a_tag() -> None:
    catalog = build_catalog(
        [article("a", "甲", "COVID"), article("b", "乙", "Covid"), article("c", "丙", "Covid")], (), TODAY
    )
    assert [tag.name for tag in catalog.tags.values()] == ["Covid"]


def test_tags_of_one_sound_have_addresses_of_their_own() -> None:
    catalog = build_catalog([article("a", "甲", "公式", "公事", "攻势")], (), TODAY)
    assert sorted(catalog.tags) == ["gongshi", "gongshi-2", "gongshi-3"]


def test_a_written_tag_stays_though_nobody_shares_it() -> None:
    assert names(build_catalog([article("a", "甲", "独一无二")], (), TODAY), "a") == ["独一无二"]


def test_a_noun_that_few_titles_hold_is_no_tag_and_one_that_most_hold_neither() -> None:
    titles = [f"血压{char}" for char in "计药高低值差表峰谷线"] + [
        "胆结石",
        "近视眼镜",
    ]
    catalog = build_catalog([article(f"a{i}", title) for i, title in enumerate(titles)], (), TODAY)
    assert not catalog.tags


def test_places_are_no_worked_out_tags() -> None:
    titles = ["大连看牙", "大连看眼", "大连看病", "沈阳看牙", "沈阳看眼"]
    catalog = build_catalog([article(f"a{i}", title) for i, title in enumerate(titles)], (), TODAY)
    assert not {tag.name for tag in catalog.tags.values()} & {"大连", "沈阳"}


def test_two_nouns_that_never_stand_apart_are_one_tag() -> None:
    others = [f"{word}怎么补" for word in ["钙", "铁", "锌", "硒", "碘", "镁", "钾", "铜"]]
    titles = ["生育津贴怎么领", "生育津贴有多少", *others]
    catalog = build_catalog([article(f"a{i}", title) for i, title in enumerate(titles)], (), TODAY)
    assert [tag.name for tag in catalog.tags.values()] == ["生育津贴"]


@settings(deadline=None)  # the first example makes tables that the others use
@given(st.lists(st.lists(st.text(max_size=6), max_size=12), max_size=5))
def test_every_tag_has_an_address_and_articles(tags: list[list[str]]) -> None:
    catalog = build_catalog([article(f"a{i}", "问题", *some) for i, some in enumerate(tags)], (), TODAY)
    assert all(is_slug(id_) and tag.id == id_ and not id_.isdigit() for id_, tag in catalog.tags.items())
    assert set(catalog.in_tag) == set(catalog.tags)
    for i, some in enumerate(tags):
        assert len(catalog.entries[f"a{i}"].tags) <= max(MOST, len(some))
