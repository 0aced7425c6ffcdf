"""The only module that knows MkDocs: a plugin that forwards its events, and the same steps for a driver of our own.

`mkdocs build` and `mkdocs serve` use the plugin alone. `Renderer` lets Wenda's own driver take the steps of
`mkdocs.commands.build.build` one by one, so that pages can be rendered in several processes; the bytes are the same.
"""

import html
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
import markdown
from mkdocs import utils
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import (
    Page,
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
    _RawHTMLPreprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import AnchorLink, get_toc
from mkdocs.utils.templates import TemplateContext

from wenda.errors import Problem, WendaError
from wenda.site.assembly import Assembly, assemble
from wenda.site.links import Target, broken, survey
from wenda.site.log import logged_warnings
from wenda.site.markdown_rules import EXTENSIONS, configuration
from wenda.site.pages import SitePage, standalone
from wenda.site.sanitise import sanitise
from wenda.site.settings import Options, Settings, as_typed, build_date, parse_options
from wenda.site.templating import prepare
from wenda.site.urls import file_of

# Of Material's own files the pages use its stylesheets alone.
_MATERIAL_CSS = re.compile(r"assets/stylesheets/(main|palette)\.[0-9a-f]+\.min\.css")
_NO_NAV = InclusionLevel.NOT_IN_NAV

Checked = tuple[list[tuple[str, Exception]], list[tuple[str, str]]]  # errors by option, and warnings


class NoOptions(Config):  # type: ignore[no-untyped-call]
    """MkDocs' own idea of the plugin's options: none, since settings.py reads them."""


class WendaPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """Hands MkDocs the pages that Wenda makes of the content folder."""

    def load_config(self, options: dict[str, Any], config_file_path: str | None = None) -> Checked:
        """Validate the plugin's options; returns errors and warnings as MkDocs expects them."""
        try:
            self.options = parse_options(options)
        except WendaError as error:
            return [
                (problem.path, ValueError(f"{problem.message}; {problem.hint}")) for problem in error.problems
            ], []
        return [], []

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Take MkDocs' settings over and replace its own pages and Markdown rules by Wenda's."""
        self.settings = _settings(config, self.options)
        config.watch += [str(self.settings.content_dir), config.theme.dirs[0]]
        config.theme.static_templates.clear()  # 404 and sitemap are pages and outputs of ours
        config.markdown_extensions = list(dict.fromkeys((*EXTENSIONS, *config.markdown_extensions)))
        for extension, rules in configuration().items():
            config.mdx_configs[extension] = {**config.mdx_configs.get(extension, {}), **rules}
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the content folder and add its pages; drop what Material brings along and no page uses."""
        self.settings = replace(self.settings, material_css=tuple(_keep_used_assets(files, config)))
        try:
            self.site = assemble(self.settings)
        except WendaError as error:
            raise PluginError(str(error)) from error
        md = markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
        for page in self.site.pages.values():
            _add_page(page, files, config, md)
        for asset in self.site.library.assets:
            source = str(self.settings.content_dir.absolute() / asset)
            files.append(File.generated(config, f"q/{asset}", abs_src_path=source, inclusion=_NO_NAV))
        self._files = frozenset(file.dest_uri for file in files)
        self.doubtful: dict[str, tuple[Target, ...]] = {}
        return files

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Set up the templates."""
        prepare(env, self.site.texts, self.settings)
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Return an article's body, which never passes through MkDocs' reading of front matter."""
        ours = self._page(page)
        page.meta.setdefault("template", ours.template)
        if ours.title:
            page.meta.setdefault("title", ours.title)
        return ours.article.body if ours.article else markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Sanitise what came from the content folder; docs/ belongs to the site's owner."""
        return sanitise(html, self.site.texts.say("pages", "table")) if self._page(page).article else html

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Hand the template what it shows."""
        context["view"] = self._page(page).view()  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Note the links of the page that cannot be known to be good before all files are there."""
        doubtful = survey(output, page.file.dest_uri, self.settings.root, self._files)
        if doubtful:
            self.doubtful[self.origin(page.file)] = doubtful
        return output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the files that are no pages; then no link may lead nowhere."""
        for path, content in self.site.outputs():
            utils.write_file(content, f"{config.site_dir}/{path}")
        problems = tuple(broken(self.doubtful, Path(config.site_dir)))
        for problem in problems:
            logging.getLogger("mkdocs.plugins.wenda").warning(str(problem))

    def origin(self, file: File) -> str:
        """Return the path of the file that a page is made from, as its author would type it."""
        page = self.site.pages.get(file.src_uri)
        if page and page.article:
            return str(self.settings.content_dir / page.article.path)
        return file.src_uri if file.generated_by else str(as_typed(Path(str(file.abs_src_path))))

    def _page(self, page: Page) -> SitePage:
        known = self.site.pages.get(page.file.src_uri)
        return known or standalone(page.file.src_uri, page.url, str(page.title), self.site.texts)


class WendaPage(Page):
    """A page that shares its Markdown instance with others: making one costs as much as rendering a page."""

    def __init__(self, title: str | None, file: File, config: MkDocsConfig, md: markdown.Markdown) -> None:
        super().__init__(title, file, config)
        self._md = md

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Do what `Page.render` does, but reset the instance instead of making one."""
        md = self._md.reset()
        raw_ids = _RawHTMLPreprocessor()
        ids = _ExtractAnchorsTreeprocessor(self.file, files, config)
        paths = _RelativePathTreeprocessor(self.file, files, config)
        title = _ExtractTitleTreeprocessor()
        for extension in (raw_ids, ids, paths, title):
            extension._register(md)  # in place of the one that the page before registered under the same name
        self.content = md.convert(self.markdown or "")
        self.toc = get_toc(getattr(md, "toc_tokens", []))
        _unescape(self.toc)
        self._title_from_render = title.title
        self.present_anchor_ids = ids.present_anchor_ids | raw_ids.present_anchor_ids
        self.links_to_anchors = paths.links_to_anchors


def _settings(config: MkDocsConfig, options: Options) -> Settings:
    folder = Path(config.config_file_path).parent if config.config_file_path else Path()
    return Settings(
        content_dir=as_typed(folder / options.content),
        site_name=config.site_name,
        site_url=config.site_url or "",
        description=config.site_description or "",
        language=str(config.theme.get("language", "zh")),
        repository=(config.repo_url or "").rstrip("/"),
        today=build_date(),
        options=options,
        own_files=(Path(config.docs_dir), Path(config.theme.dirs[0])),
    )


def _keep_used_assets(files: Files, config: MkDocsConfig) -> Iterator[str]:
    """Drop the files of the theme and of MkDocs itself, except Material's stylesheets, whose addresses are yielded."""
    packaged = {*config.theme.dirs} - {config.theme.custom_dir}
    for file in [file for file in files if file.src_dir in packaged]:
        if _MATERIAL_CSS.fullmatch(file.src_uri):
            yield file.url
        else:
            files.remove(file)


def _add_page(page: SitePage, files: Files, config: MkDocsConfig, md: markdown.Markdown) -> None:
    file = files.get_file_from_path(page.source)
    if file is None:
        file = File.generated(config, page.source, content="", inclusion=_NO_NAV)
        files.append(file)
    file.dest_uri = file_of(page.url)
    file.url = quote(page.url) or "./"
    WendaPage(page.title or None, file, config, md)


def _unescape(links: Iterable[AnchorLink]) -> None:
    """Make the headings in a table of contents plain text: the templates escape."""
    for link in links:
        link.title = html.unescape(link.title)
        _unescape(link.children)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What became of a page."""

    doubtful: Mapping[str, tuple[Target, ...]]  # links to be judged when all is there, by the page's origin
    warnings: tuple[Problem, ...]


class Renderer:
    """`mkdocs.commands.build.build`, one step at a time, for a driver that renders in several processes."""

    def __init__(self, config_file: Path, site_dir: Path, content_dir: Path | None) -> None:
        """Read the configuration and the content; raises `WendaError` with every problem found."""
        with _problems_of_mkdocs(str(config_file)):
            config, self._plugin = _load(config_file, content_dir, site_dir)
            config.plugins.on_startup(command="build", dirty=False)
            self._config = config = config.plugins.on_config(config)
            config.plugins.on_pre_build(config=config)
            files, env = get_files(config), config.theme.get_env()
            files.add_files_from_theme(env, config)
            self._files = files = config.plugins.on_files(files, config=config)
            set_exclusions(files, config)
            self._nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
            self._env = config.plugins.on_env(env, config=config, files=files)
            self._pages = files.documentation_pages()

    @property
    def site(self) -> Assembly:
        """Return what is rendered."""
        return self._plugin.site

    def __len__(self) -> int:
        """Return the number of pages."""
        return len(self._pages)

    def render(self, number: int) -> Rendered:
        """Render one page and write it."""
        file = self._pages[number]
        page = file.page
        assert page is not None  # MkDocs makes one for every documentation page
        with _problems_of_mkdocs(self._plugin.origin(file)) as warnings:
            _populate_page(page, self._config, self._files)
            _build_page(page, self._config, self._pages, self._nav, self._env)
        page.markdown = page.content = None
        doubtful, self._plugin.doubtful = self._plugin.doubtful, {}
        return Rendered(doubtful, tuple(warnings))

    def finish(self, rendered: Iterable[Rendered]) -> tuple[Problem, ...]:
        """Write the files that are no pages and verify all links; return what MkDocs warns of."""
        with _problems_of_mkdocs("mkdocs") as warnings:
            for page in rendered:
                self._plugin.doubtful.update(page.doubtful)
            self._files.copy_static_files()
            self._config.plugins.on_post_build(config=self._config)
        return tuple(warnings)


@contextmanager
def _problems_of_mkdocs(place: str) -> Iterator[list[Problem]]:
    """Give a list that takes up what MkDocs warns of, and turn what it raises into `WendaError`."""
    with logged_warnings("mkdocs", place) as warnings:
        try:
            yield warnings
        except MkDocsException as error:
            if isinstance(error.__cause__, WendaError):
                raise error.__cause__ from error
            raise WendaError(*(warnings or [Problem(place, 0, str(error))])) from error


def read_settings(config_file: Path, content_dir: Path | None) -> Settings:
    """Return what the configuration says, without reading any content; raises `WendaError`."""
    with _problems_of_mkdocs(str(config_file)):
        config, plugin = _load(config_file, content_dir)
        return _settings(config, plugin.options)


def _load(
    config_file: Path, content_dir: Path | None, site_dir: Path | None = None
) -> tuple[MkDocsConfig, WendaPlugin]:
    config = load_config(str(config_file), site_dir=str(site_dir) if site_dir else None)
    for plugin in config.plugins.values():
        if isinstance(plugin, WendaPlugin):
            if content_dir:
                plugin.options = replace(plugin.options, content=str(content_dir.absolute()))
            return config, plugin
    raise ConfigurationError("the plugin `wenda` is not among the plugins")
