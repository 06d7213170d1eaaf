"""The sheets a coordinator is sent by colleagues: cut down, renamed and untidy.

As in the third party's sheet that goes round, the columns called Writing hold grammar,
punctuation and spelling.
"""

import csv
import io
from datetime import date, timedelta
from typing import Any

from sample_city import city
from sample_city.books import Book
from sample_city.cast import BY_URN, PROGRAMME_URNS, SCHOOLS, School
from sample_city.chance import Chance
from sample_city.groups import Cells
from sample_city.rounding import half_up

YEAR = 2017
TITLE = "Key stage 2 results 2017 - city schools (from the team's own sheet, please do not pass on)"
COLUMNS = (
    *("URN", "School", "KS2 Pupils", "KS2 Boys", "KS2 Girls"),
    *("Reading Progress", "Reading Score", "Reading Meet Std", "Reading Exceed Std"),
    *("Writing Progress", "Writing Score", "Writing Meet Std", "Writing Exceed Std"),
    *("Maths Progress", "Maths Score", "Maths Meet Std", "Maths Exceed Std"),
    *("Overall Meet Std", "Overall Exceed Std", "Last visit", "Link adviser", "Academic Year"),
)
FIRST_VISITS = date(2017, 9, 11)
FIRST_ROW = 3
HIDDEN_ROW = 9
ADVISERS = ("to be confirmed", "tbc", "N/A", "-", "")


def city_results() -> bytes:
    """Write the sheet: a title, a header on the third row, a row of totals, a hidden sheet."""
    book = Book()
    sheet = book.book.add_worksheet("Results")
    bold = book.book.add_format({"bold": True})
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, TITLE, bold)
    sheet.write_row(FIRST_ROW - 1, 0, COLUMNS, bold)
    schools = [s for s in SCHOOLS if s.cohort(YEAR) and not s.special]
    for row, school in enumerate(schools, start=FIRST_ROW):
        _write(book, sheet, row, school)
    sheet.write_row(FIRST_ROW + len(schools), 0, _totals(schools), bold)
    sheet.set_row(HIDDEN_ROW, None, None, {"hidden": True})
    old = book.book.add_worksheet("old 2016 - ignore")
    old.write_row(0, 0, ("URN", "Overall Meet Std"))
    for row, school in enumerate((s for s in schools if s.cohort(2016)), start=1):
        old.write_row(row, 0, (int(school.urn), "see 2016 file"))
    old.hide()
    return bytes(book)


def _write(book: Book, sheet: Any, row: int, school: School) -> None:  # noqa: ANN401 - untyped
    whole_percent = book.book.add_format({"num_format": "0%"})
    cells = city.measured(city.pupils_of(school, YEAR), YEAR)
    chance = Chance("colleague", school.urn)
    sheet.write_number(row, 0, int(school.urn))
    sheet.write_string(row, 1, school.name)
    for column, value in enumerate(_figures(cells), start=2):
        if isinstance(value, str):
            sheet.write_string(row, column, value)
        elif value is not None:
            fraction = column in {
                COLUMNS.index("Maths Meet Std"),
                COLUMNS.index("Maths Exceed Std"),
            }
            sheet.write_number(row, column, value, whole_percent if fraction else None)
    sheet.write(row, len(COLUMNS) - 3, _visit(chance))
    adviser = chance.one_of(ADVISERS)
    if school.place % 20 == 5:  # noqa: PLR2004 - now and then a formula that failed
        sheet.write_formula(row, len(COLUMNS) - 2, "=NA()", None, "#N/A")
    else:
        sheet.write_string(row, len(COLUMNS) - 2, adviser)
    sheet.write_number(row, len(COLUMNS) - 1, YEAR)


def _figures(cells: Cells) -> list[str | float | None]:
    """Give the figures as the colleague wrote them; hidden ones are left empty.

    Reading is percentages as text, maths is fractions, grammar and the whole are bare numbers.
    """
    return [
        *(_number(cells[name]) for name in ("TELIG", "BELIG", "GELIG")),
        *(_number(cells["READPROG"]), _number(cells["READ_AVERAGE"])),
        *(_shown(cells["PTREAD_EXP"]), _shown(cells["PTREAD_HIGH"])),
        *(_number(cells["WRITPROG"]), _number(cells["GPS_AVERAGE"])),
        *(_number(cells["PTGPS_EXP"]), _number(cells["PTGPS_HIGH"])),
        *(_number(cells["MATPROG"]), _number(cells["MAT_AVERAGE"])),
        *(_fraction(cells["PTMAT_EXP"]), _fraction(cells["PTMAT_HIGH"])),
        *(_number(cells["PTRWM_EXP"]), _number(cells["PTRWM_HIGH"])),
    ]


def _shown(text: str) -> str | None:
    return text if text.endswith("%") else None


def _number(text: str) -> float | None:
    bare = text.removesuffix("%")
    return float(bare) if bare and not bare.isalpha() else None


def _fraction(text: str) -> float | None:
    number = _number(text)
    return None if number is None else number / 100


def _visit(chance: Chance) -> str:
    return _school_day(chance).strftime("%d/%m/%Y")


def _school_day(chance: Chance) -> date:
    """Draw a weekday between Monday 11 September and Friday 20 October 2017."""
    return FIRST_VISITS + timedelta(weeks=chance.whole(0, 5), days=chance.whole(0, 4))


def _totals(schools: list[School]) -> list[str | float]:
    pupils = [p for school in schools for p in city.pupils_of(school, YEAR)]
    girls = sum(p.girl for p in pupils)
    joint = half_up(100 * sum(p.joint for p in pupils) / len(pupils))
    totals: list[str | float] = [""] * len(COLUMNS)
    totals[:5] = ["Total", f"{len(schools)} schools", len(pupils), len(pupils) - girls, girls]
    totals[COLUMNS.index("Overall Meet Std")] = joint
    return totals


def attendance() -> bytes:
    """Write a sheet saved abroad: semicolons, decimal commas, two header rows, code page 1252."""
    lines = [
        ["School", "", "Attendance spring 2018", "", "Persistent absence"],
        ["URN", "Name", "%", "change on 2017", "%"],
    ]
    for urn in PROGRAMME_URNS:
        chance = Chance("attendance", urn)
        figures = (95.2 + chance.normal() * 0.7, 0.4 * chance.normal(), 10 + 2 * chance.normal())
        texts = (f"{half_up(figure, 1):.1f}".replace(".", ",") for figure in figures)
        lines.append([urn, BY_URN[urn].name, *texts])
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode("cp1252")


def visits() -> str:
    """Write a list of visits whose rows end in a comma: one field more than the header."""
    lines = ["URN,School,Visited,By,Note\n"]
    for urn in PROGRAMME_URNS[:12]:
        chance = Chance("visit", urn)
        day = _visit(chance)
        note = chance.one_of(("met the head", "books looked at", "tbc", "N/A", "-"))
        lines.append(f"{urn},{BY_URN[urn].name},{day},P{chance.whole(1, 9):02d},{note},\n")
    return "".join(lines)
