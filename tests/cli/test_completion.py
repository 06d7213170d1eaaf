"""What a shell completes: commands, choices, schools, alliances, people, meetings, reports."""

import os
import subprocess
import sys

import pytest

from bleadchallenge.store.completion import NameKind, names
from bleadchallenge.store.place import place_of
from builders import Programme, answer_of


@pytest.fixture
def school(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> Programme:
    """A programme with a school, asked as fish asks."""
    programme.with_schools().selected("900001")
    programme.write("people.csv", "code,name,role\nP01,A. Person,deliverer\n")
    programme.done("import-data people.csv")
    monkeypatch.setenv("_BLEADCHALLENGE_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    return programme


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("kpi-", ["kpi-status"]),
        ("kpi rea", ["read", "readings"]),
        ("select 900001 sel", ["selected"]),
        ("milestone judge 900001 1 --outcome p", ["partly-met"]),
        ("record-review Al", ["Alder"]),
        ("record-review 9", ["900001"]),
        ("show Al", ["Alder"]),
        ("due --school A", ["Alder"]),
        ("assign-tsa 900001 T", ["TSA1", "TSA2"]),
        ("kpi-status --tsa L", ["Larkhill"]),
        ("deliver 900001 --person P", ["P01"]),
        ("comment TSA1 --by x --text y --d", ["--date", "--dry-run"]),
        ("isg attend 2018-03", ["2018-03-01", "2018-03-15", "2018-03-29"]),
        ("report isg-pack --meeting 2017-12", ["2017-12-07", "2017-12-21"]),
        ("report is", ["isg-pack"]),
        ("show nobody", []),
    ],
)
def test_what_is_begun_is_completed(
    typed: str, completed: list[str], school: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert school.folder.exists()
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"bleadchallenge {typed}")
    found = [line.split("\t")[0] for line in answer_of([]).out.splitlines() if line.strip()]
    assert found == completed


@pytest.mark.parametrize("content", [None, b"", b"no database at all"])
def test_without_a_store_that_can_be_read_nothing_is_completed_and_nothing_said(
    content: bytes | None, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (programme.folder / "bleadchallenge.db").write_bytes(content)
    monkeypatch.setenv("_BLEADCHALLENGE_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    for typed in ("show A", "isg attend 2018-03", "assign-tsa 900001 T"):
        monkeypatch.setenv("_TYPER_COMPLETE_ARGS", f"bleadchallenge {typed}")
        answer = answer_of([])
        assert (answer.out.strip(), answer.err) == ("", "")


@pytest.mark.sqlite
def test_the_store_of_the_command_line_is_asked(
    school: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    (school.folder / "bleadchallenge.db").rename(school.folder / "other.db")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "bleadchallenge due --store other.db --school A")
    assert answer_of([]).out.startswith("Alder")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "bleadchallenge --store other.db due --school A")
    assert answer_of([]).out.startswith("Alder")


@pytest.mark.parametrize(
    ("shell", "word"), [("bash", "complete -o"), ("zsh", "compdef"), ("fish", "complete --command")]
)
def test_each_shell_gets_its_script(shell: str, word: str) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "bleadchallenge", "--show-completion", shell],
        env={**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "_BLEADCHALLENGE_COMPLETE" in told.stdout
    assert word in told.stdout


def test_without_the_driver_nothing_of_a_server_is_completed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    store = place_of("postgresql://db.example.org/region")
    assert names(store, NameKind.SCHOOL) == []
