"""Undo: a new change that takes out what an old one brought in, and back."""

from typing import Any

from sqlmodel import col, select

from bleadchallenge.domain.errors import DataError, UsageError
from bleadchallenge.store.facts import Fact, copy_of, describe, fact_tables, known_at
from bleadchallenge.store.ledger import Change
from bleadchallenge.store.store import Reader, Writer


def undo(writer: Writer, seq: int) -> list[str]:
    """Take a change back within the change being written; say what was done in words.

    Raises ``UsageError`` for a change that is not there, ``DataError`` where a
    later change builds on it, naming that change.
    """
    _require_change(writer, seq)
    brought, taken = _of_change(writer, seq)
    _require_untouched(seq, brought)
    writer.take_out(*brought)
    _require_free(writer, seq, taken)
    back = [copy_of(fact) for fact in taken]
    writer.bring(*back)
    _require_referents(writer, seq, brought)
    return [f"taken out: {describe(fact)}" for fact in brought] + [
        f"back: {describe(fact)}" for fact in back
    ]


def _require_change(reader: Reader, seq: int) -> None:
    if reader.session.get(Change, seq) is None:
        raise UsageError(f"there is no change {seq}", fix="bleadchallenge history")


def _of_change(reader: Reader, seq: int) -> tuple[list[Fact], list[Fact]]:
    """The facts a change brought in, and those it took out."""
    brought: list[Fact] = []
    taken: list[Fact] = []
    for kind in fact_tables().values():
        brought += reader.session.exec(select(kind).where(col(kind.since) == seq))
        taken += reader.session.exec(select(kind).where(col(kind.until) == seq))
    return brought, taken


def _require_untouched(seq: int, brought: list[Fact]) -> None:
    later = next((fact for fact in brought if fact.until is not None), None)
    if later is not None:
        raise DataError(
            f"change {seq} cannot be undone by itself",
            why=f"change {later.until} has since replaced {describe(later)}",
            fix=f"bleadchallenge undo {later.until}, then undo {seq}",
        )


def _require_free(reader: Reader, seq: int, taken: list[Fact]) -> None:
    for fact in taken:
        key = {name: getattr(fact, name) for name in type(fact).KEY}
        now = reader.get(type(fact), **key)
        if now is not None:
            raise DataError(
                f"change {seq} cannot be undone by itself",
                why=f"change {now.since} has since put another {describe(now)} on record",
                fix=f"bleadchallenge undo {now.since}, then undo {seq}",
            )


def _require_referents(reader: Reader, seq: int, gone: list[Fact]) -> None:
    """Raise where a live fact still names one that is gone."""
    names = {(str(type(fact).__tablename__), key) for fact in gone for key in _keys(fact)}
    for kind in fact_tables().values():
        for column, (table, _key) in kind.REFERS.items():
            wanted = [value for name, value in names if name == table]
            left = _still_naming(reader, kind, column, table, wanted)
            if left is not None:
                raise DataError(
                    f"change {seq} cannot be undone by itself",
                    why=f"change {left.since} relies on it: {describe(left)}",
                    fix=f"bleadchallenge undo {left.since}, then undo {seq}",
                )


def _keys(fact: Fact) -> list[Any]:
    return [getattr(fact, name) for name in type(fact).KEY]


def _still_naming(
    reader: Reader, kind: type[Fact], column: str, table: str, wanted: list[Any]
) -> Fact | None:
    if not wanted:
        return None
    target = fact_tables()[table]
    key = kind.REFERS[column][1]
    live = set(reader.session.exec(select(getattr(target, key)).where(known_at(target, None))))
    missing = [value for value in wanted if value not in live]
    return reader.first(kind, getattr(kind, column).in_(missing)) if missing else None
