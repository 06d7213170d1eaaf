"""What a rule is, and what breaks one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from inspect import cleandoc
from types import ModuleType
from typing import Any, TypeVar, get_args, get_type_hints

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.text import with_article
from bleadchallenge.rules.state import State
from bleadchallenge.store.facts.base import Fact, describe, key_of

Holds = Callable[[State, Any], None]
"""Raises ``DataError`` in the coordinator's words where a record breaks the rule."""
Check = TypeVar("Check", bound=Holds)
_DECLARED: dict[str, list["Rule"]] = defaultdict(list)


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


def rule(
    code: str,
    column: str,
    *,
    rests_on: Iterable[type[Fact]] = (),
    asks: Asks = Asks.RECORD,
    of: Iterable[type[Fact]] = (),
) -> Callable[[Check], Check]:
    """Declare a rule of the book: a function that raises ``DataError`` for what breaks it.

    The first paragraph of its docstring says the rule. It is asked of the records
    that its second parameter takes, or of those of ``of``: a rule for each table.
    ``{table}`` in the code, ``{title}`` and ``{a title}`` in the words stand for the
    table's names.
    """

    def declare(check: Check) -> Check:
        words, resting = _words(check), frozenset(rests_on)
        for table in tuple(of) or _records_of(check):
            names = {"table": table.__tablename__, "title": table.TITLE}
            names["a title"] = with_article(table.TITLE)
            if column not in table.model_fields:
                raise ValueError(f"{table.TITLE} has no column {column}")
            code_of, said = code.format(**names), words.format(**names)
            declared = Rule(code_of, said, table, column, check, resting, asks)
            _DECLARED[check.__module__].append(declared)
        return check

    return declare


def rules_of(module: ModuleType) -> tuple[Rule, ...]:
    """The rules that a module declares, in its order."""
    return tuple(_DECLARED[module.__name__])


def _words(check: Holds) -> str:
    """What a rule says: the first paragraph of its docstring, as the rest of a sentence."""
    said = " ".join(cleandoc(check.__doc__ or "").split("\n\n")[0].split())
    return said[:1].lower() + said[1:].removesuffix(".")


def _records_of(check: Holds) -> tuple[type[Fact], ...]:
    """The tables of the second parameter of a check."""
    _state, record = list(get_type_hints(check).values())[:2]
    return get_args(record) or (record,)
