"""What a rule may ask: the facts of the store, the policy, and the day."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.leadership.talent import looks_like_a_code
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.schools.school import School
from bleadchallenge.domain.selection.gates import Gate, GateEvidence, require
from bleadchallenge.domain.text import with_article
from bleadchallenge.store.engine.reader import Reader
from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.schools.subjects import subject_name
from bleadchallenge.store.selection import evidence_of
from bleadchallenge.store.tables import Person

F = TypeVar("F", bound=Fact)


MeetsCriterion = Callable[[Reader, str], bool | None]


@dataclass(frozen=True, slots=True)
class DaysOff:
    """How bank holidays, and the days on which the clock of advice stops, are known of a policy."""

    bank_holidays: Callable[[Policy], Collection[date]]
    clock_stops: Callable[[Policy], Collection[date]]


@dataclass(frozen=True, slots=True)
class State:
    """The store after a change, or as it was before; nothing changes while rules are asked.

    ``earlier`` is the store before the change; ``None`` where nothing is changed
    or where a change is taken back. ``reason`` is the one given for the change,
    ``undoing`` says that it takes another back. ``meets_criterion`` says of a
    school whether its figures meet one; ``None`` where that cannot be known.
    """

    reader: Reader
    policy: Policy
    as_of: date
    days_off: DaysOff
    reason: str = ""
    earlier: Reader | None = None
    undoing: bool = False
    meets_criterion: MeetsCriterion | None = None

    def holidays(self) -> Collection[date]:
        """The bank holidays of the policy's years."""
        return self.days_off.bank_holidays(self.policy)

    def clock_stops(self) -> Collection[date]:
        """The days on which the clock of advice stands still."""
        return self.days_off.clock_stops(self.policy)

    def school(self, urn: str) -> School:
        """The school of a URN; nameless where no file names it."""
        return by_urn(self.reader, urn) or School(urn, "", urn)

    def name(self, subject: str) -> str:
        """The name of a school or an alliance, or its code where none is known."""
        return subject_name(self.reader, subject)

    def evidence(self, urn: str, on: date) -> GateEvidence:
        """What is on record about a school on a day; its days as they were accounted for since."""
        return self.reader.cached(
            ("evidence", urn, on), lambda: evidence_of(self.reader, urn, on, date.max)
        )

    def require(self, gate: Gate, urn: str, on: date) -> None:
        """Raise ``DataError`` unless a gate was open for a school on a day."""
        require(gate, self.evidence(urn, on), urn, self.school(urn).name)

    def before(self, record: F) -> F | None:
        """The record of the same key as it was before the change, or ``None``."""
        return None if self.earlier is None else self.earlier.same(record)

    def is_new(self, record: Fact) -> bool:
        """Whether the change brings the record in; never so where a change is taken back."""
        return self.earlier is not None and self.before(record) is None

    def require_past(self, on: date, what: str, fix: str = "") -> None:
        """Raise ``DataError`` for a day that lies ahead."""
        if on > self.as_of:
            raise DataError(
                f"{what} of {on} lies ahead",
                why=f"the day judged from is {self.as_of}",
                fix=fix or f"give a day up to {self.as_of}",
            )

    def require_there(self, kind: type[Fact], **key: object) -> None:
        """Raise ``DataError`` where a record that is named is not on record."""
        if self.reader.get(kind, **key) is None:
            said = " ".join(str(part) for part in key.values())
            raise DataError(
                f"names the {kind.TITLE} {said}, which is not on record",
                fix=with_article(kind.TITLE),
            )

    def require_known(self, who: str) -> None:
        """Raise ``DataError`` where it is not known who decided.

        A name may stand there, or the partnership; what looks like a code is one on record.
        """
        by = who.strip()
        if not by:
            raise DataError("it says who decided", fix="add --by NAME")
        is_named = by == self.policy.partnership or not looks_like_a_code(by)
        if not is_named and self.reader.get(Person, code=by) is None:
            raise DataError(
                f"nobody on record has the code {by}",
                why="who decided must be known",
                fix="give the code of a person (bleadchallenge people), or the name",
            )
