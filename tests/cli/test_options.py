"""One way to say a thing: an option takes the same in every command, and stands in the table."""

import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from bleadchallenge.cli.app import app
from builders import Programme

HOME = Path(__file__).resolve().parents[2]
SEVERAL = {
    "--to": "the forms of a report are a contract with scripts; else a day, or to whom",
    "--from": "a day; the file of a review is a contract with scripts",
    "--next": "the next meeting of a report; the next step of somebody's way",
    "--outcome": "a word of a list where there is one, else words",
    "--role": "the same",
    "--decision": "the same",
    "--due": "a day; of a list, only what is due",
    "--before": "a day; of an evaluation, years",
    "--state": "a word of a list everywhere; of advice the list is read only when it is needed",
}
"""Options that take several things, and why."""


def table() -> dict[str, set[str]]:
    """What each option takes, as the reference says it."""
    text = (HOME / "docs" / "reference" / "options.md").read_text(encoding="utf-8")
    found: dict[str, set[str]] = defaultdict(set)
    for line in text.splitlines():
        if line.startswith("| `--"):
            names, takes = [cell.strip(" `") for cell in line.split("|")[1:3]]
            for name in names.split("/"):
                found[name].add(takes)
    return found


def test_an_option_takes_the_same_everywhere() -> None:
    assert {name for name, takes in table().items() if len(takes) > 1} == set(SEVERAL)


def test_days_are_days() -> None:
    named = table()
    for name in ("--date", "--as-of", "--meeting", "--since", "--until", "--published"):
        assert named[name] == {"DATE"}


def test_the_table_is_in_step() -> None:
    assert app is not None
    script = HOME / "scripts" / "make_options_docs.py"
    assert subprocess.run([sys.executable, str(script), "--check"], check=False).returncode == 0


@pytest.mark.parametrize("words", ["partly", "Partly met", "partly-met", "PARTLY_MET"])
def test_a_word_of_a_list_is_taken_as_people_write_it(words: str, programme: Programme) -> None:
    programme.supported()
    programme.done("plan new 900001 --reason first")
    programme.done(
        "plan action 900001 --text Coach --theme leadership --recommendation 'baseline 1'"
    )
    programme.done("milestone add 900001 --action 1 --text two --due 2018-03-10")
    told = programme.done(f"milestone judge 900001 1 --outcome '{words}' --evidence notes").out
    assert "partly met" in told


def test_a_word_that_is_on_no_list_is_answered_with_the_list(programme: Programme) -> None:
    programme.with_schools()
    answer = programme.run("select 900001 selectd --reason x")
    assert answer.code == 2
    assert "give one of: candidate, selected, reserve, declined" in answer.err


def test_colour_is_left_out_before_and_after_the_command(programme: Programme) -> None:
    programme.with_schools()
    for line in ("--no-color due", "due --no-color"):
        assert programme.done(line).code == 0


def test_a_command_that_writes_answers_in_json_where_it_is_asked_to(programme: Programme) -> None:
    programme.with_schools()
    made = programme.done(
        "consult-rsc 900001 --date 2017-07-03 --outcome agreed --format json"
    ).json
    assert made["schema"] == "bleadchallenge/receipt/1"
    assert (made["change"], made["dry_run"]) == (3, False)
    assert "discussed on 2017-07-03" in made["said"][0]
    assert "select 900001 selected" in made["next"][0]
    written = programme.done("report calendar --out out --format json").json
    assert any("out/" in line for line in written["said"])


@pytest.mark.parametrize("line", ["kpi-status", "kpi list", "due", "history", "expectations"])
def test_a_listings_school_is_named_by_its_option_or_as_its_argument(
    programme: Programme, line: str
) -> None:
    programme.supported().done("kpi start 900001")
    by_option = programme.done(f"{line} --school 900001 --format json")
    assert programme.done(f"{line} Alder --format json").out == by_option.out
    assert by_option.json["rows"]
    twice = programme.run(f"{line} Alder --school 900001")
    assert (twice.code, "named twice" in twice.err) == (2, True)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("show ''", 65),
        ("kpi read '' OBS=1", 65),
        ("kpi start ''", 65),
        ("days-status ''", 2),
        ("kpi list --school ''", 2),
    ],
)
def test_an_empty_school_is_no_school(programme: Programme, line: str, code: int) -> None:
    programme.done("init")
    answer = programme.run(line)
    assert (answer.code, answer.out) == (code, "")
    assert "the school is empty" in answer.err or "no school is known as ''" in answer.err
