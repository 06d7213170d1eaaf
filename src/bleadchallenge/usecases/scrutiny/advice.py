"""Advice of the scrutiny group: given, answered, accepted or not, and how it stands."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.choices import AdviceRecipient
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.scrutiny.advice import (
    OUTSTANDING,
    AdviceRecord,
    AdviceState,
    advice_status,
    due_day,
)
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.cohorts import schools_of_other_cohorts
from bleadchallenge.store.schools.subjects import subject_name
from bleadchallenge.store.scrutiny import meetings
from bleadchallenge.store.tables import Advice, AdviceResponse, AdviceVerdict
from bleadchallenge.usecases.bank_holidays import clock_stops
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.lookup.subjects import find_addressee, find_subject
from bleadchallenge.usecases.request import Receipt, Request, policy_of


@row
class AdviceRow:
    """Advice of the group, and how it was answered."""

    number: int = column("no.")
    given_on: date = column("meeting")
    to: AdviceRecipient = column(rank=1)
    subject: str | None = column(hidden=True)
    name: str = column("whom")
    urn: str | None = column(hidden=True)
    text: str = column("advice")
    due_on: date = column("due")
    state: AdviceState
    outstanding: bool = column(hidden=True)
    days_late: int = column("days late")
    days_taken: int | None = column(hidden=True)
    waiting: int | None = column(hidden=True)
    answered_on: date | None = column("evidence on")
    answer: str | None = column(hidden=True)
    evidence: str | None = column(hidden=True)
    note: str | None = column(hidden=True)


@dataclass(frozen=True, slots=True)
class AdviceInput:
    """Advice as it is recorded; ``about`` is a school, ``due_on`` ``None`` to work it out."""

    meeting: date
    to: AdviceRecipient
    subject: str
    text: str
    due_on: date | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class ResponseInput:
    """An answer to advice as it is recorded."""

    by: str
    text: str
    evidence: str
    on: date


def advise(asked: Request, advised: AdviceInput) -> Receipt:
    """Record advice under its own number, with the day its answer is due."""
    with asked.writing() as writer:
        policy = policy_of(writer)
        whom = find_addressee(writer, advised.to, advised.subject)
        due = advised.due_on or due_day(advised.meeting, policy.advice, clock_stops(policy))
        number = writer.next_number(Advice)
        writer.add(
            Advice(
                number=number,
                meeting=advised.meeting,
                to=advised.to.value,
                subject=whom.code,
                urn=_about(writer, advised.about) or (whom.code if whom.is_school else ""),
                text=advised.text,
                due_on=due,
            )
        )
    said = (
        f"advice {number} to {whom if whom.code else policy.partnership}: an answer is due by {due}"
    )
    step = f"bleadchallenge isg respond {number} --by NAME --text TEXT --evidence TEXT --date DATE"
    return Receipt(writer.seq_written, (said,), (step,), asked.dry_run, tuple(writer.notes))


def respond(asked: Request, number: int, answered: ResponseInput) -> Receipt:
    """Record an answer; only evidence stops the clock."""
    with asked.writing() as writer:
        _require_there(writer, number)
        writer.add(
            AdviceResponse(
                advice=number,
                on_day=answered.on,
                by=answered.by,
                text=answered.text,
                evidence=answered.evidence,
            )
        )
        now = _stands(writer, policy_of(writer), number, asked.as_of)
    said = f"advice {number}: answer of {answered.on} recorded; it is {now.state}"
    wait = ""
    if not answered.evidence.strip():
        wait = f"the clock of advice {number} runs on: an answer stops it only with its evidence"
    elif now.state is AdviceState.NOT_ACCEPTED:
        wait = f"the group judged this answer on {answered.on}: a later one has a later --date"
    if wait:
        return Receipt(writer.seq_written, (said,), (), asked.dry_run, notes=(wait,))
    return Receipt(
        writer.seq_written, (said,), (f"bleadchallenge isg accept {number}",), asked.dry_run
    )


def judge(asked: Request, number: int, on: date, note: str, *, accepted: bool) -> Receipt:
    """Record whether the group took an answer; a refusal says why."""
    with asked.writing() as writer:
        _require_there(writer, number)
        writer.add(AdviceVerdict(advice=number, on_day=on, accepted=accepted, note=note))
    said = f"advice {number}: {'accepted' if accepted else 'not accepted'} on {on}"
    step = "bleadchallenge isg advice" if accepted else "bleadchallenge escalate check"
    return Receipt(writer.seq_written, (said,), (step,), asked.dry_run)


def list_advice(
    asked: Request,
    to: AdviceRecipient | None = None,
    subject: str | None = None,
    state: AdviceState | None = None,
    *,
    outstanding: bool = False,
) -> Listing[AdviceRow]:
    """Advice with how it stands, in order of number."""
    with asked.reading() as reader:
        rows = advice_rows(reader, policy_of(reader), asked.as_of)
        if subject:
            code = find_subject(reader, subject).code
            rows = [row for row in rows if code in (row.subject, row.urn)]
        wanted = [
            row
            for row in rows
            if to in (None, row.to)
            and state in (None, row.state)
            and (not outstanding or row.outstanding)
        ]
        return Listing("isg-advice", asked.as_of, reader.change, AdviceRow, tuple(wanted))


def advice_rows(reader: Reader, policy: Policy, as_of: date) -> list[AdviceRow]:
    """One row for each advice given up to a day, with its state, answers and verdicts."""
    holidays, others = clock_stops(policy), schools_of_other_cohorts(reader)
    return [
        advice_row(reader, policy, given, as_of, holidays)
        for given in meetings.advice_given(reader, as_of)
        if given.urn not in others
    ]


def advice_row(
    reader: Reader, policy: Policy, given: AdviceRecord, as_of: date, holidays: Collection[date]
) -> AdviceRow:
    """One advice as listings and packs show it; answers and verdicts up to the day."""
    now = advice_status(given.clock, policy.advice, as_of, holidays)
    answers = [answer for answer in given.clock.answers if answer.on <= as_of]
    verdict = next((v for v in reversed(given.clock.verdicts) if v.on <= as_of), None)
    return AdviceRow(
        number=given.number,
        given_on=given.clock.given_on,
        to=given.to,
        subject=given.subject or None,
        name=subject_name(reader, given.subject) if given.subject else policy.partnership,
        urn=given.urn or None,
        text=given.text,
        due_on=given.clock.due_on,
        state=now.state,
        outstanding=now.state in OUTSTANDING,
        days_late=now.days_late,
        days_taken=now.days_taken,
        waiting=now.waiting,
        answered_on=now.answered_on,
        answer=answers[-1].text if answers else None,
        evidence=answers[-1].evidence or None if answers else None,
        note=verdict.note or None if verdict else None,
    )


def _about(reader: Reader, school: str) -> str:
    return find_programme_school(reader, school).urn if school else ""


def _require_there(reader: Reader, number: int) -> None:
    if reader.get(Advice, number=number) is None:
        raise DataError(f"there is no advice {number}", fix="bleadchallenge isg advice")


def _stands(reader: Reader, policy: Policy, number: int, as_of: date) -> AdviceRow:
    given = meetings.advice_given(reader, as_of, number=number)
    return advice_row(reader, policy, given[0], as_of, clock_stops(policy))
