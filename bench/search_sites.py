"""The same documents as sites that do nothing but search: Wenda's, Pagefind's, Material's and MiniSearch's.

Each site has an `ask.js` (from `bench/peers/search`) whose `ask(query)` gives the ids of the best ten. All are given
the same title, tags, headings and text.
"""

import html
import json
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import peers
from wenda.search.document import Document

TEXTS = peers.BENCH / "peers" / "search"
ENGINE = Path(__file__).parents[1] / "templates" / "assets" / "search"
PAGE = '<!doctype html><html lang="zh"><meta charset="utf-8"><title>search</title>'
HARNESS = frozenset({"", "ask.js", "worker.json"})
"""What measuring asks of a site, and a reader's visit does not."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A search to be measured; `build` fills an empty folder with its site and raises `NotInstalled`."""

    name: str
    asks: str  # file of TEXTS that becomes ask.js
    build: Callable[[Path, Sequence[Document]], None]


def contenders(index: Callable[[Sequence[Document]], Mapping[str, bytes]]) -> tuple[Contender, ...]:
    """Return all that are compared; `index` makes Wenda's index."""
    return (
        Contender("Wenda", "wenda.js", lambda folder, documents: _wenda(folder, index(documents))),
        Contender(f"Pagefind {peers.version('pagefind')}", "pagefind.js", _pagefind),
        Contender(f"Material {peers.version('mkdocs-material')} (lunr, jieba)", "material.js", _material),
        Contender(f"MiniSearch {peers.version('minisearch')}", "minisearch.js", _minisearch("words.js")),
        Contender(
            f"MiniSearch {peers.version('minisearch')}, bigrams", "minisearch.js", _minisearch("bigrams.js")
        ),
    )


def lay_out(contender: Contender, documents: Sequence[Document], folder: Path) -> None:
    """Fill `folder` with the site of `contender`. Raises `NotInstalled`."""
    folder.mkdir()
    contender.build(folder, documents)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    shutil.copy(TEXTS / contender.asks, folder / "ask.js")


def preface(document: Document) -> tuple[str, ...]:
    """Return what an article's page says beside title, tags and body."""
    place = " ".join((document.topic, *document.region_path)).strip()
    return tuple(text for text in (*document.alt_titles, document.summary, place) if text)


def _wenda(folder: Path, files: Mapping[str, bytes]) -> None:
    shutil.copytree(ENGINE, folder / "assets" / "search")
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def _pagefind(folder: Path, documents: Sequence[Document]) -> None:
    program = peers.program(peers.node_peers(), "@pagefind/*/bin/pagefind_extended*")
    for document in documents:
        place = folder / "q" / document.id
        place.mkdir(parents=True)
        (place / "index.html").write_text(as_html(document), encoding="utf-8")
    subprocess.run([program, "--site", folder], check=True, capture_output=True)


def as_html(document: Document) -> str:
    """Return the page that Pagefind reads."""
    lines = [
        *((False, line) for line in (*preface(document), " ".join(document.tags))),
        *((line in document.headings, line) for line in document.body.splitlines()),
    ]
    blocks = [
        f"<h2>{html.escape(line)}</h2>" if heads else f"<p>{html.escape(line)}</p>" for heads, line in lines
    ]
    title = html.escape(document.title)
    return f"{PAGE}<main data-pagefind-body><h1>{title}</h1>{''.join(blocks)}</main></html>"


def _material(folder: Path, documents: Sequence[Document]) -> None:
    project = folder.with_name("mkdocs")
    shutil.rmtree(project, ignore_errors=True)
    shutil.copytree(peers.BENCH / "peers" / "mkdocs", project)
    (project / "docs" / "q").mkdir()
    for document in documents:
        (project / "docs" / "q" / f"{document.id}.md").write_text(as_markdown(document), encoding="utf-8")
    command: list[str | Path] = [peers.python_peer("mkdocs") / "bin" / "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    site = project / "site"
    shutil.copytree(site / "search", folder / "search")
    shutil.copytree(site / "assets" / "javascripts", folder / "assets" / "javascripts")
    worker = peers.program(folder, "assets/javascripts/workers/search.*.min.js").relative_to(folder)
    (folder / "worker.json").write_text(json.dumps({"worker": str(worker)}), encoding="utf-8")


def as_markdown(document: Document) -> str:
    """Return the page that MkDocs reads."""
    title, tags = (json.dumps(value, ensure_ascii=False) for value in (document.title, document.tags))
    lines = [f"## {line}" if line in document.headings else line for line in document.body.splitlines()]
    text = "\n\n".join(html.escape(line, quote=False) for line in (*preface(document), *lines))
    return f"---\ntitle: {title}\ntags: {tags}\n---\n\n{text}\n"


def _minisearch(options: str) -> Callable[[Path, Sequence[Document]], None]:
    def build(folder: Path, documents: Sequence[Document]) -> None:
        modules = peers.node_peers() / "minisearch" / "dist" / "es"
        (folder / "minisearch").mkdir()
        shutil.copy(modules / "index.js", folder / "minisearch")
        for name in {"words.js", options}:
            shutil.copy(TEXTS / name, folder)
        chosen = f'export {{ options }} from "./{options}";\n'
        (folder / "options.js").write_text(chosen, encoding="utf-8")
        (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
        rows = [
            {
                "id": document.id,
                "title": document.title,
                "tags": " ".join(document.tags),
                "text": "\n".join((*preface(document), document.body)),
            }
            for document in documents
        ]
        (folder / "documents.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        subprocess.run(["node", TEXTS / "index.mjs", folder], check=True, capture_output=True)

    return build
