"""Work that takes its time shows so on a terminal, and only there."""

import io
from types import SimpleNamespace

import pytest
from rich.console import Console

from wenda import progress
from wenda.progress import activity, track


class _Screen(io.StringIO):
    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> io.StringIO:
    """Return what is shown, on a terminal or, with the parameter False, in a pipe."""
    screen = _Screen(is_terminal=request.param)
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=screen))
    console = Console(file=screen, force_terminal=request.param, width=80, color_system=None)
    monkeypatch.setattr(progress, "console", lambda: console)
    return screen


@pytest.mark.parametrize("shown", [True], indirect=True)
def test_a_terminal_shows_how_far_the_work_is(shown: io.StringIO) -> None:
    assert list(track(iter("abc"), "Rendering", 3)) == ["a", "b", "c"]
    assert "Rendering" in shown.getvalue()
    assert "3/3" in shown.getvalue()


@pytest.mark.parametrize("shown", [True], indirect=True)
def test_a_terminal_shows_what_is_being_done_when_nobody_knows_how_long_it_takes(shown: io.StringIO) -> None:
    with activity("Reading"):
        pass
    assert "Reading …" in shown.getvalue()


@pytest.mark.parametrize("shown", [False], indirect=True)
def test_a_pipe_shows_nothing_of_it(shown: io.StringIO) -> None:
    with activity("Reading"):
        assert list(track(iter("abc"), "Rendering", 3)) == ["a", "b", "c"]
    assert shown.getvalue() == ""
