"""What the evaluation takes of a store that holds four national years, beside pandas.

Tiles one authority's tables of three years to a country of 50 authorities (the first year once
more without the figures it gives again, as the year before), selects 20 schools and runs, as
whole processes from bytecode: ``evaluate`` beside pandas reading the same columns and one
least squares fit; and ``eligibility`` of one authority beside the same on a store of it alone.
Prints seconds of the processor, so that a busy machine changes little, and the most memory:

    python bench/evaluation.py ../shared/data/ks2/20*_850_ks2final.csv
"""

import csv
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from bleadchallenge.domain.results.year_results import columns_for
from bleadchallenge.usecases.evaluation.matched_schools import OUTCOMES

AUTHORITIES, FIRST_LA, FIRST_URN, APART = 50, 201, 200_000, 1_000
CHOSEN = 20
MOST_TIMES, MOST_MEGABYTES, MOST_TIMES_ALONE = 3.0, 400.0, 1.3
RECTYPE, LEA, URN = 0, 2, 4
SCHOOL = {"1", "2"}
AGAIN = re.compile(r".*_\d\d")
INPUTS = {"URN", "LEA", "TKS1AVERAGE", "PTFSM6CLA1A", "PTEALGRP2", "PTMOBN"}
SOURCE = Path(__file__).resolve().parents[1] / "src"
DAY = "2020-01-10"
PANDAS = """
import sys
import numpy as np, pandas as pd
names = set(sys.argv[1].split(","))
years = [
    pd.read_csv(path, usecols=lambda name: name.upper() in names, dtype=str, encoding="utf-8-sig")
    for path in sys.argv[2:]
]
for each in years:
    each.columns = [name.upper() for name in each.columns]
numbers = [
    each.set_index("URN").replace("%", "", regex=True).apply(pd.to_numeric, errors="coerce")
    for each in years
]
one, two, _, last = (each[~each.index.duplicated()] for each in numbers)
inputs = two[["TKS1AVERAGE", "PTFSM6CLA1A", "PTEALGRP2", "PTMOBN"]]
table = pd.concat([one.PTRWM_EXP, two.PTRWM_EXP, inputs, last.PTRWM_EXP], axis=1).dropna()
design = np.column_stack([np.ones(len(table)), table.iloc[:, :-1]])
print(np.linalg.lstsq(design, table.iloc[:, -1], rcond=None)[0])
"""


def tiled(real: Path, folder: Path, year: str, ranks: Mapping[str, int], copies: int) -> Path:
    """A table of so many authorities from that of one, each school under a number a copy."""
    header, *rows = _rows(real)
    is_own = real.name.startswith(year)
    kept = [place for place, name in enumerate(header) if is_own or not AGAIN.fullmatch(name)]
    path = folder / f"{year}_england_ks2final.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as made:
        writer = csv.writer(made)
        for row in chain([header], _copies(rows, ranks, copies), _areas(rows)):
            writer.writerow([row[place] for place in kept if place < len(row)])
    return path


def _copies(
    rows: Sequence[list[str]], ranks: Mapping[str, int], copies: int
) -> Iterator[list[str]]:
    for copy in range(copies):
        for row in rows:
            if row[URN] in ranks:
                urn = FIRST_URN + copy * APART + ranks[row[URN]]
                yield [*row[:LEA], str(FIRST_LA + copy), row[LEA + 1], str(urn), *row[URN + 1 :]]


def _areas(rows: Sequence[list[str]]) -> Iterator[list[str]]:
    return (row for row in rows if row[RECTYPE] not in SCHOOL)


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def country(files: Sequence[Path], folder: Path, copies: int) -> tuple[Path, list[Path]]:
    """A store of four years of so many authorities, with 20 schools of the first selected."""
    folder.mkdir()
    schools = {row[URN] for path in files for row in _rows(path) if row[RECTYPE] in SCHOOL}
    ranks = {urn: rank for rank, urn in enumerate(sorted(schools))}
    years = [(files[0], "2015-2016"), *((each, each.name[:9]) for each in files)]
    tables = [tiled(path, folder, year, ranks, copies) for path, year in years]
    store = folder / "country.db"
    run(["init"], store)
    run(["import-data", *map(str, tables), "--published", "2015-09-01"], store)
    with tables[1].open(encoding="utf-8-sig", newline="") as opened:
        urns = [row["URN"] for row in csv.DictReader(opened) if (row["TELIG"] or "").isdecimal()][
            :CHOSEN
        ]
    discussed, chosen = folder / "discussed.csv", folder / "chosen.csv"
    discussed.write_text(
        "urn,held_on,outcome\n" + "".join(f"{u},2017-07-03,agreed\n" for u in urns)
    )
    chosen.write_text(
        "urn,name,state,reason,decided_on\n"
        + "".join(f"{urn},School {urn},selected,low,2017-07-10\n" for urn in urns)
    )
    run(["import-data", str(discussed), str(chosen)], store)
    return store, tables


def run(words: Sequence[str], store: Path) -> tuple[float, float]:
    """Run the command on a store; see ``taken``."""
    program = [sys.executable, "-m", "bleadchallenge", *words, "--as-of", DAY]
    return taken(
        [*program, "--author", "bench", "--store", str(store)]
        if _writes(words)
        else [*program, "--store", str(store)]
    )


def _writes(words: Sequence[str]) -> bool:
    return words[0] in {"init", "import-data"}


def taken(command: Sequence[str]) -> tuple[float, float]:
    """Seconds of the processor and megabytes that a process takes, its children's included."""
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended {process.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main(files: Sequence[Path]) -> int:
    """Measure and print; 1 where a limit is not kept."""
    with TemporaryDirectory() as folder:
        store, tables = country(files, Path(folder) / "all", AUTHORITIES)
        alone, _ = country(files, Path(folder) / "alone", 1)
        columns = {*columns_for(OUTCOMES, ()), *INPUTS}
        pandas = [sys.executable, "-c", PANDAS, ",".join(sorted(columns)), *map(str, tables)]
        asked = ["evaluate", "--format", "json"]
        listed = ["eligibility", "--la", str(FIRST_LA), "--year", "2016/17", "--format", "json"]
        for each in (asked, listed):
            run(each, alone)
        mine, megabytes = run(asked, store)
        other, _ = taken(pandas)
        whole, most = run(listed, store)
        own, _ = run(listed, alone)
        print(
            f"{store.stat().st_size / 1e6:.0f} MB of store, four years of {AUTHORITIES} authorities"
        )
    print(f"evaluate {mine:.2f} s of processor and {megabytes:.0f} MB, pandas {other:.2f} s")
    print(f"ratio {mine / other:.2f} (at most {MOST_TIMES:g}), at most {MOST_MEGABYTES:g} MB")
    print(f"eligibility of one authority {whole:.2f} s and {most:.0f} MB, of it alone {own:.2f} s")
    print(f"ratio {whole / own:.2f} (at most {MOST_TIMES_ALONE:g})")
    kept = mine / other <= MOST_TIMES and whole / own <= MOST_TIMES_ALONE
    return int(not kept or megabytes > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main(sorted(map(Path, sys.argv[1:]))))
