"""Progress for work that takes its time: on a terminal only, never in a pipe or a log."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console

Item = TypeVar("Item")

console = Console(stderr=True)
"""Where progress and problems go; standard output stays free for results."""


@contextmanager
def activity(description: str) -> Iterator[None]:
    """Show what is being done while the block runs, for work whose length nobody knows beforehand."""
    if not console.is_terminal:
        yield
        return
    with console.status(f"{description} …"):
        yield


def track(items: Iterable[Item], description: str, total: int) -> Iterator[Item]:
    """Yield `items`, drawing a bar of `total` steps on a terminal while they are consumed."""
    if not console.is_terminal:
        yield from items
        return
    # Imported here, since it takes longer than a build that has nothing to do.
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield from progress.track(items, total=total, description=description)
