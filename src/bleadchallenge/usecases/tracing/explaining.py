"""Where a figure of any report comes from, by its name, whichever kind it is of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from bleadchallenge.domain.explained import Explained
from bleadchallenge.domain.refs import Ref, RefKind
from bleadchallenge.store.store import Reader
from bleadchallenge.usecases.asked import Asked, Listing
from bleadchallenge.usecases.figures import explaining
from bleadchallenge.usecases.tracing import changed, indicators, scrutiny, support
from bleadchallenge.usecases.tracing.known import Known


def explain(asked: Asked, text: str) -> Listing:
    """The tree of a figure, one row a part, each below what was worked out from it."""
    return explaining.explain(asked, text, Tracer)


@dataclass(slots=True)
class Tracer:
    """Whoever traces figures in one store: what was opened for one stays open for the next."""

    reader: Reader
    as_of: date
    known: Known = field(init=False)
    published: explaining.Explainer = field(init=False)
    _found: dict[Ref, Explained] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open the two ways a figure may lead: to records, and to published cells."""
        self.known = Known(self.reader, self.as_of)
        self.published = explaining.Explainer(self.reader, self.as_of)

    def explained(self, named: Ref) -> Explained:
        """A figure with everything it rests on."""
        if named not in self._found:
            self._found[named] = self._explained(named)
        return self._found[named]

    def _explained(self, named: Ref) -> Explained:
        if named.kind is RefKind.EXPECTATION:
            return scrutiny.expectation(self.known, named, self.explained)
        if named.kind in _RESOLVERS:
            return _RESOLVERS[named.kind](self.known, named)
        return self.published.explained(named)


_RESOLVERS: dict[RefKind, Callable[[Known, Ref], Explained]] = {
    RefKind.KPI: indicators.kpi,
    RefKind.KPIS: indicators.counts,
    RefKind.STATUS: indicators.status,
    RefKind.DAYS: support.days,
    RefKind.MILESTONE: support.milestone,
    RefKind.ALLIANCE: support.alliance,
    RefKind.ADVICE: scrutiny.advice,
    RefKind.ESCALATION: scrutiny.escalation,
    RefKind.FILE: scrutiny.source,
    RefKind.CHANGED: changed.changed,
}
