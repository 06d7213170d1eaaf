"""The scrutiny group's pack: frozen, the same to the byte, and agreeing with the screen."""

from pathlib import Path

import openpyxl
import pytest

from builders import Programme

KPIS = (
    "urn,code,name,side,heading,unit,baseline,baseline_on,tolerance,decimals,starts_on,target T2,target T3\n"
    "900001,RWM,Pupils at the expected standard,school,teaching and learning,%,40,2017-09-06,2,0,2017-09-06,50,60\n"
    "900001,VIS,Visits kept,support,effectiveness of support,visits,0,2017-11-06,1,0,2017-11-06,6,12\n"
)
READINGS = (
    "urn,kpi,on_day,value,evidence\n"
    "900001,RWM,2018-02-16,46,teacher assessment\n"
    "900001,VIS,2018-02-16,2,log of visits\n"
)


@pytest.fixture
def supported(programme: Programme) -> Programme:
    """A school with an alliance, two indicators and a reading of each."""

    def build() -> None:
        programme.supported()
        programme.write("kpis.csv", KPIS)
        programme.write("readings.csv", READINGS)
        programme.done("import-data kpis.csv")
        programme.done("import-data readings.csv")

    return programme.remembered("two indicators", build)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path there."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_pack_stands_in_three_forms(supported: Programme) -> None:
    supported.done("report isg-pack --meeting 2018-03-15 --out packs")
    forms = {Path(name).suffix for name in files_of(supported.folder / "packs")}
    assert {".md", ".xlsx", ".html"} <= forms


def test_the_packs_kpi_table_holds_what_kpi_status_prints(supported: Programme) -> None:
    supported.done("report isg-pack --meeting 2018-03-15 --out packs")
    rows = supported.rows("kpi-status --as-of 2018-03-15")
    (workbook,) = (supported.folder / "packs").rglob("*.xlsx")
    heads, *lines = openpyxl.load_workbook(workbook)["Readings"].iter_rows(values_only=True)
    cells = [dict(zip(heads, line, strict=True)) for line in lines]
    assert len(cells) == len(rows) > 0
    for row in rows:
        (line,) = [
            each for each in cells if (each["URN"], each["Code"]) == (row["urn"], row["code"])
        ]
        assert line["Indicator"] == row["name"]
        assert (line["Reading"], line["Target"], line["Path"]) == (
            row["value"],
            row["target"],
            row["expected"],
        )
        assert row["status"] in str(line["Status"])


def test_a_pack_made_twice_is_the_same_to_the_byte(supported: Programme) -> None:
    supported.done("report isg-pack --meeting 2018-03-15 --out first")
    supported.done("report isg-pack --meeting 2018-03-15 --out second")
    assert files_of(supported.folder / "first") == files_of(supported.folder / "second")


def test_the_same_facts_are_the_same_pack_and_are_issued_once(supported: Programme) -> None:
    supported.done("report isg-pack --meeting 2018-03-15 --out packs")
    again = supported.done("report isg-pack --meeting 2018-03-15 --out packs")
    assert "pack 1 for" in again.out
    assert "nothing was changed" in again.err


def test_a_pack_is_made_again_from_its_number_after_later_changes(supported: Programme) -> None:
    supported.done("report isg-pack --meeting 2018-03-15 --out first")
    for day in range(1, 16):
        supported.write(
            "more.csv", f"urn,kpi,on_day,value,evidence\n900001,RWM,2018-03-{day:02d},47,seen\n"
        )
        supported.done("import-data more.csv")
    supported.done("report isg-pack --number 1 --out again")
    assert files_of(supported.folder / "first") == files_of(supported.folder / "again")


def test_a_meeting_has_one_pack_and_another_needs_its_reason(supported: Programme) -> None:
    meeting = "report isg-pack --meeting 2018-03-15"
    supported.done(f"{meeting} --out first")
    supported.write("more.csv", "urn,kpi,on_day,value,evidence\n900001,RWM,2018-03-05,48,seen\n")
    supported.done("import-data more.csv")
    digest = supported.done("check --format json").json["digest"]
    refused = supported.run(f"{meeting} --out second")
    assert refused.code == 65
    assert "has its pack, number 1" in refused.err
    assert "--number 1" in refused.err
    assert "--reason" in refused.err
    assert not (supported.folder / "second").exists()
    assert supported.done("check --format json").json["digest"] == digest
    supported.done(f"{meeting} --draft --out draft")
    answer = supported.done(f"{meeting} --out second --reason 'a reading came late'")
    assert "pack 2 for the meeting of 2018-03-15" in answer.out
    assert "replaces pack 1" in answer.out
    assert "a reading came late" in supported.done("history").out
    (text,) = (supported.folder / "second").rglob("*.md")
    assert "- Replaces: pack 1" in text.read_text(encoding="utf-8")


def test_both_packs_of_a_meeting_are_made_again_to_the_byte(supported: Programme) -> None:
    meeting = "report isg-pack --meeting 2018-03-15"
    supported.done(f"{meeting} --out first")
    supported.write("more.csv", "urn,kpi,on_day,value,evidence\n900001,RWM,2018-03-05,48,seen\n")
    supported.done("import-data more.csv")
    supported.done(f"{meeting} --out second --reason 'a reading came late'")
    for number, folder in ((1, "first"), (2, "second")):
        supported.done(f"report isg-pack --number {number} --out again-{number}")
        assert files_of(supported.folder / folder) == files_of(supported.folder / f"again-{number}")


def test_a_schools_copy_of_a_number_is_that_packs_page(supported: Programme) -> None:
    supported.done("report isg-pack --meeting 2018-03-15 --out packs")
    supported.done("report school-copy 900001 --number 1 --out first")
    supported.write("more.csv", "urn,kpi,on_day,value,evidence\n900001,RWM,2018-03-05,48,seen\n")
    supported.done("import-data more.csv")
    supported.done("report school-copy 900001 --number 1 --out again --as-of 2018-04-30")
    assert files_of(supported.folder / "first") == files_of(supported.folder / "again")
    (copy,) = (supported.folder / "first").rglob("*.md")
    (pack,) = (supported.folder / "packs").rglob("*.md")
    said = copy.read_text(encoding="utf-8")
    assert "- Pack: 1" in said
    for line in said.partition("(900001)")[2].splitlines():
        if line.startswith("| "):
            assert line in pack.read_text(encoding="utf-8")


def test_the_next_pack_says_what_changed_and_what_was_corrected(supported: Programme) -> None:
    supported.done("report isg-pack --meeting 2018-03-01 --out packs")
    supported.write("more.csv", "urn,kpi,on_day,value,evidence\n900001,RWM,2018-03-05,48,seen\n")
    supported.done("import-data more.csv")
    supported.done(
        "kpi read 900001 VIS --value 3 --date 2018-02-16 --evidence recount --correct --reason miscounted"
    )
    supported.done("report isg-pack --meeting 2018-03-15 --out packs")
    (text,) = [
        path.read_text(encoding="utf-8")
        for path in (supported.folder / "packs").rglob("*2018-03-15.md")
    ]
    changes = text.partition("## Changes and decisions")[2].partition("## Alliances")[0]
    assert "Since the pack of 1 March 2018." in changes
    assert "Visits kept: off track to recoverable" in changes
    assert "Corrections to what was already reported" in changes
    assert "2 → 3" in changes
    page = text.partition("### Alder Bank")[2]
    assert "| 48 " in page or "48 %" in page


def test_a_day_without_a_meeting_is_refused_with_the_meetings_near_it(
    supported: Programme,
) -> None:
    answer = supported.run("report isg-pack --meeting 2018-03-14")
    assert answer.code == 65
    assert "2018-03-15" in answer.err


def test_unattended_it_finds_the_next_meeting_and_says_what_is_missing(
    supported: Programme,
) -> None:
    answer = supported.run("report isg-pack --next --as-of 2018-03-13 --out packs")
    assert answer.code in (0, 1)
    assert "meeting of 2018-03-15" in answer.out
    assert (answer.code == 1) == ("missing:" in answer.out)


def test_a_draft_is_written_and_not_issued(supported: Programme) -> None:
    before = supported.done("check --format json").json["digest"]
    supported.done("report isg-pack --meeting 2018-03-15 --draft --out packs")
    assert supported.done("check --format json").json["digest"] == before


def test_p2_only_shareable_intelligence_stands_in_a_pack_and_never_in_the_schools_copy(
    supported: Programme,
) -> None:
    note = "intelligence 900001 --date 2018-03-01 --source 'a governor'"
    supported.done(f"{note} --text 'the deputy is leaving'")
    supported.done(f"{note} --text 'numbers will fall' --sensitivity partnership --shareable")
    supported.done("report isg-pack --meeting 2018-03-15 --out packs")
    supported.done("report school-copy 900001 --as-of 2018-03-15 --out copies")
    pack = b"".join(files_of(supported.folder / "packs").values()).decode(errors="ignore")
    copy = b"".join(files_of(supported.folder / "copies").values()).decode(errors="ignore")
    assert "numbers will fall" in pack
    assert "a governor" not in pack
    assert "the deputy is leaving" not in pack + copy
    assert "numbers will fall" not in copy
