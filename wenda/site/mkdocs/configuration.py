"""mkdocs.yml in Wenda's own terms: what is taken over, what cannot be, and what has no effect."""

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import yaml_load

from wenda.errors import Problem, Severity, WendaError
from wenda.site.mkdocs.nav import further_links
from wenda.site.settings import Options, Settings, as_typed, build_date

_OF_THEME = frozenset({"name", "custom_dir", "language"})
_UNUSED = ("copyright", "extra", "extra_javascript")


def settings_of(config: MkDocsConfig, options: Options) -> Settings:
    """Return what mkdocs.yml says, in Wenda's own terms."""
    folder = Path(config.config_file_path).parent if config.config_file_path else Path()
    return Settings(
        content_dir=as_typed(folder / options.content),
        site_name=config.site_name,
        site_url=config.site_url or "",
        description=config.site_description or "",
        language=str(config.theme.get("language", "zh")),
        links=further_links(config),
        styles=tuple(map(str, config.extra_css)),
        repository=(config.repo_url or "").rstrip("/"),
        today=build_date(),
        options=options,
        docs_dir=Path(config.docs_dir),
        templates_dir=Path(config.theme.dirs[0]),
    )


def refuse_what_cannot_be(config: MkDocsConfig) -> None:
    """Raise `WendaError` where the configuration prevents a site."""
    if not config.theme.custom_dir:
        hint = "name the folder of Wenda's templates"
        raise WendaError(Problem("theme: custom_dir", 0, "is not set", hint))
    if not config.use_directory_urls:
        hint = "take it out: pages link to each other as folders, and find each other on any host"
        raise WendaError(Problem("use_directory_urls", 0, "must be true", hint))


def without_effect(config: MkDocsConfig) -> Iterator[Problem]:
    """Yield a warning for each setting of MkDocs or Material that the owner has made and no page heeds."""
    with Path(config.config_file_path).open("rb") as file:  # MkDocs mixes what is given with the theme's own
        theme = yaml_load(file).get("theme")
    names = [f"theme: {name}" for name in theme if name not in _OF_THEME] if isinstance(theme, dict) else []
    names += [name for name in _UNUSED if config.get(name)]
    for name in names:
        hint = "take it out; colours and the like are a stylesheet's, under `extra_css`"
        yield Problem(name, 0, "has no effect in Wenda", hint, "no-effect", Severity.WARNING)
