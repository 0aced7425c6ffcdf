"""The papers of the code name modules and files that are there."""

import re
from pathlib import Path

import pytest
from miniature import REPO

PAPERS = sorted([*REPO.glob("*.md"), REPO / "bench" / "README.md", REPO / "tests" / "web" / "README.md"])
ROOMS = ("bench", "content", "docs", "requirements", "templates", "tests", "wenda")

MODULE = re.compile(r"`([\w/]+\.py)(?:::\w+)?`")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")
INLINE = re.compile(r"`[^`\n]+`")
CODE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


def modules() -> set[str]:
    """Return every module's path, and each way to name it by its last folders."""
    paths = [path.relative_to(REPO) for room in ROOMS for path in (REPO / room).rglob("*.py")]
    paths += [path.relative_to(REPO) for path in REPO.glob("*.py")]
    return {"/".join(path.parts[first:]) for path in paths for first in range(len(path.parts))}


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.relative_to(REPO).as_posix())
def test_a_paper_names_only_modules_and_files_that_exist(paper: Path) -> None:
    text = CODE.sub("", paper.read_text(encoding="utf-8"))
    linked = {path for path in LINK.findall(INLINE.sub("", text)) if not (paper.parent / path).exists()}
    assert (set(MODULE.findall(text)) - modules()) | linked == set()
