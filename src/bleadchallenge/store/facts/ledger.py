"""The ledger: every write is a change, numbered, signed and chained to the last."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from sqlmodel import Field, Session, SQLModel, col, func, select

from bleadchallenge.domain.errors import UsageError
from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.facts.seals import ledger_line
from bleadchallenge.store.facts.values import require_text


class Change(SQLModel, table=True):
    """One command that changed something: who, when, why, and the digest of what."""

    __tablename__ = "change"

    seq: int = Field(primary_key=True)
    at: str = Field(description="UTC, such as 2018-03-15T09:30:00+00:00")
    author: str
    command: str
    reason: str = ""
    undoes: int | None = Field(default=None, foreign_key="change.seq")
    content: str = Field(description="digest of what was brought in, taken out and purged")
    digest: str = Field(description="digest of this entry, chained to the one before")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a change says of itself before it is numbered."""

    at: str
    author: str
    command: str
    reason: str = ""
    undoes: int | None = None

    def require_keepable(self) -> None:
        """Raise ``DataError`` where a text of the entry is broken."""
        require_text(self.author, "the author's name")
        require_text(self.command, "the command")
        require_text(self.reason, "the reason")


GENESIS = "0" * 64


def next_seq(session: Session) -> int:
    """The number the next change will have."""
    return last_seq(session) + 1


def last_seq(session: Session) -> int:
    """The number of the last change; 0 before the first."""
    return session.exec(select(func.max(col(Change.seq)))).one() or 0


def content_digest(
    brought: Iterable[Fact],
    taken: Iterable[Fact],
    purged: Iterable[Fact] = (),
    rows: Mapping[int, str] | None = None,
) -> str:
    """The digest of what a change did, in any order.

    ``rows`` holds the digest of the rows of each import that came in with it.
    """
    lines = [
        *(f"+{ledger_line(fact)}" for fact in brought),
        *(f"-{ledger_line(fact)}" for fact in taken),
        *(f"~{ledger_line(fact)}" for fact in purged),
        *(f"#{number} {digest}" for number, digest in (rows or {}).items()),
    ]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def chained(seq: int, entry: Entry, content: str, before: str) -> str:
    """The digest of an entry of the ledger, which depends on all before it."""
    said = json.dumps([seq, *astuple(entry), content, before])
    return hashlib.sha256(said.encode()).hexdigest()


def entry_of(change: Change) -> Entry:
    """What a change said of itself."""
    return Entry(change.at, change.author, change.command, change.reason, change.undoes)


def append(session: Session, entry: Entry) -> int:
    """Put down a line of the ledger, so that facts can name it; gives its number.

    Raises ``UsageError`` where it would undo a change that is not there.
    """
    seq = next_seq(session)
    if entry.undoes is not None and not 0 < entry.undoes < seq:
        raise UsageError(f"there is no change {entry.undoes}", fix="bleadchallenge history")
    _run(session, _CHANGES.insert().values(seq=seq, content="", digest="", **_said(entry)))
    return seq


def sign(session: Session, seq: int, entry: Entry, content: str) -> None:
    """Complete a line of the ledger with its digests."""
    digest = chained(seq, entry, content, digest_before(session, seq))
    signed = _CHANGES.update().where(_CHANGES.c.seq == seq).values(content=content, digest=digest)
    _run(session, signed)


def digest_before(session: Session, seq: int) -> str:
    """The chained digest that a change builds on."""
    before = session.exec(select(Change.digest).where(Change.seq == seq - 1)).first()
    return before or GENESIS


_CHANGES = SQLModel.metadata.tables["change"]


def _run(session: Session, statement: Any) -> None:
    session.connection().execute(statement)


def _said(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__slots__}
