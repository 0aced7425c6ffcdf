"""The interface's words: whole in every language, nowhere else, and another language is one file."""

import json
import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from babel import Locale
from miniature import REPO, Built

from wenda.errors import WendaError
from wenda.site import texts as texts_module
from wenda.site.driver import build_site
from wenda.site.texts import Texts, languages, load_texts

pytest_plugins = ["miniature_fixtures"]

HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
PLURAL = re.compile(r"_(zero|one|two|few|many|other)$")
TEXTS = Path(str(files("wenda.site"))) / "texts"


def leaves(texts: Texts, prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, text in texts.items():
        if isinstance(text, Texts):
            yield from leaves(text, f"{prefix}{key}.")
        else:
            yield prefix + key, text


def places(texts: Texts) -> dict[str, set[str]]:
    """Return the placeholders of each text by key; the plural forms of a text count as one."""
    found: dict[str, set[str]] = {}
    for key, text in leaves(texts):
        found.setdefault(PLURAL.sub("", key), set()).update(re.findall(r"\{\w+\}", text))
    return found


def test_there_are_chinese_and_english() -> None:
    assert set(languages()) >= {"zh", "en"}


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_texts_with_the_same_places(language: str) -> None:
    assert places(load_texts(language)) == places(load_texts("zh"))


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_plural_forms_that_it_needs_and_no_others(language: str) -> None:
    texts = dict(leaves(load_texts(language)))
    forms = {*Locale.parse(texts["language_tag"], sep="-").plural_form.tags, "other"}
    counted = {match.string[: match.start()] for key in texts if (match := PLURAL.search(key))}
    assert counted
    for key in counted:
        there = {form for form in ("zero", "one", "two", "few", "many", "other") if f"{key}_{form}" in texts}
        assert there == forms, key


USES = {
    "": ("templates/**/*.html", "wenda/site/**/*.py"),
    "pages": ("wenda/site/**/*.py",),
    "scripts": ("templates/assets/shell/*.js", "templates/assets/search/box.js"),
    "searching": ("templates/assets/search/*.js", "templates/search.html"),
}
MADE = r"(reason|seal|theme|no|page)_\w+|(topics|tags|regions)_lead|(topic|tag|region)_description"
"""Keys that are put together where they are used, as in `page_{kind}`."""


@pytest.mark.parametrize("section", USES)
def test_every_text_is_used(section: str) -> None:
    code = "".join(path.read_text(encoding="utf-8") for use in USES[section] for path in REPO.glob(use))
    texts = load_texts("zh")[section] if section else load_texts("zh")
    assert isinstance(texts, Texts)
    keys = {PLURAL.sub("", key) for key in texts}
    unused = {
        key for key in keys if not re.search(rf"""["'`]{key}["'`]|\b(t|texts|searching)\.{key}\b""", code)
    }
    assert {key for key in unused if not re.fullmatch(MADE, key)} == set()


# Where Chinese is not what is said but what is read: numbers and joining words in questions and headings.
READ = {"numerals.js", "templating.py", "map_names.py"}
IDEOGRAPH = re.compile(
    r"[\u3400-\u9fff]"
)  # the stylesheet draws with wide signs and sets Chinese brackets for Chinese
COMMENTS = {
    ".py": r"#[^\n]*",
    ".js": r"/\*.*?\*/|//[^\n]*",
    ".css": r"/\*.*?\*/",
    ".html": r"\{#.*?#\}",
    ".svg": r"<!--.*?-->",
}


def test_no_template_script_or_module_of_the_site_speaks_chinese() -> None:
    sources = [*(REPO / "templates").rglob("*.*"), *(REPO / "wenda" / "site").rglob("*.*")]
    code = {
        path.name: re.sub(COMMENTS[path.suffix], "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for path in sources
        if path.suffix in COMMENTS
    }
    assert {name for name, text in code.items() if IDEOGRAPH.search(text)} == READ


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [("en", 0, "0 questions"), ("en", 1, "1 question"), ("en", 2, "2 questions"), ("zh", 1, "1 个问题")],
)
def test_what_is_counted_is_said_as_the_language_counts(language: str, count: int, said: str) -> None:
    assert load_texts(language).count("question", count=count) == said


ENGLISH = {
    "one.md": "---\ntitle: How do I get a library card?\nsummary: Bring your passport.\ndate: 2024-05-02\n"
    "tags: [cards]\nreview_by: 2024-06-01\n---\n\n## What to bring\n\nSee [another](two.md).[^1]\n\n[^1]: Note.\n",
    "two.md": "---\ntitle: What was the fee in 2020?\nstatus: excerpt\ntags: [fees, cards]\naliases: [old-fee]\n"
    "related: [one]\ndisclaimer: Ask at the desk.\n---\n\n| a | b |\n| - | - |\n| 1 | 2 |\n",
}


def site_in(language: str, project: Callable[..., Path], folder: Path) -> Built:
    """Build a site whose owner and authors write no Chinese."""
    config = project(ENGLISH, page_size=1)
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    settings["site_name"] = "Library questions"
    settings["theme"]["language"] = language
    settings["repo_url"] = "https://git.example/library/faq"
    config.write_text(yaml.safe_dump(settings), encoding="utf-8")
    build_site(config, folder / "site", None, jobs=1)
    return Built(folder / "site")


def test_a_site_in_english_says_nothing_in_chinese(project: Callable[..., Path], tmp_path: Path) -> None:
    site = site_in("en", project, tmp_path)
    said = [
        path for path in site.folder.rglob("*.*") if path.suffix in {".html", ".xml", ".json", ".txt", ".md"}
    ]
    said = [
        path for path in said if not (path.parent.parent.name == "search" or path.parent.name == "assets")
    ]
    assert len(said) > 20
    for path in said:
        text = path.read_text(encoding="utf-8")
        assert HAN.findall(text) == [], path.relative_to(site.folder)
    assert '<html lang="en"' in site.page("q/one/")
    assert "2 questions tagged cards, answered." in site.page("tags/cards/")


def test_another_language_is_one_file(
    project: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = yaml.safe_load((TEXTS / "en.yml").read_text(encoding="utf-8"))

    def marked(value: object) -> object:
        return {key: marked(part) for key, part in value.items()} if isinstance(value, dict) else f"‹{value}›"

    other = marked(words)
    assert isinstance(other, dict)
    other |= {"language_tag": "pl", "question_few": "{count} pytania", "question_many": "{count} pytań"}
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "pl.yml").write_text(json.dumps(other, ensure_ascii=False), encoding="utf-8")
    monkeypatch.setattr(texts_module, "FOLDER", folder)
    site = site_in("pl", project, tmp_path)
    assert '<html lang="pl"' in site.page("q/two/")
    assert [load_texts("pl").count("question", count=n) for n in (1, 2, 5)] == [
        "‹1 question›",
        "2 pytania",
        "5 pytań",
    ]
    english = dict(leaves(Texts(words, "en.yml", lambda _: "other")))
    for key in ("short_answer", "applies_to", "notice_excerpt", "pages.footnote_back"):
        pages = site.page("q/one/") + site.page("q/two/")
        assert f"‹{english[key]}›" in pages, key
    assert json.dumps(f"‹{english['scripts.copied']}›", ensure_ascii=False) in site.page("assets/wenda.js")


def test_a_language_that_nobody_knows_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "xx.yml").write_text("language_tag: nonsense-tag-1\n", encoding="utf-8")
    monkeypatch.setattr(texts_module, "FOLDER", tmp_path)
    with pytest.raises(WendaError, match=r"xx.yml: language_tag: 'nonsense-tag-1' is no language"):
        load_texts("xx")
