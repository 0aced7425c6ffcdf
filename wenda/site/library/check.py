"""Every rule about content in one list of problems: the files, the rules between them, topics, synonyms, duplicates."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from wenda.catalog.build import Parallel, one_by_one
from wenda.catalog.duplicates import find_duplicates
from wenda.catalog.regions import check_regions
from wenda.catalog.shelves import Shelves
from wenda.catalog.subjects import subjects_of
from wenda.catalog.topics import check_topics, load_taxonomy
from wenda.content.check import ERROR_RULES, RULES, check_articles
from wenda.content.store import load_articles
from wenda.errors import Problem, Severity, WendaError
from wenda.model import Article, Topic
from wenda.search.synonyms import Synonyms, load_synonyms
from wenda.site.library.reading import ContentState, Keep, read_files
from wenda.site.library.severity import as_in_a_build

_BETWEEN_ARTICLES = tuple(rule for rule in ERROR_RULES if not rule.alone)


@dataclass(frozen=True, slots=True)
class Content:
    """What the content folder holds, as its files have it."""

    articles: tuple[Article, ...]
    topics: tuple[Topic, ...]
    synonyms: Synonyms


def content_to_build(  # noqa: PLR0913  what there is, and how to work
    content_dir: Path,
    today: dt.date,
    before: ContentState | None = None,
    parallel: Parallel = one_by_one,
    keep: Keep | None = None,
    *,
    follow_symlinks: bool = False,
) -> tuple[Content, tuple[Problem, ...], ContentState]:
    """Read the content folder for a build; return what it holds, its problems, and its state for the next build.

    A build asks less than an editor: most mistakes do not prevent a site. What prevents it stays an error: files that
    cannot be read, and ids or addresses that two articles claim. The rest are warnings here, and errors in
    `check_content`. What is known from `before` is not read again; `keep` is as in `read_files`.
    """
    others, problems = _beside_articles(content_dir)
    follow = follow_symlinks
    state, in_names = read_files(content_dir, others.topics, before, parallel, keep, follow_symlinks=follow)
    files = state.files.values()
    articles = tuple(sorted((file.article for file in files if file.article), key=lambda article: article.id))
    links = {path: file.links for path, file in state.files.items()}
    problems.update(in_names, *(file.in_file for file in files), *(file.by_rules for file in files))
    between = check_articles(articles, content_dir, today, _BETWEEN_ARTICLES, links, follow_symlinks=follow)
    problems.update(between)
    problems.update(check_topics(articles, others.topics, content_dir), check_regions(articles, content_dir))
    problems.update(_without_articles(articles, problems, content_dir))
    content = replace(others, articles=articles)
    return content, tuple(sorted(map(as_in_a_build, problems))), state


def check_content(content_dir: Path, today: dt.date) -> tuple[Problem, ...]:
    """Return everything that is wrong with the content folder, what only an editor would flag included."""
    others, problems = _beside_articles(content_dir)
    articles, in_files = load_articles(content_dir)
    problems.update(in_files, check_articles(articles, content_dir, today, RULES))
    problems.update(check_topics(articles, others.topics, content_dir), check_regions(articles, content_dir))
    problems.update(_without_articles(articles, problems, content_dir))
    return tuple(sorted({*problems, *_asked_twice(articles, content_dir)}))


def _beside_articles(content_dir: Path) -> tuple[Content, set[Problem]]:
    """Read what stands beside the articles; raises `WendaError` when there is no such folder."""
    if not content_dir.is_dir():
        hint = "name another folder with --content, or make it"
        raise WendaError(Problem(str(content_dir), 0, "there is no such folder", hint))
    topics, in_taxonomy = load_taxonomy(content_dir)
    synonyms, in_synonyms = load_synonyms(content_dir)
    return Content((), topics, synonyms), {*in_taxonomy, *in_synonyms}


def _without_articles(
    articles: tuple[Article, ...], problems: Collection[Problem], content_dir: Path
) -> Iterator[Problem]:
    """Say that there is nothing to build from, unless there is and it cannot be read."""
    if not articles and not any(problem.severity is Severity.ERROR for problem in problems):
        hint = 'write one with `build.py new "…"`, or turn raw pages into some with `build.py import`'
        yield Problem(str(content_dir), 0, "the folder holds no articles (*.md)", hint, "no-articles")


def _asked_twice(articles: tuple[Article, ...], content_dir: Path) -> Iterator[Problem]:
    """Flag two articles that ask the same: readers see them as one, so their answers should be."""
    by_id = {article.id: article for article in articles}
    for first, second in find_duplicates(subjects_of(articles, Shelves(()))):
        one, other = by_id[first], by_id[second]
        yield Problem(
            str(content_dir / other.path),
            1,
            f"asks the same as {one.path}: {one.title}",
            "merge the two, or name what sets them apart in the titles",
            rule="asked-twice",
            severity=Severity.WARNING,
        )
