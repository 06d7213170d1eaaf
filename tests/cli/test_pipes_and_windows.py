"""A pipe that closes early ends a command quietly; a plain window gets no colours."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from builders import Programme

PROGRAM = [sys.executable, "-m", "bleadchallenge"]


@pytest.mark.parametrize(
    ("words", "unbuffered"),
    [("isg calendar --format json", ""), ("isg calendar", "1"), ("--version", "1")],
)
def test_a_pipe_that_closes_early_ends_the_command_quietly(
    words: str, unbuffered: str, programme: Programme
) -> None:
    programme.done("init")
    ours, theirs = os.pipe()
    os.close(ours)
    environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(
        [*PROGRAM, *words.split()],
        check=False,
        stdout=theirs,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=programme.folder,
    )
    os.close(theirs)
    assert (done.returncode, done.stderr.replace(b"note: no meeting is to come\n", b"")) == (0, b"")


def in_a_window(folder: Path, line: str, **environment: str) -> bytes:
    """What a command writes in a window of 80 columns."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    window = {"TERM": "xterm-256color", "COLUMNS": "80", "PAGER": "cat", **environment}
    with subprocess.Popen(
        [*PROGRAM, *line.split()], stdout=theirs, stderr=theirs, env=kept | window, cwd=folder
    ) as running:
        os.close(theirs)
        written = b"".join(_until_closed(ours))
        assert running.wait() == 0
    os.close(ours)
    return written


def _until_closed(window: int) -> list[bytes]:
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(window, 4096)
        except OSError:
            return parts
        if not part:
            return parts
        parts.append(part)


def test_a_window_shows_colours(programme: Programme) -> None:
    programme.done("init")
    assert b"\x1b" in in_a_window(programme.folder, "isg calendar")


@pytest.mark.parametrize("name", ["NO_COLOR", "TERM"])
def test_a_plain_window_gets_no_colours(name: str, programme: Programme) -> None:
    programme.done("init")
    written = in_a_window(programme.folder, "isg calendar", **{name: "dumb"})
    assert b"2017-09-14" in written
    assert b"\x1b" not in written


PAGER = f"{sys.executable} -c \"import sys; print('paged', len(sys.stdin.readlines()))\""


def test_what_is_longer_than_the_window_is_shown_in_the_users_pager(programme: Programme) -> None:
    programme.done("init")
    written = in_a_window(programme.folder, "isg calendar", PAGER=PAGER)
    assert b"paged " in written
    assert b"2017-09-14" not in written


def test_what_fits_the_window_needs_no_pager(programme: Programme) -> None:
    programme.done("init")
    written = in_a_window(programme.folder, "isg calendar --limit 3", PAGER=PAGER)
    assert b"paged" not in written
    assert b"2017-09-14" in written


@pytest.mark.parametrize("pager", ["", "no-such-pager", "false"])
def test_without_a_pager_that_works_the_command_ends_well(pager: str, programme: Programme) -> None:
    programme.done("init")
    written = in_a_window(programme.folder, "isg calendar", PAGER=pager)
    assert (b"2017-09-14" in written) is (pager != "false")


def test_a_pipe_is_never_paged(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    programme.done("init")
    monkeypatch.setenv("PAGER", PAGER)
    assert "paged" not in programme.done("isg calendar").out
