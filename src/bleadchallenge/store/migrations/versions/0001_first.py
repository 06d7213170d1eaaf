"""The tables as they first were, word for word."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    """Make every table and index of the first revision."""
    for statement in STATEMENTS.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
