"""The web app's manifest and the service worker: what they list, and when they change."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from wenda.errors import WendaError
from wenda.site.outputs.offline import MANIFEST, SEARCH_LIST, WORKER, offline
from wenda.site.settings import Options, Settings, parse_options

INDEX = {"search/manifest.json": b"{}", "search/abc/core.bin": b"core"}


def files(
    index: Mapping[str, bytes] = INDEX, folder: Path = Path("none"), **options: object
) -> dict[str, bytes]:
    settings = Settings(
        content_dir=Path("content"),
        site_name="站",
        options=Options(**options),  # type: ignore[arg-type]
        templates_dir=folder,
        bundles={"assets/wenda.css": "a {}"},
    )
    return dict(offline({path: len(content) for path, content in index.items()}, settings))


def lists(found: Mapping[str, bytes]) -> dict[str, Any]:
    first = found[WORKER].decode().splitlines()[0]
    return json.loads(first.removeprefix("const site = ").removesuffix(";"))  # type: ignore[no-any-return]


def test_the_worker_lists_the_shell_and_the_whole_index(tmp_path: Path) -> None:
    (tmp_path / "assets" / "search").mkdir(parents=True)
    (tmp_path / "assets" / "styles").mkdir()
    (tmp_path / "assets" / "styles" / "part.css").write_text("a {}")
    (tmp_path / "assets" / "offline.js").write_text("back()")
    (tmp_path / "assets" / "search" / "page.js").write_text("go()")
    built = files(folder=tmp_path)
    found = lists(built)
    assert found["shell"] == ["offline/", MANIFEST, "assets/offline.js", "assets/wenda.css"]
    assert found["search"] == SEARCH_LIST
    assert json.loads(built[SEARCH_LIST]) == ["search/", "assets/search/page.js", *sorted(INDEX)]


def test_a_large_index_is_not_kept() -> None:
    found = files({**INDEX, "search/abc/big.bin": b"x" * 2000}, offline_search_kilobytes=1)
    assert lists(found)["search"] == ""
    assert SEARCH_LIST not in found


def test_the_worker_changes_with_what_it_lists_and_only_then(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    style = tmp_path / "assets" / "search.css"
    style.write_text("a {}")
    before = files(folder=tmp_path)
    assert files(folder=tmp_path) == before
    style.write_text("b {}")
    assert files(folder=tmp_path)[WORKER] != before[WORKER]
    assert (
        files({path.replace("/abc/", "/abd/"): content for path, content in INDEX.items()})[WORKER]
        != files()[WORKER]
    )


def test_switched_off_the_worker_takes_leave_and_there_is_nothing_to_install() -> None:
    found = files(offline=False)
    assert list(found) == [WORKER]
    assert b"unregister" in found[WORKER]
    assert b"fetch" not in found[WORKER]


def test_the_manifest_works_below_any_path() -> None:
    manifest = json.loads(files()[MANIFEST])
    assert (manifest["start_url"], manifest["scope"]) == ("./", "./")
    assert not any(icon["src"].startswith("/") for icon in manifest["icons"])


@pytest.mark.parametrize("value", ["yes", 1, None])
def test_a_switch_has_to_be_true_or_false(value: object) -> None:
    with pytest.raises(WendaError, match="offline: expected true or false"):
        parse_options({"offline": value})


def test_a_switch_can_be_off() -> None:
    assert not parse_options({"offline": False}).offline
