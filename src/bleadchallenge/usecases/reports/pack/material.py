"""What a pack is built from, gathered once: schools, alliances, indicators, days."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bleadchallenge.domain.open_items.items import OpenItem, OpenItemKind
from bleadchallenge.domain.plans.golden_thread import BrokenLink, broken
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.reports.news import Move
from bleadchallenge.domain.schools.short_names import short_names
from bleadchallenge.domain.schools.state import SchoolState, SchoolStatus
from bleadchallenge.domain.support.days import Account
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.kpis import KpiHistory, kpi_histories
from bleadchallenge.store.plans.golden_thread import thread_of
from bleadchallenge.store.schools.cohorts import selected
from bleadchallenge.store.schools.state import standing_of
from bleadchallenge.store.schools.subjects import subject_names
from bleadchallenge.store.selection import assignment_on
from bleadchallenge.store.support.days import DaysLedger, days_ledger
from bleadchallenge.store.tables import Alliance, Assignment, Pack
from bleadchallenge.usecases.escalation.stages import EscalationRow, register_rows
from bleadchallenge.usecases.kpis.status import KpiStatusRow, status_rows
from bleadchallenge.usecases.open_items.items import open_items
from bleadchallenge.usecases.reports.pack.moves import moves_since
from bleadchallenge.usecases.reports.pack.results import Results, read_results
from bleadchallenge.usecases.scrutiny.advice import AdviceRow, advice_rows
from bleadchallenge.usecases.scrutiny.expectations import ExpectationRow, expectations


@dataclass(frozen=True, slots=True)
class SchoolData:
    """A school of the programme with what its row and its page need."""

    urn: str
    name: str
    standing: SchoolStatus
    assignment: Assignment | None
    ledger: DaysLedger
    account: Account
    broken: tuple[BrokenLink, ...]
    kpi_rows: tuple[KpiStatusRow, ...]
    tracked: tuple[KpiHistory, ...]
    advice: tuple[AdviceRow, ...]
    expectations: tuple[ExpectationRow, ...]
    pace: int = 0

    @property
    def behind(self) -> int:
        """Quarter days due by now and not used."""
        return max(0, self.pace - self.account.used)

    @property
    def remaining(self) -> int:
        """Quarter days promised and not used."""
        return self.account.released - self.account.used


@dataclass(frozen=True, slots=True)
class PackData:
    """Everything of a pack that more than one section needs.

    ``last`` is the pack before, ``None`` for the first; ``moves`` are the statuses that
    are others than in it. ``meetings`` are the group's days up to and with this one.
    """

    reader: Reader
    policy: Policy
    as_of: date
    schools: tuple[SchoolData, ...]
    alliances: tuple[Alliance, ...]
    kpi_rows: tuple[KpiStatusRow, ...]
    meetings: tuple[date, ...]
    last: Pack | None
    moves: tuple[Move, ...]
    advice: tuple[AdviceRow, ...]
    register: tuple[EscalationRow, ...]
    results: Results
    expectations: tuple[ExpectationRow, ...]
    open_items: tuple[OpenItem, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    short_names: dict[str, str] = field(default_factory=dict)

    def name(self, subject: str) -> str:
        """The name of a school or an alliance; the subject itself where it has none."""
        return self.names.get(subject, subject)

    def short(self, subject: str) -> str:
        """The name of a school or an alliance, short enough for a crowded page."""
        return self.short_names.get(subject, self.name(subject))

    def short_of(self, advice: AdviceRow) -> str:
        """The short name of whom a piece of advice was given to."""
        return self.short(advice.subject) if advice.subject else str(advice.name)

    def school(self, urn: str) -> SchoolData | None:
        """A school of the programme, by its URN."""
        return next((school for school in self.schools if school.urn == urn), None)

    def open_of(self, *kinds: OpenItemKind) -> list[OpenItem]:
        """What is open of some kinds, in the order of schools and alliances as they are found."""
        return [item for item in self.open_items if item.kind in kinds]

    def of_alliance(self, code: str) -> list[SchoolData]:
        """The schools an alliance supports or was the last to support."""
        return [s for s in self.schools if s.assignment and s.assignment.alliance == code]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows of the whole programme, which every school's page takes its own from."""

    kpis: list[KpiStatusRow]
    advice: list[AdviceRow]
    expectations: list[ExpectationRow]

    def of_schools(self) -> dict[str, "_Rows"]:
        """Each school's own; advice is of the school that it is to, and of that it is about."""
        own: dict[str, _Rows] = defaultdict(lambda: _Rows([], [], []))
        for kpi in self.kpis:
            own[kpi.urn].kpis.append(kpi)
        for expectation in self.expectations:
            own[expectation.urn or ""].expectations.append(expectation)
        for advice in self.advice:
            for code in {advice.urn or "", advice.subject or ""}:
                own[code].advice.append(advice)
        return own


def gather(
    reader: Reader,
    policy: Policy,
    as_of: date,
    meetings: tuple[date, ...],
    last: Pack | None,
) -> PackData:
    """Gather what a pack is built from, schools in the order of their names."""
    names = subject_names(reader)
    rows = _Rows(
        status_rows(reader, policy, as_of),
        advice_rows(reader, policy, as_of),
        expectations(reader, policy, as_of),
    )
    schools = _schools(reader, policy, as_of, names, rows)
    return PackData(
        reader=reader,
        policy=policy,
        as_of=as_of,
        schools=schools,
        alliances=tuple(reader.all(Alliance)),
        kpi_rows=tuple(rows.kpis),
        meetings=meetings,
        last=last,
        moves=moves_since(reader, policy, as_of, last),
        advice=tuple(rows.advice),
        register=tuple(register_rows(reader, policy, as_of)),
        results=read_results(reader, policy, {school.urn for school in schools}),
        expectations=tuple(rows.expectations),
        open_items=open_items(reader, policy, as_of),
        names=names,
        short_names=short_names(names),
    )


def _schools(
    reader: Reader, policy: Policy, as_of: date, names: Mapping[str, str], rows: _Rows
) -> tuple[SchoolData, ...]:
    """Every selected school with what is its own, in the order of their names."""
    own = rows.of_schools()
    read: dict[str, list[KpiHistory]] = defaultdict(list)
    for each in kpi_histories(reader, policy, as_of):
        read[each.kpi.urn].append(each)
    found = []
    for urn, selection in ((each.urn, each) for each in selected(reader)):
        ledger = days_ledger(reader, policy, urn, as_of)
        found.append(
            SchoolData(
                urn=urn,
                name=names[urn],
                standing=standing_of(reader, selection, urn, as_of),
                assignment=assignment_on(reader, urn, as_of),
                ledger=ledger,
                account=ledger.account(as_of),
                pace=ledger.pace(policy, as_of),
                broken=broken(thread_of(reader, urn, as_of)),
                kpi_rows=tuple(own[urn].kpis),
                tracked=tuple(read[urn]),
                advice=tuple(own[urn].advice),
                expectations=tuple(own[urn].expectations),
            )
        )
    return tuple(sorted(found, key=lambda school: (school.name, school.urn)))


def active(material: PackData) -> list[SchoolData]:
    """The schools that are neither withdrawn nor paused."""
    out = {SchoolState.WITHDRAWN, SchoolState.PAUSED}
    return [school for school in material.schools if school.standing.state not in out]
