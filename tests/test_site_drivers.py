"""`mkdocs build` and `build.py` make the same site, however it is built."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from comparing import differences
from miniature import REPO, SITES

from wenda.site.texts import load_texts

pytest_plugins = ["miniature_fixtures"]

SMALL = SITES / "small" / "mkdocs.yml"
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
BUILD = [sys.executable, str(REPO / "build.py"), "build"]


def run(command: list[str], folder: Path, *, cwd: Path = REPO, **environment: str) -> Path:
    """Build a site into `folder` in a process of its own."""
    done = subprocess.run(
        [*command, "--site-dir", str(folder)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small site with everything as it comes."""
    return run([*BUILD, "--config", str(SMALL)], tmp_path_factory.mktemp("built") / "site")


def test_mkdocs_makes_the_same_small_site(built: Path, tmp_path: Path) -> None:
    other = run([*MKDOCS, "--config-file", str(SMALL)], tmp_path / "site")
    assert list(differences(built, other)) == []


def test_mkdocs_and_one_process_make_the_same_site_of_the_content_as_two(tmp_path: Path) -> None:
    two, one = run([*BUILD, "--jobs", "2"], tmp_path / "two"), run([*BUILD, "--jobs", "1"], tmp_path / "one")
    mkdocs = run(MKDOCS, tmp_path / "mkdocs")
    assert [*differences(two, one), *differences(two, mkdocs)] == []


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Pago_Pago", "LC_ALL": "C.UTF-8"},
    ],
)
def test_time_zone_locale_and_hash_seed_make_no_difference(
    built: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    other = run([*BUILD, "--config", str(SMALL)], tmp_path / "site", cwd=REPO, **environment)
    assert list(differences(built, other)) == []


def test_the_place_of_the_source_makes_no_difference(built: Path, small_copy: Path, tmp_path: Path) -> None:
    other = run([*BUILD, "--config", str(small_copy / "mkdocs.yml")], tmp_path / "site", cwd=tmp_path)
    assert list(differences(built, other)) == []


def test_the_order_in_which_files_were_made_makes_no_difference(
    built: Path, small_copy: Path, tmp_path: Path
) -> None:
    files = sorted((file for file in (small_copy / "content").rglob("*") if file.is_file()), reverse=True)
    kept = [(file, file.read_bytes()) for file in files]
    shutil.rmtree(small_copy / "content")
    for file, content in kept:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    other = run([*BUILD, "--config", str(small_copy / "mkdocs.yml")], tmp_path / "site")
    assert list(differences(built, other)) == []


def test_the_date_of_the_build_can_be_set(project: Callable[..., Path], tmp_path: Path) -> None:
    config = project({"a.md": "---\ntitle: 2024 年怎么买票\n---\n\n去窗口。\n"})
    notice = load_texts("zh").say("notice_past_year", year=2024)
    for day, shown in (("1704100000", False), ("1767300000", True)):  # in January of 2024 and of 2026
        site = run([*BUILD, "--config", str(config)], tmp_path / day, SOURCE_DATE_EPOCH=day)
        assert (notice in (site / "q" / "a" / "index.html").read_text(encoding="utf-8")) is shown


def test_nothing_published_names_the_place_where_it_was_built(built: Path) -> None:
    here = str(REPO).encode()
    assert [file for file in built.rglob("*") if file.is_file() and here in file.read_bytes()] == []
