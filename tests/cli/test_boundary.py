"""How a command ends that did not end well."""

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


def test_an_interruption_that_breaks_more_is_still_an_interruption(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(BrokenConnectionError) as broken:
        broken_off()
    assert boundary.ending(broken.value) == Exit.INTERRUPTED
    assert "interrupted" in capsys.readouterr().err
