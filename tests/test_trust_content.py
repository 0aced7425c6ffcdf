"""Hostile texts, one by one, in what Markdown makes of them and in every file that is no page."""

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import markdown
import pytest
from attacks import article, one_line, own, scripts
from miniature import Built

from wenda.site.rendering.markdown_rules import EXTENSIONS, configuration
from wenda.site.rendering.sanitise import sanitise
from wenda.site.texts import load_texts

pytest_plugins = ["miniature_fixtures"]

OWN = one_line(own("scripts"))
FORBIDDEN_TAGS = {
    *(
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "portal",
    ),
    *(
        "base",
        "link",
        "meta",
        "title",
        "form",
        "input",
        "button",
        "textarea",
        "select",
        "isindex",
        "image",
        "svg",
    ),
    *("math", "video", "audio", "source", "track", "marquee", "bgsound", "plaintext", "xmp"),
}
SCHEMES = {"http", "https", "mailto", "tel"}


class Inspector(HTMLParser):
    """Collects what could run, load or be sent: an independent second opinion on what the sanitiser lets through."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in FORBIDDEN_TAGS:
            self.wrong.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in {
                "style",
                "srcdoc",
                "srcset",
                "formaction",
                "ping",
                "background",
            }:
                self.wrong.append(f"{tag} {name}")
            if name in {"href", "src", "action", "cite", "data", "xlink:href", "longdesc"}:
                # As browsers read it (WHATWG URL): trimmed, and tabs and line ends do not count.
                plain = re.sub(r"[\t\n\r]", "", (value or "").strip("".join(map(chr, range(0x21)))))
                scheme = re.match(r"([a-z][a-z0-9+.-]*):", plain.lower())
                if scheme and scheme[1] not in SCHEMES:
                    self.wrong.append(f"{tag} {name}={value}")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"<!{decl}>")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}-->")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"<?{data}>")


def what_could_run(html: str) -> list[str]:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.wrong


def test_the_inspector_finds_what_runs() -> None:
    raw = "<img src=x onerror=a()><script>a()</script><a href=' java\nscript:a()'>x</a><!-- x -->"
    assert what_could_run(raw) == ["img onerror", "<script>", "a href= java\nscript:a()", "<!-- x -->"]


def test_nothing_in_a_body_is_left_that_could_run() -> None:
    texts = load_texts("zh")
    md = markdown.Markdown(extensions=list(EXTENSIONS), extension_configs=configuration(texts))
    bodies = scripts()
    wrong = {
        body: found for body in bodies if (found := what_could_run(sanitise(md.reset().convert(body), "表")))
    }
    assert len(bodies) >= len(OWN) > 70
    assert wrong == {}


@pytest.fixture
def hostile(build: Callable[..., Built]) -> Built:
    """Build a site in which every article has one of the project's own hostile texts in all of its fields."""
    return build(dict(_articles()))


def _articles() -> Iterator[tuple[str, str]]:
    for number, text in enumerate(OWN):
        lists = {name: [text] for name in ("tags", "alt_titles", "source", "searches")}
        single = dict.fromkeys(("title", "summary", "category", "disclaimer"), text)
        yield f"a{number:03}.md", article(f"正文 {text}", {**single, "date": "2025-01-01", **lists})


def test_feeds_manifest_and_lists_hold_hostile_texts_as_text(hostile: Built) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(hostile.page("feed.xml"))
    titles = [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")]
    assert {*titles} <= {*OWN}
    assert len(titles) == 30
    assert {item["title"] for item in json.loads(hostile.page("feed.json"))["items"]} <= {*OWN}
    ET.fromstring(hostile.page("sitemap.xml"))
    json.loads(hostile.page("manifest.webmanifest"))
    lines = [line for line in hostile.page("llms.txt").split("\n") if line.startswith("- [")]
    assert len(lines) == len(OWN) + 3  # and three lists of the site
    link = re.compile(r"- \[(?:[^\[\]\\]|\\.)*\]\(https://faq\.example/[^()\s]*\)(?:: .*)?")
    assert all(map(link.fullmatch, lines))
    assert "<script" not in hostile.page("llms.txt").replace("\\<script", "")


def test_text_that_looks_like_a_template_appears_as_it_was_written(build: Callable[..., Built]) -> None:
    text = "{{ 7 * 7 }} {% raw %} {# 注 #} ${x} <%= 8 * 8 %> {{ config }}"
    site = build({"a.md": article(f"`{text}` 和 {{{{ 7 * 7 }}}}", dict.fromkeys(("title", "summary"), text))})
    shown = text.replace("<", "&lt;").replace(">", "&gt;")
    page = site.page("q/a/")
    assert f"<h1>{shown}</h1>" in page
    assert f'<p class="wenda-summary">{shown}</p>' in page
    assert f"<code>{shown}</code> 和 {{{{ 7 * 7 }}}}" in page
    assert text in site.page("q/a.md")


def test_trusted_html_is_a_switch_and_off(build: Callable[..., Built]) -> None:
    body = '<p data-own="1" onclick="a()">字</p>\n\n<video controls></video>\n\n# 一'
    content = {"a.md": article(body, {"title": "题"})}
    page = build(content).page("q/a/")
    assert "onclick" not in page
    assert "<video" not in page
    trusting = build(content, trusted_html=True).page("q/a/")
    assert '<p data-own="1" onclick="a()">字</p>' in trusting
    assert "<video controls>" in trusting
    assert ">一</h2>" in trusting
    policy = trusting.partition("Content-Security-Policy")[2].partition(">")[0]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
