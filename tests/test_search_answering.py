"""How much of a question an article must have to count as its answer."""

from typing import Any, cast

import pytest

from wenda.search.answering import answers
from wenda.search.shards import Postings, Store
from wenda.search.understanding import Choice, Slot, Understanding

ARTICLE = 7


class Terms:
    """An index of a thousand articles in which ARTICLE has each term with the strength that the term names."""

    def __init__(self) -> None:
        self.manifest: dict[str, Any] = {"articles": 1000}

    def postings(self, term: str) -> Postings:
        frequency, strength = map(int, term.split()[1:])
        return Postings(frequency, (3, ARTICLE, 9) if strength else (3, 9), bytes((255, strength, 255)))


def answered(*terms: str, articles: tuple[int, ...] = (ARTICLE,)) -> bool:
    """Ask a question of one character a term, each written as "name frequency strength"."""
    slots = tuple(Slot(((at, at + 1),), (Choice((term,), 1.0),)) for at, term in enumerate(terms))
    return answers(Understanding("", slots, (), tuple(range(len(terms)))), articles, cast("Store", Terms()))


def common(had: int, strength: int, of: int = 100) -> list[str]:
    """Return so many common terms, of which the article has some."""
    return [f"{at} 900 {strength if at < had else 0}" for at in range(of)]


@pytest.mark.parametrize(
    ("strength", "needed"),
    [
        (5 << 4, 42),  # stands in the title
        (5 << 4 | 1, 42),  # in the text, too
        (4 << 4, 70),  # stands in the title with others between
        (1 << 4 | 15, 70),
        (15, 42),  # the text is all about it
        (12, 42),
        (5, 72),  # the text speaks of it
    ],
)
def test_an_article_answers_that_has_a_good_part_of_the_question(strength: int, needed: int) -> None:
    assert answered(*common(needed, strength))
    assert not answered(*common(needed - 1, strength))


def test_an_article_answers_a_long_story_of_which_it_has_three_rare_words() -> None:
    rare = [f"{name} 1 80" for name in "abc"]
    story = common(0, 0, of=1000)
    assert answered(*rare, *story)
    assert not answered(*rare[:2], *story)


def test_a_word_of_several_terms_counts_by_the_part_that_the_article_has() -> None:
    def asked(*terms: str) -> bool:
        slot = Slot(((0, 1),), (Choice(terms, 1.0),))
        return answers(Understanding("", (slot,), (), (0,)), (ARTICLE,), cast("Store", Terms()))

    assert asked("a 1 80", "b 1 80", "c 1 0")
    assert asked("a 1 0", "b 1 80")
    assert not asked("a 1 0", "b 1 80", "c 1 0")
    assert asked("a 1 80", "b 900 0", "c 900 0")  # the rare one says most


def test_any_of_the_best_articles_may_answer() -> None:
    assert answered("a 1 80", articles=(1, 2, ARTICLE))
    assert not answered("a 1 80", articles=(1, 2))
    assert not answered("a 1 80", articles=())


def test_a_question_about_nothing_but_a_place_is_answered_by_any_article() -> None:
    assert answered(articles=(1,))
    assert not answered(articles=())
