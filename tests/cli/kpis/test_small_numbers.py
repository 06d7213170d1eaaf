"""A figure of five pupils or fewer is hidden, however its unit is spelt and wherever it is asked."""

import re

import pytest

from builders import Programme

_READ = re.compile(r"\b87\b")
SPELT = ["%", "per cent", "pct", "% of pupils", "proportion", "pupils", "scaled score"]


def with_reading(programme: Programme, unit: str) -> Programme:
    """A programme with one reading of four pupils, in a unit spelt so."""
    programme.with_schools().selected().signed().baselined()
    programme.done(
        f"kpi add 900001 K1 --name 'Reached' --side school --heading 'teaching and learning' "
        f"--unit '{unit}' --as-of 2018-01-10 --target T3=90"
    )
    programme.done(
        "kpi read 900001 K1 --value 87 --n 4 --date 2018-01-20 --as-of 2018-01-21 --evidence seen"
    )
    return programme


@pytest.mark.parametrize("unit", SPELT)
def test_a_reading_of_four_pupils_comes_out_nowhere(programme: Programme, unit: str) -> None:
    with_reading(programme, unit)
    (row,) = programme.rows("kpi-status --as-of 2018-02-01")
    assert row["value"] == "c"
    (reading,) = programme.rows("kpi readings --as-of 2018-02-01")
    assert reading["value"] == "c"
    assert not _READ.search(programme.done("history").out)
    programme.done("export out")
    for path in (programme.folder / "out").iterdir():
        assert not _READ.search(path.read_text("utf-8-sig")), path.name


def test_a_reading_of_four_lessons_is_shown(programme: Programme) -> None:
    with_reading(programme, "lessons")
    (row,) = programme.rows("kpi-status --as-of 2018-02-01")
    assert row["value"] == 87


@pytest.mark.parametrize("unit", ["bananas", "widgets per week"])
def test_a_unit_that_is_on_no_list_is_refused(programme: Programme, unit: str) -> None:
    programme.with_schools().selected().signed().baselined()
    answer = programme.run(
        f"kpi add 900001 K1 --name X --side school --heading 'teaching and learning' "
        f"--unit '{unit}' --as-of 2018-01-10"
    )
    assert answer.code == 65
    assert "per cent" in answer.err or "pupils" in answer.err


def test_a_list_takes_the_known_spellings(programme: Programme) -> None:
    programme.with_schools().selected().signed().baselined()
    text = (
        "urn,code,name,side,heading,unit,starts_on\n900001,K1,A,school,assessment,{},2018-01-10\n"
    )
    programme.write("kpis.csv", text.format("per cent"))
    programme.done("import-data kpis.csv --as-of 2018-01-11")
    (row,) = programme.rows("kpi list --as-of 2018-01-12")
    assert row["unit"] == "%"
    programme.write("kpis.csv", text.format("bananas"))
    assert programme.run("import-data kpis.csv --as-of 2018-01-11").code == 65
