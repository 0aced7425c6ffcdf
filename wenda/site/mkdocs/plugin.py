"""The plugin: MkDocs' events, each answered by a call or two into the rest of the site."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from mkdocs import utils
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from wenda.errors import Problem, WendaError
from wenda.site.log import log_problem
from wenda.site.mkdocs.bundled import bundle
from wenda.site.mkdocs.configuration import refuse_what_cannot_be, settings_of, without_effect
from wenda.site.mkdocs.files import SiteFiles, add_asset, give_page, make_file
from wenda.site.mkdocs.page import Converter
from wenda.site.pages.page_set import PageSet, SitePage, View, standalone
from wenda.site.rendering.addresses import Addresses
from wenda.site.rendering.as_written import as_written
from wenda.site.rendering.links import Survey, Target, broken, targets
from wenda.site.rendering.markdown_rules import EXTENSIONS, configuration
from wenda.site.rendering.parts import beside
from wenda.site.rendering.sanitise import sanitise
from wenda.site.rendering.templating import prepare
from wenda.site.settings import Settings, as_typed, parse_options
from wenda.site.texts import load_texts
from wenda.site.urls import file_of

Checked = tuple[list[tuple[str, Exception]], list[tuple[str, str]]]  # errors by option, and warnings


class NoOptions(Config):  # type: ignore[no-untyped-call]
    """MkDocs' own idea of the plugin's options: none, since settings.py reads them."""


class WendaPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]
    """Hands MkDocs the pages that Wenda makes of the content folder."""

    site: PageSet
    assemble: Callable[[Settings], PageSet] | None = None  # None: all pages of the site
    view: View | None = None  # of the page that is rendered next, where it is at hand

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
        with _told_to_mkdocs():
            refuse_what_cannot_be(config)
            self.settings = settings_of(config, self.options)
            for problem in without_effect(config):
                log_problem("mkdocs.plugins.wenda", problem)
            self._rules = configuration(load_texts(self.settings.language))
        config.watch += [str(self.settings.content_dir), config.theme.dirs[0]]
        config.theme.static_templates.clear()  # 404 and sitemap are pages and outputs of ours
        config.markdown_extensions = list(dict.fromkeys((*EXTENSIONS, *config.markdown_extensions)))
        for extension, given in self._rules.items():
            config.mdx_configs[extension] = {**config.mdx_configs.get(extension, {}), **given}
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the content folder and add its pages; drop what Material brings along and no page uses."""
        bundles = bundle(files, config, self.settings)
        self.settings = replace(self.settings, bundles=bundles)
        with _told_to_mkdocs():
            self.site = (self.assemble or _assemble)(self.settings)
        for problem in self.site.warnings:
            log_problem("mkdocs.plugins.wenda", problem)
        self._config, self._converter = config, Converter(config, self._rules, self._addresses(files))
        for file in files:
            if page := self.site.page(file.src_uri):
                give_page(file, page, config, self._converter)
        if isinstance(files, SiteFiles):
            files.make = self.make_file
        else:
            for page in [page for page in self.site.pages.values() if page.source not in files.src_uris]:
                files.append(make_file(page, config, self._converter))
        for asset in self.site.assets:
            add_asset(asset, self.settings.content_dir, files, config)
        made = {
            path
            for page in self.site.pages.values()
            for path in (file_of(page.url), self.site.twin_path(page))
        }
        self._survey = Survey(self.settings.root, made | self.site.others | {file.dest_uri for file in files})
        self.doubtful: dict[str, tuple[Target, ...]] = {}
        self.outputs_written = False
        return files

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Set up the templates."""
        prepare(env, self.site.texts, self.settings)
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Return an article's body, which never passes through MkDocs' reading of front matter."""
        ours = self.page_of(page.file)
        page.meta.setdefault("template", ours.template)
        if ours.title:
            page.meta.setdefault("title", ours.title)
        return ours.article.body if ours.article else markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Sanitise what came from the content folder; docs/ belongs to the site's owner."""
        self.leads: tuple[str, ...] = ()
        if why := getattr(page, "unrendered", ""):
            log_problem("mkdocs.plugins.wenda", unrendered(self.origin(page.file), why))
            html = as_written(page.markdown or "", self.site.texts.say("pages", "as_written"))
        if not self.page_of(page.file).article:
            return html
        trusted = self.settings.options.trusted_html
        clean = sanitise(html, self.site.texts.say("pages", "table"), trusted=trusted)
        if "<a" in clean or "<img" in clean:
            leads = {target.file for target in targets(clean, page.file.dest_uri, self.settings.root)}
            self.leads = tuple(sorted(leads))
        return self._survey.unlink(clean, page.file.dest_uri)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Hand the template what it shows."""
        context["here"] = beside(page.url)  # type: ignore[typeddict-unknown-key]
        context["view"] = self.view or self.page_of(page.file).view()  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Note the links of the page that cannot be known to be good before all files are there."""
        # The anchors in an article are its author's business; reading the content has told them with their lines.
        anchors = not self.page_of(page.file).article
        doubtful = self._survey.doubtful(output, page.file.dest_uri, anchors=anchors)
        if doubtful:
            self.doubtful[self.origin(page.file)] = doubtful
        return output

    def write_outputs(self, site_dir: str) -> None:
        """Write the files that are no pages."""
        for path, content in self.site.outputs():
            utils.write_file(content, f"{site_dir}/{path}")
        self.outputs_written = True

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """See that all files are there and that no link leads nowhere."""
        if not self.outputs_written:
            self.write_outputs(config.site_dir)
        problems = tuple(broken(self.doubtful, Path(config.site_dir)))
        if problems:
            with _told_to_mkdocs():
                raise WendaError(*problems)

    def origin(self, file: File) -> str:
        """Return the path of the file that a page is made from, as its author would type it."""
        page = self.site.pages.get(file.src_uri)
        if page and page.article:
            return str(self.settings.content_dir / page.article.path)
        return file.src_uri if file.generated_by else str(as_typed(Path(str(file.abs_src_path))))

    def make_file(self, source: str) -> File | None:
        """Return the page of Wenda's that has this source as a file of MkDocs', made anew."""
        page = self.site.page(source)
        return make_file(page, self._config, self._converter) if page else None

    def page_of(self, file: File) -> SitePage:
        """Return the page that is made of a file."""
        known = self.site.page(file.src_uri)
        return known or standalone(file.src_uri, file.url, file.name, self.site.texts)

    def _addresses(self, files: Files) -> Addresses:
        """Return where links may lead: to files in docs/, pages of Wenda's and what lies beside the articles."""
        published = {file.src_uri: file.url.removeprefix("./") for file in files}
        assets = {f"q/{asset}": quote(f"q/{asset}") for asset in self.site.assets}

        def address_of(source: str) -> str | None:
            page = None if source in assets else self.site.page(source)
            return quote(page.url) if page else assets.get(source, published.get(source))

        return Addresses(address_of)


def _assemble(settings: Settings) -> PageSet:
    from wenda.site.assembly import assemble  # noqa: PLC0415  an edit renders without opening the library

    return assemble(settings)


def unrendered(origin: str, why: str) -> Problem:
    """Say that the Markdown of the file `origin` was not rendered."""
    hint = "its page shows the text as it is written; look for long runs of `>`, `1.`, `[` or `_`"
    return Problem(origin, 0, f"could not be rendered: {why}", hint, rule="unrendered")


@contextmanager
def _told_to_mkdocs() -> Iterator[None]:
    """Raise what is wrong with the site as the error that MkDocs expects of a plugin."""
    try:
        yield
    except WendaError as error:
        raise PluginError(str(error)) from error
