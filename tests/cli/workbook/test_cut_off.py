"""A download that broke off is refused, wherever it did; --partial takes its good rows."""

import pytest

from builders import Programme
from places import PUBLISHED

KS2 = "2016-2017_330_ks2final.csv"
CENSUS = "2016-2017_330_census.csv"
ABSENCE = "2016-2017_330_abs.csv"
READINGS = "urn,kpi,on_day,value,n,evidence\n900001,RWM,2018-01-31,53,40,seen\n900002,RWM,2018-0"


def cut(programme: Programme, name: str, *, rows: int, letters: int = 0) -> str:
    """A published file of which only the first rows came, and so many letters of the next."""
    whole = (PUBLISHED / name).read_bytes()
    end = len(b"\n".join(whole.split(b"\n")[:rows])) + 1
    (programme.folder / name).write_bytes(whole[: end + letters])
    return name


@pytest.mark.parametrize(
    ("name", "rows", "letters", "said"),
    [
        pytest.param(KS2, 9, 500, "has no line end and stops after", id="in the middle of a cell"),
        pytest.param(KS2, 9, 0, "has no national row", id="between two rows"),
        pytest.param(CENSUS, 12, 40, "has no line end and stops after", id="a census, in a cell"),
        pytest.param(CENSUS, 12, 0, "has no national row", id="a census, between rows"),
        pytest.param(ABSENCE, 20, 0, "has no national row", id="absence, between rows"),
    ],
)
def test_a_download_that_broke_off_is_refused(
    programme: Programme, name: str, rows: int, letters: int, said: str
) -> None:
    answer = programme.run(f"import-data {cut(programme, name, rows=rows, letters=letters)}")
    assert answer.code == 65
    assert said in answer.out
    assert "the whole file" in answer.out
    assert not (programme.folder / "bleadchallenge.db").exists()


def test_a_table_that_lacks_one_of_its_two_national_rows_is_refused(programme: Programme) -> None:
    whole = (PUBLISHED / KS2).read_bytes()
    (programme.folder / KS2).write_bytes(whole[: whole.rindex(b"\r\n")])
    answer = programme.run(f"import-data {KS2}")
    assert answer.code == 65
    assert "lacks a national row" in answer.out


def test_the_good_rows_of_a_cut_file_are_taken_where_that_is_asked_for(
    programme: Programme,
) -> None:
    answer = programme.done(f"import-data {cut(programme, KS2, rows=9, letters=500)} --partial")
    assert "8 of schools" in answer.out
    (rejected,) = (programme.folder / "rejected.csv").read_text("utf-8-sig").splitlines()[1:]
    assert "the file was cut off" in rejected


def test_a_list_cut_in_a_cell_is_refused(programme: Programme) -> None:
    programme.with_schools().write("readings.csv", READINGS)
    answer = programme.run("import-data readings.csv --kind kpi_reading")
    assert answer.code == 65
    assert "row 3: is the last row, has no line end" in answer.err + answer.out


def test_utf_8_cut_within_a_letter_is_not_taken_for_another_encoding(programme: Programme) -> None:
    text = "code,name,lead_school,capacity_days,specialisms\nA,École Élan,,10,é".encode()
    (programme.folder / "alliances.csv").write_bytes(text[:-1])
    answer = programme.run("import-data alliances.csv")
    assert answer.code == 65
    assert "breaks off in the middle of a letter" in answer.err
