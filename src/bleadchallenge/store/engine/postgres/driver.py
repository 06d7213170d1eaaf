"""A connection to a PostgreSQL server, by libpq's own ways: PGPASSFILE, a service, the environment.

It needs the driver alone, so that names can be completed in no time.
"""

import os
from contextlib import closing
from typing import TYPE_CHECKING, LiteralString

from bleadchallenge.domain.errors import InputError, UsageError
from bleadchallenge.store.place import StoreUrl

if TYPE_CHECKING:
    import psycopg

CONNECT_SECONDS = 10
_AT_ONCE = 1


def connect(url: StoreUrl, patience: float, seconds: int = CONNECT_SECONDS) -> "psycopg.Connection":
    """Connect, to look into the store's schema alone; ``patience`` is for locks, in seconds.

    Raises ``InputError`` without the driver, ``UsageError`` for a URL that libpq cannot read.
    """
    try:
        import psycopg  # noqa: PLC0415 - for stores on a server alone
        from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - as above
    except ImportError as error:
        raise InputError(
            "the store is on a PostgreSQL server, and the driver for it is not installed",
            fix="pip install 'bleadchallenge[postgres]'",
        ) from error
    try:
        given = conninfo_to_dict(url.url)
    except psycopg.ProgrammingError as error:
        raise UsageError(
            "the store's URL cannot be read",
            why=str(error).strip(),
            fix="write it as postgresql://HOST/DATABASE?schema=NAME",
        ) from error
    wanted = str(given.get("options") or os.environ.get("PGOPTIONS", ""))
    wait = max(1, round(patience * 1000))  # none at all would be to wait for ever
    return psycopg.connect(
        url.url,
        connect_timeout=given.get("connect_timeout", os.environ.get("PGCONNECT_TIMEOUT", seconds)),
        options=f"{wanted} -c search_path={url.schema} -c lock_timeout={wait}".strip(),
        application_name="bleadchallenge",
    )


def rows_at_once(url: StoreUrl, question: LiteralString) -> list[tuple[str, str]]:
    """What a question finds without waiting; nothing where the store cannot be read."""
    try:
        import psycopg  # noqa: PLC0415 - as above
    except ImportError:
        return []
    try:
        with closing(connect(url, _AT_ONCE, _AT_ONCE)) as opened:
            return [(str(code), str(name)) for code, name in opened.execute(question)]
    except (UsageError, psycopg.Error):
        return []
