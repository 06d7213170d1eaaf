"""What every test may ask for."""

from pathlib import Path

import pytest

from builders import Programme


@pytest.fixture
def programme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programme:
    """A coordinator at a terminal in an empty folder, with a clock that stands still."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", "2018-03-15T09:00:00+00:00")
    monkeypatch.setenv("BLEADCHALLENGE_AUTHOR", "coordinator")
    monkeypatch.delenv("BLEADCHALLENGE_STORE", raising=False)
    return Programme(tmp_path)
