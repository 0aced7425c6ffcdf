"""The rules on real pages: what the five source pages hold is flagged, and nothing else is."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from wenda.content.check import check_articles
from wenda.content.store import load_articles
from wenda.errors import Problem, Severity
from wenda.importing.run import import_pages
from wenda.model import Article, Status

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the source pages are not beside the repository")


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    folder = tmp_path_factory.mktemp("content")
    import_pages([SEEDS], folder)
    articles, problems = load_articles(folder)
    assert problems == ()
    return articles, tuple(check_articles(articles, folder, dt.date(2026, 5, 1)))


def ids(problems: tuple[Problem, ...], rule: str) -> list[str]:
    return [Path(problem.path).stem for problem in problems if problem.rule == rule]


def test_nothing_in_them_is_an_error(checked: tuple[tuple[Article, ...], tuple[Problem, ...]]) -> None:
    articles, problems = checked
    assert len(articles) == 105
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []


def test_the_one_plan_and_the_one_mixed_up_answer_are_found(
    checked: tuple[tuple[Article, ...], tuple[Problem, ...]],
) -> None:
    titles = {article.id: article.title for article in checked[0]}
    assert [titles[name] for name in ids(checked[1], "instructions-not-answer")] == [
        "女方没有生育津贴男方可以领吗"
    ]
    assert [titles[name] for name in ids(checked[1], "title-body-mismatch")] == [
        "2025年辽宁丹东出现尿色异常去哪家医院好"
    ]


def test_only_excerpts_are_cut_off_and_only_those_that_do_not_end_in_a_full_stop(
    checked: tuple[tuple[Article, ...], tuple[Problem, ...]],
) -> None:
    articles, problems = checked
    cut = set(ids(problems, "cut-off"))
    assert cut == {
        a.id for a in articles if a.status is Status.EXCERPT and not a.body.endswith(("。", "；", "！", "？"))
    }


def test_every_title_with_a_year_is_of_a_past_one(
    checked: tuple[tuple[Article, ...], tuple[Problem, ...]],
) -> None:
    articles, problems = checked
    dated = [article for article in articles if "2024" in article.title or "2025" in article.title]
    assert Counter(ids(problems, "past-year")).total() == len(dated) + 1  # and one says 24年
