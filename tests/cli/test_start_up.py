"""Start-up is quick, and every command explains itself."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from bleadchallenge.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("pandas", "sqlmodel", "sqlalchemy", "openpyxl", "jinja2", "numpy", "scipy", "xlsxwriter")


def loaded_by(words: list[str]) -> set[str]:
    """The heavy libraries that a command line loads in a fresh interpreter."""
    script = (
        "import sys, bleadchallenge.__main__ as m\n"
        f"m.main({words!r})\n"
        f"print(*sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("words", [["--help"], ["import-data", "--help"], ["--version"]])
def test_help_loads_no_heavy_library(words: list[str]) -> None:
    assert loaded_by(words) == set()


def test_kpi_status_loads_neither_pandas_nor_openpyxl(tmp_path: Path) -> None:
    store = str(tmp_path / "x.db")
    words = ["kpi-status", "--store", store]
    subprocess.run([sys.executable, "-m", "bleadchallenge", "init", "--store", store], check=True)
    assert loaded_by(words) & {"pandas", "openpyxl", "jinja2", "numpy", "scipy"} == set()


def test_tables_that_a_question_does_not_name_are_not_loaded() -> None:
    script = (
        "import sys\n"
        "from bleadchallenge.store.schools.cohorts import _names_of_cohort\n"
        "from bleadchallenge.store.tables import AdviceResponse, Assignment\n"
        "print([each[0] for each in _names_of_cohort(AdviceResponse)])\n"
        "print(_names_of_cohort(Assignment))\n"
        "print('bleadchallenge.store.tables.evaluation' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["['advice']", "()", "False"]


def every_command() -> dict[str, object]:
    """Every command and sub-command by the words that call it."""
    found: dict[str, object] = {}

    def walk(group: object, words: tuple[str, ...]) -> None:
        for name, command in getattr(group, "commands", {}).items():
            if getattr(command, "commands", None):
                walk(command, (*words, name))
            else:
                found[" ".join((*words, name))] = command

    walk(get_command(app), ())
    return found


@pytest.mark.parametrize("name", sorted(every_command()))
def test_every_command_has_help_an_example_and_its_place_in_the_reference(name: str) -> None:
    command = every_command()[name]
    assert command.help, name  # type: ignore[attr-defined]
    assert "Example: bleadchallenge" in (command.epilog or ""), name  # type: ignore[attr-defined]
    assert f"`bleadchallenge {name}`" in (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
