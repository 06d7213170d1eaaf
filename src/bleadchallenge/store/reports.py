"""The packs that were issued, and from which change each is made again."""

from sqlalchemy import bindparam, text
from sqlmodel import col, select

from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.ledger import Change
from bleadchallenge.store.tables import Pack, SourceFile, fact_tables


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
    """The last change that bears on the day judged from and was more than issuing a pack."""
    issuing = {pack.since for pack in reader.all(Pack)}
    return _last(reader, issuing | imports_to_come(reader))


def change_behind(reader: Reader) -> int:
    """The last change that bears on what is judged on the reader's day.

    What is made on a day is the same whether or not files have come in since that
    were published later.
    """
    return _last(reader, imports_to_come(reader))


def imports_to_come(reader: Reader) -> set[int]:
    """The changes that brought in nothing but files published after the day judged from."""
    return reader.cached("imports to come", lambda: _imports_to_come(reader))


def _imports_to_come(reader: Reader) -> set[int]:
    known = {file.number for file in published_files.known_files(reader)}
    later = {file.since for file in reader.where(SourceFile) if file.number not in known}
    return later - _doing_more(reader, later, known) if later else later


def _doing_more(reader: Reader, changes: set[int], known: set[int]) -> set[int]:
    """Those of some changes that did more than bring in files that are not known yet."""
    parts = [
        f'SELECT {column} FROM "{name}" WHERE {column} IN :changes'  # noqa: S608 - our own tables
        + (" AND number IN :known" if name == SourceFile.__tablename__ else "")
        for name in fact_tables()
        for column in ("since", "until")
    ]
    query = text(" UNION ".join(parts)).bindparams(
        bindparam("changes", list(changes), expanding=True),
        bindparam("known", list(known), expanding=True),
    )
    return set(reader.session.connection().execute(query).scalars())


def _last(reader: Reader, left_out: set[int]) -> int:
    query = select(col(Change.seq)).where(col(Change.seq) <= reader.change)
    return max((seq for seq in reader.session.exec(query) if seq not in left_out), default=0)
