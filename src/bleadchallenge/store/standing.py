"""Where a school stands, from what is on record."""

from datetime import date

from bleadchallenge.domain.life import Standing, standing
from bleadchallenge.domain.words import SelectionState
from bleadchallenge.store.evidence import evidence_of
from bleadchallenge.store.store import Reader
from bleadchallenge.store.tables import Selection


def standing_of(reader: Reader, selection: Selection | None, urn: str, as_of: date) -> Standing:
    """Where a school stands on a day."""
    withdrawn = selection.withdrawn_on if selection else None
    paused = selection.paused_on if selection else None
    return standing(
        SelectionState(selection.state) if selection else None,
        evidence_of(reader, urn, as_of),
        withdrawn=withdrawn is not None and withdrawn <= as_of,
        paused=paused is not None and paused <= as_of,
    )
