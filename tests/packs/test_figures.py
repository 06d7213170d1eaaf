"""Figures and statuses as people see them."""

from datetime import date

import pytest

from bleadchallenge.domain.kpis.status import DirectionOfTravel, Status
from bleadchallenge.packs.figures import heading, number, written
from bleadchallenge.packs.marks import SYMBOLS, Tone, strip_of, symbol_of, tone_of
from bleadchallenge.packs.value import Cell, Column, ColumnType

NUMBER = Column("growth", ColumnType.NUMBER, decimals=1)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        pytest.param(Cell(None), "-", id="unknown"),
        pytest.param(Cell(float("nan")), "-", id="no number"),
        pytest.param(Cell("c"), "c", id="hidden"),
        pytest.param(Cell(0), "0.0", id="nought"),
        pytest.param(Cell(-0.04), "0.0", id="no minus before a nought"),
        pytest.param(Cell(-3.24), "-3.2", id="below nought"),
        pytest.param(Cell(2017), "2017.0", id="thousands are not parted"),
        pytest.param(Cell(12345.6), "12,345.6", id="ten thousands are"),
        pytest.param(Cell(7.25, decimals=2), "7.25", id="decimals of its own"),
        pytest.param(Cell(date(2018, 3, 5)), "5 Mar 2018", id="day"),
    ],
)
def test_a_figure_is_written(cell: Cell, shown: str) -> None:
    assert written(cell, NUMBER) == shown


def test_a_heading_begins_with_a_capital_and_names_its_unit() -> None:
    assert heading(Column("days used", unit="days")) == "Days used (days)"


def test_a_number_in_a_column_of_text_is_written_as_it_is() -> None:
    assert written(Cell(2.5), Column("days")) == "2.5"
    assert written(Cell(2), Column("days")) == "2"
    assert number(1e6, 0) == "1,000,000"


def test_every_status_of_an_indicator_has_its_own_symbol() -> None:
    assert len({symbol_of(status) for status in Status}) == len(Status)
    assert {tone_of(status) for status in Status} == set(Tone) - {Tone.PLAIN}


def test_a_direction_is_an_arrow() -> None:
    arrows = [
        symbol_of(each)
        for each in (
            DirectionOfTravel.IMPROVING,
            DirectionOfTravel.STEADY,
            DirectionOfTravel.DECLINING,
        )
    ]
    assert arrows == ["↑", "→", "↓"]


def test_a_status_with_a_remark_keeps_its_symbol() -> None:
    assert symbol_of("overdue, since 1 March") == symbol_of("overdue (3 days)") == SYMBOLS[Tone.ILL]
    assert symbol_of("something else") == ""


def test_a_strip_is_a_symbol_a_fortnight() -> None:
    assert strip_of(("off track", "no reading", "on track", "else")) == "✕ ? ✓ ·"
