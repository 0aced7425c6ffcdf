"""One writer at a time: who comes second waits and says so, and nobody waits for the dead."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from miniature import REPO

from wenda import lock
from wenda.lock import locked

fcntl = pytest.importorskip("fcntl", reason="this system has no POSIX locks")

TAKE = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a command in the background would ignore it
from pathlib import Path
from wenda.lock import locked
with locked(Path(sys.argv[1])):
    {task}
"""
SAY = "print('taken', flush=True)"
SAY_AND_HOLD = f"{SAY}; sys.stdin.read()"
FORK_AND_HOLD = f"os.fork() and {SAY}; sys.stdin.read()"


def start(target: Path, task: str = SAY) -> subprocess.Popen[str]:
    """Take the lock of `target` in a process of its own, and do `task` with it."""
    command = [sys.executable, "-c", TAKE.format(task=task), str(target)]
    return subprocess.Popen(
        command, cwd=REPO, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def said(process: subprocess.Popen[str], stream: str = "stdout") -> str:
    """Return the next line that the process prints."""
    return str(getattr(process, stream).readline()).strip()


def test_who_comes_second_waits_and_says_for_whom(tmp_path: Path) -> None:
    with locked(tmp_path / "site"):
        second = start(tmp_path / "site")
        told = said(second, "stderr")
    assert told == (
        f"{tmp_path / 'site'}: another command is writing it (process {os.getpid()}); waiting for its end"
    )
    assert second.communicate() == ("taken\n", "")
    assert second.returncode == 0


def test_all_who_wait_get_their_turn(tmp_path: Path) -> None:
    with locked(tmp_path / "site"):
        waiting = [start(tmp_path / "site") for _ in range(4)]
        assert all("another command" in said(process, "stderr") for process in waiting)
    assert [process.communicate()[0] for process in waiting] == ["taken\n"] * 4
    assert list(tmp_path.iterdir()) == []


def test_other_targets_are_not_held(tmp_path: Path) -> None:
    with locked(tmp_path / "site"):
        other = start(tmp_path / "other")
        assert other.communicate() == ("taken\n", "")


@pytest.mark.parametrize("task", [SAY_AND_HOLD, FORK_AND_HOLD], ids=["alone", "with a worker"])
def test_the_lock_of_a_killed_process_holds_nobody_even_if_its_workers_live(
    tmp_path: Path, task: str
) -> None:
    first = start(tmp_path / "site", task)
    assert said(first) == "taken"
    first.send_signal(signal.SIGKILL)
    first.wait()
    with locked(tmp_path / "site"):
        assert [path.name for path in tmp_path.iterdir()] == [".site.lock"]
    assert list(tmp_path.iterdir()) == []
    first.communicate()  # ends the worker's reading


def test_an_interrupted_wait_leaves_the_lock_to_its_owner(tmp_path: Path) -> None:
    with locked(tmp_path / "site"):
        second = start(tmp_path / "site")
        assert "another command" in said(second, "stderr")
        second.send_signal(signal.SIGINT)
        assert "KeyboardInterrupt" in second.communicate()[1]
        assert [path.name for path in tmp_path.iterdir()] == [".site.lock"]


def test_a_lock_is_given_back_when_the_block_fails(tmp_path: Path) -> None:
    with pytest.raises(LookupError), locked(tmp_path / "site"):
        raise LookupError
    assert list(tmp_path.iterdir()) == []


def test_where_there_are_no_locks_nobody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "lockf", refuse)
    with locked(tmp_path / "site"):
        assert [path.name for path in tmp_path.iterdir()] == [".site.lock"]
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fails_is_not_taken_for_one_without_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(lock, "lockf", fail)
    with pytest.raises(OSError, match="Input/output"), locked(tmp_path / "site"):
        pass
