"""Notes of a pack: the four expectations, what differs this time, what is hidden and why."""

from collections.abc import Iterator

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.packs.isg.value import ExpectationRow, Notes
from bleadchallenge.packs.value import Cell
from bleadchallenge.store.tables import SourceFile
from bleadchallenge.usecases.reports.pack.material import PackData
from bleadchallenge.usecases.scrutiny.expectations import expectations


def notes_of(material: PackData) -> Notes:
    """The last page of a pack."""
    return Notes(
        tuple(_expectations(material)),
        tuple(_differs(material)),
        rules(material),
        trace(material),
    )


def trace(material: PackData) -> str:
    """How any figure is led back to where it comes from."""
    return (
        "Every figure can be traced to the cell or the record it comes from, as known on the day: "
        f"bleadchallenge explain REF --as-of {material.as_of} --as-known "
        f"{material.reader.change}. Its REF stands in the workbook, on the sheet Sources."
    )


def rules(material: PackData) -> tuple[str, ...]:
    """The rules that a reader of a pack should know."""
    small, rule = material.policy.small_numbers, material.policy.pack
    return (
        (
            f"Figures of {small.hide_at_most} pupils or fewer are hidden and shown as c; a second "
            "figure is hidden where the first could be worked out from it."
        ),
        (
            f"A school is of concern with {rule.of_concern_from} indicators off track or with "
            f"impact none, and on watch with {rule.watch_from}."
        ),
        (
            "A share is too few to judge where one lesson or pupil moves it by more than its "
            "tolerance. Such a reading is never red."
        ),
        "A move is news only if the reading moved by a whole lesson, pupil, meeting or day.",
        "Growth whose interval holds nought is not told apart from chance.",
        "RWM is reading, writing and maths together.",
        "A page shows the next milestones; the workbook holds all.",
        (
            "Writing was assessed differently from 2018 on: figures that hold writing are not "
            "directly comparable across 2017 and 2018."
        ),
        "An indicator without a reading, or with one that is too old, is never on track.",
        (
            f"Policy in force: {material.policy.name}, from "
            f"{material.policy.in_force_from.isoformat()}."
        ),
    )


def _expectations(material: PackData) -> Iterator[ExpectationRow]:
    before = _before(material)
    for row in material.expectations:
        if row.urn is not None:
            continue
        named = (RefKind.EXPECTATION, "programme", row.expectation)
        stood = before.get(row.expectation)
        moved = f"was {stood}" if stood and stood != row.state.value else "as before"
        yield ExpectationRow(
            row.expectation,
            Cell(row.state.value, ref(*named, "state")),
            Cell("; ".join(row.evidence), ref(*named, "evidence")),
            moved if stood else "first pack",
        )


def _before(material: PackData) -> dict[str, str]:
    """How the expectations stood in the last pack."""
    last = material.last
    if last is None:
        return {}
    then = material.reader.at_change(last.known_at, last.made_on)
    rows = expectations(then, material.policy, last.made_on)
    return {row.expectation: row.state.value for row in rows if row.urn is None}


def _differs(material: PackData) -> Iterator[str]:
    """Files that came in since the last pack, and schools that are no longer taking part."""
    since = material.last.made_on if material.last else None
    for file in material.reader.all(SourceFile):
        if since and since < file.taken_on <= material.as_of:
            yield f"New figures: {file.file}, {file.release}, taken on {show_day(file.taken_on)}."
    for school in material.schools:
        if school.standing.state in ("withdrawn", "paused"):
            yield f"{material.short(school.urn)} is {school.standing.state}: it is not judged."
    if material.last is None:
        yield "This is the first pack; there is none to compare it with."
