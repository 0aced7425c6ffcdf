"""Whether edits of a few texts touched nothing that others depend on, and what they make of the search index."""

import datetime as dt
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from stat import S_ISREG

from wenda.content.check import ALONE, check_articles
from wenda.content.rules.collection import Link, links_of
from wenda.content.store import Stamp, placed, read_article
from wenda.errors import Problem, Severity
from wenda.markdown_text import anchors
from wenda.model import Article
from wenda.search.synonyms import load_synonyms
from wenda.site.building.examination import Examined
from wenda.site.cache import Cache
from wenda.site.library.blocks import SomeFiles, read_some
from wenda.site.library.known import Known, same_but_for_body
from wenda.site.library.severity import as_in_a_build
from wenda.site.outputs.index_files import index_state
from wenda.site.outputs.indexing import with_bodies


def examine(paths: Collection[str], content_dir: Path, site_dir: Path, cache: Cache) -> Examined | None:
    """Return what edits of bodies come to; None where anything else may be different, or an article is wrong.

    `content_dir` is named as problems shall name it. Of the site, files of the index are read, and used if they are
    those that the last build wrote.
    """
    known = read_some(cache, paths)
    if not known or known.content_dir != str(content_dir):
        return None
    after = _read_again(known, content_dir)
    before = known.files
    if before.keys() != after.keys() or not all(_is_of_body(before[path], after[path]) for path in before):
        return None
    articles = {path: file.article for path, file in after.items() if file.article}
    now = frozenset(_alone(after))
    if any(problem.severity is Severity.ERROR for problem in now):
        return None
    synonyms, _ = load_synonyms(content_dir)
    by_id = {article.id: article for article in articles.values()}
    index = with_bodies(by_id, synonyms, index_state(cache), lambda path: (site_dir / path).read_bytes())
    if not index:
        return None
    more = sum(len(article.body) for article in articles.values())
    more -= sum(len(file.article.body) for file in before.values() if file.article)
    return Examined(
        articles=articles,
        places=frozenset(placed(Problem(path, 0, ""), content_dir).path for path in articles),
        known=frozenset(_alone(before)),
        now=now,
        more=more,
        index=index,
        blocks=known.blocks_with(after),
    )


def _read_again(known: SomeFiles, content_dir: Path) -> dict[str, Known]:
    """Read again what is known; a file that is gone, and one in which more than the body was edited, is left out."""
    found: dict[str, Known] = {}
    anew: dict[str, tuple[Stamp, str]] = {}
    for path, file in known.files.items():
        stamp = _stamp(content_dir / path)
        article, problems = read_article(content_dir, path) if stamp else (None, ())
        article = article and replace(article, id=file.id)
        if not stamp or not article or not file.article or not same_but_for_body(article, file.article):
            continue
        links = links_of(article)
        if not _has_same_subject(file, article, links):
            anew[path] = stamp, file.id
            continue
        by_rules = check_articles([article], content_dir, dt.date.min, ALONE, {path: links})
        found[path] = file._replace(
            stamp=stamp,
            in_file=tuple(placed(problem, content_dir) for problem in problems),
            article=article,
            links=links,
            by_rules=tuple(by_rules),
        )
    if anew and len(found) + len(anew) == len(known.files):
        # All that is known of places and words takes longer to load than an edit should.
        from wenda.catalog.shelves import Shelves  # noqa: PLC0415
        from wenda.site.library.reading import read_articles  # noqa: PLC0415

        found |= read_articles(content_dir, anew, Shelves(known.topics))
    return found


def _stamp(path: Path) -> Stamp | None:
    """Return what shows that a file is as it was; None when it is none any more."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    if not S_ISREG(status.st_mode):
        return None
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _has_same_subject(known: Known, article: Article, links: Sequence[Link]) -> bool:
    """Say whether the subject of an article with another body is surely as it is known: it is read off the same."""
    if known.read < 0 or known.article is None:
        return False
    return _are_same(links, known.links) and article.body[: known.read] == known.article.body[: known.read]


def _is_of_body(before: Known, after: Known) -> bool:
    """Say whether nothing but a body was edited, and in that nothing that other articles can refer to."""
    one, other = before.article, after.article
    return (
        one is not None
        and other is not None
        and same_but_for_body(one, other)
        and before.subject == after.subject
        and _are_same(before.links, after.links)
        and anchors(one.body) == anchors(other.body)
    )


def _are_same(links: Sequence[Link], others: Sequence[Link]) -> bool:
    """Say whether links are the same but for the lines that they stand in."""
    return [link[1:] for link in links] == [link[1:] for link in others]


def _alone(files: Mapping[str, Known]) -> Iterator[Problem]:
    for file in files.values():
        yield from map(as_in_a_build, (*file.in_file, *file.by_rules))
