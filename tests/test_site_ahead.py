"""Work that a process of its own does ahead."""

import os
import signal

import pytest

from wenda.site.processes.ahead import Ahead


def test_what_is_done_ahead_comes_back() -> None:
    assert Ahead(lambda: {"a": (1, b"2")}).result() == {"a": (1, b"2")}


def test_it_is_done_by_another_process() -> None:
    assert Ahead(os.getpid).result() != os.getpid()


def test_a_result_larger_than_a_pipe_comes_back_whole() -> None:
    assert Ahead(lambda: bytes(1_000_000)).result() == bytes(1_000_000)


def test_there_is_no_result_of_what_failed() -> None:
    assert Ahead(lambda: 1 // 0).result() is None


def test_there_is_no_result_of_a_process_that_was_killed() -> None:
    assert Ahead(lambda: os.kill(os.getpid(), signal.SIGKILL)).result() is None


def test_what_nobody_waits_for_is_ended() -> None:
    reading, writing = os.pipe()
    waiting = Ahead(signal.pause)  # it holds the end that is written to as long as it lives
    os.close(writing)
    os.set_blocking(reading, False)
    with pytest.raises(BlockingIOError):
        os.read(reading, 1)
    waiting.stop()
    waiting.stop()
    assert os.read(reading, 1) == b""
    os.close(reading)


def test_without_fork_the_task_is_done_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    done: list[int] = []

    def do() -> int:
        done.append(1)
        return len(done)

    late = Ahead(do)
    assert done == []
    assert late.result() == 1
    assert Ahead(lambda: 1 // 0).result() is None
