"""The coordinator's workbook in tests: written, edited as Excel would, and read back."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.facts.base import Fact
from builders import Answer, Programme
from stores import MORNING, bring, one_of_each

HEADER_ROW = 3
OWN = frozenset({"policy", "pack", "family", "family_member"})
HOSTILE = (
    "=1+1",
    "+44 121 496 0000",
    "-1",
    '@SUM(A1:A9)*cmd|"/C calc"!A0',
    "'quoted",
    "two\nlines\tand a tab",
    '<b>&amp; "quotes"</b>',
    "00012",
    "1E5",
    "TRUE",
    "N/A",
    "2018-03-15",
    "{{ 7*7 }} ${jndi:x}",
    "naïve – Ünïcödé 😀 مرحبا",
    "\u202eright to left",
    "x" * 40_000,
    "#REF!",
)
ESCAPED = "_x0041_ and _x000D_"  # openpyxl unescapes it when it saves; Excel does not


def with_one_of_each(programme: Programme, numbers: tuple[int, ...] = (1, 2)) -> Store:
    """A store in which there is a record of every kind."""
    programme.with_schools()
    store = Store(programme.folder / "bleadchallenge.db")
    for number in numbers:
        bring(store, *(fact for fact in one_of_each(number) if _is_filled_in(fact)), at=MORNING)
    return store


def _is_filled_in(fact: Fact) -> bool:
    return str(fact.__tablename__) not in OWN


def digest(programme: Programme) -> str:
    """What the store says of itself."""
    found: str = programme.run("check --format json").json["digest"]
    return found


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that was written, opened with openpyxl."""

    programme: Programme
    path: Path
    book: Any

    def row_of(self, sheet: str, **said: Any) -> int:
        """The row in which cells begin with what is said, by heading with underscores."""
        worksheet = self.book[sheet]
        for row in range(HEADER_ROW + 1, worksheet.max_row + 1):
            if all(
                str(self.cell(sheet, row, name).value).startswith(str(value))
                for name, value in said.items()
            ):
                return row
        raise AssertionError(f"{sheet} has no row of {said}")

    def cell(self, sheet: str, row: int, heading: str) -> Any:
        """The cell of a row under a heading, underscores for blanks."""
        worksheet = self.book[sheet]
        names = [cell.value for cell in worksheet[HEADER_ROW]]
        return worksheet.cell(row, names.index(heading.replace("_", " ")) + 1)

    def put(self, sheet: str, row: int, **cells: Any) -> None:
        """Fill cells of a row."""
        for heading, value in cells.items():
            self.cell(sheet, row, heading).value = value

    def add(self, sheet: str, **cells: Any) -> int:
        """Fill the first row that is free; gives its number."""
        worksheet = self.book[sheet]
        row = HEADER_ROW + 1
        while any(cell.value is not None for cell in worksheet[row]):
            row += 1
        self.put(sheet, row, **cells)
        return row

    def imported(self, options: str = "") -> Answer:
        """Save it as people do and read it back."""
        saved = self.path.with_name("filled-in.xlsx")
        self.book.save(saved)
        return self.programme.run(f"import-data {saved} {options}")


def written(programme: Programme, out: str = "out", subject: str = "") -> Workbook:
    """Write the workbook, or the one cut to a school or an alliance, and open it."""
    programme.done(f"report workbook {subject} --out {out}")
    (path,) = (programme.folder / out).glob("workbook-*.xlsx")
    return Workbook(programme, path, openpyxl.load_workbook(path))


def edits(answer: Answer) -> list[Mapping[str, Any]]:
    """The edits that an import tells of, as JSON."""
    found: list[Mapping[str, Any]] = answer.json["edits"]
    return found
