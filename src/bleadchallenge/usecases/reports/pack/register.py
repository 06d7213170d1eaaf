"""The escalation register: schools and alliances, with stage, evidence, whose move it is."""

from bleadchallenge.packs.value import Block, Cell, Column, ColumnType, Section, Table, Text
from bleadchallenge.store.tables import CommissioningReview
from bleadchallenge.usecases.reports.pack.material import PackData

_SCHOOLS = (
    Column("school"),
    Column("stage"),
    Column("since", ColumnType.DAY),
    Column("evidence", wide=True),
    Column("whose move"),
    Column("recommended"),
)
_ALLIANCES = (
    Column("alliance"),
    Column("reviewed", ColumnType.DAY),
    Column("outcome"),
    Column("reason", wide=True),
    Column("the alliance's reply", wide=True),
)


def section(material: PackData) -> Section:
    """The register, or the good news that it is empty."""
    blocks: list[Block] = []
    if material.register:
        rows = tuple(
            (
                Cell(row.name),
                Cell(row.stage or "none yet"),
                Cell(row.since),
                Cell("; ".join(row.evidence), f"escalation/{row.urn}"),
                Cell(row.move),
                Cell(row.recommended or ""),
            )
            for row in material.register
        )
        note = "The program recommends; people decide. A notice is the authority's alone."
        blocks.append(Table("register", "Schools", _SCHOOLS, rows, (note,)))
    reviews = material.reader.all(CommissioningReview)
    held = [review for review in reviews if review.on_day <= material.as_of]
    if held:
        cells = tuple(_alliance(material, review) for review in held)
        blocks.append(Table("commissioning", "Alliances", _ALLIANCES, cells))
    if not blocks:
        blocks.append(Text("No school and no alliance is on the register."))
    return Section("register", "Escalation register", tuple(blocks), own_page=True)


def _alliance(material: PackData, review: CommissioningReview) -> tuple[Cell, ...]:
    return (
        Cell(material.name(review.alliance)),
        Cell(review.on_day),
        Cell(review.outcome),
        Cell(review.reason),
        Cell(review.reply),
    )
