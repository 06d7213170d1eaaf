"""A listing judged from a day tells nothing that came after it."""

import pytest

from builders import Programme
from rule_ways import whole


@pytest.fixture
def switched(programme: Programme) -> Programme:
    """A school whose alliance was changed on 5 March, with a new one from 12 March."""
    whole(programme).done("kpi add 900001 --template VOICE --target T2=3 --as-of 2017-11-20")
    programme.done("decide 900001 switch --case x --rationale y --date 2018-03-05")
    programme.done(
        "assign-tsa 900001 TSA2 --from 2018-03-12 --reason near --despite 'the only one'"
    )
    return programme


def test_the_calendar_counts_only_what_was_advised_by_the_day(switched: Programme) -> None:
    def counted(day: str) -> dict[str, tuple[int, int]]:
        rows = switched.rows(f"isg calendar --as-of {day}")
        return {row["on"]: (row["advice"], row["minutes"]) for row in rows}

    assert counted("2018-03-01")["2018-02-01"] == (2, 0)
    assert counted("2018-03-01")["2018-03-02"] == (0, 0)
    assert counted("2018-03-02")["2018-03-02"] == (1, 1)


def test_the_end_of_an_alliance_is_not_known_before_it_came(switched: Programme) -> None:
    def ends(day: str) -> set[str | None]:
        rows = switched.rows(f"kpi-status --side support --tsa TSA1 --as-of {day}")
        return {row["until"] for row in rows}

    assert ends("2018-03-01") == {None}
    assert ends("2018-03-14") == {"2018-03-04"}


def test_an_alliance_supports_now_only_where_it_has_begun(switched: Programme) -> None:
    def supported(day: str) -> int:
        rows = switched.rows(f"tsa-review list --as-of {day}")
        return next(int(row["supported_now"]) for row in rows if row["code"] == "TSA2")

    assert supported("2018-03-11") == 0
    assert supported("2018-03-12") == 1


def test_a_day_confirmed_later_was_not_accounted_for(switched: Programme) -> None:
    switched.done("days cancel 2 --reason moved")
    switched.done("days confirm 1 --by head --date 2018-02-10")
    words = "every day of support is confirmed, disputed or cancelled"

    def unmet(day: str) -> list[str]:
        rows = switched.rows(f"schools --as-of {day}")
        return next(row["unmet"] for row in rows if row["urn"] == "900001")

    switched.done(
        "record-review 900001 --stage midterm --date 2018-02-05 --progress good --impact good"
    )
    assert words in unmet("2018-02-09")
    assert words not in unmet("2018-02-10")
