"""How well search answers our own questions about content/; tests/cases/search/queries.yml has them.

The cases tell where search falls short. When a change moves a best article up or down, or makes search admit that
nothing answers, the case is to say so, too.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from wenda.search.query import Engine
from wenda.site.library.library import open_library
from wenda.site.outputs.indexing import search_index
from wenda.site.settings import Settings

REPO = Path(__file__).parents[1]
CASES = yaml.safe_load((REPO / "tests" / "cases" / "search" / "queries.yml").read_text(encoding="utf-8"))
# Made when the tests are collected: `make mutants` asks these tests for mistakes in searching, not in indexing.
INDEX = search_index(
    open_library(Settings(content_dir=REPO / "content", site_name="", today=dt.date(2026, 1, 1)))
)


@pytest.fixture
def engine() -> Engine:
    return Engine.from_files(INDEX)


def found(engine: Engine, case: dict[str, Any]) -> dict[str, Any]:
    """Return `case` with the place of its best article, and whether it is said to answer."""
    answer = engine.search(case["query"])
    places = [place for place, result in enumerate(answer.results, 1) if result.title in case["best"]]
    return case | {"place": min(places, default=None), "answered": answer.answered}


def test_what_an_article_answers_finds_it_first(engine: Engine) -> None:
    expected = [{"place": 1, "answered": True} | case for case in CASES["answerable"]]
    assert [found(engine, case) for case in CASES["answerable"]] == expected


def test_what_no_article_answers_is_said_to_have_no_answer(engine: Engine) -> None:
    answered = [query for query in CASES["none"] if engine.search(query).answered]
    assert answered == CASES["answered_all_the_same"]
