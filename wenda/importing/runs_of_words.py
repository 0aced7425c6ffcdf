"""Runs of words in a flattened text, and the lists and titles that they amount to. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from wenda.importing.lines import TAB, narrow, width
from wenda.importing.paragraphs import lead_of
from wenda.text import is_han

WIDEST_TITLE = 40
"""Columns of the widest title or label in a flattened text."""
BULLET = "• "
LIST_INDENT = TAB // 2
"""Columns that a list is indented by, so that what follows it at the margin ends it."""

_NOT_IN_TITLE = re.compile(r"[,。;:!?…*]")


@dataclass(slots=True)
class Run:
    """A run of words, as the source's spaces part them, behind the mark it begins with."""

    indent: int
    mark: str = ""
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, set apart as in the source."""
        return " ".join(self.words)

    @property
    def is_labelled(self) -> bool:
        """Whether it begins with a label and no mark."""
        return not self.mark and is_labelled_text(self.text)

    @property
    def ends_clause(self) -> bool:
        """Whether it can be one of several clauses: it ends in a semicolon."""
        return self.mark in ("", BULLET) and narrow(self.text).endswith(";")

    @property
    def announces(self) -> bool:
        """Whether something must follow."""
        return narrow(self.text).endswith(":")


def with_structure(runs: Sequence[Run]) -> list[Run]:
    """Return `runs` with bullets where they are lists, labels joined to their texts, and titles in bold."""
    listed = list(_with_lists(list(_with_names_listed(runs))))
    return list(_with_titles(list(_joined(listed))))


def names_something(word: str) -> bool:
    """Say whether `word` can be a title or a name: short, Chinese, without punctuation."""
    plain = narrow(word)
    return width(plain) <= WIDEST_TITLE and sum(map(is_han, plain)) >= 2 and not _NOT_IN_TITLE.search(plain)


def is_labelled_text(text: str) -> bool:
    """Say whether `text` begins with a label before a colon."""
    return bool(lead_of(text, WIDEST_TITLE))


def _with_names_listed(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield `runs` with a bullet for each of the names that one begins with, where they were announced."""
    for previous, one in zip((None, *runs), runs, strict=False):
        names = list(takewhile(names_something, one.words))
        if one.mark or len(names) < (3 if previous and previous.announces else 5):
            yield one
            continue
        yield from (Run(one.indent + LIST_INDENT, BULLET, [name]) for name in names)
        if rest := one.words[len(names) :]:
            yield Run(one.indent, "", rest)


def _with_lists(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield `runs` with bullets for two or more labelled ones, and for clauses that end in semicolons."""
    i = 0
    while i < len(runs):
        run = max(_labelled(runs[i:]), _clauses(runs[i:]), key=len)
        if len(run) < 2:
            yield runs[i]
            i += 1
            continue
        first = run[0]
        if not first.mark and names_something(first.words[0]) and len(first.words) > 1:
            yield Run(first.indent, "", [first.words.pop(0)])
        indent = first.indent + (0 if first.mark else LIST_INDENT)
        yield from (Run(indent, BULLET, one.words) for one in run)
        i += len(run)


def _labelled(runs: Sequence[Run]) -> Sequence[Run]:
    """Return the labelled ones that `runs` begins with; of another one after them, the end may show no more."""
    run = list(takewhile(lambda one: one.is_labelled and not one.announces, runs))
    rest = runs[len(run) :]
    cut = (
        len(run) > 1
        and len(rest) == 1
        and not rest[0].mark
        and len(rest[0].words) == 1
        and names_something(rest[0].text)
    )
    return runs if cut else run


def _clauses(runs: Sequence[Run]) -> Sequence[Run]:
    """Return those that `runs` begins with up to one that does not end in a semicolon."""
    run = list(takewhile(lambda one: one.ends_clause, runs))
    following = runs[len(run) : len(run) + 1]
    return [*run, *following] if run and following and not following[0].mark else run


def _joined(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield `runs` with a label that stands alone joined to the text after it."""
    label: Run | None = None
    for one in runs:
        is_name = one is not runs[-1] and names_something(one.text)
        if label and not (one.mark or one.is_labelled or is_name):
            label.words[-1] += one.words[0]
            label.words += one.words[1:]
            label = None
        else:
            yield one
            label = one if one.is_labelled and one.announces else None


def _with_titles(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield `runs` with the names they begin with in bold; the last word of all may be cut, it stays plain."""
    for one in runs:
        is_last = one is runs[-1] and len(one.words) == 1
        if (
            one.words
            and names_something(one.words[0])
            and one.mark != BULLET
            and not is_last
            and (len(one.words) > 1 or not one.mark)
        ):
            one.words[0] = f"**{one.words[0]}**"
        yield one
