"""Purge: people's own data goes when its time is over; the ledger goes on holding.

The only thing that ever removes anything. What people said in commands and as
reasons goes from the ledger as well. What a table names as ``PEOPLE`` is
replaced by a marker, together with the salt of its seal; the seal stays, so
that every change can still be checked, and the purge is a change of its own.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import inspect
from sqlmodel import col, func, select

from bleadchallenge.domain.moments import begin_of
from bleadchallenge.store.engine.backends import database_at
from bleadchallenge.store.engine.store import Writer
from bleadchallenge.store.engine.zone import zone_of
from bleadchallenge.store.facts import ledger
from bleadchallenge.store.facts.base import Personal, describe
from bleadchallenge.store.facts.ledger import REMOVED, Change
from bleadchallenge.store.place import Place
from bleadchallenge.store.tables import fact_tables


def purge(writer: Writer, before: date, *, live: bool = False) -> list[str]:
    """Remove people's data that went out of use before a day; say of what, in words.

    That is what a change before that day took out of the record. With ``live``,
    for a programme that is over, also what was brought in before that day and
    is on record still. A fact keeps its place, its key and all that is not a
    person's; what was empty stays empty.
    """
    last = _last_change_before(writer, before)
    due = list(_due(writer, last, live=live))
    for fact in due:
        _blank(writer, fact)
    writer.purged.extend(due)
    said = [f"removed people's data: {describe(fact)}" for fact in due]
    entries = _drop_words(writer, last)
    if entries:
        said.append(f"removed people's words from {entries} entries of the ledger")
    return said


def forget(place: Place) -> None:
    """Write the store anew after a purge, so that no trace is left in unused room.

    Backups, copies put aside and packs that were issued keep what they hold:
    they have to be removed by hand.
    """
    database_at(place).compact()


def _drop_words(writer: Writer, last: int) -> int:
    """Remove the words of commands and the reasons up to a change; gives how many had any."""
    query = select(Change).where(col(Change.seq) <= last).order_by(col(Change.seq))
    due = [change for change in writer.session.exec(query) if ledger.has_words(change)]
    for change in due:
        writer.session.expunge(change)
        ledger.drop_words(writer.session, change, writer.number)
    writer.purged_words.extend(due)
    return len(due)


def _last_change_before(writer: Writer, day: date) -> int:
    earlier = col(Change.at) < begin_of(day, zone_of(writer.session))
    of_others = select(func.max(col(Change.seq))).where(earlier, col(Change.seq) < writer.number)
    return writer.session.exec(of_others).one() or 0


def _due(writer: Writer, last: int, *, live: bool) -> Iterator[Personal]:
    for kind in fact_tables().values():
        if not issubclass(kind, Personal):
            continue
        over = col(kind.until) <= last
        if live:
            over |= (col(kind.since) <= last) & col(kind.until).is_(None)
        query = select(kind).where(over, col(kind.purged).is_(None)).order_by(col(kind.id))
        for fact in writer.session.exec(query):
            if any(getattr(fact, name) for name in kind.PEOPLE):
                yield fact


def _blank(writer: Writer, fact: Personal) -> None:
    table = inspect(type(fact)).local_table
    marked = {name: REMOVED for name in type(fact).PEOPLE if getattr(fact, name)}
    statement = table.update().where(table.c.id == fact.id)
    writer.session.connection().execute(statement.values(**marked, salt="", purged=writer.number))
    writer.session.expire(fact)
