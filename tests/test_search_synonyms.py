"""synonyms.yml is read strictly, and every mistake has its line."""

from pathlib import Path

import pytest

from wenda.search.synonyms import Synonyms, load_synonyms, useful


def load(folder: Path, text: str | bytes) -> tuple[Synonyms, list[str]]:
    path = folder / "synonyms.yml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    synonyms, problems = load_synonyms(folder)
    assert all(problem.path == str(path) and problem.rule == "synonyms" for problem in problems)
    return synonyms, [f"{problem.line}: {problem.message}" for problem in problems]


def test_groups_of_equals_and_one_way_groups_are_folded(tmp_path: Path) -> None:
    synonyms, problems = load(tmp_path, "groups:\n  - [斷繳, 断交]\n  - {say: [沪], mean: [上海]}\n")
    assert problems == []
    assert synonyms.groups == ((("断缴", "断交"), ("断缴", "断交")), (("沪",), ("上海",)))


def test_no_file_is_no_synonyms(tmp_path: Path) -> None:
    assert load_synonyms(tmp_path) == (Synonyms(), ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("groups: [", "1: a quotation mark or bracket is opened and never closed"),
        ("groups：\n  - [断缴, 断交]", "1: the colon behind `groups` is a full-width one"),
        ("groups:\n  - {say：[断缴], mean: [断交]}", "2: "),
        ("groups:\n  - [断缴，断交, 停缴]", "2: one word holds several: 断缴，断交"),
        ("groups:\n\t- [断缴, 断交]", "2: the line is indented with a tab"),
        ("- [a, b]", "1: the file must have one key, `groups`, with a list"),
        ("groups: 断缴", "1: the file must have one key, `groups`, with a list"),
        ("groups:\n  - [断缴]", "2: a group of one word has no synonym"),
        ("groups:\n  - [断缴, 断缴]", "2: 断缴 stands twice in its group"),
        ("groups:\n  - [断缴, 断交, [停缴]]", "2: a synonym must be a word"),
        ("groups:\n  - [断缴, 断交, '？']", "2: a synonym must be a word"),
        ("groups:\n  - 断缴", "2: a group is a list of words, or has `say` and `mean`"),
        (
            "groups:\n  - {say: [断缴], means: [断交]}",
            "2: a group is a list of words, or has `say` and `mean`",
        ),
        ("groups:\n  - {say: 断缴, mean: [断交]}", "2: words must be a list"),
        (b"\xff\xfe", "0: the file is not UTF-8"),
        ("groups: " + "[" * 5000, "0: nested too deep"),
    ],
)
def test_a_mistake_has_its_line(tmp_path: Path, text: str | bytes, problem: str) -> None:
    _, problems = load(tmp_path, text)
    assert any(found.startswith(problem) for found in problems), problems


def test_a_mistake_costs_only_its_group(tmp_path: Path) -> None:
    synonyms, problems = load(tmp_path, "groups:\n  - 断缴\n  - [报销, 报账]\n")
    assert (len(synonyms.groups), len(problems)) == (1, 1)


def test_only_words_that_titles_hold_are_searched_for_another() -> None:
    words = ("断缴", "断交", "停缴费")
    found = useful(Synonyms(((words, words), (("疙瘩", "肿块"), ("疙瘩", "肿块")))), {"断交": 3, "停缴": 9})
    assert found == [(words, ("断交",))]


def test_the_synonyms_of_content_are_right() -> None:
    synonyms, problems = load_synonyms(Path(__file__).parents[1] / "content")
    assert problems == ()
    assert len(synonyms.groups) > 250
