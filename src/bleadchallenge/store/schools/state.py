"""Where a school stands, from what is on record."""

from datetime import date

from bleadchallenge.domain.choices import SelectionState
from bleadchallenge.domain.schools.state import SchoolStatus, school_status
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.selection import evidence_of
from bleadchallenge.store.tables import Selection


def standing_of(reader: Reader, selection: Selection | None, urn: str, as_of: date) -> SchoolStatus:
    """Where a school stands on a day."""
    withdrawn = selection.withdrawn_on if selection else None
    paused = selection.paused_on if selection else None
    return school_status(
        SelectionState(selection.state) if selection else None,
        evidence_of(reader, urn, as_of),
        withdrawn=withdrawn is not None and withdrawn <= as_of,
        paused=paused is not None and paused <= as_of,
    )
