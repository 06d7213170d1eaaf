"""What PostgreSQL says, told plainly: each failure with its exit code and a way out.

They are known by their SQLSTATE. What the server says beside it may hold a value of
somebody's; only its first line is told, which holds names of tables and accounts.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError

from bleadchallenge.domain.errors import (
    BusyError,
    CannotWriteError,
    InputError,
    NotOursError,
    NotPermittedError,
    ProgrammeError,
)
from bleadchallenge.store.place import StoreUrl

_BUSY = ("55P03", "40001", "40P01", "53300", "57P03", "57014", "55006", "25P03", "57P05")
_CUT = ("08", "57P01", "57P02")
_NOT_PERMITTED = ("42501", "25006", "28")
_NO_ROOM = ("53", "58")
_NOT_WHOLE = ("42P01", "42703", "XX001", "XX002")
_CREDENTIALS = "PGPASSFILE (~/.pgpass), a service (PGSERVICEFILE) or PGPASSWORD"
_FULL_HOUSE = (
    "too many",
    "connection slots",
    "starting up",
    "shutting down",
    "recovery mode",
)
_UNKNOWN_ACCOUNT = ("pg_hba.conf", "authentication failed", "role ", "not permitted to log in")


@contextmanager
def translate_errors(url: StoreUrl) -> Iterator[None]:
    """Turn what PostgreSQL says into errors a coordinator can act on."""
    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        said = error.orig if isinstance(error, DBAPIError) else error
        plain = _plainly(url, said) if isinstance(said, psycopg.Error) else None
        if plain is None:
            raise
        raise plain from error


def reason_of(error: BaseException | None) -> str:
    """What the server says of an error, without the key or the row that it speaks of."""
    said = error.diag.message_primary if isinstance(error, psycopg.Error) else None
    return said or type(error).__name__


def _plainly(url: StoreUrl, error: psycopg.Error) -> ProgrammeError | None:
    """The failure that an error means, or ``None`` where it is a bug of ours."""
    state = error.sqlstate or ""
    if state.startswith(_BUSY):
        return BusyError(
            f"the store {url} is busy", why=reason_of(error), fix="try again in a moment"
        )
    if state.startswith(_NOT_PERMITTED):
        return not_permitted(url, reason_of(error))
    if state.startswith(_NO_ROOM):
        return CannotWriteError(
            f"could not write to {url}",
            why=reason_of(error),
            fix="have room made on the server and try again",
        )
    if state.startswith(_NOT_WHOLE):
        return NotOursError(
            f"the store {url} cannot be used",
            why=reason_of(error),
            fix="bleadchallenge restore BACKUP, with the latest backup",
        )
    if state.startswith(_CUT):
        return _cut(url)
    return None if state else _without_state(url, error)


def _without_state(url: StoreUrl, error: psycopg.Error) -> ProgrammeError | None:
    """A connection that was not made, or was cut: libpq gives no SQLSTATE of either."""
    if not isinstance(error, psycopg.OperationalError):
        return None
    if error.pgconn is None:
        return _cut(url)
    text = _last_line(error)
    if "does not exist" in text and "database " in text:
        return InputError(f"there is no database for the store {url}", why=text, fix=_MAKE_ONE)
    if any(words in text for words in _FULL_HOUSE):
        return BusyError(f"the server of {url} takes nobody in", why=text, fix="try again later")
    if error.pgconn.needs_password or any(words in text for words in _UNKNOWN_ACCOUNT):
        return NotPermittedError(
            f"the server does not let this account in to {url}",
            why=text,
            fix=f"check the account's name, and its password in {_CREDENTIALS}",
        )
    return InputError(
        f"the server of the store {url} cannot be reached",
        why=text,
        fix="check its name and port, and that it is running",
    )


_MAKE_ONE = "check the name; a new database is made with: createdb NAME"


def _last_line(error: psycopg.Error) -> str:
    """What the server, or the network, said last of a connection that was not made."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    wanted = [line for line in lines if not line.startswith(("Multiple", "- "))] or lines or [""]
    return wanted[0].rpartition("failed: ")[2].removeprefix("FATAL:").strip()


def _cut(url: StoreUrl) -> ProgrammeError:
    return BusyError(
        f"the connection to {url} was cut",
        why="the server or the network went away; a change is recorded whole or not at all",
        fix="bleadchallenge history shows whether it was recorded; if not, try again",
    )


def not_permitted(url: StoreUrl, why: str) -> NotPermittedError:
    """The refusal of what an account has no right to."""
    return NotPermittedError(
        f"this account may not do that in {url}",
        why=why,
        fix=f"ask its owner for the role {url.schema}_coordinator or {url.schema}_reader; "
        f"what removes or alters records is for {url.schema}_owner",
    )
