"""A roll-out to many areas, simulated on one server: what grows, and how.

    python bench/rollout.py URL [--areas 150] [--seed 1]

``URL`` names a database of the run's own, without a schema. Each area is a schema with the
sample programme (20 schools, five terms), restored from one backup. After so many areas a
command, a pack and a write of the last of them, and the disk, are measured; what is written is
drawn by the seed. The schemas stay: remove the database with dropdb.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bleadchallenge.store.engine.postgres.schema import PostgresSchema
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.place import StoreUrl, place_of
from bleadchallenge.store.tables import Selection

PROGRAM = (sys.executable, "-m", "bleadchallenge")
SIZE = "SELECT pg_database_size(current_database())"
TITLE = "| areas | made in (s) | disk (MB) | kpi-status (s) | pack (s) | one write (s) |"


def seconds(*words: object) -> float:
    """How long a command takes as a whole process; it must succeed."""
    began = time.perf_counter()
    subprocess.run([*PROGRAM, *map(str, words)], check=True, capture_output=True)
    return time.perf_counter() - began


def measured(area: StoreUrl, chance: random.Random, folder: Path, made: float) -> str:
    """A row of the table: the store of one area, among all that there are."""
    with PostgresSchema(area).connect(writing=False) as connection:
        size = connection.exec_driver_sql(SIZE).scalar_one() / 1e6
    number = int(area.schema.rpartition("_")[2])
    out = folder / f"packs-{number}"
    words = (
        "isg-pack",
        "--meeting",
        "2018-03-15",
        "--draft",
        "--as-of",
        "2018-03-15",
        "--out",
        out,
    )
    times = (
        seconds("kpi-status", "--as-of", "2018-03-15", "--store", area),
        seconds("report", *words, "--store", area),
        _write(area, chance),
    )
    return f"| {number} | {made:.0f} | {size:.0f} | " + " | ".join(f"{t:.2f}" for t in times) + " |"


def _write(area: StoreUrl, chance: random.Random) -> float:
    with Store(area).read() as reader:
        school = chance.choice([each.urn for each in reader.where(Selection, state="selected")])
    said = ("--by", "the head", "--text", f"invented note {chance.randrange(10**6)}")
    day = f"2019-04-{chance.randrange(1, 28):02}"
    return seconds("comment", "add", school, *said, "--date", day, "--as-of", day, "--store", area)


def rows(url: str, areas: int, seed: int) -> Iterator[str]:
    """Make the areas one after another; a row at each step."""
    chance, joined = random.Random(seed), "&" if "?" in url else "?"  # noqa: S311 - a simulation
    steps = {1, areas, *(n for n in (5, 10, 25, 50, 75, 100, 125) if n < areas)}
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        seconds("demo", "--store", folder / "sample.db")
        seconds("backup", folder / "backup.db", "--store", folder / "sample.db")
        began = time.perf_counter()
        for number in range(1, areas + 1):
            area = place_of(f"{url}{joined}schema=area_{number}")
            assert isinstance(area, StoreUrl)  # noqa: S101 - a path is no server
            seconds("restore", folder / "backup.db", "--store", area)
            if number in steps:
                yield measured(area, chance, folder, time.perf_counter() - began)


def main() -> None:
    """Print the table, and write it into a page where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("--areas", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    print(TITLE, "|" + " --- |" * (TITLE.count("|") - 1), sep="\n")
    for row in rows(asked.url, asked.areas, asked.seed):
        print(row, flush=True)


if __name__ == "__main__":
    main()
