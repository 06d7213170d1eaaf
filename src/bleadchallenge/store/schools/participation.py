"""Which schools take part in the programme on a day, and since when others do not."""

from datetime import date

from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import selected
from bleadchallenge.store.tables import Selection


def active_schools(reader: Reader, as_of: date) -> list[Selection]:
    """The selected schools that have neither withdrawn nor paused by a day."""
    return [selection for selection in selected(reader) if left_by(selection, as_of) is None]


def leavers(reader: Reader, as_of: date) -> dict[str, int]:
    """How many of the selected schools had withdrawn, and how many had paused, by a day."""
    gone = [each for each in selected(reader) if left_by(each, as_of) is not None]
    withdrew = sum(bool(each.withdrawn_on and each.withdrawn_on <= as_of) for each in gone)
    return {"withdrew": withdrew, "paused": len(gone) - withdrew}


def left_by(selection: Selection | None, as_of: date) -> date | None:
    """The day a school withdrew or paused; ``None`` where it had not by the day judged from."""
    days = (selection.withdrawn_on, selection.paused_on) if selection else ()
    return min((day for day in days if day is not None and day <= as_of), default=None)


def has_withdrawn(reader: Reader, urn: str, as_of: date) -> bool:
    """Whether a school had withdrawn by a day."""
    days = [selection.withdrawn_on for selection in reader.where(Selection, urn=urn)]
    return any(day is not None and day <= as_of for day in days)


def days_left(reader: Reader, as_of: date) -> dict[str, date]:
    """The day of leaving of every school that withdrew or paused by a day, by URN."""
    found = {each.urn: left_by(each, as_of) for each in reader.all(Selection)}
    return {urn: day for urn, day in found.items() if day is not None}
