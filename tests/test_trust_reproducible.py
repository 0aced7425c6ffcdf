"""The same content makes the same site: same names, same bytes, whoever builds it where, when and how."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from miniature import REPO, SITES, copied

Tree = dict[str, bytes]
"""The bytes of each file of a folder by its path."""


def build(config: Path, site: Path, *, jobs: int = 2, umask: int = 0o022, **environment: str) -> Tree:
    """Build a site in a process of its own and return what is in it."""
    command = [sys.executable, str(REPO / "build.py"), "build", "--config", str(config)]
    done = subprocess.run(
        [*command, "--site-dir", str(site), "--jobs", str(jobs)],
        cwd=config.parent,
        env={**os.environ, **environment},
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return tree(site)


def tree(folder: Path) -> Tree:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def different(one: Tree, other: Tree) -> set[str]:
    """Return the paths of files that are not in both, or not the same in both."""
    return {path for path in one.keys() | other.keys() if one.get(path) != other.get(path)}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    """Build the small site as it comes."""
    return build(SITES / "small" / "mkdocs.yml", tmp_path_factory.mktemp("plain") / "site")


def laid_out_backwards(folder: Path) -> None:
    """Write all files of `folder` again, last ones first, at times that have nothing to do with the true ones."""
    kept = [(path, path.read_bytes()) for path in sorted(folder.rglob("*"), reverse=True) if path.is_file()]
    shutil.rmtree(folder)
    for number, (path, content) in enumerate(kept):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (10**9 + number, 10**9 - number))


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        {
            "LC_ALL": "C.UTF-8",
            "TZ": "Pacific/Pago_Pago",
            "PYTHONHASHSEED": "2",
            "HOME": "/nowhere",
            "COLUMNS": "20",
        },
    ],
    ids=["far east", "far west"],
)
def test_another_place_order_clock_locale_umask_and_number_of_jobs_make_the_same_site(
    plain: Tree, tmp_path: Path, environment: dict[str, str]
) -> None:
    config = copied(SITES / "small", tmp_path / "另 一个 place" / "small")
    laid_out_backwards(config.parent)
    jobs = 1 if environment["PYTHONHASHSEED"] == "1" else 3
    other = build(config, tmp_path / "elsewhere" / "site", jobs=jobs, umask=0o027, **environment)
    assert different(plain, other) == set()


def test_a_site_that_was_changed_and_changed_back_is_what_it_was(plain: Tree, tmp_path: Path) -> None:
    config = copied(SITES / "small", tmp_path / "small")
    article = config.parent / "content" / "goupiao-1.md"
    as_it_was = article.read_text(encoding="utf-8")
    build(config, tmp_path / "site")
    article.write_text(as_it_was + "\n还有一句。\n", encoding="utf-8")
    assert different(plain, build(config, tmp_path / "site"))
    article.write_text(as_it_was, encoding="utf-8")
    assert different(plain, build(config, tmp_path / "site")) == set()


def test_the_day_of_a_build_is_the_one_it_is_told(tmp_path: Path) -> None:
    config = copied(SITES / "small", tmp_path / "small")
    (config.parent / "content" / "due.md").write_text(
        "---\ntitle: 过期了吗\ndate: 2024-01-01\nreview_by: 2025-06-01\n---\n\n文。\n", encoding="utf-8"
    )
    before = build(config, tmp_path / "before", SOURCE_DATE_EPOCH="1735689600")  # 2025-01-01
    later_that_day = build(config, tmp_path / "later", SOURCE_DATE_EPOCH="1735729200", TZ="Asia/Shanghai")
    after = build(config, tmp_path / "after", SOURCE_DATE_EPOCH="1767225600")  # 2026-01-01
    assert different(before, later_that_day) == set()
    assert "q/due/index.html" in different(before, after)
