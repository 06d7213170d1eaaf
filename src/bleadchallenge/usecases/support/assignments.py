"""Designating the alliance that supports a school."""

from datetime import date, timedelta

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.selection.gates import Gate, require
from bleadchallenge.domain.support.matching import AllianceCandidate, reasons, warnings
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.selection import assignment_on, evidence_of
from bleadchallenge.store.support.alliances import own_schools
from bleadchallenge.store.tables import Alliance, Assignment
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.lookup.subjects import find_alliance
from bleadchallenge.usecases.request import Receipt, Request, policy_of
from bleadchallenge.usecases.support.matching import case_of


def assign(
    asked: Request, school: str, alliance: str, from_day: date, despite: str = ""
) -> Receipt:
    """Assign an alliance to a school, with the reason, from a day.

    Raises ``DataError`` in words where the gate is not met, where the reason is
    missing, where another alliance supports the school on that day, or where a
    review decided not to commission the alliance again and nobody says why it is
    chosen ``despite`` that.
    """
    if not asked.reason:
        raise DataError("an assignment needs its reason", fix='add --reason "..."')
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        chosen = find_alliance(writer, alliance)
        require(
            Gate.ASSIGN_ALLIANCE,
            evidence_of(writer, found.urn, from_day),
            found.urn,
            found.name,
        )
        _require_free(writer, found.urn, found.name, from_day)
        require_no_conflict(chosen, found.urn, found.name)
        case = case_of(writer, policy_of(writer), chosen, found.urn, from_day)
        reason = _reason(case, asked.reason, despite)
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


def _reason(case: AllianceCandidate, reason: str, despite: str) -> str:
    """The reason of an assignment; against a review's outcome, why it is chosen all the same."""
    if case.outcome is None or not case.outcome.keeps_out:
        return reason
    if not despite.strip():
        raise DataError(
            f"{case.name} is not to be commissioned again",
            why=f"{case.outcome.words}: {case.outcome.reason}",
            fix='choose another (--suggest), or say why all the same: add --despite "..."',
        )
    return f"{reason}; despite the commissioning review of {case.outcome.on}: {despite}"


def _require_free(reader: Reader, urn: str, name: str, from_day: date) -> None:
    running = assignment_on(reader, urn, from_day)
    if running is not None:
        raise DataError(
            f"{name} is supported by {running.alliance} on {from_day} already",
            why=f"that assignment runs since {running.from_day}",
            fix=f'a change is decided first: bleadchallenge decide {urn} switch --rationale "..."',
        )
    later = [a for a in reader.all(Assignment, Assignment.urn == urn) if a.from_day > from_day]
    if later:
        raise DataError(
            f"{name} is to be supported by {later[0].alliance} from {later[0].from_day}",
            why="two alliances would support it at once",
            fix=f"bleadchallenge undo {later[0].since}, or give a later day",
        )


def require_no_conflict(alliance: Alliance, urn: str, name: str) -> None:
    """Raise where a school belongs to the alliance that is to support it."""
    if urn in own_schools(alliance):
        raise DataError(
            f"{alliance.name} cannot support {name}",
            why="the school belongs to that alliance",
            fix=f"bleadchallenge assign-tsa {urn} --suggest",
        )
