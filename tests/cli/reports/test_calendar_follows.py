"""A calendar file follows the one of before: what moved, what was called off, what is done."""

from pathlib import Path

import pytest
from icalendar import Calendar, Event

from builders import Programme


def written(programme: Programme, out: str = "cal") -> dict[str, Event]:
    programme.done(f"report calendar --out {out}")
    found = Calendar.from_ical((programme.folder / out / "programme.ics").read_bytes())
    return {str(event["uid"]): event for event in found.walk("VEVENT")}


@pytest.fixture
def begun(programme: Programme) -> Programme:
    programme.done("init")
    return programme


def meeting_in(events: dict[str, Event]) -> str:
    return next(uid for uid in events if uid.startswith("meeting/2018-03-29"))


def test_two_stores_share_no_identifier(begun: Programme) -> None:
    mine = set(written(begun))
    begun.done("init --store other.db")
    begun.done("report calendar --store other.db --out other")
    others = Calendar.from_ical((begun.folder / "other" / "programme.ics").read_bytes())
    assert mine
    assert not mine & {str(event["uid"]) for event in others.walk("VEVENT")}


def test_the_same_store_gives_the_same_bytes(begun: Programme) -> None:
    written(begun)
    path: Path = begun.folder / "cal" / "programme.ics"
    before = path.read_bytes()
    written(begun)
    assert path.read_bytes() == before


@pytest.mark.parametrize("out", ["cal", "elsewhere"])
def test_a_meeting_that_was_called_off_is_cancelled(begun: Programme, out: str) -> None:
    uid = meeting_in(written(begun))
    begun.done("isg move 2018-03-29 --off --reason snow")
    event = written(begun, out)[uid]
    assert (str(event["status"]), int(event["sequence"])) == ("CANCELLED", 1)


def test_a_meeting_that_moved_keeps_its_identifier_and_counts(begun: Programme) -> None:
    uid = meeting_in(written(begun))
    begun.done("isg move 2018-03-29 --to 2018-03-28 --reason rooms")
    event = written(begun)[uid]
    assert (str(event["status"]), int(event["sequence"])) == ("CONFIRMED", 1)


def test_what_is_over_is_cancelled_once(begun: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    uid = meeting_in(written(begun))
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", "2018-04-20T09:00:00+00:00")
    for _ in range(2):
        event = written(begun)[uid]
        assert (str(event["status"]), int(event["sequence"])) == ("CANCELLED", 1)
