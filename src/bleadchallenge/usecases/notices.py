"""What the authority did: a warning notice, and that it was complied with."""

from datetime import date

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.notices import require_lawful
from bleadchallenge.domain.words import EscalationStage, NoticeGiver, NoticeGround
from bleadchallenge.store.escalation import last_notice
from bleadchallenge.store.school_kinds import school_kind
from bleadchallenge.store.store import Writer
from bleadchallenge.store.tables import EscalationStep, WarningNotice
from bleadchallenge.usecases.asked import Asked, Receipt, policy_of
from bleadchallenge.usecases.escalation import case_of
from bleadchallenge.usecases.schools import school_meant


def given(asked: Asked, school: str, giver: NoticeGiver, ground: NoticeGround, on: date) -> Receipt:
    """Record a notice that the authority gave; an open escalation moves with it."""
    if on > asked.as_of:
        raise DataError(f"a notice of {on} is still to come", fix="record it once it was given")
    with asked.writing() as writer:
        found = school_meant(writer, school)
        notes = require_lawful(school_kind(writer, found.urn), giver, ground, found.name)
        writer.bring(
            WarningNotice(urn=found.urn, given_on=on, given_by=giver.value, ground=ground.value)
        )
        moved = _escalated(writer, found.urn, giver, ground, on)
    said = (f"{found.name}: notice of {on} by the {giver}, {ground}", *moved)
    step = f"bleadchallenge notice {found.urn} --complied DATE"
    return Receipt(writer.seq_written, said, (step,), asked.dry_run, notes=notes)


def complied(asked: Asked, school: str, on: date) -> Receipt:
    """Record that a school complied with the last notice it was given."""
    with asked.writing() as writer:
        found = school_meant(writer, school)
        notice = last_notice(writer, found.urn, on)
        if notice is None:
            raise DataError(
                f"no notice to {found.name} is on record up to {on}",
                fix=f"bleadchallenge notice {found.urn} --given-by local-authority "
                "--ground standards --date DATE",
            )
        writer.replace(notice, complied_on=on)
    said = f"{found.name}: the notice of {notice.given_on} was complied with on {on}"
    return Receipt(writer.seq_written, (said,), ("bleadchallenge escalate check",), asked.dry_run)


def _escalated(
    writer: Writer, urn: str, giver: NoticeGiver, ground: NoticeGround, on: date
) -> tuple[str, ...]:
    """Move an open escalation to the authority's notice; a notice alone opens none."""
    case = case_of(writer, policy_of(writer), urn, on)
    if case.stage in (None, EscalationStage.NOTICE):
        return ()
    writer.bring(
        EscalationStep(
            subject=urn,
            on_day=on,
            stage=EscalationStage.NOTICE.value,
            decided_by=giver.value,
            reason=ground.value,
        )
    )
    return (f"it moves from {case.stage} to {EscalationStage.NOTICE}",)
