"""What libraries write to their logs, taken up as problems so that it reaches the user like everything else."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from wenda.errors import Problem, Severity


def log_problem(logger: str, problem: Problem) -> None:
    """Log a problem of ours, so that `logged_warnings` gives it back as it was."""
    logging.getLogger(logger).warning(str(problem), extra={"problem": problem})


@contextmanager
def logged_warnings(logger: str, place: str) -> Iterator[list[Problem]]:
    """Give a list that takes up what is logged by `logger` as a warning or worse while the block runs."""
    problems: list[Problem] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: problems.append(_problem(record, place))  # type: ignore[method-assign]
    log = logging.getLogger(logger)
    log.addHandler(handler)
    try:
        yield problems
    finally:
        log.removeHandler(handler)


def _problem(record: logging.LogRecord, place: str) -> Problem:
    own = getattr(record, "problem", None)
    if isinstance(own, Problem):
        return own
    return Problem(
        place, 0, record.getMessage(), rule=record.name.partition(".")[0], severity=Severity.WARNING
    )
