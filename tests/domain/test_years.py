import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.years import (
    YEAR_FORMS,
    exam_year,
    label,
    last_years,
    parse_year,
    previous,
    year_of_exams,
    year_of_results,
    year_or_none,
)

YEARS = st.integers(1900, 2998).map(lambda begins: f"{begins}{(begins + 1) % 100:02d}")


@pytest.mark.parametrize(
    "text",
    [
        "2016/17",
        "201617",
        "2016-17",
        "2016-2017",
        "2016/2017",
        "  2016/17 ",
        "2016–17",
        "2016 / 17",
    ],
)
def test_a_year_is_read_from_each_of_its_written_forms(text: str) -> None:
    assert parse_year(text) == "201617"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2017", id="a single year may begin or end then"),
        pytest.param("2016/18", id="two years that do not follow"),
        pytest.param("201618", id="six digits that do not follow"),
        pytest.param("2016/2018", id="long years that do not follow"),
        pytest.param("16/17", id="no century"),
        pytest.param("2016/217", id="three digits"),
        pytest.param("2016 17", id="a space"),
        pytest.param("".join(chr(0x660 + int(digit)) for digit in "201617"), id="other digits"),
        pytest.param("", id="nothing"),
    ],
)
def test_anything_else_is_refused_with_the_forms_that_are_taken(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_year(text)
    assert "2016/17, 201617" in refused.value.fix
    assert year_or_none(text) is None


def test_the_turn_of_a_century_is_a_year_like_any_other() -> None:
    assert parse_year("1999/00") == "199900"
    assert label("199900") == "1999/00"
    assert previous("200001") == "199900"


def test_the_summer_of_a_year_is_its_second_half() -> None:
    assert exam_year("201617") == 2017
    assert year_of_exams(2017) == "201617"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2017", "201617"),
        ("2017.0", "201617"),
        ("201617", "201617"),
        ("201617.0", "201617"),
        ("2016–17", "201617"),
        ("1066", None),
        ("16/17", None),
        ("2016/18", None),
        ("", None),
    ],
)
def test_a_single_year_of_results_is_the_summer_of_the_tests(text: str, year: str | None) -> None:
    assert year_of_results(text) == year


def test_three_years_stand_in_order() -> None:
    assert last_years("201617", 3) == ("201415", "201516", "201617")


@given(YEARS)
def test_a_year_survives_being_printed_and_read(year: str) -> None:
    assert parse_year(label(year)) == year


@given(YEARS, st.integers(-50, 50))
def test_going_back_and_forth_ends_where_it_began(year: str, count: int) -> None:
    assert previous(previous(year, count), -count) == year


@given(YEARS)
def test_stored_years_sort_as_time_goes(year: str) -> None:
    assert previous(year) < year


def test_what_is_no_year_is_refused_in_words() -> None:
    with pytest.raises(UsageError) as refused:
        parse_year("2016/18")
    assert refused.value.what == "'2016/18' is not an academic year"
    why = "it takes two years that follow one another, in a form that is known"
    assert (refused.value.why, refused.value.fix) == (why, f"write it as {YEAR_FORMS}")
