"""What text is cut into, and how it sounds: the same vectors hold the browser (tests/browser/test_search_engine.py)."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from wenda.search.characters import folded_points
from wenda.search.filler import BINDING
from wenda.search.hearing import near_sound, segment
from wenda.search.numerals import other_spellings, value
from wenda.search.occurrences import Places, body_terms, folded, title_terms
from wenda.search.pinyin import reading, reading_within, readings_table
from wenda.search.terms import Terms, Vocabulary, digests, names
from wenda.search.tokens import digest, initials_grams, tokens
from wenda.text import fold, is_han

CASES = Path(__file__).parent / "cases" / "search" / "tokens.yml"


def results() -> dict[str, list[dict[str, Any]]]:
    """Return the cases with what Python makes of them."""
    cases: dict[str, list[dict[str, Any]]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    syllables = frozenset(map(str, readings_table()["syllables"]))  # type: ignore[call-overload]
    for case in cases["fold"]:
        case["folded"] = fold(case["text"])
    for case in cases["tokens"]:
        case["terms"] = [f"{token.term} {token.start} {token.end}" for token in tokens(case["text"])]
    for case in cases["initials"]:
        case["terms"] = initials_grams(case["letters"])
    for case in cases["digest"]:
        case["digest"] = digest(case["term"])
    for case in cases["segment"]:
        case["ways"] = [" ".join(way) for way in segment(case["letters"], syllables)]
    for case in cases["numerals"]:
        case["value"] = value(case["numeral"])
    for case in cases["spellings"]:
        case["others"] = list(other_spellings(case["term"]))
    for case in cases["near"]:
        first, second = case["sound"].split()
        case["name"] = near_sound((first, second))
    return cases


BINDS = frozenset(BINDING)
EXPECTED = yaml.safe_load(CASES.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", EXPECTED)
def test_text_is_cut_and_heard_as_the_vectors_say(kind: str) -> None:
    assert results()[kind] == EXPECTED[kind], f"if this is right: python {Path(__file__).name}"


@given(st.lists(st.text(), min_size=1))
def test_folding_in_bulk_is_folding_one_by_one(texts: list[str]) -> None:
    points, sizes = folded_points(texts)
    ends = np.cumsum(sizes)
    found = [
        points[end - size : end - 1].astype(np.uint32).tobytes().decode("utf-32-le", "surrogatepass")
        for end, size in zip(ends, sizes, strict=True)
    ]
    assert found == [fold(text) for text in texts]


TEXTS = st.text(alphabet="医保断缴20年a%. 3個月ＡＢ的𠮷_", max_size=30)


def terms_of(found: list[tuple[Terms, Places]], vocabulary: Vocabulary) -> set[str]:
    return {name for terms, _ in found for name in names(terms, vocabulary.words())}


@given(TEXTS)
def test_a_body_is_cut_like_a_query_but_for_pairs_with_a_binding_character(text: str) -> None:
    vocabulary = Vocabulary()
    found = body_terms(folded([text]), vocabulary)
    pairs = {
        term for token in tokens(fold(text)) if is_pair(term := token.term) and not BINDS.isdisjoint(term)
    }
    expected = {token.term for token in tokens(fold(text))} - pairs
    assert terms_of(found, vocabulary) == expected


@given(TEXTS)
def test_a_title_is_cut_like_a_query_but_for_pairs_that_only_bind(text: str) -> None:
    vocabulary = Vocabulary()
    found, _ = title_terms(folded([text]), vocabulary)
    expected = {token.term for token in tokens(fold(text)) if not BINDS.issuperset(token.term)}
    assert {term for term in terms_of(found, vocabulary) if not BINDS.issuperset(term)} == expected


def test_a_title_has_pairs_with_others_between_and_single_characters() -> None:
    vocabulary = Vocabulary()
    _, found = title_terms(folded(["尿中有血 A"]), vocabulary)
    assert terms_of(found, vocabulary) == {"尿有", "中血", "尿血", "尿", "中", "有", "血"} - {"尿有"}


def test_a_character_with_several_readings_is_read_as_the_word_around_it_has_it() -> None:
    assert [reading_within("银行行长在行走", place) for place in (1, 2, 5)] == ["hang", "hang", "xing"]
    assert reading("女") == "nv"


def is_pair(term: str) -> bool:
    return len(term) == 2 and all(map(is_han, term))


def test_a_digest_is_the_same_one_by_one_and_in_bulk() -> None:
    vocabulary = Vocabulary()
    terms = ["医保", "𠮷野", "钱", "20年", "~yb"]
    words = vocabulary.codes([terms[1], *terms[3:]])
    codes = np.array([ord("医") << 16 | ord("保"), words[0], ord("钱") << 16, *words[1:]], dtype=np.uint32)
    assert digests(codes, vocabulary.words()).tolist() == [digest(term) for term in terms]
    assert names(codes, vocabulary.words()) == terms


if __name__ == "__main__":
    head = "".join(
        line for line in CASES.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#")
    )
    body = "".join(
        f"{kind}:\n"
        + "".join(
            f"  - {yaml.safe_dump(case, allow_unicode=True, default_flow_style=True, width=999, sort_keys=False)}"
            for case in cases
        )
        for kind, cases in results().items()
    )
    CASES.write_text(head + body, encoding="utf-8")
    sys.exit(0)
