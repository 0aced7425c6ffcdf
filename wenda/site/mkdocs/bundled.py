"""Styles and scripts among MkDocs' files: the bundles take the place of what they are made of."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from importlib.metadata import distribution

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from wenda.site.mkdocs.files import add_text
from wenda.site.rendering.bundles import PARTS, SCRIPT, STYLES, script, stylesheet
from wenda.site.settings import Settings
from wenda.site.texts import load_texts

# Of Material's own files the pages use its stylesheets alone; by name, main comes before palette.
_NOTICE = "assets/mkdocs-material.LICENSE.txt"
_MATERIAL_CSS = re.compile(r"assets/stylesheets/(main|palette)\.[0-9a-f]+\.min\.css")


def bundle(files: Files, config: MkDocsConfig, settings: Settings) -> Mapping[str, str]:
    """Put the bundles in the place of their parts, drop what else the theme brings along, and return the bundles."""
    texts = load_texts(settings.language)
    packaged = {*config.theme.dirs} - {config.theme.custom_dir}
    material = _taken(files, lambda file: file.src_dir in packaged)
    styles, shell = (_taken(files, partial(_lies_in, part)) for part in PARTS)
    theirs = (file.content_string for file in material if _MATERIAL_CSS.fullmatch(file.src_uri))
    bundles = {
        STYLES: stylesheet(texts, theirs, (file.content_string for file in styles)),
        SCRIPT: script(texts, (file.content_string for file in shell), offline=settings.options.offline),
    }
    for path, content in (*bundles.items(), (_NOTICE, _material_licence())):
        add_text(path, content, files, config)
    return bundles


def _material_licence() -> str:
    """Return the notice that has to go wherever Material's stylesheets go; a package without it is an error."""
    text = distribution("mkdocs-material").read_text("licenses/LICENSE")
    assert text
    return text


def _lies_in(folder: str, file: File) -> bool:
    return file.src_uri.startswith(folder)


def _taken(files: Files, is_wanted: Callable[[File], bool]) -> list[File]:
    """Remove some files, and return them in the order of their names."""
    some = sorted((file for file in files if is_wanted(file)), key=lambda file: file.src_uri)
    for file in some:
        files.remove(file)
    return some
