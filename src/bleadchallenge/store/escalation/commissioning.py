"""Questions about alliances under review: schools, ratings, switches, outcomes."""

from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.choices import CommissioningDecision, DecisionKind, Rating
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.support.matching import ReviewOutcome
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.selection import assignment_on
from bleadchallenge.store.support.days import own_ledger, times_of
from bleadchallenge.store.tables import Assignment, CommissioningReview, Decision, Review


@dataclass(frozen=True, slots=True)
class RatedReview:
    """How a review rated the impact of an alliance's support at a school."""

    urn: str
    held_on: date
    stage: str
    rating: Rating


def ratings_of(reader: Reader, alliance: str, as_of: date) -> list[RatedReview]:
    """How reviews rated the impact of an alliance's support, up to a day.

    A review speaks of the alliance that supported the school on its day.
    """
    held = [each for each in reader.where(Review) if each.impact and each.held_on <= as_of]
    found = []
    for review in sorted(held, key=lambda review: (review.held_on, review.urn)):
        running = assignment_on(reader, review.urn, review.held_on)
        if running is not None and running.alliance == alliance:
            found.append(
                RatedReview(review.urn, review.held_on, review.stage, Rating(review.impact))
            )
    return found


def last_low_rating(reader: Reader, alliance: str, as_of: date) -> date | None:
    """The day of the last review up to a day that rated an alliance's impact limited or none."""
    low = (Rating.LIMITED, Rating.NONE)
    days = [rated.held_on for rated in ratings_of(reader, alliance, as_of) if rated.rating in low]
    return max(days, default=None)


def switched_from(reader: Reader, alliance: str, as_of: date) -> list[Decision]:
    """The decisions up to a day to switch a school away from an alliance."""
    switches = reader.where(Decision, kind=DecisionKind.SWITCH.value, alliance=alliance)
    return [each for each in switches if each.decided_on <= as_of]


def last_switch(reader: Reader, alliance: str, as_of: date) -> Decision | None:
    """The latest decision up to a day to switch a school away from an alliance."""
    switches = switched_from(reader, alliance, as_of)
    return max(switches, key=lambda switch: switch.decided_on, default=None)


def last_outcome(reader: Reader, alliance: str, as_of: date) -> CommissioningReview | None:
    """The latest outcome of a review of an alliance up to a day."""
    held = reader.where(CommissioningReview, alliance=alliance)
    return next((each for each in reversed(held) if each.on_day <= as_of), None)


def binding_outcome(reader: Reader, alliance: str, on: date) -> ReviewOutcome | None:
    """What the last review of an alliance decided by a day, unless it was recommissioned."""
    last = last_outcome(reader, alliance, on)
    if last is None or last.outcome == CommissioningDecision.RECOMMISSION:
        return None
    return ReviewOutcome(
        CommissioningDecision(last.outcome), last.on_day, last.conditions, last.reason
    )


def ended_on(reader: Reader, alliance: str, urn: str, as_of: date) -> date | None:
    """The last day of an alliance's support of a school, ``None`` while it runs."""
    assigned = reader.where(Assignment, urn=urn, alliance=alliance)
    held = [each for each in assigned if each.from_day <= as_of]
    last = held[-1].to_day if held else None
    return last if last is not None and last < as_of else None


@dataclass(frozen=True, slots=True)
class DaysAtSchool:
    """What an alliance owed and gave at a school in its own time, in quarter days."""

    urn: str
    due: int
    used: int

    @property
    def behind(self) -> int:
        """Due and not given."""
        return max(0, self.due - self.used)


def days_at_schools(
    reader: Reader, policy: Policy, alliance: str, as_of: date
) -> list[DaysAtSchool]:
    """Days due and given at each school an alliance ever supported.

    Only its own time counts: it begins at 0, and nothing is due after it left.
    """
    found = []
    for urn, own in times_of(reader, alliance, as_of):
        ledger = own_ledger(reader, policy, urn, own, as_of)
        due = ledger.pace(policy, as_of)
        found.append(DaysAtSchool(urn, due, ledger.account(as_of).used))
    return found
