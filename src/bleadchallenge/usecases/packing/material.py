"""What a pack is built from, gathered once: schools, alliances, indicators, days."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bleadchallenge.domain.days import Account
from bleadchallenge.domain.life import Life, Standing
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.thread import Broken, broken
from bleadchallenge.store.cohorts import selected
from bleadchallenge.store.days import Ledger, ledger_of
from bleadchallenge.store.evidence import last_assignment
from bleadchallenge.store.indicators import Tracked, tracked
from bleadchallenge.store.standing import standing_of
from bleadchallenge.store.store import Reader
from bleadchallenge.store.tables import Alliance, Assignment, Selection
from bleadchallenge.store.threads import thread_of
from bleadchallenge.usecases.packing.results import Results, read_results
from bleadchallenge.usecases.promising.kpi_status import status_rows
from bleadchallenge.usecases.scrutiny.advice import advice_rows
from bleadchallenge.usecases.scrutiny.escalation import register_rows
from bleadchallenge.usecases.scrutiny.expectations import expectations


@dataclass(frozen=True, slots=True)
class SchoolMaterial:
    """A school of the programme with what its row and its page need."""

    urn: str
    name: str
    standing: Standing
    assignment: Assignment | None
    ledger: Ledger
    account: Account
    broken: tuple[Broken, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """Everything of a pack that more than one section needs.

    ``then`` is the change that the pack before was made from; ``None`` for the
    first. ``meetings`` are the group's days up to and with this one.
    """

    reader: Reader
    policy: Policy
    as_of: date
    schools: tuple[SchoolMaterial, ...]
    alliances: tuple[Alliance, ...]
    kpi_rows: tuple[dict[str, Any], ...]
    tracked: tuple[Tracked, ...]
    meetings: tuple[date, ...]
    then: int | None
    advice: tuple[dict[str, Any], ...]
    register: tuple[dict[str, Any], ...]
    results: Results
    expectations: tuple[dict[str, Any], ...]
    names: dict[str, str] = field(default_factory=dict)

    def name(self, subject: str) -> str:
        """The name of a school or an alliance; the subject itself where it has none."""
        return self.names.get(subject, subject)

    def of_alliance(self, code: str) -> list[SchoolMaterial]:
        """The schools an alliance supports or was the last to support."""
        return [s for s in self.schools if s.assignment and s.assignment.alliance == code]


def gather(
    reader: Reader,
    policy: Policy,
    as_of: date,
    meetings: tuple[date, ...],
    then: int | None,
) -> Material:
    """Gather what a pack is built from, schools in the order of their names."""
    alliances = tuple(reader.all(Alliance))
    schools = sorted(
        (_school(reader, policy, selection, as_of) for selection in selected(reader)),
        key=lambda school: (school.name, school.urn),
    )
    names = {alliance.code: alliance.name for alliance in alliances}
    names |= {selection.urn: selection.name for selection in reader.all(Selection)}
    return Material(
        reader=reader,
        policy=policy,
        as_of=as_of,
        schools=tuple(schools),
        alliances=alliances,
        kpi_rows=tuple(status_rows(reader, policy, as_of)),
        tracked=tuple(tracked(reader, policy, as_of)),
        meetings=meetings,
        then=then,
        advice=tuple(advice_rows(reader, policy, as_of)),
        register=tuple(register_rows(reader, policy, as_of)),
        results=read_results(reader, policy, {school.urn for school in schools}),
        expectations=tuple(expectations(reader, policy, as_of)),
        names=names,
    )


def _school(reader: Reader, policy: Policy, selection: Selection, as_of: date) -> SchoolMaterial:
    ledger = ledger_of(reader, policy, selection.urn, as_of)
    return SchoolMaterial(
        urn=selection.urn,
        name=selection.name,
        standing=standing_of(reader, selection, selection.urn, as_of),
        assignment=last_assignment(reader, selection.urn, as_of),
        ledger=ledger,
        account=ledger.account(as_of),
        broken=broken(thread_of(reader, selection.urn, as_of)),
    )


def active(material: Material) -> list[SchoolMaterial]:
    """The schools that are neither withdrawn nor paused."""
    out = {Life.WITHDRAWN, Life.PAUSED}
    return [school for school in material.schools if school.standing.state not in out]
