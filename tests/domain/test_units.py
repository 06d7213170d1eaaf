"""Units of indicators: a closed list, each known under the ways people write it."""

import pytest

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.units import Unit, is_of_pupils, parse_unit, within


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        *((text, Unit.PERCENT) for text in ("%", "per cent", "Percent", "pct", "% of pupils",
                                            "proportion", "percentage of lessons", "per cent ")),
        *((text, Unit.PUPILS) for text in ("pupils", "pupil", "Children", "number of pupils",
                                           "no. of pupils")),
        *((text, Unit.POINTS) for text in ("percentage points", "% pts", "% points", "per-cent points",
                                           "pc ppts", "%pt")),
        *((text, Unit.PERCENT) for text in ("per-cent", "\uff05", "%age", "% (rounded)")),
        ("Scaled scores", Unit.SCALED_SCORE),
        ("lesson", Unit.LESSONS), ("number of visits", Unit.VISITS), ("", Unit.NONE),
    ],
)  # fmt: skip
def test_a_unit_is_known_however_it_is_spelt(text: str, unit: Unit) -> None:
    assert parse_unit(text) is unit


def test_a_unit_that_is_on_no_list_is_refused_with_the_list() -> None:
    with pytest.raises(DataError) as refused:
        parse_unit("bananas")
    assert "pupils" in refused.value.fix


@pytest.mark.parametrize("text", ["per cent", "% of eligible pupils", "Percentage"])
def test_a_spelling_has_the_range_of_its_unit(text: str) -> None:
    with pytest.raises(DataError):
        within(150, text, "a reading")


@pytest.mark.parametrize("text", ["%", "per cent", "pupils", "points", "", "bananas"])
def test_figures_that_may_be_of_pupils_are_known(text: str) -> None:
    assert is_of_pupils(text)
    assert not is_of_pupils("lessons")
