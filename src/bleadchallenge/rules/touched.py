"""What a change touched, and which other records that may concern."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bleadchallenge.rules.rule import Rule
from bleadchallenge.store.engine.reader import Reader
from bleadchallenge.store.facts.base import Fact

_SUBJECT, _PERSON, _ADVICE, _SESSION, _MEETING = "subject", "person", "advice", "session", "meeting"
_SPEAKS_OF = {
    "urn": _SUBJECT,
    "subject": _SUBJECT,
    "alliance": _SUBJECT,
    "lead_school": _SUBJECT,
    "person": _PERSON,
    "advice": _ADVICE,
    "session": _SESSION,
    "meeting": _MEETING,
}
_LOOSE = {("escalation_step", "advice")}
"""Columns that may be empty, so that records rest on more than what they name there."""

_OWN_KEY = {
    ("alliance", "code"): _SUBJECT,
    ("person", "code"): _PERSON,
    ("advice", "number"): _ADVICE,
    ("practice_session", "code"): _SESSION,
}
_OF_ONE = {"talent_step": "code"}
"""The column that ties the records of a table together, where it is not the school."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The facts that a change brought in and took out."""

    brought: Sequence[Fact]
    taken: Sequence[Fact]

    @property
    def all(self) -> list[Fact]:
        """Every fact that was touched."""
        return [*self.brought, *self.taken]

    @property
    def kinds(self) -> set[type[Fact]]:
        """The tables that were touched."""
        return {type(fact) for fact in self.all}

    def of(self, kinds: Iterable[type[Fact]]) -> list[Fact]:
        """The touched facts of some tables."""
        wanted = frozenset(kinds)
        return [fact for fact in self.all if type(fact) in wanted]


def speaks_of(kind: type[Fact]) -> dict[str, str]:
    """The columns of a table that name a school, an alliance, a person, advice, and so on."""
    table = str(kind.__tablename__)
    own = {key: what for (name, key), what in _OWN_KEY.items() if name == table}
    named = {name: what for name, what in _SPEAKS_OF.items() if name in kind.model_fields}
    return own | {name: what for name, what in named.items() if (table, name) not in _LOOSE}


def resting_on(reader: Reader, rule: Rule, touched: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """The records of a rule that may rest on what was touched, each with the fact it rests on."""
    for kind in dict.fromkeys(type(fact) for fact in touched):
        of_kind = [fact for fact in touched if type(fact) is kind]
        yield from _kept_sharing(reader, rule.of, kind, of_kind)


def _kept_sharing(
    reader: Reader, of: type[Fact], kind: type[Fact], touched: Sequence[Fact]
) -> list[tuple[Fact, Fact]]:
    """As ``_sharing``, asked once for all rules of a table: what was touched does not change."""
    question = ("resting on", of, kind)
    return reader.cached(question, lambda: list(_sharing(reader, of, kind, touched)))


def _sharing(
    reader: Reader, of: type[Fact], kind: type[Fact], touched: Sequence[Fact]
) -> Iterator[tuple[Fact, Fact]]:
    """The records of a table that speak of what the touched facts of another speak of.

    Records of one school concern no other school, whatever else they share;
    where the tables have nothing in common, every record is concerned.
    """
    columns = _in_common(of, kind)
    values: dict[str, dict[Any, Fact]] = defaultdict(dict)
    for mine, its in columns:
        values[mine] |= {getattr(fact, its): fact for fact in touched if getattr(fact, its)}
    records = reader.naming(of, values) if columns else reader.all(of)
    for record in records:
        by = (named.get(getattr(record, mine)) for mine, named in values.items())
        yield record, next((fact for fact in by if fact is not None), touched[0])


def _in_common(of: type[Fact], kind: type[Fact]) -> list[tuple[str, str]]:
    if of is kind and of.__tablename__ in _OF_ONE:
        return [(_OF_ONE[str(of.__tablename__)],) * 2]
    mine, its = speaks_of(of), speaks_of(kind)
    if "urn" in mine and "urn" in its:
        return [("urn", "urn")]
    return [(a, b) for a, what in mine.items() for b, other in its.items() if what == other]
