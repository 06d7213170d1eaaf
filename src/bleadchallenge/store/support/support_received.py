"""Questions about what a school was given: days, reviews, by whom, about what, how it was rated."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.choices import Stage
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.support.day_states import state_on
from bleadchallenge.domain.support.days import GIVEN, in_days
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.support.days import days_ledger
from bleadchallenge.store.tables import Action, Decision, Review, SupportDay, TeamMember, Visit


@dataclass(frozen=True, slots=True)
class SupportReceived:
    """What a school was given up to a day; texts are empty where nothing is on record.

    ``review_days`` are the challenge team's: its members at each visit kept, a day
    each (assumed). ``alliance`` and ``theme`` are those most days went to.
    """

    support_days: float
    review_days: float
    alliance: str = ""
    theme: str = ""
    decision: str = ""
    impact: str = ""


def support_received(reader: Reader, policy: Policy, urn: str, as_of: date) -> SupportReceived:
    """What a school was given up to a day."""
    ledger = days_ledger(reader, policy, urn, as_of)
    return SupportReceived(
        in_days(ledger.account(as_of).used),
        _review_days(reader, policy, urn, as_of),
        *_mostly(reader, urn, as_of),
        _decided(reader, urn, as_of),
        _rated(reader, urn, as_of),
    )


def _review_days(reader: Reader, policy: Policy, urn: str, as_of: date) -> float:
    kept = [v for v in reader.where(Visit, urn=urn) if v.kept_on and v.kept_on <= as_of]
    team = len(reader.where(TeamMember, urn=urn)) or policy.reviews.team_size
    return float(len(kept) * team)


def _mostly(reader: Reader, urn: str, as_of: date) -> tuple[str, str]:
    """The alliance and the theme that most days went to; equals go by the alphabet."""
    themes = {action.number: action.theme for action in reader.where(Action, urn=urn)}
    by_alliance: dict[str, int] = {}
    by_theme: dict[str, int] = {}
    for day in reader.where(SupportDay, urn=urn):
        if state_on(day, as_of) not in GIVEN:
            continue
        by_alliance[day.alliance] = by_alliance.get(day.alliance, 0) + day.quarters
        theme = themes.get(day.action or 0, "")
        if theme:
            by_theme[theme] = by_theme.get(theme, 0) + day.quarters
    return _most(by_alliance), _most(by_theme)


def _most(counted: Mapping[str, int]) -> str:
    return min(counted, key=lambda name: (-counted[name], name), default="")


def _decided(reader: Reader, urn: str, as_of: date) -> str:
    made = [d for d in reader.where(Decision, urn=urn) if d.decided_on <= as_of]
    return max(made, key=lambda decision: decision.decided_on).kind if made else ""


def _rated(reader: Reader, urn: str, as_of: date) -> str:
    final = reader.where(Review, urn=urn, stage=Stage.FINAL.value)
    return final[0].impact if final and final[0].held_on <= as_of else ""
