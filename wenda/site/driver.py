"""The fast way to build a site: MkDocs' steps, with the pages rendered in several processes."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wenda.errors import Problem, Severity, WendaError
from wenda.model import Catalog
from wenda.progress import track
from wenda.site.budget import has_twins
from wenda.site.mkdocs import Renderer
from wenda.site.publish import staged
from wenda.site.settings import Settings
from wenda.site.workers import run


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was built."""

    articles: int
    pages: int
    files: int
    size: int  # bytes
    seconds: float
    warnings: tuple[Problem, ...]
    note: str = ""  # what was left out

    def __str__(self) -> str:
        """Say it in one line."""
        sums = f"{self.articles} articles, {self.pages} pages, {self.files} files, {self.size / 1_000_000:.1f} MB"
        return f"{sums} in {self.seconds:.1f} s{self.note and f'; {self.note}'}"


def build_site(
    config_file: Path, site_dir: Path, content_dir: Path | None, jobs: int, *, strict: bool = False
) -> BuildReport:
    """Build the site that `config_file` describes and put it in place of `site_dir` when it is whole.

    Raises `WendaError` when the configuration is wrong, the content prevents a site or a link of a template leads
    nowhere; `strict`: also when there are warnings. `site_dir` is then as it was before.
    """
    start = time.perf_counter()
    with staged(site_dir) as stage:
        renderer = Renderer(config_file, stage, content_dir)
        rendered = list(track(run(renderer.render, len(renderer), jobs), "Rendering", len(renderer)))
        renderer.finish(rendered)
        files, size = measure(stage)
        warnings = tuple(sorted({*renderer.warnings, *_too_large(size, site_dir, renderer.site.settings)}))
        if strict and warnings:
            raise WendaError(*warnings)
    return BuildReport(
        articles=len(renderer.site.library.catalog.entries),
        pages=len(renderer.site.pages),
        files=files,
        size=size,
        seconds=time.perf_counter() - start,
        warnings=warnings,
        note=_left_out(renderer.site.library.catalog, renderer.site.settings),
    )


def measure(folder: Path) -> tuple[int, int]:
    """Return the number of files below `folder` and their size in bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def _left_out(catalog: Catalog, settings: Settings) -> str:
    if settings.options.markdown_twins and not has_twins(catalog, settings):
        return f"no Markdown twins: with them the site could pass {settings.options.max_megabytes} MB"
    return ""


def _too_large(size: int, site_dir: Path, settings: Settings) -> Iterator[Problem]:
    limit = settings.options.max_megabytes
    if size > limit * 1_000_000:
        message = f"{size / 1_000_000:.0f} MB are more than the {limit} MB that the host publishes"
        hint = "publish less, or set max_megabytes if yours takes more"
        yield Problem(str(site_dir), 0, message, hint, rule="size", severity=Severity.WARNING)
