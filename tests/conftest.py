"""What every test may ask for, and what a run says at its end."""

import shutil
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import postgres_server
from bleadchallenge.store.place import Place
from builders import Programme, answer_of
from editions import issue_all
from postgres_server import Server, database_of

settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")  # that a machine is busy is no fault


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A settings file of whoever runs the tests is not read."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "no-settings"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run say which database keeps the programme's store."""
    parser.addoption(
        "--database", choices=("sqlite", "postgres"), default="sqlite", help="keep stores there"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what looks into a file of SQLite's where stores are on a server."""
    if config.getoption("--database") == "postgres":
        left_out = [item for item in items if item.get_closest_marker("sqlite")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server, started for this run and ended with it."""
    with postgres_server.server() as started:
        yield started


@pytest.fixture
def programme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Programme:
    """A coordinator at a terminal in an empty folder, with a clock that stands still."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", "2018-03-15T09:00:00+00:00")
    monkeypatch.setenv("BLEADCHALLENGE_AUTHOR", "coordinator")
    monkeypatch.delenv("BLEADCHALLENGE_STORE", raising=False)
    if request.config.getoption("--database") == "sqlite":
        return Programme(tmp_path)
    server = request.getfixturevalue("server")
    name = server.database()
    monkeypatch.setenv("BLEADCHALLENGE_STORE", server.url(name))
    return Programme(tmp_path, server, name)


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Place:
    """The whole diary of the sample programme, without its packs; to be read only.

    It takes seconds to build: whoever asks for it marks the test with
    ``xdist_group("sample programme")``.
    """
    place: Place = tmp_path_factory.mktemp("sample") / "sample.db"
    if request.config.getoption("--database") == "postgres":
        place = request.getfixturevalue("server").place()
    answer = answer_of(["demo", "--store", str(place)])
    assert answer.code == 0, answer.err
    return place


@pytest.fixture(scope="session")
def issued_store(
    sample_store: Place, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Place:
    """The same with every pack on record as issued; to be read only."""
    place: Place = tmp_path_factory.mktemp("issued") / "issued.db"
    if isinstance(sample_store, Path):
        shutil.copy(sample_store, place)
    else:
        place = request.getfixturevalue("server").place(like=database_of(sample_store))
    issue_all(place)
    return place


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter,
) -> Generator[None, None, None]:
    """Say in the last lines what was skipped, and how to get what it needs."""
    yield
    reasons = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple)
    )
    if reasons:
        terminalreporter.section("skipped, and how to get it")
    for reason, many in sorted(reasons.items()):
        terminalreporter.write_line(f"{many} {'test' if many == 1 else 'tests'}: {reason}")
