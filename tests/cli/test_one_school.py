"""One school's whole life, typed by hand in few words, from the first file to the last day."""

import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import Programme, answer_of

SCRIPT = Path(__file__).with_name("one_school.txt")
SAMPLE = Path(__file__).resolve().parents[2] / "sample_data"
MOST_COMMANDS, MOST_CHARACTERS = 60, 6000


def typed() -> Iterator[tuple[str, str]]:
    """Every command as it is typed, with the day on which it is."""
    day = ""
    for line in SCRIPT.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            day = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            yield day, line


def test_a_schools_whole_life_takes_few_words() -> None:
    lines = [line for _day, line in typed()]
    assert len(lines) <= MOST_COMMANDS
    assert sum(len(line) + 1 for line in lines) <= MOST_CHARACTERS


def test_a_schools_whole_life_is_on_record_as_it_was_typed(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (*(SAMPLE / "published").iterdir(), *(SAMPLE / "programme").glob("*.csv")):
        shutil.copy(path, programme.folder)
    for day, line in typed():
        monkeypatch.setenv("BLEADCHALLENGE_CLOCK", f"{day}T09:00:00+00:00")
        answer = answer_of(shlex.split(line)[1:])
        assert answer.code == 0, f"{day} {line}\n{answer.err}"
    assert answer_of(["check"]).code == 0
    (account,) = programme.rows("days-status --school Bellwharf")
    assert (account["released"], account["confirmed"]) == (20, 19)
    reviews = {row["stage"] for row in programme.rows("visits") if row["state"] == "kept"}
    assert reviews == {"baseline", "midterm", "final"}
    assert len(list((programme.folder / "packs").rglob("*.md"))) == 1
