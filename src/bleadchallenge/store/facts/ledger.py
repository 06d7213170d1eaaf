"""The ledger: every write is a change, numbered, signed and chained to the last."""

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Executable
from sqlmodel import Field, Session, SQLModel, col, func, select

from bleadchallenge.domain.errors import UsageError
from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.facts.command_words import joined, parted
from bleadchallenge.store.facts.damage import reading_kept
from bleadchallenge.store.facts.seals import ledger_line
from bleadchallenge.store.facts.values import require_text


class Change(SQLModel, table=True):
    """One command that changed something: who, when, why, and the digest of what.

    What may be a person's own words stands in ``words`` and ``reason``, which a
    purge removes; the chain knows them by their seal alone.
    """

    __tablename__ = "change"

    seq: int = Field(primary_key=True)
    at: str = Field(description="UTC, such as 2018-03-15T09:30:00+00:00")
    author: str
    command: str
    reason: str = ""
    undoes: int | None = Field(default=None, foreign_key="change.seq")
    content: str = Field(description="digest of what was brought in, taken out and purged")
    digest: str = Field(description="digest of this entry, chained to the one before")
    words: str | None = Field(
        default=None, description="JSON: a salt, and the words left out of the command"
    )
    seal: str | None = Field(
        default=None, description="digest of words and reason; none before revision 0003"
    )
    purged: int | None = Field(default=None, foreign_key="change.seq")


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
_OF_A_CODE, _OF_A_DIGEST = 8, 16
MARK = re.compile(r"\b[0-9a-f]{8}-[0-9]{1,9}-[0-9a-f]{16}\b")
MARK_SUFFIX = ".ledger"
"""What the file beside a backup adds to its name, which says how far the ledger went."""

REMOVED = "(removed)"
"""What stands where a purge has removed a person's data."""


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
    purged_words: Iterable[Change] = (),
) -> str:
    """The digest of what a change did, in any order.

    ``rows`` holds the digest of the rows of each import that came in with it.
    """
    lines = [
        *(f"+{ledger_line(fact)}" for fact in brought),
        *(f"-{ledger_line(fact)}" for fact in taken),
        *(f"~{ledger_line(fact)}" for fact in purged),
        *(f"#{number} {digest}" for number, digest in (rows or {}).items()),
        *(f"~{_without_words(change)}" for change in purged_words),
    ]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def chained(change: Change, before: str) -> str | None:
    """The digest of an entry of the ledger, which depends on all before it.

    ``None`` where it cannot be worked out again: the words of an older entry were
    purged, and the purge answers for what is left of it.
    """
    command, said = change.command, change.seal
    if said is None:
        if change.purged is not None:
            return None
        command, said = joined(change.command, _words(change)), change.reason
    entry = (change.at, change.author, command, said, change.undoes)
    told = json.dumps([change.seq, *entry, change.content, before])
    return hashlib.sha256(told.encode()).hexdigest()


def is_unsealed(change: Change) -> bool:
    """Whether the words of an entry are no longer those that were sealed."""
    if change.seal is None or change.purged is not None:
        return False
    return change.seal != _seal(change.words or "", change.reason)


def has_words(change: Change) -> bool:
    """Whether an entry holds anything that a purge would remove."""
    return change.purged is None and bool(change.reason or _words(change))


def words_of(change: Change) -> tuple[str, ...]:
    """What was left out of the command, and the reason: a person's own words."""
    return (*_words(change), change.reason)


def _words(change: Change) -> list[str]:
    with reading_kept(f"the words of change {change.seq}"):
        return [*map(str, json.loads(change.words)[1:])] if change.words else []


def _seal(words: str, reason: str) -> str:
    return hashlib.sha256(f"{words}\n{reason}".encode()).hexdigest()


def _without_words(change: Change) -> str:
    """What is left of an entry when its words are purged, as one line."""
    left = ("seq", "at", "author", "command", "undoes", "content", "digest", "seal")
    return json.dumps(["change", {name: getattr(change, name) for name in left}], sort_keys=True)


def append(session: Session, entry: Entry) -> int:
    """Put down a line of the ledger, so that facts can name it; gives its number.

    Raises ``UsageError`` where it would undo a change that is not there.
    """
    seq = next_seq(session)
    if entry.undoes is not None and not 0 < entry.undoes < seq:
        raise UsageError(f"there is no change {entry.undoes}", fix="bleadchallenge history")
    shown, words = parted(entry.command)
    sealed = json.dumps([secrets.token_hex(16), *words], ensure_ascii=False)
    said = {"words": sealed, "seal": _seal(sealed, entry.reason), "reason": entry.reason}
    who = {"at": entry.at, "author": entry.author, "undoes": entry.undoes}
    row = {"seq": seq, "content": "", "digest": "", "command": shown, **said, **who}
    _run(session, _CHANGES.insert().values(**row))
    return seq


def sign(session: Session, seq: int, content: str) -> None:
    """Complete a line of the ledger with its digests."""
    change = session.get_one(Change, seq)
    session.expunge(change)
    change.content = content
    digest = chained(change, digest_before(session, seq))
    signed = _CHANGES.update().where(_CHANGES.c.seq == seq).values(content=content, digest=digest)
    _run(session, signed)


def drop_words(session: Session, change: Change, purged: int) -> None:
    """Remove the words of an entry for good."""
    left = {"words": None, "reason": REMOVED if change.reason else "", "purged": purged}
    _run(session, _CHANGES.update().where(_CHANGES.c.seq == change.seq).values(**left))


def digest_before(session: Session, seq: int) -> str:
    """The chained digest that a change builds on."""
    before = session.exec(select(Change.digest).where(Change.seq == seq - 1)).first()
    return before or GENESIS


def mark(session: Session) -> str:
    """What a pack or a backup says of the ledger: which store, its last change, its digest."""
    last = last_seq(session)
    return f"{store_code(session)}-{last}-{digest_before(session, last + 1)[:_OF_A_DIGEST]}"


def store_code(session: Session) -> str:
    """What tells a store from every other: the beginning of its first digest."""
    first = session.exec(select(Change.digest).where(Change.seq == 1)).first()
    return (first or GENESIS)[:_OF_A_CODE]


def marks_in(text: str) -> list[str]:
    """The marks of ledgers that stand in a text."""
    return MARK.findall(text)


def is_missing(session: Session, marked: str) -> bool:
    """Whether the change that a mark was made of is no longer in the ledger as it was."""
    _, seq, digest = marked.split("-")
    change = session.get(Change, int(seq))
    return change is None or not change.digest.startswith(digest)


_CHANGES = SQLModel.metadata.tables["change"]


def _run(session: Session, statement: Executable) -> None:
    session.connection().execute(statement)
