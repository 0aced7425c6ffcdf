"""Wenda's pages as MkDocs' files and pages."""

import html
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import (
    Page,
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
    _RawHTMLPreprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import AnchorLink, get_toc

from wenda.site.pages import SitePage
from wenda.site.urls import file_of

_NO_NAV = InclusionLevel.NOT_IN_NAV


DEPTH = 900
"""Frames of Python that rendering a page may take; a list within a list takes some ten."""


class WendaPage(Page):
    """A page that shares its Markdown instance with others: making one costs as much as rendering a page.

    `unrendered` says why its Markdown was not or shall not be rendered; it is empty for a page that is fine.
    """

    def __init__(self, title: str | None, file: File, config: MkDocsConfig, md: markdown.Markdown) -> None:
        super().__init__(title, file, config)
        self._md = md
        self.unrendered = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the page, unless it is nested so deeply that Markdown's recursion does not reach its bottom."""
        self.content, self.toc = "", get_toc([])
        if self.unrendered:
            return
        try:
            with _frames_from_here(DEPTH):
                self._convert(config, files)
        except RecursionError:
            self._md.parser.state.clear()  # where it stood must not matter to the next page
            self.unrendered = "it is nested too deeply"

    def _convert(self, config: MkDocsConfig, files: Files) -> None:
        """Do what `Page.render` does, but reset the instance instead of making one."""
        md = self._md.reset()
        raw_ids = _RawHTMLPreprocessor()
        ids = _ExtractAnchorsTreeprocessor(self.file, files, config)
        paths = _RelativePathTreeprocessor(self.file, files, config)
        title = _ExtractTitleTreeprocessor()
        for extension in (raw_ids, ids, paths, title):
            extension._register(md)  # noqa: SLF001  replaces the one of the page before, as MkDocs registers it
        self.content = md.convert(self.markdown or "")
        self.toc = get_toc(getattr(md, "toc_tokens", []))
        _unescape(self.toc)
        self._title_from_render = title.title
        self.present_anchor_ids = ids.present_anchor_ids | raw_ids.present_anchor_ids
        self.links_to_anchors = paths.links_to_anchors


def add_page(page: SitePage, files: Files, config: MkDocsConfig, md: markdown.Markdown) -> None:
    """Add a page to `files`; one whose text stands in docs/ is there already and only gets its address."""
    file = files.get_file_from_path(page.source)
    if file is None:
        file = File.generated(config, page.source, content="", inclusion=_NO_NAV)
        files.append(file)
    file.dest_uri = file_of(page.url)
    file.url = quote(page.url) or "./"
    WendaPage(page.title or None, file, config, md)


def add_asset(asset: str, content_dir: Path, files: Files, config: MkDocsConfig) -> None:
    """Add a file of the content folder, to be copied beside the articles."""
    source = str(content_dir.absolute() / asset)
    files.append(File.generated(config, f"q/{asset}", abs_src_path=source, inclusion=_NO_NAV))


@contextmanager
def _frames_from_here(most: int) -> Iterator[None]:
    """Let the block go `most` frames deeper, so that whether a page can be rendered is no matter of who asks for it."""
    frame, depth = sys._getframe(), 0  # noqa: SLF001  inspect.stack reads source files
    while frame.f_back:
        frame, depth = frame.f_back, depth + 1
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(depth + most)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _unescape(links: Iterable[AnchorLink]) -> None:
    """Make the headings in a table of contents plain text: the templates escape."""
    for link in links:
        link.title = html.unescape(link.title)
        _unescape(link.children)
