"""What an import did, for the command line to tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wenda.counting import counted
from wenda.errors import Problem, Severity
from wenda.importing.ledger import Ledger
from wenda.importing.shelf import Outcome


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A file that somebody edited since its import, and the unified diff of what the import would have changed."""

    path: Path
    diff: str

    def __str__(self) -> str:
        """Say that the file was left alone, and show what would have changed."""
        if not self.diff:
            return f"{self.path}: edited since its import; left as it is, and nothing would have changed"
        return f"{self.path}: edited since its import; left as it is. This would have changed:\n{self.diff}"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    `pages` is the number of pages that were imported, `created`, `merged` and `unchanged` the numbers of articles.
    `problems` are errors and make the command fail, `warnings` do not.
    """

    pages: int
    created: int
    merged: int
    unchanged: int
    edited: tuple[EditedFile, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    ledger: Ledger

    def summary_lines(self) -> tuple[str, ...]:
        """Return the outcome in a few lines, the ledger's sums among them."""
        total = self.created + self.merged + self.unchanged + len(self.edited)
        created, merged, unchanged = self.created, self.merged, self.unchanged
        outcomes = (
            f"{created} created, {merged} merged, {unchanged} unchanged, {len(self.edited)} left as edited"
        )
        heading = f"{counted(self.pages, 'page')}, {counted(total, 'article')}: {outcomes}"
        return (heading, *str(self.ledger.sums).splitlines())

    def __str__(self) -> str:
        """Join the summary's lines."""
        return "\n".join(self.summary_lines())


@dataclass(slots=True)
class Notes:
    """What is to be reported, while the import runs."""

    pages: int = 0
    problems: list[Problem] = field(default_factory=list)
    edited: dict[Path, str] = field(default_factory=dict)

    def report(self, outcomes: Mapping[Outcome, int], ledger: Ledger) -> ImportReport:
        """Return the report."""
        return ImportReport(
            self.pages,
            outcomes.get(Outcome.CREATED, 0),
            outcomes.get(Outcome.MERGED, 0),
            outcomes.get(Outcome.UNCHANGED, 0),
            tuple(EditedFile(path, diff) for path, diff in sorted(self.edited.items())),
            tuple(problem for problem in self.problems if problem.severity is Severity.ERROR),
            tuple(problem for problem in self.problems if problem.severity is Severity.WARNING),
            ledger,
        )
