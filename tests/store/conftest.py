"""A new store for every test, and a folder that others may look into."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bleadchallenge.store.engine.store import Store, make


@pytest.fixture(scope="session")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as it is made, to be copied: that is ten times quicker than making one."""
    return make(tmp_path_factory.mktemp("new") / "new.db").path


@pytest.fixture
def store(new: Path, tmp_path: Path) -> Store:
    return Store(Path(shutil.copy(new, tmp_path / "programme.db")))


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that everybody may look into."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)
