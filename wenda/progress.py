"""Progress for work that takes its time: on a terminal only, never in a pipe or a log."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.console import Console

Item = TypeVar("Item")


@cache
def console() -> "Console":
    """Return where progress and problems go; standard output stays free for results."""
    # Imported here, as is what draws bars: it takes as long as reading a hundred articles, and a pipe shows nothing.
    from rich.console import Console  # noqa: PLC0415

    return Console(stderr=True)


@contextmanager
def activity(description: str) -> Iterator[None]:
    """Show what is being done while the block runs, for work whose length nobody knows beforehand."""
    if not _is_shown():
        yield
        return
    with console().status(f"{description} …"):
        yield


def track(items: Iterable[Item], description: str, total: int) -> Iterator[Item]:
    """Yield `items`, drawing a bar of `total` steps on a terminal while they are consumed."""
    if not _is_shown():
        yield from items
        return
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(), transient=True) as progress:
        yield from progress.track(items, total=total, description=description)


def _is_shown() -> bool:
    return sys.stderr.isatty() and console().is_terminal
