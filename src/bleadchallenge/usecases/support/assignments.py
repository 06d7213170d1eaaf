"""Designating the alliance that supports a school."""

from datetime import date, timedelta

from bleadchallenge.domain.support.matching import ReviewOutcome, reasons, warnings
from bleadchallenge.store.engine.store import Writer
from bleadchallenge.store.tables import Assignment
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.lookup.subjects import find_alliance
from bleadchallenge.usecases.request import Receipt, Request, policy_of
from bleadchallenge.usecases.support.matching import case_of


def assign(
    asked: Request, school: str, alliance: str, from_day: date, despite: str = ""
) -> Receipt:
    """Assign an alliance to a school, with the reason, from a day.

    ``despite`` says why it is chosen although a review decided not to commission it again.
    """
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        chosen = find_alliance(writer, alliance)
        case = case_of(writer, policy_of(writer), chosen, found.urn, from_day)
        reason = _reason(asked.reason, despite, case.outcome)
        writer.add(
            Assignment(urn=found.urn, from_day=from_day, alliance=chosen.code, reason=reason)
        )
    lines = (
        f"{found}: {chosen.name} ({chosen.code}) supports it from {from_day}",
        *(f"  {reason}" for reason in reasons(case)),
    )
    step = f"bleadchallenge sla {found.urn} --state draft --days {case.needed:g}"
    return Receipt(writer.seq_written, lines, (step,), asked.dry_run, warnings(case))


def end_assignment(writer: Writer, assignment: Assignment, on: date, reason: str) -> None:
    """End an assignment: the day before ``on`` is its last."""
    writer.replace(assignment, to_day=on - timedelta(days=1), end_reason=reason)


def _reason(reason: str, despite: str, outcome: ReviewOutcome | None) -> str:
    """The reason of an assignment; against a review's outcome, why it is chosen all the same."""
    if outcome is None or not despite.strip() or not reason.strip():
        return reason
    return f"{reason}; {outcome.despite} {despite}"
