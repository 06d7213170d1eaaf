"""A command asks a store in few statements: each is a way to the server and back."""

from collections.abc import Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bleadchallenge.store.place import Place
from builders import Programme

DAY = "2018-03-15"
MEASURED = {
    "kpi-status": 16,
    "due": 51,
    "schools": 51,
    "show Lanternfield": 95,
    f"report isg-pack --meeting {DAY} --draft --out packs": 226,
}
SPARE = 1.1


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """Every statement that a store is asked while a test runs."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield asked
    event.remove(Engine, "before_cursor_execute", note)


@pytest.mark.xdist_group("sample programme")
def test_twenty_schools_are_asked_for_at_once(
    programme: Programme, sample_store: Place, statements: list[str]
) -> None:
    programme.begin_with(sample_store)
    for command, measured in MEASURED.items():
        statements.clear()
        programme.done(f"{command} --as-of {DAY}")
        assert 5 < len(statements) <= measured * SPARE, command
