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
    return make(tmp_path_factory.mktemp("new") / "new.db").place


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try the tests that are marked so on both databases; all of them with ``--database``."""
    marks = {mark.name for mark in metafunc.definition.iter_markers()}
    on_a_server = metafunc.config.getoption("--database") == "postgres" and "server" not in marks
    if "store" in metafunc.fixturenames and ("both" in marks or on_a_server):
        databases = ["PostgreSQL"] if on_a_server else ["SQLite", "PostgreSQL"]
        metafunc.parametrize("store", databases, indirect=True)


@pytest.fixture
def store(new: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Store:
    if getattr(request, "param", "SQLite") == "PostgreSQL":
        return Store(request.getfixturevalue("server").empty_store())
    return Store(Path(shutil.copy(new, tmp_path / "programme.db")))


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that everybody may look into."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        Path(folder).chmod(0o755)
