"""The golden thread of a school, read off its records."""

from datetime import date

from bleadchallenge.domain.thread import Knot, Thread
from bleadchallenge.store.store import Reader
from bleadchallenge.store.tables import (
    Action,
    Advice,
    AdviceResponse,
    Kpi,
    KpiReading,
    Milestone,
    Recommendation,
)


def thread_of(reader: Reader, urn: str, as_of: date) -> Thread:
    """The thread of a school as it stands on a day."""
    return Thread(
        urn=urn,
        recommendations=_recommendations(reader, urn),
        actions=_actions(reader, urn),
        milestones=_milestones(reader, urn, as_of),
        indicators=_indicators(reader, urn, as_of),
        advice=_advice(reader, urn, as_of),
    )


def _recommendations(reader: Reader, urn: str) -> tuple[Knot, ...]:
    found = reader.having(Recommendation, urn=urn)
    return tuple(Knot(f"{r.stage} {r.number}", r.text) for r in found if r.to == "school")


def _actions(reader: Reader, urn: str) -> tuple[Knot, ...]:
    return tuple(
        Knot(f"action {action.number}", action.text, _names(action.recommendation))
        for action in reader.having(Action, urn=urn)
        if action.dropped_in is None
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _milestones(reader: Reader, urn: str, as_of: date) -> tuple[Knot, ...]:
    """A milestone needs evidence once it is judged, and a judgement once it is past."""
    return tuple(
        Knot(
            f"milestone {m.number}",
            m.text,
            (f"action {m.action}",),
            settled=bool(m.evidence) if m.outcome else m.due_on >= as_of,
        )
        for m in reader.having(Milestone, urn=urn)
    )


def _indicators(reader: Reader, urn: str, as_of: date) -> tuple[Knot, ...]:
    """An indicator needs evidence with every reading; imported figures are their own."""
    bare = {
        reading.kpi
        for reading in reader.having(KpiReading, urn=urn)
        if not reading.evidence and reading.on_day <= as_of
    }
    return tuple(
        Knot(f"indicator {kpi.code}", kpi.name, settled=kpi.code not in bare)
        for kpi in reader.having(Kpi, urn=urn)
        if kpi.retired_on is None and not kpi.measure
    )


def _advice(reader: Reader, urn: str, as_of: date) -> tuple[Knot, ...]:
    answered = {each.advice for each in reader.having(AdviceResponse) if each.evidence.strip()}
    return tuple(
        Knot(
            f"advice {advice.number}",
            advice.text,
            settled=advice.number in answered or advice.due_on >= as_of,
        )
        for advice in reader.having(Advice)
        if urn in (advice.urn, advice.subject)
    )
