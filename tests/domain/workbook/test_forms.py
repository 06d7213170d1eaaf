"""The cells of the workbook's forms: what is written is what is read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.kpis.percentages import looks_like_fraction
from bleadchallenge.domain.workbook.forms import (
    FormColumn,
    cell_text,
    cleaned,
    code_in,
    forms,
    key_mark,
    labelled,
    mark,
    number_text,
)
from bleadchallenge.domain.workbook.record_shapes import FieldType, RecordField
from bleadchallenge.intake.filled_workbook import read_cell, read_text
from bleadchallenge.usecases.workbook.lists import list_shapes


def _column(holds: FieldType, name: str = "thing") -> FormColumn:
    return FormColumn(RecordField(name, holds, required=False), name, "", "", is_key=False)


@given(st.text())
def test_cleaning_a_text_twice_is_cleaning_it_once(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Z", "C"]), min_size=1), st.text())
def test_a_code_is_found_again_in_its_label(code: str, name: str) -> None:
    assert code_in(labelled(code, name), {code}) == code


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_is_read_as_it_was_written(value: float) -> None:
    column = _column(FieldType.NUMBER)
    text = cell_text(column, value)
    assert read_text(column, text) == text


@given(st.integers(min_value=-(2**62), max_value=2**62))
def test_a_whole_number_is_read_exactly(value: int) -> None:
    column = _column(FieldType.WHOLE)
    assert read_cell(column, cell_text(column, value)) == value


@given(st.integers(min_value=-400, max_value=400))
def test_quarters_are_written_as_days_and_read_as_quarters(quarters: int) -> None:
    column = _column(FieldType.WHOLE, "quarters")
    assert read_cell(column, cell_text(column, quarters)) == quarters


@given(st.dates(min_value=date(1900, 1, 1)))
def test_a_day_is_read_as_it_was_written(day: date) -> None:
    column = _column(FieldType.DAY)
    assert read_cell(column, cell_text(column, day)) == day


def test_a_mark_depends_on_the_key_and_on_every_cell() -> None:
    first = mark("alliance", ["A"], ["A", "x"])
    assert first.partition(":")[0] == key_mark("alliance", ["A"])
    assert first != mark("alliance", ["A"], ["A", "y"])
    assert first != mark("person", ["A"], ["A", "x"])
    assert key_mark("alliance", ["A", "B"]) != key_mark("alliance", ["AB", ""])


def test_every_sheet_has_a_title_of_its_own_that_a_workbook_can_hold() -> None:
    titles = [form.sheet for form in forms(list_shapes())]
    assert len(set(titles)) == len(titles)
    assert all(0 < len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in titles)


def test_every_kind_of_record_has_its_place_and_every_column_its_note() -> None:
    for form in forms(list_shapes()):
        assert form.phase != "Other", form.shape.name
        headings = [heading.casefold() for heading in form.headings]
        assert len(set(headings)) == len(headings), form.sheet
        for column in form.columns:
            assert column.note, f"{form.sheet}: {column.heading}"


@pytest.mark.parametrize(
    ("figure", "others", "is_one"),
    [
        (0.53, [48, 52], True),
        (1, [95], True),
        (0.53, [], True),
        (53, [48], False),
        (0.4, [0.6, 2], False),
        (1, [2.5], False),
        (0, [48], False),
    ],
)
def test_a_fraction_is_told_by_the_percentages_beside_it(
    figure: float, others: list[float], *, is_one: bool
) -> None:
    assert looks_like_fraction(figure, others) is is_one


def test_numbers_have_no_noise() -> None:
    assert number_text(0.1 + 0.2) == "0.3"
    assert number_text(100.0) == "100"
    assert number_text(2**60) == str(2**60)
