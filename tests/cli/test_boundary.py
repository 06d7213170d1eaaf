"""How a command ends that did not end well."""

from collections.abc import Iterator

import pytest

from bleadchallenge.cli import boundary
from bleadchallenge.domain.errors import Exit


class BrokenConnectionError(Exception):
    """What a library raises that cannot close what was open."""


def broken_off() -> None:
    try:
        raise KeyboardInterrupt
    finally:
        raise BrokenConnectionError


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(boundary, "_program", lambda _first: lambda **_words: broken_off())
    yield


@pytest.mark.usefixtures("program")
def test_an_interruption_that_breaks_more_is_still_an_interruption(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert boundary.run(["due"]) == Exit.INTERRUPTED
    assert "interrupted" in capsys.readouterr().err
