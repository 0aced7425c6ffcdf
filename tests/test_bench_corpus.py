from pathlib import Path
from random import Random

import pytest

from bench.articles import EXCERPT_EVERY, SERIES, Corpus
from bench.grammar import Grammar
from bench.layouts import LAYOUTS
from bench.make_corpus import main, write_corpus
from wenda.catalog.topics import load_taxonomy
from wenda.content.front_matter import format_article
from wenda.content.store import load_articles
from wenda.model import Status
from wenda.slug import is_slug


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus()


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    write_corpus(Corpus(7), 20, "wenda", tmp_path / "one")
    write_corpus(Corpus(7), 20, "wenda", tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_another_seed_gives_other_articles(corpus: Corpus) -> None:
    assert Corpus(2).article(3).body != corpus.article(3).body


def test_a_small_corpus_is_the_beginning_of_a_large_one(corpus: Corpus) -> None:
    assert list(corpus.articles(10)) == list(corpus.articles(30))[:10]


def test_the_store_and_the_taxonomy_read_a_corpus_without_problems(corpus: Corpus, tmp_path: Path) -> None:
    write_corpus(corpus, 40, "wenda", tmp_path)
    articles, problems = load_articles(tmp_path)
    topics, wrong_topics = load_taxonomy(tmp_path)
    assert (len(articles), problems) == (40, ())
    assert (len(topics), wrong_topics) == (len(corpus.topics), ())


def test_files_are_as_wenda_itself_would_write_them(corpus: Corpus, tmp_path: Path) -> None:
    write_corpus(corpus, 20, "wenda", tmp_path)
    for article in load_articles(tmp_path)[0]:
        assert (tmp_path / article.path).read_text(encoding="utf-8") == format_article(article)


def test_titles_and_addresses_come_once(corpus: Corpus) -> None:
    questions = [corpus.question(number) for number in range(2000)]
    assert len({question.title for question in questions}) == 2000
    assert len({question.id for question in questions}) == 2000
    assert all(is_slug(question.id) for question in questions)


def test_related_questions_are_earlier_articles_of_the_corpus(corpus: Corpus) -> None:
    seen: set[str] = set()
    for article in corpus.articles(60):
        assert set(article.related) <= seen
        seen.add(article.id)


def test_every_excerpt_is_recommended_by_the_next_article(corpus: Corpus) -> None:
    articles = list(corpus.articles(3 * EXCERPT_EVERY))
    excerpts = [number for number, article in enumerate(articles) if article.status is Status.EXCERPT]
    assert len(excerpts) == 3
    assert all(articles[number].id in articles[number + 1].related for number in excerpts)


def test_a_series_asks_one_question_for_three_cities(corpus: Corpus) -> None:
    series = [corpus.question(number) for number in range(SERIES - 3, SERIES)]
    assert len({(q.subject, q.person, q.words) for q in series}) == 1
    assert len({q.region for q in series} - {""}) == 3


def test_articles_are_as_long_as_real_ones(corpus: Corpus) -> None:
    lengths = [len(article.body) for article in corpus.articles(200)]
    assert 700 < sum(lengths) / len(lengths) < 880


def test_new_words_keep_coming(corpus: Corpus) -> None:
    def bigrams(first: int, last: int) -> set[str]:
        bodies = [corpus.article(number).body for number in range(first, last)]
        return {body[place : place + 2] for body in bodies for place in range(len(body))}

    assert len(bigrams(100, 200) - bigrams(0, 100)) > 500


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_keeps_the_whole_body_and_links_as_its_generator_wants(
    name: str, corpus: Corpus
) -> None:
    article = next(article for article in corpus.articles(60) if article.body.count("](") == 2)
    layout = LAYOUTS[name]
    text = layout.text(article, corpus.regions_of(article))
    for other in article.related[:2]:
        link = f"]({layout.link.format(id=other)})"
        assert link in text
        text = text.replace(link, f"]({other}.md)")
    assert text.endswith(f"\n---\n\n{article.body}\n")


def test_hugo_is_told_topic_and_regions_that_wenda_has_to_work_out(corpus: Corpus) -> None:
    article = next(article for article in corpus.articles(60) if len(corpus.regions_of(article)) == 2)
    province, city = corpus.regions_of(article)
    hugo = LAYOUTS["hugo"].text(article, corpus.regions_of(article))
    assert f"regions:\n  - {province}\n  - {city}\n" in hugo
    assert f"topics:\n  - {article.topic}\n" in hugo
    assert "topic" not in LAYOUTS["wenda"].text(article).partition("\n---\n")[0]


def test_a_folder_that_holds_something_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(5, tmp_path) == 1
    assert "not an empty folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("count", [0, 10**9])
def test_a_corpus_that_cannot_be_is_refused(
    count: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(count, tmp_path / "corpus") == 1
    assert "there can be 1 to" in capsys.readouterr().err


def test_rules_settled_beforehand_are_kept() -> None:
    grammar = Grammar({"answer": ["{city}，{city}"], "city": ["丹东"]})
    assert grammar.expand("answer", Random(1), {"city": "盐城"}) == "盐城，盐城"


def test_several_texts_of_a_rule_are_different_alternatives() -> None:
    grammar = Grammar({"line": ["甲", "乙", "丙"]})
    assert sorted(grammar.several("line", 5, Random(1), {})) == ["丙", "乙", "甲"]
