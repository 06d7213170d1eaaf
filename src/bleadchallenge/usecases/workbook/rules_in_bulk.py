"""The rules that commands hold, held for lists and the workbook as well: all or nothing.

The records are brought in first, all together; then every rule asks of each
record whether it could have come about on its day. So the order of rows and
sheets does not matter, only the order of dates.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from bleadchallenge.domain.choices import DayState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.support.days import require_follows
from bleadchallenge.domain.workbook.forms import heading_of
from bleadchallenge.domain.workbook.record_shapes import Record
from bleadchallenge.store.engine.references import References
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.base import Fact, key_of
from bleadchallenge.store.tables import SupportDay, fact_tables
from bleadchallenge.usecases.request import policy_of
from bleadchallenge.usecases.workbook.challenge_rules import CHALLENGE_RULES
from bleadchallenge.usecases.workbook.lists import RecordPlan
from bleadchallenge.usecases.workbook.people_rules import PEOPLE_RULES
from bleadchallenge.usecases.workbook.record_rules import GATING, RULES, Rule, RuleContext
from bleadchallenge.usecases.workbook.scrutiny_rules import SCRUTINY_RULES

_EVERY_RULE = (*RULES, *CHALLENGE_RULES, *PEOPLE_RULES, *SCRUTINY_RULES)
Key = tuple[str, tuple[Any, ...]]
F = TypeVar("F", bound=Fact)


@dataclass(slots=True)
class CachingReader(Reader):
    """A reader of a store that does not change, which reads each table of keys once."""

    tables: dict[type[Fact], dict[tuple[Any, ...], Fact]] = field(default_factory=dict)

    def get(self, kind: type[F], **key: Any) -> F | None:  # noqa: ANN401 - parts of a key
        """The live fact of that key, or ``None``."""
        if set(key) != set(kind.KEY):
            return Reader.get(self, kind, **key)
        if kind not in self.tables:
            self.tables[kind] = {key_of(fact): fact for fact in self.all(kind)}
        wanted = tuple(key[name] for name in kind.KEY)
        return self.tables[kind].get(wanted)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Violation:
    """A record that breaks a rule, and what the rule says."""

    fact: Fact
    column: str
    error: DataError

    @property
    def id(self) -> tuple[Key, str]:
        """What tells one breach from another: of which record, pointing where."""
        return (str(self.fact.__tablename__), key_of(self.fact)), self.column


@dataclass(frozen=True, slots=True)
class _Shaken:
    """A row that changes or takes out what other records of its school rest on."""

    part: int
    row: int
    urn: str


@contextmanager
def watched(
    reader: Reader, parts: Sequence[RecordPlan], as_of: date
) -> Iterator[list[tuple[int, Problem]]]:
    """Hold what is brought in meanwhile to the rules.

    Gives a list that is filled on leaving: the place of the part, and the
    problem in it. What was broken before is nobody's fault now.
    """
    if not any(part.touched for part in parts):
        yield []
        return
    policy = policy_of(reader)
    court = RuleContext(
        CachingReader(reader.session, cohort=reader.cohort, day=reader.day), policy, as_of
    )
    lost = _standing(reader, parts, lambda part: part.out)
    old = _standing(reader, parts, lambda part: part.changed)
    shaken = [_Shaken(place, row, urn) for place, row, urn in _schools(parts, old + lost)]
    before = {breach.id for breach in _breaches(court, parts, shaken)}
    found: list[tuple[int, Problem]] = []
    yield found
    court = RuleContext(
        CachingReader(reader.session, cohort=reader.cohort, day=reader.day), policy, as_of
    )
    found += [
        _placed(parts, shaken, breach)
        for breach in _breaches(court, parts, shaken)
        if breach.id not in before
    ]
    found += _missteps(reader, parts, old)
    found += _still_named(reader, parts, lost)


def refusal(problems: Sequence[tuple[int, Problem]]) -> DataError:
    """Why nothing was taken, for a rule that is broken when all is brought in."""
    _place, first = problems[0]
    return DataError(
        f"{first.place}: {first.message}",
        why="it breaks a rule of the programme; nothing was taken",
        fix=f"expected {first.expected}" if first.expected else "mend the row and import again",
    )


def _breaches(
    court: RuleContext, parts: Sequence[RecordPlan], shaken: Sequence[_Shaken]
) -> Iterator[Violation]:
    """Every breach among the records that are brought in and those that rest on them."""
    asked: set[tuple[Key, str, int]] = set()
    for place, rule in enumerate(_EVERY_RULE):
        for fact in _concerned(court.reader, rule, parts, shaken):
            name = (str(fact.__tablename__), key_of(fact))
            if (name, rule.column, place) in asked:
                continue
            asked.add((name, rule.column, place))
            try:
                rule.holds(court, fact)
            except DataError as error:
                yield Violation(fact, rule.column, error)


def _concerned(
    reader: Reader, rule: Rule, parts: Sequence[RecordPlan], shaken: Sequence[_Shaken]
) -> Iterator[Fact]:
    table = str(rule.table.__tablename__)
    for part in parts:
        if part.shape.name == table:
            for record in part.new + part.changed:
                fact = reader.get(rule.table, **_key(rule.table, record.values))
                if fact is not None:
                    yield fact
    urns = {place.urn for place in shaken} if "urn" in rule.table.model_fields else set()
    for urn in sorted(urns):
        yield from reader.all(rule.table, rule.table.urn == urn)  # type: ignore[attr-defined]


def _schools(
    parts: Sequence[RecordPlan], standing: Sequence[tuple[int, int, Fact]]
) -> Iterator[tuple[int, int, str]]:
    """The rows that change or take out what other records of the same school rest on."""
    for place, row, fact in standing:
        if parts[place].shape.name in GATING:
            yield place, row, fact.urn  # type: ignore[attr-defined]


def _key(kind: type[Fact], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in kind.KEY}


def _placed(
    parts: Sequence[RecordPlan], shaken: Sequence[_Shaken], breach: Violation
) -> tuple[int, Problem]:
    """A breach where its record stands in the import, or where what shook it stands."""
    table, key = breach.id[0]
    for place, part in enumerate(parts):
        for record in part.touched if part.shape.name == table else ():
            if tuple(record.values[name] for name in part.shape.key) == key:
                return place, _problem(part, record.row, breach.column, breach.error)
    urn, error = getattr(breach.fact, "urn", ""), breach.error
    for below in shaken:
        if below.urn == urn:
            part = parts[below.part]
            what = f"{type(breach.fact).TITLE} {' '.join(map(str, key))} rests on it"
            said = DataError(f"{what}: {error.what}", why=error.why, fix=error.fix)
            return below.part, _problem(part, below.row, part.shape.key[0], said)
    raise breach.error


def _problem(part: RecordPlan, row: int, column: str, error: DataError) -> Problem:
    return part.table.problem(
        ProblemKind.OUT_OF_ORDER,
        Severity.ROW,
        f"{error.what}: {error.why}" if error.why else error.what,
        row=row,
        column=heading_of(column) if part.is_form else column,
        expected=error.fix or None,
    )


def _standing(
    reader: Reader, parts: Sequence[RecordPlan], which: Callable[[RecordPlan], Sequence[Record]]
) -> list[tuple[int, int, Fact]]:
    """The facts as they stand that the import changes or takes out: part, row, fact."""
    found = []
    for place, part in enumerate(parts):
        kind = fact_tables()[part.shape.name]
        for record in which(part):
            fact = reader.get(kind, **_key(kind, record.values))
            if fact is not None:
                found.append((place, record.row, fact))
    return found


def _missteps(
    reader: Reader, parts: Sequence[RecordPlan], old: Sequence[tuple[int, int, Fact]]
) -> Iterator[tuple[int, Problem]]:
    """Days of support that went from one state to another that does not follow it."""
    for place, row, fact in old:
        now = reader.get(SupportDay, number=fact.number) if isinstance(fact, SupportDay) else None
        if isinstance(fact, SupportDay) and now is not None and now.state != fact.state:
            try:
                require_follows(DayState(fact.state), DayState(now.state), fact.number)
            except DataError as error:
                yield place, _problem(parts[place], row, "state", error)


def _still_named(
    reader: Reader, parts: Sequence[RecordPlan], lost: Sequence[tuple[int, int, Fact]]
) -> Iterator[tuple[int, Problem]]:
    """Records that were taken out and that others still name."""
    for place, row, fact in lost:
        for broken in References(reader).relying_on([fact]):
            title = type(broken.fact).TITLE
            said = " ".join(map(str, key_of(broken.fact)))
            error = DataError(
                f"the {title} {said} still names it", fix=f"take the {title} out as well"
            )
            yield place, _problem(parts[place], row, parts[place].shape.key[0], error)
            break
