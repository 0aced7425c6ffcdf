"""Which articles lead to which: by recommendation of their source, or by a link in their text."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from wenda.catalog.subject import Subject
from wenda.markdown_text import links
from wenda.model import Article

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:|//|#")


def backlinks(newest: Sequence[Subject]) -> Mapping[str, tuple[str, ...]]:
    """Return for each article id the ids of the others that name or link it, in the order given."""
    ids = {article.id for article in newest}
    by_path = {article.path: article.id for article in newest}
    found: dict[str, dict[str, None]] = {}
    for article in newest:
        for target in (*article.related, *(by_path.get(path, "") for path in article.links)):
            if target in ids and target != article.id:
                found.setdefault(target, {})[article.id] = None
    return {id_: tuple(some) for id_, some in found.items()}


def linked_paths(article: Article) -> tuple[str, ...]:
    """Return the paths below the content folder of the Markdown files that the body leads to, each once."""
    if ".md" not in article.body:
        return ()
    return tuple(dict.fromkeys(_linked(article)))


def _linked(article: Article) -> Iterator[str]:
    for _, target in links(article.body):
        path = unquote(target.partition("#")[0].partition("?")[0])
        if path.endswith(".md") and not _ELSEWHERE.match(target):
            joined = posixpath.normpath(posixpath.join(posixpath.dirname(article.path), path))
            yield joined.lstrip("/")
