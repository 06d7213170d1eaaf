"""Where a sentence on what changed since a pack comes from: the changes themselves."""

from typing import Any

from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.explained import Explained
from bleadchallenge.domain.refs import Ref, RefKind
from bleadchallenge.store.differences import Difference
from bleadchallenge.store.packs import issued
from bleadchallenge.usecases.packing import changes
from bleadchallenge.usecases.packing.isg import KIND
from bleadchallenge.usecases.packing.names import PROGRAMME
from bleadchallenge.usecases.tracing import indicators
from bleadchallenge.usecases.tracing.known import Known


def changed(known: Known, named: Ref) -> Explained:
    """Everything that changed of a school or an alliance since a change, and who changed it."""
    since, whom = named.parts
    if not since.isdigit() or int(since) > known.reader.change:
        raise UsageError(f"{since!r} is no change of this store", fix="bleadchallenge history")
    then = int(since)
    code = "" if whom == PROGRAMME else whom
    parts = (*_records(known, then, code), *_statuses(known, then, code))
    words = f"what changed of {known.names.subject(code)} since change {then}"
    rule = "what was known at one change beside what is known at the other"
    return Explained(str(named), len(parts) or None, words, rule, parts=parts)


def _records(known: Known, then: int, code: str) -> tuple[Explained, ...]:
    return tuple(
        Explained("", None, _in_full(each), known.recorded(_made_by(difference)))
        for difference, each in known.changed(then)
        if each.code == code
    )


def _in_full(said: changes.Said) -> str:
    return f"{said.lead}: {said.words}" if said.lead else said.words


def _made_by(difference: Difference) -> int | None:
    """The change that brought a record in, or that took it off."""
    if difference.new is not None:
        return difference.new.since
    return difference.old.until if difference.old else None


def _statuses(known: Known, then: int, code: str) -> tuple[Explained, ...]:
    """The indicators whose status moved since the pack that was made from that change."""
    before = next((pack for pack in issued(known.reader, KIND) if pack.known_at == then), None)
    if before is None:
        return ()
    rule = f"judged on {before.made_on.isoformat()} and on {known.as_of.isoformat()}"
    return tuple(
        Explained("", None, words, rule, parts=(_as_it_stands(known, row),))
        for row, words in known.moved(before)
        if row["urn"] == code
    )


def _as_it_stands(known: Known, row: dict[str, Any]) -> Explained:
    return indicators.kpi(known, Ref(RefKind.KPI, (row["urn"], row["code"], "status")))
