"""What search reaches: quality on labelled queries, bytes on the wire, milliseconds, size and cost of the index.

`python -m bench.search quality`  dev queries (beside the repository) and our own, over content/
`python -m bench.search medical`  questions of patients over a medical corpus, beside plain bigram BM25
`python -m bench.search scale N`  index, first visit and answers in Chromium, over N invented articles
"""

import csv
import gzip
import json
import math
import random
import resource
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from shutil import copytree
from typing import Any

import yaml
from cyclopts import App
from playwright.sync_api import Browser, Request, sync_playwright

from bench.articles import Corpus
from bench.chromium import ARGS, find_chromium, served
from bench.search_page import MEASURE
from wenda.markdown_text import headings, plain_text
from wenda.search.document import Document
from wenda.search.index import build_index
from wenda.search.query import Engine
from wenda.search.rarity import rarity
from wenda.search.synonyms import load_synonyms
from wenda.search.tokens import tokens
from wenda.site.library.library import open_library
from wenda.site.outputs.indexing import search_index
from wenda.site.settings import Settings, build_date
from wenda.text import fold

REPO = Path(__file__).parents[1]
SHARED = REPO.parent / "shared"
OWN = REPO / "tests" / "cases" / "search" / "queries.yml"
SAMPLE, SEED = 400, 7
HEADERS = 300  # bytes of an answer's headers, about

app = App(name="search.py", help="Measure search.", version_flags=[])


def development() -> list[dict[str, Any]]:
    """Return the development queries: id, class, query, relevant (title to grade)."""
    lines = (SHARED / "search" / "dev_queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def our_own() -> list[dict[str, Any]]:
    """Return our own queries in the same form."""
    cases = yaml.safe_load(OWN.read_text(encoding="utf-8"))
    found = [case | {"relevant": dict.fromkeys(case["best"], 2)} for case in cases["answerable"]]
    return found + [{"class": "none", "query": query, "relevant": {}} for query in cases["none"]]


@app.command
def quality() -> None:
    """Print recall@1, recall@5 and nDCG@10 per class, and how "no answer" is told."""
    settings = Settings(content_dir=REPO / "content", site_name="", today=build_date())
    engine = Engine.from_files(search_index(open_library(settings)))
    for name, queries in (("development", development()), ("our own", our_own())):
        print(f"{name} queries")
        _print_quality(engine, queries)


def _print_quality(engine: Engine, queries: Iterable[Mapping[str, Any]]) -> None:
    rows: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    refused: dict[bool, list[bool]] = {True: [], False: []}  # by whether the query has an answer
    for query in queries:
        answer = engine.search(query["query"])
        refused[bool(query["relevant"])].append(not answer.answered)
        if query["relevant"]:
            row = figures([result.title for result in answer.results], query["relevant"])
            for name in (query["class"], "all"):
                rows[name].append(row)
    for name, group in sorted(rows.items()):
        r1, r5, ndcg = (statistics.mean(column) for column in zip(*group, strict=True))
        print(f"  {name:12} n={len(group):3}  recall@1 {r1:.3f}  recall@5 {r5:.3f}  nDCG@10 {ndcg:.3f}")
    for answerable, name in ((False, "none recognised"), (True, "wrongly refused")):
        print(f"  {name}: {statistics.mean(refused[answerable]):.3f} of {len(refused[answerable])}")


def figures(titles: Sequence[str], relevant: Mapping[str, int]) -> tuple[float, float, float]:
    """Return recall@1, recall@5 (of a best-grade title) and nDCG@10 of ranked titles."""
    grades = {"".join(title.split()): grade for title, grade in relevant.items()}
    found = [grades.get("".join(title.split()), 0) for title in titles[:10]]
    best = max(grades.values())
    first = found.index(best) if best in found else 99
    gain = sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(found))
    ideal = sum(
        (2**g - 1) / math.log2(i + 2) for i, g in enumerate(sorted(grades.values(), reverse=True)[:10])
    )
    return float(first == 0), float(first < 5), gain / ideal


@app.command
def medical(seed: int = SEED, sample: int = SAMPLE) -> None:
    """Print recall at 1, 5 and 10 of titles for sampled questions of patients, ours and plain bigram BM25's."""
    path = SHARED / "corpora" / "medical_qa.csv"
    with path.open(encoding="gb18030", newline="") as file:
        rows = list(csv.DictReader(file))
    answers: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        answers[row["title"].strip()].append(row["answer"])
    documents = [
        Document(id=f"m{number}", url=f"q/m{number}/", title=title, body="\n".join(dict.fromkeys(texts)))
        for number, (title, texts) in enumerate(answers.items())
    ]
    asked = [(row["ask"], row["title"].strip()) for row in random.Random(seed).sample(rows, sample)]
    synonyms, _ = load_synonyms(REPO / "content")
    engine = Engine.from_files(build_index(documents, synonyms))
    print(f"{len(documents)} titles, {sample} asked, seed {seed}")
    ours: Callable[[str], list[str]] = lambda ask: [result.title for result in engine.search(ask).results]  # noqa: E731
    for name, search in (("plain bigram BM25", plain_bm25(documents)), ("wenda", ours)):
        found = [search(ask) for ask, _ in asked]
        recalls = [
            sum(title in titles[:k] for titles, (_, title) in zip(found, asked, strict=True)) / sample
            for k in (1, 5, 10)
        ]
        print(
            f"  {name:18}", "  ".join(f"recall@{k} {r:.4f}" for k, r in zip((1, 5, 10), recalls, strict=True))
        )


def plain_bm25(documents: Sequence[Document], k1: float = 1.2, b: float = 0.75) -> Callable[[str], list[str]]:
    """Return a search of title and body together by BM25 over bigrams, and nothing else."""
    counts = [Counter(token.term for token in tokens(fold(f"{d.title}\n{d.body}"))) for d in documents]
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, terms in enumerate(counts):
        for term, count in terms.items():
            postings[term].append((number, count))
    lengths = [terms.total() for terms in counts]
    average = statistics.mean(lengths)

    def search(query: str) -> list[str]:
        scores: dict[int, float] = defaultdict(float)
        for term in {token.term for token in tokens(fold(query))}:
            rare = rarity(len(postings.get(term, ())), len(documents))
            for number, count in postings.get(term, ()):
                dilution = k1 * (1 - b + b * lengths[number] / average)
                scores[number] += rare * count * (k1 + 1) / (count + dilution)
        best = sorted(scores, key=lambda number: (-scores[number], number))[:10]
        return [documents[number].title for number in best]

    return search


@app.command
def scale(count: int) -> None:
    """Print what COUNT invented articles cost: building, size, a first visit, an answer in the worker."""
    documents = invented(count)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    synonyms, _ = load_synonyms(REPO / "content")
    start = time.process_time()
    files = build_index(documents, synonyms)
    seconds = time.process_time() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{count} articles of {statistics.mean(len(d.body) for d in documents):.0f} characters")
    print(f"  build: {1000 * seconds / count:.2f} ms of one core an article; {most / 2**20:.2f} GB at most")
    print(f"    of that, the articles themselves {before / 2**20:.2f} GB")
    print(f"  index: {sum(map(len, files.values())) / count:.0f} B an article in {len(files)} files")
    titles = [d.title for d in random.Random(SEED).sample(documents, 30)]
    questions = [query["query"] for query in our_own() if query["class"] == "question"]
    visits, answers = in_chromium(files, [*titles, *questions])
    print(
        f"  first visit: median {statistics.median(visits) / 1000:.1f} kB, most {max(visits) / 1000:.1f} kB"
    )
    print(
        f"  answer, shards in cache: median {statistics.median(answers):.1f} ms, most {max(answers):.1f} ms"
    )


def invented(count: int) -> list[Document]:
    """Return the first `count` articles of the benchmark's corpus as search sees them."""
    return [
        Document(
            id=article.id,
            url=f"q/{article.id}/",
            title=article.title,
            alt_titles=article.alt_titles,
            summary=article.summary,
            tags=article.tags,
            headings=headings(article.body),
            body=plain_text(article.body),
            topic=article.topic,
            region_path=(article.region,) if article.region else (),
            date=article.date,
        )
        for article in Corpus(1).articles(count)
    ]


def in_chromium(files: Mapping[str, bytes], queries: Sequence[str]) -> tuple[list[int], list[float]]:
    """Return the bytes of first visits, engine and headers included, and the milliseconds of each query asked again."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder)
        copytree(REPO / "templates" / "assets" / "search", root / "assets" / "search")
        (root / "index.html").write_text("<!doctype html><title>search</title>", encoding="utf-8")
        for path, data in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        with served(root) as address:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGS)
            visits = []
            for query in [*queries[:5], *queries[-5:]]:
                urls = _first_visit(browser, address, query)
                paths = [root / url.removeprefix(address) for url in urls - {address}]
                visits.append(sum(HEADERS + _packed(path) for path in paths if path.is_file()))
            page = browser.new_page()
            page.goto(address)
            page.evaluate(MEASURE, list(queries))
            milliseconds: list[float] = page.evaluate(MEASURE, list(queries))
            browser.close()
    return visits, milliseconds


def _first_visit(browser: Browser, address: str, query: str) -> set[str]:
    """Return the addresses that a browser which has kept nothing asks for."""
    urls: set[str] = set()

    def note(request: Request) -> None:
        urls.add(request.url)

    with browser.new_context() as context:
        context.on("requestfinished", note)
        page = context.new_page()
        page.goto(address)
        page.evaluate(MEASURE, [query])
    return urls


def _packed(path: Path) -> int:
    """Return the bytes that the host sends: it packs scripts itself."""
    data = path.read_bytes()
    return len(data) if path.suffix == ".bin" else len(gzip.compress(data))


if __name__ == "__main__":
    sys.exit(app())
