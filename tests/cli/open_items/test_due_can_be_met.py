"""What ``due`` lists can be met by the command it gives, and is then gone; registers say the same."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bleadchallenge.cli.demo import _give
from bleadchallenge.store.place import Place
from bleadchallenge.usecases.ledger import diary
from builders import Programme

pytestmark = pytest.mark.xdist_group("sample programme")
SAID = {
    "NAME": "Somebody",
    "TEXT": "words",
    "DAYS": "1",
    "NUMBER": "1",
    "RATING": "good",
}
LOOKS = ("--suggest", "escalate list")
"""What only shows what there is to choose from, or to look at."""
STAYS = {"meeting", "escalation", "conflict", "alliance", "reading", "day of support"}
"""What its command alone does not end: a meeting takes place, people decide, a reading recurs."""


def filled_in(command: str, day: str) -> str:
    """A command with words in the places that it leaves open."""
    said = {**SAID, "DATE": day}
    return re.sub(r"\b(DATE|NAME|TEXT|DAYS|NUMBER|RATING)\b", lambda found: said[found[1]], command)


def dates(programme: Programme, every: int) -> list[str]:
    """The meeting dates of the sample programme, each so many."""
    rows = programme.rows("isg calendar")
    return [row["on"] for row in rows if row["on"]][::every]


def walked(programme: Programme, every: int) -> Iterator[str]:
    """The sample programme as it stood on each so many of its meeting dates, one after another."""
    store, ahead = programme.store.place, list[str]()
    for entry in diary.entries():
        day = entry.on.isoformat()
        while ahead and day > ahead[0]:
            yield ahead.pop(0)
        if not entry.is_pack:
            _give(entry, store, None)
            if entry.words[0] == "init":
                ahead = dates(programme, every)


def one_of_a_kind(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first item of each kind and form of command."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        found.setdefault((row["kind"], re.sub(r"\d+", "#", row["command"])), row)
    return list(found.values())


def taken(programme: Programme, command: str, day: str, *, dry: bool) -> str:
    """The line that is taken for a command, in one unit or another, or by the name in the remedy."""
    options = f"--as-of {day} --author x" + (" --dry-run" if dry else "")
    told = ""
    for figure in ("50", "3"):
        line = filled_in(command.replace("=N ", f"={figure} "), day)
        reason = "" if "--reason" in line or line.startswith("report") else " --reason tried"
        answer = programme.run(f"{line}{reason} {options}")
        if "fix:   bleadchallenge agree" in answer.err:
            line = filled_in(answer.err.split("fix:   bleadchallenge ")[1].strip(), day)
            answer = programme.run(f"{line} {options}")
        if answer.code == 0:
            return line
        told = f"{day} {line}: {answer.err}"
    raise AssertionError(told)


def require_met(programme: Programme, day: str) -> None:
    """Each kind of item that is due has a command that is taken, and is gone once it was given."""
    for item in one_of_a_kind(programme.rows(f"due --as-of {day}")):
        command = item["command"].removeprefix("bleadchallenge ")
        on = max(day, item["due"]) if item["kind"] == "day of support" else day
        if any(look in command for look in LOOKS):
            programme.done(f"{command} --as-of {day}")
            continue
        kept = programme.copied()
        taken(programme, command, on, dry=item["kind"] in STAYS)
        if item["kind"] not in STAYS:
            left = {row["ref"] for row in programme.rows(f"due --as-of {day} --days 400")}
            assert item["ref"] not in left, f"{day}: {command}"
        programme.begin_with(kept)


def require_agreement(programme: Programme, day: str) -> None:
    """Registers, the recommendations and what is due name the same schools, on the same grounds."""
    due = programme.rows(f"due --as-of {day} --days 400")
    register = programme.rows(f"escalate list --as-of {day}")
    advised = {row["urn"] for row in programme.rows(f"escalate check --as-of {day}")}
    asked = {row["urn"]: row for row in due if row["kind"] == "escalation"}
    assert set(asked) == {row["urn"] for row in register if row["stage"] or row["recommended"]}
    assert {urn for urn, row in asked.items() if row["what"].startswith("to go to")} == advised
    late = {
        row["urn"]
        for row in programme.rows(f"isg advice --outstanding --as-of {day}")
        if row["to"] == "school" and row["waiting"] is not None
    }
    assert {row["urn"] for row in register if row["waiting"] is not None} <= late


@pytest.mark.slow
def test_on_every_meeting_date_all_that_is_due_can_be_met(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    met = 0
    for day in walked(programme, 1):
        monkeypatch.setenv("BLEADCHALLENGE_CLOCK", f"{day}T12:00:00+00:00")
        require_met(programme, day)
        require_agreement(programme, day)
        met += 1
    assert met > 30


def test_registers_and_what_is_due_agree_on_the_sample(
    programme: Programme, sample_store: Place
) -> None:
    programme.begin_with(sample_store)
    days = dates(programme, 6)
    for day in days:
        require_agreement(programme, day)
    assert len(days) > 5
