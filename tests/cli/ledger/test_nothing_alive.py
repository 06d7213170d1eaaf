"""Nothing that people typed acts on a terminal, a spreadsheet or a calendar."""

import re
from pathlib import Path

import pytest

from builders import Programme

LIVE = "\x1b[31m \x9b31m \u202e \u2066 \x07 \u200f"
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture
def typed(programme: Programme) -> Programme:
    programme.done("init")
    programme.write("people.csv", f'code,name,role\nP1,"Ada {LIVE}",governor\n')
    programme.done(f"import-data people.csv --reason '{LIVE} why'")
    programme.write("alliances.csv", f'code,name,lead\nA1,"=Oak {LIVE}",\n')
    programme.run("import-data alliances.csv")
    programme.done(
        f"session add S1 --date 2018-03-20 --topic '{LIVE} reading' --partner 'X {LIVE}' --places 5"
    )
    return programme


@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.parametrize("line", ["history", "session list", "people", "history --change 2"])
def test_no_form_of_a_listing_holds_what_acts(typed: Programme, line: str, form: str) -> None:
    answer = typed.done(f"{line} --format {form}")
    assert not ACTS.search(answer.out)
    assert not ACTS.search(answer.err)


def test_exported_tables_hold_nothing_that_acts(typed: Programme) -> None:
    typed.done("export out")
    for path in Path(typed.folder / "out").iterdir():
        assert not ACTS.search(path.read_text(encoding="utf-8-sig").replace("\r\n", "\n"))


def test_a_calendar_holds_nothing_that_acts(typed: Programme) -> None:
    typed.done("report calendar --out cal")
    text = (typed.folder / "cal" / "programme.ics").read_text(encoding="utf-8")
    assert not ACTS.search(text.replace("\r\n", "\n"))


def test_a_policy_is_shown_without_what_acts(typed: Programme) -> None:
    assert not ACTS.search(typed.done("policy show").out)


@pytest.mark.parametrize("title", ["x\\nEND:VCALENDAR\\nBEGIN:VEVENT", "a;b,c\\\\d:\\t"])
def test_the_policys_title_makes_no_line_of_a_calendar(typed: Programme, title: str) -> None:
    policy = typed.done("policy show").out
    titled = re.sub('(?m)^title = ".*"$', lambda _: f'title = "{title}"', policy)
    typed.write("titled.toml", titled)
    typed.done("policy set titled.toml")
    typed.done("report calendar --out cal")
    lines = (typed.folder / "cal" / "programme.ics").read_bytes().decode().split("\r\n")
    assert [line for line in lines if line in {"END:VCALENDAR", "BEGIN:VEVENT"}] == [
        *["BEGIN:VEVENT"] * lines.count("END:VEVENT"),
        "END:VCALENDAR",
    ]
