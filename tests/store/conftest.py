"""A new store for every test."""

from pathlib import Path

import pytest

from bleadchallenge.store.store import Store, make


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make(tmp_path / "programme.db")
