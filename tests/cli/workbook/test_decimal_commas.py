"""Published tables that a program in between wrote with commas before the decimals."""

import pytest

from bleadchallenge.store import published_files
from builders import Programme

AREAS = "area;la_code;year;measure;value\n"
CENSUS = "URN;LA;ESTAB;NOR;NUMEAL;PNUMEAL;PSENELK\n"
ABSENCE = "LA;ESTAB;URN;PERCTOT;PPERSABS10\n"
KS2 = "RECTYPE;LEA;ESTAB;URN;SCHNAME;TELIG;PTRWM_EXP;READPROG;READ_AVERAGE\n"


def figures(programme: Programme, kind: str, column: str) -> list[float | None]:
    """What the store reads in a column, in the order of the file."""
    with programme.store.read() as reader:
        lines = sorted(published_files.lines(reader, kind), key=lambda line: line.number)
        return [line.cell(column).value for line in lines]


@pytest.mark.parametrize(
    ("name", "text", "kind", "column", "expected"),
    [
        pytest.param(
            "areas.csv", AREAS + "A;330;2019;x;64,5\nA;330;2018;x;-\nA;331;2019;x;65\n",
            "comparators", "VALUE", [64.5, None, 65.0], id="areas, with a dash for nothing",
        ),
        pytest.param(
            "2016-2017_abs.csv", ABSENCE + "330;2001;900001;4,2;12,5\n330;2002;900002;4;9,75 %\n"
            "NAT;PRI;;4,0;8,3\n",
            "absence", "PPERSABS10", [12.5, 9.75, 8.3], id="absence, one with its sign",
        ),
        pytest.param(
            "2016-2017_census.csv",
            CENSUS + "900001;330;2001;240;96;0,4;0,125\n900002;330;2002;1200;300;0,25;0,05\n",
            "census", "PNUMEAL", [40.0, 25.0], id="parts of one",
        ),
        pytest.param(
            "2016-2017_850_ks2final.csv",
            KS2 + "1;330;2001;900001;A;30;53%;–1,2;104,125\n1;330;2002;900002;B;31;61%;0,4;SUPP\n",
            "ks2", "READ_AVERAGE", [104.125, None], id="a column that might be of thousands",
        ),
        pytest.param(
            "2016-2017_850_ks2final.csv",
            KS2 + "1;330;2001;900001;A;30;53%;–1,2;104,1\n1;330;2002;900002;B;31;61%;0,4;SUPP\n",
            "ks2", "READPROG", [-1.2, 0.4], id="with a dash for the minus",
        ),
    ],
)  # fmt: skip
def test_commas_before_the_decimals_are_read_so_in_the_whole_table(
    programme: Programme,
    name: str,
    text: str,
    kind: str,
    column: str,
    expected: list[float | None],
) -> None:
    programme.write(name, text)
    answer = programme.done(f"import-data {name}")
    assert "a comma stands before the decimals" in answer.err
    assert figures(programme, kind, column) == expected


def test_thousands_alone_stay_thousands(programme: Programme) -> None:
    text = CENSUS.replace(";", ",") + '900001,330,2001,"1,240",96,7.7,5.1\n'
    programme.write("2016-2017_census.csv", text)
    answer = programme.done("import-data 2016-2017_census.csv")
    assert "comma" not in answer.err
    assert figures(programme, "census", "NOR") == [1240.0]


def test_points_of_thousands_beside_decimal_commas_are_refused_with_both_readings(
    programme: Programme,
) -> None:
    text = CENSUS + "900001;330;2001;1.240;96;7,7;5,1\n900002;330;2002;1.100;96;8,7;5,1\n"
    programme.write("2016-2017_census.csv", text)
    answer = programme.run("import-data 2016-2017_census.csv")
    assert answer.code == 65
    assert "column NOR: cannot be read for certain: 1.100 is 1.100 or 1100" in answer.err


def test_one_comma_among_points_keeps_its_row_out(programme: Programme) -> None:
    programme.write("areas.csv", AREAS + "A;330;2019;x;64.5\nA;330;2018;x;64,5\n")
    answer = programme.run("import-data areas.csv --partial")
    assert answer.code == 0
    assert "1 rejected" in answer.err + answer.out
    assert figures(programme, "comparators", "VALUE") == [64.5]


@pytest.mark.parametrize("eligible", ["30.5", "30,5", "-3"])
def test_a_number_of_pupils_is_whole(programme: Programme, eligible: str) -> None:
    text = KS2 + f"1;330;2001;900001;A;{eligible};53%;-1.2;104.1\n"
    programme.write("2016-2017_850_ks2final.csv", text)
    answer = programme.run("import-data 2016-2017_850_ks2final.csv")
    assert answer.code == 65
    assert "TELIG" in answer.err


@pytest.mark.parametrize(("mark", "code"), [(";", 65), (",", 0), ("\t", 0)])
def test_between_semicolons_a_comma_that_fits_both_ways_is_refused_with_both_readings(
    programme: Programme, mark: str, code: int
) -> None:
    text = AREAS.replace(";", mark) + f'A{mark}330{mark}2019{mark}x{mark}"1,234"\n'
    programme.write("areas.csv", text)
    answer = programme.run("import-data areas.csv")
    assert answer.code == code
    assert ("1,234 is 1234 or 1.234: semicolons part the cells" in answer.err) == bool(code)


@pytest.mark.parametrize(("mark", "code"), [(";", 65), (",", 0)])
def test_a_list_between_semicolons_is_asked_what_its_commas_are(
    programme: Programme, mark: str, code: int
) -> None:
    text = f'code{mark}name{mark}capacity_days\nHIL{mark}Hill{mark}"1,250"\n'
    programme.with_schools().write("a.csv", text)
    answer = programme.run("import-data a.csv --kind alliance")
    assert answer.code == code
    assert ("1,250 is 1250 or 1.250" in answer.err) == bool(code)


@pytest.mark.parametrize("share", ["0,125", "0,003"])
def test_a_number_that_begins_with_nought_is_of_no_thousands(
    programme: Programme, share: str
) -> None:
    programme.write("areas.csv", AREAS + f"A;330;2019;x;{share}\n")
    programme.done("import-data areas.csv")
    assert figures(programme, "comparators", "VALUE") == [float(share.replace(",", "."))]
