"""Asks of this meeting: decisions wanted, reviews recommended, answers due; each numbered."""

from collections.abc import Iterator

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.open_items.items import OpenItem, OpenItemKind
from bleadchallenge.domain.scrutiny.advice import AdviceState
from bleadchallenge.packs.value import Block, Items, Section, Text
from bleadchallenge.usecases.reports.pack.material import PackData

TITLE = "Asks of this meeting"


def section(material: PackData) -> Section:
    """The first section: what the group is asked to decide, to recommend, to press for."""
    asks = tuple(_asks(material))
    block: Block = Items(asks, numbered=True) if asks else Text("Nothing is asked of the group.")
    return Section("asks", TITLE, (block,))


def _asks(material: PackData) -> Iterator[str]:
    yield from _decisions(material)
    yield from _alliances(material)
    yield from _reviews(material)
    yield from _answers(material)


def _decisions(material: PackData) -> Iterator[str]:
    """One ask for all schools whose mid-term review waits for its decision."""
    waiting = material.open_of(OpenItemKind.DECISION)
    if waiting:
        names = "; ".join(sorted(material.name(item.subject.school) for item in waiting))
        first = show_day(min(item.due for item in waiting if item.due))
        many = "1 school has" if len(waiting) == 1 else f"{len(waiting)} schools have"
        yield f"Decide, the first by {first}: {many} had the mid-term review. {names}."


def _alliances(material: PackData) -> Iterator[str]:
    """The alliances that schools wait for, and those whose commissioning is to be reviewed."""
    for item in material.open_of(OpenItemKind.ALLIANCE):
        school = material.name(item.subject.school)
        yield f"Designate {item.what} for {school}{_by(item)}: {item.why}."
    for item in material.open_of(OpenItemKind.COMMISSIONING):
        yield f"Hold the {item.what}{_by(item)}."
    for item in material.open_of(OpenItemKind.CONDITIONS):
        name = material.name(item.subject.alliance)
        yield f"Watch that {name} keeps the conditions set for it{_by(item)}: {item.why}."


def _by(item: OpenItem) -> str:
    return f" by {show_day(item.due)}" if item.due else ""


def _reviews(material: PackData) -> Iterator[str]:
    for row in material.register:
        if row.recommended:
            evidence = "; ".join(row.evidence)
            why = evidence[:1].upper() + evidence[1:]
            yield f"Consider: {row.name} to go to “{row.recommended}”. {why}."


def _answers(material: PackData) -> Iterator[str]:
    """Advice whose answer is due by this meeting, or waits for the group's verdict."""
    for row in material.advice:
        who = f"advice {row.number} to {row.name}"
        if row.state == "answered":
            yield f"Accept or not: the answer to {who}: {row.answer}"
        elif row.state is AdviceState.NOT_ACCEPTED:
            waited = f", and nothing new came in {row.waiting} {material.policy.advice.counts}"
            said = f"the last was not accepted{waited if row.waiting else ''}"
            yield f"Press for: a new answer to {who} ({row.text}): {said}."
        elif row.outstanding and row.due_on <= material.as_of:
            unit = material.policy.advice.counts
            late = f", {row.days_late} {unit} late" if row.days_late else ""
            due = f"due {show_day(row.due_on)}{late}"
            yield f"Press for: an answer to {who}, {due}: {row.text}"
