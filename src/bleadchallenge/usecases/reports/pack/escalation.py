"""Who is on the register, and which advice is open: schools, alliances and the partnership."""

from collections.abc import Iterator, Sequence

from bleadchallenge.domain.open_items.items import OpenItem, OpenItemKind
from bleadchallenge.domain.scrutiny.advice import AdviceState
from bleadchallenge.packs.isg.value import AdviceRow, Escalation, RegisterRow, Sentence
from bleadchallenge.packs.value import Cell
from bleadchallenge.store.escalation.commissioning import last_outcome
from bleadchallenge.usecases.reports.pack.alliances import AllianceCase
from bleadchallenge.usecases.reports.pack.material import PackData
from bleadchallenge.usecases.reports.pack.replies import last_reply, quoted
from bleadchallenge.usecases.scrutiny.advice import AdviceRow as GivenAdviceRow


def escalation_of(material: PackData, alliances: Sequence[AllianceCase]) -> Escalation:
    """The register and the open advice of a meeting."""
    register = (*_schools(material), *_alliances(material, alliances), *_partnership(material))
    return Escalation(register, tuple(advice_row(material, row) for row in open_advice(material)))


def open_advice(material: PackData) -> list[GivenAdviceRow]:
    """Advice that waits for its answer, or whose answer waits for the group's word."""
    return [r for r in material.advice if r.outstanding or r.state is AdviceState.ANSWERED]


def advice_row(material: PackData, row: GivenAdviceRow) -> AdviceRow:
    """A piece of advice as a pack shows it."""
    number, subject = row.number, row.subject or ""
    said = quoted(last_reply(material, subject)) if row.answer and subject else "no reply"
    if row.answer:
        said = f"“{row.answer}”"
    return AdviceRow(
        number=Cell(number),
        code=subject,
        name=material.short_of(row),
        text=row.text,
        due=row.due_on,
        state=Cell(row.state.value, f"advice/{number}/state"),
        late=Cell(row.days_late, f"advice/{number}/late"),
        reply=said,
    )


def _schools(material: PackData) -> Iterator[RegisterRow]:
    for row in material.register:
        yield RegisterRow(
            code=row.urn,
            name=material.short(row.urn),
            stage=row.stage.value if row.stage else "no stage yet",
            since=row.since,
            comply_by=row.comply_by,
            move=row.move,
            evidence=Sentence("; ".join(row.evidence), (f"escalation/{row.urn}",)),
            recommended=row.recommended.value if row.recommended else "",
        )


def _alliances(material: PackData, alliances: Sequence[AllianceCase]) -> Iterator[RegisterRow]:
    """Alliances that are not delivering, are to be reviewed, or have conditions to keep."""
    waiting: dict[str, OpenItem] = {}
    for item in material.open_of(OpenItemKind.COMMISSIONING, OpenItemKind.CONDITIONS):
        waiting.setdefault(item.subject.alliance, item)
    for case in alliances:
        wanted = waiting.get(case.code)
        to_review = wanted is None or wanted.kind is OpenItemKind.COMMISSIONING
        if not case.not_delivering and to_review:
            continue
        outcome = last_outcome(material.reader, case.code, material.as_of)
        yield RegisterRow(
            code=case.code,
            name=material.short(case.code),
            stage=outcome.outcome if outcome else "not reviewed yet",
            since=outcome.on_day if outcome else (wanted.since if wanted else None),
            comply_by=wanted.due if wanted else None,
            move=f"{wanted.owner.party}: {wanted.what}" if wanted else "nobody",
            evidence=Sentence("; ".join(case.reasons), case.refs),
            recommended="commissioning review"
            if wanted and wanted.kind is OpenItemKind.COMMISSIONING
            else "",
        )


def _partnership(material: PackData) -> Iterator[RegisterRow]:
    """The partnership's own duties that are past their day."""
    late = [row for row in material.advice if not row.subject and row.days_late]
    for row in late:
        if row.outstanding:
            yield RegisterRow(
                code="",
                name=str(row.name),
                stage="advice not answered",
                since=row.due_on,
                comply_by=None,
                move="the partnership: answer with evidence",
                evidence=Sentence(
                    f"advice {row.number}, {row.days_late} working days late",
                    (f"advice/{row.number}/late",),
                ),
                recommended="",
            )
