"""The scrutiny group's pack: gathered, judged, and laid out."""

from datetime import date

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.open_items.items import STEPS, OpenItemKind
from bleadchallenge.domain.policy import Policy
from bleadchallenge.packs.isg.pages import sections_of
from bleadchallenge.packs.isg.value import IsgPack
from bleadchallenge.packs.value import Audience, Pack
from bleadchallenge.store import reports
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.subjects import subject_names
from bleadchallenge.usecases.open_items.items import open_items
from bleadchallenge.usecases.reports.pack import (
    alliances,
    changes,
    escalation,
    front,
    grid,
    notes,
    schools,
    sheets,
)
from bleadchallenge.usecases.reports.pack.material import PackData, gather
from bleadchallenge.usecases.reports.pack.names import Names
from bleadchallenge.usecases.scrutiny import meetings

KIND = "isg-pack"


def build(
    reader: Reader, policy: Policy, meeting: date, number: int, replaces: int | None = None
) -> Pack:
    """The pack of a meeting, as everything was known at the reader's change.

    ``replaces`` is the number of the pack that the meeting had before.
    """
    material = material_of(reader, policy, meeting)
    parts = parts_of(material)
    return Pack(
        kind=KIND,
        title=f"What the group is asked on {show_day(meeting)}",
        subtitle=f"{policy.title}: pack {number} of the Independent Scrutiny Group",
        audience=Audience.ISG,
        as_of=meeting,
        made_from=reader.change,
        policy=policy.name,
        sections=sections_of(parts),
        number=number,
        facts=(("Replaces", f"pack {replaces}"),) if replaces else (),
        sheets=parts.sheets,
    )


def material_of(reader: Reader, policy: Policy, meeting: date) -> PackData:
    """What the pack of a meeting is built from, beside the pack issued before it."""
    reader = reader.on_day(meeting)
    issued = [pack for pack in reports.issued(reader, KIND) if pack.made_on < meeting]
    so_far = tuple(meetings.meetings_so_far(reader, policy, meeting))
    return gather(reader, policy, meeting, so_far, issued[-1] if issued else None)


def parts_of(material: PackData) -> IsgPack:
    """The parts of the pack as values."""
    names = Names(material.reader, material.policy, material.names)
    last = material.last
    said = changes.changes_since(material.reader, last.known_at, names) if last else []
    cases = alliances.cases_of(material)
    changed = changes.changes_of(material, said)
    pages = schools.pages_of(material, said)
    return IsgPack(
        front=front.front_of(material, cases, changed, pages),
        grid=grid.grid_of(material),
        changes=changed,
        alliances=alliances.rows_of(material, cases),
        escalation=escalation.escalation_of(material, cases),
        schools=pages,
        notes=notes.notes_of(material),
        sheets=sheets.sheets_of(material, said, cases),
    )


def missing(reader: Reader, policy: Policy, meeting: date) -> list[str]:
    """What is overdue and the pack should hold, for whoever runs it unattended."""
    reader = reader.on_day(meeting)
    names, kinds = subject_names(reader), {OpenItemKind.READING, *STEPS}
    return sorted(
        f"{names.get(item.subject.school, item.subject.school)}: {item.what}"
        for item in open_items(reader, policy, meeting)
        if item.kind in kinds and item.is_overdue(meeting)
    )
