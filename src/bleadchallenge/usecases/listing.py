"""Listings: rows as typed values, from which table, CSV, JSON and its schema are made."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date
from typing import Annotated, Any, Generic, TypeVar, cast, dataclass_transform

_Row = TypeVar("_Row")
RowT_co = TypeVar("RowT_co", covariant=True)

_DISPLAY = "display"

MAY_BE_HIDDEN = "hidden for small numbers"
Figure = Annotated[float | str | None, MAY_BE_HIDDEN]
"""A number, ``"c"`` where it is hidden for small numbers, ``None`` where it is unknown."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a listing; ``decimals`` rounds numbers for people, never for scripts.

    In a narrow window columns of a higher ``rank`` are left out first, and of
    the same rank the last.
    """

    key: str
    title: str
    decimals: int | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class FieldDisplay:
    """How a field of a row is shown: see ``column``."""

    title: str = ""
    key: str = ""
    decimals: int | None = None
    rank: int = 0
    place: int = 0
    hidden: bool = False
    spread: bool = False
    only: tuple[str, ...] = ()
    unit: str = ""


def column(  # noqa: PLR0913 - each says one thing of a column
    title: str = "",
    *,
    unit: str = "",
    key: str = "",
    decimals: int | None = None,
    rank: int = 0,
    place: int = 0,
    hidden: bool = False,
    default: object = MISSING,
) -> Any:  # noqa: ANN401 - a field takes the type that its row gives it
    """Say how a field of a row is shown; without it, the field's name is key and title.

    ``hidden`` fields are in JSON only. JSON keeps the order of the fields; columns
    of a higher ``place`` come later.
    """
    display = FieldDisplay(title, key, decimals, rank, place, hidden, unit=unit)
    return field(metadata={_DISPLAY: display}, default=default)


def spread(prefix: str = "", *, only: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - as above
    """A field whose value is spread over the row: a mapping's entries, or another row's fields.

    ``Listing.spread_columns`` are those of a mapping. The keys of a row begin with
    ``prefix``; where ``only`` names fields of it, the others are in JSON only.
    """
    return field(metadata={_DISPLAY: FieldDisplay(key=prefix, spread=True, only=only)})


@dataclass_transform(frozen_default=True, field_specifiers=(column, spread))
def row(kind: type[_Row]) -> type[_Row]:
    """Make a class the row of a listing: a value whose fields are the columns."""
    return dataclass(frozen=True, slots=True)(kind)


@dataclass(frozen=True, slots=True)
class Listing(Generic[RowT_co]):
    """Rows that a command lists, the same for the screen, for JSON and for CSV.

    A value hidden for small numbers is ``"c"``, an unknown one ``None``.
    ``extra`` is a ``row`` whose fields are further entries of the JSON object;
    ``spread_columns`` are those of a ``spread`` field that holds a mapping.
    """

    command: str
    as_of: date
    change: int
    row: type[RowT_co]
    rows: tuple[RowT_co, ...]
    notes: tuple[str, ...] = ()
    extra: object | None = None
    spread_columns: tuple[Column, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """What is shown of each row, from left to right."""
        placed = sorted(columns_of(self.row, self.spread_columns), key=lambda pair: pair[0])
        return tuple(each for _, each in placed)

    @property
    def records(self) -> tuple[dict[str, object], ...]:
        """The rows by key, as scripts get them."""
        return tuple(record_of(each) for each in self.rows)

    @property
    def entries(self) -> dict[str, object]:
        """What JSON says besides the rows."""
        return {} if self.extra is None else record_of(self.extra)


def columns_of(
    kind: type[object], spread_columns: Sequence[Column], within: FieldDisplay = FieldDisplay()
) -> Iterator[tuple[int, Column]]:
    """The columns of a kind of row, each with its place."""
    for each in fields(cast("Any", kind)):
        how = display_of(each)
        if how.spread and is_dataclass(each.type):
            yield from columns_of(cast("type[object]", each.type), spread_columns, how)
        elif how.spread:
            yield from ((how.place, column) for column in spread_columns)
        elif not how.hidden and each.name in (within.only or (each.name,)):
            key = within.key + (how.key or each.name)
            title = how.title or key.replace("_", " ")
            yield how.place, Column(key, title, how.decimals, how.rank)


def record_of(value: object) -> dict[str, object]:
    """A row by key; values in it that are rows themselves are left as they are."""
    record: dict[str, object] = {}
    for each in fields(cast("Any", value)):
        how, content = display_of(each), getattr(value, each.name)
        if how.spread:
            inner = content if isinstance(content, Mapping) else record_of(content)
            record |= {how.key + key: entry for key, entry in inner.items()}
        else:
            record[how.key or each.name] = content
    return record


def display_of(each: Field[object]) -> FieldDisplay:
    """How a field is shown."""
    display: FieldDisplay = each.metadata.get(_DISPLAY, FieldDisplay())
    return display
