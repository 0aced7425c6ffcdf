"""The taxonomy, and where it puts articles."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from wenda.catalog.shelves import Shelves
from wenda.catalog.topics import check_topics, find_topic, load_taxonomy, read_taxonomy
from wenda.model import Article, Group, Topic
from wenda.text import fold

CASES = Path(__file__).parent / "cases" / "catalog"
PLACED = yaml.safe_load((CASES / "topics.yml").read_text(encoding="utf-8"))
WRONG = yaml.safe_load((CASES / "taxonomy_problems.yml").read_text(encoding="utf-8"))
TOPICS, _ = read_taxonomy(PLACED["taxonomy"], "taxonomy.yml")


def article(**fields: Any) -> Article:
    return Article(**{"id": "a", "path": "a.md", "title": "一个问题", "body": ""} | fields)


@pytest.mark.parametrize("case", PLACED["cases"], ids=lambda case: f"{case['title']} {case.get('why', '')}")
def test_keywords_decide_where_an_article_belongs(case: dict[str, Any]) -> None:
    fields = {key: value for key, value in case.items() if key not in {"place", "why"}}
    fields["tags"] = tuple(fields.get("tags", ()))
    placed = article(**fields)
    topic, group, _ = Shelves(TOPICS).place(placed, fold(placed.title))
    place = " / ".join(filter(None, (topic, group)))
    assert place == case["place"], "mend wenda/catalog/shelves.py or tests/cases/catalog/topics.yml"


def test_without_topics_an_article_belongs_nowhere() -> None:
    assert Shelves(()).place(article(body="缴费"), "一个问题")[:2] == ("", "")


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_every_mistake_in_a_taxonomy_is_told_with_its_line(case: dict[str, Any]) -> None:
    _, problems = read_taxonomy(case["text"], "taxonomy.yml")
    found = [f"{problem.line}: {problem.message} | {problem.hint}" for problem in problems]
    assert len(found) == len(case["problems"]), found
    for line, expected in zip(sorted(found), sorted(case["problems"]), strict=True):
        assert line.startswith(expected), "mend the code or tests/cases/catalog/taxonomy_problems.yml"


def test_topics_come_in_the_order_written_with_everything_they_say() -> None:
    text = """
topics:
  - id: pay
    name: 缴费
    description: >-
      每年交多少。
      怎么交。
    keywords: [012, NO, 缴费]
    groups: [{name: 多少, keywords: [多少]}, {name: 怎么交}]
  - {id: care, name: 看病}
"""
    topics, problems = read_taxonomy(text, "taxonomy.yml")
    groups = (Group("多少", ("多少",)), Group("怎么交"))
    assert topics == (
        Topic("pay", "缴费", "每年交多少。怎么交。", ("012", "NO", "缴费"), groups),
        Topic("care", "看病"),
    )
    assert problems == ()


def test_good_topics_come_back_beside_wrong_ones() -> None:
    topics, problems = read_taxonomy("topics: [{id: a, name: 缴费}, {id: b}]", "taxonomy.yml")
    assert [topic.id for topic in topics] == ["a"]
    assert len(problems) == 1


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "topics:\n", "topics: []\n"])
def test_an_empty_taxonomy_is_no_problem(text: str) -> None:
    assert read_taxonomy(text, "taxonomy.yml") == ((), ())


def test_a_folder_without_a_taxonomy_has_no_topics(tmp_path: Path) -> None:
    assert load_taxonomy(tmp_path) == ((), ())


def test_a_taxonomy_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "taxonomy.yml").write_bytes("\ufefftopics: [{id: a, name: 缴费}]".encode())
    topics, problems = load_taxonomy(tmp_path)
    assert (topics, problems) == ((Topic("a", "缴费"),), ())


def test_a_file_that_is_no_text_is_told_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "taxonomy.yml").write_bytes("topics: 断缴".encode("gb18030"))
    _, (problem,) = load_taxonomy(tmp_path)
    assert problem.path == str(tmp_path / "taxonomy.yml")
    assert (problem.message, problem.hint) == ("the file is not UTF-8", "save it as UTF-8")


def test_a_huge_taxonomy_is_refused() -> None:
    _, (problem,) = read_taxonomy("#" * 2_000_000, "taxonomy.yml")
    assert "1,048,576 characters" in problem.message


@pytest.mark.parametrize("name", ["gap", "断缴", "斷繳", " 断缴 "])
def test_a_topic_is_found_by_id_or_name(name: str) -> None:
    found = find_topic(name, TOPICS)
    assert found is not None
    assert found.id == "gap"


def test_a_topic_that_the_taxonomy_lacks_is_reported_with_its_line_and_a_suggestion(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: x\ntopic: 断缴了\n---\n", encoding="utf-8")
    (problem,) = check_topics([article(topic="断缴了"), article(topic="断缴"), article()], TOPICS, tmp_path)
    assert (problem.path, problem.line, problem.rule) == (str(tmp_path / "a.md"), 3, "unknown-topic")
    assert problem.hint == "did you mean 断缴?"


def test_a_topic_unlike_any_other_gets_another_hint(tmp_path: Path) -> None:
    (problem,) = check_topics([article(topic="zzz")], TOPICS, tmp_path)
    assert problem.line == 0
    assert "taxonomy.yml" in problem.hint


@given(st.text())
def test_any_text_gives_topics_or_problems(text: str) -> None:
    topics, problems = read_taxonomy(text, "taxonomy.yml")
    assert all(topic.id and topic.name for topic in topics)
    assert all(problem.line >= 1 and problem.message for problem in problems)
