"""Rules about what articles name and lead to."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from rapidfuzz import process

from wenda.content.rules.collection import Collection, Finding, Link
from wenda.markdown_text import anchors
from wenda.model import Article, Status

_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel", "//"})


def broken_related(collection: Collection) -> Iterator[Finding]:
    """Require every id under `related` to be that of another article."""
    renamed = {alias: article.id for article in collection.articles for alias in article.aliases}
    for article in collection.articles:
        for related in article.related:
            if related == article.id:
                message, hint = f"`related` names the article itself: {related}", "delete it"
                yield Finding(article, message, hint, key="related", item=related)
            elif related not in collection.by_id:
                message, hint = f"`related` names no article: {related}", _hint(related, collection.by_id, "")
                if related in renamed:
                    hint = f"it is now called {renamed[related]}"
                yield Finding(article, message, hint, key="related", item=related)


def broken_link(collection: Collection) -> Iterator[Finding]:
    """Require every link and image within the site to lead to a file of the content folder."""
    for article in collection.articles:
        for link in collection.links[article.path]:
            if not link.scheme and not _exists(link, collection):
                message, hint = _missing(link, collection)
                yield Finding(article, message, hint, link.line)


def broken_anchor(collection: Collection) -> Iterator[Finding]:
    """Require every `#anchor` of a link to be in the article that the link leads to."""
    known: dict[str, frozenset[str]] = {}
    for article in collection.articles:
        for link in collection.links[article.path]:
            if link.path is None or not link.anchor:
                continue
            there = collection.by_path.get(link.path) if link.path else article
            if there is None:
                continue
            if there.path not in known:
                known[there.path] = anchors(there.body)
            if link.anchor not in known[there.path]:
                where = "this article" if there is article else there.path
                message = f"{where} has no heading with the anchor #{link.anchor}"
                hint = _did_you_mean(link.anchor, known[there.path], "#") or "link to the article without #"
                yield Finding(article, message, hint, link.line)


def unsafe_link(collection: Collection) -> Iterator[Finding]:
    """Expect links to have a scheme that does no harm: others are taken out of the page."""
    for article in collection.articles:
        for link in collection.links[article.path]:
            if link.scheme and link.scheme not in _SAFE_SCHEMES:
                message = f"a link with {link.scheme}: does not appear on the page"
                yield Finding(article, message, "link to https:// or to a file of this folder", link.line)


def orphan_excerpt(collection: Collection) -> Iterator[Finding]:
    """Expect an excerpt to be named or linked by another article: else nobody will come upon it."""
    named = {
        related for article in collection.articles for related in article.related if related != article.id
    }
    linked = {
        link.path
        for article in collection.articles
        for link in collection.links[article.path]
        if link.path and link.path != article.path
    }
    for article in collection.articles:
        if article.status is Status.EXCERPT and article.id not in named and article.path not in linked:
            message = "no other article names or links this excerpt"
            hint = f"add `{article.id}` to the `related` of the question it came with, or delete it"
            yield Finding(article, message, hint, key="status")


def _exists(link: Link, collection: Collection) -> bool:
    if link.path is None:
        return False
    if not link.path or link.path in collection.by_path:
        return True
    place = collection.content_dir / link.path
    try:
        return place.is_file() and not place.is_symlink()
    except (OSError, ValueError):
        return False


def _missing(link: Link, collection: Collection) -> tuple[str, str]:
    if link.path is None:
        hint = "link to a file by its path from this one, such as other-question.md"
        what = "begins with a slash" if link.target.startswith("/") else "leads out of the content folder"
        return f"the link {what}: {link.target}", hint
    names = {article.path: article for article in collection.articles}
    return f"the link leads to no file: {link.target}", _hint(link.path, names, ".md")


def _hint(wanted: str, names: Mapping[str, Article], suffix: str) -> str:
    """Name what was meant: by address (`../q/id/`), by id where a path is wanted, or misspelt."""
    stem = PurePosixPath(wanted).name
    for candidate in (f"{wanted}{suffix}", f"{stem}{suffix}"):
        if candidate in names:
            return f"did you mean {candidate}?"
    return _did_you_mean(wanted, names, "") or "check the spelling, or take it out"


def _did_you_mean(wanted: str, names: Mapping[str, Article] | frozenset[str], mark: str) -> str:
    near = process.extractOne(wanted, list(names), score_cutoff=75)
    return f"did you mean {mark}{near[0]}?" if near else ""
