"""How long a person waits for the commands of every day, beside programs that do nothing.

    python bench/day.py [STORE] [NATIONAL_STORE]

Whole processes are run in turns, each seven times; the medians are compared in one run, so
that a busy machine slows both sides. Without a store the sample programme is built for it.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TIMES = 7
IMPORTS = "import sqlmodel, typer"
TWO_COMMANDS = """
import typer
app = typer.Typer()
@app.command()
def one(): ...
@app.command()
def two(): ...
app()
"""
PROGRAM = (sys.executable, "-m", "bleadchallenge")
DAY = ("kpi-status", "due", "schools", "days-status", "")
CLOCK = {"BLEADCHALLENGE_CLOCK": "2018-03-15T09:00:00+00:00"}
COMPLETE = {
    "_BLEADCHALLENGE_COMPLETE": "complete_fish",
    "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    "_TYPER_COMPLETE_ARGS": "bleadchallenge show 9000",
}

Run = tuple[tuple[str, ...], dict[str, str]]


def seconds(run: Run) -> float:
    """How long a process takes, from its start to its end."""
    command, more = run
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **CLOCK, **more})
    return time.perf_counter() - began


def medians(runs: dict[str, Run]) -> dict[str, float]:
    """The median of each run, all of them taken in turns."""
    found: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(TIMES):
        for name, run in runs.items():
            found[name].append(seconds(run))
    return {name: statistics.median(times) for name, times in found.items()}


def of_store(store: Path) -> dict[str, Run]:
    """The commands of every day on a store."""
    held = {"BLEADCHALLENGE_STORE": str(store)}
    return {each or "bare": ((*PROGRAM, *each.split()), held) for each in DAY}


def compare(title: str, beside: str, limit: float, runs: dict[str, Run]) -> None:
    """Print how many times as long as the program beside it each run takes."""
    found = medians(runs)
    base = found.pop(beside)
    print(f"{title}: {beside} takes {base:.3f} s")
    for name, median in found.items():
        ratio = median / base
        print(f"  {name:<12} {median:.3f} s  {ratio:.2f} times  {_met(ratio, limit)}")


def _met(ratio: float, limit: float) -> str:
    return f"within {limit}" if ratio <= limit else f"MISSED: {limit}"


def main() -> int:
    """Measure and print; the first store is the sample, the second one of national years."""
    imports: Run = ((sys.executable, "-c", IMPORTS), {})
    two: Run = ((sys.executable, "-c", TWO_COMMANDS, "--help"), {})
    with tempfile.TemporaryDirectory() as folder:
        stores = [Path(name) for name in sys.argv[1:]] or [Path(folder) / "sample.db"]
        if not stores[0].exists():
            subprocess.run([*PROGRAM, "demo", "--store", str(stores[0])], check=True)
        held = {"BLEADCHALLENGE_STORE": str(stores[0])}
        compare("help", "typer", 1.1, {"typer": two, "--help": ((*PROGRAM, "--help"), {})})
        compare("completion", "typer", 1.3, {"typer": two, "school": (PROGRAM, COMPLETE | held)})
        compare("sample", "imports", 1.3, {"imports": imports, **of_store(stores[0])})
        for store in stores[1:]:
            megabytes = store.stat().st_size / 1e6
            compare(
                f"national, {megabytes:.0f} MB",
                "imports",
                1.5,
                {"imports": imports, **of_store(store)},
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
