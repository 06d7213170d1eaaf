"""Packs in three forms against importing the libraries and writing the same cells bare.

With a store, such as ``bleadchallenge demo`` makes, the whole command that draws a
meeting's pack is measured against the same, both from bytecode, as what is installed.
Run from the project's root: python bench/packs.py [schools [STORE MEETING]]
"""

import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, gettempdir

ROOT = Path(__file__).resolve().parents[1]
BYTECODE = str(Path(gettempdir()) / "bleadchallenge-bench-bytecode")
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
    path = f"{ROOT / 'src'}:{ROOT / 'tests'}"
    done = subprocess.run(
        [sys.executable, "-c", timed, *args],
        env={"PYTHONPATH": path, "PYTHONPYCACHEPREFIX": BYTECODE},
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
        cells, bare = f"{folder}/cells", f"{folder}/bare.xlsx"
        ours = seconds(WHOLE, store, meeting, folder)
        name = f"isg-pack-{meeting}"
        seconds(CELLS, f"{folder}/{name}/{name}.xlsx", cells)
        plain = seconds(BARE, cells, bare, "with all")
        print(f"report isg-pack: {ours:.2f} s, bare: {plain:.2f} s, ratio {ours / plain:.2f}")


if __name__ == "__main__":
    main()
    if len(sys.argv) > 3:  # noqa: PLR2004 - schools, store, meeting
        whole(*sys.argv[2:4])
