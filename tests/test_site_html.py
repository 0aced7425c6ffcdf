"""Every page is valid HTML, as html-validate judges it; tests/web/README.md says which rules are off."""

import json
from collections.abc import Iterator
from pathlib import Path

from miniature import REPO, SITES, Built
from node_programs import WEB, package, run

from wenda.site.driver import build_site

pytest_plugins = ["miniature_fixtures"]


def complaints(folder: Path) -> Iterator[str]:
    """Yield what html-validate finds in the pages below `folder`, each once for each page and rule."""
    script = package("html-validate") / "bin" / "html-validate.mjs"
    config = str(WEB / "htmlvalidate.json")
    said = run(script, "--config", config, "--formatter", "json", str(folder / "**" / "*.html"))
    assert said.returncode in {0, 1}, said.stderr
    for page in json.loads(said.stdout):
        for found in page["messages"]:
            place = Path(page["filePath"]).relative_to(folder)
            yield f"{place}:{found['line']}: {found['message']} ({found['ruleId']})"


def test_every_page_of_the_first_site_is_valid(tmp_path: Path) -> None:
    build_site(REPO / "mkdocs.yml", tmp_path / "site", None, jobs=1)
    assert len(list((tmp_path / "site").rglob("*.html"))) > 200
    assert list(complaints(tmp_path / "site")) == []


def test_every_page_with_hostile_and_odd_content_is_valid(small: Built, tmp_path: Path) -> None:
    assert (small.folder / "q" / "hostile").is_dir()
    assert list(complaints(small.folder)) == []
    build_site(REPO / "mkdocs.yml", tmp_path / "site", SITES / "library", jobs=1)
    assert list(complaints(tmp_path / "site")) == []


def test_a_page_that_is_not_valid_is_told(small: Built, tmp_path: Path) -> None:
    wrong = {
        "no-dup-id": ("</main>", "<p id=main></p></main>"),
        "close-order": ("</main>", "<div><p></main>"),
        "wcag/h37": ("</main>", "<img src='x.png'></main>"),
        "element-required-attributes": ('lang="zh-CN"', ""),
    }
    html = small.page("about/")
    for number, (old, new) in enumerate(wrong.values()):
        assert old in html
        (tmp_path / f"{number}.html").write_text(html.replace(old, new), encoding="utf-8")
    found = list(complaints(tmp_path))
    for number, rule in enumerate(wrong):
        assert any(place.startswith(f"{number}.html:") and f"({rule})" in place for place in found), rule
