"""How a school comes in: intelligence, the discussion, selection, signatures."""

from collections.abc import Mapping, Sequence
from datetime import date

from bleadchallenge.domain.choices import Route, SelectionState, Signatory
from bleadchallenge.domain.errors import DataError
from bleadchallenge.store.engine.store import Writer
from bleadchallenge.store.selection import evidence_of, signature_in_force
from bleadchallenge.store.tables import Consultation, LeadershipChange, Selection, Signature
from bleadchallenge.usecases.lookup.schools import find_programme_school, find_school
from bleadchallenge.usecases.request import Receipt, Request
from bleadchallenge.usecases.results.eligibility import selection_notes
from bleadchallenge.usecases.selection.criterion import criterion_of


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
    with asked.writing(meets_criterion=criterion_of(asked)) as writer:
        found = find_school(writer, school)
        before = writer.get(Selection, urn=found.urn)
        own = {"cohort": writer.cohort_in_use} if asked.cohort or before is None else {}
        said = {
            "urn": found.urn,
            "name": found.name,
            "state": state.value,
            "route": route.value,
            "reason": asked.reason,
            "decided_on": _decided_on(before, state, asked.as_of),
            **own,
        }
        if before is None:
            writer.add(Selection.model_validate(said))
        else:
            writer.replace(before, **said)
        is_selected = state is SelectionState.SELECTED
        notes = selection_notes(writer, asked) if is_selected else ()
    step = f'bleadchallenge agree {found.urn} --head "NAME" --chair "NAME" --date DATE'
    next_steps = (step,) if state is SelectionState.SELECTED else ()
    line = f"{found}: {state}" + (f", cohort {asked.cohort}" if asked.cohort else "")
    if before is not None and said["decided_on"] == before.decided_on != asked.as_of:
        line += f", as since {before.decided_on}"
    return Receipt(writer.seq_written, (line,), next_steps, asked.dry_run, notes)


def _decided_on(before: Selection | None, state: SelectionState, on: date) -> date:
    """The day of a choice; the same choice made again keeps its day, or takes an earlier one."""
    if before is None or before.state != state:
        return on
    return min(before.decided_on, on)


def agree(
    asked: Request, school: str, people: Mapping[Signatory, str], signed_on: date, document: str
) -> Receipt:
    """Record the signatures of a head, a chair of governors, or both, and what each replaces."""
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        said = tuple(
            f"{found}: {_signed(writer, found.urn, role, name, signed_on, document)}"
            for role, name in people.items()
        )
        evidence = evidence_of(writer, found.urn, asked.as_of)
    missing = [
        f'--{other} "NAME"'
        for other, signed in (
            (Signatory.HEAD, evidence.head_signed),
            (Signatory.CHAIR, evidence.chair_signed),
        )
        if not signed
    ]
    step = f"agree {found.urn} {' '.join(missing)} --date DATE"
    if not missing:
        step = f"record-review {found.urn} --stage baseline --date DATE"
    return Receipt(
        writer.seq_written,
        said,
        (f"bleadchallenge {step}",),
        asked.dry_run,
    )


def _signed(
    writer: Writer, urn: str, role: Signatory, name: str, signed_on: date, document: str
) -> str:
    """Keep a signature, in the place of one of the same day; what was done, in words."""
    said = f"the {role} signed on {signed_on}"
    first = signature_in_force(writer, urn, role, signed_on)
    same_day = writer.get(Signature, urn=urn, role=role.value, signed_on=signed_on)
    if same_day is None:
        writer.add(
            Signature(urn=urn, role=role.value, signed_on=signed_on, name=name, document=document)
        )
        return f"{said}; {first.name} did on {first.signed_on}, which stands" if first else said
    before = same_day.name
    writer.replace(same_day, name=name, document=document or same_day.document)
    if before == name:
        return f"{said}; that is on record"
    return f"{said}, in the place of {before}, whose signature of that day was on record"


def withdraw_signatures(
    asked: Request, school: str, roles: Sequence[Signatory], on: date
) -> Receipt:
    """Record that a head or chair withdrew the signature, and why."""
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        for role in roles:
            signature = signature_in_force(writer, found.urn, role, on)
            if signature is None:
                raise DataError(
                    f"{found.name} has no signature of its {role} in force on {on}",
                    fix=f"bleadchallenge schools {found.urn}",
                )
            writer.replace(signature, withdrawn_on=on, withdrawn_reason=asked.reason)
    said = tuple(f"{found}: the {role} withdrew the signature on {on}" for role in roles)
    return Receipt(writer.seq_written, said, dry_run=asked.dry_run)


def new_holders(
    asked: Request, school: str, people: Mapping[Signatory, str], from_day: date
) -> Receipt:
    """Record a new head or chair, who must sign again."""
    with asked.writing() as writer:
        found = find_school(writer, school)
        for role, name in people.items():
            writer.add(
                LeadershipChange(urn=found.urn, role=role.value, from_day=from_day, name=name)
            )
    names = " ".join(f'--{role} "NAME"' for role in people)
    step = f"bleadchallenge agree {found.urn} {names} --date DATE"
    said = tuple(
        f"{found}: new {role} from {from_day}; the agreement must be signed again"
        for role in people
    )
    return Receipt(writer.seq_written, said, (step,), asked.dry_run)
