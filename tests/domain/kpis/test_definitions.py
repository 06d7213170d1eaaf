"""Promises are checked before they are kept, and numbers by their unit."""

from dataclasses import replace
from datetime import date

import pytest

from bleadchallenge.domain import units
from bleadchallenge.domain.choices import Direction, Frequency, Heading, Side
from bleadchallenge.domain.errors import DataError, NotOursError
from bleadchallenge.domain.kpis.definitions import (
    KpiDefinition,
    describe,
    parse_target,
    require_sound,
    warnings,
)
from bleadchallenge.intake.policy_file import read_policy, read_templates
from bleadchallenge.resources import policy_text

POLICY = read_policy(policy_text())
SOUND = KpiDefinition(
    code="RWM",
    name="pupils on course",
    side=Side.SCHOOL,
    heading=Heading.TEACHING,
    unit="%",
    direction=Direction.UP,
    baseline=48,
    baseline_on=date(2017, 9, 20),
    targets={"T2": 52, "T3": 57},
    tolerance=3,
    frequency=Frequency.TERMLY,
    decimals=0,
    cumulative=False,
    measure="",
)


def test_a_sound_promise_is_taken_without_a_doubt() -> None:
    require_sound(SOUND, POLICY)
    assert warnings(SOUND, POLICY) == []


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"code": "rwm!"}, id="a code with a mark"),
        pytest.param({"name": "  "}, id="no name"),
        pytest.param({"tolerance": -1}, id="a tolerance below nought"),
        pytest.param({"decimals": 9}, id="more decimals than anything is read to"),
        pytest.param({"baseline": 148}, id="a percentage over a hundred"),
        pytest.param({"targets": {"T2": -1}}, id="a percentage under nought"),
        pytest.param({"cumulative": True}, id="percentages added up"),
        pytest.param({"measure": "PTRWM"}, id="a figure that no file has"),
        pytest.param({"baseline_on": None}, id="a baseline without its day"),
        pytest.param({"baseline_on": date(2018, 4, 1)}, id="a baseline after a target"),
    ],
)
def test_a_promise_that_cannot_be_judged_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(DataError):
        require_sound(replace(SOUND, **wrong), POLICY)  # type: ignore[arg-type]


def test_a_target_that_goes_the_worse_way_is_doubted() -> None:
    assert warnings(replace(SOUND, targets={"T2": 52, "T3": 50}), POLICY)
    assert warnings(replace(SOUND, direction=Direction.DOWN), POLICY)


def test_a_promise_in_words_holds_every_target() -> None:
    words = describe(SOUND)
    assert "from 48 on 2017-09-20" in words
    assert "T2 52, T3 57" in words


def test_targets_are_typed_by_term() -> None:
    assert parse_target("t2 = 52%", POLICY, "%") == ("T2", 52)


@pytest.mark.parametrize("wrong", ["T9=52", "52", "T2", "T2=", "T2=many", "T2=101"])
def test_what_is_no_target_is_refused(wrong: str) -> None:
    with pytest.raises(DataError):
        parse_target(wrong, POLICY, "%")


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [("52", "%", 52), ("52.5%", "%", 52.5), ("-1.2", "points", -1.2), ("2.25", "days", 2.25)],
)
def test_numbers_are_read_by_their_unit(text: str, unit: str, value: float) -> None:
    assert units.number(text, unit, "reading") == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("nan", "%"),
        ("1e3", "%"),
        ("100.1", "%"),
        ("2.1", "days"),
        ("1.5", "lessons"),
        ("-1", "pupils"),
        ("5", "rating"),
        ("", "points"),
    ],
)
def test_numbers_that_a_unit_cannot_hold_are_refused(text: str, unit: str) -> None:
    with pytest.raises(DataError):
        units.number(text, unit, "reading")


def test_the_templates_stand_under_every_heading_and_on_both_sides() -> None:
    found = read_templates(policy_text("kpi_templates"))
    assert len(found) >= 20
    assert {(t.side, t.heading) for t in found.values()} >= {
        (side, heading) for side in Side for heading in (Heading.TEACHING, Heading.ASSESSMENT)
    }
    assert {t.heading for t in found.values()} == set(Heading)
    assert any(t.measure == "PTRWM_EXP" for t in found.values())


@pytest.mark.parametrize("code", read_templates(policy_text("kpi_templates")))
def test_every_template_makes_a_sound_promise(code: str) -> None:
    template = read_templates(policy_text("kpi_templates"))[code]
    given = {
        name: getattr(template, name) for name in template.__slots__ if name in SOUND.__slots__
    }
    require_sound(KpiDefinition(**given, baseline=None, baseline_on=None, targets={}), POLICY)


def test_a_template_without_a_heading_is_refused() -> None:
    with pytest.raises(NotOursError, match="heading"):
        read_templates('[[template]]\ncode = "A"\nname = "B"\nside = "school"\n')
