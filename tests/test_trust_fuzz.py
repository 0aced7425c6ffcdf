"""Whatever strangers write, as raw page, front matter, text or query, is used or told: nothing ends in a traceback.

`make fuzz` asks the same 10,000 times each.
"""

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from search_library import LIBRARY, SYNONYMS
from strangers import BODIES, FILES, FILES_AS_BYTES, QUERIES, RAW_PAGES

from wenda.content.check import check_articles
from wenda.content.front_matter import format_article, parse_article
from wenda.content.store import load_articles, read_article
from wenda.errors import WendaError
from wenda.importing.run import import_pages
from wenda.search.index import build_index
from wenda.search.query import Engine
from wenda.site.assembly import assemble
from wenda.site.driver import build_site
from wenda.site.mkdocs import Renderer

pytest_plugins = ["miniature_fixtures"]

TODAY = dt.date(2026, 1, 1)

ENGINE = Engine.from_files(build_index(LIBRARY, SYNONYMS))


@example(["问：\n1) ".encode()])
@example(["问：\n1) \n!".encode()])
@given(st.lists(RAW_PAGES, min_size=1, max_size=2))
def test_no_raw_page_breaks_the_import_and_what_it_writes_can_be_read(pages: list[bytes]) -> None:
    with TemporaryDirectory() as name:
        raw, content = Path(name, "raw"), Path(name, "content")
        raw.mkdir()
        for number, page in enumerate(pages):
            (raw / f"{number}.txt").write_bytes(page)
        report = import_pages([raw], content)
        articles, problems = load_articles(content)
        assert problems == ()
        assert bool(articles) or bool(report.problems)
        again = import_pages([raw], content)
        assert again.summary_lines()[0].endswith(
            f"0 created, 0 merged, {len(articles)} unchanged, 0 left as edited"
        )


@given(FILES_AS_BYTES)
def test_no_file_breaks_the_reader_and_what_it_reads_can_be_checked_and_written(file: bytes) -> None:
    with TemporaryDirectory() as name:
        Path(name, "a.md").write_bytes(file)
        article, problems = read_article(Path(name), "a.md")
        assert article or problems
        if article:
            assert [
                problem for problem in check_articles([article], Path(name), TODAY) if not problem.rule
            ] == []
            try:
                text = format_article(article)
            except ValueError:
                return
            again, problems = parse_article(text, "a.md")
            assert again
            assert replace(again, body_line=article.body_line) == article
            assert problems == ()


class Page:
    """A page of a site whose text can be replaced."""

    def __init__(self, config: Path) -> None:
        self._renderer = Renderer(config, config.parent / "site", None)
        self._site = self._renderer.open(assemble)
        self._page = next(page for page in self._renderer.pages if page.article)
        self._number = self._renderer.pages.index(self._page)

    def render(self, body: str) -> str:
        assert self._page.article
        article = replace(self._page.article, body=body)
        self._site.pages[self._page.source] = replace(self._page, article=article)  # type: ignore[index]
        file = self._renderer._plugin.make_file(self._page.source)
        assert file
        return self._renderer._render(file, self._number).content.decode()


@pytest.fixture
def page(project: Callable[..., Path]) -> Page:
    return Page(
        project({"a.md": "---\ntitle: 一\n---\n\n文。\n", "b.md": "---\ntitle: 二\n---\n\n## 头 {#c}\n"})
    )


def test_no_text_breaks_its_page(page: Page) -> None:
    @example("[a]: <![a](images/x.png)")
    @given(BODIES)
    def rendered(body: str) -> None:
        html = page.render(body)
        assert html.rstrip().endswith("</html>")
        assert html.count("<main") == html.count("</main>") == 1

    rendered()


def test_no_content_breaks_a_build(project: Callable[..., Path]) -> None:
    config = project({})
    content = config.parent / "content"

    @settings(max_examples=max(settings().max_examples // 10, 10))
    @given(st.lists(FILES, min_size=1, max_size=4))
    def built(files: list[str]) -> None:
        shutil.rmtree(content, ignore_errors=True)
        content.mkdir()
        for number, file in enumerate(files):
            (content / f"{number}.md").write_bytes(file.encode())
        try:
            report = build_site(config, config.parent / "site", None, jobs=1)
        except WendaError:
            return
        assert report.articles

    built()


@given(QUERIES)
def test_no_query_breaks_the_search(query: str) -> None:
    answer = ENGINE.search(query, 10)
    scores = [result.score for result in answer.results]
    assert scores == sorted(scores, reverse=True)
    assert len({result.id for result in answer.results}) == len(scores) <= 10
    assert answer.results or not answer.answered
