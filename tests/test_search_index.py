"""What the index's files promise: the same bytes, names by content, nothing lost to truncation."""

import json

import pytest
from search_library import LIBRARY, SYNONYMS, document

from wenda.search.index import build_index
from wenda.search.shards import HEAD, MANIFEST, Postings, read_articles, read_shard, read_varint, varint
from wenda.search.synonyms import Synonyms
from wenda.search.tokens import digest


def postings(files: dict[str, bytes], family: str, term: str) -> Postings:
    manifest = json.loads(files[MANIFEST])
    shard = digest(term) & (manifest[family] - 1)
    found = read_shard(files[f"search/{manifest['folder']}/{family}/{shard:x}.bin"], family)
    at = found.terms.index(term)
    return Postings(found.frequencies[at], read_articles(found.gaps[at]), found.strengths[at])


def test_the_order_of_documents_changes_no_byte() -> None:
    assert build_index(LIBRARY, SYNONYMS) == build_index(LIBRARY[::-1], SYNONYMS)


def test_another_word_anywhere_gives_other_addresses_for_everything() -> None:
    before = build_index(LIBRARY, SYNONYMS)
    after = build_index((*LIBRARY, document("neu", "新的问题")), SYNONYMS)
    assert before.keys() & after.keys() == {MANIFEST}


def test_the_manifest_is_small_whatever_the_number_of_articles() -> None:
    many = build_index([document(f"d{n}", f"问题{n}") for n in range(500)], Synonyms())
    assert len(many[MANIFEST]) < 300


def test_postings_know_title_and_text_apart() -> None:
    files = build_index(LIBRARY, SYNONYMS)
    found = postings(files, "terms", "备案")
    assert found.frequency == 1
    assert found.strengths[0] >> 4 > 4
    assert postings(files, "terms", "手机").strengths[0] >> 4 == 0


def test_what_a_common_term_has_beyond_its_strongest_postings_is_kept_apart() -> None:
    count = HEAD + 30
    documents = [
        document(f"d{n:05}", "断缴" if n % 2 else "医保断缴怎么办才好呢", body="断缴") for n in range(count)
    ]
    files = build_index(documents, Synonyms())
    head, rest = postings(files, "terms", "断缴"), postings(files, "rest", "断缴")
    assert head.frequency == rest.frequency == count
    assert len(head.articles) == HEAD
    assert set(head.articles) | set(rest.articles) == set(range(count))
    assert min(strength >> 4 for strength in head.strengths) >= max(
        strength >> 4 for strength in rest.strengths
    )


@pytest.mark.parametrize("number", [0, 127, 128, 300, 16_383, 16_384, 2**21, 2**32 - 1])
def test_numbers_of_any_size_are_read_as_they_were_written(number: int) -> None:
    written = varint(number)
    assert read_varint(b"\xff" + written + b"\x01", 1) == (number, 1 + len(written))
    assert len(written) == max(1, -(-number.bit_length() // 7))
