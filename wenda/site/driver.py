"""The fast way to build a site: MkDocs' steps, with the pages rendered in several processes."""

import time
from dataclasses import dataclass
from pathlib import Path

from wenda.errors import Problem
from wenda.progress import track
from wenda.site.mkdocs import Renderer
from wenda.site.publish import staged
from wenda.site.workers import run


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was built."""

    articles: int
    pages: int
    files: int
    size: int  # bytes
    seconds: float
    warnings: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        """Say it in one line."""
        megabytes = self.size / 1_000_000
        return (
            f"{self.articles} articles, {self.pages} pages, {self.files} files, "
            f"{megabytes:.1f} MB in {self.seconds:.1f} s"
        )


def build_site(config_file: Path, site_dir: Path, content_dir: Path | None, jobs: int) -> BuildReport:
    """Build the site that `config_file` describes and put it in place of `site_dir` when it is whole.

    Raises `WendaError` when the configuration or the content is wrong or a link leads nowhere; `site_dir` is then
    as it was before.
    """
    start = time.perf_counter()
    with staged(site_dir) as stage:
        renderer = Renderer(config_file, stage, content_dir)
        rendered = list(track(run(renderer.render, len(renderer), jobs), "Rendering", len(renderer)))
        late = renderer.finish(rendered)
        files, size = measure(stage)
    warnings = tuple(sorted({*late, *(warning for page in rendered for warning in page.warnings)}))
    articles = len(renderer.site.library.catalog.entries)
    return BuildReport(articles, len(renderer) - 1, files, size, time.perf_counter() - start, warnings)


def measure(folder: Path) -> tuple[int, int]:
    """Return the number of files below `folder` and their size in bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)
