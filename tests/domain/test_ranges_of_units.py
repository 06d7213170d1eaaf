"""Numbers within their units: every edge of every range, and the words of a refusal."""

import math

import pytest

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.units import RANGES, Range, Unit, number, parse_unit, share, within

WHAT = "the reading of RWM"


@pytest.mark.parametrize(
    ("unit", "held", "not_held"),
    [
        ("%", (0, 0.5, 100), (-0.1, 100.1)),
        ("days", (0, 0.25, 0.5, 12.75), (-0.25, 0.3, 0.1)),
        ("hours", (0, 0.1, 1000), (-1,)),
        ("rating", (1, 2.5, 4), (0.9, 4.1)),
        ("level", (1, 4), (0, 5)),
        ("scaled score", (80, 120), (79.9, 120.1)),
        ("points", (-100, 0, 100), (-100.1, 100.1)),
        ("pupils", (0, 1, 30), (-1, 0.5)),
        ("", (-1e9, 0, 1e9), (math.nan, math.inf, -math.inf)),
        ("bananas", (-1e9, 1e9), (math.inf,)),
    ],
)
def test_a_unit_holds_its_range_to_the_edge(
    unit: str, held: tuple[float, ...], not_held: tuple[float, ...]
) -> None:
    assert [within(value, unit, WHAT) for value in held] == list(held)
    for value in not_held:
        with pytest.raises(DataError):
            within(value, unit, WHAT)


@pytest.mark.parametrize(
    ("range_", "words"),
    [
        (Range(), ""),
        (Range(lowest=0), "from 0"),
        (Range(0, 100), "from 0 to 100"),
        (Range(lowest=0, step=0.25), "from 0 in steps of 0.25"),
        (Range(highest=4), "to 4"),
    ],
)
def test_a_range_is_told_in_words(range_: Range, words: str) -> None:
    assert range_.words == words


def test_a_unit_without_a_range_of_its_own_is_counted() -> None:
    assert RANGES[Unit.LESSONS] == Range(lowest=0, step=1)


def refusal(*words: str) -> tuple[str, str, str]:
    with pytest.raises(DataError) as refused:
        number(*words, WHAT)
    return refused.value.what, refused.value.why, refused.value.fix


def test_a_number_outside_its_unit_is_refused_in_words() -> None:
    fix = "check the figure, or the indicator's unit"
    said = f"{WHAT}: 101 % cannot be"
    assert refusal("101", "%") == (said, "% go from 0 to 100", fix)
    with pytest.raises(DataError) as refused:
        within(math.inf, "", WHAT)
    assert (refused.value.what, refused.value.why) == (
        f"{WHAT}: inf  cannot be",
        "it is not a number",
    )
    assert refused.value.fix == fix


def test_what_is_no_number_is_refused_in_words() -> None:
    fix = "write a number such as 52 or 52.5"
    said = f"{WHAT}: 'many' is not a number"
    assert refusal("many", "%") == (said, "it is counted in %", fix)
    assert refusal("many", "") == (said, "", fix)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("52", "%", 52), ("52%", "%", 52), (" 52 % ", "%", 52), ("52.5", "per cent", 52.5),
        ("52.", "points", 52), (".5", "points", 0.5), ("+3", "points", 3), ("-3", "points", -3),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(text: str, unit: str, value: float) -> None:
    assert number(text, unit, WHAT) == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [("52%", "points"), ("5 2", "%"), ("1e3", "points"), ("nan", "points"), ("", "%"), ("%", "%"),
     ("--3", "points"), ("52%%", "%"), ("1,5", "points")],
)  # fmt: skip
def test_what_only_looks_like_a_number_is_refused(text: str, unit: str) -> None:
    with pytest.raises(DataError, match="is not a number"):
        number(text, unit, WHAT)


@pytest.mark.parametrize(
    ("text", "unit", "found"),
    [
        ("6/12", "%", (50, 12)), (" 6 / 12 ", "%", (50, 12)), ("1/3", "%", (100 / 3, 3)),
        ("6/12", "pupils", (6, 12)), ("0/12", "%", (0, 12)), ("12/12", "%", (100, 12)),
        ("1/1", "pupils", (1, 1)), ("6", "%", None), ("6/12/13", "%", None), ("6/", "%", None),
        ("-6/12", "%", None), ("1234567/12", "%", None),
    ],
)  # fmt: skip
def test_a_count_of_so_many_is_a_share_in_per_cent(
    text: str, unit: str, found: tuple[float, int] | None
) -> None:
    assert share(text, unit, WHAT) == found


@pytest.mark.parametrize("text", ["13/12", "0/0", "1/0"])
def test_a_part_of_nothing_or_more_than_the_whole_is_refused(text: str) -> None:
    with pytest.raises(DataError) as refused:
        share(text, "%", WHAT)
    assert refused.value.what == f"{WHAT}: {text} cannot be"
    assert refused.value.why == "the first number is a part of the second"
    assert refused.value.fix == "write the part, then the whole, such as 6/12"


@pytest.mark.parametrize(
    ("text", "unit"),
    [("the number of classes", Unit.CLASSES), ("class", Unit.CLASSES), ("a class", None),
     ("visit", Unit.VISITS), ("staffs", Unit.STAFF), ("PP", Unit.POINTS), ("total of hours", Unit.HOURS),
     ("count of  tasks", Unit.TASKS), ("members of staff", Unit.STAFF)],
)  # fmt: skip
def test_one_and_many_are_one_unit(text: str, unit: Unit | None) -> None:
    if unit is None:
        with pytest.raises(DataError) as refused:
            parse_unit(text)
        assert refused.value.what == f"there is no unit {text!r}"
        assert refused.value.fix.startswith("one of %, points, scaled score, ")
        assert refused.value.fix.endswith(", schools; or none")
    else:
        assert parse_unit(text) is unit
