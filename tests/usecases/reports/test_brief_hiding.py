"""Nothing that a brief hides can be worked out from the rest of it."""

from collections.abc import Iterator
from itertools import product
from math import floor

import pytest

from bleadchallenge.packs.value import Pack, Table, Value
from briefs import brief_of, cells, table_named
from builders import Programme
from figures_at_hand import KS2, SAMPLE, schools_of, with_city, with_county

_RWM = "reading, writing and maths, expected standard"
_PUPILS = "pupils eligible for the tests"


def _percent(reached: int, pupils: int) -> int:
    """A percentage as it is published: whole, halves upwards."""
    return floor(100 * reached / pupils + 0.5) if pupils else 0


def _shown(table: Table, label: str, place: int) -> Value:
    return next(row[place].value for row in table.rows if row[0].value == label)


def _number(value: Value) -> float | None:
    return value if isinstance(value, int | float) else None


def _solutions(pack: Pack, place: int) -> Iterator[tuple[int, int, int, int]]:
    """Every way of filling a year in: pupils of two groups, and how many of each reached it.

    A way is a solution when each figure that the brief shows comes out of it.
    ``place`` is the year's column in the table of results.
    """
    results = table_named(pack, "results")
    pupils, whole = (_number(_shown(results, label, place)) for label in (_PUPILS, _RWM))
    row = table_named(pack, "disadvantaged").rows[place - 1]
    few, others, inside, nation, beyond = (_number(cell.value) for cell in row[1:6])
    for first in range(int(pupils or 0) + 1):
        second = int(pupils or 0) - first
        for reached, rest in product(range(first + 1), range(second + 1)):
            said = _percent(reached, first), _percent(rest, second)
            if (
                whole in (None, _percent(reached + rest, first + second))
                and few in (None, said[0])
                and others in (None, said[1])
                and inside in (None, said[0] - said[1])
                and (beyond is None or nation is None or beyond == said[0] - nation)
            ):
                yield first, second, reached, rest


def _small_groups(rows: dict[str, dict[str, str]], *, at_least: int = 6) -> list[str]:
    """Schools with enough pupils to show, one of whose two groups is of five or fewer.

    Where none of all the pupils or every one reached the standard, the published
    whole says so of each group, hidden or not: nothing in a brief could keep it.
    """
    return [
        urn
        for urn, row in rows.items()
        if row.get("TELIG", "").isdigit()
        and int(row["TELIG"]) >= at_least
        and row.get("PTRWM_EXP") not in {"0%", "100%"}
        and any(0 < int(row[name] or 0) <= 5 for name in ("TFSM6CLA1A", "TNOTFSM6CLA1A"))
    ]


def _require_hidden(pack: Pack, place: int, row: dict[str, str]) -> None:
    shown = table_named(pack, "disadvantaged").rows[place - 1]
    assert [shown[column].value for column in (1, 2, 3, 5)] == ["c"] * 4
    found = set(_solutions(pack, place))
    small = 0 if 0 < int(row["TFSM6CLA1A"]) <= 5 else 1
    assert len({each[small + 2] for each in found}) > 1
    assert len({(each[small], each[small + 2]) for each in found}) > 2
    assert len({_percent(each[small + 2], each[small]) for each in found}) > 1


def test_what_a_brief_of_the_city_hides_has_many_solutions(programme: Programme) -> None:
    with_city(programme)
    rows = schools_of(SAMPLE / "2017-2018_330_ks2final.csv")
    small = _small_groups(rows)
    assert small
    for urn in small:
        _require_hidden(brief_of(programme.folder, urn), 3, rows[urn])


def test_what_a_brief_shows_of_large_groups_is_shown(programme: Programme) -> None:
    with_city(programme)
    row = table_named(brief_of(programme.folder, "900005"), "disadvantaged").rows[2]
    assert [row[column].value for column in (1, 2, 3, 5)] == [45, 60, -15, -25]


@pytest.mark.parametrize("year", [2017, 2018])
def test_a_school_of_five_pupils_or_fewer_shows_nothing_but_their_number(
    programme: Programme, year: int
) -> None:
    with_city(programme)
    rows = schools_of(SAMPLE / f"{year - 1}-{year}_330_ks2final.csv")
    tiny = [
        urn
        for urn, row in rows.items()
        if row.get("TELIG", "").isdigit() and 0 < int(row["TELIG"]) <= 5
    ]
    for urn in tiny:
        pack = brief_of(programme.folder, urn, f"{year - 1}{year % 100}")
        stored = f"{year - 1}{year % 100}"
        own = [cell for cell in cells(pack) if cell.ref.startswith(f"ks2/{stored}/{urn}/")]
        figures = [cell for cell in own if not cell.ref.endswith("eligible_pupils")]
        assert {cell.value for cell in figures} <= {"c", None}
        worked_out = ("gap/", "growth/", "interval/", "pupils/")
        rest = [
            cell.value
            for cell in cells(pack)
            if cell.ref.startswith(worked_out) and stored in cell.ref
            if not (cell.ref.startswith("growth/") and cell.ref.endswith("/national"))
        ]
        assert not [value for value in rest if isinstance(value, int | float)]


@pytest.mark.real
@pytest.mark.skipif(
    not KS2.exists(), reason="the real files are not beside the project (../shared)"
)
def test_what_briefs_of_the_county_hide_has_many_solutions(programme: Programme) -> None:
    with_county(programme)
    rows = schools_of(KS2 / "2017-2018_850_ks2final.csv")
    small = [urn for urn in _small_groups(rows) if int(rows[urn]["TELIG"]) <= 60][:25]
    assert len(small) > 15
    for urn in small:
        _require_hidden(brief_of(programme.folder, urn), 3, rows[urn])
