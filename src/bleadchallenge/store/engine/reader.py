"""Reading: the facts as they are, or as they were known at a change or on a day."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeVar, cast

from sqlalchemy import BindParameter, ColumnElement, bindparam
from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from bleadchallenge.domain.calendar import day_or_none
from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.moments import end_of
from bleadchallenge.store.engine.zone import zone_of
from bleadchallenge.store.facts import ledger
from bleadchallenge.store.facts.base import Fact, OfCohort, known_at
from bleadchallenge.store.facts.ledger import Change
from bleadchallenge.store.tables import Cohort, Selection

F = TypeVar("F", bound=Fact)
V = TypeVar("V")
_SEQ = "seq"
_NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(slots=True)
class Reader:
    """The facts as they were known after a change; ``seq`` of ``None`` is now.

    ``cohort`` is the code of the cohort that is looked at, empty for the first.
    ``day`` is the day judged from: no file counts that was published later; without
    one every file does.
    """

    session: Session
    seq: int | None = None
    cohort: str = ""
    day: date | None = None
    _worked_out: dict[object, object] = field(default_factory=dict, init=False, repr=False)

    def at_change(self, seq: int, day: date | None) -> "Reader":
        """The same cohort as it was known after another change, judged from another day."""
        return Reader(self.session, seq, self.cohort, day)

    def of_cohort(self, code: str) -> "Reader":
        """The same facts, looked at for another cohort."""
        return Reader(self.session, self.seq, code, self.day)

    def on_day(self, day: date | None) -> "Reader":
        """The same facts, judged from another day; of no day, every file counts."""
        if day == self.day:
            return self
        view = Reader(self.session, self.seq, self.cohort, day)
        return self.cached(("on day", day), lambda: view)

    def all(self, kind: type[F], *where: ColumnElement[bool] | bool) -> list[F]:
        """The live facts of a table, in the order of their keys."""
        return self.every(kind, *self._own(kind), *where)

    def every(self, kind: type[F], *where: ColumnElement[bool] | bool) -> list[F]:
        """The live facts of a table, whichever cohort they are of, in the order of their keys."""
        order = [getattr(kind, name) for name in kind.KEY]
        query = select(kind).where(known_at(kind, self.seq), *where).order_by(*order)
        return list(self.session.exec(query))

    def _own(self, kind: type[Fact]) -> list[ColumnElement[bool]]:
        """The condition that facts are of the cohort that is looked at."""
        if not issubclass(kind, OfCohort):
            return []
        return [or_(col(kind.cohort).is_(None), col(kind.cohort).in_(self.own_cohorts))]

    @property
    def own_cohorts(self) -> tuple[str, ...]:
        """The codes of the cohort looked at: the first had none before its schools got one."""
        first = self.cached("first cohort", self._first_cohort)
        return (first, "") if self.cohort in (first, "") else (self.cohort,)

    @property
    def cohort_in_use(self) -> str:
        """The code of the cohort that is looked at; without one asked for, the first's."""
        return self.cohort or self.cached("first cohort", self._first_cohort)

    def _first_cohort(self) -> str:
        """The cohort without a code, unless every school on record is of one that has a code."""
        codes = {each.cohort for each in self.where(Selection)}
        if not codes or "" in codes:
            return ""
        known = [each for each in self.where(Cohort) if each.code in codes]
        return min(known, key=lambda each: each.since).code if known else min(codes)

    def where(self, kind: type[F], /, **values: object) -> list[F]:
        """The live facts with these values in these columns, in the order of their keys.

        Without a value it is the whole table. What a reader sees does not change,
        so a table asked about school after school is read once and parted by the
        columns. Tables as large as a nation are better asked with ``all``.
        """
        names = tuple(values)
        parted = self.cached((kind, names), lambda: self._parted(kind, names))
        return list(parted.get(tuple(values.values()), ()))

    def _having(self, kind: type[F], values: Mapping[str, object]) -> list[F]:
        """The live facts with these values, and no others, asked for once."""
        question = ("having", kind, *values.items())
        return self.cached(question, lambda: self._query_having(kind, values))

    def _query_having(self, kind: type[F], values: Mapping[str, object]) -> list[F]:
        same = [getattr(kind, name) == value for name, value in values.items()]
        if issubclass(kind, OfCohort) and "cohort" not in values:
            return self.all(kind, *same)
        if None in values.values():
            return self.every(kind, *same)
        query = _query(kind, tuple(values), at_change=self.seq is not None)
        return list(self.session.exec(query, params={**values, _SEQ: self.seq}))

    def cached(self, what: Hashable, work_out: Callable[[], V]) -> V:
        """What is worked out from the store under a name, worked out once."""
        if what not in self._worked_out:
            self._worked_out[what] = work_out()
        return cast("V", self._worked_out[what])

    def _parted(self, kind: type[F], names: tuple[str, ...]) -> dict[tuple[object, ...], list[F]]:
        """The live facts of a table by their values in some columns."""
        if not names:
            return {(): self.all(kind)}
        parted: dict[tuple[object, ...], list[F]] = defaultdict(list)
        for fact in self.where(kind):
            parted[tuple(getattr(fact, name) for name in names)].append(fact)
        return dict(parted)

    def naming(self, kind: type[F], named: Mapping[str, Collection[object]]) -> list[F]:
        """The live facts with one of these values in one of these columns, in order of keys."""
        where = [col(getattr(kind, name)).in_(list(values)) for name, values in named.items()]
        return self.all(kind, or_(*where)) if where else []

    def first(self, kind: type[F], *where: ColumnElement[bool] | bool) -> F | None:
        """The first live fact of a table that fits, or ``None``."""
        found = self.all(kind, *where)
        return found[0] if found else None

    def get(self, kind: type[F], **key: object) -> F | None:
        """The live fact of that key, or ``None``."""
        return next(iter(self._having(kind, key)), None)

    def same(self, fact: F) -> F | None:
        """The live fact of the same key, of whichever cohort, or ``None``."""
        key = [getattr(type(fact), name) == getattr(fact, name) for name in type(fact).KEY]
        return next(iter(self.every(type(fact), *key)), None)

    def next_number(self, kind: type[F], column: str = "number", **within: object) -> int:
        """The next running number of a table; one that was ever used is not used again.

        ``within`` narrows it, such as to a school whose actions are numbered.
        """
        of_kind = [getattr(kind, name) == value for name, value in within.items()]
        of_kind += self._own(kind) if "cohort" in kind.KEY else []
        query = select(func.max(getattr(kind, column))).where(*of_kind)
        return (self.session.exec(query).one() or 0) + 1

    @property
    def change(self) -> int:
        """The number of the last change that is known."""
        if self.seq is not None:
            return self.seq
        return self.cached("last change", lambda: ledger.last_seq(self.session))


@dataclass(slots=True)
class SelectiveReader(Reader):
    """A reader that asks for the records of one school, not for whole tables.

    For whoever needs few of them: a change that is being written, and the rules about it.
    """

    def where(self, kind: type[F], /, **values: object) -> list[F]:
        """The live facts with these values, in the order of their keys."""
        return list(self._having(kind, values))


@lru_cache(maxsize=1024)
def _query(kind: type[F], names: tuple[str, ...], *, at_change: bool) -> SelectOfScalar[F]:
    """The question for the live facts with values in some columns.

    To put a question together takes as long as to ask it, so each is kept.
    """
    seq: BindParameter[int] | None = bindparam(_SEQ) if at_change else None
    same = [col(getattr(kind, name)) == bindparam(name) for name in names]
    order = [getattr(kind, name) for name in kind.KEY]
    return select(kind).where(known_at(kind, seq), *same).order_by(*order)


def resolve_change(session: Session, as_known: str | None) -> int | None:
    """The change number that a person meant by a number, or by a day of the programme's zone."""
    if as_known is None:
        return None
    if _NUMBER.fullmatch(as_known):
        return _existing(int(as_known), ledger.last_seq(session))
    day = day_or_none(as_known)
    if day is None:
        raise UsageError(
            f"--as-known {as_known!r} is neither a change nor a day",
            fix="give the number of a change (see `bleadchallenge history`), or 2018-03-15",
        )
    on_or_before = col(Change.at) < end_of(day, zone_of(session))
    return session.exec(select(func.max(col(Change.seq))).where(on_or_before)).one() or 0


def _existing(seq: int, last: int) -> int:
    if seq > last:
        raise UsageError(
            f"there is no change {seq}",
            why=f"the last change of this store is {last}",
            fix="bleadchallenge history",
        )
    return seq
