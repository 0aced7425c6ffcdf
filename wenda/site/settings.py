"""What a site's owner can set, with defaults that need nothing set.

MkDocs' own settings (name, address, language, repository) and the options of the `wenda` plugin end up in one frozen
value, so that no stage but the first reads a configuration file.
"""

import datetime as dt
import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit

from wenda.errors import Problem, WendaError


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of the `wenda` plugin in mkdocs.yml; README.md and README.zh.md have them in a table."""

    content: str = "content"  # folder of questions, relative to mkdocs.yml
    page_size: int = 100  # articles on one page of a listing
    newest: int = 10  # articles under "newest" on the home page
    popular: int = 10  # articles under "popular" on the home page
    feed_size: int = 30  # articles in a feed
    thin_below: int = 2  # listings with fewer articles ask search engines to stay away
    edit_uri: str = "edit/main/content/"  # below the repository's address: where to suggest an edit
    icp: str = ""  # ICP licence number for the footer, where it links to the ministry's register
    llms: bool = True  # llms.txt for the site and for each topic
    markdown_twins: bool = True  # a Markdown twin of each article, where the site stays within max_megabytes
    offline: bool = True  # installable, and readable without a network
    offline_search_kilobytes: int = 4000  # a larger search index is not kept for reading offline
    trusted_html: bool = False  # articles may hold any HTML, scripts included
    follow_symlinks: bool = False  # symbolic links in the folder of questions are followed
    page_seconds: int = 10  # of processor time that rendering one page may take
    page_megabytes: int = 1000  # of memory that rendering one page may take
    max_megabytes: int = 1000  # the most that the host publishes; GitHub Pages: 1 GB


_KINDS: Mapping[type, str] = {int: "a whole number", str: "text", bool: "true or false"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a build is told from outside."""

    content_dir: Path
    site_name: str
    site_url: str = ""  # ends in a slash, or empty: not known, so no feeds, sitemap or canonical addresses
    description: str = ""
    language: str = "zh"
    links: tuple[tuple[str, str], ...] = ()  # title and address of the owner's further pages, for the footer
    styles: tuple[str, ...] = ()  # addresses of the owner's own stylesheets, which come last
    repository: str = ""  # address without a final slash, or empty
    today: dt.date = dt.date(1970, 1, 1)
    options: Options = Options()
    docs_dir: Path | None = None  # folder of hand-written pages and of files that are published as they are
    templates_dir: Path | None = None
    bundles: Mapping[str, str] = field(default_factory=dict)  # what every page loads (bundles.py), by address

    @property
    def root(self) -> str:
        """Return the path under which the site is published, `/` or `/wenda/`."""
        return urlsplit(self.site_url).path or "/"

    @property
    def own_files(self) -> tuple[Path, ...]:
        """Return the folders of the owner's own files, beside those of questions."""
        return tuple(folder for folder in (self.docs_dir, self.templates_dir) if folder)

    def is_own(self, path: str) -> bool:
        """Say whether the site's owner has put a file at `path` of the site."""
        return self.docs_dir is not None and (self.docs_dir / path).is_file()


def parse_options(given: Mapping[str, object]) -> Options:
    """Return the plugin's options; raise `WendaError` naming every one that is wrong."""
    known = {option.name: option for option in fields(Options)}
    problems = []
    for name, value in given.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"known options: {', '.join(known)}"
            problems.append(_problem(name, "there is no such option", hint))
            continue
        default = known[name].default
        if type(value) is not type(default):
            kind = _KINDS[type(default)]
            problems.append(
                _problem(name, f"expected {kind}, found {value!r}", f"the default is `{default}`")
            )
        elif type(value) is int and value < 1:
            problems.append(
                _problem(name, f"expected a number above 0, found {value}", f"the default is `{default}`")
            )
    if problems:
        raise WendaError(*problems)
    return Options(**given)  # type: ignore[arg-type]


def unset(settings: Settings) -> Iterator[str]:
    """Yield what has to be set before the site is published, in words."""
    if (urlsplit(settings.site_url).hostname or "").startswith("example."):
        yield f"the site takes itself for {settings.site_url}; before you publish it, set WENDA_SITE_URL to its address"


def build_date() -> dt.date:
    """Return today's date in UTC, or the day of SOURCE_DATE_EPOCH so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return dt.datetime.now(dt.UTC).date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise WendaError(
            Problem(
                "SOURCE_DATE_EPOCH",
                0,
                f"expected seconds since 1970, found {epoch!r}",
                "unset it, or set a number",
            )
        ) from None


def as_typed(path: Path) -> Path:
    """Return `path` relative to the working directory when it lies below it, as problems should name it."""
    absolute = path.absolute()
    return absolute.relative_to(Path.cwd()) if absolute.is_relative_to(Path.cwd()) else absolute


def _problem(name: str, message: str, hint: str) -> Problem:
    return Problem(name, 0, message, hint, rule="setting")
