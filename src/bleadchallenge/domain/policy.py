"""The programme's rules as dated data: terms, days, thresholds, weights."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from bleadchallenge.domain.errors import NotOursError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its half-term; both ends are days of it."""

    code: str
    name: str
    starts: date
    ends: date
    half_term: tuple[date, date]

    def holds(self, day: date) -> bool:
        """Whether the day lies in the term, half-term included."""
        return self.starts <= day <= self.ends

    def teaches(self, day: date) -> bool:
        """Whether schools are open on the day, as far as the term goes."""
        return self.holds(day) and not self.half_term[0] <= day <= self.half_term[1]


@dataclass(frozen=True, slots=True)
class Meetings:
    """When the scrutiny group meets and how far it looks."""

    first: date
    every_days: int
    strip_length: int
    due_soon_days: int


@dataclass(frozen=True, slots=True)
class Days:
    """Days of support: two tranches, the terms they belong to, the whole."""

    first_tranche: int
    second_tranche: int
    first_terms: tuple[str, ...]
    second_terms: tuple[str, ...]
    programme_total: int


@dataclass(frozen=True, slots=True)
class Reviews:
    """The three reviews: their terms, their team, and when Ofsted stands in."""

    baseline_terms: tuple[str, ...]
    midterm_terms: tuple[str, ...]
    final_terms: tuple[str, ...]
    ofsted_waiver_days: int
    visits_per_school: int
    team_size: int


@dataclass(frozen=True, slots=True)
class Rubric:
    """What is judged at all three reviews: the areas, and the levels from 1 in words."""

    areas: tuple[str, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdviceClock:
    """Working days from advice to answer, and from a missed answer to each stage."""

    respond_working_days: int
    due_soon_working_days: int
    remind_after_working_days: int
    challenge_after_working_days: int
    review_after_working_days: int


@dataclass(frozen=True, slots=True)
class ExpectationRule:
    """From where on an expectation is at risk or not met; shares are from 0 to 1."""

    attendance_share: float
    days_share: float
    off_track_share: float
    whole_not_met_share: float


@dataclass(frozen=True, slots=True)
class CommissioningRule:
    """What a review of an alliance looks at, and how many schools make it comparable."""

    comparable_schools: int
    reply_working_days: int
    days_share: float
    off_track_share: float


@dataclass(frozen=True, slots=True)
class FollowThrough:
    """Days within which what follows from a step should be on record.

    From the mid-term review to the decision, from the alliance's first day to
    the agreement and to plan and indicators, from a day of support to the school's
    word, from the end of an alliance's support to the next one's and to the review
    of the old one, from the conditions set for an alliance to another look at them.
    """

    decide_days: int
    agreement_days: int
    plan_days: int
    confirm_days: int
    alliance_days: int = 14
    commissioning_days: int = 21
    conditions_days: int = 84


@dataclass(frozen=True, slots=True)
class SelectionRule:
    """How schools are chosen."""

    eligible_share: float
    declining_points: float
    inspection_due_years: int


@dataclass(frozen=True, slots=True)
class SmallNumbers:
    """Up to which number of pupils a figure is hidden, or marked."""

    hide_at_most: int
    small_cohort_at_most: int


@dataclass(frozen=True, slots=True)
class FamilyRule:
    """How families of schools are drawn; weights add up to 1."""

    nearest: int
    distribution: int
    low_confidence_distance: float
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class EvaluationRule:
    """How the programme is evaluated; a policy that does not speak of it has these values.

    A matched set holds ``matched`` schools, no further away than ``furthest``
    standard deviations, and at least ``matched_at_least``. An effect is judged from
    ``schools_at_least`` schools on, one school's from ``placebos_at_least`` others
    on. ``day_rate`` and ``review_day_rate`` are in pounds a day. A panel that leaves
    the office holds nothing that fewer than ``alike_at_least`` schools share.
    """

    matched: int = 10
    matched_at_least: int = 3
    furthest: float = 2.0
    schools_at_least: int = 5
    placebos_at_least: int = 19
    day_rate: float = 400.0
    review_day_rate: float = 400.0
    rates_are: str = "assumed"
    alike_at_least: int = 5


@dataclass(frozen=True, slots=True)
class VulnerableRule:
    """When a school judged good is vulnerable; a policy that does not speak of it has these.

    ``signs`` is how many signs it takes; points are percentage points of reading,
    writing and maths, ``inspected_years`` years since the inspection.
    """

    grades: tuple[int, ...] = (2,)
    signs: int = 2
    behind_nation: float = 6.0
    behind_family: float = 5.0
    fall: float = 5.0
    disadvantaged_gap: float = 25.0
    inspected_years: int = 4


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything about a programme that another city or tranche may change."""

    name: str
    title: str
    in_force_from: date
    city: str
    la_code: str
    partnership: str
    schools: int
    terms: tuple[Term, ...]
    meetings: Meetings
    holidays: tuple[str, str]
    days: Days
    reviews: Reviews
    rubric: Rubric
    advice: AdviceClock
    plan_terms: int
    required_themes: tuple[str, ...]
    practice_terms: tuple[str, ...]
    follow_up_days: int
    expectations: ExpectationRule
    commissioning: CommissioningRule
    selection: SelectionRule
    small_numbers: SmallNumbers
    families: FamilyRule
    kpi_grace_days: int
    kpi_every_days: Mapping[str, int]
    retention_years: int
    follow_through: FollowThrough
    evaluation: EvaluationRule = EvaluationRule()
    vulnerable: VulnerableRule = VulnerableRule()

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


@lru_cache(maxsize=8)
def read_policy(text: str) -> Policy:
    """Make a policy of its TOML text.

    Raises ``NotOursError`` with the name of the entry that is missing or wrong.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _bad(f"the policy is not valid TOML: {error}") from error
    try:
        return _check(_build(raw))
    except KeyError as error:
        raise _bad(f"the policy has no entry {error.args[0]}") from error
    except (TypeError, ValueError) as error:
        raise _bad(f"the policy has an entry of the wrong kind: {error}") from error


def _bad(what: str) -> NotOursError:
    return NotOursError(
        what,
        why="terms, days and thresholds are read from it; nothing can be judged without",
        fix="compare the file with the one that `bleadchallenge policy show` prints",
    )


def _build(raw: Mapping[str, Any]) -> Policy:
    plan, kpis = raw["plan"], raw["kpis"]
    return Policy(
        name=_text(raw["name"]),
        title=_text(raw["title"]),
        in_force_from=_day(raw["in_force_from"]),
        city=_text(raw["city"]),
        la_code=_text(raw["la_code"]),
        partnership=_text(raw["partnership"]),
        schools=int(raw["schools"]),
        terms=tuple(_term(entry) for entry in raw["terms"]),
        meetings=_section(Meetings, raw["meetings"]),
        holidays=(_text(raw["holidays"]["country"]), _text(raw["holidays"]["subdivision"])),
        days=_section(Days, raw["days"]),
        reviews=_section(Reviews, raw["reviews"]),
        rubric=_section(Rubric, raw["rubric"]),
        advice=_section(AdviceClock, raw["advice"]),
        plan_terms=int(plan["terms"]),
        required_themes=tuple(plan["required_themes"]),
        practice_terms=tuple(raw["practice"]["terms"]),
        follow_up_days=int(raw["practice"]["follow_up_days"]),
        expectations=_section(ExpectationRule, raw["expectations"]),
        commissioning=_section(CommissioningRule, raw["commissioning"]),
        selection=_section(SelectionRule, raw["selection"]),
        small_numbers=_section(SmallNumbers, raw["small_numbers"]),
        families=_section(FamilyRule, raw["families"]),
        kpi_grace_days=int(kpis["grace_days"]),
        kpi_every_days={name: int(days) for name, days in kpis["every_days"].items()},
        retention_years=int(raw["data"]["retention_years"]),
        follow_through=_section(FollowThrough, raw["follow_through"]),
        evaluation=_section(EvaluationRule, raw.get("evaluation", {})),
        vulnerable=_section(VulnerableRule, raw.get("vulnerable", {})),
    )


def _section(kind: Callable[..., T], entries: Mapping[str, Any]) -> T:
    frozen = {
        name: tuple(value) if isinstance(value, list) else value for name, value in entries.items()
    }
    return kind(**frozen)


def _term(entry: Mapping[str, Any]) -> Term:
    first, last = entry["half_term"]
    return Term(
        code=_text(entry["code"]),
        name=_text(entry["name"]),
        starts=_day(entry["starts"]),
        ends=_day(entry["ends"]),
        half_term=(_day(first), _day(last)),
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"{value!r} is not a text")
    return value


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is not a date such as 2017-09-04")
    return value


def _check(policy: Policy) -> Policy:
    if not policy.terms:
        raise _bad("the policy has no terms")
    for term in policy.terms:
        if not term.starts <= term.half_term[0] <= term.half_term[1] <= term.ends:
            raise _bad(f"the dates of term {term.code} are out of order")
    for before, after in zip(policy.terms, policy.terms[1:], strict=False):
        if before.ends >= after.starts:
            raise _bad(f"term {after.code} begins before term {before.code} has ended")
    known = {term.code for term in policy.terms}
    named = {*policy.days.first_terms, *policy.days.second_terms, *policy.reviews.final_terms}
    if named - known:
        raise _bad(f"the policy names terms it does not have: {', '.join(sorted(named - known))}")
    weights = sum(policy.families.weights.values())
    if abs(weights - 1) > 1e-6:  # noqa: PLR2004 - a rounding error of the sum
        raise _bad(f"the weights of families add up to {weights:g}, not to 1")
    return policy
