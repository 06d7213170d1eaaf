"""On which day each record of a story happened, who acted in it, and in whose own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bleadchallenge.domain.moments import day_of
from bleadchallenge.store.engine.history import changes, ever_known
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.engine.zone import zone_of
from bleadchallenge.store.facts.base import Fact, key_of
from bleadchallenge.store.facts.ledger import Change
from bleadchallenge.store.tables import (
    Action,
    Advice,
    Kpi,
    Milestone,
    Plan,
    PracticeSession,
    Review,
)
from bleadchallenge.usecases.reports.pack.names import Names

_DAYS = (
    *("held_on", "decided_on", "signed_on", "agreed_on", "given_on", "made_on", "gained_on"),
    *("on_day", "from_day", "starts_on", "meeting", "taken_on"),
)
"""The columns that say when something happened; a record has one of them at most first."""

_ACTORS = ("decided_by", "agreed_by", "by", "given_by", "with_whom", "name", "person")
_NAMES_OTHERS = frozenset({"kpi", "selection", "alliance", "person", "cohort", "policy"})
"""The tables whose name is not that of whoever acted."""

_WORDS = ("findings", "note", "evidence", "reply", "work")
"""The columns of people's own words that no sentence of a record gives."""
_SAID: dict[str, tuple[str, ...]] = {
    "comment": ("text",),
    **dict.fromkeys(("recommendation_check", "advice_verdict", "milestone", "visit"), ()),
}
"""The same of tables whose sentences, now or when a record goes on, give them."""

_OF_REVIEW = {"urn": "urn", "stage": "stage"}
_PART_OF: dict[str, tuple[type[Fact], str, dict[str, str]]] = {
    "judgement": (Review, "held_on", _OF_REVIEW),
    "recommendation": (Review, "held_on", _OF_REVIEW),
    "recommendation_check": (Review, "held_on", {"urn": "urn", "stage": "checked_at"}),
    "kpi_target": (Kpi, "starts_on", {"urn": "urn", "code": "kpi"}),
    "session_place": (PracticeSession, "held_on", {"code": "session"}),
}
"""Of what a record is a part, the column of its day there, and how it is found."""


@dataclass(slots=True)
class StoryDays:
    """Who acted, when and why, as the records and the ledger say it."""

    reader: Reader
    names: Names
    made: Mapping[int, Change] = field(init=False)
    _came: dict[str, dict[tuple[object, ...], int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the ledger once."""
        self.made = {change.seq: change for change, _ in changes(self.reader)}

    def day(self, fact: Fact) -> date:
        """The day on which what a record says happened; else the day it was recorded."""
        own = (getattr(fact, name, None) for name in _DAYS)
        return self._of_another(fact) or next(filter(None, own), None) or self.recorded(fact)

    def recorded(self, fact: Fact) -> date:
        """The day on which a record came in."""
        zone = self.reader.cached("zone", lambda: zone_of(self.reader.session))
        return day_of(self.made[self.came(fact)].at, zone)

    def came(self, fact: Fact) -> int:
        """The change by which a record first came in, whatever became of it since."""
        table = str(fact.__tablename__)
        if table not in self._came:
            versions = ever_known(self.reader, type(fact))
            self._came[table] = {key_of(each): each.since for each in reversed(versions)}
        return self._came[table].get(key_of(fact), fact.since)

    def who(self, fact: Fact) -> str:
        """Whoever acted: the one the record names, else the author of the change."""
        table = str(fact.__tablename__)
        for name in _ACTORS:
            said = getattr(fact, name, "")
            if said and not (name == "name" and table in _NAMES_OTHERS):
                return self.names.people(str(said))
        return self.made[self.came(fact)].author

    def why(self, fact: Fact) -> str:
        """What people wrote of it and its sentence leaves out; else the reason of the change."""
        table = str(fact.__tablename__)
        if table == "talent_step":
            return ""
        own = (getattr(fact, name, "") for name in _SAID.get(table, _WORDS))
        return "; ".join(filter(None, own)) or self.made[self.came(fact)].reason

    def _of_another(self, fact: Fact) -> date | None:
        """The day of the record that this one is a part of."""
        table = str(fact.__tablename__)
        if isinstance(fact, Action | Milestone):
            came = self.came(fact)
            plans = self.reader.where(Plan, urn=fact.urn)
            return next((plan.made_on for plan in plans if plan.since == came), None)
        if table not in _PART_OF:
            return None
        kind, column, key = _PART_OF[table]
        return self._first(column, kind, **{name: getattr(fact, own) for name, own in key.items()})

    def _first(self, column: str, kind: type[Fact], **key: object) -> date | None:
        found = self.reader.where(kind, **key)
        day: date | None = getattr(found[0], column) if found else None
        return day


def advice_of(reader: Reader, code: str) -> frozenset[int]:
    """The numbers of the advice that was given to or about a school or an alliance."""
    return frozenset(a.number for a in reader.where(Advice) if code in (a.urn, a.subject))
