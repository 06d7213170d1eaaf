"""Questions about support: agreements and who delivers."""

from datetime import date

from bleadchallenge.store.store import Reader
from bleadchallenge.store.tables import Agreement, Deliverer


def latest_agreement(reader: Reader, urn: str, alliance: str) -> Agreement | None:
    """The latest version of the agreement with an alliance, in whatever state."""
    found = reader.all(Agreement, Agreement.urn == urn, Agreement.alliance == alliance)
    return found[-1] if found else None


def delivering(reader: Reader, as_of: date, urn: str | None = None) -> list[Deliverer]:
    """Who delivers on a day, at one school or all."""
    where = [] if urn is None else [Deliverer.urn == urn]
    return [
        each
        for each in reader.all(Deliverer, *where)
        if each.from_day <= as_of and (each.to_day is None or each.to_day >= as_of)
    ]
