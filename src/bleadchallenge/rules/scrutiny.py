"""Rules of scrutiny: meetings, interests, advice, answers and verdicts."""

from bleadchallenge.domain.calendar import meeting_days
from bleadchallenge.domain.choices import AdviceRecipient, Role
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.scrutiny import meetings
from bleadchallenge.domain.scrutiny.interests import must_withdraw
from bleadchallenge.domain.scrutiny.meetings import Meeting
from bleadchallenge.rules.rule import Asks, Rule, resting
from bleadchallenge.rules.state import State
from bleadchallenge.store.scrutiny import meetings as scrutiny_meetings
from bleadchallenge.store.tables import (
    Advice,
    AdviceResponse,
    AdviceVerdict,
    Alliance,
    Attendance,
    Comment,
    EscalationStep,
    Interest,
    MeetingMove,
    Minute,
    Person,
    PolicyText,
    SourceFile,
    Withdrawal,
)


def _calendar(state: State) -> tuple[Meeting, ...]:
    """Every meeting of the programme, those moved on their new day."""

    def work_out() -> tuple[Meeting, ...]:
        planned = meeting_days(state.policy, state.holidays())
        return meetings.calendar(planned, scrutiny_meetings.meeting_moves(state.reader))

    return state.reader.cached(("calendar", state.policy.name), work_out)


def _of_a_meeting(state: State, kept: Attendance | Withdrawal | Minute | Advice) -> None:
    meetings.require_meeting(_calendar(state), kept.meeting)


def _held_by_now(state: State, kept: Attendance | Withdrawal | Minute | Advice) -> None:
    if kept.meeting > state.as_of:
        raise DataError(
            f"the meeting of {kept.meeting} is still to come",
            why=f"the day judged from is {state.as_of}",
            fix="record it once it was held",
        )


def _one_meeting_a_day(state: State, move: MeetingMove) -> None:
    days = [meeting.on for meeting in _calendar(state) if meeting.on is not None]
    if move.moved_to is not None and days.count(move.moved_to) > 1:
        raise DataError(
            f"the group meets on {move.moved_to} already",
            fix=f'call one off: bleadchallenge isg move {move.planned_on} --off --reason "..."',
        )


def _moved_with_reason(_state: State, move: MeetingMove) -> None:
    if not move.reason.strip():
        raise DataError("moving a meeting needs its reason", fix='add --reason "..."')


def _by_a_member(state: State, kept: Attendance | Withdrawal) -> None:
    person = state.reader.get(Person, code=kept.person)
    if person is not None and person.role != Role.ISG_MEMBER:
        raise DataError(f"{kept.person} is no member of the group", fix="the code of a member")


def _known_subject(
    state: State, kept: Withdrawal | Interest | Minute | EscalationStep | Comment
) -> None:
    if kept.subject:
        _require_subject(state, kept.subject)


def _require_subject(state: State, subject: str) -> None:
    alliance = state.reader.get(Alliance, code=subject)
    if alliance is None and state.school(subject).name == subject:
        raise DataError(
            f"{subject} is neither a school nor an alliance on record",
            fix="the URN of a school or the code of an alliance",
        )


def _interests_withdrawn(state: State, kept: Minute | Advice) -> None:
    """An interest in the alliance that supports a school is one in the school too."""
    present = scrutiny_meetings.present_at(state.reader, kept.meeting) if kept.subject else None
    if present is None:
        return
    touched = scrutiny_meetings.touched_by(state.reader, kept.subject, kept.meeting)
    there = [member for member in scrutiny_meetings.members(state.reader) if member.code in present]
    withdrawn = scrutiny_meetings.withdrawn_from(state.reader, kept.meeting, touched)
    left = must_withdraw(there, touched, withdrawn)
    if left:
        raise DataError(
            f"{', '.join(left)} must withdraw from the item on {kept.subject} first",
            why=f"present on {kept.meeting}, with an interest in it or in the alliance that "
            "supports it",
            fix=f"bleadchallenge isg withdraw {kept.meeting} {left[0]} {kept.subject}",
        )


def _interests_checked(state: State, kept: Minute | Advice) -> None:
    if kept.subject and scrutiny_meetings.present_at(state.reader, kept.meeting) is None:
        raise DataError(
            f"attendance on {kept.meeting} is not on record: interests could not be checked"
        )


def _nothing_rests_on_withdrawal(state: State, left: Withdrawal) -> None:
    """What the group decided while a member was out of the room rests on it."""
    recorded: list[Advice | Minute] = [
        *state.reader.where(Advice, meeting=left.meeting),
        *state.reader.where(Minute, meeting=left.meeting),
    ]
    items = [
        item
        for item in recorded
        if left.subject in scrutiny_meetings.touched_by(state.reader, item.subject, left.meeting)
    ]
    present = scrutiny_meetings.present_at(state.reader, left.meeting) or set()
    member = next(
        (m for m in scrutiny_meetings.members(state.reader) if m.code == left.person), None
    )
    if not items or member is None or left.person not in present:
        return
    latest = max(items, key=lambda item: item.since)
    if member.conflicts(scrutiny_meetings.touched_by(state.reader, left.subject, left.meeting)):
        raise DataError(
            f"{left.person} withdrew from an item that was decided",
            why=f"{type(latest).TITLE} {latest.number} (change {latest.since}) rests on it",
            fix=f"bleadchallenge undo {latest.since} first",
        )


def _to_whom(state: State, advice: Advice) -> None:
    to = AdviceRecipient(advice.to)
    if (to is AdviceRecipient.PARTNERSHIP) == bool(advice.subject):
        raise DataError(
            f"advice to the {to} names {advice.subject or 'nobody'}",
            fix="a school or an alliance, and nobody where it is to the partnership",
        )
    if to is AdviceRecipient.ALLIANCE:
        state.require_there(Alliance, code=advice.subject)
    elif to is AdviceRecipient.SCHOOL:
        _require_subject(state, advice.subject)


def _says_something(_state: State, advice: Advice) -> None:
    if not advice.text.strip():
        raise DataError("advice says what is advised", fix="add --text TEXT")


def _due_after(_state: State, advice: Advice) -> None:
    if advice.due_on <= advice.meeting:
        raise DataError(
            f"an answer cannot be due on {advice.due_on}",
            why=f"the advice is given on {advice.meeting}",
            fix="give a later --due, or leave it out",
        )


def _after_the_advice(state: State, kept: AdviceResponse | AdviceVerdict) -> None:
    advice = state.reader.get(Advice, number=kept.advice)
    if advice is not None and not advice.meeting <= kept.on_day <= state.as_of:
        raise DataError(
            f"{kept.on_day} cannot be right",
            why=f"advice {kept.advice} was given on {advice.meeting}, and the day judged from "
            f"is {state.as_of}",
            fix=f"give a day from {advice.meeting} to {state.as_of}",
        )


def _answered_first(state: State, verdict: AdviceVerdict) -> None:
    answers = state.reader.where(AdviceResponse, advice=verdict.advice)
    earlier = [
        other.on_day
        for other in state.reader.where(AdviceVerdict, advice=verdict.advice)
        if other.on_day < verdict.on_day
    ]
    since = max(earlier, default=None)
    days = [answer.on_day for answer in answers if answer.on_day <= verdict.on_day]
    if not any(since is None or day > since for day in days):
        raise DataError(
            f"advice {verdict.advice} has no answer to judge by {verdict.on_day}",
            why="nothing new was answered",
            fix=f"bleadchallenge isg respond {verdict.advice} --by NAME --text TEXT "
            "--evidence TEXT --date DATE",
        )


def _refused_with_words(_state: State, verdict: AdviceVerdict) -> None:
    if not verdict.accepted and not verdict.note.strip():
        raise DataError(
            f"advice {verdict.advice} is not accepted without a word",
            why="whoever answered must know what is missing",
            fix='add --note "..."',
        )


def _own_words(_state: State, comment: Comment) -> None:
    if not comment.text.strip():
        raise DataError("an empty word cannot be printed", fix='give --text "..."')


def _said_by_now(state: State, comment: Comment) -> None:
    if comment.on_day > state.as_of:
        raise DataError(f"nothing is said on {comment.on_day}, which is still to come")


_MEETING_KINDS = (Attendance, Withdrawal, Minute, Advice)
_SUBJECT_KINDS = (Withdrawal, Interest, Minute, EscalationStep, Comment)
SCRUTINY_RULES: tuple[Rule, ...] = (
    Rule("P30.move_reason", "a moved meeting says why", MeetingMove, "reason", _moved_with_reason),
    Rule(
        "P30.one_a_day",
        "the group meets once a day",
        MeetingMove,
        "moved_to",
        _one_meeting_a_day,
        resting(MeetingMove),
    ),
    *(
        Rule(
            f"P30.{table.__tablename__}_of_a_meeting",
            f"{table.TITLE} is of a day on which the group meets",
            table,
            "meeting",
            _of_a_meeting,
            resting(MeetingMove, PolicyText),
        )
        for table in _MEETING_KINDS
    ),
    *(
        Rule(
            f"P30.{table.__tablename__}_by_now",
            f"{table.TITLE} is recorded once the meeting was held",
            table,
            "meeting",
            _held_by_now,
        )
        for table in _MEETING_KINDS
    ),
    *(
        Rule(
            f"P30.{table.__tablename__}_by_a_member",
            f"{table.TITLE} is of a member of the group",
            table,
            "person",
            _by_a_member,
            resting(Person),
        )
        for table in (Attendance, Withdrawal)
    ),
    *(
        Rule(
            f"P30.{table.__tablename__}_subject",
            f"{table.TITLE} is about a school or an alliance on record",
            table,
            "subject",
            _known_subject,
            resting(Alliance, SourceFile),
        )
        for table in _SUBJECT_KINDS
    ),
    Rule(
        "P32.to_whom",
        "advice is to a school, an alliance or the partnership",
        Advice,
        "subject",
        _to_whom,
        resting(Alliance, SourceFile),
    ),
    *(
        Rule(
            f"P30.{table.__tablename__}_interests",
            f"{table.TITLE} comes after members with an interest withdrew",
            table,
            "subject",
            _interests_withdrawn,
            asks=Asks.CHANGE,
        )
        for table in (Minute, Advice)
    ),
    Rule(
        "P30.withdrawal_kept",
        "a withdrawal stays while what was decided without the member stands",
        Withdrawal,
        "person",
        _nothing_rests_on_withdrawal,
        asks=Asks.REMOVAL,
    ),
    *(
        Rule(
            f"P30.{table.__tablename__}_attendance",
            f"interests are checked against attendance before {table.TITLE} is recorded",
            table,
            "meeting",
            _interests_checked,
            asks=Asks.NOTE,
        )
        for table in (Minute, Advice)
    ),
    Rule("P32.text", "advice says what is advised", Advice, "text", _says_something),
    Rule("P32.due", "an answer is due after the meeting", Advice, "due_on", _due_after),
    Rule(
        "P32.answer_after",
        "an answer comes after the advice",
        AdviceResponse,
        "on_day",
        _after_the_advice,
        resting(Advice),
    ),
    Rule(
        "P32.refused",
        "an answer is not refused without a word",
        AdviceVerdict,
        "note",
        _refused_with_words,
    ),
    Rule(
        "P32.verdict_after",
        "a verdict comes after the advice",
        AdviceVerdict,
        "on_day",
        _after_the_advice,
        resting(Advice),
    ),
    Rule(
        "P32.answered_first",
        "a verdict is on an answer that is on record",
        AdviceVerdict,
        "on_day",
        _answered_first,
        resting(AdviceResponse, AdviceVerdict),
    ),
    Rule("P35.words", "a comment says something", Comment, "text", _own_words),
    Rule(
        "P35.said_by_now", "a comment is recorded once it was made", Comment, "on_day", _said_by_now
    ),
)
"""In the order of a meeting and what follows."""
