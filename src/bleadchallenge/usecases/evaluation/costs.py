"""At what cost: days and pounds of each school and of the whole, and what a point took."""

from dataclasses import dataclass
from typing import Any

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
from bleadchallenge.usecases.evaluation.outcomes import JUDGED
from bleadchallenge.usecases.request import Column, Listing, Request
from bleadchallenge.usecases.results.school_figures import WORDS

_REFS = {"ref": "difference", "pupils_ref": "pupils", "verdict_ref": "verdict"}
COLUMNS = (
    Column("name", "school"),
    Column("support_days", "days of support"),
    Column("review_days", "days of review"),
    Column("pounds", "cost £", 0),
    Column("difference", "effect", 1),
    Column("pupils", "in pupils"),
    Column("verdict", "verdict"),
    Column("days_per_point", "days a point", 2, rank=1),
    Column("urn", "URN", rank=2),
)


@dataclass(frozen=True, slots=True)
class CostBreakdown:
    """What the schools compared cost together, and what a point and a pupil took."""

    whole: Spending
    effect: Effect
    per_point: PerPoint
    pupils: float | None
    everyone: Spending


def costs(asked: Request, wanted: EvaluationOptions) -> Listing:
    """Days and cost of each school beside its difference, and the cost of a point over all."""
    with asked.reading() as reader:
        found = open_evaluation(reader, wanted)
        rows, bill = cost_rows(reader, found, asked), cost_breakdown(reader, found, asked)
        return Listing(
            "evaluate-cost",
            asked.as_of,
            reader.change,
            COLUMNS,
            tuple(rows),
            notes=tuple(describe(found, bill)),
            extra={"outcome": found.name, "span": str(found.span), **_extra(found, bill)},
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


def cost_rows(reader: Reader, found: EvaluationContext, asked: Request) -> list[dict[str, Any]]:
    """A row for each school of the programme, by name; without a difference where left out."""
    study = found.study
    compared = {each.urn: each for each in study.compared(found.span, found.name)}
    rows = [
        _row(found, urn, _spent(reader, found, urn, asked), compared.get(urn))
        for urn in study.programme
    ]
    return sorted(rows, key=lambda row: (row["name"], row["urn"]))


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


def _row(
    found: EvaluationContext, urn: str, cost: Spending, beside: Expected | None
) -> dict[str, Any]:
    difference = beside.difference if beside else None
    verdict = found.study.verdict(beside, found.span, found.name) if beside else None
    return {
        "urn": urn,
        "name": found.study.programme[urn],
        "support_days": cost.support_days,
        "review_days": cost.review_days,
        "pounds": cost.pounds,
        "difference": None if difference is None else round(difference, 6),
        "pupils": beside.in_pupils if beside and verdict in JUDGED else None,
        "verdict": verdict,
        "days_per_point": round(cost.support_days / difference, 6)
        if difference and verdict is EffectVerdict.AHEAD
        else None,
        "days_ref": ref(RefKind.DAYS, urn, "used"),
        **{
            key: ref(RefKind.EFFECT, str(found.span), urn, found.name, what) if beside else ""
            for key, what in _REFS.items()
        },
    }


def _extra(found: EvaluationContext, bill: CostBreakdown) -> dict[str, Any]:
    rule, each = found.study.policy.evaluation, bill.per_point
    return {
        "day_rate": rule.day_rate,
        "review_day_rate": rule.review_day_rate,
        "rates_are": rule.rates_are,
        "programme_support_days": bill.everyone.support_days,
        "programme_pounds": bill.everyone.pounds,
        "compared_pounds": bill.whole.pounds,
        "days_per_point": each.days,
        "pounds_per_point": each.pounds,
        "pounds_per_point_lower": each.lowest,
        "pounds_per_point_upper": each.highest,
        "no_cost_per_point": each.why or None,
        "pupils_gained": bill.pupils,
    }
