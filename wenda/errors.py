"""What can go wrong with input, told so that the reader can mend it.

Wenda never stops at the first mistake: stages collect `Problem`s and hand them on. `WendaError` is the one exception
that the command line catches; everything else is a bug and shows a traceback.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem weighs: an error fails the command, a warning is for a careful editor."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in one place.

    `path` is as the user would type it, `line` counts from 1 (0 when the whole file is meant), `rule` is the short
    kebab-case name of the rule that was broken, and `hint` says how to mend it.
    """

    path: str
    line: int
    message: str
    hint: str = ""
    rule: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        """Format as `path:line: what is wrong`, the hint on a line of its own."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        label = f"warning[{self.rule}]: " if self.severity is Severity.WARNING else ""
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{place}: {label}{self.message}{hint}"


class WendaError(Exception):
    """Input that a command cannot work with; carries every problem that was found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
