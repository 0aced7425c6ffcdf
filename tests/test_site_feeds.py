"""What other programs read: feeds, sitemap, robots.txt."""

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from feed_rules import (
    addresses,
    atom_troubles,
    json_feed_troubles,
    llms_troubles,
    sitemap_troubles,
)
from miniature import REPO, Built

from wenda.site.driver import build_site
from wenda.site.outputs import feeds
from wenda.site.outputs.feeds import sitemap
from wenda.site.pages.page_set import SitePage
from wenda.site.pages.views import PlainView
from wenda.site.settings import Settings

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


def test_a_listing_changes_with_the_newest_of_its_articles(small: Built) -> None:
    assert "topics/piao/</loc><lastmod>2025-03-09</lastmod>" in small.page("sitemap.xml")


def numbered(monkeypatch: pytest.MonkeyPatch, count: int, **limits: int) -> dict[str, bytes]:
    """Return the sitemap files of `count` pages under smaller limits; what they name is checked here."""
    for name, limit in limits.items():
        monkeypatch.setattr(feeds, name, limit)
    found = dict(sitemap([page(f"q/{number}/") for number in range(count)], SETTINGS))
    parts = [name for name in found if name != "sitemap.xml"]
    assert addresses(found["sitemap.xml"]) == [SETTINGS.site_url + part for part in parts]
    assert [place for part in parts for place in addresses(found[part])] == [
        f"{SETTINGS.site_url}q/{number}/" for number in range(count)
    ]
    for name, content in found.items():
        assert list(sitemap_troubles(content, SETTINGS.site_url + name)) == []
    return found


def test_a_sitemap_of_too_many_addresses_becomes_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    found = numbered(monkeypatch, 5, SITEMAP_ADDRESSES=2)
    assert sorted(found) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]


def test_a_sitemap_of_too_many_bytes_becomes_several_files(monkeypatch: pytest.MonkeyPatch) -> None:
    found = numbered(monkeypatch, 40, SITEMAP_BYTES=1000)
    assert len(found) > 2
    assert all(len(content) <= 1000 for name, content in found.items() if name != "sitemap.xml")


def test_addresses_in_the_sitemap_are_encoded() -> None:
    [(_, content)] = sitemap([page("旧站/a b/")], SETTINGS)
    assert b"<loc>https://faq.example/faq/%E6%97%A7%E7%AB%99/a%20b/</loc>" in content


@pytest.fixture(scope="module")
def insured(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build content/."""
    folder = tmp_path_factory.mktemp("insured") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WENDA_SITE_URL", SETTINGS.site_url)
        build_site(REPO / "mkdocs.yml", folder, None, jobs=1)
    return Built(folder)


@pytest.fixture(params=["small", "insured"])
def site(request: pytest.FixtureRequest) -> Built:
    """Give each of the two sites in turn; both lie at the address of SETTINGS."""
    built = request.getfixturevalue(request.param)
    assert isinstance(built, Built)
    return built


def test_every_feed_keeps_to_its_specification(site: Built) -> None:
    folders = sorted(site.folder.rglob("feed.xml"))
    assert len(folders) > 1
    for file in folders:
        assert list(atom_troubles(file.read_bytes())) == []
        assert list(json_feed_troubles(file.with_suffix(".json").read_bytes())) == []
        self_link = ET.fromstring(file.read_bytes()).find("a:link[@rel='self']", ATOM)
        assert self_link is not None
        assert site.folder / self_link.attrib["href"].removeprefix(SETTINGS.site_url) == file


def test_the_sitemap_keeps_to_its_specification_and_names_only_what_is_there(site: Built) -> None:
    content = (site.folder / "sitemap.xml").read_bytes()
    assert list(sitemap_troubles(content, f"{SETTINGS.site_url}sitemap.xml")) == []
    places = [place.removeprefix(SETTINGS.site_url) for place in addresses(content)]
    assert len(places) > 10
    for place in places:
        html = site.page(place)
        assert re.search(rf'<link rel="canonical" [^>]*href="{re.escape(SETTINGS.site_url + place)}">', html)
        assert 'name="robots"' not in html


def test_every_llms_txt_keeps_to_its_form_and_leads_to_what_is_there(site: Built) -> None:
    files = sorted(site.folder.rglob("llms.txt"))
    assert len(files) > 1
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert list(llms_troubles(text)) == []
        linked = re.findall(r"\]\((http[^)]*)\)", text)
        assert linked
        assert all(site.has(address.removeprefix(SETTINGS.site_url)) for address in linked)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<updated>2025-01-02T00:00:00Z</updated><author>", "<updated>2025-01-02</updated><author>"),
        ("<author><name>站</name></author>", ""),
        ("<id>https://a.example/1</id>", ""),
        ("<id>https://a.example/1</id>", "<id>q/1</id>"),
        ('<link rel="self" href="https://a.example/feed.xml"/>', ""),
        ('<link href="https://a.example/1"/>', '<link href="../1"/>'),
        ('<link href="https://a.example/1"/>', ""),
        ("<title>一</title>", "<title>一<b/></title>"),
        ("<title>一</title>", "<title>一</title><title>二</title>"),
        ("<summary>答</summary>", "<description>答</description>"),
        ('xml:lang="zh"', ""),
    ],
)
def test_the_rules_of_atom_find_what_is_wrong(right: str, wrong: str) -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh"><title>站</title><id>https://a.example/</id>'
        "<updated>2025-01-02T00:00:00Z</updated><author><name>站</name></author>"
        '<link rel="self" href="https://a.example/feed.xml"/><entry><title>一</title>'
        '<id>https://a.example/1</id><link href="https://a.example/1"/>'
        "<updated>2025-01-02T00:00:00Z</updated><summary>答</summary></entry></feed>"
    )
    assert list(atom_troubles(feed.encode())) == []
    assert right in feed
    assert list(atom_troubles(feed.replace(right, wrong).encode()))


@pytest.mark.parametrize(
    "change",
    [
        {"id": 1},
        {"url": "q/1/"},
        {"date_modified": "2025-01-02"},
        {"tags": [1]},
        {"content_text": None},
        {"author": {}},
    ],
)
def test_the_rules_of_json_feed_find_what_is_wrong(change: dict[str, object]) -> None:
    item = {"id": "https://a.example/1", "url": "https://a.example/1", "content_text": "答", "tags": ["甲"]}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "站", "language": "zh"}
    assert list(json_feed_troubles(json.dumps({**feed, "items": [item]}).encode())) == []
    assert list(json_feed_troubles(json.dumps({**feed, "items": [{**item, **change}]}).encode()))


@pytest.mark.parametrize(
    "entry",
    [
        "<url><loc>https://b.example/</loc></url>",
        "<url><loc>https://a.example/x</loc><lastmod>09.03.2025</lastmod></url>",
        "<url><lastmod>2025-03-09</lastmod><loc>https://a.example/x</loc></url>",
        "<url><loc>https://a.example/x y</loc></url>",
        "<url><loc>https://a.example/1</loc></url>",
        "<sitemap><loc>https://a.example/x</loc></sitemap>",
    ],
)
def test_the_rules_of_sitemaps_find_what_is_wrong(entry: str) -> None:
    right = "<url><loc>https://a.example/1</loc><lastmod>2025-03-09</lastmod></url>"
    around = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
    address = "https://a.example/sitemap.xml"
    assert list(sitemap_troubles(around.format(right).encode(), address)) == []
    assert list(sitemap_troubles(around.format(right + entry).encode(), address))


def test_a_site_without_an_address_has_none_of_them(project: Callable[..., Path], tmp_path: Path) -> None:
    config = project({"a.md": "---\ntitle: 甲\n---\n\n文。\n"})
    config.write_text(config.read_text(encoding="utf-8").replace("site_url:", "copyright:"), encoding="utf-8")
    build_site(config, tmp_path / "site", None, jobs=1)
    site = Built(tmp_path / "site")
    assert site.has("q/a/")
    assert not any(map(site.has, ("feed.xml", "feed.json", "sitemap.xml", "robots.txt")))
