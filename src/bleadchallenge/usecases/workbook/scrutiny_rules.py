"""The rules of the scrutiny group's records and of what follows, held in bulk as well."""

from datetime import date

from bleadchallenge.domain.choices import (
    AdviceRecipient,
    CommissioningDecision,
    EscalationStage,
    NoticeGiver,
    NoticeGround,
    Role,
)
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.escalation.commissioning import require_reply
from bleadchallenge.domain.escalation.notices import require_lawful
from bleadchallenge.store.escalation.stages import last_notice
from bleadchallenge.store.schools.kinds import school_kind
from bleadchallenge.store.tables import (
    Advice,
    AdviceResponse,
    AdviceVerdict,
    Alliance,
    Attendance,
    Comment,
    CommissioningReview,
    EscalationStep,
    Interest,
    Minute,
    Person,
    WarningNotice,
    Withdrawal,
)
from bleadchallenge.usecases.scrutiny.advice import require_answer
from bleadchallenge.usecases.scrutiny.group import require_withdrawn
from bleadchallenge.usecases.scrutiny.meetings import require_held
from bleadchallenge.usecases.workbook.record_rules import Rule, RuleContext


def _held(court: RuleContext, kept: Attendance | Withdrawal | Minute | Advice) -> None:
    require_held(court.reader, court.policy, kept.meeting, court.as_of)


def _by_a_member(court: RuleContext, kept: Attendance | Withdrawal) -> None:
    person = court.reader.get(Person, code=kept.person)
    if person is not None and person.role != Role.ISG_MEMBER:
        raise DataError(f"{kept.person} is no member of the group", fix="the code of a member")


def _known_subject(
    court: RuleContext, kept: Withdrawal | Interest | Minute | EscalationStep | Comment
) -> None:
    if kept.subject:
        _require_subject(court, kept.subject)


def _require_subject(court: RuleContext, subject: str) -> None:
    alliance = court.reader.get(Alliance, code=subject)
    if alliance is None and court.school(subject).name == subject:
        raise DataError(
            f"{subject} is neither a school nor an alliance on record",
            fix="the URN of a school or the code of an alliance",
        )


def _interests_declared(court: RuleContext, kept: Minute | Advice) -> None:
    if kept.subject:
        require_withdrawn(court.reader, kept.meeting, kept.subject)


def _to_whom(court: RuleContext, advice: Advice) -> None:
    to = AdviceRecipient(advice.to)
    if (to is AdviceRecipient.PARTNERSHIP) == bool(advice.subject):
        raise DataError(
            f"advice to the {to} names {advice.subject or 'nobody'}",
            fix="a school or an alliance, and nobody where it is to the partnership",
        )
    if to is AdviceRecipient.ALLIANCE:
        court.require_there(Alliance, code=advice.subject)
    elif to is AdviceRecipient.SCHOOL:
        _require_subject(court, advice.subject)


def _due_after(_court: RuleContext, advice: Advice) -> None:
    if advice.due_on <= advice.meeting:
        raise DataError("an answer is due after the meeting", fix=f"after {advice.meeting}")


def _answer_after(court: RuleContext, answer: AdviceResponse) -> None:
    _require_later(court, answer.advice, answer.on_day)


def _verdict_of_answer(court: RuleContext, verdict: AdviceVerdict) -> None:
    _require_later(court, verdict.advice, verdict.on_day)
    require_answer(court.reader, verdict.advice, verdict.on_day)
    if not verdict.accepted and not verdict.note.strip():
        raise DataError("an answer is not refused without a word", fix="words under note")


def _require_later(court: RuleContext, number: int, on: date) -> None:
    court.require_past(on, "an answer or verdict")
    advice = court.reader.get(Advice, number=number)
    if advice is not None and on < advice.meeting:
        raise DataError(
            f"advice {number} was given on {advice.meeting}", fix="that day or a later one"
        )


def _notice_by_the_authority(court: RuleContext, step: EscalationStep) -> None:
    court.require_past(step.on_day, "a stage")
    if step.stage != EscalationStage.NOTICE:
        return
    if last_notice(court.reader, step.subject, step.on_day) is None:
        raise DataError(
            "the programme gives no warning notice",
            fix="the authority's own notice, recorded as a warning notice",
        )


def _stage_has_reason(_court: RuleContext, step: EscalationStep) -> None:
    if not step.reason.strip():
        raise DataError("a stage needs its reason", fix="why people decided so")


def _lawful(court: RuleContext, notice: WarningNotice) -> None:
    court.require_past(notice.given_on, "a notice")
    require_lawful(
        school_kind(court.reader, notice.urn),
        NoticeGiver(notice.given_by),
        NoticeGround(notice.ground),
        court.school(notice.urn).name,
    )


def _heard_first(court: RuleContext, review: CommissioningReview) -> None:
    court.require_past(review.on_day, "an outcome")
    alliance = court.reader.get(Alliance, code=review.alliance)
    name = alliance.name if alliance else review.alliance
    require_reply(CommissioningDecision(review.outcome), review.reply, "", name, review.alliance)


def _which_conditions(_court: RuleContext, review: CommissioningReview) -> None:
    if review.outcome == CommissioningDecision.CONDITIONS and not review.conditions.strip():
        raise DataError("which conditions?", fix="words under conditions")


def _own_words(court: RuleContext, comment: Comment) -> None:
    court.require_past(comment.on_day, "a comment")
    if not comment.text.strip():
        raise DataError("an empty word cannot be printed", fix="words under text")


SCRUTINY_RULES: tuple[Rule, ...] = (
    Rule(Attendance, "meeting", _held),
    Rule(Attendance, "person", _by_a_member),
    Rule(Withdrawal, "meeting", _held),
    Rule(Withdrawal, "person", _by_a_member),
    Rule(Withdrawal, "subject", _known_subject),
    Rule(Interest, "subject", _known_subject),
    Rule(Minute, "meeting", _held),
    Rule(Minute, "subject", _known_subject),
    Rule(Minute, "decision", _interests_declared),
    Rule(Advice, "meeting", _held),
    Rule(Advice, "subject", _to_whom),
    Rule(Advice, "text", _interests_declared),
    Rule(Advice, "due_on", _due_after),
    Rule(AdviceResponse, "on_day", _answer_after),
    Rule(AdviceVerdict, "on_day", _verdict_of_answer),
    Rule(EscalationStep, "subject", _known_subject),
    Rule(EscalationStep, "stage", _notice_by_the_authority),
    Rule(EscalationStep, "reason", _stage_has_reason),
    Rule(WarningNotice, "ground", _lawful),
    Rule(CommissioningReview, "outcome", _heard_first),
    Rule(CommissioningReview, "conditions", _which_conditions),
    Rule(Comment, "text", _own_words),
    Rule(Comment, "subject", _known_subject),
)
"""The rules of these tables, in their commands' words."""
