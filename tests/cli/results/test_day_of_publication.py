"""A published file counts from the day it came out, an inspection from its report."""

from pathlib import Path

import pytest

from bleadchallenge.domain.policy_publication import PublicationRule
from bleadchallenge.domain.results.publication import publication_day
from bleadchallenge.resources import sample_data
from builders import Programme

PUBLISHED = sample_data() / "published"
AUTUMN_2017 = (
    "2015-2016_330_ks2final.csv",
    "2016-2017_330_ks2final.csv",
    "2016-2017_330_spine.xlsx",
    "2016-2017_330_census.csv",
)
LATER = ("2017-2018_330_ks2final.csv", "2018-2019_330_ks2final.csv", "la_ks2_2016_2019.csv")


def take(programme: Programme, monkeypatch: pytest.MonkeyPatch, day: str, *files: str) -> None:
    """Import sample files by a clock of that day."""
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", f"{day}T09:00:00+00:00")
    programme.done("import-data " + " ".join(str(PUBLISHED / file) for file in files))


@pytest.fixture
def early(programme: Programme, monkeypatch: pytest.MonkeyPatch) -> Programme:
    """A school of the sample city is selected; the results of 2016 and 2017 are in."""
    programme.done("init")
    take(programme, monkeypatch, "2017-12-14", *AUTUMN_2017)
    programme.done("consult-rsc 900003 --date 2017-07-03 --with office --outcome agreed")
    programme.done('select 900003 selected --reason "low" --as-of 2017-12-15')
    programme.done(
        "kpi add 900003 --template KS2RWM --baseline 40 --baseline-on 2017-12-15 --target T3=50 "
        "--as-of 2017-12-15"
    )
    return programme


@pytest.mark.parametrize(
    ("kind", "year", "release", "file", "day"),
    [
        ("ks2", "201718", "provisional", "x", "2018-10-01"),
        ("ks2", "201617", "revised", "x", "2017-12-14"),
        ("ks2", "201920", "revised", "x", "2020-12-15"),
        ("ks2", "201617", "final", "x", "2018-04-01"),
        ("census", "201617", "", "x", "2017-07-01"),
        ("absence", "201617", "", "x", "2018-04-01"),
        ("gias", "201718", "", "edubasealldata20180115.csv", "2018-01-15"),
        ("register", "201718", "", "register_15-01-2018.xlsx", "2018-01-15"),
        ("register", "201617", "", "2016-2017_330_spine.xlsx", "None"),
        ("ofsted", "", "", "x", "None"),
    ],
)
def test_kind_year_and_release_give_the_day(
    kind: str, year: str, release: str, file: str, day: str
) -> None:
    assert str(publication_day(kind, year, release, file, PublicationRule())) == day


def test_the_default_year_is_the_latest_that_was_out(
    early: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(early, monkeypatch, "2019-12-20", *LATER)
    for line in ("eligibility --la 330", "risk --la 330", "analyse --la 330", "schools --la 330"):
        found = {
            day: early.done(f"{line} --as-of {day} --format json").json.get("year")
            for day in ("2018-03-15", "2019-06-01", "2019-12-20")
        }
        assert found == {"2018-03-15": "201617", "2019-06-01": "201718", "2019-12-20": "201819"}
    answer = early.run("analyse --la 330 --year 2017/18 --as-of 2018-03-15")
    assert answer.code == 65
    assert "results of 2017/18 count from 2019-04-01" in answer.err


def test_a_linked_indicator_reads_results_from_the_day_they_came_out(
    early: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", "2019-03-22T09:00:00+00:00")
    early.done(f"import-data {PUBLISHED / LATER[0]} --published 2018-12-13")
    for day, value in (("2018-09-01", None), ("2018-12-13", True)):
        (row,) = early.rows(f"kpi-status --as-of {day}")
        assert (row["value"] is not None) is bool(value), day


def test_the_day_that_is_said_is_kept_and_can_be_said_later(early: Programme) -> None:
    answer = early.done(f"import-data {PUBLISHED / AUTUMN_2017[1]} --published 2017-12-01")
    assert "it counts from 2017-12-01" in answer.out
    assert early.done("schools --la 330 --as-of 2017-12-02 --format json").json["year"] == "201617"
    assert early.done("schools --la 330 --as-of 2017-11-30 --format json").json["year"] == "201516"
    assert early.done("check").code == 0


def written(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize(
    "line",
    [
        "report isg-pack --meeting 2018-03-15 --draft",
        "report school 900003 --as-of 2018-03-15",
        "report school-copy 900003 --as-of 2018-03-15",
        "report programme --as-of 2018-03-15",
    ],
)
def test_what_is_made_of_march_2018_is_the_same_to_the_byte_once_later_results_are_in(
    early: Programme, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    early.run(f"{line} --out before")
    take(early, monkeypatch, "2019-12-20", *LATER)
    early.run(f"{line} --out after")
    before, after = written(early.folder / "before"), written(early.folder / "after")
    assert len(before) >= 3
    assert {name for name in before if before[name] != after.get(name)} == set()
    assert before.keys() == after.keys()


def test_an_inspection_counts_from_its_report(programme: Programme) -> None:
    programme.with_schools()
    head = "URN,School name,Inspection start date,Publication date,Overall effectiveness"
    programme.write(
        "ofsted.csv",
        f"{head}\n900001,Alder Bank Primary School,10/01/2018,20/02/2018,3\n"
        "900002,Birch Row Primary School,10/01/2018,,4\n",
    )
    programme.done("import-data ofsted.csv")

    def inspected(urn: str, day: str) -> bool:
        found = programme.run(f"explain 'row/ofsted/-/{urn}/OVERALL EFFECTIVENESS' --as-of {day}")
        return found.code == 0

    said = {day: inspected("900001", day) for day in ("2018-02-19", "2018-02-20")}
    assert said == {"2018-02-19": False, "2018-02-20": True}
    said = {day: inspected("900002", day) for day in ("2018-02-08", "2018-02-09")}
    assert said == {"2018-02-08": False, "2018-02-09": True}


def test_a_report_refuses_an_option_that_it_does_not_use(early: Programme) -> None:
    for line in (
        "school 900003 --number 12",
        "school-copy 900003 --year 2016/17",
        "programme --draft",
        "programme --number 3",
        "public --number 3",
        "workbook --to md",
        "calendar --meeting 2018-03-15",
        "isg-pack 900003 --meeting 2018-03-15",
        "isg-pack --meeting 2018-03-15 --next",
    ):
        answer = early.run(f"report {line}")
        assert answer.code == 2, line
        assert "does not use" in answer.err or "different packs" in answer.err


def test_a_copy_of_a_pack_is_made_again_by_its_number(early: Programme) -> None:
    early.run("report isg-pack --meeting 2018-03-15 --as-of 2018-03-15 --out packs")
    early.done("comment add 900003 --by head --text 'Later' --date 2018-03-14 --as-of 2018-03-20")
    early.done("report school-copy 900003 --number 1 --out copy")
    page = next((early.folder / "copy").rglob("*.html")).read_text(encoding="utf-8")
    assert "15 March 2018" in page
    assert "Later" not in page
    assert early.run("report school-copy 900003 --number 9 --out copy").code == 65
    early.done("report school 900003 --as-known 5 --out known")
