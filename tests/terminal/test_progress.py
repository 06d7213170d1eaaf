"""A line says that the program is at work, where somebody watches and waits."""

import io
import time
from collections.abc import Callable

import pytest

from bleadchallenge.terminal import progress


class Window(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Window]:
    """Opens a terminal, with little patience; asked for in the test, for pytest changes streams."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "_PATIENCE", 0.02)

    def opened() -> Window:
        found = Window()
        monkeypatch.setattr("sys.stderr", found)
        monkeypatch.setattr("sys.stdout", Window())
        return found

    return opened


def test_who_waits_is_told_and_the_line_is_taken_away(window: Callable[[], Window]) -> None:
    seen = window()
    with progress.Progress():
        time.sleep(0.2)
    assert "working" in seen.getvalue()
    assert seen.getvalue().endswith(" \r")
    assert "\x1b" not in seen.getvalue()


def test_what_is_quick_says_nothing(
    window: Callable[[], Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 60)
    seen = window()
    with progress.Progress():
        pass
    assert seen.getvalue() == ""


@pytest.mark.parametrize("where", ["stdout", "stderr", "dumb"])
def test_in_a_pipe_or_a_dumb_terminal_nothing_is_said(
    where: str, window: Callable[[], Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = window()
    if where == "dumb":
        monkeypatch.setenv("TERM", "dumb")
    else:
        monkeypatch.setattr(f"sys.{where}", pipe := io.StringIO())
    with progress.Progress():
        time.sleep(0.1)
    assert seen.getvalue() == ""
    assert where == "dumb" or pipe.getvalue() == ""


def _fail_late() -> None:
    with progress.Progress():
        time.sleep(0.1)
        raise ValueError("of this test")


def test_an_error_takes_the_line_away_too(window: Callable[[], Window]) -> None:
    seen = window()
    with pytest.raises(ValueError, match="of this test"):
        _fail_late()
    assert seen.getvalue().endswith(" \r")
