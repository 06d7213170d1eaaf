"""The scrutiny group's pack: its sections in the order a busy member reads them."""

from datetime import date

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.policy import Policy
from bleadchallenge.packs.value import Audience, Pack, Table
from bleadchallenge.store import reports
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import Pack as Issued
from bleadchallenge.usecases.kpis.status import status_rows
from bleadchallenge.usecases.reports.pack import (
    alliances,
    asks,
    changes,
    exceptions,
    expectations,
    grid,
    notes,
    register,
    schools,
)
from bleadchallenge.usecases.reports.pack.material import PackData, gather
from bleadchallenge.usecases.reports.pack.names import Names
from bleadchallenge.usecases.scrutiny import meetings

KIND = "isg-pack"


def build(reader: Reader, policy: Policy, meeting: date, number: int) -> Pack:
    """The pack of a meeting, as everything was known at the reader's change."""
    reader = reader.on_day(meeting)
    issued = reports.issued(reader, KIND)
    last = issued[-1] if issued else None
    then = last.known_at if last else None
    so_far = tuple(meetings.meetings_so_far(reader, policy, meeting))
    material = gather(reader, policy, meeting, so_far, then)
    names = Names(reader, policy, material.names)
    said = [] if then is None else changes.changes_since(reader, then, names)
    sections = (
        asks.section(material),
        changes.section(said, _moved(reader, policy, last, material), names, then=then),
        expectations.section(material),
        grid.section(material),
        exceptions.section(material),
        schools.section(material, said),
        alliances.section(material),
        register.section(material),
        notes.section(reader, policy, meeting),
    )
    return Pack(
        kind=KIND,
        title=f"Pack {number} of the Independent Scrutiny Group",
        subtitle=f"{policy.title}: meeting of {show_day(meeting)}",
        audience=Audience.ISG,
        as_of=meeting,
        made_from=reader.change,
        policy=policy.name,
        sections=sections,
        number=number,
    )


def _moved(
    reader: Reader, policy: Policy, last: Issued | None, material: PackData
) -> list[tuple[str, str]]:
    """Indicators that stand otherwise than the last pack said on its day."""
    if last is None:
        return []
    then = reader.at_change(last.known_at, last.made_on)
    return changes.moved_statuses(status_rows(then, policy, last.made_on), material.kpi_rows)


def missing(pack: Pack) -> list[str]:
    """What the pack should hold and does not, for whoever runs it unattended."""
    found = [
        f"{row[0].value}: {row[2].value}"
        for section in pack.sections
        if section.id == "exceptions"
        for block in section.blocks
        if isinstance(block, Table)
        for row in block.rows
        if row[1].value in ("reading", "unmet")
    ]
    return sorted(found)
