"""The rules that commands hold, held for lists and the workbook as well: all or nothing.

The records are brought in first, all together; then every rule asks of each
record whether it could have come about on its day. So the order of rows and
sheets does not matter, only the order of dates.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from bleadchallenge.domain.days import require_follows
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.forms import heading_of
from bleadchallenge.domain.gates import Gate, require
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.records import Record
from bleadchallenge.domain.schools import School
from bleadchallenge.domain.units import within
from bleadchallenge.domain.words import DayState, DecisionKind, Rating, SelectionState, Stage
from bleadchallenge.store.evidence import evidence_of
from bleadchallenge.store.facts import Fact, fact_tables, key_of
from bleadchallenge.store.references import References
from bleadchallenge.store.schools import by_urn
from bleadchallenge.store.store import Reader
from bleadchallenge.store.tables import (
    Action,
    Agreement,
    Alliance,
    Assignment,
    Decision,
    Deployment,
    Judgement,
    Kpi,
    KpiReading,
    KpiReview,
    KpiTarget,
    Milestone,
    Recommendation,
    RecommendationCheck,
    Review,
    Selection,
    SupportDay,
    Variation,
)
from bleadchallenge.usecases.asked import policy_of
from bleadchallenge.usecases.assigning import require_no_conflict
from bleadchallenge.usecases.days import require_action, require_assigned_to, require_released
from bleadchallenge.usecases.lists import ListPart
from bleadchallenge.usecases.reviewing import Reviewed, require_in_order

Key = tuple[str, tuple[Any, ...]]
GATING = frozenset(
    {"selection", "consultation", "signature", "leadership_change", "review", "assignment"}
    | {"decision", "variation", "support_day", "kpi", "action", "recommendation"}
)
"""Tables on which records of other tables of the same school rest."""


@dataclass(frozen=True, slots=True)
class Court:
    """What a rule may ask: the store with everything brought in, the policy, the day."""

    reader: Reader
    policy: Policy
    as_of: date

    def school(self, urn: str) -> School:
        """The school of a URN; nameless where no file names it."""
        return by_urn(self.reader, urn) or School(urn, "", urn)

    def require(self, gate: Gate, urn: str, on: date) -> None:
        """Raise ``DataError`` unless a gate was open for a school on a day."""
        require(gate, evidence_of(self.reader, urn, on), urn, self.school(urn).name)

    def require_past(self, on: date, what: str) -> None:
        """Raise ``DataError`` for a day that lies ahead."""
        if on > self.as_of:
            raise DataError(f"{what} of {on} lies ahead", fix=f"a day up to {self.as_of}")

    def require_there(self, kind: type[Fact], **key: Any) -> None:  # noqa: ANN401 - parts of a key
        """Raise ``DataError`` where a record that is named is not on record."""
        if self.reader.get(kind, **key) is None:
            said = " ".join(str(part) for part in key.values())
            raise DataError(
                f"names the {kind.TITLE} {said}, which is not on record", fix=f"a {kind.TITLE}"
            )


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule for the records of a table: what it is about, where it points, what it asks."""

    table: type[Fact]
    column: str
    holds: Callable[[Court, Any], None]


def _selected(court: Court, selection: Selection) -> None:
    if selection.state == SelectionState.SELECTED:
        court.require(Gate.SELECT, selection.urn, selection.decided_on)


def _alliance_may_begin(court: Court, assignment: Assignment) -> None:
    court.require(Gate.ASSIGN_ALLIANCE, assignment.urn, assignment.from_day)


def _one_alliance_at_a_time(court: Court, assignment: Assignment) -> None:
    for other in court.reader.all(Assignment, Assignment.urn == assignment.urn):
        begun = other.from_day < assignment.from_day
        if begun and (other.to_day is None or other.to_day >= assignment.from_day):
            raise DataError(
                f"{other.alliance} supports the school on {assignment.from_day} already",
                fix="the last day of the assignment before",
            )


def _not_its_own_alliance(court: Court, assignment: Assignment) -> None:
    alliance = court.reader.get(Alliance, code=assignment.alliance)
    if alliance is not None:
        school = court.school(assignment.urn)
        require_no_conflict(alliance, school.urn, school.name)


def _review_in_order(court: Court, review: Review) -> None:
    said = Reviewed(
        stage=Stage(review.stage),
        held_on=review.held_on,
        progress=Rating(review.progress) if review.progress else None,
        waived_by_ofsted=review.waived_by_ofsted,
    )
    require_in_order(court.reader, court.school(review.urn), said, court.policy)


def _midterm_before_decision(court: Court, decision: Decision) -> None:
    if not evidence_of(court.reader, decision.urn, decision.decided_on).midterm_held:
        raise DataError(
            f"nothing could be decided on {decision.decided_on}",
            why="the mid-term review is not on record by then",
            fix="the mid-term review on the sheet Reviews, or a later day",
        )


def _decision_says_why(_court: Court, decision: Decision) -> None:
    if not decision.rationale:
        raise DataError("a decision needs its rationale", fix="why it was decided so")


def _switch_ends_support(court: Court, decision: Decision) -> None:
    if decision.kind != DecisionKind.SWITCH:
        return
    on = decision.decided_on
    for assignment in court.reader.all(Assignment, Assignment.urn == decision.urn):
        if assignment.from_day < on and (assignment.to_day is None or assignment.to_day >= on):
            raise DataError(
                f"a switch ends the support of {assignment.alliance}, which still runs",
                fix=f"a last day before {on} on the sheet Assignments",
            )


def _day_may_be_given(court: Court, day: SupportDay) -> None:
    if day.state != DayState.CANCELLED:
        court.require(Gate.RECORD_DAYS, day.urn, day.on_day)
        require_assigned_to(court.reader, day, day.on_day)


def _day_is_a_day(court: Court, day: SupportDay) -> None:
    if day.quarters <= 0:
        raise DataError("an entry is at least a quarter of a day", fix="0.25 or more")
    if day.state not in (DayState.PLANNED, DayState.CANCELLED):
        court.require_past(day.on_day, "a day that was given")


def _day_has_its_action(court: Court, day: SupportDay) -> None:
    if day.action is not None:
        require_action(court.reader, court.school(day.urn), day.action)


def _days_released(court: Court, entry: SupportDay | Variation) -> None:
    require_released(court.reader, court.policy, court.school(entry.urn))


def _reading_of_something(court: Court, reading: KpiReading) -> None:
    court.require_there(Kpi, urn=reading.urn, code=reading.kpi)
    court.require_past(reading.on_day, "a reading")


def _figure_in_unit(court: Court, row: KpiReading | KpiTarget) -> None:
    kpi = court.reader.get(Kpi, urn=row.urn, code=row.kpi)
    if kpi is not None:
        within(row.value, kpi.unit, kpi.code)


def _baseline_in_unit(_court: Court, kpi: Kpi) -> None:
    if kpi.baseline is not None:
        within(kpi.baseline, kpi.unit, "baseline")


def _target_of_something(court: Court, target: KpiTarget) -> None:
    court.require_there(Kpi, urn=target.urn, code=target.kpi)


def _term_exists(court: Court, row: KpiTarget | Action) -> None:
    codes = [term.code for term in court.policy.terms]
    if row.term and row.term not in codes:
        raise DataError(f"there is no term {row.term}", fix=f"one of {', '.join(codes)}")


def _review_of_something(court: Court, review: KpiReview) -> None:
    court.require_there(Kpi, urn=review.urn, code=review.kpi)


def _milestone_of_action(court: Court, milestone: Milestone) -> None:
    court.require_there(Action, urn=milestone.urn, number=milestone.action)


def _check_of_recommendation(court: Court, check: RecommendationCheck) -> None:
    court.require_there(Recommendation, urn=check.urn, stage=check.stage, number=check.number)


def _level_of_rubric(_court: Court, judgement: Judgement) -> None:
    within(judgement.level, "level", judgement.area)


def _whole_days(_court: Court, given: Deployment) -> None:
    if given.quarters <= 0:
        raise DataError("at least a quarter of a day is given", fix="0.25 or more")


def _agreed_days(_court: Court, agreement: Agreement) -> None:
    within(agreement.days, "days", "days agreed")


RULES: tuple[Rule, ...] = (
    Rule(Selection, "state", _selected),
    Rule(Assignment, "from_day", _alliance_may_begin),
    Rule(Assignment, "from_day", _one_alliance_at_a_time),
    Rule(Assignment, "alliance", _not_its_own_alliance),
    Rule(Review, "held_on", _review_in_order),
    Rule(Decision, "decided_on", _midterm_before_decision),
    Rule(Decision, "rationale", _decision_says_why),
    Rule(Decision, "kind", _switch_ends_support),
    Rule(SupportDay, "on_day", _day_may_be_given),
    Rule(SupportDay, "quarters", _day_is_a_day),
    Rule(SupportDay, "action", _day_has_its_action),
    Rule(SupportDay, "quarters", _days_released),
    Rule(Variation, "quarters", _days_released),
    Rule(Agreement, "days", _agreed_days),
    Rule(Deployment, "quarters", _whole_days),
    Rule(Kpi, "baseline", _baseline_in_unit),
    Rule(KpiTarget, "kpi", _target_of_something),
    Rule(KpiTarget, "term", _term_exists),
    Rule(KpiTarget, "value", _figure_in_unit),
    Rule(KpiReading, "kpi", _reading_of_something),
    Rule(KpiReading, "value", _figure_in_unit),
    Rule(KpiReview, "kpi", _review_of_something),
    Rule(Action, "term", _term_exists),
    Rule(Milestone, "action", _milestone_of_action),
    Rule(RecommendationCheck, "number", _check_of_recommendation),
    Rule(Judgement, "level", _level_of_rubric),
)
"""Every rule, by the table it is held for. A rule raises ``DataError`` in its command's words."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A record that breaks a rule, and what the rule says."""

    fact: Fact
    column: str
    error: DataError

    @property
    def id(self) -> tuple[Key, str]:
        """What tells one breach from another: of which record, pointing where."""
        return (str(self.fact.__tablename__), key_of(self.fact)), self.column


@contextmanager
def watched(
    reader: Reader, parts: Sequence[ListPart], as_of: date
) -> Iterator[list[tuple[int, Problem]]]:
    """Hold what is brought in meanwhile to the rules.

    Gives a list that is filled on leaving: the place of the part, and the
    problem in it. What was broken before is nobody's fault now.
    """
    if not any(part.touched for part in parts):
        yield []
        return
    court = Court(reader, policy_of(reader), as_of)
    before = {breach.id for breach in _breaches(court, parts)}
    lost = _standing(reader, parts, lambda part: part.out)
    old = _standing(reader, parts, lambda part: part.changed)
    found: list[tuple[int, Problem]] = []
    yield found
    found += [_placed(parts, b) for b in _breaches(court, parts) if b.id not in before]
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


def _breaches(court: Court, parts: Sequence[ListPart]) -> Iterator[Breach]:
    """Every breach among the records that are brought in and those that rest on them."""
    asked: set[tuple[Key, str, int]] = set()
    for place, rule in enumerate(RULES):
        for fact in _concerned(court.reader, rule, parts):
            name = (str(fact.__tablename__), key_of(fact))
            if (name, rule.column, place) in asked:
                continue
            asked.add((name, rule.column, place))
            try:
                rule.holds(court, fact)
            except DataError as error:
                yield Breach(fact, rule.column, error)


def _concerned(reader: Reader, rule: Rule, parts: Sequence[ListPart]) -> Iterator[Fact]:
    table = str(rule.table.__tablename__)
    for part in parts:
        if part.shape.name == table:
            for record in part.new + part.changed:
                fact = reader.get(rule.table, **_key(rule.table, record.values))
                if fact is not None:
                    yield fact
    for urn in sorted(_shaken(parts)) if "urn" in rule.table.model_fields else ():
        yield from reader.all(rule.table, rule.table.urn == urn)  # type: ignore[attr-defined]


def _shaken(parts: Sequence[ListPart]) -> set[str]:
    """The schools of which something was changed or taken out that other records rest on."""
    return {
        record.values["urn"]
        for part in parts
        if part.shape.name in GATING
        for record in part.changed + part.out
    }


def _key(kind: type[Fact], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in kind.KEY}


def _placed(parts: Sequence[ListPart], breach: Breach) -> tuple[int, Problem]:
    """A breach where its record stands in the import, or where what shook it stands."""
    table, key = breach.id[0]
    for place, part in enumerate(parts):
        for record in part.touched if part.shape.name == table else ():
            if tuple(record.values[name] for name in part.shape.key) == key:
                return place, _problem(part, record.row, breach.column, breach.error)
    urn = getattr(breach.fact, "urn", "")
    for place, part in enumerate(parts):
        for record in part.changed + part.out if part.shape.name in GATING else ():
            if record.values.get("urn") == urn:
                error = breach.error
                what = f"{type(breach.fact).TITLE} {' '.join(map(str, key))} rests on it"
                said = DataError(f"{what}: {error.what}", why=error.why, fix=error.fix)
                return place, _problem(part, record.row, part.shape.key[0], said)
    raise breach.error


def _problem(part: ListPart, row: int, column: str, error: DataError) -> Problem:
    return part.table.problem(
        ProblemKind.OUT_OF_ORDER,
        Severity.ROW,
        f"{error.what}: {error.why}" if error.why else error.what,
        row=row,
        column=heading_of(column) if part.is_form else column,
        expected=error.fix or None,
    )


def _standing(
    reader: Reader, parts: Sequence[ListPart], which: Callable[[ListPart], Sequence[Record]]
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
    reader: Reader, parts: Sequence[ListPart], old: Sequence[tuple[int, int, Fact]]
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
    reader: Reader, parts: Sequence[ListPart], lost: Sequence[tuple[int, int, Fact]]
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
