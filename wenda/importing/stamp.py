"""The digest by which an imported file tells whether somebody has edited it since. Pure."""

import hashlib
import re
from dataclasses import replace

from wenda.content.front_matter import format_article
from wenda.model import Article

_STAMP = re.compile(r"^imported: *\"?(?P<digest>sha256:[0-9a-f]{16})\"?[ \t]*\n", re.MULTILINE)
_END_OF_HEADER = "\n---\n"


def stamped(article: Article) -> str:
    """Return the file of `article` as the importer writes it, its own digest in `imported`, the last of its keys.

    Raises ValueError as `format_article` does.
    """
    text = format_article(replace(article, imported=""))
    head, end, body = text.partition(_END_OF_HEADER)
    return f"{head}\nimported: {_digest(text)}{end}{body}"


def is_untouched(text: str) -> bool:
    """Say whether the file `text` is as the importer wrote it; other ends of lines are no edit."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    match = _STAMP.search(text)
    return match is not None and match["digest"] == _digest(text[: match.start()] + text[match.end() :])


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()[:16]}"
