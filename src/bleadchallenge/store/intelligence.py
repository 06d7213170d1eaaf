"""Questions about soft intelligence; what leaves the office goes by one door."""

from datetime import date

from bleadchallenge.domain.choices import Sensitivity
from bleadchallenge.domain.intelligence import Shareable
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import Intelligence


def intelligence_of(reader: Reader, as_of: date, urn: str | None = None) -> list[Intelligence]:
    """Everything noted up to a day, for the office alone, in order of number."""
    about = {} if urn is None else {"urn": urn}
    return [note for note in reader.where(Intelligence, **about) if note.noted_on <= as_of]


def shareable_intelligence(reader: Reader, urn: str | None, as_of: date) -> list[Shareable]:
    """What may stand in a pack about a school, or all schools; never who said it.

    A record that is marked shareable but for the office alone does not pass,
    nor one whose text was purged.
    """
    return [
        Shareable(note.number, note.urn, note.noted_on, Sensitivity(note.sensitivity), note.text)
        for note in intelligence_of(reader, as_of, urn)
        if note.shareable and note.sensitivity != Sensitivity.OFFICE and note.purged is None
    ]
