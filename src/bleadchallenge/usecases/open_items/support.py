"""What a school's support waits for: signatures, an alliance, the first ten days' products."""

from collections.abc import Iterator
from datetime import date, timedelta

from bleadchallenge.domain.choices import Signatory
from bleadchallenge.domain.open_items.items import (
    COORDINATOR,
    OpenItem,
    OpenItemKind,
    Owner,
    Party,
    Subject,
)
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.selection.gates import Gate, unmet
from bleadchallenge.domain.support.agreements import Product
from bleadchallenge.domain.support.days import day_reached
from bleadchallenge.rules.support.products import command_for
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.selection import (
    assignment_on,
    evidence_of,
    last_assignment,
    signature_in_force,
    unsigned_since,
)
from bleadchallenge.store.support.agreements import missing_products
from bleadchallenge.store.support.days import days_ledger
from bleadchallenge.store.tables import Assignment, Review, Selection, Signature

_KINDS = {
    Product.AGREEMENT: OpenItemKind.AGREEMENT,
    Product.PLAN: OpenItemKind.PLAN,
    Product.SCHOOL_KPIS: OpenItemKind.INDICATORS,
    Product.SUPPORT_KPIS: OpenItemKind.INDICATORS,
}


def items(reader: Reader, policy: Policy, selection: Selection, as_of: date) -> Iterator[OpenItem]:
    """What is open of a selected school's agreement, alliance and first ten days."""
    for role in Signatory:
        if signature_in_force(reader, selection.urn, role, as_of) is None:
            yield _signature(reader, policy, selection, role, as_of)
    running = assignment_on(reader, selection.urn, as_of)
    if running is not None:
        yield from _products(reader, policy, running, as_of)
    else:
        yield from _alliance(reader, policy, selection.urn, as_of)


def _signature(
    reader: Reader, policy: Policy, selection: Selection, role: Signatory, as_of: date
) -> OpenItem:
    """Wanted from the day the person came, or the signature was withdrawn."""
    urn = selection.urn
    since, why = unsigned_since(reader, urn, role, as_of) or (selection.decided_on, "")
    return OpenItem(
        OpenItemKind.SIGNATURE,
        Subject(urn),
        Owner(Party.SCHOOL, role.value),
        since,
        since if why else max(since, policy.terms[0].starts),
        f"signature of the {role}",
        why or f"selected on {since}, and the {role} has not signed the agreement",
        f'agree {urn} --{role} "NAME" --date DATE',
        f"signature/{urn}/{role}",
    )


def _alliance(reader: Reader, policy: Policy, urn: str, as_of: date) -> Iterator[OpenItem]:
    """The alliance that a school waits for: the first, or the next after one has left."""
    before = last_assignment(reader, urn, as_of)
    evidence = evidence_of(reader, urn, as_of)
    too_late = evidence.final_held or as_of > policy.terms[-1].ends
    if too_late or (before is None and unmet(Gate.ASSIGN_ALLIANCE, evidence)):
        return
    if before is not None and before.to_day is not None:
        since = before.to_day + timedelta(days=1)
        why = f"{before.alliance} supported it until {before.to_day}: {before.end_reason}"
    else:
        since, why = _ready_since(reader, urn, as_of), "signed and audited; nobody supports it"
    yield OpenItem(
        OpenItemKind.ALLIANCE,
        Subject(urn),
        COORDINATOR,
        since,
        since + timedelta(days=policy.follow_through.alliance_days),
        "the next alliance" if before else "the alliance that supports it",
        why.removesuffix(": "),
        f"assign-tsa {urn} --suggest",
        f"alliance/{urn}/{since}",
    )


def _ready_since(reader: Reader, urn: str, as_of: date) -> date:
    """The day the last of signatures and baseline came in."""
    signed = [each.signed_on for each in reader.where(Signature, urn=urn)]
    held = [each.held_on for each in reader.where(Review, urn=urn)]
    return max(day for day in [*signed, *held] if day <= as_of)


def _products(
    reader: Reader, policy: Policy, running: Assignment, as_of: date
) -> Iterator[OpenItem]:
    """What the first ten days should bring, by its day or the tenth day's, whichever is first."""
    rule, urn, alliance = policy.follow_through, running.urn, running.alliance
    own = [
        entry
        for entry in days_ledger(reader, policy, urn, as_of).entries
        if entry.alliance == alliance and entry.on >= running.from_day
    ]
    tenth = day_reached(own, policy.days.first_tranche, as_of) or date.max
    for product in missing_products(reader, urn, alliance, as_of):
        days = rule.agreement_days if product is Product.AGREEMENT else rule.plan_days
        kind = _KINDS[product]
        side = f"/{product.split()[-1]}" if kind is OpenItemKind.INDICATORS else ""
        whose = f"/{alliance}" if product is Product.AGREEMENT else ""
        yield OpenItem(
            kind,
            Subject(urn, alliance),
            Owner(Party.ALLIANCE, alliance),
            running.from_day,
            min(running.from_day + timedelta(days=days), tenth),
            f"{product} with {alliance}" if product is Product.AGREEMENT else product.value,
            f"support began on {running.from_day}; its first ten days should bring it",
            command_for(reader, product, urn, alliance),
            f"{kind}/{urn}{whose}{side}",
        )
