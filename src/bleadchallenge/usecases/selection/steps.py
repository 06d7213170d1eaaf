"""How a school comes in: intelligence, the discussion, selection, signatures."""

from datetime import date
from typing import Any

from bleadchallenge.domain.choices import Route, SelectionState, Signatory
from bleadchallenge.domain.errors import DataError
from bleadchallenge.store.schools.cohorts import cohort_in_use
from bleadchallenge.store.selection import evidence_of, signature_in_force
from bleadchallenge.store.tables import Consultation, LeadershipChange, Selection, Signature
from bleadchallenge.usecases.lookup.schools import find_programme_school, find_school
from bleadchallenge.usecases.request import Receipt, Request
from bleadchallenge.usecases.results.eligibility import selection_notes


def consult(asked: Request, school: str, held_on: date, with_whom: str, outcome: str) -> Receipt:
    """Record the discussion of a school with the regional schools commissioner's office."""
    with asked.writing() as writer:
        found = find_school(writer, school)
        writer.add(
            Consultation(urn=found.urn, held_on=held_on, with_whom=with_whom, outcome=outcome)
        )
    said = f"{found}: discussed on {held_on}"
    step = f'bleadchallenge select {found.urn} selected --reason "..."'
    return Receipt(writer.seq_written, (said,), (step,), dry_run=asked.dry_run)


def select(asked: Request, school: str, state: SelectionState, route: Route) -> Receipt:
    """Record where a school stands in the choosing; the discussion comes before selection."""
    if not asked.reason:
        raise DataError("a choice needs its reason", fix='add --reason "..."')
    with asked.writing() as writer:
        found = find_school(writer, school)
        before = writer.get(Selection, urn=found.urn)
        own = {"cohort": cohort_in_use(writer)} if asked.cohort or before is None else {}
        said: dict[str, Any] = {
            "urn": found.urn,
            "name": found.name,
            "state": state.value,
            "route": route.value,
            "reason": asked.reason,
            "decided_on": asked.as_of,
            **own,
        }
        if before is None:
            writer.add(Selection(**said))
        else:
            writer.replace(before, **said)
        is_selected = state is SelectionState.SELECTED
        notes = selection_notes(writer, asked, found.urn, route) if is_selected else ()
    step = f"bleadchallenge agree {found.urn} --role head --name NAME --date DATE"
    next_steps = (step,) if state is SelectionState.SELECTED else ()
    line = f"{found}: {state}" + (f", cohort {asked.cohort}" if asked.cohort else "")
    return Receipt(writer.seq_written, (line,), next_steps, asked.dry_run, notes)


def agree(
    asked: Request, school: str, role: Signatory, name: str, signed_on: date, document: str
) -> Receipt:
    """Record the signature of a head or a chair of governors."""
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        writer.add(
            Signature(
                urn=found.urn, role=role.value, signed_on=signed_on, name=name, document=document
            )
        )
        evidence = evidence_of(writer, found.urn, asked.as_of)
    missing = [
        other
        for other, signed in (
            (Signatory.HEAD, evidence.head_signed),
            (Signatory.CHAIR, evidence.chair_signed),
        )
        if not signed
    ]
    steps = tuple(
        f"bleadchallenge agree {found.urn} --role {other} --name NAME --date DATE"
        for other in missing
    )
    line = f"{found}: the {role} signed on {signed_on}"
    return Receipt(
        writer.seq_written,
        (line,),
        steps or (f"bleadchallenge record-review {found.urn} --stage baseline --date DATE",),
        dry_run=asked.dry_run,
        notes=tuple(writer.notes),
    )


def withdraw_signature(asked: Request, school: str, role: Signatory, on: date) -> Receipt:
    """Record that a head or chair withdrew the signature, and why."""
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        signature = signature_in_force(writer, found.urn, role, on)
        if signature is None:
            raise DataError(
                f"{found.name} has no signature of its {role} in force on {on}",
                fix=f"bleadchallenge schools {found.urn}",
            )
        writer.replace(signature, withdrawn_on=on, withdrawn_reason=asked.reason)
    line = f"{found}: the {role} withdrew the signature on {on}"
    return Receipt(writer.seq_written, (line,), dry_run=asked.dry_run)


def new_holder(asked: Request, school: str, role: Signatory, name: str, from_day: date) -> Receipt:
    """Record a new head or chair, who must sign again."""
    with asked.writing() as writer:
        found = find_school(writer, school)
        writer.add(LeadershipChange(urn=found.urn, role=role.value, from_day=from_day, name=name))
    step = f"bleadchallenge agree {found.urn} --role {role} --name NAME --date DATE"
    line = f"{found}: new {role} from {from_day}; the agreement must be signed again"
    return Receipt(writer.seq_written, (line,), (step,), dry_run=asked.dry_run)
