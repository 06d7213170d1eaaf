"""Action plans: what every plan must hold, which actions a version has, how a milestone stands."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from enum import StrEnum

from bleadchallenge.domain.challenge.rubric import RecommendationRef, parse_numbered
from bleadchallenge.domain.choices import Fulfilment
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.open_items.items import Urgency, urgency


class MilestoneState(StrEnum):
    """How a milestone stands; worked out from the day, never typed, until it is judged."""

    MET = "met"
    PARTLY = "partly met"
    NOT_MET = "not met"
    OVERDUE = "overdue"
    DUE_SOON = "due soon"
    LATER = "later"
    DROPPED = "dropped"


_OPEN = {
    Urgency.OVERDUE: MilestoneState.OVERDUE,
    Urgency.DUE_SOON: MilestoneState.DUE_SOON,
    Urgency.LATER: MilestoneState.LATER,
}


def milestone_state(
    due_on: date, as_of: date, soon_days: int, outcome: Fulfilment | None, *, dropped: bool = False
) -> MilestoneState:
    """How a milestone stands on a day. ``outcome`` is ``None`` until it is judged."""
    if outcome is not None:
        return MilestoneState(outcome.value)
    if dropped:
        return MilestoneState.DROPPED
    return _OPEN[urgency(due_on, as_of, soon_days)]


def in_version(version: int, from_version: int, dropped_in: int | None) -> bool:
    """Whether a version of a plan has an action."""
    return from_version <= version and (dropped_in is None or version < dropped_in)


def unmet_themes(
    required: Sequence[str], themes: Collection[str], reasons: Mapping[str, str]
) -> tuple[str, ...]:
    """The required themes that have neither an action nor a reason why not."""
    return tuple(
        theme for theme in required if theme not in themes and not reasons.get(theme, "").strip()
    )


def recommendations_answered(texts: Sequence[str], known: Sequence[RecommendationRef]) -> str:
    """The recommendations an action answers, as they are kept: ``baseline 1; baseline 2``.

    Raises ``DataError`` for one that no review gave.
    """
    parts = [part for text in texts for part in text.split(";") if part.strip()]
    found = [parse_numbered(part) for part in parts]
    strange = next((each for each in found if each not in known), None)
    if strange is not None:
        raise DataError(
            f"there is no recommendation {strange}",
            why="on record: " + (", ".join(map(str, known)) or "none"),
            fix='name one that a review gave, such as --recommendation "baseline 1"',
        )
    return "; ".join(dict.fromkeys(map(str, found)))
