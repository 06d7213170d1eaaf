"""The programme's own lists: the schools looked at, the alliances that help, the people."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from sample_city.baseline import FACTS
from sample_city.cast import BY_URN

SCHOOL_COLUMNS = ("urn", "name", "state", "route", "reason", "decided_on")
ALLIANCE_COLUMNS = (
    *("code", "name", "lead_school", "capacity_days", "specialisms"),
    *("contact", "postcode", "easting", "northing"),
)
PEOPLE_COLUMNS = (
    *("code", "name", "role", "designation", "expertise", "employer"),
    *("school", "alliance", "available_days", "email"),
)
OFF_SHORE = (100_000, 100_000)
"""Grid reference, metres, of open sea west of Cornwall, where the city may safely stand."""

STREETS_APART = 700


def schools() -> str:
    """Write the schools that were chosen, kept in reserve, turned down or only considered."""
    rows = [row | {"name": BY_URN[row["urn"]].name} for row in _facts("choices")]
    return _written(SCHOOL_COLUMNS, rows)


def alliances() -> str:
    """Write the six teaching school alliances."""
    return _written(ALLIANCE_COLUMNS, [row | _place(row) for row in _facts("alliances")])


def people() -> str:
    """Write the people of the programme; every name and address is invented."""
    return _written(PEOPLE_COLUMNS, [row | {"email": _email(row)} for row in _facts("people")])


def _facts(name: str) -> list[dict[str, str]]:
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _place(row: Mapping[str, str]) -> dict[str, str]:
    lead = BY_URN[row["lead_school"]]
    east, north = OFF_SHORE
    return {
        "postcode": lead.postcode,
        "easting": str(east + STREETS_APART * (lead.place % 9)),
        "northing": str(north + STREETS_APART * (lead.place // 9)),
    }


def _email(row: Mapping[str, str]) -> str:
    plain = unicodedata.normalize("NFD", row["name"]).encode("ascii", "ignore").decode()
    return plain.lower().replace("'", "").replace(" ", ".") + "@example.org"


def _written(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
