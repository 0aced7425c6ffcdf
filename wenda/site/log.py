"""What libraries write to their logs, taken up as problems so that it reaches the user like everything else."""

import logging
from collections import defaultdict
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
    log, taker = logging.getLogger(logger), _takers[logger]
    if not taker.taking:
        log.addHandler(taker)
    taker.taking.append((problems, place))
    try:
        yield problems
    finally:
        taker.taking.pop()
        if not taker.taking:
            log.removeHandler(taker)


class _Taker(logging.Handler):
    """Hands on what is logged to the lists that are being filled. Making a handler costs more than most pages log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.taking: list[tuple[list[Problem], str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        for problems, place in self.taking:
            problems.append(_problem(record, place))


_takers: defaultdict[str, _Taker] = defaultdict(_Taker)  # by the logger's name


def _problem(record: logging.LogRecord, place: str) -> Problem:
    own = getattr(record, "problem", None)
    if isinstance(own, Problem):
        return own
    return Problem(
        place, 0, record.getMessage(), rule=record.name.partition(".")[0], severity=Severity.WARNING
    )
