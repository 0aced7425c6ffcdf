"""Who is measured, with which commands, and what each must have built for its time to count."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench import peers

ROOT = Path(__file__).parent.parent
CORES = os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a build, run in the project's folder."""

    name: str
    command: Sequence[str | Path]
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """A generator set up in one way.

    `project` holds the files that make a site of a corpus; `steps` raises `NotInstalled`. The rest says
    what the built site must hold: files for each of `files`, `marks` in the page of an article, and as many
    documents in its search index as there are articles.
    """

    name: str
    title: str
    builds: str  # what the site offers, for the table
    layout: str
    project: tuple[Path, ...]
    steps: Callable[[], tuple[Step, ...]]
    site: str
    content: str = "."  # where the corpus goes
    files: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    indexed: Callable[[Path], int] | None = None


def wenda_steps(jobs: int = CORES, options: tuple[str, ...] = ()) -> tuple[Step, ...]:
    """Return Wenda's build with `jobs` processes."""
    folders = ("--content", "content", "--site-dir", "site", "--config", "mkdocs.yml")
    command: tuple[str | Path, ...] = (
        sys.executable,
        ROOT / "build.py",
        "build",
        *folders,
        "--jobs",
        str(jobs),
        *options,
    )
    return (Step("wenda", command),)


def profile_is_known() -> bool:
    """Say whether this Wenda can tell where its time went."""
    command = (sys.executable, ROOT / "build.py", "build", "--help")
    return "--profile" in subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _hugo(*, related: bool) -> Step:
    binary = peers.program(peers.python_peer("hugo"), "lib/python*/site-packages/hugo/binaries/hugo*")
    return Step("hugo", (binary, "--quiet"), {} if related else {"HUGO_PARAMS_RELATED": "false"})


def _pagefind() -> Step:
    binary = peers.program(peers.node_peers(), "@pagefind/*/bin/pagefind_extended*")
    return Step("pagefind", (binary, "--site", "public"))


def _mkdocs() -> tuple[Step, ...]:
    return (Step("mkdocs", (peers.python_peer("mkdocs") / "bin" / "mkdocs", "build", "--quiet")),)


def _zensical() -> tuple[Step, ...]:
    return (Step("zensical", (peers.python_peer("zensical") / "bin" / "zensical", "build")),)


def _eleventy() -> tuple[Step, ...]:
    program = peers.node_peers() / "@11ty" / "eleventy" / "cmd.cjs"
    return (Step("eleventy", ("node", program, "--quiet")),)


def _project(name: str) -> tuple[Path, ...]:
    lock = peers.requirements(name)
    return tuple(path for path in sorted((peers.BENCH / "peers" / name).iterdir()) if path != lock)


def _in_pagefind(site: Path) -> int:
    entry = json.loads((site / "pagefind" / "pagefind-entry.json").read_bytes())
    return sum(language["page_count"] for language in entry["languages"].values())


def _in_material(site: Path) -> int:
    """Count the articles in the index of MkDocs or Zensical, which lists every section of every page."""
    found = [path for path in (site / "search" / "search_index.json", site / "search.json") if path.exists()]
    index = json.loads(found[0].read_bytes())
    places = [entry["location"] for entry in index.get("docs") or index["items"]]
    return sum(place.startswith("q/") and "#" not in place for place in places)


_HUGO_FILES = ("topics/*/index.html", "regions/*/index.html", "tags/*/index.html", "q/page/2/index.html")

_ALL = (
    Contestant(
        name="wenda",
        title="Wenda",
        builds="topics, regions and tags worked out, listings, related, backlinks, search, feeds",
        layout="wenda",
        project=(ROOT / "mkdocs.yml", ROOT / "docs", ROOT / "templates"),
        content="content",
        steps=wenda_steps,
        site="site",
        files=("topics/*/index.html", "regions/*/index.html", "tags/*/index.html", "search/manifest.json"),
        marks=('id="related"',),
    ),
    Contestant(
        name="hugo-pagefind",
        title=f"Hugo {peers.version('hugo')} with Related, then Pagefind {peers.version('pagefind')}",
        builds="bare layout, taxonomies as given, listings, related, search",
        layout="hugo",
        project=_project("hugo"),
        steps=lambda: (_hugo(related=True), _pagefind()),
        site="public",
        files=_HUGO_FILES,
        marks=('id="related"', "<li><a href"),
        indexed=_in_pagefind,
    ),
    Contestant(
        name="hugo",
        title=f"Hugo {peers.version('hugo')} without Related",
        builds="bare layout, taxonomies as given, listings",
        layout="hugo",
        project=_project("hugo"),
        steps=lambda: (_hugo(related=False),),
        site="public",
        files=_HUGO_FILES,
        marks=('rel="tag"',),
    ),
    Contestant(
        name="mkdocs",
        title=f"MkDocs {peers.version('mkdocs')} + Material {peers.version('mkdocs-material')}, tuned",
        builds="articles out of the navigation, one page of tags, search",
        layout="mkdocs",
        project=_project("mkdocs"),
        steps=_mkdocs,
        site="site",
        files=("tags/index.html",),
        marks=('class="md-tag"',),
        indexed=_in_material,
    ),
    Contestant(
        name="eleventy",
        title=f"Eleventy {peers.version('@11ty/eleventy')}",
        builds="bare layout, articles alone",
        layout="eleventy",
        project=_project("eleventy"),
        steps=_eleventy,
        site="public",
    ),
    Contestant(
        name="zensical",
        title=f"Zensical {peers.version('zensical')}",
        builds="articles out of the navigation, search",
        layout="zensical",
        project=_project("zensical"),
        steps=_zensical,
        site="site",
        indexed=_in_material,
    ),
)

CONTESTANTS: Mapping[str, Contestant] = {contestant.name: contestant for contestant in _ALL}
"""By name, in the order in which they are measured."""
