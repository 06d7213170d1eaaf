"""At what cost: days and pounds of each school and of the whole, and what a point took."""

from dataclasses import dataclass

from bleadchallenge.domain.evaluation.adjusted import Expected
from bleadchallenge.domain.evaluation.costs import (
    RATIO,
    PerPoint,
    Spending,
    per_point,
    pupils_gained,
    spending,
)
from bleadchallenge.domain.evaluation.effects import Effect, EffectVerdict
from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.support.support_received import support_received
from bleadchallenge.usecases.evaluation.options import (
    EvaluationContext,
    EvaluationOptions,
    open_evaluation,
)
from bleadchallenge.usecases.evaluation.outcomes import JUDGED, six_decimals
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.request import Request
from bleadchallenge.usecases.results.school_figures import WORDS


@row
class CostRow:
    """Days and cost of a school beside its difference, with the names that explain them."""

    urn: str = column("URN", rank=2, place=1)
    name: str = column("school")
    support_days: float = column("days of support", unit="days")
    review_days: float = column("days of review", unit="days")
    pounds: float = column("cost £", unit="pounds", decimals=0)
    difference: float | None = column("effect", decimals=1)
    pupils: float | None = column("in pupils", unit="pupils")
    verdict: EffectVerdict | None
    days_per_point: float | None = column("days a point", unit="days", decimals=2, rank=1)
    days_ref: str = column(hidden=True)
    ref: str = column(hidden=True)
    pupils_ref: str = column(hidden=True)
    verdict_ref: str = column(hidden=True)


@row
class CostSummary:
    """The rates of a day, what the programme cost, and what a point and a pupil took."""

    outcome: str
    span: str
    day_rate: float = column(unit="pounds")
    review_day_rate: float = column(unit="pounds")
    rates_are: str
    programme_support_days: float = column(unit="days")
    programme_pounds: float = column(unit="pounds")
    compared_pounds: float = column(unit="pounds")
    days_per_point: float | None = column(unit="days")
    pounds_per_point: float | None = column(unit="pounds")
    pounds_per_point_lower: float | None = column(unit="pounds")
    pounds_per_point_upper: float | None = column(unit="pounds")
    no_cost_per_point: str | None
    pupils_gained: float | None = column(unit="pupils")


@dataclass(frozen=True, slots=True)
class CostBreakdown:
    """What the schools compared cost together, and what a point and a pupil took."""

    whole: Spending
    effect: Effect
    per_point: PerPoint
    pupils: float | None
    everyone: Spending


def costs(asked: Request, wanted: EvaluationOptions) -> Listing[CostRow]:
    """Days and cost of each school beside its difference, and the cost of a point over all."""
    with asked.reading() as reader:
        found = open_evaluation(reader, wanted)
        rows, bill = cost_rows(reader, found, asked), cost_breakdown(reader, found, asked)
        return Listing(
            "evaluate-cost",
            asked.as_of,
            reader.change,
            CostRow,
            tuple(rows),
            notes=tuple(describe(found, bill)),
            extra=_summary(found, bill),
        )


def cost_breakdown(reader: Reader, found: EvaluationContext, asked: Request) -> CostBreakdown:
    """The bill of the schools that are compared; ``everyone`` is of the whole programme."""
    schools = found.study.compared(found.span, found.name)
    compared = {each.urn for each in schools}
    every = {urn: _spent(reader, found, urn, asked) for urn in found.study.programme}
    whole = sum((every[urn] for urn in compared), Spending())
    effect = found.study.effect(found.span, found.name)
    gained = pupils_gained(schools, effect) if found.name.endswith("_pct") else None
    return CostBreakdown(
        whole, effect, per_point(whole, effect), gained, sum(every.values(), Spending())
    )


def cost_rows(reader: Reader, found: EvaluationContext, asked: Request) -> list[CostRow]:
    """A row for each school of the programme, by name; without a difference where left out."""
    study = found.study
    compared = {each.urn: each for each in study.compared(found.span, found.name)}
    rows = [
        _row(found, urn, _spent(reader, found, urn, asked), compared.get(urn))
        for urn in study.programme
    ]
    return sorted(rows, key=lambda each: (each.name, each.urn))


def describe(found: EvaluationContext, bill: CostBreakdown) -> list[str]:
    """The bill in sentences."""
    rule = found.study.policy.evaluation
    everyone = bill.everyone
    days = f"{everyone.support_days:g} days of support and {everyone.review_days:g} of review"
    rates = f"£{rule.day_rate:g} and £{rule.review_day_rate:g} a day ({rule.rates_are})"
    said = [
        f"{WORDS[found.name]}, {found.span.words}",
        f"{days} to {len(found.study.programme)} schools: £{everyone.pounds:,.0f} at {rates}",
    ]
    each = bill.per_point
    if each.why:
        said.append(f"cost of a point: {each.why}")
    else:
        limit = f"to £{each.highest:,.0f}" if each.highest else "without an upper limit"
        said.append(
            f"a point in a school took {each.days:.1f} days and £{each.pounds:,.0f} "
            f"(from £{each.lowest:,.0f} {limit})"
        )
    if bill.pupils is not None:
        said.append(
            f"{bill.pupils:+.0f} pupils at the standard beyond what results before would have "
            f"given, over {bill.effect.schools} schools, if the effect is taken at its middle"
        )
    return [*said, RATIO]


def _spent(reader: Reader, found: EvaluationContext, urn: str, asked: Request) -> Spending:
    policy = found.study.policy
    had = support_received(reader, policy, urn, asked.as_of)
    return spending(had.support_days, had.review_days, policy.evaluation)


def _row(found: EvaluationContext, urn: str, cost: Spending, beside: Expected | None) -> CostRow:
    difference = beside.difference if beside else None
    verdict = found.study.verdict(beside, found.span, found.name) if beside else None

    def named(what: str) -> str:
        return ref(RefKind.EFFECT, str(found.span), urn, found.name, what) if beside else ""

    return CostRow(
        urn=urn,
        name=found.study.programme[urn],
        support_days=cost.support_days,
        review_days=cost.review_days,
        pounds=cost.pounds,
        difference=six_decimals(difference),
        pupils=beside.in_pupils if beside and verdict in JUDGED else None,
        verdict=verdict,
        days_per_point=round(cost.support_days / difference, 6)
        if difference and verdict is EffectVerdict.AHEAD
        else None,
        days_ref=ref(RefKind.DAYS, urn, "used"),
        ref=named("difference"),
        pupils_ref=named("pupils"),
        verdict_ref=named("verdict"),
    )


def _summary(found: EvaluationContext, bill: CostBreakdown) -> CostSummary:
    rule, each = found.study.policy.evaluation, bill.per_point
    return CostSummary(
        outcome=found.name,
        span=str(found.span),
        day_rate=rule.day_rate,
        review_day_rate=rule.review_day_rate,
        rates_are=rule.rates_are,
        programme_support_days=bill.everyone.support_days,
        programme_pounds=bill.everyone.pounds,
        compared_pounds=bill.whole.pounds,
        days_per_point=each.days,
        pounds_per_point=each.pounds,
        pounds_per_point_lower=each.lowest,
        pounds_per_point_upper=each.highest,
        no_cost_per_point=each.why or None,
        pupils_gained=bill.pupils,
    )
