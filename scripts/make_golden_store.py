"""Make the golden store of the current revision: two invented facts of every kind.

    python scripts/make_golden_store.py

Every store in tests/golden/stores is opened by the tests, for ever after. The
store of a revision may be made anew only until it has been given to anybody.
"""

import sqlite3
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from bleadchallenge.store.engine.purge import purge  # noqa: E402 - the tests' inventions come first
from bleadchallenge.store.engine.revisions import REVISION  # noqa: E402
from bleadchallenge.store.engine.store import Store, make  # noqa: E402
from bleadchallenge.store.engine.undo import undo  # noqa: E402
from bleadchallenge.store.tables import Person  # noqa: E402
from stores import bring, bring_import, entry, one_of_each, person, the_least_of_each  # noqa: E402

SMALL_PAGES = ("PRAGMA user_version=0", "PRAGMA page_size=512", "VACUUM")


def main() -> None:
    """Make the store, tell its story, and make the file small."""
    path = ROOT / "tests" / "golden" / "stores" / f"{REVISION}.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    tell(make(path))
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
