"""Every row of every real file is accounted for, and the figures that must come out do."""

import re
from pathlib import Path

import pytest

from bleadchallenge.intake.files import read_book
from builders import Programme
from places import SHARED, needs_shared

pytestmark = [*needs_shared, pytest.mark.xdist_group("real imports")]

DATA = SHARED / "data"
PUBLISHED = ("ks2", "census", "spine", "ofsted", "gias", "comparators")
MAPPING = """
kind = "ks2"
year_column = "Academic Year"
release = "final"
[columns]
"URN" = "URN"
"KS2 Pupils" = "TELIG"
"Reading Meet Std" = "PTREAD_EXP"
"Writing Meet Std" = "PTGPS_EXP"
"Maths Meet Std" = "PTMAT_EXP"
"Overall Meet Std" = "PTRWM_EXP"
[codes]
"" = "SUPP"
"""
COUNTS = re.compile(r": (?P<read>\d+) rows; (?P<schools>\d+) of schools; (?P<areas>\d+) of areas")
REPEATED = re.compile(r"; (\d+) repeated")


def files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (DATA / folder).glob("*.*"))


def filled_rows(path: Path) -> int:
    """Rows below the header that hold anything, counted without any of the intake's rules."""
    (sheet,) = read_book(path).sheets
    return sum(any(cell.strip() for cell in row) for row in sheet.rows) - 1


def accounted(said: str) -> int:
    found = COUNTS.search(said)
    assert found is not None, said
    repeated = REPEATED.search(said)
    return int(found["schools"]) + int(found["areas"]) + int(repeated[1] if repeated else 0)


@pytest.mark.parametrize("path", files(*PUBLISHED), ids=lambda path: path.name)
def test_every_row_of_a_published_file_is_taken_or_named(programme: Programme, path: Path) -> None:
    answer = programme.done(f"import-data {path} --dry-run")
    (said,) = answer.out.splitlines()
    assert filled_rows(path) == accounted(said)
    assert "rejected" not in said


def test_after_results_comes_the_command_that_lists_them(programme: Programme) -> None:
    answer = programme.done(f"import-data {DATA / 'ks2' / '2016-2017_850_ks2final.csv'}")
    assert "next: bleadchallenge schools --la 850 --year 2016/17" in answer.err
    listed = programme.rows("schools --la 850 --year 2016/17")
    assert len(listed) == 328


@pytest.mark.parametrize("path", files("local"), ids=lambda path: path.name)
def test_every_row_of_a_colleagues_sheet_is_taken_through_a_mapping(
    programme: Programme, path: Path
) -> None:
    programme.write("m.toml", MAPPING)
    (said,) = programme.done(f"import-data {path} --mapping m.toml --dry-run").out.splitlines()
    assert filled_rows(path) == accounted(said)


@pytest.mark.parametrize("path", files("meta"), ids=lambda path: path.name)
def test_a_description_of_columns_is_refused_plainly(programme: Programme, path: Path) -> None:
    answer = programme.run(f"import-data {path}")
    assert answer.code == 65, answer.out
    assert path.name in answer.err
    assert "fix:" in answer.err
    assert not (programme.folder / "bleadchallenge.db").exists()


@pytest.mark.parametrize(
    ("path", "schools", "areas"),
    [
        ("ks2/2016-2017_850_ks2final.csv", 328, 3),
        ("ks2/2017-2018_850_ks2final.csv", 328, 3),
        ("ks2/2018-2019_850_ks2final.csv", 331, 3),
        ("spine/2016-2017_england_spine.xlsx", 26_324, 0),
        ("gias/20220419_gias_850_936.csv", 728, 0),
    ],
)
def test_the_rows_are_those_that_were_counted_by_hand(
    programme: Programme, path: str, schools: int, areas: int
) -> None:
    said = programme.done(f"import-data {DATA / path} --dry-run").out
    assert f"{schools} of schools; {areas} of areas" in said


def test_both_forms_of_a_census_are_the_same_rows(programme: Programme) -> None:
    folder = DATA / "census"
    programme.done(f"import-data {folder / '2017-2018_england_census.csv'}")
    said = programme.done(f"import-data {folder / '2017-2018_england_census.xlsx'}").out
    assert "0 new" in said
    rows = int(re.findall(r"(\d+) changed", said)[0])
    assert rows < 30


@pytest.fixture(scope="module")
def birmingham(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    """The cut-down national sheets of two years beside the register."""
    at = Programme(tmp_path_factory.mktemp("birmingham"))
    at.write("m.toml", MAPPING)
    store = f"--store {at.folder / 'city.db'} --author test"
    at.done(f"import-data {DATA / 'spine' / '2016-2017_england_spine.xlsx'} {store}")
    local = " ".join(map(str, files("local")))
    at.done(f"import-data {local} --mapping {at.folder / 'm.toml'} {store}")
    return at


@pytest.mark.parametrize(("year", "published"), [("2016/17", 57), ("2015/16", 47)])
def test_birmingham_comes_out_as_published_from_a_sheet_without_authorities(
    birmingham: Programme, year: str, published: int
) -> None:
    store = f"--store {birmingham.folder / 'city.db'}"
    rows = birmingham.rows(f"schools --la 330 --year {year} {store}")
    known = [row for row in rows if isinstance(row["rwm_expected_pct"], float)]
    pupils = sum(row["eligible_pupils"] for row in known)
    mean = sum(row["eligible_pupils"] * row["rwm_expected_pct"] for row in known) / pupils
    assert round(mean) == published
    assert len(rows) > 290


def test_schools_of_a_sheet_without_names_go_by_their_names_in_the_register(
    birmingham: Programme,
) -> None:
    store = f"--store {birmingham.folder / 'city.db'}"
    rows = birmingham.rows(f"schools --la 330 --year 2016/17 {store}")
    assert all(row["name"] and row["laestab"].startswith("330") for row in rows)
