"""What the papers of the repository tell authors and owners to write is what the program takes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from miniature import REPO

import build
from wenda.content.fields import FIELDS
from wenda.content.front_matter import parse_article
from wenda.content.others import PUBLISHED

pytest_plugins = ["miniature_fixtures"]

READMES = ("README.md", "README.zh.md")
GUIDES = ("CONTRIBUTING.md", "CONTRIBUTING.zh.md")


def paper(name: str) -> str:
    return (REPO / name).read_text(encoding="utf-8")


def example(name: str, language: str) -> str:
    [found] = re.findall(rf"```{language}\n(.*?)```", paper(name), re.DOTALL)
    return str(found)


@pytest.mark.parametrize("name", GUIDES)
def test_every_key_stands_in_the_table_of_keys(name: str) -> None:
    rows = paper(name).rpartition("| --- | --- |\n")[2].partition("\n\n")[0].splitlines()
    named = [key for row in rows for key in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert sorted(named) == sorted(field.name for field in FIELDS)


@pytest.mark.parametrize("name", READMES)
def test_the_example_of_an_article_is_one(name: str) -> None:
    article, problems = parse_article(example(name, "markdown"), "example.md")
    assert problems == ()
    assert article
    assert article.tags
    assert article.review_by


@pytest.mark.parametrize("name", READMES)
def test_the_settings_of_a_site_elsewhere_make_one(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = example(name, "yaml").replace("/path/to/wenda/templates", str(REPO / "templates"))
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "tiqu.md").write_text(example(name, "markdown"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert build.main(["build", "--strict", "--jobs", "1"]) == 0
    assert capsys.readouterr().err == ""
    assert "https://faq.example.cn/q/tiqu/" in (tmp_path / "site" / "sitemap.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GUIDES)
def test_what_may_lie_beside_an_article_is_named(name: str) -> None:
    [line] = [line for line in paper(name).splitlines() if "AVIF" in line]
    named = {f".{word.lower()}" for word in re.findall(r"[A-Za-z]+", line)}
    assert named >= set(PUBLISHED) - {".jpg"}  # which is JPEG


def test_a_draft_is_not_read_until_it_is_renamed(project: Callable[..., Path], tmp_path: Path) -> None:
    config = project(
        {"a.md": "---\ntitle: 甲\n---\n\n文。\n", ".drafts/b.md": "---\ntitle: 乙\n---\n\n文。\n"}
    )
    site = tmp_path / "site"
    arguments = ["build", "--config", str(config), "--site-dir", str(site), "--jobs", "1"]
    assert build.main(arguments) == 0
    assert not (site / "q" / "b").exists()
    (config.parent / "content" / ".drafts" / "b.md").rename(config.parent / "content" / "b.md")
    assert build.main(arguments) == 0
    assert (site / "q" / "b").exists()
