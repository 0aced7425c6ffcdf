"""Which questions are related, and why."""

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from wenda.catalog.build import build_catalog
from wenda.catalog.neighbours import cosines, index_of, nearest
from wenda.catalog.related import Pairs, find_related
from wenda.catalog.shelves import Shelves
from wenda.catalog.subjects import subjects_of
from wenda.catalog.topics import read_taxonomy
from wenda.catalog.vectors import FIELD_WEIGHTS, rows_of, vectors_of
from wenda.model import Article, Catalog, Reason

CASES = yaml.safe_load((Path(__file__).parent / "cases/catalog/related.yml").read_text(encoding="utf-8"))
TODAY = dt.date(2026, 1, 1)
HINT = "mend wenda/catalog/related.py, or what tests/cases/catalog/related.yml expects"


def article(id_: str, title: str, **fields: Any) -> Article:
    return Article(**{"id": id_, "path": f"{id_}.md", "title": title, "body": ""} | fields)


def catalog_of(*articles: Article) -> Catalog:
    return build_catalog(articles, (), TODAY)


@pytest.fixture
def golden() -> Catalog:
    topics, problems = read_taxonomy(CASES["taxonomy"], "taxonomy.yml")
    assert not problems
    fields = ((id_, one["title"], tuple(one.get("related", ()))) for id_, one in CASES["articles"].items())
    return build_catalog(
        [article(id_, title, related=related) for id_, title, related in fields], topics, TODAY
    )


@pytest.mark.parametrize(("id_", "related"), CASES["related"].items())
def test_related_questions_come_best_first_with_their_reasons(
    golden: Catalog, id_: str, related: dict[str, str]
) -> None:
    found = {relation.id: " ".join(relation.reasons) for relation in golden.entries[id_].related}
    assert list(found.items()) == list(related.items()), HINT


@pytest.mark.parametrize(("id_", "recommended"), CASES["recommended"].items())
def test_what_the_source_recommends_without_a_tie_stands_apart(
    golden: Catalog, id_: str, recommended: list[str]
) -> None:
    assert list(golden.entries[id_].recommended) == recommended, HINT


@pytest.mark.parametrize(("id_", "others"), CASES["other_regions"].items())
def test_the_same_question_for_another_region_is_not_among_the_related(
    golden: Catalog, id_: str, others: list[str]
) -> None:
    entry = golden.entries[id_]
    assert list(entry.other_regions) == others, HINT
    assert not {relation.id for relation in entry.related} & set(others)


@pytest.mark.parametrize(("id_", "linking"), CASES["backlinks"].items())
def test_a_recommended_article_knows_who_recommends_it(golden: Catalog, id_: str, linking: list[str]) -> None:
    assert list(golden.entries[id_].backlinks) == linking, HINT


FLAGS = ("same_topic", "other_topic", "same_group", "same_place", "elsewhere", "one_sided", "from_source")


@pytest.mark.parametrize(
    ("cosine", "told", "flags", "tie"),
    [
        (0.241, 0.061, "", "similar 0.241"),
        (0.239, 0.061, "", ""),
        (0.241, 0.059, "", ""),  # alike in common words only
        (0.339, 0.1, "other_topic", ""),
        (0.341, 0.1, "other_topic", "similar 0.341"),
        (0.241, 0.0, "other_topic from_source", "similar source 0.291"),
        (0.399, 0.1, "elsewhere", ""),
        (0.402, 0.1, "elsewhere", "similar 0.201"),
        (0.402, 0.0, "elsewhere from_source", ""),
        (0.3, 0.1, "one_sided", "similar 0.24"),
        (0.0, 0.0, "same_topic same_group", "topic 0.15"),
        (0.101, 0.0, "same_topic", "topic 0.201"),
        (0.099, 0.0, "same_topic", ""),
        (0.0, 0.0, "same_topic from_source", "topic source 0.15"),
        (0.051, 0.0, "same_place", "region 0.201"),
        (0.049, 0.0, "same_place", ""),
        (0.0, 0.0, "same_place same_topic", "topic region 0.25"),
        (0.0, 0.0, "same_place from_source", "region source 0.2"),
        (
            0.2,
            0.1,
            "same_topic same_group elsewhere from_source",
            "",
        ),  # for another place it is another answer
        (0.2, 0.1, "from_source", ""),
    ],
)
def test_what_ties_two_questions_and_how_closely(cosine: float, told: float, flags: str, tie: str) -> None:
    has = [np.array([flag in flags.split()]) for flag in FLAGS]
    pairs = Pairs(np.array([1]), np.array([cosine], np.float32), np.array([told], np.float32), *has)
    subjects = subjects_of([article("a", "一", related=("b",)), article("b", "二")], Shelves(()))
    ties = find_related(subjects, pairs, [])
    found = [" ".join((*relation.reasons, f"{relation.score:g}")) for relation in ties.related["a"]]
    assert found == ([tie] if tie else [])
    assert ties.recommended["a"] == (("b",) if "from_source" in flags and not tie else ())
    assert find_related(subjects, pairs, [{"a": ("b",)}]).related["a"] == ()


def test_a_year_or_a_word_that_every_title_has_is_no_tie() -> None:
    titles = "2025年医保报销 2025年医保转诊 2025年医保体检 2025年医保挂号 2025年医保镶牙 2025年医保配镜 2025年医保住院"
    more = "2025年医保透析 2025年医保生育 2025年医保购药 2025年医保慢病 2025年医保急诊 2025年医保手术 2025年医保康复"
    catalog = catalog_of(*(article(f"a{i}", title) for i, title in enumerate(f"{titles} {more}".split())))
    assert not any(entry.related for entry in catalog.entries.values())


def test_a_recommendation_strengthens_a_tie() -> None:
    plain = catalog_of(article("a", "眼睛干涩怎么缓解"), article("b", "眼睛干涩用什么眼药水"))
    named = catalog_of(article("a", "眼睛干涩怎么缓解", related=("b",)), article("b", "眼睛干涩用什么眼药水"))
    (without,), (having,) = plain.entries["a"].related, named.entries["a"].related
    assert having.score > without.score
    assert set(having.reasons) - set(without.reasons) == {Reason.SOURCE}


def test_another_way_to_ask_the_same_is_not_among_the_related() -> None:
    catalog = catalog_of(article("a", "眼睛干涩怎么办"), article("b", "眼睛干涩了咋办", related=("a",)))
    assert catalog.entries["b"].also_asked == ("a",)
    assert not catalog.entries["b"].related
    assert not catalog.entries["b"].recommended


def test_summaries_and_texts_decide_between_titles_that_are_equally_near() -> None:
    catalog = catalog_of(
        article("a", "眼睛干涩怎么缓解", summary="滴人工泪液,少看屏幕。"),
        article("b", "眼睛干涩要忌口吗", summary="饮食关系不大。"),
        article("c", "眼睛干涩要散步吗", body="先滴人工泪液,再谈别的。"),
        article("d", "鞋子怎么选", body="脚型不同,鞋楦也不同。"),
    )
    assert [relation.id for relation in catalog.entries["a"].related] == ["c", "b"]
    assert catalog.entries["d"].related == ()


def test_a_text_speaks_only_where_its_article_has_no_summary() -> None:
    catalog = catalog_of(
        article("a", "眼睛干涩怎么缓解", summary="滴人工泪液,少看屏幕。"),
        article("b", "眼睛干涩要忌口吗", summary="饮食关系不大。", body="滴人工泪液,少看屏幕。"),
        article("c", "眼睛干涩要散步吗", body="先滴人工泪液,再谈别的。"),
    )
    scores = {relation.id: relation.score for relation in catalog.entries["a"].related}
    assert scores["c"] > scores["b"]


def test_english_questions_are_related_by_their_words() -> None:
    catalog = catalog_of(
        article("a", "How do I renew an expired passport?"),
        article("b", "What does it cost to renew a passport?"),
        article("c", "Where can I park my bicycle?"),
    )
    assert [relation.id for relation in catalog.entries["a"].related] == ["b"]
    assert catalog.entries["c"].related == ()


def test_neither_script_nor_width_keeps_questions_apart() -> None:
    catalog = catalog_of(
        article("a", "眼睛乾澀怎麼緩解"), article("b", "眼睛干涩用什么药水"), article("c", "鞋子怎么选")
    )
    assert [relation.id for relation in catalog.entries["a"].related] == ["b"]


def test_cut_postings_find_what_a_full_comparison_finds() -> None:
    words = [a + b for a in "赤橙黄绿青蓝紫金银铜" for b in "山水云雨雪风雷电花鸟"]
    texts = [(words[i % 100] + " " + words[(i * 7 + i // 100) % 100], "", "") for i in range(600)]
    vectors = vectors_of(rows_of(texts))
    every = np.arange(len(texts), dtype=np.int64)
    labels = np.full(len(texts), -1, np.int32)
    found = nearest(index_of(vectors, [labels], [labels]), 0, len(texts))
    for row in range(0, len(texts), 37):
        cosine, _ = cosines(vectors, row << 32 | every)
        cosine[row] = 0
        best = np.sort(cosine)[-5:].sum()
        mine, _ = cosines(vectors, found[found >> 32 == row])
        assert np.sort(mine)[-5:].sum() >= 0.9 * best


def test_parts_of_the_articles_have_the_same_neighbours_as_the_whole() -> None:
    texts = [(f"第{chr(0x4E00 + i % 90)}{chr(0x5E00 + i % 70)}问", "", "") for i in range(400)]
    vectors = vectors_of(rows_of(texts))
    labels = np.arange(len(texts), dtype=np.int32) % 5
    index = index_of(vectors, [labels], [labels])
    parts = [nearest(index, first, min(first + 130, len(texts))) for first in range(0, len(texts), 130)]
    assert np.concatenate(parts).tolist() == nearest(index, 0, len(texts)).tolist()


@settings(deadline=None)  # the first example makes tables that the others use
@given(st.lists(st.text(max_size=30), min_size=1, max_size=8))
def test_vectors_of_any_texts_have_at_most_length_one(titles: list[str]) -> None:
    vectors = vectors_of(rows_of([(title, *[""] * (len(FIELD_WEIGHTS) - 1)) for title in titles]))
    assert len(vectors) == len(titles)
    for start, end in zip(vectors.starts, vectors.starts[1:], strict=False):
        assert np.square(vectors.weights[start:end]).sum() <= 1.0001
        assert len(set(vectors.terms[start:end].tolist())) == end - start


def test_no_articles_have_no_vectors() -> None:
    assert len(vectors_of([])) == 0
