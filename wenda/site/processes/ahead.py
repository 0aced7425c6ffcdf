"""One thing done ahead by a process of its own, while this one does something else."""

import os
import pickle
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Ahead(Generic[Result]):
    """Begins `task` at once where the system can fork, else when its result is asked for.

    The process has all that there is now. What it returns comes back pickled, so it should be plain and of light
    modules, which this process has to load as well.
    """

    def __init__(self, task: Callable[[], Result]) -> None:
        self._task = task
        self._process = 0
        if hasattr(os, "fork"):
            self._pipe, theirs = os.pipe()
            self._process = os.fork()
            if not self._process:
                _do(task, theirs)
            os.close(theirs)

    def result(self) -> Result | None:
        """Wait for the result, and return it once; None where the task raised something or its process died."""
        if not self._process:
            with suppress(Exception):
                return self._task()
            return None
        with os.fdopen(self._pipe, "rb") as pipe:
            data = pipe.read()
        process, self._process = self._process, 0
        _, status = os.waitpid(process, 0)
        result: Result | None = pickle.loads(data) if status == 0 else None  # noqa: S301  from our own process
        return result

    def stop(self) -> None:
        """End the task, if nobody has asked for its result."""
        if self._process:
            os.close(self._pipe)
            process, self._process = self._process, 0
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def _do(task: Callable[[], Result], pipe: int) -> None:
    """Do the task and end this process, without the parent's clean-up, which is the parent's."""
    failed = True
    try:
        data = pickle.dumps(task(), pickle.HIGHEST_PROTOCOL)
        with os.fdopen(pipe, "wb") as file:
            file.write(data)
        failed = False
    finally:
        os._exit(failed)
