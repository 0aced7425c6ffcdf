"""What other programs read: feeds, sitemap, robots.txt."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from miniature import Built

from wenda.site import feeds
from wenda.site.driver import build_site
from wenda.site.feeds import sitemap
from wenda.site.pages import SitePage
from wenda.site.settings import Settings
from wenda.site.views import PlainView

pytest_plugins = ["miniature_fixtures"]

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SETTINGS = Settings(content_dir=Path("content"), site_name="站", site_url="https://faq.example/faq/")


def page(url: str, **values: object) -> SitePage:
    return SitePage(url=url, source=url, template="page.html", title=url, view=PlainView, **values)  # type: ignore[arg-type]


def test_the_atom_feed_has_the_newest_first_with_absolute_addresses(small: Built) -> None:
    feed = ET.fromstring(small.page("feed.xml"))
    links = [link.get("href") for link in feed.findall("a:entry/a:link", ATOM)]
    assert links[:2] == [
        "https://faq.example/faq/q/chepiao-tuipiao/",
        "https://faq.example/faq/q/gaiqian-jici/",
    ]
    assert feed.findtext("a:updated", namespaces=ATOM) == "2025-03-09T00:00:00Z"


def test_the_json_feed_says_the_same(small: Built) -> None:
    feed = json.loads(small.page("feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["items"][0]["url"] == "https://faq.example/faq/q/chepiao-tuipiao/"
    assert feed["items"][0]["date_modified"] == "2025-03-09T00:00:00Z"


def test_every_topic_has_feeds_of_its_own(small: Built) -> None:
    feed = ET.fromstring(small.page("topics/xingli/feed.xml"))
    assert [title.text for title in feed.findall("a:entry/a:title", ATOM)] == ["行李箱子有没有大小限制"]


def test_hostile_text_leaves_feeds_well_formed(small: Built) -> None:
    feed = ET.fromstring(small.page("feed.xml"))
    titles = [title.text for title in feed.findall("a:entry/a:title", ATOM)]
    assert "\"><script>alert(1)</script> {{ 7*7 }} </title> & 引号'也在" in titles


def test_the_sitemap_names_every_page_for_readers_and_no_other(small: Built) -> None:
    found = ET.fromstring(small.page("sitemap.xml")).findall("m:url/m:loc", MAP)
    places = {str(place.text).removeprefix("https://faq.example/faq/") for place in found}
    assert {"", "about/", "topics/", "topics/piao/", "topics/piao/2/", "q/chepiao-tuipiao/", "all/"} <= places
    assert not {"search/", "404.html", "q/tuipiao-feiyong/", "topics/xingli/"} & places


def test_the_sitemap_has_the_day_of_the_last_change() -> None:
    pages = [page("q/a/", updated=dt.date(2025, 3, 9)), page("q/b/")]
    [(name, content)] = sitemap(pages, SETTINGS)
    assert name == "sitemap.xml"
    assert b"<loc>https://faq.example/faq/q/a/</loc><lastmod>2025-03-09</lastmod>" in content
    assert b"<loc>https://faq.example/faq/q/b/</loc></url>" in content


def test_a_sitemap_grows_into_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "SITEMAP_LIMIT", 2)
    found = dict(sitemap([page(f"q/{number}/") for number in range(5)], SETTINGS))
    assert sorted(found) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    index = ET.fromstring(found["sitemap.xml"])
    assert [place.text for place in index.findall("m:sitemap/m:loc", MAP)] == [
        f"https://faq.example/faq/sitemap-{number}.xml" for number in (1, 2, 3)
    ]


def test_addresses_in_the_sitemap_are_encoded() -> None:
    [(_, content)] = sitemap([page("旧站/a b/")], SETTINGS)
    assert b"<loc>https://faq.example/faq/%E6%97%A7%E7%AB%99/a%20b/</loc>" in content


def test_a_site_without_an_address_has_none_of_them(project: Callable[..., Path], tmp_path: Path) -> None:
    config = project({"a.md": "---\ntitle: 甲\n---\n\n文。\n"})
    config.write_text(config.read_text(encoding="utf-8").replace("site_url:", "copyright:"), encoding="utf-8")
    build_site(config, tmp_path / "site", None, jobs=1)
    site = Built(tmp_path / "site")
    assert site.has("q/a/")
    assert not any(map(site.has, ("feed.xml", "feed.json", "sitemap.xml", "robots.txt")))
