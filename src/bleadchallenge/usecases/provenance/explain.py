"""Explains where a figure of any report comes from, by its reference."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from bleadchallenge.domain.provenance.refs import Ref, RefKind
from bleadchallenge.domain.provenance.tree import Provenance
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.usecases.listing import Listing
from bleadchallenge.usecases.provenance import challenge, changes, kpis, results, scrutiny, support
from bleadchallenge.usecases.provenance.context import TraceContext
from bleadchallenge.usecases.provenance.known_names import require_known
from bleadchallenge.usecases.request import Request


def explain(asked: Request, text: str) -> Listing[results.ProvenanceRow]:
    """The tree of a figure, one row a part, each below what was worked out from it."""
    return results.explain(asked, text, FigureExplainer)


@dataclass(slots=True)
class FigureExplainer:
    """Whoever traces figures in one store: what was opened for one stays open for the next."""

    reader: Reader
    as_of: date
    known: TraceContext = field(init=False)
    published: results.Explainer = field(init=False)
    _found: dict[Ref, Provenance] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open the two ways a figure may lead: to records, and to published cells."""
        self.known = TraceContext(self.reader, self.as_of)
        self.published = results.Explainer(self.reader, self.as_of)

    def explained(self, named: Ref) -> Provenance:
        """A figure with everything it rests on; raises for a name that is no figure's."""
        if named not in self._found:
            require_known(self.reader, named)
            self._found[named] = self._explained(named)
        return self._found[named]

    def _explained(self, named: Ref) -> Provenance:
        if named.kind is RefKind.EXPECTATION:
            return scrutiny.expectation(self.known, named, self.explained)
        if named.kind in _RESOLVERS:
            return _RESOLVERS[named.kind](self.known, named)
        return self.published.explained(named)


_RESOLVERS: dict[RefKind, Callable[[TraceContext, Ref], Provenance]] = {
    RefKind.KPI: kpis.kpi,
    RefKind.KPIS: kpis.counts,
    RefKind.STATUS: kpis.status,
    RefKind.DAYS: support.days,
    RefKind.MILESTONE: support.milestone,
    RefKind.ALLIANCE: support.alliance,
    RefKind.ADVICE: scrutiny.advice,
    RefKind.ESCALATION: scrutiny.escalation,
    RefKind.FILE: scrutiny.source,
    RefKind.CHANGED: changes.changed,
    RefKind.MOVED: changes.moved,
    RefKind.PACKS: changes.packs,
    RefKind.REVIEW: challenge.review,
    RefKind.JUDGEMENT: challenge.judgement,
    RefKind.RECOMMENDATION: challenge.recommendation,
}
