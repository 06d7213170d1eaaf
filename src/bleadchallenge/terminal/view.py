"""Which columns and rows of a listing are shown, and in which order."""

from collections.abc import Mapping
from dataclasses import dataclass

from bleadchallenge.domain.errors import UsageError
from bleadchallenge.usecases.listing import Column, Listing, row, spread


@row
class RecordRow:
    """A row of any listing, of which some entries are shown."""

    entries: Mapping[str, object] = spread()


@dataclass(frozen=True, slots=True)
class View:
    """What is asked to be shown of a listing: keys of columns, a key to sort by, a number."""

    columns: str = ""
    sort: str = ""
    limit: int | None = None


def apply_view(found: Listing[object], view: View) -> Listing[RecordRow]:
    """The listing with the columns, the order and the number of rows that were asked for."""
    records, columns = list(found.records), {each.key: each for each in found.columns}
    keys = [*columns, *(key for key in (records[0] if records else ()) if key not in columns)]
    if view.sort:
        key = _known(view.sort.removeprefix("-"), keys, columns, "--sort")
        filled = [each for each in records if each[key] is not None]
        filled.sort(key=lambda each: _order(each[key]), reverse=view.sort.startswith("-"))
        records = filled + [each for each in records if each[key] is None]
    shown = records[: view.limit]
    notes = list(found.notes)
    if len(shown) < len(records):
        notes.append(f"{len(shown)} of {len(records)} rows; --limit says how many")
    wanted = [
        _known(key.strip(), keys, columns, "--columns") for key in view.columns.split(",") if key
    ]
    if wanted:
        shown = [{key: each[key] for key in wanted} for each in shown]
    chosen = [columns.get(key, Column(key, key.replace("_", " "))) for key in wanted or columns]
    return Listing(
        found.command,
        found.as_of,
        found.change,
        RecordRow,
        tuple(map(RecordRow, shown)),
        tuple(notes),
        found.extra,
        tuple(chosen),
    )


def _known(name: str, keys: list[str], columns: Mapping[str, Column], option: str) -> str:
    """The key of a column that is named by it or by its title."""
    if name in keys:
        return name
    for key, each in columns.items():
        if each.title.casefold() == name.casefold():
            return key
    raise UsageError(
        f"{option} names no column: {name!r}", fix=f"one of {', '.join(keys) or 'none'}"
    )


def _order(value: object) -> tuple[bool, float, str]:
    """Numbers before words; what is hidden for small numbers stands among the words."""
    number = isinstance(value, int | float)
    return (not number, float(value) if isinstance(value, int | float) else 0.0, str(value))
