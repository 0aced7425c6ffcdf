"""What becomes of question files on their way to a page."""

import html
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from miniature import Built

pytest_plugins = ["miniature_fixtures"]

LONG_TEXT = "这一段说明退票的时间和手续费。" * 30

Build = Callable[..., Built]


class Attributes(HTMLParser):
    """Collects the attributes of all tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, name, value) for name, value in attrs]


def body(page: str) -> str:
    """Return what the article's Markdown became."""
    rest = page[page.index('<div class="md-typeset w-body">') :]
    return re.split(r'<p class="wenda-disclaimer"|<div class="w-tools"', rest)[0]


def test_a_first_line_that_looks_like_metadata_is_shown(small: Built) -> None:
    assert "<p>Q: 这一行不是元数据，要照样显示。</p>" in small.page("q/chepiao-tuipiao/")


def test_a_body_that_begins_with_a_rule_is_no_front_matter(build: Build) -> None:
    site = build({"a.md": "---\ntitle: 甲\n---\n\n---\nkey: value\n---\n\n正文在此。\n"})
    assert "key: value" in site.page("q/a/")
    assert "正文在此。" in site.page("q/a/")


def test_links_between_articles_in_folders_lead_to_their_addresses(small: Built) -> None:
    assert 'href="../gaiqian-jici/#次数"' in small.page("q/chepiao-tuipiao/")
    assert 'href="../chepiao-tuipiao/"' in small.page("q/gaiqian-jici/")


def test_folders_do_not_show_in_addresses(small: Built) -> None:
    assert small.has("q/xiangzi-daxiao/")
    assert not small.has("q/nested/deeper/xiangzi-daxiao/")


def test_an_image_goes_along_and_is_found_from_the_article(small: Built) -> None:
    assert 'src="../images/ticket.png"' in small.page("q/chepiao-tuipiao/")
    assert small.has("q/images/ticket.png")


def test_files_that_could_run_are_not_published(build: Build) -> None:
    site = build(
        {
            "a.md": "---\ntitle: 甲\n---\n\n正文。\n",
            "x.html": "<script>1</script>",
            "y.svg": "<svg/>",
            ".z.png": "",
        }
    )
    assert sorted(file.name for file in (site.folder / "q").rglob("*") if file.is_file()) == [
        "a.md",
        "index.html",
    ]


def test_headings_begin_at_the_second_level(small: Built) -> None:
    page = small.page("q/gaiqian-jici/")
    assert re.findall(r"<(h\d) id=\"([^\"]*)\">", body(page))[:2] == [("h2", "次数"), ("h3", "about-related")]
    assert page.count("<h1") == 1


def test_a_heading_does_not_take_the_id_of_a_part_of_the_page(small: Built) -> None:
    assert body(small.page("q/gaiqian-jici/")).count('id="related"') == 0


def test_tables_can_scroll_and_align_without_style_attributes(small: Built) -> None:
    page = body(small.page("q/chepiao-tuipiao/"))
    assert '<div class="wenda-table"' in page
    assert '<td class="align-right">20%</td>' in page
    assert "style=" not in page


def test_footnotes_work_and_speak_the_language_of_the_site(small: Built) -> None:
    page = body(small.page("q/chepiao-tuipiao/"))
    assert 'href="#fn:1"' in page
    assert '<li id="fn:1">' in page
    assert 'title="回到正文"' in page


def test_hostile_text_is_shown_and_never_run(small: Built) -> None:
    page = small.page("q/hostile/")
    for part in ("alert(1)", "alert(2)", "<iframe", "{{ 7*7 }}", "{% raw %}", "{{ 8*8 }}"):
        assert html.escape(part, quote=False) in page
    assert "<script>" not in page
    assert "<iframe" not in page
    attributes = Attributes(page).found
    assert not [name for _, name, _ in attributes if name.startswith("on")]
    assert not [value for _, name, value in attributes if name in {"href", "src"} and "script:" in str(value)]


def test_hostile_titles_stay_whole_in_structured_data(small: Built) -> None:
    page = small.page("q/hostile/")
    found = re.findall(r"<script type=\"application/ld\+json\">(.*?)</script>", page, re.DOTALL)
    graphs = (json.loads(data)["@graph"] for data in found)
    named = [data["headline"] for graph in graphs for data in graph if "headline" in data]
    assert named == ["\"><script>alert(1)</script> {{ 7*7 }} </title> & 引号'也在"]


def test_content_cannot_imitate_the_parts_of_a_page(small: Built) -> None:
    page = small.page("q/hostile/")
    assert page.count('class="wenda-disclaimer"') == 1
    assert page.count('id="main"') == 1


def test_images_of_other_hosts_become_links(small: Built) -> None:
    page = small.page("q/hostile/")
    assert '<a href="https://pictures.example/a.png">外图</a>' in page
    assert "<img" not in body(page)


def test_a_former_id_leads_to_the_article(small: Built) -> None:
    assert "url=../chepiao-tuipiao/" in small.page("q/tuipiao-feiyong/")


def test_a_former_address_leads_to_the_article(small: Built) -> None:
    assert "url=../q/chepiao-tuipiao/" in small.page("old/refund.html")
    assert "url=../../q/chepiao-tuipiao/" in small.page("旧站/退票/")


def test_the_contents_hold_headings_as_they_were_written(build: Build) -> None:
    sections = "".join(f"## 第 {n} 节 A & B <i>\n\n{LONG_TEXT}\n\n" for n in range(1, 9))
    page = build({"a.md": f"---\ntitle: 甲\n---\n\n{sections}"}).page("q/a/")
    assert "A &amp; B" in page
    assert "&amp;amp;" not in page


@pytest.mark.parametrize(
    "numbers", ["一、 二、 三、", "(一) (二) (三)", "1、 2、 3、", "第一章 第二章 第三章"]
)
def test_headings_with_numbers_are_not_numbered_again(build: Build, numbers: str) -> None:
    body = "\n\n".join(f"## {number}退票\n\n{LONG_TEXT}" for number in numbers.split())
    page = build({"a.md": f"---\ntitle: 甲\n---\n\n{body}\n"}).page("q/a/")
    assert 'class="w-contents w-contents--numbered"' in page


def test_headings_without_numbers_are_numbered_by_the_contents(build: Build) -> None:
    body = "\n\n".join(f"## {heading}\n\n{LONG_TEXT}" for heading in ("一般情况", "第一次办", "怎么退"))
    page = build({"a.md": f"---\ntitle: 甲\n---\n\n{body}\n"}).page("q/a/")
    assert 'class="w-contents"' in page


def test_a_short_answer_has_no_contents(build: Build) -> None:
    body = "\n\n".join(f"## {heading}\n\n正文。" for heading in ("一般情况", "第一次办", "怎么退"))
    assert "w-contents" not in build({"a.md": f"---\ntitle: 甲\n---\n\n{body}\n"}).page("q/a/")


def test_fenced_code_is_shown_as_written(build: Build) -> None:
    page = build({"a.md": "---\ntitle: 甲\n---\n\n```\n## 不是标题 <b>\n```\n"}).page("q/a/")
    assert "<code>## 不是标题 &lt;b&gt;" in page


def test_an_article_needs_nothing_but_a_title(build: Build) -> None:
    page = build({"only-title.md": "---\ntitle: 只有标题\n---\n"}).page("q/only-title/")
    assert "<h1>只有标题</h1>" in page


def test_a_text_that_begins_with_its_summary_is_not_read_twice(build: Build) -> None:
    header = "---\ntitle: 甲\nsummary: 看 <3 天> & 手续费。\n---\n\n"
    said = "看 &lt;3 天&gt; &amp; 手续费。"
    page = build({"a.md": f"{header}看 <3 天> & 手续费。\n\n下文。\n"}).page("q/a/")
    assert f'<p class="wenda-summary">{said}</p>' in page
    assert "<p>下文。</p>" in body(page)
    assert said not in body(page)
    page = build({"a.md": f"{header}看 <3 天> & 手续费。还有别的。\n"}).page("q/a/")
    assert said in body(page)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("002_e7efd982a8c5b08f.txt sha256:7b7c879a731d21b6", ""),
        ("手册 002_e7efd982a8c5b08f.txt", "手册"),
        ("手册.txt", "手册.txt"),
        (
            "https://a.example/e7efd982a8c5b08f.html",
            '<a href="https://a.example/e7efd982a8c5b08f.html" rel="nofollow noopener">a.example</a>',
        ),
    ],
)
def test_a_source_is_told_where_its_name_says_something(build: Build, source: str, told: str) -> None:
    page = build({"a.md": f"---\ntitle: 甲\nsource: [{source}]\n---\n\n文。\n"}).page("q/a/")
    assert (f"<span>来源 {told}</span>" in page) if told else ("来源" not in page)
