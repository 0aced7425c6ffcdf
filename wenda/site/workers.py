"""The same task for many numbers, in forked processes: what was prepared before the fork need not be sent to them."""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from wenda.errors import Problem, WendaError

Result = TypeVar("Result")

CHUNK = 32
"""Numbers handed to a worker at a time: large enough to make the hand-over cheap, small enough to even out the ends."""

_task: Callable[[int], Any] | None = None  # set before the fork, so that workers inherit it


def can_fork() -> bool:
    """Say whether this system has fork; without it tasks run one after another."""
    return "fork" in multiprocessing.get_all_start_methods()


def run(task: Callable[[int], Result], count: int, jobs: int) -> Iterator[Result]:
    """Yield `task(n)` for n below `count`, in no particular order, worked out by `jobs` processes.

    Raises what a task raises, and `WendaError` when a worker dies.
    """
    if jobs == 1 or count <= CHUNK or not can_fork():
        yield from map(task, range(count))
        return
    global _task  # noqa: PLW0603  inherited through fork; arguments would have to be picklable
    _task = task
    context = multiprocessing.get_context("fork")
    try:
        with ProcessPoolExecutor(jobs, mp_context=context) as pool:
            chunks = [pool.submit(_run, start, min(start + CHUNK, count)) for start in range(0, count, CHUNK)]
            for chunk in as_completed(chunks):
                yield from chunk.result()
    except BrokenProcessPool:
        problem = Problem("build", 0, "a worker process died", "is there enough memory? try --jobs 1")
        raise WendaError(problem) from None
    finally:
        _task = None


def _run(start: int, stop: int) -> list[Any]:
    assert _task is not None
    return [_task(number) for number in range(start, stop)]
