"""Whether edits of a few texts touched nothing that others depend on, and what they make of the search index."""

import datetime as dt
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from stat import S_ISREG

from wenda.content.check import ALONE, check_articles
from wenda.content.rules.collection import links_of
from wenda.content.store import Stamp, placed, read_article
from wenda.errors import Problem, Severity
from wenda.markdown_text import anchors
from wenda.search.synonyms import load_synonyms
from wenda.site.cache import Cache
from wenda.site.examination import Examined
from wenda.site.index_files import index_state
from wenda.site.indexing import with_bodies
from wenda.site.known import Known, same_but_for_body
from wenda.site.library_blocks import SomeFiles, read_some
from wenda.site.severity import as_in_a_build


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
    """Read again what is known; a file that is none any more is left out."""
    stamps = {}
    for path, file in known.files.items():
        with suppress(OSError):
            status = os.lstat(content_dir / path)
            if S_ISREG(status.st_mode):
                stamp = Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
                stamps[path] = stamp, file.id
    found = {path: _same_subject(known.files[path], stamps[path][0], path, content_dir) for path in stamps}
    anew = {path: stamps[path] for path, file in found.items() if not file}
    if anew:
        # All that is known of places and words takes longer to load than an edit should.
        from wenda.catalog.shelves import Shelves  # noqa: PLC0415
        from wenda.site.reading import read_articles  # noqa: PLC0415

        found |= read_articles(content_dir, anew, Shelves(known.topics))
    return {path: file for path, file in found.items() if file}


def _same_subject(known: Known, stamp: Stamp, path: str, content_dir: Path) -> Known | None:
    """Read a file again; None unless it has an article whose subject is read off the same as before."""
    article, problems = read_article(content_dir, path)
    if not article or not known.article or known.read < 0:
        return None
    article = replace(article, id=known.id)
    links, lead = links_of(article), slice(known.read)
    if not same_but_for_body(article, known.article) or article.body[lead] != known.article.body[lead]:
        return None
    if [link[1:] for link in links] != [link[1:] for link in known.links]:
        return None
    found = check_articles([article], content_dir, dt.date.min, ALONE, {path: links})
    return known._replace(
        stamp=stamp,
        in_file=tuple(placed(problem, content_dir) for problem in problems),
        article=article,
        links=links,
        by_rules=tuple(found),
    )


def _is_of_body(before: Known, after: Known) -> bool:
    """Say whether nothing but a body was edited, and in that nothing that other articles can refer to."""
    one, other = before.article, after.article
    return (
        one is not None
        and other is not None
        and same_but_for_body(one, other)
        and before.subject == after.subject
        and [link[1:] for link in before.links] == [link[1:] for link in after.links]  # but for their lines
        and anchors(one.body) == anchors(other.body)
    )


def _alone(files: Mapping[str, Known]) -> Iterator[Problem]:
    for file in files.values():
        yield from map(as_in_a_build, (*file.in_file, *file.by_rules))
