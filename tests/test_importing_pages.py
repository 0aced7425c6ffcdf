"""Invented pages of many shapes, each with what becomes of it as a golden file under `cases/importing/pages`."""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from rendering import outline_of_blocks, outline_of_html, render, without_bold

from wenda.importing.convert import convert
from wenda.importing.lines import read_line, source_lines
from wenda.importing.raw_page import RawPage, read_page
from wenda.importing.structure import structure
from wenda.model import Article

HERE = Path(__file__).parent
RAW = sorted((HERE / "sites" / "raw").glob("*.txt"))
UPDATES = "WENDA_UPDATE_CASES"
HINT = f"if this is better than before: {UPDATES}=1 .venv/bin/python -m pytest tests/test_importing_pages.py"


class _Readable(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Readable.add_representer(str, _text)


def told(article: Article) -> dict[str, Any]:
    names = ("title", "summary", "date", "status", "category", "searches", "disclaimer", "body")
    fields = {name: getattr(article, name) for name in names}
    fields |= {"status": article.status.value, "searches": list(article.searches)}
    return {name: value for name, value in fields.items() if value}


def read(path: Path) -> RawPage:
    page = read_page(path.read_text(encoding="utf-8"))
    assert page
    return page


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.stem)
def test_a_page_becomes_what_its_golden_file_says(path: Path) -> None:
    conversion = convert(read(path), "source")
    lines = [f"{entry.line:3} {entry.kind}" for entry in conversion.entries]
    found = {"articles": [told(article) for article in conversion.articles], "lines": "\n".join(lines) + "\n"}
    golden = HERE / "cases" / "importing" / "pages" / f"{path.stem}.yml"
    if os.environ.get(UPDATES):
        text = yaml.dump(found, Dumper=_Readable, allow_unicode=True, sort_keys=False, width=1000)
        golden.write_text(text, encoding="utf-8")
    assert found == yaml.safe_load(golden.read_text(encoding="utf-8")), HINT


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.stem)
def test_the_markdown_of_a_page_renders_as_its_structure(path: Path) -> None:
    page = read(path)
    body = convert(page, "source").articles[0].body
    blocks = structure(page.answer)
    assert without_bold(outline_of_html(render(body))) == without_bold(outline_of_blocks(blocks))


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.stem)
def test_every_line_of_a_page_is_accounted_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    entries = convert(read(path), "source").entries
    assert [entry.line for entry in entries] == list(range(1, len(source_lines(text)) + 1))


@pytest.mark.parametrize(
    ("source", "indent"),
    [("甲", 0), ("  甲", 2), ("\u3000甲", 2), (" \u3000甲", 3), ("\t甲", 4), ("  \t甲", 4)],
)
def test_a_wide_space_indents_by_two_and_a_tab_to_the_next_stop(source: str, indent: int) -> None:
    assert (read_line(1, source).indent, read_line(1, source).text) == (indent, "甲")
