"""Every content file gets an id of its own, from its path alone."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wenda.content.ids import assign_ids
from wenda.slug import is_slug

PART = st.text(min_size=1, max_size=8).filter(
    lambda part: "/" not in part and part not in {".", ".."}
) | st.sampled_from(["a", "A", "index", "README", "con", "a-2", "医保", "a b"])
PATHS = st.lists(
    st.lists(PART, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".md"), unique=True
)


@settings(deadline=None)  # other work on the machine is no failure
@given(PATHS, st.randoms())
def test_ids_are_unique_slugs_whatever_the_order_of_files(paths: list[str], chance: random.Random) -> None:
    ids, _ = assign_ids(paths)
    assert set(ids) == set(paths)
    assert len(set(ids.values())) == len(paths)
    assert all(map(is_slug, ids.values()))
    shuffled = list(paths)
    chance.shuffle(shuffled)
    assert assign_ids(shuffled)[0] == ids


@settings(deadline=None)  # other work on the machine is no failure
@given(PATHS)
def test_a_file_that_does_not_get_its_stem_is_warned_about(paths: list[str]) -> None:
    ids, problems = assign_ids(paths)
    warned = {problem.path for problem in problems if problem.rule == "file-name"}
    assert warned == {
        path for path in paths if not path.endswith((f"/{ids[path]}.md",)) and path != f"{ids[path]}.md"
    } | {path for path in paths if path.rpartition("/")[2].removesuffix(".md") in {"index", "readme"}}


@pytest.mark.parametrize(
    ("paths", "ids"),
    [
        (["a.md"], ["a"]),
        (["deep/a.md", "a.md"], ["deep-a", "a"]),
        (["guide/index.md"], ["guide"]),
        (["guide/README.md", "guide.md"], ["guide-2", "guide"]),
        (["医保断缴.md"], ["yibao-duanjiao"]),
        (["con.md"], ["con-x"]),
        (["My File.md"], ["my-file"]),
        (["guide/My File.md"], ["my-file"]),
        (["v1.2.md"], ["v1-2"]),
        (["guide/part/index.md"], ["guide-part"]),
    ],
)
def test_ids_read_like_the_path(paths: list[str], ids: list[str]) -> None:
    assert [assign_ids(paths)[0][path] for path in paths] == ids
