"""The seal on a store's file: whether it is, byte for byte, as the program left it.

The checksum of every page stands in the file's own header, where SQLite keeps room
for a number of its user's, and is written by the very transaction that it is of. It
finds damage and other programs' hands before anything is written; whoever forges it
is found by the ledger.
"""

import sqlite3
import zlib
from typing import cast

from sqlalchemy import Connection

_COUNTED_BY_SQLITE = ((24, 28), (40, 44), (60, 64), (92, 100))
"""Places in the header that SQLite counts up at a commit or a copy, and that of the seal."""


def seal(connection: Connection) -> None:
    """Seal the file as it will be when the transaction is committed."""
    _driver(connection).execute(f"PRAGMA user_version={_checksum(connection)}")


def remove(connection: Connection) -> None:
    """Leave the file without a seal, as while it is written anew."""
    _driver(connection).execute("PRAGMA user_version=0")


def is_sealed(connection: Connection) -> bool:
    """Whether the file carries a seal; a store of an older version carries none."""
    return _written(connection) != 0


def is_whole(connection: Connection) -> bool:
    """Whether the file is as it was when it was sealed."""
    return _written(connection) == _checksum(connection)


def _written(connection: Connection) -> int:
    (number,) = _driver(connection).execute("PRAGMA user_version").fetchone()
    return int(number)


def _checksum(connection: Connection) -> int:
    """The checksum of the whole file, never 0, as a number that SQLite can keep there."""
    pages = memoryview(_driver(connection).serialize())
    found, start = 0, 0
    for begin, end in _COUNTED_BY_SQLITE:
        found = zlib.crc32(pages[start:begin], found)
        start = end
    found = zlib.crc32(pages[start:], found) or 1
    return found - 2**32 if found >= 2**31 else found


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)
