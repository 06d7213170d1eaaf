"""P39: cohorts in one store, schools judged good that may be vulnerable, readiness."""

from pathlib import Path

import pytest

from bleadchallenge.resources import policy_text
from builders import Programme

pytestmark = pytest.mark.xdist_group("evaluation")


def own_policy(programme: Programme) -> Path:
    """Another tranche: its own name, title and days."""
    text = policy_text()
    for old, new in (
        ('"birmingham-2017"', '"second-2019"'),
        ('title = "Birmingham Leadership Challenge Partnership"', 'title = "Second tranche"'),
        ("first_tranche = 10", "first_tranche = 6"),
    ):
        assert old in text
        text = text.replace(old, new)
    return programme.write("second.toml", text)


def with_two(programme: Programme) -> Programme:
    """One school in the first cohort, signed and supported, and one in a second with six days."""
    programme.supported("900001")
    own_policy(programme)
    programme.done('cohort add T2 "Second tranche" --policy second.toml')
    programme.done("consult-rsc 900002 --date 2018-03-01 --outcome agreed")
    programme.done("select 900002 selected --cohort T2 --reason vulnerable --as-of 2018-03-02")
    return programme


def test_a_store_that_knows_of_no_cohort_has_one(programme: Programme) -> None:
    programme.supported("900001")
    (only,) = programme.rows("cohort")
    assert (only["code"], only["selected"]) == (None, 1)
    assert only["from_day"] == "2017-09-04"


def test_each_cohort_lists_its_own_schools_and_no_other(programme: Programme) -> None:
    with_two(programme)
    for line in ("schools", "days-status", "report programme --dry-run"):
        programme.done(line)
    assert [row["urn"] for row in programme.rows("schools")] == ["900001"]
    assert [row["urn"] for row in programme.rows("schools --cohort T2")] == ["900002"]
    assert [row["urn"] for row in programme.rows("days-status")] == ["900001"]
    assert [row["urn"] for row in programme.rows("days-status --cohort T2")] == ["900002"]
    assert [(row["code"], row["selected"]) for row in programme.rows("cohort")] == [
        (None, 1),
        ("T2", 1),
    ]


def test_what_is_due_and_advised_is_of_the_cohort_asked_about(programme: Programme) -> None:
    with_two(programme)
    programme.done("isg advise --meeting 2018-03-15 --to school 900001 --text 'Show the plan'")
    programme.done(
        "isg advise --meeting 2018-03-15 --to school 900002 --text 'Sign it' --cohort T2"
    )
    for line in ("due --as-of 2018-06-01", "isg advice"):
        first = {row["urn"] for row in programme.rows(line)} - {None}
        second = {row["urn"] for row in programme.rows(f"{line} --cohort T2")} - {None}
        assert (first, second) == ({"900001"}, {"900002"})


def test_a_cohort_runs_under_its_own_policy_without_code(programme: Programme) -> None:
    with_two(programme)
    assert "second-2019" in programme.done("policy show --cohort T2").out
    assert "birmingham-2017" in programme.done("policy show").out
    rows = {row["code"]: row for row in programme.rows("cohort")}
    assert rows["T2"]["policy"] == "second-2019"
    signed = "--name Somebody --date 2018-03-05 --cohort T2"
    programme.done(f"agree 900002 --role head {signed}")
    programme.done(f"agree 900002 --role chair {signed}")
    programme.done(
        "record-review 900002 --stage baseline --date 2018-03-08 --findings Uneven --cohort T2"
    )
    programme.done("assign-tsa 900002 TSA2 --from 2018-03-09 --reason near --cohort T2")
    (second,) = programme.rows("days-status --cohort T2")
    (first,) = programme.rows("days-status")
    assert (first["released"], second["released"]) == (10, 6)
    programme.done("record-days 900002 --days 1 --date 2018-03-12 --cohort T2")
    whole = programme.done("days-status --cohort T2 --format json").json
    assert [row["used"] for row in whole["rows"]] == [1]
    assert programme.rows("days-status")[0]["used"] == 0


def test_policy_set_changes_the_policy_of_the_cohort_named_alone(programme: Programme) -> None:
    programme.with_schools()
    own_policy(programme)
    programme.done('cohort add T2 "Second tranche"')
    assert programme.rows("cohort")[1]["policy"] == "birmingham-2017"
    programme.done("policy set second.toml --cohort T2")
    assert [row["policy"] for row in programme.rows("cohort")] == ["birmingham-2017", "second-2019"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("schools --cohort T9", "no cohort is known as 'T9'"),
        ("agree 900002 --role head --name A --date 2018-03-05", "selected for cohort T2"),
        ("agree 900001 --role head --name A --date 2018-03-05 --cohort T2", "the first cohort"),
        ("cohort add T3 Third --from 2020-01-01 --to 2019-01-01", "before it begins"),
        ("cohort add T2 Again", "already on record"),
    ],
)
def test_what_would_mix_cohorts_up_is_refused(programme: Programme, line: str, says: str) -> None:
    with_two(programme)
    answer = programme.run(line)
    assert answer.code == 65
    assert says in answer.err


def test_readiness_names_what_is_missing_and_the_command_for_it(programme: Programme) -> None:
    programme.with_schools()
    refused = programme.run("cohort readiness")
    assert refused.code == 65
    assert "no results are in" in refused.err


def test_readiness_of_a_cohort(city: Programme) -> None:
    city.done('cohort add T2 "Second tranche"')
    city.done("select 900001 candidate --cohort T2 --reason 'good but vulnerable'")
    (row,) = city.rows("cohort readiness --cohort T2")
    assert (row["urn"], row["ready"]) == ("900001", False)
    assert "it is selected" in row["missing"]
    assert "results of the last two years are in" not in row["missing"]
    assert row["next"].startswith("bleadchallenge ")
    everyone = city.rows("cohort readiness")
    assert len(everyone) == 8
    assert all("it is selected" not in each["missing"] for each in everyone)


def test_good_but_vulnerable_schools_show_their_signs(city: Programme) -> None:
    city.done(f"import-data {SAMPLE_OFSTED}")
    city.done("family draw --year 2018/19 --la 330")
    found = city.rows("cohort vulnerable --year 2018/19 --all")
    shown = city.rows("cohort vulnerable --year 2018/19")
    assert shown
    assert {row["urn"] for row in shown} < {row["urn"] for row in found}
    for row in found:
        assert row["grade"] == 2
        assert (row["vulnerable"] == "yes") == (row["signs"] >= 2)
        assert row["signs"] == len(row["reasons"])
    for row in shown[:2]:
        for named in row["refs"]:
            assert city.done(f"explain {named} --format json").json["tree"]["words"]


def test_an_evaluation_of_a_second_cohort_leaves_the_first_out_of_its_matched_sets(
    city: Programme,
) -> None:
    city.done('cohort add T2 "Second tranche"')
    for urn in ("900001", "900002"):
        city.done(f"consult-rsc {urn} --date 2018-01-10 --outcome agreed")
        city.done(f"select {urn} selected --cohort T2 --reason vulnerable")
    rows = city.rows("evaluate schools --cohort T2")
    assert {row["urn"] for row in rows} == {"900001", "900002"}
    first, second = (
        city.done(f"evaluate {cohort} --format json").json for cohort in ("", "--cohort T2")
    )
    alone = len(rows) + len(city.rows("evaluate schools"))
    primaries = city.done("eligibility --la 330 --year 2016/17 --format json").json["rows"]
    assert second["schools_outside"] == first["schools_outside"] <= len(primaries) - alone
    tree = city.done(f"explain {rows[0]['ref']} --format json").json["tree"]
    assert tree["value"] == pytest.approx(rows[0]["difference"])


SAMPLE_OFSTED = (
    Path(__file__).resolve().parents[3]
    / "sample_data"
    / "published"
    / "2016-2017_330_ofsted-schools.xlsx"
)


TEMPLATE = """
[[template]]
code = "PHONICS"
name = "pupils of year 2 secure in phonics"
side = "school"
heading = "teaching and learning"
unit = "%"
frequency = "termly"
source = "screening check"
"""


def test_templates_of_indicators_are_data_of_the_policy_of_a_cohort(programme: Programme) -> None:
    with_two(programme)
    path = programme.folder / "second.toml"
    path.write_text(path.read_text(encoding="utf-8") + TEMPLATE, encoding="utf-8")
    programme.done("policy set second.toml --cohort T2")
    codes = [row["code"] for row in programme.rows("kpi templates --cohort T2")]
    assert codes[0] == "PHONICS"
    assert "RWM" in codes
    assert "PHONICS" not in [row["code"] for row in programme.rows("kpi templates")]
    programme.done(
        "kpi add 900002 --template PHONICS --baseline 50 --baseline-on 2018-03-01 "
        "--target T3=60 --cohort T2"
    )
    (kpi,) = programme.rows("kpi-status --cohort T2")
    assert kpi["name"] == "pupils of year 2 secure in phonics"
    assert programme.rows("kpi-status") == []


def test_a_policy_whose_templates_cannot_be_read_is_refused(programme: Programme) -> None:
    programme.with_schools()
    path = own_policy(programme)
    path.write_text(path.read_text(encoding="utf-8") + "\n[[template]]\ncode = 'X'\n", "utf-8")
    answer = programme.run("policy set second.toml")
    assert answer.code == 78
    assert "template.1.name: it is missing" in answer.err


def with_records_of_both(programme: Programme) -> None:
    """Each cohort's school has support, a milestone, people, a session, minutes and a promise."""
    with_two(programme)
    for line in (
        "agree 900002 --role head --name Somebody --date 2018-03-05",
        "agree 900002 --role chair --name Somebody --date 2018-03-05",
        "record-review 900002 --stage baseline --date 2018-03-06 --recommendation of-900002",
        "assign-tsa 900002 TSA1 --from 2018-03-07 --reason near",
    ):
        programme.done(f"{line} --cohort T2 --as-of 2018-03-15")
    for urn, cohort in (("900001", ""), ("900002", "--cohort T2")):
        mine = f"{cohort} --as-of 2018-03-15"
        name = f"of-{urn}"
        for line in (
            f"record-days {urn} --days 1 --date 2018-03-12",
            f"plan new {urn} --reason first",
            f"plan action {urn} --text {name} --theme leadership --term T2 --owner head",
            f"milestone add {urn} --action 1 --text {name} --due 2018-03-20",
            f"talent step {name[-3:]} --stage identified --school {urn} --date 2018-03-12",
            f"session add S{urn[-1]} --date 2018-03-13 --topic {name} --partner P --places 3",
            f"session place S{urn[-1]} {name[-3:]} --school {urn}",
            f"conference practice {urn} --title {name}",
            f"conference commit {urn} --text {name} --by somebody",
            f"isg minute 2018-03-15 --subject {urn} --decision {name}",
            f"isg advise --meeting 2018-03-15 --to school {urn} --text {name}",
        ):
            programme.done(f"{line} {mine}")


def test_what_belongs_to_another_cohort_stands_in_no_list(programme: Programme) -> None:
    with_records_of_both(programme)
    for line in (
        "milestone list",
        "days list",
        "talent list",
        "session list",
        "session places",
        "conference commitments",
        "isg minutes",
        "isg advice",
        "days-status",
    ):
        for cohort, other in (("", "2"), ("--cohort T2", "1")):
            text = programme.done(f"{line} {cohort} --as-of 2018-03-15 --format json").out
            assert f"90000{other}" not in text, (line, cohort)
            assert f"90000{3 - int(other)}" in text or f"S{3 - int(other)}" in text, (line, cohort)


def test_an_alliance_is_shown_with_its_days_for_the_cohort_and_chosen_by_all(
    programme: Programme,
) -> None:
    with_records_of_both(programme)
    (first, *_) = programme.rows("days-status --alliances --as-of 2018-03-15")
    (second, *_) = programme.rows("days-status --alliances --cohort T2 --as-of 2018-03-15")
    assert (first["used"], second["used"]) == (1, 1)


def test_a_workbook_holds_the_rows_of_its_cohort(programme: Programme) -> None:
    from openpyxl import load_workbook

    with_records_of_both(programme)
    programme.done("report workbook --out book --cohort T2")
    book = load_workbook(next((programme.folder / "book").glob("*.xlsx")), data_only=True)
    cells = [
        str(cell)
        for sheet in book
        if sheet.title not in {"Lists", "Read me"}
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    assert any("of-900002" in cell for cell in cells)
    assert [cell for cell in cells if "of-900001" in cell] == []
