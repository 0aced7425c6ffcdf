"""What rules look at and what they find."""

import datetime as dt
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from wenda.markdown_text import links, plain_text
from wenda.model import Article

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*+):|//")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found in an article and how to mend it.

    It is in `line` of the body, counted from 1; when that is 0, in the field `key`, at `item` of its list.
    """

    article: Article
    message: str
    hint: str
    line: int = 0
    key: str = "title"
    item: str = ""


class Link(NamedTuple):
    """A link of an article's body.

    `path` is what it leads to below the content folder: empty for the article itself, None for other hosts,
    for absolute paths and for what lies outside the folder. `scheme` is in lower case, or `//`.
    """

    line: int
    target: str
    scheme: str = ""
    path: str | None = None
    anchor: str = ""


Rule = Callable[["Collection"], Iterator[Finding]]


@dataclass(frozen=True)
class Collection:
    """All articles of a content folder on a given day, with what several rules need worked out once."""

    articles: Sequence[Article]
    content_dir: Path
    today: dt.date
    known_links: Mapping[str, tuple[Link, ...]] | None = None
    follow_symlinks: bool = False

    @cached_property
    def by_id(self) -> Mapping[str, Article]:
        """The articles by id."""
        return {article.id: article for article in self.articles}

    @cached_property
    def by_path(self) -> Mapping[str, Article]:
        """The articles by path below the content folder."""
        return {article.path: article for article in self.articles}

    @cached_property
    def links(self) -> Mapping[str, tuple[Link, ...]]:
        """The links of each article's body, by the article's path."""
        return self.known_links or {article.path: links_of(article) for article in self.articles}

    @cached_property
    def text(self) -> Mapping[str, str]:
        """The plain text of each article's body, by the article's path."""
        return {article.path: plain_text(article.body) for article in self.articles}


def links_of(article: Article) -> tuple[Link, ...]:
    """Return the links of an article's body."""
    return tuple(resolve(article.path, line, target) for line, target in links(article.body))


def resolve(path: str, line: int, target: str) -> Link:
    """Work out where `target`, written in the article at `path`, leads."""
    if scheme := _SCHEME.match(target):
        return Link(line, target, scheme=(scheme[1] or "//").lower())
    address, _, anchor = target.partition("#")
    address, anchor = unquote(address.partition("?")[0]), unquote(anchor)
    if not address:
        return Link(line, target, path="", anchor=anchor)
    place = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
    is_outside = place.startswith(("/", "..")) or "\\" in place or "\0" in place
    return Link(line, target, path=None if is_outside else place, anchor=anchor)
