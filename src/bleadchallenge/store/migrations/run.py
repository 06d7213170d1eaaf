"""Running Alembic on a store, inside the transaction it is given."""

import os
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from bleadchallenge.domain.errors import NotOursError

HERE = Path(__file__).parent


def config(connection: Connection | None = None, versions: Path | None = None) -> Config:
    """Where the revisions lie, and what they are to run on."""
    folders = [HERE / "versions", *([versions] if versions else [])]
    found = Config()
    found.set_main_option("path_separator", "os")
    found.set_main_option("script_location", _literal(HERE))
    found.set_main_option("version_locations", os.pathsep.join(map(_literal, folders)))
    found.attributes["connection"] = connection
    return found


def head() -> str | None:
    """The last revision that ships with the program."""
    return ScriptDirectory.from_config(config()).get_current_head()


def upgrade(connection: Connection, revision: str, versions: Path | None = None) -> None:
    """Bring a store up to a revision; the caller commits, or takes all of it back."""
    try:
        command.upgrade(config(connection, versions), revision)
    except CommandError as error:
        raise NotOursError(
            "the store cannot be brought up to date",
            why=str(error),
            fix="use the program that made the store, or restore a backup",
        ) from error


def _literal(path: Path) -> str:
    return str(path).replace("%", "%%")
