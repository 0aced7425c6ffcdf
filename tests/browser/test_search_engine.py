"""The browser's engine gives the reference engine's answers, and says what is wrong with an index."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page
from search_library import LIBRARY, SYNONYMS, document

from bench.chromium import served
from wenda.search.index import build_index
from wenda.search.query import Engine
from wenda.search.shards import HEAD
from wenda.search.synonyms import Synonyms
from wenda.site.library.library import open_library
from wenda.site.outputs.indexing import search_index
from wenda.site.settings import Settings, build_date

pytestmark = pytest.mark.browser

REPO = Path(__file__).parents[2]
ASSETS = REPO / "templates" / "assets" / "search"
CASES = REPO / "tests" / "cases" / "search"
DEV_QUERIES = REPO.parent / "shared" / "search" / "dev_queries.jsonl"

Ask = Callable[..., Any]


@pytest.fixture
def ask_in(browser: Browser, tmp_path: Path) -> Iterator[Callable[[dict[str, bytes]], Ask]]:
    """Give a function that puts an index below a sub-path, and returns one that searches it in a worker."""
    copytree(ASSETS, tmp_path / "faq" / "assets" / "search")
    (tmp_path / "index.html").write_text("<!doctype html><title>search</title>", encoding="utf-8")
    with served(tmp_path) as address, browser.new_context(base_url=address) as context:
        page = context.new_page()
        page.goto("")

        def put(files: dict[str, bytes]) -> Ask:
            for path, data in files.items():
                target = tmp_path / "faq" / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            start(page)
            return lambda query, **options: page.evaluate(
                "([q, o]) => window.search.search(q, o)", [query, options]
            )

        yield put


def start(page: Page) -> None:
    page.evaluate(
        """async () => {
          const { createSearch } = await import("/faq/assets/search/client.js");
          window.search?.close();
          window.search = createSearch("/faq/search/");
        }"""
    )


def as_reference(engine: Engine, query: str) -> dict[str, Any]:
    answer = engine.search(query)
    results = [[result.id, result.score] for result in answer.results]
    said = {"understood": answer.understood, "answered": answer.answered}
    return {**said, "firstAnswers": answer.first_answers, "results": results}


def as_browser(answer: dict[str, Any]) -> dict[str, Any]:
    results = [[result["id"], result["score"]] for result in answer["results"]]
    said = {key: answer[key] for key in ("understood", "answered", "firstAnswers")}
    return {**said, "results": results}


@pytest.fixture(scope="module")
def content_index() -> dict[str, bytes]:
    settings = Settings(content_dir=REPO / "content", site_name="", today=build_date())
    return search_index(open_library(settings))


def test_the_vectors_hold_in_the_browser(ask_in: Callable[[dict[str, bytes]], Ask], browser: Browser) -> None:
    ask_in(build_index(LIBRARY, SYNONYMS))
    page = browser.contexts[-1].pages[0]
    expected = yaml.safe_load((CASES / "tokens.yml").read_text(encoding="utf-8"))
    found = page.evaluate(
        """async (cases) => {
          const load = (name) => import(`/faq/assets/search/${name}.js`);
          const [text, hearing, numerals, { Store }, { Interpreter }] =
            await Promise.all(["text", "hearing", "numerals", "store", "understand"].map(load));
          const store = await Store.open(new URL("/faq/search/", location));
          const interpreter = new Interpreter(store, await store.json("core"));
          const syllables = new Set((await store.json("pinyin")).syllables);
          for (const c of cases.fold) c.folded = await interpreter.fold(c.text);
          for (const c of cases.tokens) c.terms = text.tokens(c.text).map((t) => `${t.term} ${t.start} ${t.end}`);
          for (const c of cases.initials) c.terms = text.initialsGrams(c.letters);
          for (const c of cases.digest) c.digest = text.digest(c.term);
          for (const c of cases.segment) c.ways = hearing.segment(c.letters, syllables).map((way) => way.join(" "));
          for (const c of cases.numerals) c.value = numerals.value(c.numeral);
          for (const c of cases.spellings) c.others = numerals.otherSpellings(c.term);
          for (const c of cases.near) c.name = hearing.nearSound(c.sound.split(" "));
          return cases;
        }""",
        expected,
    )
    assert found == yaml.safe_load((CASES / "tokens.yml").read_text(encoding="utf-8"))


def test_a_result_tells_whether_its_year_has_passed(ask_in: Callable[[dict[str, bytes]], Ask]) -> None:
    titles = ("2020年医保补缴", "2999年医保补缴", "医保补缴")
    ask = ask_in(build_index([document(f"a{n}", title) for n, title in enumerate(titles)], SYNONYMS))
    found = {result["title"]: result["pastYear"] for result in ask("医保补缴")["results"]}
    assert found == dict(zip(titles, (True, False, False), strict=True))


def test_both_engines_rank_our_own_queries_alike(
    ask_in: Callable[[dict[str, bytes]], Ask], content_index: dict[str, bytes]
) -> None:
    cases = yaml.safe_load((CASES / "queries.yml").read_text(encoding="utf-8"))
    queries = [case["query"] for case in cases["answerable"]] + cases["none"]
    ask, engine = ask_in(content_index), Engine.from_files(content_index)
    for query in [*queries, "", "？", "𠮷野家 醫保", "a" * 300, "%_~yb", "(.*)[\\", "60% 2025年 b超"]:
        assert as_browser(ask(query)) == as_reference(engine, query), query


def test_both_engines_rank_the_development_queries_alike(
    ask_in: Callable[[dict[str, bytes]], Ask], content_index: dict[str, bytes]
) -> None:
    if not DEV_QUERIES.is_file():
        pytest.skip(f"no {DEV_QUERIES.name} beside the repository")
    ask, engine = ask_in(content_index), Engine.from_files(content_index)
    for line in DEV_QUERIES.read_text(encoding="utf-8").splitlines():
        query = json.loads(line)["query"]
        assert as_browser(ask(query)) == as_reference(engine, query), query


def test_results_carry_what_the_page_shows_and_where_the_words_stand(
    ask_in: Callable[[dict[str, bytes]], Ask],
) -> None:
    answer = ask_in(build_index(LIBRARY, SYNONYMS))("丹东尿血")
    first = answer["results"][0]
    shown = {key: first[key] for key in ("id", "url", "title", "topic", "region", "date", "excerpt")}
    assert shown == {
        "id": "dd-niao",
        "url": "q/dd-niao/",
        "title": "丹东尿中有血看哪家医院",
        "topic": "就医",
        "region": "辽宁 丹东",
        "date": "2025-03-01",
        "excerpt": True,
    }
    assert first["titleSpans"][0][0] == 0


def test_facets_are_counted_and_chosen(ask_in: Callable[[dict[str, bytes]], Ask]) -> None:
    ask = ask_in(build_index(LIBRARY, SYNONYMS))
    answer = ask("手臂麻木", limit=20)
    regions = dict(answer["facets"]["region"])
    assert regions["辽宁 丹东"] == regions["江苏 盐城"] == 1
    narrowed = ask("手臂麻木", facets={"region": ["江苏 盐城"]})
    assert [result["id"] for result in narrowed["results"]] == ["yc-shoubi"]
    assert dict(narrowed["facets"]["region"])["辽宁 丹东"] == 1
    assert dict(narrowed["facets"]["year"]) == {"2024": 1}
    assert ask("手臂麻木", facets={"tag": ["神经内科"]})["total"] == 1
    assert ask("手臂麻木", facets={"status": ["excerpt"], "year": ["1999"]})["total"] == 0


def test_pages_of_results_follow_one_another(ask_in: Callable[[dict[str, bytes]], Ask]) -> None:
    ask = ask_in(build_index([document(f"d{n:02}", "医保断缴") for n in range(25)], Synonyms()))
    pages = [ask("医保断缴", offset=offset)["results"] for offset in (0, 10, 20)]
    assert [result["id"] for page in pages for result in page] == [f"d{n:02}" for n in range(25)]


def test_a_facet_finds_what_the_strongest_postings_left_out(
    ask_in: Callable[[dict[str, bytes]], Ask],
) -> None:
    common = [document(f"d{n:05}", "医保断缴", region="北京") for n in range(HEAD + 5)]
    weak = document(
        "weak", "很长很长的一个题目里面才说到了医保断缴这一件小事情", region="辽宁 丹东", date=None
    )
    ask = ask_in(build_index([*common, weak], Synonyms()))
    assert "weak" not in [result["id"] for result in ask("断缴", limit=2000)["results"]]
    assert [result["id"] for result in ask("断缴", facets={"region": ["辽宁 丹东"]})["results"]] == ["weak"]


@pytest.mark.parametrize(
    ("reason", "spoil"),
    [
        ("missing", lambda data: None),
        ("broken", lambda data: data[:-5]),
        ("broken", lambda data: data[: len(data) // 2]),
        ("broken", lambda data: b"<!doctype html>"),
        ("broken", lambda data: b""),
    ],
)
@pytest.mark.parametrize("name", ["core.bin", "terms/", "docs/"])
def test_a_spoilt_file_is_named_and_asked_for_again(
    ask_in: Callable[[dict[str, bytes]], Ask],
    tmp_path: Path,
    name: str,
    reason: str,
    spoil: Callable[[bytes], bytes | None],
) -> None:
    files = build_index(LIBRARY, SYNONYMS)
    ask = ask_in(files)
    spoilt = {path: data for path, data in files.items() if f"/{name}" in path}
    for path, data in spoilt.items():
        worse = spoil(data)
        (tmp_path / "faq" / path).unlink()
        if worse is not None:
            (tmp_path / "faq" / path).write_bytes(worse)
    failed = ask("医保断缴")
    assert (failed["type"], failed["reason"]) == ("error", reason)
    for path, data in spoilt.items():
        (tmp_path / "faq" / path).write_bytes(data)
    assert ask("医保断缴")["type"] == "answer"


@pytest.mark.parametrize(
    ("reason", "manifest"),
    [("version", b'{"version": 99}'), ("broken", b"<!doctype html>"), ("broken", b""), ("version", b"[]")],
)
def test_a_manifest_of_another_kind_is_refused(
    ask_in: Callable[[dict[str, bytes]], Ask], reason: str, manifest: bytes
) -> None:
    assert ask_in({"search/manifest.json": manifest})("医保断缴")["reason"] == reason


def test_a_site_without_an_index_says_so(ask_in: Callable[[dict[str, bytes]], Ask]) -> None:
    assert ask_in({})("医保断缴")["reason"] == "missing"


def test_without_a_network_it_says_so(ask_in: Callable[[dict[str, bytes]], Ask], browser: Browser) -> None:
    ask = ask_in(build_index(LIBRARY, SYNONYMS))
    browser.contexts[-1].set_offline(offline=True)
    assert ask("医保断缴")["reason"] == "offline"
    browser.contexts[-1].set_offline(offline=False)
    assert ask("医保断缴")["type"] == "answer"


def test_an_old_page_after_a_new_deployment_gets_the_new_index_on_its_second_try(
    ask_in: Callable[[dict[str, bytes]], Ask], tmp_path: Path
) -> None:
    old, new = build_index(LIBRARY, SYNONYMS), build_index(LIBRARY[:4], SYNONYMS)
    ask = ask_in(old)
    assert ask("医保断缴")["type"] == "answer"
    for path in old:
        (tmp_path / "faq" / path).unlink()
    for path, data in new.items():
        (tmp_path / "faq" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "faq" / path).write_bytes(data)
    assert ask("生育津贴")["reason"] == "missing"
    assert ask("广东医保转移")["results"][0]["id"] == "gd-zhuanyi"


def test_where_workers_cannot_run_the_page_searches_itself(
    ask_in: Callable[[dict[str, bytes]], Ask], browser: Browser
) -> None:
    files = build_index(LIBRARY, SYNONYMS)
    ask_in(files)
    page = browser.contexts[-1].pages[0]
    page.evaluate("() => { window.Worker = class { constructor() { throw new Error('no workers') } } }")
    start(page)
    found = page.evaluate("() => window.search.search('医保断缴')")
    assert as_browser(found) == as_reference(Engine.from_files(files), "医保断缴")


def test_a_query_loads_little(ask_in: Callable[[dict[str, bytes]], Ask], browser: Browser) -> None:
    ask = ask_in(build_index([document(f"d{n:05}", f"医保问题第{n}条") for n in range(3000)], SYNONYMS))
    loaded: list[str] = []
    browser.contexts[-1].on("request", lambda request: loaded.append(request.url))
    assert ask("医保问题")["total"] > 0
    assert 0 < len([url for url in loaded if url.endswith(".bin")]) < 30
