"""A PostgreSQL server for the tests: started by them on a fresh machine, and ended by them."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest

from bleadchallenge.store.engine.store import make
from bleadchallenge.store.place import Place, StoreUrl, place_of

ACCOUNT = "postgres"
NONE_TO_BE_HAD = (
    "there is no PostgreSQL: pip install pgserver 'psycopg[binary]', or Debian's postgresql"
)
_QUICKER_THAN_SAFE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class Server:
    """A server that takes everybody in without a password; each test has a database of its own."""

    folder: Path
    log: Path
    numbers: Iterator[int] = field(default_factory=count)

    def url(self, database: str = "postgres", account: str = ACCOUNT) -> str:
        """The URL of a database, without a schema."""
        return f"postgresql://{account}@/{database}?host={quote(str(self.folder), safe='')}"

    def run(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run a statement as the server's first account, outside any transaction."""
        import psycopg

        with closing(psycopg.connect(self.url(database), autocommit=True)) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def database(self, like: str = "template1") -> str:
        """A new database, a copy of another to which nobody is connected."""
        name = f"test{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {like}")
        return name

    def replace(self, name: str, like: str) -> None:
        """Put a copy of another database in the place of one."""
        self.run(f"DROP DATABASE IF EXISTS {name}")
        self.run(f"CREATE DATABASE {name} TEMPLATE {like}")

    def place(self, like: str = "template1") -> StoreUrl:
        """A place for a store in a new database."""
        place = place_of(self.url(self.database(like)))
        assert isinstance(place, StoreUrl)
        return place

    def empty_store(self) -> StoreUrl:
        """A new store without a policy, copied: that is ten times quicker than making one."""
        if not self.run("SELECT 1 FROM pg_database WHERE datname = 'empty_store'"):
            self.run("CREATE DATABASE empty_store")
            make(place_of(self.url("empty_store")))
        return self.place(like="empty_store")


def database_of(place: Place) -> str:
    """The name of the database in which a store is."""
    assert isinstance(place, StoreUrl)
    return place.url.partition("?")[0].rpartition("/")[2]


@contextmanager
def server() -> Iterator[Server]:
    """A server of its own; where there is none to be had, the test is skipped."""
    found = programs()
    if found is None or find_spec("psycopg") is None:
        assert "BLEADCHALLENGE_CI" not in os.environ, NONE_TO_BE_HAD
        pytest.skip(NONE_TO_BE_HAD)
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    account = _account()
    if account is not None:
        shutil.chown(folder, account)
        found = _within_reach(found, folder)
    try:
        _run(account, folder, found / "initdb", *_NEW)
        options = f"-k {folder} -h '' -c " + " -c ".join(_QUICKER_THAN_SAFE)
        control = (found / "pg_ctl", "-D", "data", "-w", "-l", "log")
        _run(account, folder, *control, "-o", options, "start")
        try:
            yield Server(folder, folder / "log")
        finally:
            _run(account, folder, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_NEW = ("-D", "data", "-U", ACCOUNT, "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync")


def programs() -> Path | None:
    """The folder of the server's programs: a wheel's, or the system's; ``None`` without."""
    places = [*Path("/usr/lib/postgresql").glob("*/bin")]
    if (wheel := find_spec("pgserver")) is not None and wheel.origin is not None:
        places.insert(0, Path(wheel.origin).parent / "pginstall" / "bin")
    if (found := shutil.which("initdb")) is not None:
        places.append(Path(found).resolve().parent)
    return next((place for place in places if (place / "initdb").exists()), None)


def _within_reach(found: Path, folder: Path) -> Path:
    """The programs where any account may run them: copied, where a folder above is closed."""
    if all(each.stat().st_mode & 0o001 for each in found.resolve().parents):
        return found
    wheel = found.parents[1]
    for each in (wheel, wheel.with_name(f"{wheel.name}.libs")):
        shutil.copytree(each, folder / each.name)
    return folder / found.relative_to(wheel.parent)


def _run(account: str | None, folder: Path, *words: object) -> None:
    subprocess.run(
        [str(word) for word in words],
        user=account,
        group=None if account is None else pwd.getpwnam(account).pw_gid,
        cwd=folder,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def _account() -> str | None:
    """Whom the server runs as: PostgreSQL does not run as root."""
    if os.geteuid() != 0:
        return None
    names = {each.pw_name for each in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)
