"""Packs in three forms against importing the libraries and writing the same cells bare.

With a store, such as ``bleadchallenge demo`` makes, the whole command that draws a
meeting's pack is measured, turn by turn, against a program that imports the libraries
the command imports and writes the same cells with xlsxwriter. Both run from bytecode,
as what is installed does. Drawing alone is measured in the processor's time, whole
commands by the clock. Run from the project's root:

    python bench/packs.py [schools [STORE MEETING]]
"""

import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, gettempdir
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = {
    "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tests'}",
    "PYTHONPYCACHEPREFIX": str(Path(gettempdir()) / "bleadchallenge-bench-bytecode"),
}
OURS = """
import sys
from pathlib import Path
from packs.samplepacks import full_pack
from bleadchallenge.packs.render import render
if len(sys.argv) > 3:
    import sqlmodel, typer
render(full_pack(int(sys.argv[1])), Path(sys.argv[2]))
"""
BARE = """
import pickle, sys
import jinja2, xlsxwriter
if len(sys.argv) > 3:
    import sqlmodel, typer
cells = pickle.load(open(sys.argv[1], "rb"))
with xlsxwriter.Workbook(sys.argv[2]) as book:
    for name, rows in cells:
        sheet = book.add_worksheet(name)
        for row, columns in rows:
            for column, value in columns:
                sheet.write(row, column, value)
"""
CELLS = """
import pickle, sys
from openpyxl import load_workbook
book = load_workbook(sys.argv[1], read_only=True)
cells = [
    (sheet.title, [
        (count, [(place, value) for place, value in enumerate(row) if value is not None])
        for count, row in enumerate(sheet.iter_rows(values_only=True))
    ])
    for sheet in book.worksheets
]
pickle.dump(cells, open(sys.argv[2], "wb"))
"""


WHOLE = """
import sys
from bleadchallenge.__main__ import main
sys.argv = ["bleadchallenge", "report", "isg-pack", "--draft", "--store", sys.argv[1],
            "--meeting", sys.argv[2], "--out", sys.argv[3]]
sys.stdout = sys.stderr
sys.exit(main())
"""
IMPORTED = """
import json, sys
store, meeting, folder, names = sys.argv[1:]
from bleadchallenge.__main__ import main
main(["report", "isg-pack", "--draft", "--store", store, "--meeting", meeting, "--out", folder])
ours = {"bleadchallenge", "six", *sys.stdlib_module_names}
found = [name for name in sys.modules if name.split(".")[0] not in ours]
json.dump([name for name in found if not name.startswith("_")], open(names, "w"))
"""
BARE_WHOLE = """
import importlib, json, sys
import xlsxwriter
for name in json.load(open(sys.argv[3])):
    importlib.import_module(name)
import pickle
cells = pickle.load(open(sys.argv[1], "rb"))
with xlsxwriter.Workbook(sys.argv[2]) as book:
    for name, rows in cells:
        sheet = book.add_worksheet(name)
        for row, columns in rows:
            for column, value in columns:
                sheet.write(row, column, value)
"""
TURNS = 9


def seconds(program: str, *args: str) -> float:
    """The time of a whole process, processor's time, in seconds: the middle of five."""
    return median(_once(program, args) for _ in range(5))


def _once(program: str, args: tuple[str, ...]) -> float:
    timed = (
        f"import resource, subprocess, sys\n"
        f"subprocess.run([sys.executable, '-c', {program!r}, *sys.argv[1:]], check=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime)"
    )
    done = subprocess.run(
        [sys.executable, "-c", timed, *args],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def main() -> None:
    """Print both times and what one is of the other, without and with the command's libraries."""
    schools = sys.argv[1] if len(sys.argv) > 1 else "20"
    with TemporaryDirectory() as folder:
        cells, bare = f"{folder}/cells", f"{folder}/bare.xlsx"
        for more in ([], ["with the store's and the command's libraries"]):
            ours = seconds(OURS, schools, folder, *more)
            seconds(CELLS, f"{folder}/isg-pack-2018-03-15/isg-pack-2018-03-15.xlsx", cells)
            plain = seconds(BARE, cells, bare, *more)
            print(*more or ["jinja2 and xlsxwriter alone"])
            print(f"  {schools} schools, three forms: {ours:.2f} s")
            print(f"  libraries and the same cells bare: {plain:.2f} s, ratio {ours / plain:.2f}")


def whole(store: str, meeting: str) -> None:
    """Print what the command takes, from the store to the last file, against the bare cells."""
    with TemporaryDirectory() as folder:
        cells, bare, names = f"{folder}/cells", f"{folder}/bare.xlsx", f"{folder}/names"
        run(IMPORTED, store, meeting, folder, names)
        pack = f"isg-pack-{meeting}"
        run(CELLS, f"{folder}/{pack}/{pack}.xlsx", cells)
        run(BARE_WHOLE, cells, bare, names)
        pairs = [
            (run(WHOLE, store, meeting, folder), run(BARE_WHOLE, cells, bare, names))
            for _turn in range(TURNS)
        ]
    ours, theirs = (median(times) for times in zip(*pairs, strict=True))
    ratio = median(one / other for one, other in pairs)
    print(f"report isg-pack: {ours:.2f} s, bare: {theirs:.2f} s, ratio {ratio:.2f} of {TURNS}")


def run(program: str, *args: str) -> float:
    """How long a whole process takes by the clock, in seconds."""
    started = perf_counter()
    subprocess.run(
        [sys.executable, "-c", program, *args], env=ENVIRONMENT, check=True, capture_output=True
    )
    return perf_counter() - started


if __name__ == "__main__":
    main()
    if len(sys.argv) > 3:  # noqa: PLR2004 - schools, store, meeting
        whole(*sys.argv[2:4])
