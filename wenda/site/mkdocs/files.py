"""Wenda's pages and what lies beside the articles, as MkDocs' files."""

from collections.abc import Callable
from pathlib import Path, PurePath
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from wenda.site.mkdocs.page import Converter, WendaPage
from wenda.site.pages.page_set import SitePage
from wenda.site.urls import file_of

_NO_NAV = InclusionLevel.NOT_IN_NAV


class SiteFiles(Files):
    """MkDocs' files, to which a page of Wenda's is added when somebody asks for it: most are not asked for at all."""

    make: Callable[[str], File | None]  # the page of Wenda's that has this source, made anew

    def __init__(self, files: Files) -> None:
        super().__init__(files)
        self.make = lambda _: None

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file whose source is `path`, made now if need be."""
        file = super().get_file_from_path(path)
        if file is None and (file := self.make(PurePath(path).as_posix())):
            self.append(file)
        return file


def make_file(page: SitePage, config: MkDocsConfig, converter: Converter) -> File:
    """Return a page as a file of MkDocs', with its page."""
    file = File.generated(config, page.source, content="", inclusion=_NO_NAV)
    give_page(file, page, config, converter)
    return file


def give_page(file: File, page: SitePage, config: MkDocsConfig, converter: Converter) -> None:
    """Make what `file` becomes the page of Wenda's at its address; its text may stand in docs/."""
    file.dest_uri = file_of(page.url)
    file.url = quote(page.url) or "./"
    WendaPage(page.title or None, file, config, converter, article=page.article is not None)


def add_text(path: str, content: str, files: Files, config: MkDocsConfig) -> None:
    """Add a file that is no page, to be written at `path` of the site."""
    files.append(File.generated(config, path, content=content, inclusion=_NO_NAV))


def add_asset(asset: str, content_dir: Path, files: Files, config: MkDocsConfig) -> None:
    """Add a file of the content folder, to be copied beside the articles."""
    source = str(content_dir.absolute() / asset)
    files.append(File.generated(config, f"q/{asset}", abs_src_path=source, inclusion=_NO_NAV))
