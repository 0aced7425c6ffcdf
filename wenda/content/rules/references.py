"""Rules about what articles name and lead to."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from rapidfuzz import fuzz, process

from wenda.content.others import is_published
from wenda.content.rules.collection import Collection, Finding, Link
from wenda.markdown_text import anchors, without_code
from wenda.model import Status

_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel", "//"})
_HOST = re.compile(r"(?:[\w-]+\.)+(?:com|cn|org|net|gov|edu|io)(?:[/:?#]|$)|www\.", re.IGNORECASE)
_PUBLISHED_HINT = "save a picture as PNG, JPEG, GIF, WebP or AVIF, a document as PDF"
_ADDRESS = re.compile(
    r"(?<![\w<(\[\"'=/])https?://[\w.-]+\.[A-Za-z]{2,}(?::\d+)?(?:/[\w./?=&%#~+:-]*[\w/])?", re.ASCII
)
_DEFINITION = re.compile(r"\s*\[[^\]]+\]:")  # of a link or a footnote
_FOREIGN_PICTURE = re.compile(r"!\[[^\[\]]*\]\(<?((?:https?:)?//[^\s()<>]+)")
_MAX_GUESSES = 200
"""Names that are looked for among similar ones; where more are broken, something else is wrong."""


class _Names:
    """The names that could have been meant."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._known = frozenset(self._names)
        self._guesses = 0

    def hint(self, wanted: str, *, mark: str = "", otherwise: str) -> str:
        """Say which name was meant by `wanted`: with `.md` or without, by address (`../q/id/`), or misspelt."""
        stem = PurePosixPath(wanted).name
        candidates = (stem, f"{stem}.md", f"{wanted}.md", stem.removesuffix(".md"))
        found = next((name for name in candidates if name in self._known), "")
        self._guesses += not found
        if not found and self._guesses <= _MAX_GUESSES:
            near = process.extractOne(wanted, self._names, scorer=fuzz.ratio, score_cutoff=75)
            found = near[0] if near else ""
        return f"did you mean {mark}{found}?" if found else otherwise


def broken_related(collection: Collection) -> Iterator[Finding]:
    """Require every id under `related` to be that of another article."""
    renamed = {alias: article.id for article in collection.articles for alias in article.aliases}
    names = _Names(collection.by_id)
    for article in collection.articles:
        for related in article.related:
            if related == article.id:
                message, hint = f"`related` names the article itself: {related}", "delete it"
                yield Finding(article, message, hint, key="related", item=related)
            elif related not in collection.by_id:
                message = f"`related` names no article: {related}"
                hint = names.hint(related, otherwise="check the spelling, or delete it")
                if related in renamed:
                    hint = f"it is now called {renamed[related]}"
                yield Finding(article, message, hint, key="related", item=related)


def broken_link(collection: Collection) -> Iterator[Finding]:
    """Require every link and image within the site to lead to a file of the content folder."""
    names = _Names(collection.by_path)
    for article in collection.articles:
        for link in collection.links[article.path]:
            if link.scheme or _is_accidental(link) or _exists(link, collection):
                continue
            if link.path is None:
                what = (
                    "begins with a slash"
                    if link.target.startswith("/")
                    else "leads out of the content folder"
                )
                hint = "write the path of a file as seen from this one, such as other-question.md"
                yield Finding(article, f"the link {what}: {link.target}", hint, link.line)
            elif _is_file(link.path, collection):
                message = f"the link leads to a file that is not published: {link.target}"
                yield Finding(article, message, _PUBLISHED_HINT, link.line)
            else:
                otherwise = "check the spelling, or delete the link"
                if _HOST.match(link.target):
                    otherwise = f"if it is another site, write https://{link.target}"
                hint = names.hint(link.path, otherwise=otherwise)
                yield Finding(article, f"the link leads to no file: {link.target}", hint, link.line)


def accidental_link(collection: Collection) -> Iterator[Finding]:
    """Expect brackets followed by a number in parentheses, which make a link, to be meant as one."""
    for article in collection.articles:
        for link in collection.links[article.path]:
            if _is_accidental(link) and not _exists(link, collection):
                message = f"this makes a link to nowhere: […]({link.target})"
                yield Finding(article, message, r"write \[ if no link is meant", link.line)


def broken_anchor(collection: Collection) -> Iterator[Finding]:
    """Require every `#anchor` of a link to be in the article that the link leads to."""
    known: dict[str, frozenset[str]] = {}
    for article in collection.articles:
        for link in collection.links[article.path]:
            there = collection.by_path.get(link.path) if link.path else article
            if link.path is None or not link.anchor or there is None:
                continue
            if there.path not in known:
                known[there.path] = anchors(there.body)
            if link.anchor not in known[there.path]:
                where = "this article" if there is article else there.path
                message = f"{where} has no heading with the anchor #{link.anchor}"
                names = _Names(sorted(known[there.path]))
                hint = names.hint(link.anchor, mark="#", otherwise="link to the article as a whole")
                yield Finding(article, message, hint, link.line)


def unsafe_link(collection: Collection) -> Iterator[Finding]:
    """Expect links to have a scheme that does no harm: others are taken out of the page."""
    for article in collection.articles:
        for link in collection.links[article.path]:
            if link.scheme and link.scheme not in _SAFE_SCHEMES:
                message = f"a link with {link.scheme}: does not appear on the page"
                yield Finding(article, message, "link to https:// or to a file of this folder", link.line)


def bare_address(collection: Collection) -> Iterator[Finding]:
    """Expect addresses of other sites to be links: an address alone is text, which no reader can follow."""
    for article in collection.articles:
        if "://" not in article.body:
            continue
        for number, line in enumerate(without_code(article.body).split("\n"), start=1):
            if not _DEFINITION.match(line):
                for address in _ADDRESS.findall(line):
                    message = f"this address is no link: {address}"
                    yield Finding(article, message, f"write <{address}>, or [words]({address})", number)


def foreign_picture(collection: Collection) -> Iterator[Finding]:
    """Expect pictures to lie in the content folder: those of other hosts are shown as links."""
    for article in collection.articles:
        if "![" not in article.body:
            continue
        for number, line in enumerate(without_code(article.body).split("\n"), start=1):
            for address in _FOREIGN_PICTURE.findall(line):
                message = f"a picture of another host is shown as a link: {address}"
                yield Finding(article, message, "save it beside the article and name the file", number)


def orphan_excerpt(collection: Collection) -> Iterator[Finding]:
    """Expect an excerpt to be named or linked by another article: else nobody will come upon it."""
    named = {
        related for article in collection.articles for related in article.related if related != article.id
    }
    linked = {
        link.path
        for path, links in collection.links.items()
        for link in links
        if link.path and link.path != path
    }
    for article in collection.articles:
        if article.status is Status.EXCERPT and article.id not in named and article.path not in linked:
            message = "no other article names or links this excerpt"
            hint = f"add `{article.id}` to the `related` of the question it came with, or delete it"
            yield Finding(article, message, hint, key="status")


def _is_accidental(link: Link) -> bool:
    return link.target.isdecimal()


def _exists(link: Link, collection: Collection) -> bool:
    if link.path is None:
        return False
    if not link.path or link.path in collection.by_path:
        return True
    return is_published(link.path) and _is_file(link.path, collection)


def _is_file(path: str, collection: Collection) -> bool:
    place = collection.content_dir / path
    try:
        real = place.resolve()
        followed = collection.follow_symlinks or real == collection.content_dir.resolve() / path
        return followed and real.is_file()
    except (OSError, ValueError, RuntimeError):  # the last for a symbolic link to itself, before Python 3.13
        return False
