"""Import of a national year of key stage 2, beside DuckDB reading the same file.

Tiles the real tables of one authority to 16,500 schools in a temporary folder,
then runs both programs as whole processes, turn by turn, and prints the median
times, their ratio and the most memory that the import took. Both run from
bytecode, as what is installed does:

    python bench/intake.py ../shared/data/ks2/2017-2018_850_ks2final.csv
"""

import csv
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCHOOLS = 16_500
TURNS = 5
MOST_TIMES = 2.5
MOST_MEGABYTES = 150
FIRST_URN = 200_000
RECTYPE, LEA, ESTAB, URN = 0, 2, 3, 4
SOURCE = Path(__file__).resolve().parents[1] / "src"


def tile(real: Path, folder: Path) -> Path:
    """A national file from an authority's: its schools again and again under new numbers."""
    with real.open(encoding="utf-8-sig", newline="") as opened:
        header, *rows = csv.reader(opened)
    schools = [row for row in rows if row[RECTYPE] in {"1", "2"}]
    areas = [row for row in rows if row[RECTYPE] not in {"1", "2"}]
    path = folder / real.name.replace("850", "england")
    with path.open("w", encoding="utf-8-sig", newline="") as made:
        writer = csv.writer(made)
        writer.writerow(header)
        writer.writerows(_renumbered(schools[at % len(schools)], at) for at in range(SCHOOLS))
        writer.writerows(areas)
    return path


def _renumbered(row: list[str], at: int) -> list[str]:
    copy = list(row)
    copy[LEA], copy[ESTAB] = str(200 + at // 400), str(2000 + at % 400)
    copy[URN] = str(FIRST_URN + at)
    return copy


def ours(path: Path) -> tuple[list[str], Path]:
    """The import as a whole process, into a store of its own."""
    store = path.with_name("ours.db")
    program = [sys.executable, "-m", "bleadchallenge", "import-data", str(path)]
    return [*program, "--author", "bench", "--store", str(store)], store


def theirs(path: Path) -> tuple[list[str], Path]:
    """DuckDB as a whole process, into a database of its own."""
    store = path.with_name("theirs.duckdb")
    statement = f"create table ks2 as select * from read_csv('{path}')"  # noqa: S608 - our own path
    code = f"import duckdb; duckdb.connect({str(store)!r}).execute({statement!r})"
    return [sys.executable, "-c", code], store


def seconds(command: list[str], store: Path) -> float:
    """How long a process takes into a new store."""
    store.unlink(missing_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    environment["PYTHONPYCACHEPREFIX"] = str(store.with_name("bytecode"))
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - started


def main(real: Path) -> int:
    """Measure both and print; 1 where the import takes more than it may."""
    with tempfile.TemporaryDirectory() as folder:
        path = tile(real, Path(folder))
        print(f"{path.name}: {SCHOOLS:,} schools, {path.stat().st_size / 1e6:.1f} MB")
        seconds(*ours(path))
        megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        seconds(*theirs(path))
        pairs = [(seconds(*ours(path)), seconds(*theirs(path))) for _turn in range(TURNS)]
    mine, other = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / two for one, two in pairs)
    print(f"import-data {mine:.2f} s, DuckDB {other:.2f} s, medians of {TURNS}")
    print(
        f"ratio {ratio:.2f} (at most {MOST_TIMES:g}), {megabytes:.0f} MB (at most {MOST_MEGABYTES})"
    )
    return int(ratio > MOST_TIMES or megabytes > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
