"""Wenda's pages as MkDocs' files and pages, and how their Markdown is converted."""

import html
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlsplit

import markdown
from markdown.extensions.toc import nest_toc_tokens, unique
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import (
    Page,
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
    _RawHTMLPreprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import AnchorLink, get_toc

from wenda.site.rendering.addresses import Addresses
from wenda.site.rendering.markdown_rules import EXTENSIONS
from wenda.site.rendering.plain_markdown import Converted, convert

DEPTH = 900
"""Frames of Python that rendering a page may take; a list within a list takes some ten."""


class Converter:
    """What the pages share to convert their Markdown: one instance of the library, which is as dear as a page."""

    def __init__(self, config: MkDocsConfig, rules: dict[str, dict[str, Any]], addresses: Addresses) -> None:
        """Take the rules that Wenda sets up: beside others, from mkdocs.yml, no text counts as plain."""
        given = {name: rule for name, rule in config.mdx_configs.items() if rule}
        self.reads_plain = tuple(config.markdown_extensions) == EXTENSIONS and given == rules
        self._config = config
        self.addresses = addresses
        self._slugify = lru_cache(maxsize=10_000)(
            rules["toc"]["slugify"]
        )  # many articles have the same headings

    @cached_property
    def library(self) -> markdown.Markdown:
        """Return the instance; it is made for the first page that is not plain, and an edit may well have none."""
        config = self._config
        return markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)

    def forget(self) -> None:
        """Let the instance forget where it stood in a page, which must not matter to the next one."""
        if "library" in self.__dict__:
            self.library.parser.state.clear()

    def plain(self, text: str, source: str, url: str) -> Converted | None:
        """Return an article's text as HTML when it is plain enough to do without the library."""
        if not self.reads_plain:
            return None
        taken: set[str] = set()
        return convert(
            text,
            lambda heading: unique(self._slugify(heading, "-"), taken),
            lambda target: self.addresses.link(target, source, url) or target,
        )


class _RawIds(_RawHTMLPreprocessor):
    """Finds ids in raw HTML, as far as Python's parser can read it: it stumbles over `<![`."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines as they are."""
        with suppress(AssertionError):
            super().run(lines)
        return lines


class WendaPage(Page):
    """A page whose Markdown is converted by what all pages share.

    `unrendered` says why its Markdown was not or shall not be rendered; it is empty for a page that is fine.
    """

    def __init__(
        self, title: str | None, file: File, config: MkDocsConfig, converter: Converter, *, article: bool
    ) -> None:
        super().__init__(title, file, config)
        self._converter = converter
        self._article = article
        self.unrendered = ""

    def _set_canonical_url(self, base: str | None) -> None:
        """Put the page's quoted address behind the site's: joining addresses as MkDocs does is dear."""
        base = base if not base or base.endswith("/") else f"{base}/"
        self.canonical_url = base and base + self.url
        self.abs_url = base and urlsplit(base).path + self.url

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the page; what Markdown cannot read leaves it empty and its reason in `unrendered`."""
        self.content, self.toc = "", get_toc([])
        if self.unrendered or not (self.markdown or "").strip():
            return
        try:
            with _frames_from_here(DEPTH):
                if not self._is_plain():
                    self._convert(config, files)
        except RecursionError:
            self.unrendered = "it is nested too deeply"
        except Exception as error:  # noqa: BLE001  whatever Markdown makes of a text must not end the build
            self.unrendered = f"{type(error).__name__}: {error}"
        finally:
            self._converter.forget()

    def _is_plain(self) -> bool:
        """Convert an article without the library and say whether that could be done."""
        if not self._article:
            return False
        plain = self._converter.plain(self.markdown or "", self.file.src_uri, self.url)
        if plain is None or plain.html.startswith("<h1"):  # which would be MkDocs' title of the page
            return False
        self.content = plain.html
        self.present_anchor_ids = {heading.id for heading in plain.headings}
        tokens: list[Any] = [
            {"level": part.level, "id": part.id, "name": part.text} for part in plain.headings
        ]
        self.toc = get_toc(nest_toc_tokens(tokens))
        _unescape(self.toc)
        return True

    def _convert(self, config: MkDocsConfig, files: Files) -> None:
        """Do what `Page.render` does, but reset the instance instead of making one."""
        md = self._converter.library.reset()
        raw_ids = _RawIds()
        ids = _ExtractAnchorsTreeprocessor(self.file, files, config)
        title = _ExtractTitleTreeprocessor()
        paths = _Links(self.file, files, config)
        paths.addresses, paths.article = self._converter.addresses, self._article
        for extension in (raw_ids, ids, paths, title):
            extension._register(md)  # noqa: SLF001  replaces the one of the page before, as MkDocs registers it
        self.content = md.convert(self.markdown or "")
        self.toc = get_toc(getattr(md, "toc_tokens", []))
        _unescape(self.toc)
        self._title_from_render = title.title
        self.present_anchor_ids = ids.present_anchor_ids | raw_ids.present_anchor_ids
        if not self._article:  # whose anchors are told with their lines when the content is read
            self.links_to_anchors = paths.links_to_anchors


class _Links(_RelativePathTreeprocessor):
    """MkDocs' rewriting of links, which asks Wenda first: not every page has a file of MkDocs' when it is asked."""

    addresses: Addresses
    article: bool

    def path_to_url(self, url: str) -> str:
        page = self.file.page
        assert page is not None
        known = self.addresses.link(url, self.file.src_uri, page.url)
        if known is None and not self.article:
            return super().path_to_url(url)
        return known or url


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
