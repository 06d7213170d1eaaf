"""What a file publishes comes first: its bands, its gaps, and nothing from which more follows."""

from typing import Any

import pytest

from builders import Programme

COLUMNS = [
    "RECTYPE",
    "LEA",
    "ESTAB",
    "URN",
    "SCHNAME",
    "TELIG",
    "BELIG",
    "GELIG",
    "TKS1GROUP_L",
    "TKS1GROUP_M",
    "TKS1GROUP_H",
    "TFSM6CLA1A",
    "TNOTFSM6CLA1A",
    "PTRWM_EXP",
    "PTRWM_EXP_B",
    "PTRWM_EXP_G",
    "PTRWM_EXP_L",
    "PTRWM_EXP_M",
    "PTRWM_EXP_H",
    "PTRWM_EXP_FSM6CLA1A",
    "PTRWM_EXP_NotFSM6CLA1A",
    "READPROG",
    "READPROG_LOWER",
    "READPROG_UPPER",
    "READCOV",
    "READPROG_DESCR",
    "PTRWM_EXP_18",
    "PTRWM_EXP_17",
    "PTRWM_EXP_3YR",
]
PLAIN = dict(
    zip(
        COLUMNS,
        [
            "1",
            "330",
            "2001",
            "900001",
            "Alder",
            "30",
            "14",
            "16",
            "8",
            "12",
            "10",
            "12",
            "18",
            "60%",
            "50%",
            "69%",
            "25%",
            "67%",
            "80%",
            "50%",
            "67%",
            "0.5",
            "-1.5",
            "2.5",
            "96%",
            "3",
            "50%",
            "52%",
            "54%",
        ],
        strict=True,
    )
)


def imported(programme: Programme, year: str, **cells: str) -> dict[str, Any]:
    """What ``analyse`` and ``schools`` say alike of a school with these cells."""
    row = {**PLAIN, **cells}
    columns = [
        name for name in COLUMNS if not (name.endswith(("_18", "_17")) and year != "2018/19")
    ]
    if year == "2022/23":
        columns.append("PTRWM_EXP_22")
    lines = [",".join(columns), ",".join(row.get(name, "55%") for name in columns)]
    start = year[:4]
    programme.write(f"{start}-{int(start) + 1}_330_ks2final.csv", "\n".join(lines) + "\n")
    programme.done(f"import-data {start}-{int(start) + 1}_330_ks2final.csv")
    (analysed,) = programme.rows(f"analyse --la 330 --year {year}")
    (listed,) = programme.rows(f"schools --la 330 --year {year}")
    for name in set(analysed) & set(listed) - {"name", "school"}:
        assert analysed[name] == listed[name], name
    return {**analysed, **listed}


@pytest.mark.parametrize(
    ("year", "text", "band"),
    [
        pytest.param("2022/23", "1", 1, id="a year without cuts"),
        pytest.param("2022/23", "5", 5, id="another"),
        pytest.param("2018/19", "NA", None, id="none is published"),
        pytest.param("2018/19", "LOWCOV", None, id="none for its coverage"),
        pytest.param("2018/19", "2", 2, id="published otherwise than it would be worked out"),
        pytest.param("2018/19", "", 3, id="worked out where the file is silent"),
    ],
)
def test_the_published_band_or_its_absence_comes_first(
    programme: Programme, year: str, text: str, band: int | None
) -> None:
    assert imported(programme, year, READPROG_DESCR=text)["reading_band"] == band


@pytest.mark.parametrize("blank", ["", "NA"])
def test_where_nothing_was_hidden_nothing_is_called_hidden(
    programme: Programme, blank: str
) -> None:
    said = imported(
        programme, "2018/19", TFSM6CLA1A="0", TNOTFSM6CLA1A="30", PTRWM_EXP_FSM6CLA1A=blank,
        PTRWM_EXP_NotFSM6CLA1A="60%", READPROG_LOWER=blank, READCOV="10%",
    )  # fmt: skip
    assert said["rwm_expected_disadvantaged_pct"] is None
    assert said["reading_progress"] == "c"
    assert said["reading_progress_lower"] is None


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        pytest.param({"PTRWM_EXP_B": "SUPP"}, ["PTRWM_EXP_G"], id="girls, the boys hidden"),
        pytest.param({"PTRWM_EXP_L": "SUPP"}, ["PTRWM_EXP_M", "PTRWM_EXP_H"], id="prior attainment"),
        pytest.param({"BELIG": "3", "GELIG": "27"}, ["PTRWM_EXP_G", "PTRWM_EXP_B"], id="few boys"),
        pytest.param({"PTRWM_EXP_FSM6CLA1A": "SUPP"}, ["PTRWM_EXP_NotFSM6CLA1A"], id="the others"),
        pytest.param({"PTRWM_EXP_17": "SUPP"}, ["PTRWM_EXP_3YR"], id="a year out of three"),
    ],
)  # fmt: skip
def test_explain_gives_no_cell_from_which_a_hidden_one_follows(
    programme: Programme, cells: dict[str, str], asked: list[str]
) -> None:
    imported(programme, "2018/19", **cells)
    for column in asked:
        for name in (f"row/ks2/201819/900001/{column}", f"ks2/201819/900001/{column}"):
            answer = programme.run(f"explain {name} --format json")
            assert answer.code == 0, answer.err
            assert answer.json["tree"]["value"] == "c"
            assert PLAIN[column] not in answer.out


def test_explain_gives_groups_of_which_none_is_hidden(programme: Programme) -> None:
    imported(programme, "2018/19")
    for column, value in (("PTRWM_EXP_G", 69), ("PTRWM_EXP_M", 67), ("PTRWM_EXP_3YR", 54)):
        found = programme.done(f"explain row/ks2/201819/900001/{column} --format json").json
        assert found["tree"]["value"] == value
