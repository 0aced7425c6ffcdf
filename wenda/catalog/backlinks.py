"""Which articles lead to which: by recommendation of their source, or by a link in their text."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from wenda.markdown_text import links
from wenda.model import Article

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


def backlinks(articles: Sequence[Article]) -> Mapping[str, tuple[str, ...]]:
    """Return for each article id the ids of the others that name or link it, in the order of `articles`."""
    ids = {article.id for article in articles}
    by_path = {article.path: article.id for article in articles}
    found: dict[str, dict[str, None]] = {}
    for article in articles:
        for target in (*article.related, *_linked(article, by_path)):
            if target in ids and target != article.id:
                found.setdefault(target, {})[article.id] = None
    return {id_: tuple(some) for id_, some in found.items()}


def _linked(article: Article, by_path: Mapping[str, str]) -> Iterator[str]:
    if ".md" not in article.body:
        return
    for _, target in links(article.body):
        path = unquote(re.split("[?#]", target, maxsplit=1)[0])
        if path.endswith(".md") and not _ELSEWHERE.match(target):
            joined = posixpath.normpath(posixpath.join(posixpath.dirname(article.path), path))
            yield by_path.get(joined.lstrip("/"), "")
