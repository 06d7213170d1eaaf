"""Where a sentence on what changed since a pack comes from: the changes themselves."""

from collections import Counter
from datetime import date

from bleadchallenge.domain.kpis.status import Status
from bleadchallenge.domain.provenance.refs import Ref, RefKind
from bleadchallenge.domain.provenance.tree import Provenance
from bleadchallenge.domain.reports.asks import packs_since
from bleadchallenge.domain.reports.news import Move, MoveKind
from bleadchallenge.store.engine.differences import Difference
from bleadchallenge.store.reports import issued
from bleadchallenge.usecases.kpis.status import KpiStatusRow
from bleadchallenge.usecases.provenance import kpis
from bleadchallenge.usecases.provenance.context import TraceContext
from bleadchallenge.usecases.reports.pack import changes
from bleadchallenge.usecases.reports.pack.changes import FIRST_ON_TRACK
from bleadchallenge.usecases.reports.pack.isg import KIND
from bleadchallenge.usecases.reports.pack.names import PROGRAMME
from bleadchallenge.usecases.scrutiny.meetings import meetings_so_far


def changed(known: TraceContext, named: Ref) -> Provenance:
    """Everything that changed of a school or an alliance since a change, and who changed it."""
    since, whom = named.parts
    then = int(since)
    code = "" if whom == PROGRAMME else whom
    parts = (*_records(known, then, code), *_statuses(known, then, code))
    moved = Counter(str(part.value) for part in parts if part.value)
    counts = "".join(f", {many} {how}" for how, many in sorted(moved.items()))
    alike = sorted({many for many in Counter(part.words for part in parts).values() if many > 1})
    counts += "".join(f"; {many} times the same" for many in alike)
    words = f"what changed of {known.names.subject(code)} since change {then}{counts}"
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
    return tuple(_move(known, row, move) for row, move in known.moved(then) if row.urn == code)


def _move(known: TraceContext, row: KpiStatusRow, move: Move) -> Provenance:
    stood, stands = move.before.judged.status, move.now.judged.status
    words = f"{row.name} ({row.code}): {stood} to {stands}"
    rule = "news only where the reading moved by a whole lesson, pupil, meeting or day"
    status = kpis.kpi(known, Ref(RefKind.KPI, (row.urn, row.code, "status")))
    return Provenance("", move.kind.value, words, rule, parts=(status,))


def packs(known: TraceContext, named: Ref) -> Provenance:
    """How many packs before this one can have asked something, since a day."""
    (since,) = named.parts
    reader, policy = known.reader, known.policy
    met = tuple(meetings_so_far(reader, policy, known.as_of))
    made = {pack.made_on: pack for pack in issued(reader, KIND)}
    asked = [day for day in met[:-1] if day >= date.fromisoformat(since)]
    parts = tuple(
        known.of_fact(made[day], None, f"pack {made[day].number} of {day.isoformat()}")
        if day in made
        else Provenance("", None, f"the meeting of {day.isoformat()}")
        for day in asked
    )
    many = packs_since(date.fromisoformat(since), met)
    words = f"packs since {since}, before that of {known.as_of.isoformat()}"
    return Provenance(str(named), many, words, "counted, one a meeting", parts=parts)


def moved(known: TraceContext, named: Ref) -> Provenance:
    """How many statuses moved in one way since a pack, and which."""
    since, how = named.parts
    own = [(row, move) for row, move in known.moved(int(since)) if _is(move, how)]
    parts = tuple(_move(known, row, move) for row, move in own)
    words = f"statuses that moved since change {since}: {how}"
    return Provenance(str(named), len(parts), words, "counted, one an indicator", parts=parts)


def _is(move: Move, how: str) -> bool:
    if how == FIRST_ON_TRACK:
        return move.kind is MoveKind.FIRST and move.now.judged.status is Status.ON_TRACK
    return move.kind == how
