"""Schools that do not act on advice: stages, what is recommended, whose move it is.

The software recommends and keeps the evidence; people decide, and a warning
notice is the authority's alone (Education and Inspections Act 2006, s.60).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.choices import EscalationStage, SchoolKind
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.policy import AdviceClock
from bleadchallenge.domain.scrutiny.advice import AdviceRecord, AdviceState, advice_status

S = EscalationStage
ORDER = tuple(stage for stage in S if stage is not S.RESOLVED)


@dataclass(frozen=True, slots=True)
class AdviceWaiting:
    """Advice not acted on: its number, and what is missing since when.

    ``days`` are days of the policy's ``unit`` since the answer was due or was not accepted.
    """

    number: int
    text: str
    since: date
    days: int
    accepted: bool | None = None
    unit: str = "working days"

    @property
    def words(self) -> str:
        """The advice and what is missing, in a sentence."""
        noun = self.unit.removesuffix("s") if self.days == 1 else self.unit
        if self.accepted is False:
            return (
                f"advice {self.number} ({self.text}): the answer was not accepted on "
                f"{show_day(self.since)}; nothing new for {self.days} {noun}"
            )
        return (
            f"advice {self.number} ({self.text}): no answer with evidence "
            f"{self.days} {noun} after it was due on {show_day(self.since)}"
        )


@dataclass(frozen=True, slots=True)
class Step:
    """A stage people decided on."""

    stage: EscalationStage
    on: date


@dataclass(frozen=True, slots=True)
class EscalationCase:
    """What is on record about a school that did not act on advice.

    ``steps`` are those since the last time it was resolved, in order. ``kind``
    is ``None`` where no file says it. ``unaccepted`` are the numbers of advice
    whose answer nobody has taken yet.
    """

    waiting: tuple[AdviceWaiting, ...]
    unaccepted: tuple[int, ...] = ()
    steps: tuple[Step, ...] = ()
    kind: SchoolKind | None = None
    heard: bool = False
    signed: bool = False
    support_kept: bool = False
    same_leaders: bool = False
    complied: bool = False

    @property
    def stage(self) -> EscalationStage | None:
        """The stage it is at; ``None`` where nothing is open."""
        return self.steps[-1].stage if self.steps else None

    def has(self, stage: EscalationStage) -> bool:
        """Whether a stage was taken since the last time it was resolved."""
        return any(step.stage is stage for step in self.steps)

    @property
    def is_settled(self) -> bool:
        """Whether it may be resolved: advice answered and accepted, a notice complied with."""
        return not self.waiting and not self.unaccepted and self.notice_settled

    @property
    def notice_settled(self) -> bool:
        """Whether a notice, if one was given since, is complied with."""
        return self.complied or not self.has(S.NOTICE)


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing to look at before people decide."""

    words: str
    done: Callable[[EscalationCase], bool]


_HEARD = ChecklistItem("the school's own word is on record", lambda case: case.heard)
_KIND = ChecklistItem("the kind of school is known", lambda case: case.kind is not None)
CHECKLISTS: dict[EscalationStage, tuple[ChecklistItem, ...]] = {
    S.REMINDED: (
        ChecklistItem("head and chair have signed the agreement", lambda case: case.signed),
        ChecklistItem(
            "head and chair are those the advice was given to", lambda case: case.same_leaders
        ),
    ),
    S.CHALLENGED: (
        ChecklistItem("the school was reminded", lambda case: case.has(S.REMINDED)),
        ChecklistItem(
            "head and chair are those the advice was given to", lambda case: case.same_leaders
        ),
        _HEARD,
    ),
    S.FORMAL_REVIEW: (
        ChecklistItem("the school was reminded", lambda case: case.has(S.REMINDED)),
        ChecklistItem("the group challenged the school", lambda case: case.has(S.CHALLENGED)),
        _HEARD,
        ChecklistItem(
            "the alliance's days were delivered as planned", lambda case: case.support_kept
        ),
        ChecklistItem(
            "head and chair are those the advice was given to", lambda case: case.same_leaders
        ),
        _KIND,
    ),
    S.RESOLVED: (
        ChecklistItem("all advice is answered with evidence", lambda case: not case.waiting),
        ChecklistItem("the group has accepted every answer", lambda case: not case.unaccepted),
        ChecklistItem(
            "a notice, if one was given, is complied with", lambda case: case.notice_settled
        ),
    ),
}


class Passage(StrEnum):
    """What kind of step leads from one stage to another."""

    NEXT = "next"
    SKIP = "skips a stage"
    BACK = "goes back"
    CLOSE = "closes it"


def waiting_of(
    given: Sequence[AdviceRecord], rule: AdviceClock, as_of: date, holidays: Collection[date]
) -> tuple[AdviceWaiting, ...]:
    """The advice that is overdue or whose answer was not accepted, longest first."""
    found = []
    for each in given:
        now = advice_status(each.clock, rule, as_of, holidays)
        if now.waiting is None:
            continue
        refused = now.state is AdviceState.NOT_ACCEPTED
        since = each.clock.due_on
        if refused:
            since = [v.on for v in each.clock.verdicts if v.on <= as_of][-1]
        found.append(
            AdviceWaiting(
                each.number,
                each.text,
                since,
                now.waiting,
                accepted=False if refused else None,
                unit=rule.counts,
            )
        )
    return tuple(sorted(found, key=lambda waiting: (-waiting.days, waiting.number)))


def unaccepted(
    given: Sequence[AdviceRecord], rule: AdviceClock, as_of: date, holidays: Collection[date]
) -> tuple[int, ...]:
    """The numbers of the advice that was answered, and of which nobody has said it was enough."""
    return tuple(
        each.number
        for each in given
        if advice_status(each.clock, rule, as_of, holidays).state is AdviceState.ANSWERED
    )


def recommended(case: EscalationCase, rule: AdviceClock) -> EscalationStage | None:
    """The stage the clock recommends, or ``None`` where nothing new is due.

    It never goes beyond a formal review: what follows is for people. Where
    nothing is missing any more it recommends to close what is open.
    """
    if not case.waiting:
        return S.RESOLVED if case.stage and case.is_settled else None
    longest = max(waiting.days for waiting in case.waiting)
    due = next(
        (
            stage
            for stage, after in (
                (S.FORMAL_REVIEW, rule.review_after_working_days),
                (S.CHALLENGED, rule.challenge_after_working_days),
                (S.REMINDED, rule.remind_after_working_days),
            )
            if longest >= after
        ),
        None,
    )
    if due is None or (case.stage and _rank(case.stage) >= _rank(due)):
        return None
    return due


def checklist(case: EscalationCase, stage: EscalationStage) -> list[tuple[str, bool]]:
    """What to look at before a stage is decided, and whether it is so."""
    return [(check.words, check.done(case)) for check in CHECKLISTS.get(stage, (_HEARD, _KIND))]


def passage(now: EscalationStage | None, to: EscalationStage) -> Passage:
    """What kind of step leads there; raises ``DataError`` for one that leads nowhere."""
    if to is now:
        raise DataError(f"it is at the stage {to!s} already", fix="bleadchallenge escalate list")
    if to is S.RESOLVED:
        if now is None:
            raise DataError(
                "there is nothing to resolve",
                why="no stage is open",
                fix="bleadchallenge escalate list --all",
            )
        return Passage.CLOSE
    if is_next(now, to):
        return Passage.NEXT
    return Passage.SKIP if now is None or _rank(to) > _rank(now) else Passage.BACK


def is_next(now: EscalationStage | None, to: EscalationStage) -> bool:
    """Whether a stage comes right after another, or is the first."""
    return to is not S.RESOLVED and _rank(to) == (_rank(now) if now else -1) + 1


def whose_move(stage: EscalationStage | None, kind: SchoolKind | None) -> str:
    """Who must act next; maintained schools and academies take different roads."""
    if stage is None or stage is S.REMINDED:
        return "the school: answer the advice with evidence"
    if stage is S.CHALLENGED:
        return "the head and the chair: answer to the group at its next meeting"
    if stage is S.FORMAL_REVIEW:
        return "the partnership: hold the review and decide"
    if stage is S.RESOLVED:
        return "nobody"
    return _ROADS[stage].get(kind, "not known: import the register, which tells the kind of school")


_ROADS: dict[EscalationStage, dict[SchoolKind | None, str]] = {
    S.REFERRED: {
        SchoolKind.MAINTAINED: "the local authority: whether to give a warning notice (s.60)",
        SchoolKind.ACADEMY: "the regional schools commissioner: under the funding agreement",
    },
    S.NOTICE: {
        SchoolKind.MAINTAINED: "the governing body: comply within the time the notice gives",
        SchoolKind.ACADEMY: "the trust: act as the funding agreement requires",
    },
}


def open_steps(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps since the last time it was resolved; none where it is resolved now."""
    closed = [place for place, step in enumerate(steps) if step.stage is S.RESOLVED]
    return tuple(steps[closed[-1] + 1 :] if closed else steps)


def _rank(stage: EscalationStage) -> int:
    return ORDER.index(stage)
