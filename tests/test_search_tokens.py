"""What text is cut into, and how it sounds: the same vectors hold the browser (tests/browser/test_search_engine.py)."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from wenda.search.bulk import folded_points
from wenda.search.filler import BINDING
from wenda.search.hearing import near_sound, segment
from wenda.search.numerals import other_spellings, value
from wenda.search.pinyin import readings_table
from wenda.search.postings import BATCH_BITS, Vocabulary, Weighted, occurrences
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


@given(st.text(alphabet="医保断缴20年a%. 3個月ＡＢ的", max_size=30))
def test_a_body_is_cut_like_a_query_but_for_pairs_with_a_binding_character(text: str) -> None:
    vocabulary = Vocabulary()
    keys, _ = occurrences([Weighted(0, text, 1.0)], vocabulary)
    pairs = {
        term for token in tokens(fold(text)) if is_pair(term := token.term) and not BINDS.isdisjoint(term)
    }
    expected = {token.term for token in tokens(fold(text))} - pairs
    assert {vocabulary.term(int(key) >> BATCH_BITS) for key in keys} == expected


def is_pair(term: str) -> bool:
    return len(term) == 2 and all(map(is_han, term))


def test_a_digest_is_the_same_one_by_one_and_in_bulk() -> None:
    vocabulary = Vocabulary()
    terms = ["医保", "𠮷野", "钱", "20年", "~yb"]
    codes = [vocabulary.code(term) for term in terms[3:]]
    pairs = [ord(term[0]) << 21 | ord(term[1]) for term in terms[:2]] + [ord("钱")]
    found = vocabulary.digests(np.array([*pairs, *codes], dtype=np.int64))
    assert found.tolist() == [digest(term) for term in terms]


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
