"""How much mistakes of authors weigh in a build: only what would mislead a reader prevents a site."""

from dataclasses import replace

from wenda.content.check import ERROR_RULES
from wenda.errors import Problem, Severity

_PREVENTING = frozenset({"duplicate-id", "bad-alias", "alias-clash"})
_MILD = frozenset(rule.name for rule in ERROR_RULES) - _PREVENTING


def as_in_a_build(problem: Problem) -> Problem:
    """Return a problem as a build tells it: most mistakes do not prevent a site."""
    return replace(problem, severity=Severity.WARNING) if problem.rule in _MILD else problem
