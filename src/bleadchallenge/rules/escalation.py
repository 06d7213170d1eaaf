"""Rules of escalation: stages, the authority's notices, reviews of alliances."""

from bleadchallenge.domain.choices import (
    AdviceRecipient,
    CommissioningDecision,
    EscalationStage,
    NoticeGiver,
    NoticeGround,
)
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.escalation.commissioning import require_reply
from bleadchallenge.domain.escalation.notices import require_lawful
from bleadchallenge.domain.escalation.stages import (
    ORDER,
    Passage,
    Step,
    open_steps,
    passage,
    unaccepted,
    waiting_of,
)
from bleadchallenge.domain.scrutiny.advice import AdviceRecord
from bleadchallenge.rules.rule import Asks, rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.escalation.stages import last_notice
from bleadchallenge.store.schools.kinds import school_kind
from bleadchallenge.store.scrutiny.meetings import advice_given
from bleadchallenge.store.tables import (
    Advice,
    AdviceResponse,
    AdviceVerdict,
    Alliance,
    CommissioningReview,
    EscalationStep,
    NoticeLookup,
    PolicyText,
    WarningNotice,
)


@rule("P34.by_now", "on_day")
def _decided_by_now(state: State, step: EscalationStep) -> None:
    """A stage is recorded once it was decided."""
    state.require_past(step.on_day, "a stage")


@rule("P34.notice", "stage", rests_on=[WarningNotice])
def _notice_by_the_authority(state: State, step: EscalationStep) -> None:
    """The authority's notice is a stage only where the authority gave one."""
    if step.stage == EscalationStage.NOTICE and (
        last_notice(state.reader, step.subject, step.on_day) is None
    ):
        raise DataError(
            "the programme gives no warning notice",
            why="a notice is given by the local authority or the Secretary of State",
            fix=f"record what the authority did: bleadchallenge notice {step.subject} "
            "--given-by local-authority --ground standards --date DATE",
        )


@rule("P34.advised", "advice", rests_on=[Advice])
def _advised_first(state: State, step: EscalationStep) -> None:
    """A stage follows from advice."""
    if step.advice is not None and state.reader.get(Advice, number=step.advice) is None:
        raise DataError(f"there is no advice {step.advice}", fix="bleadchallenge isg advice")
    given = _advice(state, step)
    if step.advice is not None and step.advice not in {each.number for each in given}:
        raise DataError(
            f"advice {step.advice} was not given to {state.name(step.subject)} by {step.on_day}",
            why="a stage follows from advice that the school itself did not act on",
            fix="bleadchallenge isg advice lists what was advised, and to whom",
        )
    if step.stage not in (EscalationStage.NOTICE, EscalationStage.RESOLVED) and not given:
        raise DataError(
            f"{state.name(step.subject)} was given no advice by {step.on_day}",
            why="a stage follows from advice that was not acted on",
            fix=f"bleadchallenge isg advise --meeting DATE --to school {step.subject} --text TEXT",
        )


@rule("P34.one_a_day", "stage", rests_on=[EscalationStep])
def _one_stage_a_day(state: State, step: EscalationStep) -> None:
    """A school goes to one further stage a day."""
    others = state.reader.where(EscalationStep, subject=step.subject, on_day=step.on_day)
    raised = [each for each in others if each.stage in ORDER[:-1]]
    if step in raised and len(raised) > 1:
        raise DataError(
            f"{state.name(step.subject)} went to another stage on {step.on_day} already",
            why="a school has time to act before the next stage",
            fix="give the day of the next stage",
        )


@rule("P34.follows", "stage", rests_on=[EscalationStep])
def _follows_the_stage_before(state: State, step: EscalationStep) -> None:
    """A stage is another than the one before, and what is resolved was open.

    A stage is another than the one before, and only an open one is resolved.
    """
    passage(_stage_before(state, step), EscalationStage(step.stage))


def _stage_before(state: State, step: EscalationStep) -> EscalationStage | None:
    """The stage that a step leads on from; ``None`` where nothing was open."""
    taken = sorted(
        state.reader.where(EscalationStep, subject=step.subject),
        key=lambda each: (each.on_day, each.since, each.id or 0),
    )
    before = taken[: [each.id for each in taken].index(step.id)]
    steps = open_steps([Step(EscalationStage(each.stage), each.on_day) for each in before])
    return steps[-1].stage if steps else None


@rule("P34.in_order", "on_day", asks=Asks.CHANGE)
def _after_what_is_on_record(state: State, step: EscalationStep) -> None:
    """Stages are recorded in the order in which they were decided.

    A stage is not put in before one that people decided on later.
    """
    known = state.earlier.where(EscalationStep, subject=step.subject) if state.earlier else []
    last = max(known, key=lambda each: each.on_day, default=None)
    if state.is_new(step) and last is not None and step.on_day < last.on_day:
        raise DataError(
            f"a later stage is on record: {last.stage} on {last.on_day}",
            fix="give the day it was decided",
        )


@rule(
    "P34.resolved",
    "stage",
    rests_on=[Advice, AdviceResponse, AdviceVerdict, WarningNotice, PolicyText],
)
def _resolved_once_acted_on(state: State, step: EscalationStep) -> None:
    """A case is resolved once advice is answered and accepted, and a notice complied with."""
    if step.stage != EscalationStage.RESOLVED:
        return
    advice = _advice(state, step)
    waiting = waiting_of(advice, state.policy.advice, step.on_day, state.clock_stops())
    open_still = tuple(each.number for each in waiting) or unaccepted(
        advice, state.policy.advice, step.on_day, state.clock_stops()
    )
    notice = last_notice(state.reader, step.subject, step.on_day)
    complied = notice is None or (
        notice.complied_on is not None and notice.complied_on <= step.on_day
    )
    if open_still:
        raise DataError(
            f"{state.name(step.subject)} cannot be resolved on {step.on_day}",
            why=f"advice {', '.join(map(str, open_still))} is not answered and accepted",
            fix=f"bleadchallenge isg accept {open_still[0]}, or a lower --stage with its reason",
        )
    if not complied:
        raise DataError(
            f"{state.name(step.subject)} cannot be resolved on {step.on_day}",
            why="the authority's notice is not complied with",
            fix=f"bleadchallenge notice {step.subject} --complied DATE",
        )


@rule("P34.reason", "reason")
def _with_its_reason(state: State, step: EscalationStep) -> None:
    """A stage says why."""
    if step.reason.strip():
        return
    before, to = _stage_before(state, step), EscalationStage(step.stage)
    how = passage(before, to)
    raise DataError(
        f"the step from {before or 'no stage'} to {to} needs its reason",
        why=f"it {how}" if how is not Passage.NEXT else "nothing recommends it by itself",
        fix='add --reason "..."',
    )


def _advice(state: State, step: EscalationStep) -> list[AdviceRecord]:
    """The advice to the school that was given by the day of the step."""
    return [
        given
        for given in advice_given(state.reader, step.on_day, subject=step.subject)
        if given.to is AdviceRecipient.SCHOOL
    ]


@rule("P34.decided_by", "decided_by", asks=Asks.CHANGE)
def _stage_decided_by(state: State, step: EscalationStep) -> None:
    """A stage says who decided."""
    state.require_known(step.decided_by)


@rule("P34.given_by_now", "given_on")
def _given_by_now(state: State, notice: WarningNotice) -> None:
    """A notice is recorded once it was given."""
    state.require_past(notice.given_on, "a notice", "record it once it was given")


@rule("P34.looked_up_by_now", "looked_up_on")
def _looked_up_by_now(state: State, lookup: NoticeLookup) -> None:
    """Notices are looked up on a day that has come."""
    state.require_past(lookup.looked_up_on, "a look-up", "give the day it was looked up")


@rule("P34.comply_by", "comply_by")
def _time_to_comply(_state: State, notice: WarningNotice) -> None:
    """A notice leaves time to comply."""
    if notice.comply_by is not None and notice.comply_by <= notice.given_on:
        raise DataError(
            f"nobody can comply with a notice of {notice.given_on} by {notice.comply_by}",
            fix="give the later day that the notice names under --comply-by",
        )


@rule("P34.complied", "complied_on")
def _complied_after(state: State, notice: WarningNotice) -> None:
    """A notice is complied with once it was, and after it was given."""
    on = notice.complied_on
    if on is None:
        return
    state.require_past(on, "compliance", "record it once the notice was complied with")
    if on < notice.given_on:
        raise DataError(
            f"a notice of {notice.given_on} was not complied with on {on}, before it was given",
            fix=f"give a day from {notice.given_on} on",
        )


@rule("P34.lawful", "ground", asks=Asks.CHANGE)
def _lawful(state: State, notice: WarningNotice) -> None:
    """A notice is one that the law knows for that kind of school."""
    require_lawful(
        school_kind(state.reader, notice.urn),
        NoticeGiver(notice.given_by),
        NoticeGround(notice.ground),
        state.school(notice.urn).name,
    )


@rule("P34.known_kind", "urn", asks=Asks.NOTE)
def _of_a_known_kind(state: State, notice: WarningNotice) -> None:
    """A notice is to a school of which a file says what kind it is."""
    if school_kind(state.reader, notice.urn) is None:
        name = state.school(notice.urn).name
        raise DataError(f"no file says whether {name} is a maintained school or an academy")


@rule("P35.by_now", "on_day", rests_on=[PolicyText])
def _reviewed_by_now(state: State, review: CommissioningReview) -> None:
    """An outcome is recorded once it was decided, since the programme began."""
    state.require_past(review.on_day, "an outcome")
    begins = state.policy.terms[0].starts
    if review.on_day < begins:
        raise DataError(
            f"an outcome of {review.on_day} lies before the programme",
            why=f"it began on {begins}",
            fix="give the day it was decided",
        )


@rule("P35.heard", "outcome")
def _heard_first(state: State, review: CommissioningReview) -> None:
    """An alliance is heard before it is commissioned with conditions or not."""
    alliance = state.reader.get(Alliance, code=review.alliance)
    name = alliance.name if alliance else review.alliance
    require_reply(CommissioningDecision(review.outcome), review.reply, name, review.alliance)


@rule("P35.conditions", "conditions")
def _which_conditions(_state: State, review: CommissioningReview) -> None:
    """Conditions are said."""
    if review.outcome == CommissioningDecision.CONDITIONS and not review.conditions.strip():
        raise DataError("which conditions?", fix='add --conditions "..."')


@rule("P35.reason", "reason")
def _outcome_with_reason(_state: State, review: CommissioningReview) -> None:
    """An outcome says why."""
    if not review.reason.strip():
        raise DataError("an outcome needs its reason", fix='add --reason "..."')


@rule("P35.decided_by", "decided_by", asks=Asks.CHANGE)
def _outcome_decided_by(state: State, review: CommissioningReview) -> None:
    """An outcome says who decided."""
    state.require_known(review.decided_by)
