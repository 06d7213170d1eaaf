"""Values no coordinator means are refused in plain words, with a code a script knows."""

import pytest

from builders import Programme


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("record-days 900001 --date 2018-03-14 --days nan", 65),
        ("record-days 900001 --date 2018-03-14 --days inf", 65),
        ("due --days 9999999999", 2),
        ("init --store other.db --policy nowhere.toml", 66),
        ("policy set nowhere.toml", 66),
    ],
)
def test_an_odd_value_is_no_fault_of_the_program(
    programme: Programme, line: str, code: int
) -> None:
    programme.supported()
    assert programme.run(line).code == code


@pytest.mark.parametrize(
    "line",
    [
        "undo -1",
        "history --change 999",
        "nonsense",
        "kpi-status --side x",
    ],
)
def test_a_command_written_wrongly_is_told_in_the_same_lines_as_any_error(
    programme: Programme, line: str
) -> None:
    answer = programme.with_schools().run(line)
    assert answer.code == 2
    assert answer.err.startswith("error: ")
    assert "fix:   " in answer.err


def test_a_group_without_a_command_shows_its_help(programme: Programme) -> None:
    answer = programme.run("policy")
    assert answer.code == 2
    assert "show" in answer.err
