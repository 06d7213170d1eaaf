"""Alliances that do not deliver: the case for a review, fairly put, and its outcome.

The case shows what is on record; people decide. An alliance with too few
schools is never held beside others, and none is ranked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from bleadchallenge.domain.choices import CommissioningDecision, Rating
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.kpis.status import Status
from bleadchallenge.domain.policy import CommissioningRule


@dataclass(frozen=True, slots=True)
class CommissioningCase:
    """What is on record about an alliance on a day; days are days, not quarters.

    ``expected`` is how many days an even pace had given by the day, over its
    schools. ``ratings`` are of the support's impact, at the last review
    of each school that it supported then. ``switches`` are decisions to switch away from it.
    ``median_answer`` is in working days, ``None`` where it answered nothing.
    """

    schools: int
    used: float = 0
    expected: float = 0
    confirmed: float = 0
    disputed: float = 0
    support_kpis: Mapping[Status, int] = field(default_factory=dict)
    ratings: Sequence[Rating] = ()
    switches: int = 0
    median_answer: float | None = None
    overdue: int = 0
    refused: int = 0

    @property
    def days_share(self) -> float | None:
        """Days given of those expected by now, 0 to 1; ``None`` while none are."""
        return self.used / self.expected if self.expected else None


def grounds(case: CommissioningCase, rule: CommissioningRule) -> list[str]:
    """Why a review of the alliance is recommended, in words; empty where nothing asks for one."""
    return [
        *_switched(case),
        *_behind(case, rule),
        *_off_track(case, rule),
        *_rated(case),
        *_disputed(case),
        *_unanswered(case),
    ]


def beside_others(
    case: CommissioningCase, others: Sequence[CommissioningCase], rule: CommissioningRule
) -> str:
    """How an alliance's days compare with the other alliances', if that can be said.

    Only alliances with schools enough are held beside one another, and only in
    words against the middle of them: there is no order.
    """
    least = rule.comparable_schools
    if case.schools < least:
        return f"too few schools to be held beside others ({case.schools} of {least})"
    shares = [o.days_share for o in others if o.schools >= least and o.days_share is not None]
    if case.days_share is None or len(shares) < least - 1:
        return "too few other alliances to be held beside"
    middle = median(shares)
    return (
        f"days given of those expected: {case.days_share:.0%}; "
        f"the middle of {len(shares)} other alliances: {middle:.0%}"
    )


def require_reply(outcome: CommissioningDecision, reply: str, name: str, code: str) -> None:
    """Raise ``DataError`` where an alliance was not heard before an outcome against it."""
    if reply or outcome is CommissioningDecision.RECOMMISSION:
        return
    raise DataError(
        f"{name} has not been heard",
        why="an alliance has a right of reply before it is commissioned with conditions or not",
        fix=f"bleadchallenge tsa-review {code} --reply TEXT --by NAME, or say when it was asked: "
        "--reply-asked DATE",
    )


def _switched(case: CommissioningCase) -> list[str]:
    if not case.switches:
        return []
    noun = "school was" if case.switches == 1 else "schools were"
    return [f"{case.switches} {noun} switched to another alliance for want of impact"]


def _behind(case: CommissioningCase, rule: CommissioningRule) -> list[str]:
    share = case.days_share
    if share is None or share >= rule.days_share:
        return []
    return [f"{case.used:g} days given of {case.expected:g} expected by now ({share:.0%})"]


def _off_track(case: CommissioningCase, rule: CommissioningRule) -> list[str]:
    unjudged = (Status.NOT_YET_DUE, Status.TOO_FEW)
    judged = sum(n for s, n in case.support_kpis.items() if s not in unjudged)
    off = case.support_kpis.get(Status.OFF_TRACK, 0)
    if not judged or off < rule.off_track_share * judged:
        return []
    return [f"{off} of {judged} support KPIs off track"]


def _rated(case: CommissioningCase) -> list[str]:
    low = [rating for rating in case.ratings if rating in (Rating.LIMITED, Rating.NONE)]
    if not low:
        return []
    count = len(case.ratings)
    return [f"impact rated limited or none at the last review of {len(low)} of {count} schools"]


def _disputed(case: CommissioningCase) -> list[str]:
    noun = "day" if case.disputed == 1 else "days"
    return [f"schools dispute {case.disputed:g} {noun}"] if case.disputed else []


def _unanswered(case: CommissioningCase) -> list[str]:
    waiting = case.overdue + case.refused
    if not waiting:
        return []
    return [f"advice not acted on: {case.overdue} overdue, {case.refused} not accepted"]
