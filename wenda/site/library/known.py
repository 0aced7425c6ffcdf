"""What is known of a file of the content folder, by itself: nothing here depends on other files."""

from dataclasses import replace
from typing import NamedTuple

from wenda.content.rules.collection import Link
from wenda.content.store import Stamp
from wenda.errors import Problem
from wenda.model import Article


class Known(NamedTuple):
    """A file as it was read: its article, if it has one, and what that says by itself."""

    stamp: Stamp
    id: str
    in_file: tuple[Problem, ...] = ()
    article: Article | None = None
    subject: bytes = b""
    links: tuple[Link, ...] = ()
    by_rules: tuple[Problem, ...] = ()  # those that look at one article alone
    read: int = -1  # characters of the body that the subject was read off, beside links; -1: all of it


def same_but_for_body(one: Article, other: Article) -> bool:
    """Say whether two articles differ in their bodies, and in where these begin, at most."""
    return replace(one, body="", body_line=0) == replace(other, body="", body_line=0)
