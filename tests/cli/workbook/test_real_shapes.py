"""Files in the shapes they really come in: zipped, in folders of a year, with older columns."""

from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from builders import Programme
from places import PUBLISHED

CENSUS = "2016-2017_330_census.csv"
ABSENCE = "LA,ESTAB,URN,PERCTOT,{}\n330,2001,900001,4.2,12.5\nNAT,PRI,,4.0,8.3\n"


def zipped(programme: Programme, name: str, **files: bytes) -> str:
    with ZipFile(programme.folder / name, "w", ZIP_DEFLATED) as archive:
        for each, content in files.items():
            archive.writestr(each.replace("__", "/").replace("_dot_", "."), content)
    return name


@pytest.mark.parametrize(
    ("source", "inner"),
    [
        pytest.param(CENSUS, "2016-2017_census_dot_csv", id="text"),
        pytest.param("2016-2017_330_ofsted-schools.xlsx", "a__b_dot_xlsx", id="workbook"),
    ],
)
def test_a_zipped_table_is_opened(programme: Programme, source: str, inner: str) -> None:
    content = (PUBLISHED / source).read_bytes()
    name = zipped(programme, "download.zip", **{inner: content, "readme_dot_txt": b"read me"})
    answer = programme.done(f"import-data {name}")
    assert "read out of the archive download.zip" in answer.err


@pytest.mark.parametrize(
    ("archive", "inside"),
    [("download.zip", "2013-2014/england_abs.csv"), ("2013-2014.zip", "england_abs.csv"),
     ("2013-2014.zip", "data/england_abs.csv"),
     ("2016-2017.zip", "all/2013-2014/england_abs.csv"), ("x.zip", "../2013-2014/england_abs.csv")],
)  # fmt: skip
def test_the_year_of_a_packed_table_is_that_of_its_folder_or_of_the_archive(
    programme: Programme, archive: str, inside: str
) -> None:
    with ZipFile(programme.folder / archive, "w") as packed:
        packed.writestr(inside, ABSENCE.format("PPERSABS10"))
    answer = programme.done(f"import-data {archive}")
    assert "england_abs.csv: absence 2013/14" in answer.out
    assert "by the name of its folder" in answer.err


def test_an_archive_of_several_tables_is_refused_with_their_names(programme: Programme) -> None:
    name = zipped(programme, "two.zip", a_dot_csv=b"a,b\n1,2\n", b_dot_csv=b"a,b\n1,2\n")
    answer = programme.run(f"import-data {name}")
    assert answer.code == 65
    assert "a.csv, b.csv" in answer.err


def test_an_archive_is_held_to_the_limits_of_a_file(programme: Programme) -> None:
    bomb = zipped(programme, "bomb.zip", a_dot_csv=b"0" * 60_000_000)
    answer = programme.run(f"import-data {bomb}")
    assert answer.code == 65
    assert "unpacks to" in answer.err


@pytest.mark.parametrize("column", ["PPERSABS10", "PPERSABS15"])
def test_absence_is_known_by_either_measure(programme: Programme, column: str) -> None:
    programme.write("2013-2014_abs.csv", ABSENCE.format(column))
    assert "absence 2013/14" in programme.done("import-data 2013-2014_abs.csv").out


def test_an_older_census_without_a_headcount_of_this_name_is_taken(programme: Programme) -> None:
    programme.write(
        "2010-2011_census.csv", "URN,LA,ESTAB,TOTPUPS,PNUMEAL\n900001,330,2001,210,45.5\n"
    )
    assert "school census 2010/11" in programme.done("import-data 2010-2011_census.csv").out


@pytest.mark.parametrize("urn", ["900001.0", "900001.00"])
def test_a_urn_with_decimals_is_told_with_the_urn_it_means(programme: Programme, urn: str) -> None:
    programme.write("2013-2014_abs.csv", ABSENCE.format("PPERSABS10").replace("900001", urn))
    answer = programme.run("import-data 2013-2014_abs.csv")
    assert answer.code == 65
    assert "900001: format the column" in answer.out


@pytest.mark.parametrize(
    ("folder", "name", "year", "why"),
    [
        pytest.param("2017-2018", "england_abs.csv", "2017/18", "name of its folder", id="folder"),
        pytest.param("x", "2013-2014_abs_made_2016-2017.csv", "2013/14", "first in its name", id="two"),
        pytest.param("2017-2018", "2013-2014_abs.csv", "2013/14", "by its own name", id="folder at odds"),
        pytest.param("2013-2014", "2013-2014_abs.csv", "2013/14", "", id="name and folder agree"),
    ],
)  # fmt: skip
def test_the_year_of_a_name_is_said_with_its_reason(
    programme: Programme, folder: str, name: str, year: str, why: str
) -> None:
    (programme.folder / folder).mkdir()
    (programme.folder / folder / name).write_text(ABSENCE.format("PPERSABS10"))
    answer = programme.done(f"import-data {folder}/{name}")
    assert f"absence {year}" in answer.out
    assert (why in answer.err) if why else ("(or --year)" not in answer.err)


def test_excels_own_lock_file_is_called_so(programme: Programme) -> None:
    (programme.folder / "~$people.xlsx").write_bytes(b"\x05Ann  " + b"\0" * 150)
    answer = programme.run("import-data '~$people.xlsx'")
    assert answer.code == 65
    assert "people.xlsx itself" in answer.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"a,b\n" + b"1,2\n" * 600_000, "lines", id="rows without end"),
        pytest.param(b"a,b\n" + b"x" * 3_000_000, "a line of more than", id="one long line"),
    ],
)
def test_what_cannot_be_an_input_is_refused_by_a_stated_limit(
    programme: Programme, content: bytes, said: str
) -> None:
    (programme.folder / "big.csv").write_bytes(content)
    answer = programme.run("import-data big.csv")
    assert answer.code == 65
    assert said in answer.err


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "#" * 600_000], ids=["brackets", "size"])
def test_a_mapping_beyond_reason_is_refused(programme: Programme, text: str) -> None:
    programme.write("m.toml", text)
    programme.write("a.csv", "a,b\n1,2\n")
    answer = programme.run("import-data a.csv --mapping m.toml")
    assert answer.code in {65, 66}
    assert "m.toml" in answer.err


def test_rows_add_up_where_one_is_repeated_and_a_file_given_twice_is_taken_once(
    programme: Programme,
) -> None:
    row = "330,2001,900001,4.2,12.5\n"
    text = ABSENCE.format("PPERSABS10").replace(row, row + row)
    programme.write("2013-2014_abs.csv", text)
    line = "import-data 2013-2014_abs.csv 2013-2014_abs.csv --format json"
    (part,) = programme.done(line).json["rows"]
    assert part["rows"] == part["new"] + part["repeated"] == 3
    answer = programme.run("schools 900001")
    assert "stands in 2013-2014_abs.csv alone, which gives no names" in answer.err
