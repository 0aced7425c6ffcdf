"""What libraries write to their logs, taken up as problems so that it reaches the user like everything else."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from wenda.errors import Problem, Severity


@contextmanager
def logged_warnings(logger: str, place: str) -> Iterator[list[Problem]]:
    """Give a list that takes up what is logged by `logger` as a warning or worse while the block runs."""
    problems: list[Problem] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: problems.append(  # type: ignore[method-assign]
        Problem(place, 0, record.getMessage(), rule=logger, severity=Severity.WARNING)
    )
    log = logging.getLogger(logger)
    log.addHandler(handler)
    try:
        yield problems
    finally:
        log.removeHandler(handler)
