"""Every file of some folders given to ``import-data``: taken or rejected and why, time, memory.

Each runs as a process of its own with a new store (``--dry-run``), and gets a row of a Markdown
table; a file whose name says no year is given one:

    python bench/files.py ../shared/data ../shared/cases
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SUFFIXES = {".csv", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".zip"}
SOURCE = Path(__file__).resolve().parents[1] / "src"
LONGEST = 110
NO_YEAR, YEAR = "does not say which academic year", "2024/25"
MEGABYTE = 1024


def measured(path: Path, store: Path, *options: str) -> tuple[str, str, float, int]:
    """What became of a file: the outcome, what was said, seconds, megabytes at most."""
    program = [
        sys.executable,
        "-m",
        "bleadchallenge",
        "import-data",
        str(path),
        "--dry-run",
        *options,
    ]
    command = [*program, "--author", "bench", "--store", str(store)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    started = time.perf_counter()
    answers = [store.with_name(name) for name in ("out", "err")]
    with answers[0].open("w") as to_out, answers[1].open("w") as to_err:
        run = subprocess.Popen(command, stdout=to_out, stderr=to_err, env=environment)
        _pid, status, usage = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    out, err = (path.read_text() for path in answers)
    if NO_YEAR in err and not options:
        return measured(path, store, "--year", YEAR)
    if run.returncode:
        said = next(
            (line for line in err.splitlines() if line.startswith("error:")), err[-LONGEST:]
        )
        outcome = f"rejected ({run.returncode})"
    else:
        said, outcome = out.splitlines()[0] if out else "", "taken"
    return outcome, said.removeprefix("error: "), seconds, usage.ru_maxrss // MEGABYTE


def main(folders: list[Path]) -> int:
    """Print the table; 1 where a file ends in a fault of the program itself."""
    print("| file | outcome | what was said | s | MB |\n| --- | --- | --- | --- | --- |")
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(p for each in folders for p in each.rglob("*") if p.suffix in SUFFIXES):
            outcome, said, seconds, megabytes = measured(path, Path(folder) / "new.db")
            short = said.replace("|", "/")[:LONGEST]
            print(f"| {path.name} | {outcome} | {short} | {seconds:.1f} | {megabytes} |")
            worst = max(worst, int("(70)" in outcome))
    return worst


if __name__ == "__main__":
    sys.exit(main([Path(word) for word in sys.argv[1:]]))
