"""Exceptions: what is overdue, unanswered, behind, unsigned, unread, or hangs in the air."""

from collections.abc import Iterator
from dataclasses import dataclass

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.kpis.status import Status
from bleadchallenge.domain.open_items.items import STEPS, OpenItemKind, in_order
from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.support.days import shown
from bleadchallenge.packs.value import Cell, Column, Section, Table, Text
from bleadchallenge.usecases.reports.pack.material import PackData, SchoolData, active

_COLUMNS = (
    Column("school"),
    Column("what"),
    Column("in words", wide=True),
    Column("next step", wide=True),
)
_KINDS = STEPS | {OpenItemKind.MILESTONE, OpenItemKind.NOTICE}
_BEHIND_BY = 4
"""Quarter days behind the even pace before it is said: one day."""


def section(material: PackData) -> Section:
    """The section with every exception, or the good news that there is none."""
    rows = tuple(
        (
            Cell(school.name, goes_to=f"school-{school.urn}"),
            *exception.cells,
        )
        for school in active(material)
        for exception in _of_school(material, school)
    )
    if not rows:
        return Section("exceptions", "Exceptions", (Text("There are none."),))
    table = Table("exceptions", "What is not as it should be", _COLUMNS, rows)
    return Section("exceptions", "Exceptions", (table,))


@dataclass(frozen=True, slots=True)
class _Exception:
    """Something that is not as it should be, what to do, and the name of its figure."""

    what: str
    words: str
    step: str
    ref: str = ""

    @property
    def cells(self) -> tuple[Cell, ...]:
        return Cell(self.what), Cell(self.words, self.ref), Cell(self.step)


def _of_school(material: PackData, school: SchoolData) -> Iterator[_Exception]:
    yield from _overdue(material, school)
    yield from _behind(material, school)
    yield from _unread(school)
    for link in school.broken:
        yield _Exception("thread", link.what, link.fix)


def _overdue(material: PackData, school: SchoolData) -> Iterator[_Exception]:
    for item in in_order(material.open_of(*_KINDS)):
        if item.subject.school == school.urn and item.due and item.due < material.as_of:
            ref = item.evidence[0] if item.evidence else ""
            head, _, rest = item.what.partition(": ")
            late = (material.as_of - item.due).days
            words = (
                f"{head} is {late} days overdue: {rest}"
                if ref
                else f"{item.what}, due on {show_day(item.due)}"
            )
            yield _Exception(item.kind, words, f"bleadchallenge {item.command}", ref)


def _behind(material: PackData, school: SchoolData) -> Iterator[_Exception]:
    pace = school.ledger.pace(material.policy, material.as_of)
    behind = pace - school.account.used
    if behind >= _BEHIND_BY:
        account = school.account
        given = f"{shown(account.used)} given of {shown(account.released)} released"
        words = f"{shown(behind)} behind an even pace: {given}"
        step = f"bleadchallenge days-status --school {school.urn}"
        yield _Exception("days", words, step, f"days/{school.urn}/behind")


def _unread(school: SchoolData) -> Iterator[_Exception]:
    for row in school.kpi_rows:
        unread = row.status is Status.NO_READING and row.value != HIDDEN
        if unread:
            yield _Exception(
                "reading",
                f"{row.code}: {row.reason}",
                f"bleadchallenge kpi read {school.urn} {row.code} --value N --date DATE",
                f"kpi/{school.urn}/{row.code}/status",
            )
