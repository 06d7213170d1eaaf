"""The four expectations of the bid: met, at risk, not met, or too early to say.

Each expectation is read from signs on record: one against it means it is not
met, a doubt puts it at risk, and only something that speaks for it can meet it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bleadchallenge.domain.choices import EscalationStage, Rating
from bleadchallenge.domain.kpis.status import Status
from bleadchallenge.domain.leadership.joint_practice import FollowThrough
from bleadchallenge.domain.policy import ExpectationRule
from bleadchallenge.domain.results.uncertainty import GrowthVerdict


class Expectation(StrEnum):
    """What the bid expects over five terms."""

    ENGAGEMENT = "full engagement"
    IMPACT = "support with demonstrable impact"
    CAPACITY = "leadership capacity rising"
    PERFORMANCE = "performance improving"


class ExpectationStatus(StrEnum):
    """How an expectation stands."""

    MET = "met"
    AT_RISK = "at risk"
    NOT_MET = "not met"
    TOO_EARLY = "too early"


class Weight(StrEnum):
    """What a sign says of an expectation."""

    FOR = "for"
    DOUBT = "doubt"
    AGAINST = "against"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Sign:
    """Something on record, in words, and what it says."""

    words: str
    weight: Weight


@dataclass(frozen=True, slots=True)
class ExpectationResult:
    """How an expectation stands, with every sign it was read from."""

    meets: ExpectationStatus
    signs: tuple[Sign, ...]

    @property
    def evidence(self) -> list[str]:
        """The signs in words, the gravest first."""
        order = (Weight.AGAINST, Weight.DOUBT, Weight.FOR, Weight.NEITHER)
        return [sign.words for weight in order for sign in self.signs if sign.weight is weight]


@dataclass(frozen=True, slots=True)
class AdviceAnswers:
    """Advice to the school whose answer was due or given by a day."""

    answered: int = 0
    in_time: int = 0
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class DaysUsed:
    """Days of support; ``expected`` is how many an even pace had given by the day."""

    used: float = 0
    expected: float = 0
    disputed: float = 0


@dataclass(frozen=True, slots=True)
class LeadershipEvidence:
    """Signs of leadership capacity; ``None`` where nothing can be compared yet.

    ``rubric_change`` is the mean change of level from the baseline to the latest
    review, over areas judged at both. The shares are of the plan's actions led
    by the school's own staff, in the first and in the latest term, 0 to 1.
    """

    rubric_change: float | None = None
    in_view: int = 0
    moved_on: int = 0
    designations: int = 0
    own_led_first: float | None = None
    own_led_now: float | None = None


@dataclass(frozen=True, slots=True)
class ResultsGrowth:
    """The rate of increase in RWM beside the nation's, and how it reads."""

    verdict: GrowthVerdict
    points: float | None
    words: str


@dataclass(frozen=True, slots=True)
class SchoolEvidence:
    """What is on record about a school that the expectations are read from."""

    begun: bool = False
    first_term_over: bool = False
    midterm_held: bool = False
    final_held: bool = False
    signed: bool = False
    stage: EscalationStage | None = None
    advice: AdviceAnswers = field(default_factory=AdviceAnswers)
    sessions: FollowThrough = field(default_factory=lambda: FollowThrough(0, 0, 0, 0, 0))
    days: DaysUsed = field(default_factory=DaysUsed)
    support_kpis: Mapping[Status, int] = field(default_factory=dict)
    school_kpis: Mapping[Status, int] = field(default_factory=dict)
    impact: Rating | None = None
    capacity: LeadershipEvidence = field(default_factory=LeadershipEvidence)
    growth: ResultsGrowth | None = None


def judge(
    expectation: Expectation, evidence: SchoolEvidence, rule: ExpectationRule
) -> ExpectationResult:
    """How a school stands to an expectation."""
    if not evidence.begun:
        return ExpectationResult(
            ExpectationStatus.TOO_EARLY, (Sign("the programme has not begun", Weight.NEITHER),)
        )
    signs = tuple(_READERS[expectation](evidence, rule))
    return ExpectationResult(
        _meets(signs), signs or (Sign("nothing on record yet", Weight.NEITHER),)
    )


def whole(
    judged: Sequence[ExpectationStatus], rule: ExpectationRule, left: Mapping[str, int]
) -> ExpectationResult:
    """How the programme as a whole stands: it meets what every school of it meets.

    ``left`` are the schools that withdrew or paused, in words: they stay in the
    number, and while there are any the whole is at risk at best.
    """
    counts = {meets: sum(each is meets for each in judged) for meets in ExpectationStatus}
    gone = sum(left.values())
    total = len(judged) + gone
    said = {**{str(meets): counts[meets] for meets in ExpectationStatus}, **left}
    words = ", ".join(f"{count} {what}" for what, count in said.items() if count)
    sign = (Sign(f"of {total} schools: {words}" if total else "no schools yet", Weight.NEITHER),)
    if not judged or counts[ExpectationStatus.TOO_EARLY] == len(judged):
        return ExpectationResult(ExpectationStatus.TOO_EARLY, sign)
    if counts[ExpectationStatus.NOT_MET] >= rule.whole_not_met_share * total:
        return ExpectationResult(ExpectationStatus.NOT_MET, sign)
    if gone or counts[ExpectationStatus.NOT_MET] or counts[ExpectationStatus.AT_RISK]:
        return ExpectationResult(ExpectationStatus.AT_RISK, sign)
    return ExpectationResult(
        ExpectationStatus.TOO_EARLY
        if counts[ExpectationStatus.TOO_EARLY]
        else ExpectationStatus.MET,
        sign,
    )


def _meets(signs: Iterable[Sign]) -> ExpectationStatus:
    weights = {sign.weight for sign in signs}
    if Weight.AGAINST in weights:
        return ExpectationStatus.NOT_MET
    if Weight.DOUBT in weights:
        return ExpectationStatus.AT_RISK
    return ExpectationStatus.MET if Weight.FOR in weights else ExpectationStatus.TOO_EARLY


def _engagement(evidence: SchoolEvidence, rule: ExpectationRule) -> list[Sign]:
    return [
        _signed(evidence),
        *_staged(evidence.stage),
        *_answered(evidence.advice),
        *_attended(evidence.sessions, rule),
        *_used(evidence.days, rule),
    ]


def _signed(evidence: SchoolEvidence) -> Sign:
    if evidence.signed:
        return Sign("head and chair have signed", Weight.FOR)
    weight = Weight.AGAINST if evidence.first_term_over else Weight.DOUBT
    return Sign("a signature of head or chair is not in force", weight)


def _staged(stage: EscalationStage | None) -> list[Sign]:
    if stage is None:
        return []
    early = stage in (EscalationStage.REMINDED, EscalationStage.CHALLENGED)
    return [Sign(f"stage of intervention: {stage}", Weight.DOUBT if early else Weight.AGAINST)]


def _answered(advice: AdviceAnswers) -> list[Sign]:
    signs = []
    if advice.overdue:
        signs.append(Sign(f"{_of('answer', advice.overdue)} to advice overdue", Weight.DOUBT))
    if advice.answered:
        words = f"{advice.in_time} of {_of('answer', advice.answered)} to advice in time"
        signs.append(Sign(words, Weight.FOR))
    return signs


def _attended(sessions: FollowThrough, rule: ExpectationRule) -> list[Sign]:
    share = sessions.attendance_share
    if share is None:
        return []
    words = f"{sessions.attended} of {_of('place', sessions.places)} at sessions taken up"
    signs = [Sign(words, Weight.FOR if share >= rule.attendance_share else Weight.DOUBT)]
    if sessions.overdue:
        signs.append(Sign(f"{_of('follow-up', sessions.overdue)} overdue", Weight.DOUBT))
    return signs


def _used(days: DaysUsed, rule: ExpectationRule) -> list[Sign]:
    if not days.expected:
        return []
    words = f"{days.used:g} days of support used of {days.expected:g} expected by now"
    kept = days.used >= rule.days_share * days.expected
    return [Sign(words, Weight.FOR if kept else Weight.DOUBT)]


def _impact(evidence: SchoolEvidence, rule: ExpectationRule) -> list[Sign]:
    signs = _indicators(evidence.support_kpis, "support KPIs", rule)
    if evidence.impact is not None:
        weight = {Rating.NONE: Weight.AGAINST, Rating.LIMITED: Weight.DOUBT}.get(
            evidence.impact, Weight.FOR
        )
        signs.append(Sign(f"impact of support rated {evidence.impact} at the review", weight))
    if evidence.days.disputed:
        noun = "day" if evidence.days.disputed == 1 else "days"
        words = f"{evidence.days.disputed:g} {noun} of support disputed"
        signs.append(Sign(words, Weight.DOUBT))
    return signs


def _indicators(counts: Mapping[Status, int], what: str, rule: ExpectationRule) -> list[Sign]:
    unjudged = (Status.NOT_YET_DUE, Status.TOO_FEW)
    judged = {status: n for status, n in counts.items() if n and status not in unjudged}
    total = sum(judged.values())
    if not total:
        return []
    words = f"{what}: " + ", ".join(f"{judged[s]} {s}" for s in Status if s in judged)
    off = judged.get(Status.OFF_TRACK, 0)
    if off > rule.off_track_share * total:
        return [Sign(words, Weight.AGAINST)]
    doubtful = off or judged.get(Status.NO_READING, 0)
    mostly = judged.get(Status.ON_TRACK, 0) * 2 >= total
    return [Sign(words, Weight.FOR if mostly and not doubtful else Weight.DOUBT)]


def _capacity(evidence: SchoolEvidence, _rule: ExpectationRule) -> list[Sign]:
    found = evidence.capacity
    signs = [*_rubric(found.rubric_change), *_people(found), *_own_led(found)]
    if any(sign.weight is Weight.FOR for sign in signs) or not evidence.midterm_held:
        return signs
    weight = Weight.AGAINST if evidence.final_held else Weight.DOUBT
    return [*signs, Sign("nothing on record shows capacity rising", weight)]


def _rubric(change: float | None) -> list[Sign]:
    if change is None:
        return []
    words = f"rubric {change:+.1f} levels on average since the baseline"
    if change > 0:
        return [Sign(words, Weight.FOR)]
    return [Sign(words, Weight.AGAINST if change < 0 else Weight.DOUBT)]


def _people(found: LeadershipEvidence) -> list[Sign]:
    signs = []
    if found.in_view:
        moved = found.moved_on
        words = f"{moved} of {_of('potential leader', found.in_view)} moved on a stage"
        signs.append(Sign(words, Weight.FOR if moved else Weight.NEITHER))
    if found.designations:
        words = f"{_of('designation', found.designations)} gained"
        signs.append(Sign(words, Weight.FOR))
    return signs


def _own_led(found: LeadershipEvidence) -> list[Sign]:
    if found.own_led_first is None or found.own_led_now is None:
        return []
    words = (
        f"own staff lead {found.own_led_now:.0%} of the plan's actions, "
        f"{found.own_led_first:.0%} in the first term"
    )
    if found.own_led_now == found.own_led_first:
        return [Sign(words, Weight.NEITHER)]
    rose = found.own_led_now > found.own_led_first
    return [Sign(words, Weight.FOR if rose else Weight.DOUBT)]


def _performance(evidence: SchoolEvidence, rule: ExpectationRule) -> list[Sign]:
    signs = _indicators(evidence.school_kpis, "the school's KPIs", rule)
    growth = evidence.growth
    return signs if growth is None else [*signs, Sign(growth.words, _grew(growth))]


def _grew(growth: ResultsGrowth) -> Weight:
    """A change within chance says little: in line it is a doubt only where it falls short."""
    if growth.verdict is GrowthVerdict.AHEAD:
        return Weight.FOR
    if growth.verdict is GrowthVerdict.BEHIND:
        return Weight.AGAINST
    short = growth.points is not None and growth.points < 0
    return Weight.DOUBT if growth.verdict is GrowthVerdict.IN_LINE and short else Weight.NEITHER


def _of(noun: str, count: int) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


_READERS: dict[Expectation, Callable[[SchoolEvidence, ExpectationRule], list[Sign]]] = {
    Expectation.ENGAGEMENT: _engagement,
    Expectation.IMPACT: _impact,
    Expectation.CAPACITY: _capacity,
    Expectation.PERFORMANCE: _performance,
}
