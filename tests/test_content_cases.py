"""Golden cases of reading and checking content: tests/cases/content/<what>/<the behaviour>.yml.

Each case holds what goes in and, under `gives`, what comes out. UPDATE_CASES=1 writes down what comes out now.
"""

import dataclasses
import datetime as dt
import os
from collections.abc import Callable, Iterable
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
import yaml

from wenda.content.check import check_articles
from wenda.content.front_matter import parse_article
from wenda.content.store import load_articles
from wenda.errors import Problem
from wenda.markdown_text import anchors, headings, links, plain_text
from wenda.model import Article

CASES = Path(__file__).parent / "cases" / "content"
UPDATE = "UPDATE_CASES=1 python -m pytest tests/test_content_cases.py"


def read_front_matter(case: dict[str, Any], _: Path) -> dict[str, Any]:
    article, problems = parse_article(case["file"], "case.md")
    return {"article": _fields(article) if article else None, "problems": _told(problems)}


def check(case: dict[str, Any], folder: Path) -> str:
    for name, text in case["files"].items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    articles, in_files = load_articles(folder)
    between = check_articles(articles, folder, case.get("today", dt.date(2026, 5, 1)))
    return _told(sorted({*in_files, *between}), f"{folder}/")


def read_markdown(case: dict[str, Any], _: Path) -> dict[str, Any]:
    text = case["markdown"]
    found = {
        "plain": plain_text(text) + "\n",
        "headings": list(headings(text)),
        "anchors": sorted(anchors(text)),
        "links": [f"{line}: {target}" for line, target in links(text)],
    }
    return {name: value for name, value in found.items() if value}


RUNS: dict[str, Callable[[dict[str, Any], Path], Any]] = {
    "front_matter": read_front_matter,
    "check": check,
    "plain_text": read_markdown,
}


@pytest.mark.parametrize(
    "path", sorted(CASES.rglob("*.yml")), ids=lambda path: f"{path.parent.name}/{path.stem}".replace("_", " ")
)
def test_case(path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    case = yaml.safe_load(text)
    gives = RUNS[path.parent.name](case, tmp_path)
    if os.environ.get("UPDATE_CASES"):
        kept = text.partition("\ngives:")[0].rstrip()
        path.write_text(f"{kept}\ngives:{_as_yaml(gives)}", encoding="utf-8")
        return
    assert gives == case.get("gives"), f"{path} gives something else; if that is right: {UPDATE}"


def _fields(article: Article) -> dict[str, Any]:
    """Return what the article holds beyond its defaults."""
    return {
        field.name: _plain(value)
        for field in dataclasses.fields(article)
        if (value := getattr(article, field.name)) != field.default
    }


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Enum) else value


def _told(problems: Iterable[Problem], prefix: str = "") -> str:
    return "".join(f"{problem}\n".replace(prefix, "") if prefix else f"{problem}\n" for problem in problems)


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002  YAML's own signature
        super().increase_indent(flow, indentless=False)


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _write_text)


def _as_yaml(value: Any) -> str:
    text = yaml.dump({"gives": value}, Dumper=_Dumper, allow_unicode=True, width=1000, sort_keys=False)
    return text.removeprefix("gives:")
