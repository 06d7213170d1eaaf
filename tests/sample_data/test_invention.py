"""Nothing in the sample is a real school, a real place or a real person."""

import csv
import re
from functools import cache

from openpyxl import load_workbook

from places import SHARED, needs_shared
from sample_data.tables import FINAL, PUBLISHED, SAMPLE, Row, listed, schools

SPINE = "2016-2017_330_spine.xlsx"


@cache
def register() -> list[Row]:
    book = load_workbook(PUBLISHED / SPINE, read_only=True)
    header, *rest = book.worksheets[0].iter_rows(values_only=True)
    book.close()
    return [
        {str(name): str(cell) for name, cell in zip(header, line, strict=True)} for line in rest
    ]


def every_row() -> list[Row]:
    return [row for name in FINAL.values() for row in schools(name).values()]


def test_numbers_come_from_a_range_no_school_was_given() -> None:
    urns = {row["URN"] for row in [*every_row(), *register()]}
    assert len(urns) > 70
    assert all(900001 <= int(urn) <= 900099 for urn in urns)


def test_every_row_of_a_table_is_in_the_register() -> None:
    known = {row["URN"] for row in register()}
    assert {row["URN"] for row in every_row()} <= known


def test_one_school_has_one_name_and_number_in_every_file() -> None:
    names = {row["URN"]: (row["SCHNAME"], row["ESTAB"]) for row in register()}
    assert all(names[row["URN"]] == (row["SCHNAME"], row["ESTAB"]) for row in every_row())


def test_postcodes_are_of_an_area_that_does_not_exist() -> None:
    shape = re.compile(r"ZB\d{1,2} \d[A-Z]{2}")
    assert all(shape.fullmatch(row["PCODE"]) for row in every_row())
    assert all(shape.fullmatch(row["postcode"]) for row in listed("programme/alliances.csv"))


def test_telephones_are_those_kept_for_drama() -> None:
    numbers = {row["TELNUM"].replace(" ", "") for row in every_row()}
    assert all(re.fullmatch(r"01214960\d{3}", number) for number in numbers)


def test_addresses_of_people_lead_nowhere() -> None:
    emails = [row["email"] for row in listed("programme/people.csv")]
    assert all(re.fullmatch(r"[a-z.-]+@example\.org", email) for email in emails)
    assert len(set(emails)) == len(emails)


def test_pupils_are_numbered_examples() -> None:
    rows = listed("pupils/2017-2018_900011_ks2_pupils.csv")
    assert {row["SURNAME"] for row in rows} == {"Example"}
    assert all(re.fullmatch(r"Pupil\d{3}", row["FORENAME"]) for row in rows)
    assert all(re.fullmatch(r"X33029\d{7}", row["UPN"]) for row in rows)


def test_no_sheet_names_the_real_city() -> None:
    told = [path.read_bytes() for path in SAMPLE.rglob("*") if path.suffix in {".csv", ".xlsx"}]
    assert len(told) >= 18
    assert not any(b"irmingham" in text for text in told)


class TestAgainstTheRealRegisters:
    pytestmark = needs_shared

    def test_no_number_is_a_real_schools(self) -> None:
        ours = {row["URN"] for row in register()}
        assert not ours & real_numbers()

    def test_no_establishment_is_a_real_one_of_authority_330(self) -> None:
        ours = {row["LAESTAB"] for row in register()}
        assert not ours & {str(row["LAESTAB"]) for row in real_register()}

    def test_no_name_is_a_real_schools_whatever_its_capitals(self) -> None:
        ours = {row["SCHNAME"].casefold() for row in register()}
        real = {str(row[name]).casefold() for row in real_register() for name in NAMES}
        assert not ours & (real | real_names())


NAMES = ("SCHNAME", "OTHERSCHNAME")


def real_register() -> list[dict[str, object]]:
    return sheet("spine/2016-2017_england_spine.xlsx")


@cache
def sheet(path: str) -> list[dict[str, object]]:
    book = load_workbook(SHARED / "data" / path, read_only=True)
    header, *rest = book.worksheets[0].iter_rows(values_only=True)
    book.close()
    return [dict(zip(map(str, header), line, strict=False)) for line in rest]


def real_columns(column: str) -> set[str]:
    """Every value of a column (whatever its capitals) in the real CSV files."""
    found = set()
    for path in (SHARED / "data").rglob("*.csv"):
        text = path.read_text(encoding="utf-8-sig", errors="replace")
        header, *rest = csv.reader(text.splitlines())
        named = [name.casefold() for name in header]
        if column.casefold() in named:
            place = named.index(column.casefold())
            found |= {line[place] for line in rest if len(line) > place}
    return found


def real_numbers() -> set[str]:
    listed_ = {str(row["URN"]) for row in real_register()}
    return listed_ | real_columns("URN")


def real_names() -> set[str]:
    inspected = {str(row["School name"]) for row in sheet(OFSTED)}
    named = real_columns("SCHNAME") | real_columns("EstablishmentName") | inspected
    return {name.casefold() for name in named}


OFSTED = "ofsted/2016-2017_england_ofsted-schools.xlsx"
