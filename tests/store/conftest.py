"""A new store for every test."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bleadchallenge.store.store import Store, make


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make(tmp_path / "programme.db")


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that everybody may look into."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)
