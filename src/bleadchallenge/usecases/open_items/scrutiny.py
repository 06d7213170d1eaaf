"""What the scrutiny group waits for, and what waits for the group."""

from collections.abc import Iterator
from datetime import date

from bleadchallenge.domain.choices import AdviceRecipient
from bleadchallenge.domain.open_items.items import (
    COORDINATOR,
    GROUP,
    OpenItem,
    OpenItemKind,
    Owner,
    Party,
    Subject,
)
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.scrutiny.advice import (
    AdviceRecord,
    AdviceState,
    advice_status,
    awaiting_response,
)
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.escalation.commissioning import ended_on
from bleadchallenge.store.scrutiny.meetings import advice_given
from bleadchallenge.usecases.bank_holidays import clock_stops
from bleadchallenge.usecases.scrutiny.meetings import calendar, next_meeting


def advice(reader: Reader, policy: Policy, as_of: date) -> Iterator[OpenItem]:
    """Advice without an answer, whose answer was refused, or whose answer was not judged.

    What an alliance was advised about a school that it no longer supports is moot.
    """
    for given in advice_given(reader, as_of):
        now = advice_status(given.clock, policy.advice, as_of, clock_stops(policy))
        if _is_moot(reader, given, as_of):
            continue
        if now.state is AdviceState.ANSWERED:
            yield _verdict(reader, policy, given, as_of)
        elif now.state is not AdviceState.ACCEPTED:
            yield _answer(policy, given, as_of, refused=now.state is AdviceState.NOT_ACCEPTED)


def meetings_ahead(reader: Reader, policy: Policy, as_of: date) -> Iterator[OpenItem]:
    """The meetings to come, each with its pack."""
    for meeting in calendar(reader, policy):
        if meeting.on is not None and meeting.on >= as_of:
            yield OpenItem(
                OpenItemKind.MEETING,
                Subject(),
                COORDINATOR,
                min(meeting.planned_on, as_of),
                meeting.on,
                "meeting of the scrutiny group, with its pack",
                meeting.reason or "it is in the group's calendar",
                f"report isg-pack --meeting {meeting.on}",
                f"meeting/{meeting.planned_on}",
            )


def _answer(policy: Policy, given: AdviceRecord, as_of: date, *, refused: bool) -> OpenItem:
    by = awaiting_response(given.clock, as_of)
    return OpenItem(
        OpenItemKind.ADVICE,
        _subject(given),
        _addressee(policy, given),
        by if refused and by else given.clock.given_on,
        by,
        f"answer to advice {given.number}: {given.text}",
        f"the answer was not accepted on {by}"
        if refused
        else f"advised on {given.clock.given_on}; nothing with evidence came",
        f"isg respond {given.number} --by NAME --text TEXT --evidence TEXT --date DATE",
        f"advice/{given.number}",
        (f"advice/{given.number}/state",),
    )


def _verdict(reader: Reader, policy: Policy, given: AdviceRecord, as_of: date) -> OpenItem:
    """The group's word on an answer, wanted at its next meeting."""
    answered = [answer.on for answer in given.clock.answers if answer.on <= as_of]
    return OpenItem(
        OpenItemKind.VERDICT,
        _subject(given),
        GROUP,
        answered[-1],
        next_meeting(reader, policy, answered[-1]),
        f"whether the answer to advice {given.number} is accepted",
        f"answered on {answered[-1]}: {given.text}",
        f"isg accept {given.number}",
        f"verdict/{given.number}",
        (f"advice/{given.number}/state",),
    )


def _subject(given: AdviceRecord) -> Subject:
    return Subject(given.urn, given.subject if given.to is AdviceRecipient.ALLIANCE else "")


def _addressee(policy: Policy, given: AdviceRecord) -> Owner:
    party = Party(given.to.value)
    return Owner(party, given.subject or policy.partnership)


def _is_moot(reader: Reader, given: AdviceRecord, as_of: date) -> bool:
    if given.to is not AdviceRecipient.ALLIANCE or not given.urn:
        return False
    return ended_on(reader, given.subject, given.urn, as_of) is not None
