"""A day's work in few words: several things of one kind in one command, one change."""

import pytest

from bleadchallenge.domain.results.small_numbers import without_small_values
from builders import Programme


@pytest.fixture
def school(programme: Programme) -> Programme:
    """A school with its alliance, in March 2018."""
    return programme.supported()


def readings(school: Programme) -> dict[str, tuple[float, int | None]]:
    """The readings on record: figure, and of how many."""
    return {row["code"]: (row["value"], row["n"]) for row in school.rows("kpi readings 900001")}


class TestReadings:
    def test_several_readings_are_one_change(self, school: Programme) -> None:
        school.done(
            "kpi start 900001 --only RWM=40,T2=48 LESSONS=5/12,T2=60 LEADERS=0,T2=2 --date 2018-01-31"
        )
        before = school.rows("history")
        told = school.done("kpi read 900001 RWM=44 LESSONS=6/12 LEADERS=1 --date 2018-03-14").out
        taken = {"RWM": (44, None), "LESSONS": (50, 12), "LEADERS": (1, None)}
        assert readings(school) == taken
        assert len(school.rows("history")) == len(before) + 1
        assert [line.split()[5] for line in told.splitlines()] == ["RWM", "LESSONS", "LEADERS"]

    def test_one_wrong_reading_takes_none(self, school: Programme) -> None:
        school.done("kpi start 900001 --only RWM=40,T2=48 LESSONS=5/12,T2=60 --date 2018-01-31")
        for wrong in ("LESSONS=13/12", "LESSONS=3/0", "LESSONS=many", "LESSONS", "NOSUCH=3"):
            answer = school.run(f"kpi read 900001 RWM=44 {wrong}")
            assert answer.code in (2, 65)
            assert "fix:" in answer.err
        assert set(readings(school)) <= {"DAYS"}

    def test_a_count_in_another_unit_than_per_cent_is_the_count(self, school: Programme) -> None:
        school.done("kpi start 900001 --only LEADERS=0,T2=2 --date 2018-01-31")
        school.done("kpi read 900001 LEADERS=2/7 --date 2018-03-14")
        assert readings(school) == {"LEADERS": (2, 7)}

    def test_a_small_share_is_not_taken_for_a_fraction_typed_by_mistake(
        self, school: Programme
    ) -> None:
        school.done("kpi start 900001 --only RWM=40,T2=48 --date 2018-01-31")
        assert school.run("kpi read 900001 RWM=0.5").code == 65
        assert school.run("kpi read 900001 RWM=0.5%").code == 0
        assert school.run("kpi read 900001 RWM=1/200 --date 2018-03-14").code == 0

    def test_the_day_is_the_one_judged_from(self, school: Programme) -> None:
        school.done("kpi start 900001 --only RWM=40,T2=48 --date 2018-01-31")
        school.done("kpi read 900001 RWM=44 --as-of 2018-03-09")
        assert [row["date"] for row in school.rows("kpi readings 900001")] == ["2018-03-09"]

    def test_a_reading_before_the_indicator_holds_is_refused(self, school: Programme) -> None:
        school.done("kpi start 900001 --only RWM=40,T2=48")
        answer = school.run("kpi read 900001 RWM=44 --date 2018-03-14")
        assert answer.code == 65
        assert "lies before RWM starts on 2018-03-15" in answer.err

    def test_a_correction_names_the_figure_before(self, school: Programme) -> None:
        school.done("kpi start 900001 --only RWM=40,T2=48 --date 2018-01-31")
        school.done("kpi read 900001 RWM=44 --date 2018-03-14")
        refused = school.run("kpi read 900001 RWM=46 --date 2018-03-14")
        assert "kpi read 900001 RWM=N --date 2018-03-14 --correct" in refused.err
        told = school.done(
            "kpi read 900001 RWM=46 --date 2018-03-14 --correct --reason 'one pupil counted twice'"
        )
        assert "corrected from 44" in told.out

    def test_a_figure_of_few_pupils_is_hidden_in_the_history(self, school: Programme) -> None:
        school.done("kpi start 900001 --only RWM=40,T2=48 --date 2018-01-31")
        school.done("kpi read 900001 RWM=3/4 --date 2018-03-14")
        assert "3/4" not in school.done("history --format json").out


def test_a_command_that_is_shown_hides_figures_of_few_pupils() -> None:
    shown = without_small_values("kpi read 900001 RWM=44 LESSONS=3/4 AGREE=5/12 --reason a=2/3")
    assert shown == "kpi read 900001 RWM=44 LESSONS=c AGREE=5/12 --reason a=c"
    assert without_small_values("kpi read 900001 RWM=44 --n 4") == "kpi read 900001 RWM=c --n 4"
    assert without_small_values("kpi target 900001 RWM T2=4") == "kpi target 900001 RWM T2=4"


class TestStarterSet:
    def test_it_stands_under_every_heading_and_on_both_sides(self, school: Programme) -> None:
        school.done("kpi start 900001")
        rows = school.rows("kpi list 900001")
        assert {row["heading"] for row in rows} == {
            "teaching and learning",
            "assessment",
            "effectiveness of support",
            "capacity to improve",
        }
        assert {row["side"] for row in rows} == {"school", "support"}
        templates = school.rows("kpi templates")
        assert {row["code"] for row in rows} == {t["code"] for t in templates if t["starter"]}

    def test_baselines_and_targets_are_given_with_it(self, school: Programme) -> None:
        school.done("kpi start 900001 RWM=24/60,T2=48,T3=52 --date 2017-11-30")
        (row,) = [row for row in school.rows("kpi list 900001") if row["code"] == "RWM"]
        assert (row["baseline"], row["baseline_on"]) == (40, "2017-11-30")
        assert row["targets"] == ["T2=48", "T3=52"]

    def test_a_second_run_adds_only_what_is_missing(self, school: Programme) -> None:
        school.done("kpi start 900001 --only RWM=40,T2=48 --date 2018-01-31")
        school.done("kpi start 900001")
        assert school.run("kpi start 900001").code == 65
        (row,) = [row for row in school.rows("kpi list 900001") if row["code"] == "RWM"]
        assert row["baseline"] == 40

    def test_one_wrong_target_promises_nothing(self, school: Programme) -> None:
        assert school.run("kpi start 900001 RWM=40,T9=48").code == 65
        assert school.run("kpi start 900001 NOSUCH=40").code == 65
        assert school.rows("kpi list 900001") == []


class TestDays:
    def test_several_days_are_one_change(self, school: Programme) -> None:
        told = school.done(
            "record-days 900001 2018-01-10=0.5 17/01/2018=1 2018-01-24 --days 0.25 --activity plan"
        )
        rows = school.rows("days list --school 900001")
        assert [(row["date"], row["days"]) for row in rows] == [
            ("2018-01-10", 0.5),
            ("2018-01-17", 1),
            ("2018-01-24", 0.25),
        ]
        assert "days confirm 1 2 3 --by NAME" in told.err
        assert len({row["number"] for row in rows}) == 3

    def test_one_day_that_is_wrong_enters_none(self, school: Programme) -> None:
        for wrong in (
            "2018-01-17=0.3",
            "2018-02-30=1",
            "2018-01-17",
            "2018-01-17=0",
            "2019-01-17=1",
        ):
            assert school.run(f"record-days 900001 2018-01-10=0.5 {wrong}").code in (2, 65)
        assert school.rows("days list --school 900001") == []

    def test_more_than_was_released_is_refused_as_a_whole(self, school: Programme) -> None:
        days = " ".join(f"2018-01-{day}=1" for day in range(8, 20))
        assert school.run(f"record-days 900001 {days}").code == 65
        assert school.rows("days list --school 900001") == []

    def test_the_day_is_the_one_judged_from(self, school: Programme) -> None:
        school.done("record-days 900001 --days 1")
        assert school.rows("days list --school 900001")[0]["date"] == "2018-03-15"


class TestAgreement:
    def test_head_and_chair_sign_in_one_change(self, programme: Programme) -> None:
        programme.with_schools().selected()
        told = programme.done("agree 900001 --head 'A. Head' --chair 'C. Chair' --date 2017-09-06")
        assert [line.split(": ", 1)[1] for line in told.out.splitlines()] == [
            "the head signed on 2017-09-06",
            "the chair signed on 2017-09-06",
        ]
        assert "record-review 900001 --stage baseline" in told.err
        assert len(programme.rows("history")) == 5

    def test_a_second_run_says_what_it_replaces(self, programme: Programme) -> None:
        programme.with_schools().selected().done("agree 900001 --head 'A. Head' --date 2017-09-06")
        corrected = programme.done("agree 900001 --head 'B. Head' --date 2017-09-06").out
        assert "in the place of A. Head" in corrected
        later = programme.done("agree 900001 --head 'C. Head' --date 2017-10-02").out
        assert "B. Head did on 2017-09-06, which stands" in later

    def test_the_same_signature_again_changes_nothing(self, programme: Programme) -> None:
        programme.with_schools().selected().done("agree 900001 --head 'A. Head' --date 2017-09-06")
        before = programme.rows("history")
        again = programme.done("agree 900001 --head 'A. Head' --date 2017-09-06")
        assert "that is on record" in again.out
        assert programme.rows("history") == before

    def test_the_next_step_names_who_has_not_signed(self, programme: Programme) -> None:
        programme.with_schools().selected()
        told = programme.done("agree 900001 --chair 'C. Chair' --date 2017-09-06")
        assert 'agree 900001 --head "NAME" --date DATE' in told.err

    def test_nobody_named_is_refused(self, programme: Programme) -> None:
        programme.with_schools().selected()
        assert programme.run("agree 900001 --date 2017-09-06").code == 2
