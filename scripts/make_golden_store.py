"""Make the golden stores of the current revision: of inventions, and of a small programme.

    python scripts/make_golden_store.py

In tests/golden/stores stand two invented facts of every kind, which hold the tables
and not the programme's rules; in tests/golden/stories what the commands of the day
recorded, which holds both. Every one of them is opened by the tests, for ever after.
Those of a revision may be made anew only until it has been given to anybody.
"""

import os
import shlex
import shutil
import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from battery.commands import CLOCK  # noqa: E402
from battery.story import FILES, LINES  # noqa: E402
from bleadchallenge.store.engine.purge import purge  # noqa: E402 - the tests' inventions come first
from bleadchallenge.store.engine.revisions import REVISION  # noqa: E402
from bleadchallenge.store.engine.store import Store, make  # noqa: E402
from bleadchallenge.store.engine.undo import undo  # noqa: E402
from bleadchallenge.store.tables import Person  # noqa: E402
from builders import answer_of  # noqa: E402
from stores import bring, bring_import, entry, one_of_each, person, the_least_of_each  # noqa: E402

PACK = "report isg-pack --meeting 2018-03-15 --out packs"
SMALL_PAGES = ("PRAGMA user_version=0", "PRAGMA page_size=512", "VACUUM")


def main() -> None:
    """Make the stores and make their files small."""
    for name, write in (("stores", invent), ("stories", record)):
        path = ROOT / "tests" / "golden" / name / f"{REVISION}.db"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        write(path)
        make_small(path)


def invent(path: Path) -> None:
    """A store of two invented facts of every kind."""
    tell(make(path))


def record(path: Path) -> None:
    """A store that the commands of a small programme made."""
    os.environ |= {"BLEADCHALLENGE_CLOCK": CLOCK, "BLEADCHALLENGE_AUTHOR": "coordinator"}
    os.environ.pop("BLEADCHALLENGE_STORE", None)
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        for name, text in FILES.items():
            Path(name).write_text(text, encoding="utf-8")
        for line in (*LINES.strip().splitlines(), PACK):
            answer = answer_of(shlex.split(line))
            if answer.code:
                sys.exit(f"{line}: {answer.err}")
        shutil.copy("bleadchallenge.db", path)
        os.chdir(ROOT)


def make_small(path: Path) -> None:
    """Write a store in small pages, without the room it does not need."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in SMALL_PAGES:
            connection.execute(statement)
    path.chmod(0o644)
    print(f"made {path.relative_to(ROOT)}, {path.stat().st_size} bytes")


def tell(store: Store) -> None:
    """An import, two facts of every kind, a correction, its undoing, a withdrawal, a purge."""
    with store.write(entry("2017-09-04T08:00:00+00:00")) as writer:
        bring_import(writer, 1)
    bring(store, *one_of_each(1), at="2017-09-05T08:00:00+00:00")
    bring(store, *the_least_of_each(3), at="2017-09-05T09:00:00+00:00")
    bring(store, person("P2"), at="2017-09-06T08:00:00+00:00")
    with store.write(entry("2017-09-07T08:00:00+00:00")) as writer:
        writer.replace(writer.get(Person, code="P2"), name="Corrected")
    with store.write(entry("2017-09-08T08:00:00+00:00", undoes=5)) as writer:
        undo(writer, 5)
    with store.write(entry("2017-09-09T08:00:00+00:00")) as writer:
        purge(writer, date(2017, 9, 9))


if __name__ == "__main__":
    main()
