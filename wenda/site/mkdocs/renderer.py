"""`mkdocs build`, taken apart into steps."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, MkDocsException
from mkdocs.structure.files import get_files, set_exclusions
from mkdocs.structure.nav import get_navigation

from wenda.errors import Problem, Severity, WendaError
from wenda.site.assembly import Assembly
from wenda.site.links import Target
from wenda.site.log import logged_warnings
from wenda.site.mkdocs.plugin import WendaPlugin, settings_of
from wenda.site.settings import Settings


@dataclass(frozen=True, slots=True)
class Rendered:
    """What became of a page."""

    doubtful: Mapping[str, tuple[Target, ...]]  # links to be judged when all is there, by the page's origin
    warnings: tuple[Problem, ...]


class Renderer:
    """`mkdocs.commands.build.build`, one step at a time; `warnings` takes up all that does not prevent a site."""

    def __init__(self, config_file: Path, site_dir: Path, content_dir: Path | None) -> None:
        """Read the configuration and the content; raises `WendaError` with every problem found."""
        with _problems_of_mkdocs(str(config_file)) as self.warnings:
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
        """Return the number of tasks: the files that are no pages, then each page."""
        return 1 + len(self._pages)

    def render(self, number: int) -> Rendered:
        """Do one task and write what comes of it."""
        if number == 0:
            self._plugin.write_outputs(self._config.site_dir)
            return Rendered({}, ())
        file = self._pages[number - 1]
        page = file.page
        assert page is not None  # MkDocs makes one for every documentation page
        origin = self._plugin.origin(file)
        with _problems_of_mkdocs(origin) as warnings:
            try:
                _populate_page(page, self._config, self._files)
                _build_page(page, self._config, self._pages, self._nav, self._env)
            except RecursionError as error:
                message = "is nested too deeply to be rendered"
                raise WendaError(
                    Problem(origin, 0, message, "look for long runs of `>`, `1.` or `[`")
                ) from error
        page.markdown = page.content = None
        doubtful, self._plugin.doubtful = self._plugin.doubtful, {}
        page_of_ours = self.site.pages.get(file.src_uri)
        if page_of_ours and page_of_ours.article:
            warnings = []  # where its links lead nowhere, reading the content has said so, with the line
        return Rendered(doubtful, tuple(warnings))

    def finish(self, rendered: Iterable[Rendered]) -> None:
        """Copy what is copied and verify all links once every task is done."""
        with _problems_of_mkdocs("mkdocs") as warnings:
            for page in rendered:
                self._plugin.doubtful.update(page.doubtful)
                self.warnings += page.warnings
            self._plugin.outputs_written = True
            self._files.copy_static_files()
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
