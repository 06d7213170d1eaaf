"""Cells of published rows stand in compressed blocks, and rows name the other URNs of a school."""

from alembic import op
from sqlalchemy import Connection

from bleadchallenge.domain.schools.identity import other_urns
from bleadchallenge.store.facts.row_blocks import ROWS_IN_BLOCK, pack

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BLOCKS = (
    "CREATE TABLE source_block ( source INTEGER NOT NULL, block INTEGER NOT NULL, "
    "packed BLOB NOT NULL, PRIMARY KEY (source, block) )"
)
ROWS = (
    'CREATE TABLE source_row ( source INTEGER NOT NULL, "row" INTEGER NOT NULL, '
    "level VARCHAR NOT NULL, urn VARCHAR NOT NULL, laestab VARCHAR NOT NULL, "
    "la VARCHAR NOT NULL, name VARCHAR NOT NULL, other_urns VARCHAR NOT NULL, "
    'block INTEGER NOT NULL, PRIMARY KEY (source, "row") )'
)
INDEXES = (
    "CREATE INDEX source_row_la ON source_row (la, source)",
    "CREATE INDEX source_row_other_urns ON source_row (other_urns) WHERE other_urns <> ''",
    "CREATE INDEX source_row_urn ON source_row (urn, source)",
)
BEFORE = (
    'SELECT source, "row", level, urn, laestab, la, name, cells FROM source_row_before '
    'WHERE source = ? AND "row" > ? ORDER BY "row" LIMIT ?'
)
ROW = "INSERT INTO source_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
BLOCK = "INSERT INTO source_block VALUES (?, ?, ?)"


def upgrade() -> None:
    """Write every row anew, a block at a time, so that a large store needs little memory.

    No digest changes: they are of what the rows say.
    """
    connection = op.get_bind()
    for statement in ("ALTER TABLE source_row RENAME TO source_row_before", BLOCKS, ROWS):
        connection.exec_driver_sql(statement)
    files = connection.exec_driver_sql("SELECT number, kind, columns FROM source_file").all()
    known = {number: (kind, columns) for number, kind, columns in files}
    for (source,) in connection.exec_driver_sql("SELECT DISTINCT source FROM source_row_before"):
        _rewrite(connection, source, *known.get(source, ("", "")))
    for statement in ("DROP TABLE source_row_before", *INDEXES):
        connection.exec_driver_sql(statement)


def _rewrite(connection: Connection, source: int, kind: str, columns: str) -> None:
    others, last = other_urns(kind, columns), -1
    while rows := connection.exec_driver_sql(BEFORE, (source, last, ROWS_IN_BLOCK)).all():
        block, last = rows[0].row, rows[-1].row
        places = [(*row[:7], others(row.cells), block) for row in rows]
        packed = pack([(row.row, row.cells) for row in rows])
        connection.exec_driver_sql(ROW, places)
        connection.exec_driver_sql(BLOCK, (source, block, packed))
