"""The content folder, read, found free of errors, and put in order: what every page of the site is made from."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wenda.catalog.build import build_catalog
from wenda.errors import Problem, Severity, WendaError
from wenda.model import Catalog
from wenda.search.synonyms import Synonyms
from wenda.site.check import content_to_build
from wenda.site.settings import Settings

ASSET_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".pdf"})
"""Files of the content folder that are published. Others could run scripts (HTML, SVG) or are not meant for readers."""


@dataclass(frozen=True, slots=True)
class Library:
    """A site's knowledge. `assets` are the images and documents of the content folder, relative to it."""

    catalog: Catalog
    synonyms: Synonyms
    assets: tuple[str, ...]
    warnings: tuple[Problem, ...]


def open_library(settings: Settings) -> Library:
    """Read the content folder; raise `WendaError` with every error found in it."""
    content, problems = content_to_build(settings.content_dir, settings.today)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise WendaError(*errors)
    catalog = build_catalog(content.articles, content.topics, settings.today)
    return Library(catalog, content.synonyms, tuple(_assets(settings.content_dir)), problems)


def _assets(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in parts)
        if path.suffix.lower() in ASSET_SUFFIXES and path.is_file() and not path.is_symlink() and not hidden:
            yield "/".join(parts)
