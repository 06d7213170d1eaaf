"""How a command ends that did not end well."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bleadchallenge.cli import boundary
from bleadchallenge.domain.errors import Exit
from builders import answer_of

SOURCE = Path(__file__).resolve().parents[2] / "src"


class BrokenConnectionError(Exception):
    """What a library raises that cannot close what was open."""


def broken_off() -> None:
    try:
        raise KeyboardInterrupt
    finally:
        raise BrokenConnectionError


def test_an_interruption_that_breaks_more_is_still_an_interruption(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(BrokenConnectionError) as broken:
        broken_off()
    assert boundary.ending(broken.value) == Exit.INTERRUPTED
    assert "interrupted" in capsys.readouterr().err


def ended(line: str, folder: Path, **surroundings: str) -> subprocess.CompletedProcess[bytes]:
    command = f"{sys.executable} -m bleadchallenge {line}"
    env = {**os.environ, "PYTHONPATH": str(SOURCE), **surroundings}
    return subprocess.run(  # noqa: S602 - a shell closes the streams
        command, shell=True, cwd=folder, env=env, capture_output=True, check=False
    )


def test_closed_streams_and_few_letters_are_no_fault_of_the_program(tmp_path: Path) -> None:
    assert ended("init --author A >&- 2>&- <&-", tmp_path).returncode == Exit.DONE
    assert ended("due --as-of x 2>&-", tmp_path).returncode == Exit.USAGE
    shown = ended("policy show --format table", tmp_path, PYTHONIOENCODING="ascii")
    assert shown.returncode == Exit.DONE


def test_a_day_at_the_end_of_the_calendar_is_wrong_usage(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert boundary.ending(OverflowError("date value out of range")) == Exit.USAGE
    assert capsys.readouterr().err.startswith("error:")


def test_a_shell_that_asks_for_completions_of_nothing_gets_a_code_and_no_words(
    tmp_path: Path,
) -> None:
    asked = ended("due", tmp_path, _BLEADCHALLENGE_COMPLETE="complete_bash")
    assert (asked.returncode, asked.stdout, asked.stderr) == (Exit.USAGE, b"", b"")


def test_a_clock_that_was_set_to_no_moment_is_wrong_usage(tmp_path: Path) -> None:
    asked = ended("due", tmp_path, BLEADCHALLENGE_CLOCK="yesterday")
    assert asked.returncode == Exit.USAGE
    assert b"BLEADCHALLENGE_CLOCK is no moment: 'yesterday'" in asked.stderr


def test_what_may_be_given_is_told_in_one_line_of_words() -> None:
    told = answer_of(["select", "900001"]).err
    assert "Choose from: candidate, selected, reserve, declined\n" in told
