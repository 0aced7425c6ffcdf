"""The owner's own pages: what docs/ and `nav` add beside the articles."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from miniature import Built

from wenda.errors import WendaError
from wenda.site.driver import build_site

pytest_plugins = ["miniature_fixtures"]

ARTICLE = {"a.md": "---\ntitle: 甲\nsummary: 乙。\n---\n\n乙。\n"}


@pytest.fixture
def built(project: Callable[..., Path], tmp_path: Path) -> Callable[..., Built]:
    """Give a function that lays out a site with settings and hand-written files of its own, builds and returns it."""

    def lay_out_and_build(changed: Mapping[str, Any], docs: Mapping[str, str]) -> Built:
        config = project(ARTICLE)
        for path, text in docs.items():
            file = tmp_path / "docs" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        settings = yaml.safe_load(config.read_text(encoding="utf-8")) | changed
        config.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
        build_site(config, tmp_path / "site", None, jobs=1)
        return Built(tmp_path / "site")

    return lay_out_and_build


def footer(html: str) -> str:
    return html.partition("<footer>")[2].partition("</footer>")[0]


def test_pages_that_the_owner_names_under_nav_are_linked_from_every_page(built: Callable[..., Built]) -> None:
    nav = [
        {"首页": "index.md"},
        {"主题": "topics/index.md"},
        {"更多": [{"捐助": "donate.md"}, {"帮手": "team/index.md"}, "terms.md"]},
        {"老网站": "https://old.example/"},
    ]
    site = built({"nav": nav}, {"donate.md": "# 捐\n", "team/index.md": "# 我们\n", "terms.md": "# 约\n"})
    for page, up in (("", ""), ("q/a/", "../../"), ("donate/", "../")):
        links = footer(site.page(page))
        assert f'<a href="{up}donate/">捐助</a>' in links.replace('"./"', '"../donate/"')
        assert f'<a href="{up}team/">帮手</a>' in links
        assert f'<a href="{up}terms/">terms</a>' in links
        assert '<a href="https://old.example/">老网站</a>' in links
        assert "主题" not in links


def test_the_owners_stylesheets_come_after_ours(built: Callable[..., Built]) -> None:
    site = built({"extra_css": ["css/own.css"]}, {"css/own.css": ":root { --w-pine: #333 }"})
    head = site.page("q/a/").partition("</head>")[0]
    assert head.index("assets/wenda.css") < head.index('<link rel="stylesheet" href="../../css/own.css">')
    assert site.has("css/own.css")


def test_the_owners_icon_takes_the_place_of_ours(built: Callable[..., Built]) -> None:
    assert built({}, {"assets/icon.svg": "<svg/>"}).page("assets/icon.svg") == "<svg/>"


def test_addresses_that_end_in_html_are_refused(built: Callable[..., Built]) -> None:
    with pytest.raises(WendaError, match="use_directory_urls: must be true"):
        built({"use_directory_urls": False}, {})


def test_settings_that_no_page_heeds_are_named(project: Callable[..., Path], tmp_path: Path) -> None:
    config = project(ARTICLE)
    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    settings["theme"]["palette"] = {"primary": "teal"}
    settings["copyright"] = "甲"
    config.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    report = build_site(config, tmp_path / "site", None, jobs=1)
    told = [problem.path for problem in report.warnings if problem.rule == "no-effect"]
    assert told == ["copyright", "theme: palette"]


def test_without_nav_the_footer_is_as_it_was(built: Callable[..., Built]) -> None:
    assert footer(built({}, {"donate.md": "# 捐\n"}).page("")).count("<a ") == 1


def test_the_owners_robots_txt_goes_before_ours(built: Callable[..., Built]) -> None:
    site = built({}, {"robots.txt": "User-agent: *\nDisallow: /\n"})
    assert site.page("robots.txt") == "User-agent: *\nDisallow: /\n"


def test_an_overview_with_nothing_in_it_leads_to_all_questions(built: Callable[..., Built]) -> None:
    page = built({}, {}).page("topics/")  # the site has no taxonomy.yml
    assert '<a href="../all/">全部问题</a></p>' in page.partition("<main")[2]
