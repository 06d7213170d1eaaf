"""A row's fields are the columns of its listing and the keys of its JSON."""

import json
from collections.abc import Mapping
from datetime import date

from bleadchallenge.terminal.show import as_csv, as_json
from bleadchallenge.usecases.listing import Column, Listing, column, row, spread


@row
class _VisitRow:
    urn: str = column(hidden=True)
    why: str = column("because", place=1)
    kept_on: date | None
    floors: Mapping[str, float | None] = spread()


@row
class _Counts:
    kept: int


VISITS = Listing(
    "visits",
    date(2018, 3, 15),
    7,
    _VisitRow,
    (_VisitRow(urn="900003", why="due", kept_on=None, floors={"floor_16": 1.5, "floor_17": None}),),
    extra=_Counts(kept=3),
    spread_columns=(Column("floor_16", "floor 16"), Column("floor_17", "floor 17")),
)


def test_json_keeps_the_order_of_the_fields_and_holds_hidden_ones() -> None:
    found = json.loads(as_json(VISITS))
    assert list(found) == ["schema", "as_of", "change", "kept", "rows"]
    assert list(found["rows"][0]) == ["urn", "why", "kept_on", "floor_16", "floor_17"]


def test_columns_have_their_own_order_and_titles() -> None:
    titles = [each.title for each in VISITS.columns]
    assert titles == ["kept on", "floor 16", "floor 17", "because"]
    assert as_csv(VISITS).splitlines()[0].removeprefix("\ufeff") == "kept_on,floor_16,floor_17,why"


def test_a_listing_without_rows_has_its_columns() -> None:
    none = Listing("visits", VISITS.as_of, 7, _VisitRow, ())
    assert [each.key for each in none.columns] == ["kept_on", "why"]
