"""The owner's further pages: what `nav` in mkdocs.yml names beside the pages that Wenda links by itself."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

_LINKED_ANYWAY = frozenset({"index.md", "search.md", "about.md", "404.md"})


def further_links(config: MkDocsConfig) -> tuple[tuple[str, str], ...]:
    """Return title and address of each entry of `nav` that no page of Wenda's links by itself.

    These are hand-written pages in `docs/`, with addresses relative to the site's root, and other sites. Titles are
    those that `nav` gives.
    """
    docs = Path(config.docs_dir)
    return tuple(
        (title, address) for title, target in _entries(config.nav) if (address := _address(target, docs))
    )


def _entries(nav: Any) -> Iterator[tuple[str, str]]:
    """Yield titles and targets of `nav`, sections and all, in order; what has no title has its name."""
    for entry in nav if isinstance(nav, list) else ():
        if isinstance(entry, str):
            yield PurePosixPath(entry).stem, entry
        elif isinstance(entry, dict):
            for title, target in entry.items():
                if isinstance(target, str):
                    yield str(title), target
                else:
                    yield from _entries(target)


def _address(target: str, docs: Path) -> str:
    """Return where an entry of `nav` leads; empty where it needs no link of its own."""
    if target.startswith(("https://", "http://")):
        return target
    if target in _LINKED_ANYWAY or not target.endswith(".md") or not (docs / target).is_file():
        return ""
    path = target.removesuffix(".md")
    return path.removesuffix("index") if PurePosixPath(path).name == "index" else f"{path}/"
