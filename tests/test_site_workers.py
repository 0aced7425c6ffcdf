"""Work shared among processes: nothing lost, nothing hidden."""

import os
from collections import Counter

import pytest

from wenda.errors import Problem, WendaError
from wenda.site.processes import workers
from wenda.site.processes.workers import run


def square(number: int) -> int:
    return number * number


def fail_on_70(number: int) -> int:
    if number == 70:
        raise WendaError(Problem("content/x.md", 3, "is wrong", "mend it"))
    return number


def die_on_70(number: int) -> int:
    if number == 70:
        os._exit(9)
    return number


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 32, 33, 200])
def test_every_number_is_worked_on_once(jobs: int, count: int) -> None:
    assert sorted(run(square, count, jobs)) == [number * number for number in range(count)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_problem_comes_through_with_its_place_and_hint(jobs: int) -> None:
    with pytest.raises(WendaError) as caught:
        list(run(fail_on_70, 200, jobs))
    assert caught.value.problems == (Problem("content/x.md", 3, "is wrong", "mend it"),)


def test_a_worker_that_dies_is_told() -> None:
    with pytest.raises(WendaError, match="a worker process died"):
        list(run(die_on_70, 200, 2))


def test_without_fork_one_process_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "can_fork", lambda: False)
    assert set(run(lambda _: os.getpid(), 100, 4)) == {os.getpid()}


def process_of(number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_a_worker_makes_way_for_another_before_it_holds_too_much() -> None:
    done = Counter(process for _, process in run(process_of, 640, 2, lifetime=64))
    assert done.total() == 640
    assert max(done.values()) <= 64


def test_what_takes_much_memory_has_a_process_of_its_own() -> None:
    process = dict(run(process_of, 400, 2, lifetime=300, apart=2))
    assert len(process) == 400
    others = {process[number] for number in range(2, 400)}
    assert len({process[0], process[1]} - others) == 2


def test_where_there_is_little_to_do_no_process_is_made_for_one_task() -> None:
    assert len({process for _, process in run(process_of, 100, 2, apart=2)}) <= 2
