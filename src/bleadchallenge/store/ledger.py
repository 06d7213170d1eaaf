"""The ledger: every write is a change, numbered, signed and chained to the last."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Field, Session, SQLModel, col, func, select

from bleadchallenge.store.facts import Fact, line_of


class Change(SQLModel, table=True):
    """One command that changed something: who, when, why, and the digest of what."""

    __tablename__ = "change"

    seq: int = Field(primary_key=True)
    at: str = Field(description="UTC, such as 2018-03-15T09:30:00+00:00")
    author: str
    command: str
    reason: str = ""
    undoes: int | None = Field(default=None, foreign_key="change.seq")
    content: str = Field(description="digest of the facts brought in and taken out")
    digest: str = Field(description="digest of this entry, chained to the one before")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a change says of itself before it is numbered."""

    at: str
    author: str
    command: str
    reason: str = ""
    undoes: int | None = None


GENESIS = "0" * 64


def next_seq(session: Session) -> int:
    """The number the next change will have."""
    return (session.exec(select(func.max(col(Change.seq)))).one() or 0) + 1


def content_digest(brought: Iterable[Fact], taken: Iterable[Fact]) -> str:
    """The digest of what a change brought in and took out, in any order."""
    lines = sorted([f"+{line_of(fact)}" for fact in brought] + [f"-{line_of(f)}" for f in taken])
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def chained(seq: int, entry: Entry, content: str, before: str) -> str:
    """The digest of an entry of the ledger, which depends on all before it."""
    said = (seq, entry.at, entry.author, entry.command, entry.reason, entry.undoes, content, before)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def entry_of(change: Change) -> Entry:
    """What a change said of itself."""
    return Entry(change.at, change.author, change.command, change.reason, change.undoes)


def digest_before(session: Session, seq: int) -> str:
    """The chained digest that a change builds on."""
    before = session.exec(select(Change.digest).where(Change.seq == seq - 1)).first()
    return before or GENESIS
