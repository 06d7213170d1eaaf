"""What is kept of a person: by name, by code and in what people wrote, in words to be sent."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.base import Fact, Personal, values_of
from bleadchallenge.store.facts.ledger import Change, words_of
from bleadchallenge.store.tables import Person, fact_tables


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record about a person: its table, what it says, since when and until when."""

    table: str
    title: str
    says: str
    since: str
    until: str


def about(reader: Reader, *names: str) -> list[KeptRecord]:
    """Every record, live or past, and every entry of the ledger about a person.

    Whoever is asked for by name is looked for by code and address as well, and the
    other way round, under every name the person ever had.
    """
    wanted = _known_as(reader, names)
    return [*_facts(reader, wanted), *_entries(reader, wanted)]


def purges(reader: Reader) -> list[str]:
    """The days on which people's data was removed."""
    numbers = {
        number
        for kind in fact_tables().values()
        if issubclass(kind, Personal)
        for number in reader.session.exec(select(kind.purged).distinct())
        if number is not None
    }
    return [_day(reader, number) for number in sorted(numbers)]


def _known_as(reader: Reader, names: Iterable[str]) -> set[str]:
    """What a person is known by: what was asked for, and with a code the names it stands for."""
    wanted = {name.strip() for name in names if name.strip()}
    people = [
        person
        for person in reader.session.exec(select(Person).where(col(Person.since) <= reader.change))
        if any(_names(own, name) for own in _own(person) for name in wanted)
    ]
    codes = {person.code for person in people}
    same = reader.session.exec(select(Person).where(col(Person.code).in_(codes)))
    return wanted | {own for person in same for own in _own(person) if person.purged is None}


def _own(person: Person) -> list[str]:
    return [each for each in (person.code, person.name, person.email) if each]


def _facts(reader: Reader, wanted: set[str]) -> Iterator[KeptRecord]:
    for name, kind in fact_tables().items():
        query = select(kind).where(col(kind.since) <= reader.change).order_by(col(kind.id))
        for fact in reader.session.exec(query):
            if any(_names(value, each) for value in values_of(fact).values() for each in wanted):
                yield KeptRecord(
                    name, kind.TITLE or name, _in_words(fact), _day(reader, fact.since),
                    _until(reader, fact),
                )  # fmt: skip


def _entries(reader: Reader, wanted: set[str]) -> Iterator[KeptRecord]:
    query = select(Change).where(col(Change.seq) <= reader.change).order_by(col(Change.seq))
    for change in reader.session.exec(query):
        said = [*words_of(change), change.author]
        if any(_names(text, each) for text in said for each in wanted):
            words = "; ".join(["", *filter(None, words_of(change))])
            says = f"{change.author} gave the command {change.command}{words}"
            yield KeptRecord(
                "change", f"entry {change.seq} of the ledger", says, change.at[:10], ""
            )


def _in_words(fact: Fact) -> str:
    said = {name: value for name, value in values_of(fact).items() if value not in (None, "")}
    return "; ".join(f"{name.replace('_', ' ')}: {_word(value)}" for name, value in said.items())


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def _until(reader: Reader, fact: Fact) -> str:
    known = fact.until is not None and fact.until <= reader.change
    return _day(reader, fact.until or 0) if known else ""


def _day(reader: Reader, seq: int) -> str:
    change = reader.session.get(Change, seq)
    return change.at[:10] if change else ""


def _names(value: object, name: str) -> bool:
    """Whether a text names somebody: by whole words, in capitals or not."""
    if not isinstance(value, str):
        return False
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", value, re.IGNORECASE) is not None
