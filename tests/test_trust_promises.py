"""Every test that SECURITY.md names is there."""

import ast
import re

from miniature import REPO

NAMED = re.compile(r"`((?:browser/)?test_\w+\.py)(?:::(test_\w+))?`")


def test_every_promise_names_tests_that_exist() -> None:
    rows = [
        line
        for line in (REPO / "SECURITY.md")
        .read_text(encoding="utf-8")
        .partition("## What is promised")[2]
        .split("\n")
        if line.startswith("| ") and not line.startswith(("| promise", "| ---"))
    ]
    assert len(rows) > 20
    assert [row for row in rows if not NAMED.search(row)] == []
    missing = [
        f"{file}::{test}"
        for file, test in NAMED.findall("\n".join(rows))
        if test not in {"", *_tests(file)} or not (REPO / "tests" / file).is_file()
    ]
    assert missing == []


def _tests(file: str) -> set[str]:
    path = REPO / "tests" / file
    tree = ast.parse(path.read_text(encoding="utf-8") if path.is_file() else "")
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
