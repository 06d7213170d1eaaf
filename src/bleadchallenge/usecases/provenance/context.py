"""Caches what is read from the store while figures are traced."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.provenance.refs import Ref, RefKind
from bleadchallenge.domain.provenance.tree import FigureValue, Provenance
from bleadchallenge.domain.reports.news import Move
from bleadchallenge.packs.isg.value import AllianceRow
from bleadchallenge.store.engine.differences import Difference, differences
from bleadchallenge.store.engine.history import maker_of
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.base import Fact, describe
from bleadchallenge.store.kpis import KpiHistory, kpi_histories
from bleadchallenge.store.reports import issued
from bleadchallenge.store.schools.subjects import subject_names
from bleadchallenge.usecases.escalation.stages import EscalationRow, register_rows
from bleadchallenge.usecases.kpis.status import KpiStatusRow, status_rows
from bleadchallenge.usecases.reports.pack import changes
from bleadchallenge.usecases.reports.pack.alliances import cases_of, rows_of
from bleadchallenge.usecases.reports.pack.change_words import UNSAID
from bleadchallenge.usecases.reports.pack.isg import KIND, material_of
from bleadchallenge.usecases.reports.pack.moves import moves_since
from bleadchallenge.usecases.reports.pack.names import Names
from bleadchallenge.usecases.request import policy_of
from bleadchallenge.usecases.scrutiny.advice import AdviceRow, advice_rows
from bleadchallenge.usecases.scrutiny.expectations import (
    RWM,
    ExpectationRow,
    expectations,
    years_of_growth,
)

PROGRAMME = "programme"
"""Stands in a name where no school is meant but the whole."""


@dataclass
class TraceContext:
    """The programme as known to a reader and judged from a day."""

    reader: Reader
    as_of: date
    _indicators: dict[str, dict[str, tuple[KpiHistory, KpiStatusRow]]] = field(default_factory=dict)
    _changed: dict[int, list[tuple[Difference, changes.ChangeNote]]] = field(default_factory=dict)
    _moved: dict[int, list[tuple[KpiStatusRow, Move]]] = field(default_factory=dict)
    _makers: dict[int, tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def policy(self) -> Policy:
        """The policy in force."""
        return policy_of(self.reader)

    @cached_property
    def advice(self) -> list[AdviceRow]:
        """Every advice with how it stands."""
        return advice_rows(self.reader, self.policy, self.as_of)

    @cached_property
    def register(self) -> dict[str, EscalationRow]:
        """The escalation register, by URN."""
        return {row.urn: row for row in register_rows(self.reader, self.policy, self.as_of)}

    @cached_property
    def expectations(self) -> list[ExpectationRow]:
        """How the whole and every school stand to the four expectations."""
        return expectations(self.reader, self.policy, self.as_of)

    @cached_property
    def alliances(self) -> tuple[AllianceRow, ...]:
        """Every alliance as a pack shows it."""
        material = material_of(self.reader, self.policy, self.as_of)
        return rows_of(material, cases_of(material))

    @cached_property
    def names(self) -> Names:
        """What codes stand for in sentences."""
        return Names(self.reader, self.policy, subject_names(self.reader))

    def changed(self, then: int) -> list[tuple[Difference, changes.ChangeNote]]:
        """Every difference since a change, with the words a pack has for it."""
        if then not in self._changed:
            found = differences(self.reader, then, skip=UNSAID)
            said = changes.changes_since(self.reader, then, self.names)
            self._changed[then] = list(zip(found, said, strict=True))
        return self._changed[then]

    def indicators(self, urn: str) -> dict[str, tuple[KpiHistory, KpiStatusRow]]:
        """A school's indicators in force by code, each with its row of ``kpi-status``."""
        if urn not in self._indicators:
            rows = status_rows(self.reader, self.policy, self.as_of, urn=urn)
            by_code = {row.code: row for row in rows}
            found = kpi_histories(self.reader, self.policy, self.as_of, urn=urn)
            self._indicators[urn] = {
                each.kpi.code: (each, by_code[each.kpi.code]) for each in found
            }
        return self._indicators[urn]

    def growth_since_start(self, urn: str) -> list[Ref]:
        """The name of a school's rate of increase since the programme began, once there is one."""
        years = years_of_growth(self.reader, self.policy, self.as_of)
        return [Ref(RefKind.GROWTH, ("-".join(years), urn, RWM, "verdict"))] if years else []

    def moved(self, then: int) -> list[tuple[KpiStatusRow, Move]]:
        """The statuses that moved since the pack made from a change, each with its row."""
        if then not in self._moved:
            before = next((p for p in issued(self.reader, KIND) if p.known_at == then), None)
            rows = {
                (row.urn, row.code): row
                for row in status_rows(self.reader, self.policy, self.as_of)
            }
            found = moves_since(self.reader, self.policy, self.as_of, before)
            self._moved[then] = [(rows[move.urn, move.code], move) for move in found]
        return self._moved[then]

    def recorded(self, change: int | None) -> str:
        """Who recorded something, when, and how to see the change whole."""
        if change is None:
            return ""
        if change not in self._makers:
            self._makers[change] = maker_of(self.reader, change)
        who, when = self._makers[change]
        return (
            f"recorded by change {change}, {who} on {when}: "
            f"bleadchallenge history --change {change}"
        )

    def of_fact(
        self, fact: Fact, value: FigureValue = None, words: str = "", named: str = ""
    ) -> Provenance:
        """A record as a part of a figure: what it says, who put it there and when."""
        return Provenance(named, value, words or describe(fact), self.recorded(fact.since))
