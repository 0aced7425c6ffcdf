"""Nothing disappears silently: every line of a page is in the ledger once, and what is kept is in an article."""

import json
import unicodedata
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wenda.content.store import load_articles
from wenda.importing.datelines import split_dateline
from wenda.importing.labels import read_label, without_answer_label
from wenda.importing.ledger import Kind, write_ledger
from wenda.importing.lines import read_line, source_lines
from wenda.importing.markers import read_marker
from wenda.importing.report import ImportReport
from wenda.importing.run import import_pages
from wenda.model import Article
from wenda.text import fold

MARKS = [
    "一、",
    "二、",
    "三、",
    "（一）",
    "（二）",
    "(一)",
    "1.",
    "2.",
    "3.",
    "1、",
    "2、",
    "1)",
    "2)",
    "(1)",
    "①",
    "②",
    "•",
    "●",
    "-",
    "*",
    "a)",
    "b)",
    "1.1",
    "1.2",
    "##",
    "【办理】",
    "第一步：",
]
WORDS = [
    "医保",
    "断缴",
    "报销",
    "门诊",
    "怎么办",
    "plan",
    "cover",
    "step",
    "2025",
    "50%",
    "**",
    "*",
    "#",
    "|",
    "<b>",
    "提示",
    "注意",
    "如下",
]
WHOLE = [
    "",
    "   ",
    "----",
    "提示：本页不能代替面诊",
    "Tip: ask your doctor",
    "温馨提示",
    "大家都在搜",
    "热门搜索：医保 社保",
    "相关推荐",
    "【相关阅读】",
    "Related questions",
    "健康新闻 2025-04-20",
    "社保问答 2025年4月21日",
    "2025/04/20",
    "News · April 20, 2025",
    "健康新闻 2025-02-30",
    "健康新闻 2025-04-21 首页 顶部",
    "首页 顶部",
    "返回顶部",
    "项目    在职    退休",
    "门诊    70%     85%",
    "住院\t80%\t90%",
    "| a | b |",
    "|---|---|",
    "答：",
]
WORDED = st.builds(
    lambda indent, mark, words, end: f"{indent}{mark} {' '.join(words)} @{end}",
    st.sampled_from(["", "  ", "    ", "\u3000\u3000", "\t", "\u00a0\u00a0"]),
    st.sampled_from(["", "", "", *MARKS]),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=7),
    st.sampled_from(["", "。", "：", ";", "？", "，", " 健康新闻 2025-04-20"]),
)
LINES = WORDED | st.sampled_from(WHOLE) | st.text(max_size=30)
PAGES = st.lists(LINES, max_size=25).map(
    lambda lines: "\n".join(line.replace("@", f"u{number}v") for number, line in enumerate(lines))
)


def letters(text: str) -> Counter[str]:
    """Return the letters and digits of `text`, folded one by one, so that their neighbours do not matter."""
    folded = (fold(char) for char in unicodedata.normalize("NFKD", text))
    return Counter(char for chars in folded for char in chars if char.isalnum())


def said(line: dict[str, Any]) -> str:
    """Return what a line says itself: without label, mark and dateline, which become fields and numbering."""
    text = read_line(0, line["text"]).text
    if line["as"] in (Kind.DATE, Kind.DATE_AND_FURNITURE):
        return ""
    if label := read_label(text):
        text = label.rest
    if line["as"] == Kind.RECOMMENDED and (marker := read_marker(text)):
        text = text[marker.end :]
    if halves := split_dateline(text):
        text = halves[0]
    return without_answer_label(text)


def imported(page: str, folder: Path) -> tuple[ImportReport, dict[str, Any], dict[str, Article]]:
    (folder / "page.txt").write_text(page, encoding="utf-8", newline="")
    report = import_pages([folder / "page.txt"], folder / "content")
    write_ledger(report.ledger, folder / "ledger.json")
    ledger = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
    articles, problems = load_articles(folder / "content")
    assert not [problem for problem in problems if problem.path.startswith(str(folder / "content/"))]
    return report, ledger, {article.id: article for article in articles}


@given(PAGES)
def test_every_line_is_accounted_for_exactly_once(page: str) -> None:
    with TemporaryDirectory() as name:
        report, ledger, _ = imported(page, Path(name))
    lines = source_lines(page.removeprefix("\ufeff"))
    told = [line for entry in ledger["pages"] for line in entry["lines"]]
    if report.problems:
        assert told == [] or all(line["fate"] == "dropped" for line in told)
    else:
        assert [line["line"] for line in told] == list(range(1, len(lines) + 1))
        assert [line["text"] for line in told] == [
            str(line).encode("utf-8", "backslashreplace").decode() for line in lines
        ]
    assert ledger["lines"] == sum(ledger["kept"].values()) + sum(ledger["dropped"].values()) == len(told)


@given(PAGES)
def test_the_letters_of_kept_lines_are_in_the_articles(page: str) -> None:
    with TemporaryDirectory() as name:
        _, ledger, articles = imported(page, Path(name))
    for line in (line for entry in ledger["pages"] for line in entry["lines"] if line["fate"] == "kept"):
        article = articles[line["article"]]
        texts = (
            article.title,
            article.body,
            article.disclaimer,
            article.category,
            *article.tags,
            *article.searches,
        )
        wanted = letters(said(line))
        if line["as"] == Kind.SEARCHES:
            wanted = Counter({char for char in wanted if char.isalpha()})  # without ranks, each word once
        missing = wanted - letters("\n".join(texts))
        assert not missing, (line, article)
