"""What Alembic runs: the revisions, on the connection it was given."""

from alembic import context
from sqlmodel import SQLModel

from bleadchallenge.store.tables import load_every_table

load_every_table()
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
