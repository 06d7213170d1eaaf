"""Joint practice development: sessions, places, attendance, follow-up, impact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.calendar import known_by
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.leadership.joint_practice import (
    PlaceState,
    SessionState,
    follow_through,
    follow_up_due,
    place_state,
    session_state,
)
from bleadchallenge.domain.leadership.talent import require_code
from bleadchallenge.domain.policy import Policy
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.leadership import as_place, own_sessions, session_places
from bleadchallenge.store.schools.subjects import subject_names
from bleadchallenge.store.tables import PracticeSession, SessionPlace
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.request import Receipt, Request, policy_of


@row
class SessionRow:
    """A session of joint practice development."""

    code: str
    held_on: date
    term: str | None = column(hidden=True)
    topic: str
    partner: str = column("led by")
    places: int
    taken: int
    attended: int
    followed_up: int
    overdue: int
    follow_through: float | None = column("follow-through %", unit="percent", decimals=0)
    impacts: int = column("impact")
    state: SessionState


@row
class FollowThroughRate:
    """The share of all places that were followed up."""

    follow_through: float | None = column(unit="percent")


@row
class PlaceRow:
    """A place taken at a session."""

    session: str
    held_on: date = column(hidden=True)
    attender: str
    urn: str = column(hidden=True)
    name: str = column("school")
    state: PlaceState
    due_on: date | None = column("follow-up due")
    followed_up_on: date | None
    follow_up: str | None = column("what followed")
    impact_on: date | None = column(hidden=True)
    impact: str | None


@dataclass(frozen=True, slots=True)
class SessionInput:
    """A session as it is planned; the partner comes from outside the programme."""

    code: str
    held_on: date
    topic: str
    partner: str
    places: int


def add(asked: Request, planned: SessionInput) -> Receipt:
    """Plan a session in one of the terms for it, led by an external partner."""
    with asked.writing() as writer:
        writer.add(
            PracticeSession(
                code=planned.code,
                held_on=planned.held_on,
                topic=planned.topic,
                partner=planned.partner,
                places=planned.places,
            )
        )
    said = f"session {planned.code} on {planned.held_on}: {planned.places} places"
    step = f"bleadchallenge session place {planned.code} CODE --school SCHOOL"
    return Receipt(writer.seq_written, (said,), (step,), asked.dry_run)


def place(asked: Request, code: str, attender: str, school: str) -> Receipt:
    """Give a place to somebody from a supported school, by code, while there are any."""
    with asked.writing() as writer:
        session = _session(writer, code)
        who = require_code(attender, "attender")
        found = find_programme_school(writer, school)
        writer.add(SessionPlace(session=session.code, attender=who, urn=found.urn))
        left = session.places - len(writer.where(SessionPlace, session=session.code))
    said = f"session {session.code}: {who} of {found} has a place; {left} left"
    step = f"bleadchallenge session attend {session.code} {who}"
    return Receipt(writer.seq_written, (said,), (step,), asked.dry_run)


def free(asked: Request, code: str, attender: str) -> Receipt:
    """Free a place that nobody attended."""
    with asked.writing() as writer:
        found = _place(writer, _session(writer, code), attender)
        writer.retract(found)
    said = f"session {found.session}: the place of {found.attender} is free"
    return Receipt(writer.seq_written, (said,), (), asked.dry_run)


def attend(asked: Request, code: str, attenders: Sequence[str], *, present: bool) -> Receipt:
    """Record who came to a session that was held."""
    with asked.writing() as writer:
        policy = policy_of(writer)
        session = _session(writer, code)
        for attender in attenders:
            writer.replace(_place(writer, session, attender), attended=present)
    due = follow_up_due(session.held_on, policy.practice.follow_up_days)
    there = "attended" if present else "did not attend"
    wanted = f"; the follow-up in the own school is due by {due}" if present else ""
    said = tuple(f"session {session.code}: {attender} {there}{wanted}" for attender in attenders)
    step = f"bleadchallenge session follow-up {session.code} {attenders[0]} --text TEXT --date DATE"
    return Receipt(writer.seq_written, said, (step,) if present else (), asked.dry_run)


def follow_up(asked: Request, code: str, attender: str, text: str, on: date) -> Receipt:
    """Record what an attender did in the own school afterwards."""
    with asked.writing() as writer:
        session = _session(writer, code)
        found = _place(writer, session, attender)
        writer.replace(found, followed_up_on=on, follow_up=text)
    said = f"session {session.code}: {found.attender} followed up on {on}"
    step = f"bleadchallenge session impact {session.code} {found.attender} --text TEXT --date DATE"
    return Receipt(writer.seq_written, (said,), (step,), asked.dry_run)


def impact(asked: Request, code: str, attender: str, text: str, on: date) -> Receipt:
    """Record what changed in the own school; a follow-up comes first."""
    with asked.writing() as writer:
        session = _session(writer, code)
        found = _place(writer, session, attender)
        writer.replace(found, impact_on=on, impact=text)
    said = f"session {session.code}: impact of {found.attender} recorded"
    return Receipt(writer.seq_written, (said,), (), asked.dry_run)


def list_sessions(asked: Request) -> Listing[SessionRow]:
    """The sessions, with the follow-through of each and of all."""
    with asked.reading() as reader:
        policy = policy_of(reader)
        rows = tuple(session_rows(reader, policy, asked.as_of))
        every = [as_place(*pair) for pair in session_places(reader)]
        rate = follow_through(every, policy.practice.follow_up_days, asked.as_of).rate
        note = "follow-through of all sessions: " + (
            "none yet" if rate is None else f"{rate:.0f} %"
        )
        return Listing(
            "session-list",
            asked.as_of,
            reader.change,
            SessionRow,
            rows,
            (note,),
            extra=FollowThroughRate(rate),
        )


def list_places(asked: Request, code: str | None, school: str | None) -> Listing[PlaceRow]:
    """Who has a place at a session or from a school, and how far each has come."""
    with asked.reading() as reader:
        policy = policy_of(reader)
        wanted = _session(reader, code).code if code else None
        urn = find_programme_school(reader, school).urn if school else None
        rows = tuple(
            row
            for row in place_rows(reader, policy, asked.as_of)
            if wanted in (None, row.session) and urn in (None, row.urn)
        )
        return Listing("session-places", asked.as_of, reader.change, PlaceRow, rows)


def session_rows(reader: Reader, policy: Policy, as_of: date) -> list[SessionRow]:
    """One row a session, in order of day; the rate is in percent, ``None`` before any is due."""
    every = session_places(reader)
    rows = []
    for session in sorted(own_sessions(reader), key=lambda s: (s.held_on, s.code)):
        taken = [as_place(s, p) for s, p in every if s.code == session.code]
        counts = follow_through(taken, policy.practice.follow_up_days, as_of)
        term = policy.term_of(session.held_on)
        rows.append(
            SessionRow(
                code=session.code,
                held_on=session.held_on,
                term=term.code if term else None,
                topic=session.topic,
                partner=session.partner,
                places=session.places,
                taken=len(taken),
                attended=counts.attended,
                followed_up=counts.followed_up,
                overdue=counts.overdue,
                follow_through=counts.rate,
                impacts=counts.impacts,
                state=session_state(session.held_on, taken, as_of, policy.practice.follow_up_days),
            )
        )
    return rows


def place_rows(reader: Reader, policy: Policy, as_of: date) -> list[PlaceRow]:
    """One row a place, in order of session and attender; attenders are codes."""
    names = subject_names(reader)
    return [
        PlaceRow(
            session=session.code,
            held_on=session.held_on,
            attender=taken.attender,
            urn=taken.urn,
            name=names.get(taken.urn, taken.urn),
            state=place_state(as_place(session, taken), policy.practice.follow_up_days, as_of),
            due_on=follow_up_due(session.held_on, policy.practice.follow_up_days)
            if taken.attended
            else None,
            followed_up_on=(followed := known_by(taken.followed_up_on, as_of)),
            follow_up=taken.follow_up if followed else None,
            impact_on=(changed := known_by(taken.impact_on, as_of)),
            impact=taken.impact if changed else None,
        )
        for session, taken in session_places(reader)
    ]


def _session(reader: Reader, code: str) -> PracticeSession:
    found = reader.get(PracticeSession, code=code)
    if found is None:
        known = ", ".join(session.code for session in own_sessions(reader)) or "none"
        raise DataError(
            f"there is no session {code}",
            why=f"on record: {known}",
            fix="bleadchallenge session list",
        )
    return found


def _place(reader: Reader, session: PracticeSession, attender: str) -> SessionPlace:
    who = require_code(attender, "attender")
    found = reader.get(SessionPlace, session=session.code, attender=who)
    if found is None:
        raise DataError(
            f"{who} has no place at session {session.code}",
            fix=f"bleadchallenge session place {session.code} {who} --school SCHOOL",
        )
    return found
