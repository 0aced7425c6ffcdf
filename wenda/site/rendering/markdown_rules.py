"""Which Markdown articles may use, beyond the plain kind, and how it is set up."""

from typing import Any

from wenda.markdown_text import heading_id
from wenda.site.rendering.sanitise import is_reserved
from wenda.site.texts import Texts

EXTENSIONS = (
    "tables",
    "sane_lists",
    "fenced_code",
    "attr_list",
    "def_list",
    "footnotes",
    "admonition",
    "toc",
    "pymdownx.tilde",
)
"""What articles may use; mkdocs.yml can add to it."""


def configuration(texts: Texts) -> dict[str, dict[str, Any]]:
    """Return the settings of the extensions."""
    return {
        "toc": {"slugify": _heading_id, "permalink": False},
        "footnotes": {"BACKLINK_TITLE": texts.say("pages", "footnote_back")},
    }


def _heading_id(text: str, separator: str) -> str:
    """Return the id of a heading, never one that the templates use themselves."""
    wanted = heading_id(text, separator)
    return f"about{separator}{wanted}" if is_reserved(wanted) else wanted
