"""A new question gets a file that is fine but for what only its author can fill in."""

import datetime as dt
from pathlib import Path

import pytest

from wenda.content.check import check_articles
from wenda.content.new import new_article
from wenda.content.store import load_articles
from wenda.errors import WendaError

TODAY = dt.date(2026, 5, 1)


def test_the_file_is_named_after_the_question_and_filled_in(tmp_path: Path) -> None:
    path = new_article(tmp_path, "医保断缴怎么办？", TODAY)
    assert path == tmp_path / "yibao-duanjiao-zenmeban.md"
    (article,), problems = load_articles(tmp_path)
    assert problems == ()
    assert (article.title, article.date, article.review_by) == (
        "医保断缴怎么办？",
        TODAY,
        dt.date(2027, 5, 1),
    )
    rules = {problem.rule for problem in check_articles([article], tmp_path, TODAY)}
    assert rules == {"missing-summary", "empty-body"}


@pytest.mark.parametrize("again", ["医保断缴怎么办？", "医保断缴,怎么办", "醫保斷繳怎麼辦", "断缴以后呢"])
def test_a_question_that_is_asked_already_is_refused_with_its_file(tmp_path: Path, again: str) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: 医保断缴怎么办？\nalt_titles: [断缴以后呢？]\n---\n", encoding="utf-8")
    with pytest.raises(WendaError, match="already asked") as error:
        new_article(tmp_path, again, TODAY)
    assert error.value.problems[0].path == str(path)
    assert list(tmp_path.iterdir()) == [path]


def test_no_file_is_overwritten_even_when_it_cannot_be_read(tmp_path: Path) -> None:
    taken = tmp_path / "yibao.md"
    taken.write_text("broken", encoding="utf-8")
    assert new_article(tmp_path, "医保", TODAY) == tmp_path / "yibao-2.md"
    assert taken.read_text(encoding="utf-8") == "broken"


@pytest.mark.parametrize("question", ["null", "2025", "a: b #c", '引号"里"', "  前后  空白 ", "- 清单", "🙂"])
def test_any_words_can_be_a_question(tmp_path: Path, question: str) -> None:
    new_article(tmp_path, question, TODAY)
    (article,), problems = load_articles(tmp_path)
    assert article.title == " ".join(question.split())
    assert problems == ()


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("", "new: the question is empty"),
        ("  \n ", "new: the question is empty"),
        ("铃\x07", "control character"),
        ("\ud800", "surrogate"),
    ],
)
def test_what_cannot_be_a_title_is_refused(tmp_path: Path, question: str, told: str) -> None:
    with pytest.raises(WendaError, match=told):
        new_article(tmp_path, question, TODAY)
    assert list(tmp_path.iterdir()) == []


def test_a_leap_day_is_due_for_review_on_the_last_of_february(tmp_path: Path) -> None:
    new_article(tmp_path, "闰日", dt.date(2028, 2, 29))
    assert load_articles(tmp_path)[0][0].review_by == dt.date(2029, 2, 28)


def test_the_folder_is_made_when_it_is_not_there(tmp_path: Path) -> None:
    assert new_article(tmp_path / "new", "医保", TODAY).is_file()
