"""What is said on standard error keeps inside the window, and is one line in a pipe."""

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.terminal.messages import answer_line, error_lines, note_lines, wrapped

LONG = "no room for: alliance, days, milestones (a wider window, or bleadchallenge --format json)"


class Window(io.StringIO):
    """Standard error in a window."""

    def isatty(self) -> bool:
        """Somebody looks at it."""
        return True


def test_a_note_is_one_line_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.setenv("COLUMNS", "40")
    assert note_lines("note", LONG) == f"note: {LONG}\n"


def test_a_note_keeps_inside_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Window())
    monkeypatch.setenv("COLUMNS", "40")
    first, *rest = note_lines("note", LONG).splitlines()
    assert first.startswith("note: no room for:")
    assert rest
    assert all(line.startswith("      ") for line in rest)
    assert all(len(line) <= 40 for line in (first, *rest))


@given(st.lists(st.text("abcäß-/", min_size=1, max_size=20), min_size=1), st.integers(1, 120))
def test_no_word_is_broken_or_lost(words: list[str], width: int) -> None:
    assert wrapped(" ".join(words), width, hang=6).split() == words


def test_an_answer_in_a_window_is_fitted_and_keeps_its_indent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "40")
    lines = answer_line(f"  {LONG}").splitlines()
    assert len(lines) > 1
    assert all(len(line) <= 40 for line in lines)
    assert lines[0].startswith("  ")
    assert all(line.startswith("    ") for line in lines[1:])
    assert " ".join(line.strip() for line in lines) == " ".join(LONG.split())


def test_a_remedy_stays_one_line_to_be_pasted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "40")
    lines = error_lines(LONG, LONG, LONG).splitlines()
    assert [line for line in lines if len(line) > 40] == [f"fix:   {LONG}"]
