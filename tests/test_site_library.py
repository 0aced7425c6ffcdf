"""A library that is brought up to date is the one that a clean run makes, and reads no more than has changed."""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenda.catalog.shelves import Shelves
from wenda.catalog.subject import Subject
from wenda.catalog.subjects import subjects_of
from wenda.content.store import read_article
from wenda.errors import WendaError
from wenda.model import Catalog
from wenda.site.cache import Cache
from wenda.site.library import reading
from wenda.site.library.cache import put_library, read_library
from wenda.site.library.library import Library, LibraryState, open_library
from wenda.site.processes.workers import run
from wenda.site.settings import Settings

TODAY = dt.date(2026, 3, 1)
IDS = [f"a{number}" for number in range(7)]
TITLES = [
    "北京医保断缴多久恢复",
    "上海医保断缴后多久恢复",
    "2024年医保怎么缴费",
    "看病要带什么",
    "医院看病要带什么吗",
]
TAXONOMIES = [
    "topics:\n  - {id: pay, name: 缴费, keywords: [缴费, 断缴]}\n",
    "topics:\n  - {id: pay, name: 缴费, keywords: [断缴]}\n  - {id: see, name: 看病, keywords: [看病]}\n",
    "",
]
clock = count(1)


@pytest.fixture(autouse=True, scope="module")
def _no_file_is_too_new() -> Iterator[None]:
    """Let files count as settled at once: tests give each of them a time of its own."""
    with mock.patch.object(reading, "_RACY", -(10**18)):
        yield


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(0, next(clock) * 1_000_000))


def opened(folder: Path, before: LibraryState | None = None, today: dt.date = TODAY) -> Library:
    """Open the library, with a state as it comes back from a disk."""
    state = msgspec.msgpack.decode(msgspec.msgpack.encode(before), type=LibraryState | None)
    return open_library(Settings(content_dir=folder, site_name="", today=today), state)


def told(library: Library) -> list[object]:
    """Return all that a library says, the order of its mappings included."""
    parts = [getattr(library.catalog, field.name) for field in fields(Catalog)]
    return [library.warnings, library.assets, *(list(part.items()) for part in parts)]


@st.composite
def texts(draw: st.DrawFn) -> str:
    lines = [f"title: {draw(st.sampled_from(TITLES))}"]
    lines += [f"tags: [{', '.join(draw(st.lists(st.sampled_from(['医保', '断缴', '社保']), max_size=2)))}]"]
    lines += [f"related: [{', '.join(draw(st.lists(st.sampled_from([*IDS, 'nobody']), max_size=3)))}]"]
    lines += [f"review_by: {draw(st.sampled_from(['2026-02-01', '2026-03-05']))}"]
    lines += [f"status: {draw(st.sampled_from(['full', 'excerpt']))}"]
    body = draw(
        st.sampled_from(
            ["", "断缴后三个月恢复。", "**没有关上", "见[另一问](a1.md)和[它](sub/a2.md#a)。", "天津" * 90]
        )
    )
    return "\n".join(("---", *lines, "---", "", body, draw(st.sampled_from(["", "补充一句。"]))))


PATHS = st.sampled_from([f"{id_}.md" for id_ in IDS] + [f"sub/{id_}.md" for id_ in IDS[:3]])
EDITS = st.one_of(
    st.tuples(st.just("write"), PATHS, texts()),
    st.tuples(st.just("delete"), PATHS, st.just("")),
    st.tuples(st.just("rename"), PATHS, PATHS),
    st.tuples(st.just("taxonomy"), st.sampled_from(TAXONOMIES), st.just("")),
)


def edit(folder: Path, what: str, one: str, other: str) -> None:
    if what == "write":
        put(folder / one, other)
    elif what == "delete":
        (folder / one).unlink(missing_ok=True)
    elif what == "taxonomy":
        put(folder / "taxonomy.yml", one)
    elif (folder / one).exists():
        (folder / other).parent.mkdir(exist_ok=True)
        (folder / one).replace(folder / other)


@settings(deadline=None, max_examples=40)
@given(
    st.dictionaries(PATHS, texts(), min_size=2),
    st.lists(st.tuples(st.lists(EDITS, max_size=3), st.integers(0, 9)), min_size=1, max_size=4),
)
def test_a_library_brought_up_to_date_is_that_of_a_clean_run(
    files: dict[str, str], rounds: list[tuple[list[tuple[str, str, str]], int]]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in files.items():
            put(folder / path, text)
        state = opened(folder).state
        for edits, days in rounds:
            for one in edits:
                edit(folder, *one)
            today = TODAY + dt.timedelta(days)
            updated = opened(folder, state, today)
            assert told(updated) == told(opened(folder, today=today))
            state = updated.state


@pytest.fixture
def library(tmp_path: Path) -> Library:
    for number, title in enumerate(TITLES):
        put(tmp_path / f"a{number}.md", f"---\ntitle: {title}\n---\n\n{'断缴后三个月恢复。' * 20}\n")
    return opened(tmp_path)


def read_again(folder: Path, state: LibraryState) -> tuple[Library, list[str]]:
    """Return the library brought up to date, and the files that were read for it."""
    with mock.patch.object(reading, "read_article", side_effect=read_article) as reader:
        updated = opened(folder, state)
    return updated, [call.args[1] for call in reader.call_args_list]


def test_a_file_that_is_as_it_was_is_not_read(tmp_path: Path, library: Library) -> None:
    assert read_again(tmp_path, library.state)[1] == []
    put(tmp_path / "a1.md", "---\ntitle: 另一问\n---\n")
    assert read_again(tmp_path, library.state)[1] == ["a1.md"]


def test_a_longer_text_leaves_all_connections_as_they_were(tmp_path: Path, library: Library) -> None:
    text = (tmp_path / "a1.md").read_text(encoding="utf-8")
    put(tmp_path / "a1.md", text + "\n" * 2 + "最后再补一句。" * 30)
    with mock.patch("wenda.catalog.state.connect") as connect:
        updated, _ = read_again(tmp_path, library.state)
    assert not connect.called
    assert updated.catalog.entries["a1"].article.body.endswith("最后再补一句。")


def test_a_file_that_changed_as_it_was_read_is_read_again(tmp_path: Path, library: Library) -> None:
    newest = max(max(file.stamp[1:3]) for file in library.state.content.files.values())
    with mock.patch.object(reading, "_RACY", 20_000_000):
        racy = replace(library.state.content, since=newest + 10_000_000)
        assert read_again(tmp_path, replace(library.state, content=racy))[1] != []
        settled = replace(library.state.content, since=newest + 30_000_000)
        assert read_again(tmp_path, replace(library.state, content=settled))[1] == []


def test_a_new_title_needs_no_pinyin_for_the_names_that_there_were(tmp_path: Path, library: Library) -> None:
    put(tmp_path / "a1.md", "---\ntitle: 上海医保断缴了要紧吗\n---\n")
    with mock.patch("wenda.slug._known", {}), mock.patch("wenda.slug._slug", side_effect=AssertionError):
        assert "shanghai" in opened(tmp_path, library.state).catalog.regions


def test_a_new_day_shows_without_reading_a_file(tmp_path: Path) -> None:
    put(tmp_path / "a.md", "---\ntitle: 2026年医保怎么缴费\nreview_by: 2026-12-31\n---\n")
    state = opened(tmp_path).state
    entry = opened(tmp_path, state, dt.date(2027, 1, 1)).catalog.entries["a"]
    assert (entry.past_year, entry.review_due) == (2026, True)


def test_several_processes_open_the_same_library(tmp_path: Path) -> None:
    for number in range(90):
        put(
            tmp_path / f"a{number}.md",
            f"---\ntitle: {TITLES[number % 5]}{number}\nrelated: [a1]\n---\n\n**一\n",
        )
    site = Settings(content_dir=tmp_path, site_name="", today=TODAY)
    assert told(open_library(site, None, partial(run, jobs=2, chunk=1))) == told(open_library(site))


def test_files_that_go_to_the_cache_as_they_are_read_are_there_as_any_others(tmp_path: Path) -> None:
    content = tmp_path / "content"
    for number in range(300):
        put(content / f"a{number}.md", f"---\ntitle: {TITLES[number % 5]}{number}\n---\n\n答案。\n")
    site, cache = Settings(content_dir=content, site_name="", today=TODAY), Cache(tmp_path / "cache", "this")
    library = open_library(site, None, partial(run, jobs=2, chunk=1), cache.put_bytes)
    parts, files = put_library(cache, library.state, None), library.state.content
    assert len(files.parts) == 2
    unread = replace(library.state, content=replace(files, parts={}))
    assert parts == put_library(cache, unread, None)
    cache.commit(parts)
    read = read_library(Cache(cache.folder, cache.program))
    assert read is not None
    assert read.content.files == files.files


def test_errors_are_told_as_in_a_clean_run(tmp_path: Path, library: Library) -> None:
    put(tmp_path / "bad.md", "no front matter\n")
    put(tmp_path / "worse.md", "---\ntitle: 一\naliases: ['a:b']\n---\n")
    messages = []
    for state in (None, library.state):
        with pytest.raises(WendaError) as raised:
            opened(tmp_path, state)
        messages.append(str(raised.value))
    assert messages[0] == messages[1]
    assert "bad.md:1" in messages[0]
    assert "worse.md:3" in messages[0]


def test_a_subject_holds_all_that_connections_depend_on(library: Library) -> None:
    subjects = [
        msgspec.msgpack.decode(file.subject, type=Subject) for file in library.state.content.files.values()
    ]
    articles = [entry.article for entry in library.catalog.entries.values()]
    assert subjects == subjects_of(articles, Shelves(()))
