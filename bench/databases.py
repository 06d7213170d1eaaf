"""The same commands on a file and on a PostgreSQL server of this machine, side by side in one run.

    python bench/databases.py URL [NATIONAL_FILE]

``URL`` names a database without a schema, such as postgresql:///bench; the run makes schemas of
its own in it and removes them. The sample programme is built once and restored into both. Whole
processes are run in turns, and their medians compared: the server may take 1.5 times as long.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bleadchallenge.store.engine.postgres.schema import PostgresSchema
from bleadchallenge.store.place import Place, StoreUrl, place_of

PROGRAM = (sys.executable, "-m", "bleadchallenge")
TIMES = 5
LIMIT = 1.5
PACK = ("report", "isg-pack", "--meeting", "2018-03-15", "--draft", "--as-of", "2018-03-15")


def seconds(*words: object) -> float:
    """How long a command takes as a whole process; it must succeed."""
    began = time.perf_counter()
    subprocess.run([*PROGRAM, *map(str, words)], check=True, capture_output=True)
    return time.perf_counter() - began


def side_by_side(what: str, on_file: list[float], on_server: list[float]) -> bool:
    """Print the medians of both and say whether the server is within its limit."""
    file, server = statistics.median(on_file), statistics.median(on_server)
    print(f"{what:24} file {file:6.2f} s   server {server:6.2f} s   {server / file:.2f} times")
    return server <= LIMIT * file


def reading(stores: tuple[Place, Place], folder: Path, *words: str) -> tuple[list[float], ...]:
    """A command on both stores, in turns; what it writes goes into new folders."""
    found: tuple[list[float], list[float]] = ([], [])
    for turn in range(TIMES):
        for side, store in enumerate(stores):
            out = ("--out", folder / f"{turn}-{side}") if "report" in words else ()
            found[side].append(seconds(*words, *out, "--store", store))
    return found


def main() -> int:
    """Build both stores, compare, and end with 1 where the server is too slow."""
    url = place_of(f"{sys.argv[1]}{'&' if '?' in sys.argv[1] else '?'}schema=bench_databases")
    assert isinstance(url, StoreUrl)  # noqa: S101 - a path is no server
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        stores: tuple[Place, Place] = (folder / "programme.db", url)
        seconds("demo", "--store", stores[0])
        shutil.copy(folder / "programme.db", folder / "backup.db")
        seconds("restore", folder / "backup.db", "--store", url)
        try:
            good = [
                side_by_side("kpi-status", *reading(stores, folder, "kpi-status")),
                side_by_side("report isg-pack", *reading(stores, folder, *PACK)),
            ]
            for file in map(Path, sys.argv[2:]):
                one = [[seconds("import-data", file, "--store", store)] for store in stores]
                good.append(side_by_side(f"import {file.name}"[:24], *one))
        finally:
            PostgresSchema(url).clear()
    return int(not all(good))


if __name__ == "__main__":
    sys.exit(main())
