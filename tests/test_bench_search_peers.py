"""The comparison of searches: who gets which text, and how the table is worked out."""

import gzip
import os

import pytest

from bench import machine, search, search_peers
from bench.search_peers import Comparison, Row, judge, packed, table
from bench.search_sites import as_html, as_markdown
from wenda.search.document import Document

MACHINE = machine.Machine("a chip", 2, 2**30, "Linux", "ext4", "3.11", "20", "abc", "2026-01-01", 0.1)
DOCUMENT = Document(
    id="ya",
    url="q/ya/",
    title="补牙 <贵> 吗",
    alt_titles=("补一颗牙多少钱",),
    tags=("牙科",),
    headings=("价格",),
    body="价格\n一颗约 300 元。",
    region_path=("辽宁", "丹东"),
)


def test_each_peer_is_given_every_text_of_an_article() -> None:
    for page in (as_html(DOCUMENT), as_markdown(DOCUMENT)):
        for text in ("补一颗牙多少钱", "牙科", "辽宁 丹东", "一颗约 300 元。"):
            assert text in page


def test_headings_stay_headings() -> None:
    assert "<h2>价格</h2>" in as_html(DOCUMENT)
    assert "\n\n## 价格\n\n" in as_markdown(DOCUMENT)


def test_a_title_cannot_break_the_page() -> None:
    assert "<h1>补牙 &lt;贵&gt; 吗</h1>" in as_html(DOCUMENT)
    assert '\ntitle: "补牙 <贵> 吗"\n' in as_markdown(DOCUMENT)


def test_quality_and_refusals_are_told_apart() -> None:
    queries = [
        {"class": "question", "relevant": {"甲": 2}},
        {"class": "typo", "relevant": {"乙": 2}},
        {"class": "none", "relevant": {}},
    ]
    figures, none, refused = judge(queries, [(["甲"], True), ([], False), (["丙"], True)])
    assert figures == {"all": (0.5, 0.5, 0.5), "question": (1.0, 1.0, 1.0), "typo": (0.0, 0.0, 0.0)}
    assert (none, refused) == (0.0, 0.5)


def test_without_unanswerable_queries_recognising_them_is_not_judged() -> None:
    assert judge([{"class": "typo", "relevant": {"乙": 2}}], [(["乙"], True)])[1] is None


def test_what_is_packed_already_counts_as_it_is() -> None:
    random = os.urandom(500)
    assert packed(random) == 500
    assert packed(b"a" * 5000) == len(gzip.compress(b"a" * 5000))


def test_the_table_says_what_was_left_out() -> None:
    figures = {"all": (0.5, 0.75, 0.6), "question": (0.5, 0.75, 0.6)}
    rows = [Row("one", figures, 0.8, 0.0, 12345.0, 0.0), Row("two", figures, None, 0.0)]
    text = table(Comparison(MACHINE, "our own queries", 3, rows, ["three: npm is not installed"]))
    assert "| one | 0.500 | 0.750 | 0.600 | 0.80 | 0.00 | 12.3 kB | < 0.1 ms |" in text
    assert "| two | 0.500 | 0.750 | 0.600 | – | 0.00 | – | – |" in text
    assert "Left out: three: npm is not installed" in text


def test_our_own_queries_stand_in_for_missing_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise FileNotFoundError

    monkeypatch.setattr(search, "development", missing)
    name, queries = search_peers._queries()
    assert name.startswith("our own")
    assert queries
