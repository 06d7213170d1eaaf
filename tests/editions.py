"""Packs of the sample programme as they were issued, for the tests that look into them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Date, bindparam, text

from bleadchallenge.packs.value import Block, Pack, Section
from bleadchallenge.store.engine.backends import database_at
from bleadchallenge.store.engine.reader import Reader
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.place import Place
from bleadchallenge.store.reports import issued
from bleadchallenge.usecases.reports.pack.isg import KIND, build
from bleadchallenge.usecases.request import policy_of
from bleadchallenge.usecases.scrutiny.meetings import meetings_so_far

LAST_DAY = date(2019, 4, 30)
_ISSUED = text(
    "INSERT INTO pack (id, since, number, kind, subject, made_on, known_at, digest) "
    "SELECT :number, known.seq + 1, :number, :kind, :day, :on, known.seq, '' "
    "FROM (SELECT max(seq) AS seq FROM change WHERE substr(at, 1, 10) <= :day) AS known "
    "WHERE EXISTS (SELECT 1 FROM change WHERE seq = known.seq + 1)"
).bindparams(bindparam("on", type_=Date()))


@dataclass(frozen=True)
class Edition:
    """A pack that was issued: for which meeting, from which change."""

    store: Place
    number: int
    meeting: date
    known_at: int

    @contextmanager
    def known(self) -> Iterator[Reader]:
        """The store as it was known when the pack was made."""
        with Store(self.store).read(str(self.known_at)) as reader:
            yield reader

    def made(self) -> Pack:
        """The pack, made again."""
        with self.known() as reader:
            return build(reader, policy_of(reader), self.meeting, self.number)


def issue_all(store: Place) -> None:
    """Put every pack of the sample programme on record, each known up to its meeting's day.

    Making all of them takes minutes; what is put on record is what issuing puts there.
    """
    with Store(store).read() as reader:
        days = meetings_so_far(reader, policy_of(reader), LAST_DAY)
    with database_at(store).connect(writing=True) as connection:
        for number, day in enumerate(days, 1):
            said = {"number": number, "kind": KIND, "day": day.isoformat(), "on": day}
            connection.execute(_ISSUED, said)
        connection.commit()


def edition(store: Place, meeting: date) -> Edition:
    """The pack of a meeting."""
    with Store(store).read() as reader:
        pack = next(each for each in issued(reader, KIND) if each.made_on == meeting)
        return Edition(store, pack.number, meeting, pack.known_at)


def blocks_of(sections: tuple[Section, ...]) -> Iterator[tuple[Section, Block]]:
    """Every block of a pack with the section it stands in."""
    for section in sections:
        for block in section.blocks:
            yield section, block
        yield from blocks_of(section.sections)
