"""A progress bar for work that takes its time: on a terminal only, never in a pipe or a log."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

Item = TypeVar("Item")

console = Console(stderr=True)
"""Where progress and problems go; standard output stays free for results."""


def track(items: Iterable[Item], description: str, total: int) -> Iterator[Item]:
    """Yield `items`, drawing a bar of `total` steps on a terminal while they are consumed."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        yield from progress.track(items, total=total, description=description)
