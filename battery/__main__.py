"""Run the battery and print its table; ends with 1 where anything failed."""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

from battery import commands, tracing
from battery.bench import STORE, Bench, NotHeldError
from battery.story import build

ROWS = (
    *("bad_files", "kills", "older_stores", "races", "full_disk", "damage", "tampering"),
    *("permissions", "surroundings", "injection", "arguments", "purging", "paths", "places"),
)
SEED = 20171


@dataclass(frozen=True, slots=True)
class Result:
    """How one try went; ``wrong`` is empty where everything held."""

    row: str
    what: str
    wrong: str
    seconds: float


def main() -> int:
    """Run the rows that are asked for, in as many processes as asked for."""
    asked = _arguments()
    begun = time.monotonic()
    commands.load()
    for row in asked.rows:
        import_module(f"battery.{row}")
    root = Path(tempfile.mkdtemp(prefix="battery-"))
    try:
        results = _shared_out(root, asked)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    if asked.json:
        json.dump([asdict(result) for result in results], sys.stdout)
    else:
        _print_table(results, asked.rows)
        used = os.times()
        print(
            f"seed {asked.seed}; {time.monotonic() - begun:.0f} s, of processors "
            f"{used.children_user + used.children_system:.0f} s"
        )
    return int(any(result.wrong for result in results) or not results)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m battery", description=__doc__)
    parser.add_argument("rows", nargs="*", default=ROWS, metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--seed", type=int, default=SEED, help="what chance begins from")
    parser.add_argument("--quick", action="store_true", help="a small part of every row")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--every", type=int, default=1, help="only every so-manieth try")
    parser.add_argument("--json", action="store_true", help="print every try, for a program")
    return parser.parse_args()


def _shared_out(root: Path, asked: argparse.Namespace) -> list[Result]:
    """Share the tries out among processes; each makes all tries and does every so-manieth."""
    shared = root / "shared"
    shared.mkdir()
    bench = Bench(shared, asked.seed, asked.quick)
    build(bench)
    commands.warm(bench.programme / STORE)
    children = []
    for turn in range(asked.processes):
        pid = os.fork()
        if pid == 0:
            _work(root / f"process-{turn}", asked, turn)
        children.append(pid)
    for pid in children:
        os.waitpid(pid, 0)
    found = []
    for turn in range(asked.processes):
        lines = (root / f"process-{turn}" / "results").read_text(encoding="utf-8").splitlines()
        found += [Result(**json.loads(line)) for line in lines]
    return found


def _work(root: Path, asked: argparse.Namespace, turn: int) -> None:
    """Do a share of the tries and note each; never comes back."""
    code = 1
    try:
        root.mkdir()
        bench = Bench(root, asked.seed, asked.quick)
        shutil.copytree(root.parent / "shared" / "programme", bench.programme)
        with (root / "results").open("w", encoding="utf-8") as notes:
            for result in _results(bench, asked, turn):
                notes.write(json.dumps(asdict(result)) + "\n")
                notes.flush()
        code = 0
    finally:
        os._exit(code)


def _results(bench: Bench, asked: argparse.Namespace, turn: int) -> Iterator[Result]:
    for row in asked.rows:
        try:
            for number, each in enumerate(import_module(f"battery.{row}").tries(bench)):
                place = number if each.group is None else each.group
                is_wanted = number // asked.processes % asked.every == 0
                if is_wanted and place % asked.processes == turn:
                    yield _tried(row, each.what, each.do)
        except Exception as error:  # noqa: BLE001 - a row that cannot be set up has failed
            yield Result(row, "setting up", f"{type(error).__name__}: {error}", 0.0)


def _tried(row: str, what: str, do: object) -> Result:
    begun = time.monotonic()
    wrong = ""
    try:
        do()  # type: ignore[operator]
    except NotHeldError as error:
        wrong = str(error)
    except Exception as error:  # noqa: BLE001 - a try that breaks is a failure, not an end
        wrong = f"{type(error).__name__}: {error}"
    return Result(row, what, wrong, time.monotonic() - begun)


def _print_table(results: list[Result], rows: list[str]) -> None:
    print("| fault | tries | failed | must hold |\n| --- | --- | --- | --- |")
    for row in rows:
        module = import_module(f"battery.{row}")
        own = [result for result in results if result.row == row]
        failed = [result for result in own if result.wrong]
        print(f"| {module.FAULT} | {len(own)} | {len(failed)} | {module.HOLDS} |")
    if not tracing.is_there():
        print("strace is not here: no system call was failed or killed (Debian: strace)")
    for result in results:
        if result.wrong:
            print(f"FAILED {result.row}: {result.what}: {result.wrong}")


if __name__ == "__main__":
    sys.exit(main())
