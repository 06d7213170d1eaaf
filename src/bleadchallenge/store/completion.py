"""Names to complete a command line with: read from the store in no time, and never waited for.

SQLModel takes longer to load than a person waits for a key; so this asks the driver alone. A
store that cannot be read has no names.
"""

import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from enum import Enum
from typing import Any

from bleadchallenge.store.place import Place, StoreUrl

_MOST_MEETINGS = 200


class NameKind(Enum):
    """What names are of, and the question that finds them: a code and a name."""

    SCHOOL = "SELECT urn, name FROM selection WHERE until IS NULL ORDER BY name"
    ALLIANCE = "SELECT code, name FROM alliance WHERE until IS NULL ORDER BY code"
    PERSON = "SELECT code, name FROM person WHERE until IS NULL ORDER BY code"
    SUBJECT = (
        "SELECT urn AS code, name FROM selection WHERE until IS NULL UNION ALL "
        "SELECT code, name FROM alliance WHERE until IS NULL ORDER BY name"
    )
    POLICY = "SELECT text, name FROM policy WHERE until IS NULL ORDER BY name LIMIT 1"


def names(store: Place, kind: NameKind) -> list[tuple[str, str]]:
    """Codes and names of a kind; nothing where the store is not there or cannot be read."""
    if isinstance(store, StoreUrl):
        from bleadchallenge.store.engine.postgres.driver import rows_at_once  # noqa: PLC0415 - loads a driver

        return rows_at_once(store, kind.value)
    if not store.is_file():
        return []
    try:
        with closing(sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            return [(str(code), str(name)) for code, name in opened.execute(kind.value)]
    except sqlite3.Error:
        return []


def meetings(store: Place) -> list[str]:
    """The days on which the policy plans meetings; the command itself knows which were moved."""
    for text, _name in names(store, NameKind.POLICY):
        try:
            return [day.isoformat() for day in _planned(tomllib.loads(text))][:_MOST_MEETINGS]
        except (ValueError, KeyError, TypeError):
            return []
    return []


def _planned(policy: dict[str, Any]) -> Iterator[date]:  # as TOML gives it
    terms = policy["terms"]
    day, step = policy["meetings"]["first"], timedelta(days=policy["meetings"]["every_days"])
    while day <= terms[-1]["ends"]:
        if any(term["starts"] <= day <= term["ends"] and not _is_off(term, day) for term in terms):
            yield day
        day += step


def _is_off(term: dict[str, Any], day: date) -> bool:  # as TOML gives it
    first, last = term.get("half_term") or (date.max, date.min)
    return bool(first <= day <= last)
