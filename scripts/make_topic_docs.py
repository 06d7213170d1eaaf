"""Write docs/reference/topics.md from docs/topics.toml and the tree, or check that it is in step.

Whoever looks for a row of the programme finds here the rule, the tables, the store's question,
the use case, the command, the part of the pack and the tests. What is named must exist.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bleadchallenge.cli.catalogue import MODULES
from bleadchallenge.store import tables
from in_step import keep_in_step

HOME = Path(__file__).resolve().parents[1]
SOURCE = HOME / "src" / "bleadchallenge"
FLOORS = ("domain", "rules", "store", "store/tables", "usecases", "cli")
HEAD = """# Where everything is

A topic has one name on every floor of the house. `docs/topics.toml` lists the topics; this page is
written from it: `make docs`.

"""


def topics() -> dict[str, Any]:
    """The list of topics, of shared rooms, and of the programme's rows."""
    return tomllib.loads((HOME / "docs" / "topics.toml").read_text(encoding="utf-8"))


def room(name: str) -> Path | None:
    """The module or package of a name below the package, or ``None``."""
    for path in (SOURCE / name, SOURCE / f"{name}.py"):
        if path.exists():
            return path
    return None


def tests_of(row: str) -> list[str]:
    """The test files that hold a row: those with a test or a name of its own."""
    number = row.removeprefix("P")
    named = re.compile(rf"def test_p{number}_|class TestP{number}\b", re.IGNORECASE)
    found = [
        path
        for path in sorted((HOME / "tests").rglob("test_*.py"))
        if named.search(path.read_text(encoding="utf-8"))
        or re.search(rf"(^|_)p{number}_", path.stem)
    ]
    return [str(path.relative_to(HOME)) for path in found]


def faults() -> Iterator[str]:
    """What the list names and the tree has not."""
    listed = topics()
    for number, row in listed["rows"].items():
        for key in ("rule", "question", "usecase"):
            if room(row[key]) is None:
                yield f"{number}: there is no {row[key]}"
        for table in row["tables"].split():
            if not hasattr(tables, table):
                yield f"{number}: there is no table {table}"
        if row["command"] not in MODULES:
            yield f"{number}: there is no command {row['command']}"
        if row["topic"] not in listed["topics"]:
            yield f"{number}: there is no topic {row['topic']}"
        if not tests_of(number):
            yield f"{number}: no test is named after it"


def written() -> str:
    """The page: the topics with their rooms, then the rows."""
    listed = topics()
    lines = [HEAD + "## Topics\n", "| topic | what it is | rooms |", "| --- | --- | --- |"]
    for topic, words in listed["topics"].items():
        rooms = [f"`{floor}/{topic}`" for floor in FLOORS if room(f"{floor}/{topic}")]
        lines.append(f"| `{topic}` | {words} | {', '.join(rooms)} |")
    lines += ["", "## Rows of the programme", ""]
    lines += ["| row | topic | rule | tables | question | use case | command | shown in | tests |"]
    lines += ["| --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    lines += [_row(number, row) for number, row in listed["rows"].items()]
    return "\n".join(lines) + "\n"


def _row(number: str, row: dict[str, str]) -> str:
    cells = [f"{number} {row['name']}", f"`{row['topic']}`", f"`{row['rule']}`"]
    cells += [", ".join(f"`{table}`" for table in row["tables"].split())]
    cells += [f"`{row[key]}`" for key in ("question", "usecase", "command")]
    cells += [row["pack"], ", ".join(f"`{path}`" for path in tests_of(number))]
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Write the page, or check it; name what is wrong in the list of topics."""
    found = list(faults())
    for fault in found:
        print(f"docs/topics.toml: {fault}")
    return keep_in_step("docs/reference/topics.md", written()) or int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
