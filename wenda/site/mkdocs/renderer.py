"""`mkdocs build`, taken apart into steps."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, MkDocsException
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation

from wenda.errors import Problem, Severity, WendaError
from wenda.site.log import logged_warnings
from wenda.site.mkdocs.configuration import settings_of
from wenda.site.mkdocs.files import SiteFiles
from wenda.site.mkdocs.page import WendaPage
from wenda.site.mkdocs.plugin import WendaPlugin, unrendered
from wenda.site.mkdocs.steps import Building
from wenda.site.mkdocs.theme_files import ThemeFiles
from wenda.site.pages.page_set import PageSet, View
from wenda.site.processes.limits import End
from wenda.site.rendering.links import Target
from wenda.site.settings import Settings

Pages = TypeVar("Pages", bound=PageSet)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page and what became known of it."""

    content: bytes
    doubtful: tuple[
        tuple[str, tuple[Target, ...]], ...
    ]  # links to be judged when all is there, by the page's origin
    leads: tuple[str, ...]  # files that the text of an article leads to, whether they are there or not
    warnings: tuple[Problem, ...]


class Renderer:
    """`mkdocs.commands.build.build`, one step at a time; `warnings` takes up all that does not prevent a site."""

    def __init__(self, config_file: Path, site_dir: Path, content_dir: Path | None) -> None:
        """Read the configuration; raises `WendaError` with every problem found."""
        with _problems_of_mkdocs(str(config_file)) as self.warnings:
            self._config, self._plugin = _load(config_file, content_dir, site_dir)
            self._config.plugins.on_startup(command="build", dirty=False)
            self._config = self._config.plugins.on_config(self._config)
            self._config.plugins.on_pre_build(config=self._config)

    @property
    def settings(self) -> Settings:
        """Return what the configuration says."""
        return self._plugin.settings

    @property
    def site(self) -> PageSet:
        """Return what was opened."""
        return self._plugin.site

    @property
    def is_known(self) -> bool:
        """Say whether all that decides about a page is known here: no plugin and no hook of somebody else's."""
        return len(self._config.plugins) == 1 and not self._config.hooks

    def open(self, assemble: Callable[[Settings], Pages]) -> Pages:
        """Prepare to render what `assemble` makes of the settings; raises `WendaError` with every problem."""
        config = self._config
        opened: list[Pages] = []

        def keep(settings: Settings) -> Pages:
            opened.append(assemble(settings))
            return opened[0]

        self._plugin.assemble = keep
        with _problems_of_mkdocs(config.config_file_path) as warnings:
            files, env = get_files(config), config.theme.get_env()
            if self.is_known:
                files = SiteFiles(files)
            files.add_files_from_theme(ThemeFiles(config.theme.dirs), config)  # type: ignore[arg-type]
            self._files = files = config.plugins.on_files(files, config=config)
            set_exclusions(files, config)
            nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
            env = config.plugins.on_env(env, config=config, files=files)
            own = files.documentation_pages()
            self._building = Building(config, files, nav, env, own)
            others = (self._plugin.page_of(file) for file in own if file.src_uri not in self.site.pages)
            self.pages = (*others, *self.site.pages.values())
        self.warnings += warnings
        return opened[0]

    def prepare(self, templates: Iterable[str]) -> None:
        """Compile templates now, so that processes that are forked from this one need not."""
        for name in {*templates}:
            self._building.env.get_template(name)

    def render(self, number: int, view: View) -> Rendered:
        """Return the page of that number among `pages`, which shows `view`; raises `WendaError`."""
        self._plugin.view = view
        return self._render(self._file(number), number)

    def _file(self, number: int) -> File:
        """Return a page as a file of MkDocs', which knows the pages of docs/ and makes those of Wenda's when asked."""
        source = self.pages[number].source
        file = self._files.src_uris.get(source) or self._plugin.make_file(source)
        assert file is not None  # a page is of docs/ or of Wenda's
        return file

    def _render(self, file: File, number: int) -> Rendered:
        page = file.page
        assert page is not None  # MkDocs makes one for every documentation page
        origin = self._plugin.origin(file)
        with _problems_of_mkdocs(origin) as warnings:
            try:
                content = self._building.page(page)
            except RecursionError as error:
                message = "is nested too deeply to be rendered"
                raise WendaError(
                    Problem(origin, 0, message, "look for long runs of `>`, `1.` or `[`")
                ) from error
        page.markdown = page.content = self._plugin.view = None
        doubtful, self._plugin.doubtful = self._plugin.doubtful, {}
        if self.pages[number].article:
            # Where its links lead nowhere, reading the content has said so, with the line.
            warnings = [problem for problem in warnings if problem.severity is Severity.ERROR]
        return Rendered(content, tuple(doubtful.items()), self._plugin.leads, tuple(warnings))

    def render_as_written(self, number: int, end: End) -> Rendered:
        """Return the page of that number without rendering its Markdown, which its worker died of."""
        file = self._file(number)
        options = self.settings.options
        why = {
            End.TIME: f"it takes more than {options.page_seconds} s; `page_seconds` sets the limit",
            End.MEMORY: f"it takes more than {options.page_megabytes} MB; `page_megabytes` sets the limit",
            End.CRASH: "its process crashed",
        }[end]
        if not isinstance(file.page, WendaPage):
            raise WendaError(unrendered(self._plugin.origin(file), why))
        file.page.unrendered = why
        return self._render(file, number)

    def static_files(self) -> Iterator[tuple[str, Path | bytes]]:
        """Yield the files that are no pages: where each belongs in the site, and where it lies or what is in it."""
        for file in self._files:
            if not file.is_documentation_page() and file.inclusion.value > InclusionLevel.DRAFT.value:
                yield file.dest_uri, Path(file.abs_src_path) if file.abs_src_path else file.content_bytes

    def finish(self, doubtful: Iterable[tuple[str, tuple[Target, ...]]]) -> None:
        """Verify all links once every file is there; raises `WendaError`."""
        with _problems_of_mkdocs("mkdocs") as warnings:
            self._plugin.doubtful = dict(doubtful)
            self._plugin.outputs_written = True
            self._config.plugins.on_post_build(config=self._config)
        self.warnings += warnings


@contextmanager
def _problems_of_mkdocs(place: str) -> Iterator[list[Problem]]:
    """Give a list that takes up what MkDocs warns of, and turn what it raises into `WendaError`."""
    with logged_warnings("mkdocs", place) as warnings:
        try:
            yield warnings
        except MkDocsException as error:
            if isinstance(error.__cause__, WendaError):
                raise error.__cause__ from error
            problems = warnings or [Problem(place, 0, str(error))]
            raise WendaError(*(replace(problem, severity=Severity.ERROR) for problem in problems)) from error


def read_settings(config_file: Path, content_dir: Path | None) -> Settings:
    """Return what the configuration says, without reading any content; raises `WendaError`."""
    with _problems_of_mkdocs(str(config_file)):
        config, plugin = _load(config_file, content_dir)
        return settings_of(config, plugin.options)


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
