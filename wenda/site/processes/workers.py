"""The same task for many numbers, in forked processes: what was prepared before the fork need not be sent to them.

A task that takes more than it may is ended together with its worker, and another worker goes on behind it.
"""

import gc
import mmap
import multiprocessing
import os
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from wenda.errors import Problem, WendaError
from wenda.site.processes.limits import NO_MEMORY, End, Limits, Watch, end_of

Result = TypeVar("Result")

CHUNK = 32
"""Numbers handed to a worker at a time: large enough to make the hand-over cheap, small enough to even out the ends."""

LIFETIME = 6144
"""Small tasks after which another process takes a worker's place. What a worker only looks at it comes to hold a copy
of, since Python counts references within the objects; with the process goes its memory."""

_IDLE = -1
_DEATH = Problem("build", 0, "a worker process died", "is there enough memory? try --jobs 1")


def can_fork() -> bool:
    """Say whether this system has fork; without it tasks run one after another."""
    return "fork" in multiprocessing.get_all_start_methods()


def run(  # noqa: PLR0913  each a caller's own decision
    task: Callable[[int], Result],
    count: int,
    jobs: int,
    limits: Limits | None = None,
    rescue: Callable[[int, End], Result] | None = None,
    *,
    chunk: int = CHUNK,
    lifetime: int = LIFETIME,
    apart: int = 0,
) -> Iterator[Result]:
    """Yield `task(n)` for n below `count`, in no particular order, worked out by `jobs` processes.

    A worker is handed `chunk` numbers at a time; fewer than that are not worth one. After `lifetime` tasks another
    takes its place. The first `apart` tasks take much memory: where there is that much to do, each has a process of its
    own.

    With `limits`, a task that passes them counts as dead, and where there is fork even one job runs in a process of
    its own. For a task that died with its process, `rescue` is asked for the result, in this process; those that its
    worker had done but not handed over are done again. Raises what a task raises, and `WendaError` when a worker dies
    that nobody rescues or that was killed from outside.
    """
    if not can_fork() or (limits is None and (jobs == 1 or count <= chunk)):
        yield from map(task, range(count))
        return
    apart = apart if count > lifetime else 0
    waiting = deque(range(number, number + 1) for number in range(apart))
    waiting.extend(range(start, min(start + chunk, count)) for start in range(apart, count, chunk))
    crew: dict[Any, _Worker] = {}  # by pipe
    try:
        while waiting or crew:
            while waiting and len(crew) < jobs:
                worker = _Worker(task, limits)
                crew[worker.pipe] = worker
                worker.give(waiting.popleft())
            for pipe in wait(list(crew)):
                worker = crew[pipe]
                try:
                    yield from worker.results()
                except _WorkerDied as died:
                    del crew[pipe]
                    if rescue is None or died.end is None:
                        raise WendaError(_DEATH) from died
                    waiting.extendleft(died.left)
                    yield rescue(died.number, died.end)
                else:
                    if waiting and worker.done < lifetime and worker.chunk.start >= apart:
                        worker.give(waiting.popleft())
                    else:
                        crew.pop(pipe).dismiss()
    finally:
        for worker in crew.values():
            worker.stop()


class _WorkerDied(Exception):  # noqa: N818  what happened, no error yet: the task may be rescued
    """At task `number` of its chunk, with `left` to be done; `end` is None when it is not the task's doing."""

    def __init__(self, number: int, left: list[range], end: End | None) -> None:
        super().__init__(number, end)
        self.number, self.left, self.end = number, left, end


class _Worker:
    """A process that does one `chunk` of tasks after the other, `done` in all, and the only end of the `pipe` to it."""

    def __init__(self, task: Callable[[int], Any], limits: Limits | None) -> None:
        context = multiprocessing.get_context("fork")  # arguments are inherited, not pickled
        self.pipe, theirs = context.Pipe()
        self._number = memoryview(mmap.mmap(-1, 8)).cast("q")  # shared: what the worker is at
        given = (task, limits, theirs, self.pipe, self._number)
        self._process = context.Process(target=_work, args=given, daemon=True)
        self._process.start()
        theirs.close()  # now the pipe ends when the worker does
        self.chunk = range(0)
        self.done = 0

    def give(self, chunk: range) -> None:
        self.chunk = chunk
        self._number[0] = _IDLE
        with suppress(BrokenPipeError):  # it died, which asking for results will tell
            self.pipe.send(chunk)

    def results(self) -> list[Any]:
        """Wait for the results of the chunk; raises what a task raised, and `_WorkerDied`."""
        try:
            results = self.pipe.recv()
        except (EOFError, OSError):  # OSError: within a message
            raise self._died() from None
        if isinstance(results, BaseException):
            raise results
        self.done += len(self.chunk)
        return results  # type: ignore[no-any-return]  # as _work sends them

    def dismiss(self) -> None:
        """Let an idle worker go home."""
        self.pipe.send(None)
        self._process.join()
        self.pipe.close()

    def stop(self) -> None:
        self._process.terminate()
        self._process.join()
        self.pipe.close()

    def _died(self) -> _WorkerDied:
        self._process.join()
        self.pipe.close()
        number, code = self._number[0], self._process.exitcode or 0
        left = [range(number + 1, self.chunk.stop), range(self.chunk.start, number)]
        end = None if number == _IDLE else end_of(code)
        return _WorkerDied(number, [part for part in left if part], end)


def _work(
    task: Callable[[int], Any],
    limits: Limits | None,
    pipe: Connection,
    other_end: Connection,
    number: memoryview,
) -> None:
    """Do what comes through `pipe` until it is told to end, or its other end is gone."""
    other_end.close()  # inherited; were it left open, the worker would outlive a parent that is killed
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent ends its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    watch = Watch(limits)
    gc.freeze()  # what was inherited stays: looking through it would copy its memory
    with suppress(EOFError, BrokenPipeError):
        while chunk := pipe.recv():
            try:
                pipe.send(_results(task, chunk, watch, number))
            except MemoryError:
                os._exit(NO_MEMORY)
            except BrokenPipeError:
                raise
            except Exception as error:  # noqa: BLE001  handed on
                error.add_note(traceback.format_exc())
                pipe.send(error)


def _results(task: Callable[[int], Any], chunk: range, watch: Watch, at: memoryview) -> list[Any]:
    results = []
    for number in chunk:
        at[0] = number
        watch.begin(number)
        results.append(task(number))
    watch.end()
    at[0] = _IDLE
    return results
