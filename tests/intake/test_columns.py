"""How a column that people wrote is meant, decided from all its cells."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.results.cells import read_cell
from bleadchallenge.domain.results.notation import NotationRule, plain, written_day
from bleadchallenge.intake.columns import (
    ColumnReading,
    decide_date,
    decide_number,
    decide_percent,
    is_missing,
    missing_in,
)


def read(texts: list[str], choice: ColumnReading) -> list[float | None]:
    return [read_cell(plain(text, choice.forms)).value for text in texts]


@pytest.mark.parametrize(
    ("texts", "forms", "values"),
    [
        pytest.param(["53%", "7%"], {NotationRule.SIGN}, [53, 7], id="with the sign"),
        pytest.param(["53", "7", "1"], {NotationRule.POINTS}, [53, 7, 1], id="without the sign"),
        pytest.param(
            ["0.53", "0.07", "1"], {NotationRule.FRACTION}, [53, 7, 100], id="parts of one"
        ),
        pytest.param(
            ["0.5", "53.4"], {NotationRule.POINTS}, [0.5, 53.4], id="half of one per cent"
        ),
        pytest.param(["53%", "7"], {NotationRule.POINTS}, [53, 7], id="sign in some cells"),
        pytest.param(
            ["95,3", "8,0"],
            {NotationRule.POINTS, NotationRule.DECIMAL_COMMA},
            [95.3, 8.0],
            id="decimal commas",
        ),
        pytest.param(
            ["0,53", "0,07"],
            {NotationRule.FRACTION, NotationRule.DECIMAL_COMMA},
            [53, 7],
            id="parts of one with commas",
        ),
        pytest.param(["SUPP", "", "tbc"], set(), [None, None, None], id="no number at all"),
    ],
)
def test_percentages_are_read_as_their_column_is_written(
    texts: list[str], forms: set[NotationRule], values: list[float | None]
) -> None:
    choice = decide_percent(texts)
    assert not choice.is_open
    assert choice.forms == forms
    assert read(texts, choice) == values


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(["0", "1", "1"], id="only noughts and ones"),
        pytest.param(["53%", "0.53"], id="a sign on some, a part of one on others"),
        pytest.param(["0.53", "53"], id="parts of one among whole percentages"),
        pytest.param(["53.5", "53,5"], id="points and commas for decimals"),
    ],
)
def test_a_column_that_fits_two_ways_is_left_open_with_the_reason(texts: list[str]) -> None:
    choice = decide_percent(texts)
    assert choice.is_open
    assert choice.why


@given(st.lists(st.integers(2, 100), min_size=1), st.sampled_from(["sign", "points", "fraction"]))
def test_the_same_percentages_come_out_however_they_are_written(
    values: list[int], how: str
) -> None:
    written = {"sign": "{}%", "points": "{}", "fraction": "{}"}[how]
    given_ = [value / 100 if how == "fraction" else value for value in values]
    texts = [written.format(value) for value in given_]
    choice = decide_percent(texts)
    if how == "fraction" and set(values) == {100}:
        assert choice.is_open
    else:
        assert read(texts, choice) == values


@given(st.lists(st.integers(0, 1000).map(lambda n: n / 10), min_size=1))
def test_the_order_of_the_rows_does_not_change_what_is_decided(
    values: list[float],
) -> None:
    texts = [str(value) for value in values]
    turned = sorted(texts, reverse=True)
    assert decide_percent(texts) == decide_percent(turned)
    assert decide_number(texts) == decide_number(turned)


@given(st.lists(st.text(max_size=8), max_size=8))
def test_deciding_never_fails_whatever_stands_in_the_cells(texts: list[str]) -> None:
    for decide in (decide_percent, decide_number, decide_date):
        choice = decide(texts)
        assert not (choice.is_open and choice.forms)
        for text in texts:
            plain(text, choice.forms)


@pytest.mark.parametrize(
    ("texts", "form"),
    [
        pytest.param(
            ["1,234", "12,000"], NotationRule.THOUSANDS, id="thousands, as the British write"
        ),
        pytest.param(["1,5", "12,25"], NotationRule.DECIMAL_COMMA, id="decimals"),
        pytest.param(
            ["1,234", "1,5"], NotationRule.DECIMAL_COMMA, id="one that cannot be thousands"
        ),
    ],
)
def test_commas_in_numbers_are_told_apart(texts: list[str], form: NotationRule) -> None:
    assert decide_number(texts).forms == {form}


@given(st.lists(st.dates(date(2000, 1, 1), date(2099, 12, 31)), min_size=1))
def test_british_dates_come_back_whatever_days_they_are(days: list[date]) -> None:
    texts = [f"{day:%d/%m/%Y}" for day in days]
    choice = decide_date(texts)
    assert choice.forms == {NotationRule.DAY_FIRST}
    assert [plain(text, choice.forms) for text in texts] == [day.isoformat() for day in days]


@given(st.lists(st.dates(date(2000, 1, 1), date(2099, 12, 31)), min_size=1))
def test_american_dates_are_known_by_one_that_cannot_be_british(days: list[date]) -> None:
    texts = ["01/31/2018", *(f"{day:%m/%d/%Y}" for day in days)]
    choice = decide_date(texts)
    assert choice.forms == {NotationRule.MONTH_FIRST}
    assert [written_day(plain(text, choice.forms)) for text in texts[1:]] == days


def test_dates_of_both_orders_in_one_column_are_left_open() -> None:
    choice = decide_date(["31/01/2018", "01/31/2018"])
    assert choice.is_open
    assert "others only the month" in choice.why


def test_a_day_that_does_not_exist_decides_nothing_and_stays_as_it_is() -> None:
    choice = decide_date(["31/02/2018", "2018-03-15"])
    assert choice == ColumnReading()
    assert plain("31/02/2018", choice.forms) == "31/02/2018"


@pytest.mark.parametrize("text", ["N/A", "-", "#N/A", "tbc", "To be confirmed", "–", "#DIV/0!"])
def test_what_people_write_for_not_known_is_known(text: str) -> None:
    assert is_missing(text)


@pytest.mark.parametrize("text", ["0", "SUPP", "NA", "", "Nil", "5", "-5"])
def test_a_figure_a_code_and_a_blank_are_not_among_it(text: str) -> None:
    assert not is_missing(text)


def test_the_missing_texts_of_a_column_are_named_once_each() -> None:
    assert missing_in(["tbc", "53%", "tbc", " - "]) == ("-", "tbc")
