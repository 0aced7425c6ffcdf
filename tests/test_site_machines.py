"""What is written for programs that read text: llms.txt, Markdown twins, structured data."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from miniature import Built

from wenda.site.driver import build_site

pytest_plugins = ["miniature_fixtures"]

HOME = "https://faq.example/faq/"


def test_llms_txt_leads_to_every_topic_and_their_files_to_every_question(small: Built) -> None:
    site = small.page("llms.txt")
    assert site.startswith("# ")
    assert f"({HOME}topics/piao/llms.txt)" in site
    topic = small.page("topics/piao/llms.txt")
    assert f"]({HOME}q/chepiao-tuipiao.md)" in topic
    assert all(small.has(address.removeprefix(HOME)) for address in re.findall(r"\]\((.*?)\)", site + topic))


def test_titles_cannot_break_out_of_their_links(project: Callable[..., Path], tmp_path: Path) -> None:
    title = "[甲](https://evil.example/) `乙` <b>"
    config = project({"a.md": f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n\n文。\n"})
    build_site(config, tmp_path / "site", None, jobs=1)
    text = Built(tmp_path / "site").page("llms.txt")
    assert r"\[甲\](https://evil.example/) \`乙\` \<b\>" in text


ARTICLE = """---
title: 2020年退票收多少
summary: 看提前几天。
updated: 2020-05-02
review_by: 2021-01-01
region: 北京
status: excerpt
source: [手册 sha256:0123456789abcdef]
disclaimer: 以车站的答复为准。
---

## 收费

见[改签](../gaiqian.md)，图在 ![](piao.png)。
"""


def two(project: Callable[..., Path], folder: Path, **options: object) -> Built:
    """Build a site of two articles, one in a folder."""
    content = {"bei/tuipiao.md": ARTICLE, "gaiqian.md": "---\ntitle: 改签几次\n---\n\n一次。\n"}
    config = project(content, **options)
    (folder / "content" / "bei" / "piao.png").write_bytes(b"png")
    build_site(config, folder / "site", None, jobs=1)
    return Built(folder / "site")


def test_a_twin_tells_all_that_the_page_tells(project: Callable[..., Path], tmp_path: Path) -> None:
    twin = two(project, tmp_path).page("q/bei/tuipiao.md")
    assert twin.startswith("# 2020年退票收多少\n\n> 看提前几天。\n")
    for told in (
        "北京",
        "2020-05-02",
        "手册\n",
        "**题目说的是 2020 年",
        "**该重新核对了",
        "**只收录到",
        "以车站的答复为准。",
    ):
        assert told in twin
    assert "sha256" not in twin
    assert "## 收费" in twin


def test_links_of_a_twin_lead_to_twins_and_pictures(project: Callable[..., Path], tmp_path: Path) -> None:
    site = two(project, tmp_path)
    assert "[改签](../gaiqian.md)" in site.page("q/bei/tuipiao.md")
    assert site.has("q/gaiqian.md")
    assert site.has("q/bei/piao.png")


def test_a_page_names_its_twin(project: Callable[..., Path], tmp_path: Path) -> None:
    page = two(project, tmp_path).page("q/tuipiao/")
    assert '<link rel="alternate" type="text/markdown" href="../bei/tuipiao.md">' in page


def test_twins_and_llms_txt_can_be_switched_off(project: Callable[..., Path], tmp_path: Path) -> None:
    site = two(project, tmp_path, markdown_twins=False, llms=False)
    assert not site.has("q/bei/tuipiao.md")
    assert not site.has("llms.txt")
    assert "text/markdown" not in site.page("q/tuipiao/")


def test_a_site_that_would_grow_too_large_has_no_twins_and_says_so(
    project: Callable[..., Path], tmp_path: Path
) -> None:
    long = "字" * 400_000
    config = project({"a.md": f"---\ntitle: 甲\n---\n\n{long}\n"}, max_megabytes=3)
    report = build_site(config, tmp_path / "site", None, jobs=1)
    assert not Built(tmp_path / "site").has("q/a.md")
    assert "no Markdown twins" in str(report)


def test_structured_data_has_what_its_kind_requires(small: Built) -> None:
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', small.page("q/chepiao-tuipiao/"), re.DOTALL
    )
    found = {part["@type"]: part for block in map(json.loads, blocks) for part in block["@graph"]}
    assert set(found) == {"Article", "BreadcrumbList"}
    assert {"headline", "inLanguage", "publisher"} <= set(found["Article"])
    assert all(
        re.fullmatch(r"\d{4}-\d\d-\d\d", day)
        for key, day in found["Article"].items()
        if key.startswith("date")
    )
    for place, item in enumerate(found["BreadcrumbList"]["itemListElement"], 1):
        assert item["@type"] == "ListItem"
        assert item["position"] == place
        assert item["item"].startswith(HOME)
        assert small.has(item["item"].removeprefix(HOME))


def test_hostile_titles_leave_structured_data_well_formed(small: Built) -> None:
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', small.page("q/hostile/"), re.DOTALL
    )
    headlines = [part.get("headline") for block in map(json.loads, blocks) for part in block["@graph"]]
    assert any(headline and "<script>alert(1)</script>" in headline for headline in headlines)


def test_the_icp_number_links_to_the_register(project: Callable[..., Path], tmp_path: Path) -> None:
    config = project({"a.md": "---\ntitle: 甲\n---\n\n文。\n"}, icp="京ICP备00000000号-1")
    build_site(config, tmp_path / "site", None, jobs=1)
    link = '<a href="https://beian.miit.gov.cn/" rel="noopener">京ICP备00000000号-1</a>'
    assert link in Built(tmp_path / "site").page("q/a/")


def test_an_answer_leads_to_a_prefilled_issue_and_to_its_file(
    project: Callable[..., Path], tmp_path: Path
) -> None:
    config = project({"bei/a b.md": "---\ntitle: 甲 & 乙\n---\n\n文。\n"})
    text = config.read_text(encoding="utf-8")
    config.write_text(f"{text}\nrepo_url: https://git.example/owner/faq\n", encoding="utf-8")
    build_site(config, tmp_path / "site", None, jobs=1)
    pages = [file.read_text(encoding="utf-8") for file in (tmp_path / "site" / "q").rglob("index.html")]
    assert (
        'href="https://git.example/owner/faq/issues/new?title=%E7%94%B2+%26+%E4%B9%99&amp;body=' in pages[0]
    )
    assert 'href="https://git.example/owner/faq/edit/main/content/bei/a%20b.md"' in pages[0]
    assert "这个回答有帮助吗" in pages[0]
