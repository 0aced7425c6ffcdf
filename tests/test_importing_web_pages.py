"""Saved web pages become the text of raw pages."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from importing_sample import titled

from wenda.importing.run import import_pages
from wenda.importing.web_page import is_web_page, text_of

CASES = Path(__file__).parent / "cases" / "importing" / "web_pages.yml"

PAGE = """<!DOCTYPE html>
<html lang="zh"><head><meta charset="{charset}"><title>阅览室几点关门_某某图书馆</title></head>
<body><div class="logo">某某图书馆</div><h1>阅览室几点关门</h1><p>读者服务 2025-02-30</p>
<p>平日晚上<b>九点</b>关门。</p><h2>一、平日</h2><ul><li>自习区开到九点</li></ul>
<h3>相关推荐</h3><ul><li><a href="2.html">阅览室可以带水杯吗</a><p>有盖的水杯可以带进来，饮料要放在</p>
<span>读者服务 2025-03-02</span></li></ul></body></html>
"""


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=name) for name, case in yaml.safe_load(CASES.read_text("utf-8")).items()]
)
def test_a_web_page_becomes_text(case: dict[str, Any]) -> None:
    assert is_web_page(case["html"])
    assert text_of(case["html"]).rstrip() + "\n" == case["text"]


@pytest.mark.parametrize(
    "text", ["借书证丢了怎么办\n\n<html>是什么\n", "<p>借书证</p>", "", "< html>", "<!-- x"]
)
def test_other_texts_are_no_web_pages(text: str) -> None:
    assert not is_web_page(text)


@pytest.mark.parametrize("name", ["page.html", "page.HTM", "page.txt"])
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_saved_web_pages_are_imported_like_pages_of_text(tmp_path: Path, name: str, charset: str) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / name).write_bytes(PAGE.format(charset=charset).encode(charset))
    report = import_pages([tmp_path / "raw"], tmp_path / "content")
    assert report.problems == ()
    assert [str(warning).partition(":")[2] for warning in report.warnings] == [
        " warning[impossible-date]: 2025-02-30 is not in the calendar; the date is left out"
    ]
    article = titled(tmp_path / "content", "阅览室几点关门")
    assert article.body == "平日晚上九点关门。\n\n## 一、平日\n\n- 自习区开到九点"
    assert article.related == (titled(tmp_path / "content", "阅览室可以带水杯吗").id,)
    assert article.source[0].startswith(f"{name} sha256:")


def test_what_a_browser_saves_beside_a_page_is_no_page(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    for folder in ("page_files", "other_files", ".git"):
        (raw / folder).mkdir(parents=True)
        (raw / folder / "frame.html").write_text(
            f"<html><h1>{folder}是什么</h1><p>框。</p></html>", encoding="utf-8"
        )
        (raw / folder / "style.css").write_text("p {}", encoding="utf-8")
    (raw / "page.html").write_text(PAGE.format(charset="utf-8"), encoding="utf-8")
    report = import_pages([raw], tmp_path / "content")
    assert report.pages == 2
    assert titled(tmp_path / "content", "other_files是什么")
    assert [warning.message for warning in report.warnings if warning.rule == "passed-over"] == [
        "what else lies there was passed over: 1 .css"
    ]


def test_a_web_page_that_says_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><script>run()</script></html>", encoding="utf-8")
    report = import_pages([tmp_path], tmp_path / "content")
    assert [problem.rule for problem in report.problems] == ["no-question"]


TAGS = "html p ul ol li table tr td h1 pre script nav".split()  # noqa: SIM905  as they are said
PIECES = st.one_of(
    st.sampled_from(TAGS).flatmap(lambda tag: st.sampled_from([f"<{tag}>", f"</{tag}>"])),
    st.sampled_from(["<br>", "<!--", "-->", "</title>", "<", ">", '"', "'", "&", "&lt;", "一", "\n"]),
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_a_web_page_holds_nothing_is_said_twice_and_no_tag_is_text(html: str) -> None:
    text = text_of(f"<html>{html}")
    assert text.count("一") <= html.count("一")
    assert not {"<p>", "</p>", "<script>", "<!--"} & set(text.split())
