"""The copy of a pack for a school or an alliance: what is asked of it, and its own page."""

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.open_items.items import OpenItem, OpenItemKind, Party, in_order
from bleadchallenge.packs.isg.value import AllianceCopy, AskedRow, SchoolCopy
from bleadchallenge.store.tables import Alliance
from bleadchallenge.usecases.reports.pack import alliances, escalation, schools
from bleadchallenge.usecases.reports.pack.material import PackData, SchoolData

_KINDS = (
    OpenItemKind.SIGNATURE,
    OpenItemKind.AGREEMENT,
    OpenItemKind.PLAN,
    OpenItemKind.INDICATORS,
    OpenItemKind.MILESTONE,
    OpenItemKind.READING,
    OpenItemKind.DAY,
    OpenItemKind.ADVICE,
    OpenItemKind.NOTICE,
    OpenItemKind.CONDITIONS,
    OpenItemKind.FOLLOW_UP,
    OpenItemKind.COMMITMENT,
)
_MOST = 14
HOW = (
    "Reply to the coordinator in your own words, with the evidence beside them: an answer stops "
    "the clock only with its evidence. Your word is printed in the next pack as it stands."
)


def school_copy(material: PackData, school: SchoolData) -> SchoolCopy:
    """A school's copy: what is asked of it and by when, then its own page."""
    asked = _asked_rows(material, Party.SCHOOL, school=school.urn)
    return SchoolCopy(asked, HOW, schools.page(material, school))


def alliance_copy(material: PackData, alliance: Alliance) -> AllianceCopy:
    """An alliance's copy: what is asked of it and by when, then its row and its schools."""
    code = alliance.code
    rows = alliances.rows_of(material, alliances.cases_of(material))
    advice = tuple(
        escalation.advice_row(material, row)
        for row in escalation.open_advice(material)
        if row.subject == code
    )
    own = tuple(schools.page(material, school) for school in material.of_alliance(code))
    return AllianceCopy(
        _asked_rows(material, Party.ALLIANCE, alliance=code),
        HOW,
        next(row for row in rows if row.code == code),
        own,
        advice,
    )


def _asked_rows(
    material: PackData, party: Party, school: str = "", alliance: str = ""
) -> tuple[AskedRow, ...]:
    """What waits for a school or an alliance within the next weeks, the first day first."""
    soon = material.policy.pack.milestones_ahead_days
    found = [
        item
        for item in in_order(material.open_of(*_KINDS))
        if item.owner.party is party and _is_of(material, item, school, alliance)
        if item.due is None or (item.due - material.as_of).days <= soon
    ]
    return tuple(_row(material, item) for item in found[:_MOST])


def _is_of(material: PackData, item: OpenItem, school: str, alliance: str) -> bool:
    if school:
        return item.subject.school == school
    supported = {each.urn for each in material.of_alliance(alliance)}
    return item.subject.alliance == alliance or (
        not item.subject.alliance and item.subject.school in supported
    )


def _row(material: PackData, item: OpenItem) -> AskedRow:
    where = material.short(item.subject.school) if item.subject.school else ""
    late = item.is_overdue(material.as_of)
    by = show_day(item.due) if item.due else "no day set"
    return AskedRow(item.what, where, by, "overdue" if late else "open")
