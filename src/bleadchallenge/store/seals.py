"""Seals: how the ledger knows people's own data without holding on to it."""

import hashlib
import secrets

from bleadchallenge.store.facts import Fact, Personal, as_line, values_of


def seal(fact: Fact) -> None:
    """Seal a fact's people columns with a salt of its own, before it is kept."""
    if isinstance(fact, Personal):
        fact.salt = secrets.token_hex(16)
        fact.seal = _seal_of(fact)


def ledger_line(fact: Fact) -> str:
    """A fact as the ledger takes it: people's own data only by their seal."""
    if not isinstance(fact, Personal):
        return as_line(fact, values_of(fact))
    open_to_all = {
        name: value for name, value in values_of(fact).items() if name not in type(fact).PEOPLE
    }
    return as_line(fact, {**open_to_all, "seal": fact.seal})


def is_broken(fact: Personal) -> bool:
    """Whether people's data is no longer what was sealed; purged data has no seal to break."""
    return fact.purged is None and fact.seal != _seal_of(fact)


def _seal_of(fact: Personal) -> str:
    people = {name: getattr(fact, name) for name in type(fact).PEOPLE}
    return hashlib.sha256(f"{fact.salt}\n{as_line(fact, people)}".encode()).hexdigest()
