"""Where a sentence on what changed since a pack comes from: the changes themselves."""

from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.provenance.refs import Ref, RefKind
from bleadchallenge.domain.provenance.tree import Provenance
from bleadchallenge.store.engine.differences import Difference
from bleadchallenge.store.reports import issued
from bleadchallenge.usecases.kpis.status import KpiStatusRow
from bleadchallenge.usecases.provenance import kpis
from bleadchallenge.usecases.provenance.context import TraceContext
from bleadchallenge.usecases.reports.pack import changes
from bleadchallenge.usecases.reports.pack.isg import KIND
from bleadchallenge.usecases.reports.pack.names import PROGRAMME


def changed(known: TraceContext, named: Ref) -> Provenance:
    """Everything that changed of a school or an alliance since a change, and who changed it."""
    since, whom = named.parts
    if not since.isdigit() or int(since) > known.reader.change:
        raise UsageError(f"{since!r} is no change of this store", fix="bleadchallenge history")
    then = int(since)
    code = "" if whom == PROGRAMME else whom
    parts = (*_records(known, then, code), *_statuses(known, then, code))
    words = f"what changed of {known.names.subject(code)} since change {then}"
    rule = "what was known at one change beside what is known at the other"
    return Provenance(str(named), len(parts) or None, words, rule, parts=parts)


def _records(known: TraceContext, then: int, code: str) -> tuple[Provenance, ...]:
    return tuple(
        Provenance("", None, _in_full(each), known.recorded(_made_by(difference)))
        for difference, each in known.changed(then)
        if each.code == code
    )


def _in_full(said: changes.ChangeNote) -> str:
    return f"{said.lead}: {said.words}" if said.lead else said.words


def _made_by(difference: Difference) -> int | None:
    """The change that brought a record in, or that took it off."""
    if difference.new is not None:
        return difference.new.since
    return difference.old.until if difference.old else None


def _statuses(known: TraceContext, then: int, code: str) -> tuple[Provenance, ...]:
    """The indicators whose status moved since the pack that was made from that change."""
    before = next((pack for pack in issued(known.reader, KIND) if pack.known_at == then), None)
    if before is None:
        return ()
    rule = f"judged on {before.made_on.isoformat()} and on {known.as_of.isoformat()}"
    return tuple(
        Provenance("", None, words, rule, parts=(_as_it_stands(known, row),))
        for row, words in known.moved(before)
        if row.urn == code
    )


def _as_it_stands(known: TraceContext, row: KpiStatusRow) -> Provenance:
    return kpis.kpi(known, Ref(RefKind.KPI, (row.urn, row.code, "status")))
