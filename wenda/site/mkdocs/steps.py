"""The steps that `mkdocs.commands.build` takes for one page, but for the last: what is to be written is returned.

They are `_populate_page` and `_build_page` with the events of every plugin, in the same order and with the same values,
so the bytes are the same. What is the same on every page is worked out once.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

_log = logging.getLogger("mkdocs.commands.build")


@dataclass(frozen=True)
class Building:
    """What MkDocs hands to each step of a build."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: jinja2.Environment
    pages: Sequence[File]

    def page(self, page: Page) -> bytes:
        """Return what is written for `page`; nothing when it is to be left out."""
        with self._at(page, "reading"):
            self._populate(page)
        with self._at(page, "building"):
            output = self._build(page)
        return output.encode("utf-8", errors="xmlcharrefreplace") if output.strip() else b""

    def _populate(self, page: Page) -> None:
        config, files, plugins = self.config, self.files, self.config.plugins
        page = plugins.on_pre_page(page, config=config, files=files)
        page.read_source(config)
        assert page.markdown is not None
        page.markdown = plugins.on_page_markdown(page.markdown, page=page, config=config, files=files)
        page.render(config, files)
        assert page.content is not None
        page.content = plugins.on_page_content(page.content, page=page, config=config, files=files)

    def _build(self, page: Page) -> str:
        config, plugins = self.config, self.config.plugins
        page.active = True
        try:
            template = self.env.get_template(page.meta.get("template", "main.html"))
            context = plugins.on_page_context(self._context(page), page=page, config=config, nav=self.nav)
            output = template.render(context)
            return plugins.on_post_page(output, page=page, config=config)
        finally:
            page.active = False

    def _context(self, page: Page) -> TemplateContext:
        if self.config.extra_css or self.config.extra_javascript:
            return get_context(self.nav, self.pages, self.config, page)
        context = TemplateContext(**self._shared)
        depth = page.url.count("/")
        context["base_url"], context["page"] = "/".join([".."] * depth) or ".", page
        return context

    @cached_property
    def _shared(self) -> TemplateContext:
        return get_context(self.nav, self.pages, self.config)

    @contextmanager
    def _at(self, page: Page, doing: str) -> Iterator[None]:
        self.config._current_page = page  # noqa: SLF001  as MkDocs does: warnings of templates name it
        try:
            yield
        except Exception as error:
            # An error of the build is printed by whoever catches it.
            said = "" if isinstance(error, BuildError) else f" {error}"
            _log.error(f"Error {doing} page '{page.file.src_uri}':{said}")
            raise
        finally:
            self.config._current_page = None  # noqa: SLF001
