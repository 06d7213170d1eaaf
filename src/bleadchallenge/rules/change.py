"""The rule book asked of a change that is being written, and of the whole store."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bleadchallenge.domain.errors import NotOursError
from bleadchallenge.domain.policy import Policy
from bleadchallenge.intake.policy_file import read_policy
from bleadchallenge.rules.book import BOOK
from bleadchallenge.rules.hold import broken, broken_anywhere, notes
from bleadchallenge.rules.rule import Violation
from bleadchallenge.rules.state import DaysOff, MeetsCriterion, State
from bleadchallenge.rules.touched import Touched
from bleadchallenge.store.engine.reader import Reader, SelectiveReader
from bleadchallenge.store.engine.writer import Writer
from bleadchallenge.store.facts.base import Fact, OfCohort
from bleadchallenge.store.schools.cohorts import policy_of_cohort
from bleadchallenge.store.tables import Selection


@dataclass(frozen=True, slots=True)
class ChangeContext:
    """In which a change is made: the day judged from, the reason, whether it takes one back."""

    as_of: date
    days_off: DaysOff
    reason: str = ""
    undoes: int | None = None
    meets_criterion: MeetsCriterion | None = None


@dataclass(frozen=True, slots=True)
class CohortStates:
    """The store before and after a change, as a cohort looks at it."""

    before: State
    after: State
    cohort: str


def states_of(writer: Writer, context: ChangeContext) -> tuple[CohortStates, ...]:
    """The store before and after the change, for each cohort under its own policy."""
    return tuple(_states(writer, context))


def broken_by(writer: Writer, states: Iterable[CohortStates]) -> Iterator[Violation]:
    """What the change that is being written breaks, cohort by cohort."""
    touched, own = Touched(writer.brought, writer.taken), writer.cohort_in_use
    for each in states:
        for found in broken(BOOK, each.before, each.after, touched):
            if _of_cohort(found, each, own):
                yield found


def notes_on(writer: Writer, states: Iterable[CohortStates]) -> Iterator[Violation]:
    """What a person should know of the change that is being written."""
    touched, own = Touched(writer.brought, writer.taken), writer.cohort_in_use
    for each in states:
        for found in notes(BOOK, each.after, touched):
            if _of_cohort(found, each, own):
                yield found


def broken_in_store(reader: Reader, days_off: DaysOff) -> list[Violation]:
    """Every record on record that breaks a rule, whatever the day.

    A record of no school is broken where no cohort's policy allows it. A store
    without a policy has nothing to be judged by.
    """
    codes = _cohorts(reader)
    found: list[Violation] = []
    for code in codes:
        whole = Reader(reader.session, reader.seq, code)
        policy = _policy(whole)
        if policy is None:
            return []
        state = State(whole, policy, date.max, days_off)
        found += [each for each in broken_anywhere(BOOK, state) if _concerns(each, reader, code)]
    times = Counter(each.id for each in found)
    return [
        each
        for name, each in {each.id: each for each in found}.items()
        if _cohort_of(reader, each.record) is not None or times[name] == len(codes)
    ]


def _concerns(found: Violation, reader: Reader, code: str) -> bool:
    return _cohort_of(reader, found.record) in (None, code)


def _cohort_of(reader: Reader, record: Fact) -> str | None:
    """The cohort of a record, or of the school that it is of; ``None`` where it is of none."""
    if isinstance(record, OfCohort) and record.cohort is not None:
        return record.cohort
    urn = getattr(record, "urn", "") or getattr(record, "subject", "")
    chosen = reader.where(Selection, urn=urn) if urn else []
    return chosen[0].cohort if chosen else None


def _states(writer: Writer, context: ChangeContext) -> Iterator[CohortStates]:
    for code in sorted({writer.cohort_in_use, *_cohorts(writer)}):
        after = SelectiveReader(writer.session, None, code, writer.day)
        before = SelectiveReader(writer.session, writer.number - 1, code, writer.day)
        policy = _policy(after) or _policy(before)
        if policy is None:
            continue
        now = State(
            after,
            policy,
            context.as_of,
            context.days_off,
            context.reason,
            None if context.undoes is not None else before,
            undoing=context.undoes is not None,
            meets_criterion=context.meets_criterion,
        )
        then = replace(now, reader=before, policy=_policy_before(before) or policy)
        yield CohortStates(then, now, code)


def _of_cohort(found: Violation, states: CohortStates, own: str) -> bool:
    """Whether a violation is this cohort's affair; a record of no school is the asker's."""
    of = _cohort_of(states.after.reader, found.record)
    return states.cohort == (own if of is None else of)


def _policy(reader: Reader) -> Policy | None:
    found = policy_of_cohort(reader)
    return read_policy(found.text) if found else None


def _policy_before(reader: Reader) -> Policy | None:
    """The policy before the change; ``None`` also where that change mends one of no use."""
    try:
        return _policy(reader)
    except NotOursError:
        return None


def _cohorts(reader: Reader) -> list[str]:
    """The cohorts whose schools are on record, or the one that is looked at."""
    return sorted({each.cohort for each in reader.all(Selection)} or {reader.cohort_in_use})
