"""Every example that ``--help`` gives works on the sample programme as it stands in March 2018."""

import csv
import io
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from bleadchallenge.cli.app import app
from builders import Answer, answer_of, register

pytestmark = pytest.mark.xdist_group("examples")

CLOCK = "2018-03-15T09:00:00+00:00"
CHECKS = ("check", "escalate check")
REFUSED = {"evaluate export": "the means would let schools be told"}
"""Examples that the sample programme is too small for, and what they are refused with."""
NO_ROWS = ("backup", "export", "policy show")
BEFORE = {
    "family show": ("family draw --year 2016/17",),
    "conference attend": ("conference practice 900003 --title 'Reading every day'",),
    "conference keep": ("conference commit 900003 --text 'Open doors' --by 'the deputy'",),
    "restore": ("backup monday.db",),
    "isg accept": (
        "isg respond 12 --by head --text 'Books weekly' --evidence log --date 2018-03-14",
    ),
}


def examples(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every command's path and its example, without the program's name."""
    for name, command in getattr(group, "commands", {}).items():
        yield from examples(command, (*path, name))
    if group.epilog:
        yield " ".join(path), group.epilog.removeprefix("Example: bleadchallenge ")


def _commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every command that can be run, under its path."""
    for name, command in getattr(group, "commands", {}).items():
        if hasattr(command, "commands"):
            yield from _commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


EXAMPLES = dict(examples(get_command(app)))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample programme up to the mid-term reviews, built once."""
    store = tmp_path_factory.mktemp("sample") / "sample.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BLEADCHALLENGE_CLOCK", CLOCK)
        built = answer_of(["demo", "--store", str(store), "--until", "2018-03-15"])
    assert built.code == 0, built.err
    return store


@pytest.fixture
def folder(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the sample programme and the files that examples name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", CLOCK)
    monkeypatch.delenv("BLEADCHALLENGE_STORE", raising=False)
    shutil.copy(sample, tmp_path / "bleadchallenge.db")
    (tmp_path / "results.csv").write_text(register(), encoding="utf-8")
    policy = answer_of(["policy", "show"])
    (tmp_path / "policy.toml").write_text(policy.out, encoding="utf-8")
    return tmp_path


def test_every_command_has_an_example() -> None:
    commands = [path for path, _ in _commands(get_command(app))]
    assert [path for path in commands if path not in EXAMPLES] == []


@pytest.mark.parametrize("path", EXAMPLES)
def test_the_example_works(path: str, folder: Path) -> None:
    for line in BEFORE.get(path, ()):
        prepared = answer_of(shlex.split(line))
        assert prepared.code == 0, prepared.err
    given = answer_of(shlex.split(EXAMPLES[path]))
    if path in REFUSED:
        assert given.code == 65
        assert REFUSED[path] in given.err
        return
    assert given.code in ((0, 1) if path in CHECKS else (0,)), given.err
    assert folder.exists()


@pytest.fixture(scope="session")
def listed(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample programme with its families drawn, to look at and not to change."""
    store = tmp_path_factory.mktemp("listed") / "sample.db"
    shutil.copy(sample, store)
    lines = (
        "family draw --year 2016/17 --as-of 2018-03-15",
        "conference practice 900003 --title 'Reading' --as-of 2018-03-15",
    )
    for line in lines:
        assert answer_of([*shlex.split(line), "--store", str(store)]).code == 0
    return store


LISTINGS = [
    path
    for path, command in _commands(get_command(app))
    if {"form", "dry_run"} & {each.name for each in command.params} == {"form"}
    and path not in NO_ROWS
]


@pytest.mark.parametrize("path", LISTINGS)
def test_a_listing_says_in_another_form_what_its_json_says(
    path: str, listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each listing in one other form; the forms take turns, so that it stays quick."""
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", CLOCK)
    monkeypatch.setenv("COLUMNS", "4000")
    form = FORMS[LISTINGS.index(path) % len(FORMS)]
    first = _in_form(path, "json", listed)
    found = first.json
    assert {"schema", "as_of", "change", "rows"} <= found.keys()
    assert len({tuple(row) for row in found["rows"]}) <= 1, "a row has other keys than its fellows"
    given = _in_form(path, form, listed)
    assert given.code == first.code
    assert "\x1b" not in given.out + given.err
    _READ[form](given.out, found["rows"])


def _in_csv(out: str, rows: list[dict[str, Any]]) -> None:
    keys, *lines = csv.reader(io.StringIO(out))
    for row, cells in zip(rows, lines, strict=True):
        assert [_as_text(row[key]) for key in keys] == [cell.removeprefix("'") for cell in cells]


def _in_plain_text(out: str, rows: list[dict[str, Any]]) -> None:
    head, *lines = out.splitlines()
    assert len(lines) == len(rows)
    assert {key for row in rows for key in row} >= ({*head.split("\t")} if rows else set())


def _in_a_table(out: str, rows: list[dict[str, Any]]) -> None:
    lines = [line for line in out.splitlines() if line.strip()]
    assert len(lines) >= 2 + len(rows)


_READ: dict[str | None, Callable[[str, list[dict[str, Any]]], None]] = {
    "csv": _in_csv,
    "table": _in_a_table,
    None: _in_plain_text,
}
FORMS = tuple(_READ)


def _in_form(path: str, form: str | None, store: Path) -> Answer:
    words = [*shlex.split(EXAMPLES[path]), "--store", str(store)]
    answer = answer_of(words if form is None else [*words, "--format", form])
    assert answer.code in (0, 1), answer.err
    return answer


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_as_text, value))
    return "" if value is None else str(value)
