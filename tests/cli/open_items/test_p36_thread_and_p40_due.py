"""The golden thread and what is due, through the public commands."""

from icalendar import Calendar

from builders import Programme


def links(programme: Programme) -> list[str]:
    """The broken links of the only school; broken ones end with code 1."""
    answer = programme.run("check thread --format json")
    rows = answer.json["rows"]
    assert answer.code == (1 if rows else 0)
    return [row["link"] for row in rows]


def test_p36_a_recommendation_without_an_action_is_named_until_it_has_one(
    programme: Programme,
) -> None:
    programme.supported()
    assert links(programme) == ["baseline 1", "baseline 2"]
    programme.done("plan new 900001 --reason first")
    programme.done(
        "plan action 900001 --text 'Train staff' --theme teaching --recommendation 'baseline 1'"
    )
    assert links(programme) == ["baseline 2", "action 1"]


def test_p36_a_milestone_needs_a_judgement_once_its_day_is_past(programme: Programme) -> None:
    programme.supported()
    programme.done("plan new 900001 --reason first")
    programme.done(
        "plan action 900001 --text 'Train staff' --theme teaching "
        "--recommendation 'baseline 1; baseline 2'"
    )
    programme.done("milestone add 900001 --action 1 --text 'All trained' --due 2018-03-01")
    assert links(programme) == ["milestone 1"]
    programme.done("milestone judge 900001 1 --outcome met --evidence 'register of training'")
    assert links(programme) == []


def test_p36_the_remedy_of_a_broken_link_is_a_command_that_is_there(programme: Programme) -> None:
    programme.supported()
    rows = programme.run("check thread --format json").json["rows"]
    words = rows[0]["fix"].removeprefix("bleadchallenge ").split()
    assert programme.run(f"{words[0]} {words[1]} --help").code == 0


def test_p40_what_is_due_is_overdue_soon_or_not_shown(programme: Programme) -> None:
    programme.supported()
    found = {row["kind"]: row for row in programme.rows("due --as-of 2017-11-10")}
    assert (found["agreement"]["urgency"], found["agreement"]["due"]) == ("due soon", "2017-11-20")
    assert "plan" not in found
    later = {row["kind"]: row["urgency"] for row in programme.rows("due --as-of 2017-12-15")}
    assert (later["agreement"], later["plan"]) == ("overdue", "overdue")


def test_p40_a_duty_goes_when_it_is_done(programme: Programme) -> None:
    programme.supported()
    programme.done("sla 900001 --state draft --days 20 --exit-terms 'six weeks' --date 2017-11-08")
    programme.done("sla 900001 --state agreed --date 2017-11-10")
    assert "agreement" not in {row["kind"] for row in programme.rows("due --as-of 2017-12-15")}


def test_p40_by_person_and_by_school(programme: Programme) -> None:
    programme.supported()
    mine = programme.rows("due --who TSA1 --as-of 2017-12-15")
    assert {row["who"] for row in mine} == {"TSA1"}
    assert programme.rows("due --school 900002 --as-of 2017-12-15") == []


def test_p40_the_calendar_file_holds_what_is_due_and_is_the_same_each_time(
    programme: Programme,
) -> None:
    programme.supported()
    programme.done("report calendar --out one --as-of 2017-11-10")
    programme.done("report calendar --out two --as-of 2017-11-10")
    first = (programme.folder / "one" / "programme.ics").read_bytes()
    assert first == (programme.folder / "two" / "programme.ics").read_bytes()
    events = Calendar.from_ical(first).walk("VEVENT")
    uids = [str(event["uid"]) for event in events]
    assert len(uids) == len(set(uids))
    assert any(uid.startswith("agreement/900001/TSA1") for uid in uids)
    assert any(uid.startswith("meeting/") for uid in uids)
