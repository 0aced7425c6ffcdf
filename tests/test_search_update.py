"""An index brought up to date is the index that a clean build makes, byte for byte."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_library import LIBRARY, SYNONYMS, document

from wenda.search.document import Document
from wenda.search.outcome import Index
from wenda.search.shards import HEAD, MANIFEST
from wenda.search.state import FRAME
from wenda.search.synonyms import Synonyms
from wenda.search.update import Source, StaleFileError, build_whole, update

PLACES = (("北京",), ("辽宁", "丹东"))
WORDS = st.text(alphabet="医保断缴报销没银行长重𠮷的了12a. %個\n", max_size=12)


def sources(documents: Sequence[Document]) -> list[Source]:
    return [Source(d.id, repr(d).encode(), lambda d=d: d) for d in documents]  # type: ignore[misc]


def updated(index: Index, documents: Sequence[Document], synonyms: Synonyms = SYNONYMS) -> Index | None:
    return update(sources(documents), synonyms, PLACES, index.state.__getitem__, index.files.__getitem__)


def applied(index: Index, change: Index) -> Index:
    """Return `index` with the files and parts that an update changed."""
    kept = {path.replace(change.former, change.folder): data for path, data in index.files.items()}
    return replace(change, files=kept | change.files, state=index.state | change.state)


def same(left: Index, right: Index) -> bool:
    return (left.files, left.state, left.sizes) == (right.files, right.state, right.sizes)


MANY = [
    document(
        f"d{n:04}",
        f"医保问题第{n}条应该怎么办理才好",
        summary="三个月内补上就可以恢复报销" * 4,
        body="断缴以后" * 100,
        headings=("办理流程和需要的材料" * 4,),
        tags=("医疗保险甲类", "医疗保险乙类")[n % 2 :],
    )
    for n in range(90)
]
"""Texts so long that an edit hardly changes their average."""


EDITS = st.fixed_dictionaries(
    {},
    optional={
        "title": WORDS.map("题{}".format),
        "alt_titles": st.lists(WORDS, max_size=2).map(tuple),
        "summary": WORDS,
        "body": WORDS.map(("断缴以后" * 97).__add__),
        "headings": st.lists(WORDS, max_size=1).map(tuple),
        "tags": st.lists(st.sampled_from(["神经内科", "门诊", "转移"]), max_size=2).map(tuple),
        "date": st.sampled_from([None, LIBRARY[0].date, LIBRARY[5].date]),
        "excerpt": st.booleans(),
    },
)
STEP = st.one_of(
    st.tuples(st.just("edit"), st.integers(0, 99), EDITS),
    st.tuples(st.just("add"), st.integers(0, 99), EDITS),
    st.tuples(st.just("rename"), st.integers(0, 99), EDITS),
    st.tuples(st.just("delete"), st.integers(0, 99), EDITS),
)


def step_taken(documents: list[Document], step: tuple[str, int, dict[str, Any]]) -> list[Document]:
    kind, number, fields = step[0], step[1], dict(step[2])
    if kind == "add" or not documents:
        return [
            *documents,
            document(f"new-{number}-{len(documents)}", str(fields.pop("title", "新问题")), **fields),
        ]
    at = number % len(documents)
    new = replace(documents[at], **fields)
    if kind == "rename":
        new = replace(new, id=f"{new.id}-{number}", url=f"q/{new.id}-{number}/")
    return [*documents[:at], *([new] if kind != "delete" else []), *documents[at + 1 :]]


@settings(max_examples=max(settings().max_examples // 4, 2))  # an example is several builds
@given(st.lists(STEP, min_size=1, max_size=6))
def test_random_edits_lead_to_the_bytes_of_a_clean_build(
    steps: list[tuple[str, int, dict[str, Any]]],
) -> None:
    documents = [*LIBRARY, *MANY]
    index = build_whole(sources(documents), SYNONYMS, PLACES)
    for step in steps:
        documents = step_taken(documents, step)
        change = updated(index, documents)
        clean = build_whole(sources(documents), SYNONYMS, PLACES)
        index = applied(index, change) if change else clean
        assert same(index, clean)


@pytest.mark.parametrize(
    "fields",
    [
        {"body": "断缴以后" * 99 + "要等多久"},
        {"title": MANY[50].title[::-1]},
        {"summary": "三个月内补上。", "date": None, "tags": ("医疗保险丙类",) * 2},
    ],
)
def test_an_edit_does_not_build_the_index_whole(fields: dict[str, object]) -> None:
    index = build_whole(sources(MANY), SYNONYMS, PLACES)
    after = [*MANY[:50], replace(MANY[50], **fields), *MANY[51:]]  # type: ignore[arg-type]
    change = updated(index, after)
    assert change
    assert len(change.files) < len(index.files) / 2
    assert change.state.keys() == {FRAME, "documents-0"}
    assert same(applied(index, change), build_whole(sources(after), SYNONYMS, PLACES))


def test_a_term_that_grows_out_of_its_head_and_back_is_split_as_a_clean_build_splits_it() -> None:
    few = [document(f"d{n:05}", "问题", body="断缴" if n else "别的") for n in range(HEAD + 1)]
    more = [replace(few[0], body="断缴断缴断缴"), *few[1:]]
    index = build_whole(sources(few), Synonyms(), PLACES)
    change = updated(index, more, Synonyms())
    assert change
    grown = applied(index, change)
    assert same(grown, build_whole(sources(more), Synonyms(), PLACES))
    back = updated(grown, few, Synonyms())
    assert back
    assert same(applied(grown, back), index)


def test_only_edited_documents_are_made() -> None:
    index = build_whole(sources(MANY), SYNONYMS, PLACES)
    made: list[str] = []

    def make(of: Document) -> Document:
        made.append(of.id)
        return of

    edited = replace(MANY[7], body="断缴之前" * 100)
    after = [*MANY[:7], edited, *MANY[8:]]
    lazy = [Source(d.id, repr(d).encode(), lambda d=d: make(d)) for d in after]  # type: ignore[misc]
    assert update(lazy, SYNONYMS, PLACES, index.state.__getitem__, index.files.__getitem__)
    assert made == [edited.id]


def test_nothing_changed_changes_nothing() -> None:
    index = build_whole(sources(LIBRARY), SYNONYMS, PLACES)
    change = updated(index, LIBRARY)
    assert change
    assert change.files == {MANIFEST: index.files[MANIFEST]}
    assert change.folder == index.folder


def test_other_synonyms_or_another_topic_need_a_whole_build() -> None:
    index = build_whole(sources(LIBRARY), SYNONYMS, PLACES)
    assert updated(index, LIBRARY, Synonyms()) is None
    assert updated(index, [replace(LIBRARY[0], topic="别的"), *LIBRARY[1:]]) is None


def test_a_file_that_someone_altered_is_noticed() -> None:
    index = build_whole(sources(MANY), SYNONYMS, PLACES)
    altered = {path: data if path == MANIFEST else data + b"!" for path, data in index.files.items()}
    edited = sources([replace(MANY[0], summary="别的"), *MANY[1:]])
    with pytest.raises(StaleFileError):
        update(edited, SYNONYMS, PLACES, index.state.__getitem__, altered.__getitem__)
