"""Copies of the pack's pages: what we ask of you and by when comes first."""

from bleadchallenge.packs.isg import schools, tables
from bleadchallenge.packs.isg.value import AllianceCopy, AskedRow, SchoolCopy, SchoolPage
from bleadchallenge.packs.value import Block, Cell, Column, ColumnType, Section, Table, Text

_TITLE = "What we ask of you, and by when"


def school_sections(copy: SchoolCopy) -> tuple[Section, ...]:
    """A school's copy: two pages."""
    return (_asked_section(copy.asked, copy.how, school=False), schools.one(copy.page))


def alliance_sections(copy: AllianceCopy) -> tuple[Section, ...]:
    """An alliance's copy: two pages."""
    blocks: list[Block] = [tables.alliances((copy.row,))]
    if copy.schools:
        blocks.append(_schools(copy.row.code, copy.schools))
    if copy.advice:
        blocks.append(tables.advice("open-advice", "Advice to you", copy.advice, whom=False))
    own = Section(f"alliance-{copy.row.code}", copy.row.name, tuple(blocks), own_page=True)
    return (_asked_section(copy.asked, copy.how, school=True), own)


def _asked_section(rows: tuple[AskedRow, ...], how: str, *, school: bool) -> Section:
    where = [Column("school")] if school else []
    columns = (
        Column("what", wide=True),
        *where,
        Column("by"),
        Column("state", ColumnType.STATUS),
    )
    cells = tuple(
        (Cell(row.what), *([Cell(row.school)] if school else []), Cell(row.by), Cell(row.state))
        for row in rows
    )
    blocks: list[Block] = [Table("asked", _TITLE, columns, cells)] if rows else []
    if not rows:
        blocks.append(Text("Nothing is asked of you before the next meetings.", lead=True))
    return Section("asked", _TITLE, (*blocks, Text("How to reply", lead=True), Text(how)))


def _schools(code: str, pages: tuple[SchoolPage, ...]) -> Table:
    columns = (
        Column("school"),
        Column("status", ColumnType.STATUS),
        Column("how it stands", wide=True),
        Column("question we shall put", wide=True),
    )
    rows = tuple(
        (
            Cell(page.name),
            Cell(page.concern.value, f"status/{page.urn}"),
            Cell(page.headline.text, also=page.headline.refs),
            Cell(page.questions[0].text, also=page.questions[0].refs),
        )
        for page in pages
    )
    return Table(f"schools-{code}", "The schools you support", columns, rows)
