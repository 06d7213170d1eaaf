"""The ledger keeps people's words apart, so that they can be purged."""

import json

from alembic import op
from sqlalchemy import text

from bleadchallenge.store.facts.command_words import parted

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLE = (
    "CREATE TABLE change ( seq INTEGER NOT NULL, at VARCHAR NOT NULL, author VARCHAR NOT NULL, "
    "command VARCHAR NOT NULL, reason VARCHAR NOT NULL, undoes INTEGER, content VARCHAR NOT NULL, "
    "digest VARCHAR NOT NULL, words VARCHAR, seal VARCHAR, purged INTEGER, PRIMARY KEY (seq), "
    "FOREIGN KEY(undoes) REFERENCES change (seq), FOREIGN KEY(purged) REFERENCES change (seq) )"
)
KEPT = "seq, at, author, command, reason, undoes, content, digest"


def upgrade() -> None:
    """Take what may be a person's own words out of every command, and keep it beside.

    No digest changes: an older entry is held against its command word for word.
    """
    connection = op.get_bind()
    for statement in (
        "PRAGMA legacy_alter_table=ON",  # other tables go on naming the table by its name
        "ALTER TABLE change RENAME TO change_before",
        "PRAGMA legacy_alter_table=OFF",
        TABLE,
        f"INSERT INTO change ({KEPT}) SELECT {KEPT} FROM change_before",  # noqa: S608 - our own names
        "DROP TABLE change_before",
    ):
        connection.exec_driver_sql(statement)
    for seq, command in connection.execute(text("SELECT seq, command FROM change")).all():
        shown, words = parted(command)
        kept = {"seq": seq, "shown": shown, "words": json.dumps(["", *words], ensure_ascii=False)}
        connection.execute(
            text("UPDATE change SET command = :shown, words = :words WHERE seq = :seq"), kept
        )
