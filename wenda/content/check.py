"""Everything that is wrong with a content folder once its files have been read, in one table of rules."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wenda.content.rules import cut_off, dates, identity, instructions, on_topic, references, wording
from wenda.content.rules.collection import Collection, Finding, Link, Rule
from wenda.errors import Problem, Severity
from wenda.model import Article


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule with the name and the weight of its problems; the function's docstring says what it asks.

    It is `alone` when it looks at one article at a time, whatever the others are and whatever the day.
    """

    name: str
    severity: Severity
    find: Rule
    alone: bool = False


RULES = (
    NamedRule("duplicate-id", Severity.ERROR, identity.duplicate_id),
    NamedRule("duplicate-title", Severity.ERROR, identity.duplicate_title),
    NamedRule("bad-alias", Severity.ERROR, identity.bad_alias, alone=True),
    NamedRule("alias-clash", Severity.ERROR, identity.alias_clash),
    NamedRule("broken-related", Severity.ERROR, references.broken_related),
    NamedRule("broken-link", Severity.ERROR, references.broken_link),
    NamedRule("broken-anchor", Severity.ERROR, references.broken_anchor),
    NamedRule("unbalanced-bold", Severity.ERROR, wording.unbalanced_bold, alone=True),
    NamedRule("dates-out-of-order", Severity.ERROR, dates.dates_out_of_order, alone=True),
    NamedRule("orphan-excerpt", Severity.WARNING, references.orphan_excerpt),
    NamedRule("accidental-link", Severity.WARNING, references.accidental_link),
    NamedRule("unsafe-link", Severity.WARNING, references.unsafe_link),
    NamedRule("bare-address", Severity.WARNING, references.bare_address),
    NamedRule("foreign-picture", Severity.WARNING, references.foreign_picture),
    NamedRule("redundant-alt-title", Severity.WARNING, identity.redundant_alt_title),
    NamedRule("future-date", Severity.WARNING, dates.future_date),
    NamedRule("past-year", Severity.WARNING, dates.past_year_in_title),
    NamedRule("review-due", Severity.WARNING, dates.review_due),
    NamedRule("joined-tags", Severity.WARNING, wording.joined_tags),
    NamedRule("missing-summary", Severity.WARNING, wording.missing_summary),
    NamedRule("long-summary", Severity.WARNING, wording.long_summary),
    NamedRule("long-title", Severity.WARNING, wording.long_title),
    NamedRule("empty-body", Severity.WARNING, wording.empty_body),
    NamedRule("marks-in-text", Severity.WARNING, wording.marks_in_text),
    NamedRule("repeated-item", Severity.WARNING, wording.repeated_item),
    NamedRule("cut-off", Severity.WARNING, cut_off.cut_off),
    NamedRule("instructions-not-answer", Severity.WARNING, instructions.instructions_not_answer),
    NamedRule("title-body-mismatch", Severity.WARNING, on_topic.title_body_mismatch),
    NamedRule("copied-body", Severity.WARNING, identity.copied_body),
    NamedRule("missing-disclaimer", Severity.WARNING, wording.missing_disclaimer),
)

ERROR_RULES = tuple(rule for rule in RULES if rule.severity is Severity.ERROR)
"""What a build has to ask; the rest is for editors and takes longer."""

ALONE = tuple(rule for rule in ERROR_RULES if rule.alone)
"""Those of them that look at one article alone."""


def check_articles(  # noqa: PLR0913  what is known, and how to look at it
    articles: Sequence[Article],
    content_dir: Path,
    today: dt.date,
    rules: Sequence[NamedRule] = RULES,
    links: Mapping[str, tuple[Link, ...]] | None = None,
    *,
    follow_symlinks: bool = False,
) -> Iterator[Problem]:
    """Yield every problem that the rules find in `articles`, which were loaded from `content_dir`.

    `links` are those of each article's body by its path, where they are known. The files are read again only to name
    the line of what was found in their front matter.
    """
    collection = Collection(articles, content_dir, today, links, follow_symlinks=follow_symlinks)
    headers: dict[Path, Sequence[str]] = {}  # of this check alone: files change under a server
    for rule in rules:
        for finding in rule.find(collection):
            path = content_dir / finding.article.path
            if not finding.line and path not in headers:
                headers[path] = _header(path, finding.article.body_line)
            line = _line(finding, headers.get(path, ()))
            yield Problem(str(path), line, finding.message, finding.hint, rule.name, rule.severity)


def _line(finding: Finding, lines: Sequence[str]) -> int:
    """Return the line in the file; `lines` are those of its front matter."""
    if finding.line:
        return finding.article.body_line + finding.line - 1
    start = next((number for number, line in enumerate(lines) if line.startswith(f"{finding.key}:")), None)
    if start is None:
        return 1
    if finding.item:
        whole = re.compile(rf"\s*-\s+([\"']?){re.escape(finding.item)}\1\s*")
        below = range(start, len(lines))
        in_list = next((number for number in below if whole.fullmatch(lines[number])), None)
        start = in_list or next((number for number in below if finding.item in lines[number]), start)
    return start + 1


def _header(path: Path, body_line: int) -> tuple[str, ...]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return ()
    return tuple(lines[: body_line - 1])
