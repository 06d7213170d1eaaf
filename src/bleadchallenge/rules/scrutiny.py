"""Rules of scrutiny: meetings, interests, advice, answers and verdicts."""

from bleadchallenge.domain.calendar import is_working_day, meeting_days
from bleadchallenge.domain.choices import AdviceRecipient, Role
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.scrutiny import meetings
from bleadchallenge.domain.scrutiny.advice import unjudged
from bleadchallenge.domain.scrutiny.interests import must_withdraw
from bleadchallenge.domain.scrutiny.meetings import Meeting
from bleadchallenge.rules.rule import Asks, rule
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


@rule("P30.move_reason", "reason")
def _moved_with_reason(_state: State, move: MeetingMove) -> None:
    """A moved meeting says why."""
    if not move.reason.strip():
        raise DataError("moving a meeting needs its reason", fix='add --reason "..."')


@rule("P30.planned", "planned_on", asks=Asks.CHANGE)
def _moved_from_a_meeting(state: State, move: MeetingMove) -> None:
    """What is moved or called off is a meeting that was planned."""
    planned = meeting_days(state.policy, state.holidays())
    if state.earlier is not None and move.planned_on not in planned:
        meetings.require_meeting([Meeting(day, day) for day in planned], move.planned_on)


@rule("P30.odd_day", "moved_to", asks=Asks.NOTE)
def _moved_to_a_school_day(state: State, move: MeetingMove) -> None:
    """The group meets on a school day."""
    day = move.moved_to
    if day is not None and not is_working_day(day, state.holidays()):
        raise DataError(f"{day} is at a weekend or a bank holiday")
    term = state.policy.term_of(day) if day else None
    if day is not None and (term is None or not term.teaches(day)):
        raise DataError(f"schools are closed on {day}")


@rule("P30.one_a_day", "moved_to", rests_on=[MeetingMove, PolicyText])
def _one_meeting_a_day(state: State, move: MeetingMove) -> None:
    """The group meets once a day."""
    days = [meeting.on for meeting in _calendar(state) if meeting.on is not None]
    if move.moved_to is not None and days.count(move.moved_to) > 1:
        raise DataError(
            f"the group meets on {move.moved_to} already",
            fix=f'call one off: bleadchallenge isg move {move.planned_on} --off --reason "..."',
        )


@rule("P30.{table}_of_a_meeting", "meeting", rests_on=[MeetingMove, PolicyText])
def _of_a_meeting(state: State, kept: Attendance | Withdrawal | Minute | Advice) -> None:
    """{title} is of a day on which the group meets."""
    meetings.require_meeting(_calendar(state), kept.meeting)


@rule("P30.{table}_by_now", "meeting")
def _held_by_now(state: State, kept: Attendance | Withdrawal | Minute | Advice) -> None:
    """{title} is recorded once the meeting was held."""
    state.require_past(kept.meeting, "the meeting", "record it once it was held")


@rule("P30.{table}_by_a_member", "person", rests_on=[Person])
def _by_a_member(state: State, kept: Attendance | Withdrawal) -> None:
    """{title} is of a member of the group."""
    person = state.reader.get(Person, code=kept.person)
    if person is not None and person.role != Role.ISG_MEMBER:
        raise DataError(f"{kept.person} is no member of the group", fix="the code of a member")


@rule("P30.{table}_subject", "subject", rests_on=[Alliance, SourceFile])
def _known_subject(
    state: State, kept: Withdrawal | Interest | Minute | EscalationStep | Comment
) -> None:
    """{title} is about a school or an alliance on record."""
    if kept.subject:
        _require_subject(state, kept.subject)


def _require_subject(state: State, subject: str) -> None:
    alliance = state.reader.get(Alliance, code=subject)
    if alliance is None and state.school(subject).name == subject:
        raise DataError(
            f"{subject} is neither a school nor an alliance on record",
            fix="the URN of a school or the code of an alliance",
        )


@rule("P32.to_whom", "subject", rests_on=[Alliance, SourceFile])
def _to_whom(state: State, advice: Advice) -> None:
    """Advice is to a school, an alliance or the partnership."""
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
        if advice.urn not in ("", advice.subject):
            raise DataError(
                f"advice to {state.name(advice.subject)} is about {state.name(advice.urn)}",
                why="a school answers for itself alone",
                fix="name the same school, or advise the alliance or the partnership about it",
            )


@rule("P30.{table}_interests", "subject", asks=Asks.CHANGE)
def _interests_withdrawn(state: State, kept: Minute | Advice) -> None:
    """{title} comes after members with an interest withdrew.

    An interest in the alliance that supports a school is one in the school too.
    """
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


@rule("P30.withdrawal_kept", "person", asks=Asks.REMOVAL)
def _nothing_rests_on_withdrawal(state: State, left: Withdrawal) -> None:
    """A withdrawal stays while what was decided without the member stands.

    What the group decided while a member was out of the room rests on it.
    """
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


@rule("P30.{table}_attendance", "meeting", asks=Asks.NOTE)
def _interests_checked(state: State, kept: Minute | Advice) -> None:
    """Interests are checked against attendance before {title} is recorded."""
    if kept.subject and scrutiny_meetings.present_at(state.reader, kept.meeting) is None:
        raise DataError(
            f"attendance on {kept.meeting} is not on record: interests could not be checked"
        )


@rule("P32.text", "text")
def _says_something(_state: State, advice: Advice) -> None:
    """Advice says what is advised."""
    if not advice.text.strip():
        raise DataError("advice says what is advised", fix="add --text TEXT")


@rule("P32.due", "due_on")
def _due_after(_state: State, advice: Advice) -> None:
    """An answer is due after the meeting."""
    if advice.due_on <= advice.meeting:
        raise DataError(
            f"an answer cannot be due on {advice.due_on}",
            why=f"the advice is given on {advice.meeting}",
            fix="give a later --due, or leave it out",
        )


def _require_after(state: State, kept: AdviceResponse | AdviceVerdict) -> None:
    advice = state.reader.get(Advice, number=kept.advice)
    if advice is not None and not advice.meeting <= kept.on_day <= state.as_of:
        raise DataError(
            f"{kept.on_day} cannot be right",
            why=f"advice {kept.advice} was given on {advice.meeting}, and the day judged from "
            f"is {state.as_of}",
            fix=f"give a day from {advice.meeting} to {state.as_of}",
        )


@rule("P32.answer_after", "on_day", rests_on=[Advice])
def _answered_after(state: State, answer: AdviceResponse) -> None:
    """An answer comes after the advice."""
    _require_after(state, answer)


@rule("P32.refused", "note")
def _refused_with_words(_state: State, verdict: AdviceVerdict) -> None:
    """An answer is not refused without a word."""
    if not verdict.accepted and not verdict.note.strip():
        raise DataError(
            f"advice {verdict.advice} is not accepted without a word",
            why="whoever answered must know what is missing",
            fix='add --note "..."',
        )


@rule("P32.verdict_after", "on_day", rests_on=[Advice])
def _judged_after(state: State, verdict: AdviceVerdict) -> None:
    """A verdict comes after the advice."""
    _require_after(state, verdict)


@rule("P32.answered_first", "on_day", rests_on=[AdviceResponse, AdviceVerdict])
def _answered_first(state: State, verdict: AdviceVerdict) -> None:
    """A verdict is on an answer that is on record."""
    answers = state.reader.where(AdviceResponse, advice=verdict.advice)
    others = state.reader.where(AdviceVerdict, advice=verdict.advice)
    open_days = unjudged(
        (answer.on_day for answer in answers if answer.on_day <= verdict.on_day),
        (other.on_day for other in others if other.on_day < verdict.on_day),
    )
    if not open_days:
        raise DataError(
            f"advice {verdict.advice} has no answer to judge by {verdict.on_day}",
            why="nothing new was answered",
            fix=f"bleadchallenge isg respond {verdict.advice} --by NAME --text TEXT "
            "--evidence TEXT --date DATE",
        )


@rule("P35.words", "text")
def _own_words(_state: State, comment: Comment) -> None:
    """A comment says something."""
    if not comment.text.strip():
        raise DataError("an empty word cannot be printed", fix='give --text "..."')


@rule("P35.said_by_now", "on_day")
def _said_by_now(state: State, comment: Comment) -> None:
    """A comment is recorded once it was made."""
    state.require_past(comment.on_day, "a comment")
