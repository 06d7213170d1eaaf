"""Seals: how the ledger knows people's own data without holding on to it."""

import hashlib
import secrets

from sqlalchemy.orm.attributes import set_committed_value

from bleadchallenge.store.facts.base import Fact, Personal, as_line, columns_of, line_of


def seal(fact: Fact) -> None:
    """Seal a fact's people columns with a salt of its own, before it is kept."""
    if isinstance(fact, Personal):
        set_committed_value(fact, "salt", secrets.token_hex(16))
        set_committed_value(fact, "seal", _seal_of(fact))


def ledger_line(fact: Fact) -> str:
    """A fact as the ledger takes it: people's own data only by their seal."""
    if not isinstance(fact, Personal):
        return line_of(fact)
    open_to_all = [name for name in columns_of(type(fact)) if name not in type(fact).PEOPLE]
    return as_line(fact, open_to_all, seal=fact.seal)


def is_broken(fact: Personal) -> bool:
    """Whether people's data is no longer what was sealed; purged data has no seal to break."""
    return fact.purged is None and fact.seal != _seal_of(fact)


def _seal_of(fact: Personal) -> str:
    people = as_line(fact, type(fact).PEOPLE)
    return hashlib.sha256(f"{fact.salt}\n{people}".encode()).hexdigest()
