"""Which database keeps a store: SQLite a file, PostgreSQL what a URL names."""

from bleadchallenge.store.engine.database import Database
from bleadchallenge.store.place import Place, StoreUrl


def database_at(place: Place) -> Database:
    """The database of a place; PostgreSQL's is loaded for its URLs alone."""
    if isinstance(place, StoreUrl):
        from bleadchallenge.store.engine.postgres.schema import (  # noqa: PLC0415 - see above
            PostgresSchema,
        )

        return PostgresSchema(place)
    from bleadchallenge.store.engine.sqlite.file import SqliteFile  # noqa: PLC0415 - as above

    return SqliteFile(place)
