"""What a rule is, and what breaks one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bleadchallenge.domain.errors import DataError
from bleadchallenge.rules.state import State
from bleadchallenge.store.facts.base import Fact, describe, key_of

Holds = Callable[[State, Any], None]
"""Raises ``DataError`` in the coordinator's words where a record breaks the rule."""


class Asks(StrEnum):
    """What a rule looks at."""

    RECORD = "every record as it stands"
    CHANGE = "a record that is brought in or changed, against what was there"
    REMOVAL = "a record that is taken out"
    NOTE = "a record that is brought in or changed; a note, never a refusal"


@dataclass(frozen=True, slots=True)
class Violation:
    """A record that breaks a rule: what is unmet, why, and the remedy.

    ``shaken_by`` is the record whose change broke it; ``None`` where the record
    itself was brought in or changed.
    """

    rule: "Rule"
    record: Fact
    unmet: str
    why: str
    remedy: str
    shaken_by: Fact | None = None

    @property
    def id(self) -> tuple[str, type[Fact], tuple[object, ...]]:
        """What tells one violation from another: which rule, which record."""
        return self.rule.code, type(self.record), key_of(self.record)

    @property
    def named(self) -> str:
        """The record that breaks the rule, with the change that it is of."""
        return f"{describe(self.record)} (change {self.record.since})"

    def error(self) -> DataError:
        """The violation as the three lines that a command refuses with."""
        if self.shaken_by is None:
            return DataError(self.unmet, why=self.why, fix=self.remedy)
        why = f"{self.unmet}: {self.why}" if self.why else self.unmet
        return DataError(f"{describe(self.record)} rests on it", why=why, fix=self.remedy)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the programme: which records it is about, what it says, what breaks it.

    ``column`` is where a sheet points. ``rests_on`` names the tables whose
    records may break it without touching the record itself.
    """

    code: str
    words: str
    of: type[Fact]
    column: str
    holds: Holds
    rests_on: frozenset[type[Fact]] = field(default=frozenset())
    asks: Asks = Asks.RECORD

    @property
    def watches(self) -> frozenset[type[Fact]]:
        """The tables of which a change may break the rule."""
        return self.rests_on | {self.of}

    def violations(
        self, state: State, record: Fact, shaken_by: Fact | None = None
    ) -> Iterator[Violation]:
        """What of the rule a record breaks in a state of the store."""
        try:
            self.holds(state, record)
        except DataError as error:
            yield Violation(self, record, error.what, error.why, error.fix, shaken_by)


def resting(*tables: type[Fact]) -> frozenset[type[Fact]]:
    """The tables that the records of a rule rest on."""
    return frozenset(tables)
