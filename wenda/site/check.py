"""Every rule about content in one list of problems: the files, the rules between them, topics, synonyms, duplicates."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wenda.catalog.duplicates import find_duplicates
from wenda.catalog.regions import check_regions
from wenda.catalog.shelves import Shelves
from wenda.catalog.subjects import subjects_of
from wenda.catalog.topics import check_topics, load_taxonomy
from wenda.content.check import ERROR_RULES, RULES, NamedRule, check_articles
from wenda.content.store import load_articles
from wenda.errors import Problem, Severity, WendaError
from wenda.model import Article, Topic
from wenda.search.synonyms import Synonyms, load_synonyms

_PREVENTING = frozenset({"duplicate-id", "bad-alias", "alias-clash"})


@dataclass(frozen=True, slots=True)
class Content:
    """What the content folder holds, as its files have it."""

    articles: tuple[Article, ...]
    topics: tuple[Topic, ...]
    synonyms: Synonyms


def read_content(
    content_dir: Path, today: dt.date, rules: Sequence[NamedRule]
) -> tuple[Content, tuple[Problem, ...]]:
    """Read the content folder and return what it holds and what `rules` find wrong with it, sorted by place."""
    if not content_dir.is_dir():
        hint = "name another folder with --content, or make it"
        raise WendaError(Problem(str(content_dir), 0, "there is no such folder", hint))
    articles, in_files = load_articles(content_dir)
    topics, in_taxonomy = load_taxonomy(content_dir)
    synonyms, in_synonyms = load_synonyms(content_dir)
    problems = {*in_files, *in_taxonomy, *in_synonyms, *check_articles(articles, content_dir, today, rules)}
    problems.update(check_topics(articles, topics, content_dir), check_regions(articles, content_dir))
    return Content(articles, topics, synonyms), tuple(sorted(problems))


def content_to_build(content_dir: Path, today: dt.date) -> tuple[Content, tuple[Problem, ...]]:
    """Read the content folder for a build, which asks less than an editor: most mistakes do not prevent a site.

    What prevents it stays an error: files that cannot be read, and ids or addresses that two articles claim. The rest
    are warnings here, and errors in `check_content`.
    """
    content, problems = read_content(content_dir, today, ERROR_RULES)
    mild = {rule.name for rule in ERROR_RULES} - _PREVENTING
    return content, tuple(
        replace(problem, severity=Severity.WARNING) if problem.rule in mild else problem
        for problem in problems
    )


def check_content(content_dir: Path, today: dt.date) -> tuple[Problem, ...]:
    """Return everything that is wrong with the content folder, what only an editor would flag included."""
    content, problems = read_content(content_dir, today, RULES)
    return tuple(sorted({*problems, *_asked_twice(content.articles, content_dir)}))


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
