"""Undo: a new change that takes out what an old one brought in, and back."""

from sqlmodel import col, or_, select

from bleadchallenge.domain.errors import DataError, UsageError
from bleadchallenge.store.engine.references import References
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.facts.base import Fact, Personal, copy_of, describe
from bleadchallenge.store.facts.ledger import Change
from bleadchallenge.store.tables import fact_tables


def undo(writer: Writer, seq: int) -> list[str]:
    """Take a change back within the change being written; say what was done in words.

    Raises ``UsageError`` for a change that is not there, ``DataError`` where a
    later change builds on it, naming that change.
    """
    _require_change(writer, seq)
    _require_in_force(writer, seq)
    brought, taken = of_change(writer, seq)
    _require_left(seq, brought, taken)
    standing = [_standing(writer, seq, fact) for fact in brought]
    writer.retract(*standing)
    _require_free(writer, seq, taken)
    back = [copy_of(fact) for fact in taken]
    writer.put_back(*back)
    _require_references(writer, seq, back)
    return [f"taken out: {describe(fact)}" for fact in standing] + [
        f"back: {describe(fact)}" for fact in back
    ]


def of_change(reader: Reader, seq: int) -> tuple[list[Fact], list[Fact]]:
    """The facts a change brought in, and those it took out."""
    touched: list[Fact] = []
    for kind in fact_tables().values():
        query = select(kind).where(or_(col(kind.since) == seq, col(kind.until) == seq))
        touched += reader.session.exec(query.order_by(col(kind.id)))
    brought = [fact for fact in touched if fact.since == seq]
    return brought, [fact for fact in touched if fact.until == seq]


def _require_change(writer: Writer, seq: int) -> None:
    if seq == writer.number or writer.session.get(Change, seq) is None:
        raise UsageError(f"there is no change {seq}", fix="bleadchallenge history")


def _require_in_force(reader: Reader, seq: int) -> None:
    """Raise where the change was undone already, and that undo stands."""
    trail = [seq]
    while (later := _undone_by(reader, trail[-1])) is not None:
        trail.append(later)
    if len(trail) % 2 == 0:
        raise DataError(
            f"change {seq} was undone already, by change {trail[-1]}",
            fix=f"bleadchallenge undo {trail[-1]} brings it back",
        )


def _undone_by(reader: Reader, seq: int) -> int | None:
    query = select(Change.seq).where(col(Change.undoes) == seq, Change.content != "")
    return reader.session.exec(query.order_by(col(Change.seq).desc())).first()


def _require_left(seq: int, brought: list[Fact], taken: list[Fact]) -> None:
    """Raise where there is nothing to take back, or where it was purged."""
    if not brought and not taken:
        raise DataError(
            f"change {seq} cannot be undone",
            why="it removed data for good; there is nothing to bring back",
        )
    gone = next((fact for fact in taken if isinstance(fact, Personal) and fact.purged), None)
    if gone is not None:
        raise DataError(
            f"change {seq} cannot be undone",
            why=f"it would bring back {describe(gone)}, whose data change {gone.purged} purged",
        )


def _standing(reader: Reader, seq: int, fact: Fact) -> Fact:
    """A fact that was brought in, or the copy of it that an undo has put back since."""
    while fact.until is not None:
        ended = fact.until
        back = _put_back(reader, fact, _undone_by(reader, ended))
        if back is None:
            raise _built_upon(seq, f"change {ended} has since replaced {describe(fact)}", ended)
        fact = back
    return fact


def _put_back(reader: Reader, fact: Fact, by: int | None) -> Fact | None:
    kind = type(fact)
    same_key = [getattr(kind, name) == getattr(fact, name) for name in kind.KEY]
    return reader.session.exec(select(kind).where(col(kind.since) == by, *same_key)).first()


def _require_free(reader: Reader, seq: int, taken: list[Fact]) -> None:
    for fact in taken:
        now = reader.same(fact)
        if now is not None:
            raise _built_upon(
                seq,
                f"change {now.since} has since put another {describe(now)} on record",
                now.since,
            )


def _require_references(reader: Reader, seq: int, back: list[Fact]) -> None:
    """Raise where a fact that is brought back would name one that is gone since."""
    references = References(reader)
    lost = next(references.broken(back), None)
    if lost is not None:
        later = references.gone_in(lost)
        raise _built_upon(
            seq, f"{describe(lost.fact)} names the {lost}, which is no longer on record", later
        )


def _built_upon(seq: int, why: str, later: int | None) -> DataError:
    first = f"bleadchallenge undo {later}, then undo {seq}" if later else ""
    return DataError(f"change {seq} cannot be undone by itself", why=why, fix=first)
