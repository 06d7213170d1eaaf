"""The gate of the second ten days: they wait for what the first ten should have brought."""

from bleadchallenge.domain.choices import DayState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.support.agreements import Product
from bleadchallenge.domain.support.days import QUARTERS, released
from bleadchallenge.rules.rule import rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.support.agreements import latest_agreement, missing_products
from bleadchallenge.store.support.days import DaysLedger, days_ledger
from bleadchallenge.store.tables import (
    Agreement,
    Assignment,
    Decision,
    Kpi,
    Plan,
    PolicyText,
    SupportDay,
    Variation,
)


def command_for(reader: Reader, product: Product, urn: str, alliance: str) -> str:
    """The command that records what the first ten days of support should bring."""
    if product is Product.AGREEMENT:
        drafted = latest_agreement(reader, urn, alliance) is not None
        rest = "agreed" if drafted else "draft --days N --exit-terms TEXT"
        return f"sla {urn} --state {rest} --date DATE"
    if product is Product.PLAN:
        return f"plan new {urn} --reason TEXT"
    return f"kpi start {urn}"


@rule(
    "P50.products",
    "on_day",
    rests_on=[SupportDay, Assignment, Decision, Variation, Agreement, Plan, Kpi, PolicyText],
)
def _products_are_in(state: State, day: SupportDay) -> None:
    """The second ten days wait for agreement, plan and indicators of both sides."""
    reader, urn, alliance, on = state.reader, day.urn, day.alliance, day.on_day
    ledger = reader.cached(("ledger", urn), lambda: days_ledger(reader, state.policy, urn))
    if day.state == DayState.CANCELLED or not _draws_on_second(state.policy, ledger, day):
        return
    asked = ("products", urn, alliance, on)
    missing = reader.cached(asked, lambda: missing_products(reader, urn, alliance, on))
    if missing:
        raise DataError(
            f"the second days of {state.school(urn).name} wait for what the first should bring",
            why=f"not there by {on} in the support of {alliance}: {', '.join(missing)}",
            fix=f"bleadchallenge {command_for(reader, missing[0], urn, alliance)}",
        )


def _draws_on_second(policy: Policy, ledger: DaysLedger, day: SupportDay) -> bool:
    """Whether a day is of the second tranche, and its alliance has had ten days of its own time."""
    others = [grant for grant in ledger.given if grant.why != "second tranche"]
    by_then = [
        entry
        for entry in ledger.entries
        if entry.on <= day.on_day and entry.state is not DayState.CANCELLED
    ]
    own = sum(entry.quarters for entry in by_then if entry.alliance == day.alliance)
    every = sum(entry.quarters for entry in by_then)
    first = policy.days.first_tranche * QUARTERS
    return every > released(others, day.on_day) and own > first
