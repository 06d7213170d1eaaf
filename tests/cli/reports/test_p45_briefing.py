"""The briefing of a challenge team before its mid-term or final visit."""

from pathlib import Path

import openpyxl
import pytest

from builders import Programme

RATED = "--progress good --impact strong"
MIDTERM = (
    f"record-review 900001 --stage midterm --date 2018-03-08 {RATED} "
    "--recommendation 'Let middle leaders lead' "
    "--check 'baseline 1=met: seen' --check 'baseline 2=partly met: two visits'"
)


@pytest.fixture
def supported(programme: Programme) -> Programme:
    """A school with an alliance, a plan for one of two recommendations, advice, and a team's visit."""

    def build() -> None:
        programme.supported().selected("900002")
        programme.done("visit plan 900001 --stage midterm --date 2018-03-22")
        programme.write(
            "plans.csv",
            "urn,version,made_on\n900001,1,2017-11-20\n",
        )
        programme.write(
            "actions.csv",
            "urn,number,text,theme,recommendation,led_by_school\n"
            "900001,1,Coach every teacher of reading,leadership,baseline 1,yes\n",
        )
        programme.write(
            "milestones.csv",
            "urn,number,action,text,due_on,outcome,judged_on,evidence\n"
            "900001,1,1,Half are coached,2018-01-20,met,2018-01-20,log\n"
            "900001,2,1,All are coached,2018-02-20,,,\n",
        )
        programme.done("import-data plans.csv actions.csv milestones.csv")
        programme.done(
            "isg advise --meeting 2018-01-18 --to school 900001 --text 'Show who coaches whom' "
            "--as-of 2018-01-18"
        )
        programme.done(
            "isg advise --meeting 2018-01-18 --to alliance TSA1 --text 'Of another school' "
            "--about 900002 --as-of 2018-01-18"
        )
        programme.done(
            "comment 900001 --by 'the head' --text 'We are short of two teachers' --date 2018-02-01"
        )

    return programme.remembered("a visit ahead", build)


def briefing(programme: Programme, options: str = "") -> str:
    """The briefing in Markdown."""
    programme.done(f"report briefing 900001 --out copies --as-of 2018-03-15 {options}")
    (path,) = (programme.folder / "copies").rglob("briefing-900001-*.md")
    return path.read_text(encoding="utf-8")


def test_it_names_the_visit_and_every_recommendation_with_what_was_done(
    supported: Programme,
) -> None:
    said = briefing(supported)
    assert "# Before the mid-term visit to Alder Bank Primary School" in said
    assert "The mid-term visit is planned for 22 March 2018." in said
    lines = [line for line in said.splitlines() if line.startswith("| baseline")]
    assert len(lines) == 2
    assert "Sharpen the teaching of reading" in lines[0]
    assert "action 1; milestones: 1 met, 1 overdue" in lines[0]
    assert "no action of the plan answers it" in lines[1]


def test_it_holds_advice_and_replies_and_nothing_of_another_school(supported: Programme) -> None:
    said = briefing(supported)
    assert "Show who coaches whom" in said
    assert "We are short of two teachers" in said
    assert "Of another school" not in said
    assert "900002" not in said


def test_every_form_says_for_whom_it_is(supported: Programme) -> None:
    assert "**to the challenge team alone**" in briefing(supported)
    (page,) = (supported.folder / "copies").rglob("*.html")
    (workbook,) = (supported.folder / "copies").rglob("*.xlsx")
    assert "to the challenge team alone" in page.read_text(encoding="utf-8")
    about = openpyxl.load_workbook(workbook)["About"]
    assert any(
        cell.value == "to the challenge team alone" for row in about.iter_rows() for cell in row
    )


def test_soft_intelligence_stays_out_even_if_the_group_may_see_it(supported: Programme) -> None:
    supported.done(
        "intelligence 900001 --date 2018-03-01 --source 'a governor' --text 'numbers will fall' "
        "--sensitivity partnership --shareable"
    )
    assert "numbers will fall" not in briefing(supported)


def test_before_the_final_visit_it_says_what_the_midterm_found(supported: Programme) -> None:
    supported.done(MIDTERM)
    supported.done("decide 900001 continue --rationale 'it works' --decided-by P --date 2018-03-09")
    said = briefing(supported)
    assert "# Before the final visit" in said
    assert "partly met" in next(line for line in said.splitlines() if "| baseline 2" in line)
    assert "| mid-term 1" in said
    assert "whether it will last" in said


def test_days_are_those_of_the_alliances_own_time(supported: Programme) -> None:
    supported.done("record-days 900001 --date 2018-01-10 --days 2 --as-of 2018-03-01")
    said = briefing(supported)
    assert "used 2" in said
    rows = supported.run("explain days/900001@TSA1/used --as-of 2018-03-15 --format json").json
    assert rows["tree"]["value"] == 2.0


def test_its_figures_explain(supported: Programme) -> None:
    tree = supported.run(
        "explain recommendation/900001/baseline/1 --as-of 2018-03-15 --format json"
    ).json["tree"]
    assert tree["value"] == 1
    assert "1 met, 1 overdue" in tree["words"]
    answer = supported.run("explain recommendation/900001/ofsted/1")
    assert answer.code == 2
    assert "one of baseline, midterm, final" in answer.err


def test_it_is_frozen_to_the_issued_pack_and_made_again_to_the_byte(supported: Programme) -> None:
    supported.done("report isg-pack --meeting 2018-03-15 --out packs")
    briefing(supported, "--number 1")
    first = files_of(supported.folder / "copies")
    supported.done(
        "comment 900001 --by 'the head' --text 'Both posts are filled' --date 2018-03-16 "
        "--as-of 2018-03-16"
    )
    supported.done("report briefing 900001 --out again --number 1")
    assert files_of(supported.folder / "again") == first


def test_a_school_without_a_baseline_or_an_alliance_has_no_visit_to_brief(
    programme: Programme,
) -> None:
    programme.with_schools().selected().signed()
    answer = programme.run("report briefing 900001 --as-of 2018-03-15")
    assert answer.code == 65
    assert "no baseline review" in answer.err
    assert "record-review 900001 --stage baseline" in answer.err
    programme.baselined()
    answer = programme.run("report briefing 900001 --as-of 2018-03-15")
    assert answer.code == 65
    assert "assign-tsa 900001 --suggest" in answer.err


def test_options_of_other_reports_are_refused(supported: Programme) -> None:
    answer = supported.run("report briefing 900001 --year 2016/17")
    assert answer.code == 2
    assert "does not use --year" in answer.err


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path there."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
