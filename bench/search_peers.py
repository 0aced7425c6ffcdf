"""Wenda's search beside Pagefind, Material's and MiniSearch: same documents, same queries, same Chromium, one run.

`python -m bench.search_peers` writes search_peers.json and search_peers.md to `bench/out` and prints the table.
"""

import gzip
import json
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from cyclopts import App
from playwright.sync_api import Browser, Request, sync_playwright

from bench import machine, search
from bench.chromium import ARGS, find_chromium, served
from bench.peers import BENCH, NotInstalled
from bench.search_sites import HARNESS, Contender, contenders, lay_out
from wenda.search.document import Document
from wenda.site.library.library import open_library
from wenda.site.outputs.indexing import documents, search_index
from wenda.site.settings import Settings, build_date

VISITS = 10  # cold visits, each in a browser that has seen nothing

ASK = """async (queries) => {
  window.asking ??= await import("./ask.js");
  const found = [];
  for (const query of queries) {
    const start = performance.now();
    const answer = await window.asking.ask(query);
    found.push({ ...answer, milliseconds: performance.now() - start });
  }
  return found;
}"""

app = App(name="search_peers.py", help="Measure Wenda's search beside others.", version_flags=[])


@dataclass(frozen=True, slots=True)
class Row:
    """What one search reached; `none` and `refused` are parts of the queries without and with an answer."""

    name: str
    figures: Mapping[str, tuple[float, float, float]]  # by class: recall@1, recall@5, nDCG@10
    none: float | None
    refused: float
    visit: float | None = None  # bytes, the median
    milliseconds: float | None = None  # the median


@dataclass(slots=True)
class Comparison:
    """A run: what was measured where, and what was left out."""

    machine: machine.Machine
    queries: str
    documents: int
    rows: list[Row] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


@app.default
def main(out: Path = BENCH / "out") -> int:
    """Measure all on content/ and its queries; write search_peers.json and search_peers.md to `out`."""
    library = open_library(Settings(content_dir=BENCH.parent / "content", site_name="", today=build_date()))
    name, queries = _queries()
    known = documents(library)
    out.mkdir(parents=True, exist_ok=True)
    comparison = Comparison(machine.describe(out), name, len(known))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGS)
        for number, contender in enumerate(contenders(lambda _: search_index(library))):
            try:
                root = Path(folder) / str(number)
                comparison.rows.append(_measure(contender, known, queries, root, browser))
            except NotInstalled as error:
                comparison.skipped.append(f"{contender.name}: {error}")
            except subprocess.CalledProcessError as error:
                comparison.skipped.append(f"{contender.name}: {error.stderr.decode()[-300:]}")
        browser.close()
    comparison.rows.append(_baseline(known, queries))
    (out / "search_peers.json").write_text(
        json.dumps(asdict(comparison), ensure_ascii=False, indent=1), encoding="utf-8"
    )
    text = table(comparison)
    (out / "search_peers.md").write_text(text, encoding="utf-8")
    print(text)
    return 0


def _queries() -> tuple[str, list[dict[str, Any]]]:
    try:
        return "the development queries", search.development()
    except FileNotFoundError:
        return "our own queries (there are no development queries beside the repository)", search.our_own()


def _measure(
    contender: Contender,
    known: Sequence[Document],
    queries: Sequence[Mapping[str, Any]],
    root: Path,
    browser: Browser,
) -> Row:
    lay_out(contender, known, root)
    titles = {document.id: document.title for document in known}
    texts = [query["query"] for query in queries]
    answerable = [query["query"] for query in queries if query["relevant"]]
    with served(root) as address:
        spread = answerable[:: max(1, len(answerable) // VISITS)][:VISITS]
        visits = [_visit(browser, address, root, query) for query in spread]
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(address)
            answers = page.evaluate(ASK, texts)
            again = page.evaluate(ASK, texts)
    found = [([titles[name] for name in answer["ids"]], answer["answered"]) for answer in answers]
    figures, none, refused = judge(queries, found)
    milliseconds = statistics.median(answer["milliseconds"] for answer in again)
    return Row(contender.name, figures, none, refused, statistics.median(visits), milliseconds)


def _visit(browser: Browser, address: str, root: Path, query: str) -> int:
    """Return the bytes that a first visit with `query` loads, headers included."""
    requests: list[Request] = []
    with browser.new_context() as context:
        context.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108  Playwright marks it
        page = context.new_page()
        page.goto(address)
        page.evaluate(ASK, [query])
        paths = {request.url.removeprefix(address).partition("?")[0] for request in requests} - HARNESS
    return sum(
        search.HEADERS + packed((root / path).read_bytes()) for path in paths if (root / path).is_file()
    )


def packed(data: bytes) -> int:
    """Return the bytes on the wire: gzip's, unless the file is packed already and grows."""
    return min(len(data), len(gzip.compress(data)))


def _baseline(known: Sequence[Document], queries: Sequence[Mapping[str, Any]]) -> Row:
    find = search.plain_bm25(known)
    found = [(titles, bool(titles)) for titles in (find(query["query"]) for query in queries)]
    return Row("plain bigram BM25 (no site)", *judge(queries, found))


def judge(
    queries: Iterable[Mapping[str, Any]], found: Iterable[tuple[Sequence[str], bool]]
) -> tuple[dict[str, tuple[float, float, float]], float | None, float]:
    """Return recall@1, recall@5 and nDCG@10 by class, and the refused parts of the queries without and with an answer.

    `found` has the titles for each query, best first, and whether the reader is told that there is an answer.
    """
    rows: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    refused: dict[bool, list[bool]] = {True: [], False: []}
    for query, (titles, answered) in zip(queries, found, strict=True):
        refused[bool(query["relevant"])].append(not answered)
        if query["relevant"]:
            for name in ("all", query["class"]):
                rows[name].append(search.figures(titles, query["relevant"]))
    means = {name: _means(group) for name, group in rows.items()}
    none = statistics.mean(refused[False]) if refused[False] else None
    return means, none, statistics.mean(refused[True])


def _means(group: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    first, five, gain = (statistics.mean(column) for column in zip(*group, strict=True))
    return first, five, gain


def table(comparison: Comparison) -> str:
    """Return the comparison in Markdown."""
    lines = [
        f"{comparison.documents} articles, {comparison.queries}. {comparison.machine}",
        "",
        "| search | recall@1 | recall@5 | nDCG@10 | none recognised | wrongly refused | cold visit | median answer |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in comparison.rows:
        first, five, gain = row.figures["all"]
        cells = [row.name, f"{first:.3f}", f"{five:.3f}", f"{gain:.3f}"]
        cells += ["–" if row.none is None else f"{row.none:.2f}", f"{row.refused:.2f}"]
        cells += ["–" if row.visit is None else f"{row.visit / 1000:.1f} kB"]
        cells += [_milliseconds(row.milliseconds)]
        lines.append(f"| {' | '.join(cells)} |")
    classes = [name for name in comparison.rows[0].figures if name != "all"]
    lines += ["", f"| recall@5 by class | {' | '.join(classes)} |", f"| --- |{' ---: |' * len(classes)}"]
    for row in comparison.rows:
        cells = [f"{row.figures[name][1]:.2f}" for name in classes]
        lines.append(f"| {row.name} | {' | '.join(cells)} |")
    lines += ["", *(f"Left out: {reason}" for reason in comparison.skipped)]
    return "\n".join(lines).rstrip() + "\n"


def _milliseconds(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.1f} ms" if value >= 0.05 else "< 0.1 ms"  # Chromium's clock tells tenths


if __name__ == "__main__":
    sys.exit(app())
