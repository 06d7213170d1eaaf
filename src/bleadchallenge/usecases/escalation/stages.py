"""Schools that do not act on advice: what is recommended, what people decided."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date

from bleadchallenge.domain.choices import AdviceRecipient, EscalationStage, SchoolKind
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.escalation.stages import (
    EscalationCase,
    Step,
    checklist,
    is_next,
    open_steps,
    recommended,
    unaccepted,
    waiting_of,
    whose_move,
)
from bleadchallenge.domain.policy import Policy
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.escalation import stages as store
from bleadchallenge.store.schools.cohorts import schools_of_other_cohorts
from bleadchallenge.store.schools.kinds import school_kinds
from bleadchallenge.store.schools.participation import days_left
from bleadchallenge.store.schools.subjects import subject_name
from bleadchallenge.store.scrutiny.meetings import advice_given
from bleadchallenge.store.selection import evidence_of
from bleadchallenge.store.tables import EscalationStep
from bleadchallenge.usecases.bank_holidays import clock_stops
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.subjects import find_subject
from bleadchallenge.usecases.request import Receipt, Request, policy_of


@row
class EscalationRow:
    """A school with an open stage or advice not acted on."""

    urn: str = column(hidden=True)
    name: str = column("school")
    kind: SchoolKind | None = column(hidden=True)
    stage: EscalationStage | None
    since: date | None
    waiting: int | None = column(hidden=True)
    evidence: list[str]
    move: str = column("whose move")
    comply_by: date | None = column(hidden=True)
    recommended: EscalationStage | None
    checklist: list[str] = column(hidden=True)
    command: str | None = column(hidden=True)


@row
class RecommendationRow(EscalationRow):
    """A school for which a stage is recommended; people decide."""

    stage: EscalationStage | None = column("stage now")
    since: date | None = column(hidden=True)
    evidence: list[str] = column("because", place=1)
    move: str = column(hidden=True)
    checklist: list[str] = column("look at first", place=1)
    command: str | None = column("if people decide so", place=1)


@row
class StepRow:
    """A step of escalation that was taken."""

    urn: str = column(hidden=True)
    name: str = column("school")
    on: date = column("day")
    stage: EscalationStage
    decided_by: str
    reason: str
    advice: int | None = column(hidden=True)


@dataclass(frozen=True, slots=True)
class StageInput:
    """A stage people decided on; ``advice`` is the number it follows from."""

    stage: EscalationStage
    by: str
    on: date
    advice: int | None = None


def step(asked: Request, school: str, decided: StageInput) -> Receipt:
    """Record the stage people decided on; skipping, going back and closing need a reason."""
    with asked.writing() as writer:
        policy = policy_of(writer)
        subject = find_subject(writer, school)
        if not subject.is_school:
            raise DataError(
                f"{subject.name} is an alliance: stages are for schools",
                fix=f"bleadchallenge tsa-review {subject.code}",
            )
        case = case_of(writer, policy, subject.code, decided.on)
        writer.add(
            EscalationStep(
                subject=subject.code,
                on_day=decided.on,
                stage=decided.stage.value,
                decided_by=decided.by,
                reason=asked.reason or _recommended_reason(case, decided.stage, policy),
                advice=decided.advice,
            )
        )
    said = f"{subject}: {decided.stage}, decided by {decided.by} on {decided.on}"
    move = f"the next move: {whose_move(decided.stage, case.kind)}"
    return Receipt(
        writer.seq_written, (said, move), ("bleadchallenge escalate list",), asked.dry_run
    )


def register(asked: Request, *, history: bool = False) -> Listing[EscalationRow] | Listing[StepRow]:
    """Where schools stand that did not act on advice; with ``history`` every step."""
    with asked.reading() as reader:
        if history:
            taken = tuple(history_rows(reader, asked.as_of))
            return Listing("escalate-list", asked.as_of, reader.change, StepRow, taken)
        rows = tuple(register_rows(reader, policy_of(reader), asked.as_of))
        return Listing("escalate-list", asked.as_of, reader.change, EscalationRow, rows)


def check(asked: Request) -> Listing[RecommendationRow]:
    """What is recommended for which school, with evidence and checklist."""
    with asked.reading() as reader:
        every = register_rows(reader, policy_of(reader), asked.as_of)
        rows = tuple(RecommendationRow(*astuple(row)) for row in every if row.recommended)
        note = "the program recommends; people decide, and a notice is the authority's alone"
        return Listing(
            "escalate-check", asked.as_of, reader.change, RecommendationRow, rows, (note,)
        )


def register_rows(reader: Reader, policy: Policy, as_of: date) -> list[EscalationRow]:
    """One row a school with an open stage or advice not acted on, by name.

    A school that withdrew or paused is asked for nothing more.
    """
    waiting = _waiting_by_school(reader, policy, as_of)
    steps = store.steps_taken(reader, as_of)
    open_now = {urn for urn, taken in steps.items() if open_steps(_steps(taken))}
    rows = []
    gone = schools_of_other_cohorts(reader) | set(days_left(reader, as_of))
    for urn in sorted({*waiting, *open_now} - gone):
        case = case_of(reader, policy, urn, as_of)
        rows.append(_row(reader, policy, urn, case, as_of))
    return sorted(rows, key=lambda row: (row.name, row.urn))


def history_rows(reader: Reader, as_of: date) -> list[StepRow]:
    """Every step that was decided up to a day, in order, school by school."""
    others = schools_of_other_cohorts(reader)
    return [
        StepRow(
            urn=urn,
            name=subject_name(reader, urn),
            on=taken.on_day,
            stage=EscalationStage(taken.stage),
            decided_by=taken.decided_by,
            reason=taken.reason,
            advice=taken.advice,
        )
        for urn, steps in sorted(store.steps_taken(reader, as_of).items())
        for taken in steps
        if urn not in others
    ]


def case_of(reader: Reader, policy: Policy, urn: str, as_of: date) -> EscalationCase:
    """What is on record about a school that did not act on advice."""
    given = {
        each.number: each
        for each in advice_given(reader, as_of, subject=urn)
        if each.to is AdviceRecipient.SCHOOL
    }
    waiting = waiting_of(list(given.values()), policy.advice, as_of, clock_stops(policy))
    steps = open_steps(_steps(store.steps_taken(reader, as_of, subject=urn).get(urn, [])))
    first = min((given[each.number].clock.given_on for each in waiting), default=as_of)
    signed = evidence_of(reader, urn, as_of)
    notice = store.last_notice(reader, urn, as_of)
    return EscalationCase(
        waiting=waiting,
        unaccepted=unaccepted(list(given.values()), policy.advice, as_of, clock_stops(policy)),
        steps=steps,
        kind=school_kinds(reader, {urn}).get(urn),
        heard=store.was_heard(reader, urn, first, as_of, {each.number for each in waiting}),
        signed=signed.head_signed and signed.chair_signed,
        support_kept=store.support_kept(reader, urn, as_of),
        same_leaders=not store.leaders_changed(reader, urn, first, as_of),
        complied=notice is not None
        and notice.complied_on is not None
        and notice.complied_on <= as_of,
    )


def _recommended_reason(case: EscalationCase, to: EscalationStage, policy: Policy) -> str:
    """The advice that waits, where it recommends the very stage that comes next."""
    if not is_next(case.stage, to) or recommended(case, policy.advice) is None:
        return ""
    return "; ".join(each.words for each in case.waiting)


def _row(
    reader: Reader, policy: Policy, urn: str, case: EscalationCase, as_of: date
) -> EscalationRow:
    advised = recommended(case, policy.advice)
    notice = store.last_notice(reader, urn, as_of) if case.has(EscalationStage.NOTICE) else None
    return EscalationRow(
        urn=urn,
        name=subject_name(reader, urn),
        kind=case.kind,
        stage=case.stage,
        since=case.steps[-1].on if case.steps else None,
        waiting=max((each.days for each in case.waiting), default=None),
        evidence=[each.words for each in case.waiting],
        move=whose_move(case.stage, case.kind),
        comply_by=notice.comply_by if notice else None,
        recommended=advised,
        checklist=[
            f"{'yes' if done else 'no'}: {words}" for words, done in checklist(case, advised)
        ]
        if advised
        else [],
        command=_command(urn, advised) if advised else None,
    )


def _command(urn: str, stage: EscalationStage) -> str:
    return (
        f"bleadchallenge escalate {urn} --stage {stage.value.replace(' ', '-')} --by NAME "
        '--reason "..."'
    )


def _waiting_by_school(reader: Reader, policy: Policy, as_of: date) -> set[str]:
    given = [g for g in advice_given(reader, as_of) if g.to is AdviceRecipient.SCHOOL]
    stops = clock_stops(policy)
    return {each.subject for each in given if waiting_of([each], policy.advice, as_of, stops)}


def _steps(taken: Sequence[EscalationStep]) -> list[Step]:
    return [Step(EscalationStage(each.stage), each.on_day) for each in taken]
