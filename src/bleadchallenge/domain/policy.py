"""The programme's rules as dated data: terms, days, thresholds, weights.

Each entry says what it means and what it may be; the reader of policy files and the
reference are made from that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from bleadchallenge.domain import policy_entries as entry
from bleadchallenge.domain.choices import FamilyInput, Frequency, Theme
from bleadchallenge.domain.moments import TIME_ZONE
from bleadchallenge.domain.policy_evaluation import EvaluationRule, VulnerableRule
from bleadchallenge.domain.policy_kpi_templates import Template
from bleadchallenge.domain.policy_publication import PublicationRule

_MOST_YEARS: Final = 100


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its half-term; both ends are days of it."""

    code: str = field(metadata=entry.text("short code, such as T1"))
    name: str = field(metadata=entry.text("what people call it"))
    starts: date = field(metadata=entry.day("its first day"))
    ends: date = field(metadata=entry.day("its last day"))
    half_term: tuple[date, date] = field(metadata=entry.some("first and last day of half-term", 2))

    def holds(self, day: date) -> bool:
        """Whether the day lies in the term, half-term included."""
        return self.starts <= day <= self.ends

    def teaches(self, day: date) -> bool:
        """Whether schools are open on the day, as far as the term goes."""
        return self.holds(day) and not self.half_term[0] <= day <= self.half_term[1]


@dataclass(frozen=True, slots=True)
class Meetings:
    """When the scrutiny group meets and how far it looks."""

    first: date = field(metadata=entry.day("the first meeting"))
    every_days: int = field(metadata=entry.days("days from one meeting to the next", 1))
    strip_length: int = field(metadata=entry.number("meetings shown in the strip of a pack", 1, 60))
    due_soon_days: int = field(metadata=entry.days("days within which something is due soon"))


@dataclass(frozen=True, slots=True)
class Holidays:
    """Whose bank holidays are no working days, and days that were proclaimed besides."""

    country: str = field(metadata=entry.text("country of the bank holidays (ISO 3166)"))
    subdivision: str = field(metadata={"description": "part of the country; may be empty"})
    extra: tuple[date, ...] = field(
        default=(), metadata={"description": "bank holidays proclaimed later"}
    )


@dataclass(frozen=True, slots=True)
class Days:
    """Days of support: two tranches, the terms they belong to, the whole."""

    first_tranche: int = field(metadata=entry.days("days of the first tranche, for each school"))
    second_tranche: int = field(metadata=entry.days("days that the mid-term decision releases"))
    first_terms: tuple[str, ...] = field(metadata=entry.some("terms of the first tranche"))
    second_terms: tuple[str, ...] = field(metadata=entry.some("terms of the second tranche"))
    programme_total: int = field(metadata=entry.number("days of the whole programme", 1))


@dataclass(frozen=True, slots=True)
class Reviews:
    """The three reviews: their terms, their team, and when Ofsted stands in."""

    baseline_terms: tuple[str, ...] = field(metadata=entry.some("terms of the baseline"))
    midterm_terms: tuple[str, ...] = field(metadata=entry.some("terms of the mid-term review"))
    final_terms: tuple[str, ...] = field(metadata=entry.some("terms of the final review"))
    ofsted_waiver_days: int = field(
        metadata=entry.days("days for which an inspection may stand in place of the baseline")
    )
    visits_per_school: int = field(metadata=entry.number("visits planned for each school", 0, 60))
    team_size: int = field(metadata=entry.number("people of a challenge team", 1, 20))


@dataclass(frozen=True, slots=True)
class Rubric:
    """What is judged at all three reviews: the areas, and the levels from 1 in words."""

    areas: tuple[str, ...] = field(metadata=entry.some("areas that are judged"))
    levels: tuple[str, ...] = field(metadata=entry.some("levels from 1 in words, lowest first", 2))


class DayCount(StrEnum):
    """Which days a clock counts: working days, or those on which schools are open."""

    WORKING_DAYS = "working days"
    SCHOOL_DAYS = "school days"


@dataclass(frozen=True, slots=True)
class AdviceClock:
    """Days from advice to answer, and from a missed answer to each stage.

    ``counts`` says which days: on school days the clock stops in the holidays of
    schools, as far as the policy's terms go.
    """

    respond_working_days: int = field(metadata=entry.days("working days to answer advice", 1))
    due_soon_working_days: int = field(
        metadata=entry.days("working days within which it is due soon")
    )
    remind_after_working_days: int = field(
        metadata=entry.days("working days late until a reminder")
    )
    challenge_after_working_days: int = field(
        metadata=entry.days("working days late until a challenge")
    )
    review_after_working_days: int = field(metadata=entry.days("working days late until a review"))
    counts: DayCount = field(
        default=DayCount.WORKING_DAYS,
        metadata={"description": "whether the clock counts working days or school days"},
    )


@dataclass(frozen=True, slots=True)
class PlanRule:
    """What an action plan must hold."""

    terms: int = field(metadata=entry.number("terms that a plan covers", 1, 30))
    required_themes: tuple[Theme, ...] = field(
        metadata={"description": "themes that every plan has an action of, or a reason why not"}
    )


@dataclass(frozen=True, slots=True)
class PracticeRule:
    """When joint practice development takes place, and how soon it is followed up."""

    terms: tuple[str, ...] = field(metadata=entry.some("terms of the sessions"))
    follow_up_days: int = field(metadata=entry.days("days that a follow-up may take", 1))


@dataclass(frozen=True, slots=True)
class ExpectationRule:
    """From where on an expectation is at risk or not met; shares are from 0 to 1."""

    attendance_share: float = field(metadata=entry.share("share of sessions attended"))
    days_share: float = field(metadata=entry.share("share of the days due by now that were given"))
    off_track_share: float = field(metadata=entry.share("share of indicators off track"))
    whole_not_met_share: float = field(
        metadata=entry.share("share of schools that do not meet one before the whole does not")
    )


@dataclass(frozen=True, slots=True)
class CommissioningRule:
    """What a review of an alliance looks at, and how many schools make it comparable."""

    comparable_schools: int = field(
        metadata=entry.number("schools an alliance supports before it stands beside others", 1)
    )
    reply_working_days: int = field(metadata=entry.days("working days for the alliance's reply"))
    days_share: float = field(
        metadata=entry.share("share of days given under which one is advised")
    )
    off_track_share: float = field(
        metadata=entry.share("share of its indicators off track, likewise")
    )


@dataclass(frozen=True, slots=True)
class FollowThrough:
    """Days within which what follows from a step should be on record."""

    decide_days: int = field(metadata=entry.days("from the mid-term review to the decision"))
    agreement_days: int = field(
        metadata=entry.days("from the alliance's first day to the agreement")
    )
    plan_days: int = field(
        metadata=entry.days("from the alliance's first day to plan and indicators")
    )
    confirm_days: int = field(metadata=entry.days("from a day of support to the school's word"))
    alliance_days: int = field(
        default=14, metadata=entry.days("from the end of an alliance's support to the next one's")
    )
    commissioning_days: int = field(
        default=21, metadata=entry.days("from the end of an alliance's support to a review of it")
    )
    conditions_days: int = field(
        default=84,
        metadata=entry.days("from conditions set for an alliance to another look at them"),
    )


@dataclass(frozen=True, slots=True)
class SelectionRule:
    """How schools are chosen."""

    eligible_share: float = field(
        metadata=entry.share("least share of schools that meet a criterion")
    )
    declining_points: float = field(metadata=entry.number("points fallen that count as declining"))
    inspection_due_years: int = field(
        metadata=entry.number("years after which an inspection is due", 1, _MOST_YEARS)
    )


@dataclass(frozen=True, slots=True)
class SmallNumbers:
    """Up to which number of pupils a figure is hidden, or marked."""

    hide_at_most: int = field(
        metadata=entry.number("pupils up to whom a figure is hidden", 0, 1000)
    )
    small_cohort_at_most: int = field(
        metadata=entry.number("pupils up to whom it is marked as of a small cohort", 0, 1000)
    )


@dataclass(frozen=True, slots=True)
class FamilyRule:
    """How families of schools are drawn; weights add up to 1."""

    nearest: int = field(metadata=entry.number("schools of a named comparison", 1))
    distribution: int = field(metadata=entry.number("schools of a distribution", 1))
    low_confidence_distance: float = field(
        metadata=entry.number("standard deviations from which a family is far")
    )
    weights: Mapping[FamilyInput, float] = field(
        metadata=entry.some("weight of each input, from 0 to 1")
    )


@dataclass(frozen=True, slots=True)
class KpiRule:
    """How often indicators are read, and how late a reading may be."""

    grace_days: int = field(
        metadata=entry.days("days a reading may be late before it counts as none")
    )
    every_days: Mapping[Frequency, int] = field(
        metadata=entry.some("days from one reading to the next, for each frequency")
    )


@dataclass(frozen=True, slots=True)
class DataRule:
    """How long people's data are kept."""

    retention_years: int = field(
        metadata=entry.number("years that people's data are kept", 0, _MOST_YEARS)
    )


@dataclass(frozen=True, slots=True)
class PackRule:
    """What a pack calls a concern, and how much it asks; a policy without it has these values."""

    of_concern_from: int = field(
        default=2,
        metadata=entry.number("indicators off track that make a school of concern", 1, 100),
    )
    watch_from: int = field(
        default=1, metadata=entry.number("indicators off track that put a school on watch", 1, 100)
    )
    asks: int = field(default=5, metadata=entry.number("asks on the front page", 1, 20))
    schools_of_concern: int = field(
        default=5, metadata=entry.number("schools of concern on the front page", 1, 20)
    )
    decide_or_close_after: int = field(
        default=3,
        metadata=entry.number("packs after which an ask is to be decided or closed", 1, 100),
    )
    behind_days: float = field(
        default=2.0, metadata=entry.number("days behind at a school that count for a review", 0.25)
    )
    behind_schools: int = field(
        default=2,
        metadata=entry.number("such schools that ask for a review of an alliance", 1, 100),
    )
    milestones_ahead_days: int = field(
        default=42, metadata=entry.days("days within which a milestone to come is shown")
    )


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything about a programme that another city or tranche may change."""

    name: str = field(metadata=entry.text("name of the policy, printed on packs"))
    title: str = field(metadata=entry.text("name of the programme"))
    in_force_from: date = field(metadata=entry.day("the day it holds from"))
    city: str = field(metadata=entry.text("the city"))
    la_code: str = field(metadata=entry.text("the authority's three digits", r"^[0-9]{3}$"))
    partnership: str = field(metadata=entry.text("short name of the partnership"))
    schools: int = field(metadata=entry.number("schools of the programme", 1, 10_000))
    terms: tuple[Term, ...] = field(metadata=entry.some("the terms, in order"))
    meetings: Meetings
    holidays: Holidays
    days: Days
    reviews: Reviews
    rubric: Rubric
    advice: AdviceClock
    plan: PlanRule
    practice: PracticeRule
    expectations: ExpectationRule
    commissioning: CommissioningRule
    selection: SelectionRule
    small_numbers: SmallNumbers
    families: FamilyRule
    kpis: KpiRule
    data: DataRule
    follow_through: FollowThrough
    publication: PublicationRule = field(default_factory=PublicationRule)
    evaluation: EvaluationRule = field(default_factory=EvaluationRule)
    vulnerable: VulnerableRule = field(default_factory=VulnerableRule)
    pack: PackRule = PackRule()
    template: tuple[Template, ...] = field(
        default=(), metadata={"description": "templates of indicators of your own"}
    )
    time_zone: str = field(
        default=TIME_ZONE, metadata=entry.text("time zone of days and times (IANA)")
    )

    def term(self, code: str) -> Term:
        """The term of that code; raises ``KeyError`` for one the policy lacks."""
        for term in self.terms:
            if term.code == code:
                return term
        raise KeyError(code)

    def term_of(self, day: date) -> Term | None:
        """The term a day lies in, or ``None`` in the holidays and outside the programme."""
        return next((term for term in self.terms if term.holds(day)), None)

    def latest_term(self, day: date) -> Term | None:
        """The last term that had begun by the day, or ``None`` before the first."""
        begun = [term for term in self.terms if term.starts <= day]
        return begun[-1] if begun else None
