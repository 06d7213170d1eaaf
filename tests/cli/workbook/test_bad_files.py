"""Files that cannot be taken: each told with its place and remedy, the store as it was."""

import os

import pytest

from builders import Programme, register
from stores import all_that_is_kept

KS2 = "RECTYPE,LEA,ESTAB,URN,SCHNAME,TELIG,PTRWM_EXP,READPROG\n"
GOOD = "1,330,2001,900001,Alder Bank Primary School,30,53%,-1.2\n"
OFSTED = "URN,School name,Inspection date,Overall effectiveness\n"
REGISTER = register().splitlines()


@pytest.fixture
def kept(programme: Programme) -> Programme:
    return programme.with_schools()


def bytes_of(programme: Programme) -> object:
    return all_that_is_kept(programme.store)


@pytest.mark.parametrize(
    ("name", "text", "code", "where", "remedy"),
    [
        pytest.param("none.csv", None, 66, "none.csv", "spelling", id="not there"),
        pytest.param("empty.csv", "", 65, "empty.csv is empty", "again", id="empty"),
        pytest.param("picture.csv", "\x89PNG\x00\x00\x01", 65, "picture.csv", "CSV", id="no spreadsheet"),
        pytest.param(
            "2015-2016_330_ks2final.csv", KS2.replace("PTRWM_EXP", "RWM") + GOOD, 65,
            "has no column PTRWM_EXP", "--mapping", id="wrong columns",
        ),
        pytest.param(
            "2015-2016_330_ks2final.csv", KS2 + GOOD.replace("Bank ", "Bank, "), 65,
            "row 2: has 9 cells where the header names 8", "comma", id="one field too many",
        ),
        pytest.param(
            "2015-2016_330_ks2final.csv", KS2 + GOOD.replace("53%", "153%"), 65,
            "row 2, column PTRWM_EXP", "percentage", id="a percentage above a hundred",
        ),
        pytest.param(
            "2015-2016_330_ks2final.csv", KS2 + GOOD.replace("900001", "90001"), 65,
            "row 2, column URN", "six figures", id="a URN of five figures",
        ),
        pytest.param(
            "inspections.csv", OFSTED + "900001,A,2016-13-01,2\n", 65,
            "row 2, column Inspection date", "a date", id="a day that does not exist",
        ),
        pytest.param(
            "2016-2017_330_ks2final.csv",
            (KS2 + GOOD).replace("PTRWM_EXP", "PTRWM_EXP,PTRWM_EXP_17").replace("53%", "53%,51%"), 65,
            "is of 2016/17 by its name but of 2017/18 by its columns", "--year", id="two years",
        ),
        pytest.param(
            "2019-2020_330_ks2final.csv", KS2 + GOOD, 65,
            "there are no key stage 2 performance tables of that year", "--year", id="no tests",
        ),
        pytest.param(
            "readings.csv", "urn,kpi,on_day,value\n999999,RWM,2018-01-31,53\n", 65,
            "row 2", "", id="a school nobody knows",
        ),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_leaves_the_store_to_the_byte(
    kept: Programme, name: str, text: str | None, code: int, where: str, remedy: str
) -> None:
    if text is not None:
        (kept.folder / name).write_bytes(text.encode("latin-1"))
    before, digest = bytes_of(kept), kept.done("check --format json").json["digest"]
    answer = kept.run(f"import-data {name}")
    assert answer.code == code, answer.err
    error = answer.err[answer.err.index("error:") :]
    assert where in error
    assert "fix:" in error
    assert remedy in error
    assert bytes_of(kept) == before
    assert kept.done("check --format json").json["digest"] == digest


def test_good_rows_are_taken_and_the_others_written_whole_with_the_reason(kept: Programme) -> None:
    bad = GOOD.replace("900001", "900002").replace("53%", "153%")
    kept.write("2015-2016_330_ks2final.csv", KS2 + GOOD + bad)
    answer = kept.done("import-data 2015-2016_330_ks2final.csv --partial --rejects rejects.csv")
    assert "1 new" in answer.out
    assert "1 rejected" in answer.out
    written = (kept.folder / "rejects.csv").read_text("utf-8-sig").splitlines()
    assert written[0] == KS2.strip() + ",row in the file,why it was left out"
    assert (
        written[1]
        == bad.strip()
        + ',3,"PTRWM_EXP: is not a percentage, such as 53% or 53, or a published code"'
    )


@pytest.mark.parametrize("place", [".", "..", "kept", "gone/rejects.csv", "pipe"])
def test_rejected_rows_go_into_no_place_that_is_not_a_files(kept: Programme, place: str) -> None:
    (kept.folder / "kept").mkdir()
    os.mkfifo(kept.folder / "pipe")
    kept.write("bad.csv", "code,name,role\nP6,Ivo Tern,deliverer\nP7,Jo Lark,nobody\n")
    known = {*kept.folder.rglob("*"), *kept.folder.parent.iterdir()}
    answer = kept.run(f"import-data bad.csv --kind person --partial --rejects {place}")
    assert answer.code == 73
    assert f"cannot make {place} for the rejected rows" in answer.err
    assert "recorded" not in answer.err
    assert {*kept.folder.rglob("*"), *kept.folder.parent.iterdir()} == known


def test_mended_rejects_can_be_imported_as_they_are(kept: Programme) -> None:
    bad = GOOD.replace("53%", "153%")
    kept.write("2015-2016_330_ks2final.csv", KS2 + bad)
    kept.done("import-data 2015-2016_330_ks2final.csv --partial --rejects rejects.csv")
    mended = (kept.folder / "rejects.csv").read_text("utf-8-sig").replace("153%", "53%")
    kept.write("2015-2016_330_ks2final_mended.csv", mended)
    assert "1 new" in kept.done("import-data 2015-2016_330_ks2final_mended.csv").out


def test_the_same_file_under_another_name_changes_nothing(kept: Programme) -> None:
    kept.write("2015-2016_330_ks2final.csv", KS2 + GOOD)
    kept.done("import-data 2015-2016_330_ks2final.csv")
    before = bytes_of(kept)
    kept.write("2015-2016_copy_ks2final.csv", KS2 + GOOD)
    assert "already imported" in kept.done("import-data 2015-2016_copy_ks2final.csv").out
    assert bytes_of(kept) == before


def test_a_year_that_is_asked_for_against_the_file_is_taken_with_a_note(kept: Programme) -> None:
    kept.write("2015-2016_330_ks2final.csv", KS2 + GOOD)
    answer = kept.done("import-data 2015-2016_330_ks2final.csv --year 2016/17")
    assert "taken as of 2016/17, as asked" in answer.out + answer.err
    assert "it is of 2015/16" in answer.out + answer.err
    assert kept.run("import-data 2015-2016_330_ks2final.csv --year 2020/21").code == 65


def test_a_later_release_counts_and_an_earlier_one_is_kept_beside_it(kept: Programme) -> None:
    rows = {"provisional": "51%", "final": "53%", "revised": "52%"}
    for release, share in rows.items():
        kept.write(f"2015-2016_330_ks2{release}.csv", KS2 + GOOD.replace("53%", share))
    kept.done("import-data 2015-2016_330_ks2provisional.csv")
    kept.done("import-data 2015-2016_330_ks2final.csv")
    late = kept.done("import-data 2015-2016_330_ks2revised.csv")
    assert "kept, but the final release counts" in late.out
    shown = kept.rows("schools --la 330 --year 2015/16")
    assert [row["rwm_expected_pct"] for row in shown] == [53.0]


def test_rejects_that_somebody_may_be_mending_are_not_written_over(kept: Programme) -> None:
    bad = GOOD.replace("900001", "900002").replace("53%", "153%")
    kept.write("2015-2016_330_ks2final.csv", KS2 + GOOD + bad)
    kept.write("rejects.csv", "mine")
    kept.done("import-data 2015-2016_330_ks2final.csv --partial --rejects rejects.csv")
    assert (kept.folder / "rejects.csv").read_text("utf-8") == "mine"
    assert "900002" in (kept.folder / "rejects-2.csv").read_text("utf-8-sig")


def test_the_same_rejects_are_not_written_twice(kept: Programme) -> None:
    kept.write("people.csv", "code,name,role\nP6,Ivo Tern,deliverer\nP7,Jo Lark,nobody\n")
    for _again in range(2):
        kept.done("import-data people.csv --kind person --partial --rejects rejects.csv")
    assert [each.name for each in kept.folder.glob("rejects*")] == ["rejects.csv"]


def test_an_error_is_three_lines_whatever_the_name(kept: Programme) -> None:
    answer = kept.run("import-data 'no\nsuch\x1b[31m.csv'")
    assert answer.code == 66
    assert [line[:6] for line in answer.err.splitlines()] == ["error:", "why:  ", "fix:  "]


def test_an_empty_file_where_the_store_should_be_is_made_a_store(programme: Programme) -> None:
    programme.write("2015-2016_330_ks2final.csv", KS2 + GOOD)
    programme.write("left.db", "")
    programme.done("import-data 2015-2016_330_ks2final.csv --store left.db")
    programme.done("check --store left.db")
