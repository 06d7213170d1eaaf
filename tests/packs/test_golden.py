"""A small pack as it looks in every form; refreshed with --refresh-golden."""

from collections.abc import Callable

from bleadchallenge.packs.render import files_of
from packs.reading import book
from packs.samplepacks import small_pack

Match = Callable[[str, str], None]


def test_the_small_pack_looks_as_it_did(matches_golden: Match) -> None:
    for name, content in files_of(small_pack(), "small-pack").items():
        if not name.endswith(".xlsx"):
            matches_golden(f"small-pack/{name}", content.decode())


def test_the_small_workbook_holds_what_it_did(matches_golden: Match) -> None:
    sheets = book(files_of(small_pack(), "small-pack", ("xlsx",))["small-pack.xlsx"]).sheets
    lines = [
        f"{sheet.title} {cell.coordinate} [{cell.number_format}] {cell.value}"
        for sheet in sheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    matches_golden("small-pack/small-pack.xlsx.txt", "\n".join(lines) + "\n")
