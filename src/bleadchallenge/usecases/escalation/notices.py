"""What the authority did: a warning notice, and that it was complied with."""

from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.choices import EscalationStage, NoticeGiver, NoticeGround
from bleadchallenge.domain.errors import DataError
from bleadchallenge.store.engine.store import Writer
from bleadchallenge.store.escalation.stages import last_notice
from bleadchallenge.store.tables import EscalationStep, WarningNotice
from bleadchallenge.usecases.escalation.stages import case_of
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.request import Receipt, Request, policy_of


@dataclass(frozen=True, slots=True)
class NoticeInput:
    """A notice as the authority gave it; the time to comply is whatever it says."""

    giver: NoticeGiver
    ground: NoticeGround
    on: date
    comply_by: date | None = None


def record_notice(asked: Request, school: str, notice: NoticeInput) -> Receipt:
    """Record a notice that the authority gave; an open escalation moves with it."""
    on = notice.on
    with asked.writing() as writer:
        found = find_school(writer, school)
        writer.add(
            WarningNotice(
                urn=found.urn,
                given_on=on,
                given_by=notice.giver.value,
                ground=notice.ground.value,
                comply_by=notice.comply_by,
            )
        )
        moved = _escalated(writer, found.urn, notice)
    until = f", to comply by {notice.comply_by}" if notice.comply_by else ""
    said = (f"{found}: notice of {on} by the {notice.giver}, {notice.ground}{until}", *moved)
    step = f"bleadchallenge notice {found.urn} --complied DATE"
    return Receipt(writer.seq_written, said, (step,), asked.dry_run, notes=tuple(writer.notes))


def record_compliance(asked: Request, school: str, on: date) -> Receipt:
    """Record that a school complied with the last notice it was given."""
    with asked.writing() as writer:
        found = find_school(writer, school)
        notice = last_notice(writer, found.urn, on)
        if notice is None:
            raise DataError(
                f"no notice to {found.name} is on record up to {on}",
                fix=f"bleadchallenge notice {found.urn} --given-by local-authority "
                "--ground standards --date DATE",
            )
        writer.replace(notice, complied_on=on)
    said = f"{found}: the notice of {notice.given_on} was complied with on {on}"
    return Receipt(writer.seq_written, (said,), ("bleadchallenge escalate check",), asked.dry_run)


def _escalated(writer: Writer, urn: str, notice: NoticeInput) -> tuple[str, ...]:
    """Move an open escalation to the authority's notice; a notice alone opens none."""
    case = case_of(writer, policy_of(writer), urn, notice.on)
    if case.stage in (None, EscalationStage.NOTICE):
        return ()
    writer.add(
        EscalationStep(
            subject=urn,
            on_day=notice.on,
            stage=EscalationStage.NOTICE.value,
            decided_by=notice.giver.value,
            reason=notice.ground.value,
        )
    )
    return (f"it moves from {case.stage} to {EscalationStage.NOTICE}",)
