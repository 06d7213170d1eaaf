"""What a person says of a sheet in a mapping file."""

import pytest

from bleadchallenge.domain.errors import DataError, InputError
from bleadchallenge.domain.results.notation import NotationRule
from bleadchallenge.intake.mapping import mapping_of, read_mapping

KINDS = {"ks2", "census"}
WHOLE = """
kind = "ks2"
year = "2016/17"
release = "final"
sheet = "Results"
ignore = ["Notes"]

[columns]
"Overall  Meet Std" = "PTRWM_EXP"
"Writing Meet Std" = "PTGPS_EXP"

[codes]
"" = "SUPP"
"TBC" = "NP"

[written]
"Overall Meet Std" = "fraction"
"""


def test_a_mapping_says_kind_year_release_columns_codes_and_how_they_are_written() -> None:
    said = mapping_of(WHOLE, KINDS)
    assert (said.kind, said.year, said.release, said.sheet) == ("ks2", "201617", "final", "Results")
    assert said.columns == {"overall meet std": "PTRWM_EXP", "writing meet std": "PTGPS_EXP"}
    assert said.codes == {"": "SUPP", "tbc": "NP"}
    assert said.written == {"overall meet std": {NotationRule.FRACTION}}
    assert said.text == WHOLE


def test_columns_are_found_whatever_their_capitals_and_blanks() -> None:
    said = mapping_of(WHOLE, KINDS)
    names = ["URN", "OVERALL MEET STD", "Writing\nMeet  Std", "notes", "Head"]
    assert said.places(names) == {"PTRWM_EXP": 1, "PTGPS_EXP": 2}
    assert said.absent(names) == []
    assert said.absent(["URN"]) == ["overall meet std", "writing meet std"]
    assert said.unspoken(names) == ["URN", "Head"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("kind = ", "Invalid value", id="not TOML"),
        pytest.param('kind = "gcse"\n[columns]\n"A" = "B"', "no kind 'gcse'", id="no such kind"),
        pytest.param('kind = "ks2"', "name no column", id="no columns"),
        pytest.param(
            'kind = "ks2"\ncolour = "red"\n[columns]\n"A" = "B"', "'colour'", id="strange word"
        ),
        pytest.param(
            'kind = "ks2"\n[columns]\n"A" = "X"\n"B" = "x"', "two columns", id="one target twice"
        ),
        pytest.param(
            'kind = "ks2"\nyear = "2017"\n[columns]\n"A" = "X"', "not an academic year", id="year"
        ),
        pytest.param(
            'kind = "ks2"\nrelease = "draft"\n[columns]\n"A" = "X"', "no release", id="release"
        ),
        pytest.param('kind = "ks2"\n[columns]\n"A" = 5', "table of texts", id="number for a name"),
        pytest.param(
            'kind = "ks2"\n[columns]\n"A" = "X"\n[written]\n"A" = "odd"', "'odd'", id="form"
        ),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(text: str, reason: str) -> None:
    with pytest.raises(DataError) as refused:
        mapping_of(text, KINDS)
    assert reason in f"{refused.value.what} {refused.value.why}"
    assert refused.value.fix


def test_a_mapping_that_is_not_there_is_no_input(tmp_path: object) -> None:
    from pathlib import Path

    with pytest.raises(InputError, match="cannot be read"):
        read_mapping(Path(str(tmp_path)) / "none.toml", KINDS)
