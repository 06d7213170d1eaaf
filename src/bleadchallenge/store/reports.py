"""The packs that were issued, and from which change each is made again."""

from sqlmodel import col, select

from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.ledger import Change
from bleadchallenge.store.tables import Pack


def issued(reader: Reader, kind: str) -> list[Pack]:
    """The packs of a kind in the order they were issued."""
    return reader.all(Pack, Pack.kind == kind)


def of_number(reader: Reader, number: int) -> Pack | None:
    """The pack of that number, or ``None``."""
    return reader.get(Pack, number=number)


def next_number(reader: Reader) -> int:
    """The number the next pack has."""
    return max((pack.number for pack in reader.all(Pack)), default=0) + 1


def last_change_of_programme(reader: Reader) -> int:
    """The last change that was more than the issuing of a pack."""
    issuing = {pack.since for pack in reader.all(Pack)}
    query = select(col(Change.seq)).where(col(Change.seq) <= reader.change)
    others = [seq for seq in reader.session.exec(query) if seq not in issuing]
    return max(others, default=0)
