"""Dates in every form in which files and people write them."""

from datetime import date

import pytest

from bleadchallenge.domain.results.notation import written_day
from bleadchallenge.store import published_files
from bleadchallenge.store.schools.identity import identities
from builders import Programme

GRADES = "URN,School name,Inspection date,Publication date,Overall effectiveness\n"


def inspections(programme: Programme, *dates: tuple[str, str]) -> None:
    rows = [f"90000{at},School {at},{day},{out},2\n" for at, (day, out) in enumerate(dates, 1)]
    programme.write("ofsted.csv", GRADES + "".join(rows))


def inspected(programme: Programme, urn: str) -> date | None:
    """The day of a school's inspection as the store reads it."""
    with programme.store.read() as reader:
        (line,) = published_files.lines(reader, "ofsted", urns=[urn])
        return line.day("INSPECTION DATE")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("1 September 2017", date(2017, 9, 1), id="month in full"),
        pytest.param("01-Sep-17", date(2017, 9, 1), id="as Excel shows it"),
        pytest.param("1st Sept. 2017", date(2017, 9, 1), id="ordinal"),
        pytest.param("Sep 1, 2017", date(2017, 9, 1), id="month first in words"),
        pytest.param("Friday, 01 September 2017", date(2017, 9, 1), id="with the weekday"),
        pytest.param("2017/09/01", date(2017, 9, 1), id="year first"),
        pytest.param("01/09/17 00:00", date(2017, 9, 1), id="two figures and a time"),
        pytest.param("01/09/98", date(1998, 9, 1), id="a school opened in the last century"),
        pytest.param("1-Jan-30", date(1930, 1, 1), id="Excel's first year of the last century"),
        pytest.param("1-Jan-29", date(2029, 1, 1), id="Excel's last year of this one"),
        pytest.param("20170901.0", date(2017, 9, 1), id="as a number of another program"),
        pytest.param("31 February 2017", None, id="no such day"),
        pytest.param("1 Ma 2017", None, id="no month"),
        pytest.param("1 March", None, id="no year"),
        pytest.param("42979", None, id="Excel's own count of days"),
    ],
)
def test_a_day_is_read_in_the_forms_that_files_have(text: str, day: date | None) -> None:
    assert written_day(text) == day


@pytest.mark.parametrize(
    ("second", "way"),
    [
        pytest.param(("07/14/2013", "08/16/2013"), "", id="by its own cells"),
        pytest.param(("05/06/2013", "08/16/2013"), "", id="by the other column"),
        pytest.param(("07/14/2013", "31/31/2013"), " --partial", id="though one is no date"),
    ],
)
def test_published_dates_with_the_month_in_front_are_read_so_in_the_whole_file(
    programme: Programme, second: tuple[str, str], way: str
) -> None:
    inspections(programme, ("04/07/2013", "05/08/2013"), second)
    answer = programme.run(f"import-data ofsted.csv{way}")
    assert answer.code == 0, answer.err
    assert "dates have the month in front" in answer.err
    assert inspected(programme, "900001") == date(2013, 4, 7)


def test_published_dates_of_both_orders_refuse_the_file_even_for_good_rows(
    programme: Programme,
) -> None:
    inspections(programme, ("14/07/2013", "01/08/2013"), ("07/14/2013", "02/08/2013"))
    answer = programme.run("import-data ofsted.csv --partial")
    assert answer.code == 65
    assert "others only the month" in answer.err


def test_a_bad_date_is_told_once(programme: Programme) -> None:
    inspections(programme, ("soon", "01/08/2013"))
    answer = programme.run("import-data ofsted.csv")
    assert answer.code == 65
    assert answer.out.count("soon") == 1


def test_a_school_is_open_since_the_day_that_the_register_gives_in_any_form(
    programme: Programme,
) -> None:
    programme.write(
        "2016-2017_spine.csv",
        "URN,LA,ESTAB,LAESTAB,SCHNAME,MINORGROUP,ISPRIMARY,ICLOSE,OPENDATE,CLOSEDATE\n"
        "900001,330,2001,3302001,Alder Bank,Academy,1,1,01/09/98,\n"
        "900002,330,2002,3302002,Birch Row,Academy,1,2,1 Sep 2001,31.08.2012\n",
    )
    programme.done("import-data 2016-2017_spine.csv")
    with programme.store.read() as reader:
        found = identities(reader)
    assert found.opened == {"900001": date(1998, 9, 1), "900002": date(2001, 9, 1)}
    assert found.closed == {"900002": date(2012, 8, 31)}


def test_a_list_reads_a_column_that_fits_both_ways_as_its_other_columns(
    programme: Programme,
) -> None:
    programme.write("moved.csv", "planned_on,moved_to,reason\n03/15/2018,03/04/2018,snow\n")
    answer = programme.run("import-data moved.csv --dry-run")
    assert "as in another column" in answer.err


@pytest.mark.parametrize("number", ["43174", "43174.0", "43174.5"])
def test_a_number_of_days_is_refused_with_the_day_it_would_be(
    programme: Programme, number: str
) -> None:
    inspections(programme, (number, "01/04/2018"))
    answer = programme.run("import-data ofsted.csv")
    assert answer.code == 65
    assert "cell C2" in answer.err
    assert "2018-03-15 as Excel counts: format the column as dates" in answer.err


def test_a_number_of_days_in_a_list_is_refused_with_the_day_it_would_be(
    programme: Programme,
) -> None:
    programme.write("moved.csv", "planned_on,moved_to,reason\n43174,2018-04-03,snow\n")
    answer = programme.run("import-data moved.csv --dry-run")
    assert answer.code == 65
    assert "2018-03-15 as Excel counts days" in answer.err
