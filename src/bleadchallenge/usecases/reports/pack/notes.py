"""Data notes: the files behind the figures, what is hidden, the rules in force."""

from datetime import date

from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.years import label
from bleadchallenge.packs.value import Cell, Column, ColumnType, Items, Section, Table, Text
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import SourceFile


def section(reader: Reader, policy: Policy, as_of: date) -> Section:
    """The section of a pack that says what its figures rest on, and how to trace one."""
    files = published_files.known_files(reader)
    table = Table(
        "files",
        "Files behind the figures",
        (
            Column("file", wide=True),
            Column("kind"),
            Column("year"),
            Column("release"),
            Column("rows", ColumnType.NUMBER),
            Column("taken", ColumnType.DAY),
        ),
        tuple(_row(file) for file in files),
    )
    lead = Text(
        "Every figure can be traced to the cell or the record it comes from, as known on the day: "
        f"bleadchallenge explain REF --as-of {as_of} --as-known {reader.change}. Its REF stands in "
        "the workbook, on the sheet of the sources, and in the page, under the figure."
    )
    return Section("notes", "Data notes", (lead, table, Items(_rules(policy))), own_page=True)


def _rules(policy: Policy) -> tuple[str, ...]:
    hide, small = policy.small_numbers.hide_at_most, policy.small_numbers.small_cohort_at_most
    hidden = (
        f"Figures of {hide} pupils or fewer are hidden and shown as c; a second figure is hidden "
        "where the first could be worked out from it."
    )
    cohorts = (
        f"Groups of {hide + 1} to {small} pupils are marked as small cohorts: one pupil moves "
        "their figures by ten points or more."
    )
    writing = (
        "Writing was assessed differently from 2018 on: reading, writing and maths together, and "
        "writing, are not directly comparable across 2017 and 2018."
    )
    unread = "An indicator without a reading, or with one that is too old, is never on track."
    force = f"Policy in force: {policy.name}, from {policy.in_force_from.isoformat()}."
    return hidden, cohorts, writing, unread, force


def _row(file: SourceFile) -> tuple[Cell, ...]:
    year = label(file.year) if file.year else ""
    return (
        Cell(file.file),
        Cell(file.kind),
        Cell(year),
        Cell(file.release),
        Cell(file.rows, f"file/{file.number}/rows"),
        Cell(file.taken_on),
    )
