"""Questions about support: agreements, who delivers, and what the first ten days should bring."""

from datetime import date

from bleadchallenge.domain.choices import AgreementState, Side
from bleadchallenge.domain.support.agreements import Product
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.plans.action_plans import plan_on
from bleadchallenge.store.tables import Agreement, Deliverer, Kpi


def latest_agreement(reader: Reader, urn: str, alliance: str) -> Agreement | None:
    """The latest version of the agreement with an alliance, in whatever state."""
    found = reader.all(Agreement, Agreement.urn == urn, Agreement.alliance == alliance)
    return found[-1] if found else None


def delivering(reader: Reader, as_of: date, urn: str | None = None) -> list[Deliverer]:
    """Who delivers on a day, at one school or all."""
    where = [] if urn is None else [Deliverer.urn == urn]
    return [
        each
        for each in reader.all(Deliverer, *where)
        if each.from_day <= as_of and (each.to_day is None or each.to_day >= as_of)
    ]


def is_in_force(agreement: Agreement, as_of: date) -> bool:
    """Whether it is agreed or varied, or was ended only after the day that is judged from."""
    if agreement.state == AgreementState.ENDED:
        return agreement.on_day > as_of
    agreed = agreement.state in {AgreementState.AGREED, AgreementState.VARIED}
    return agreed and agreement.on_day <= as_of


def missing_products(reader: Reader, urn: str, alliance: str, as_of: date) -> list[Product]:
    """What the first ten days of an alliance's support should bring and have not, by a day."""
    agreements = reader.where(Agreement, urn=urn, alliance=alliance)
    sides = {
        kpi.side
        for kpi in reader.where(Kpi, urn=urn)
        if kpi.starts_on <= as_of and (kpi.retired_on is None or kpi.retired_on > as_of)
    }
    there = {
        Product.AGREEMENT: any(is_in_force(each, as_of) for each in agreements),
        Product.PLAN: plan_on(reader, urn, as_of) is not None,
        Product.SCHOOL_KPIS: Side.SCHOOL in sides,
        Product.SUPPORT_KPIS: Side.SUPPORT in sides,
    }
    return [product for product, is_there in there.items() if not is_there]
