"""Where what the group scrutinises comes from: advice, stages, expectations, what changed."""

from collections.abc import Callable, Sequence

from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.provenance.refs import Ref, RefKind
from bleadchallenge.domain.provenance.tree import Provenance
from bleadchallenge.domain.scrutiny.advice import AdviceState
from bleadchallenge.domain.scrutiny.expectations import Expectation
from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.tables import (
    Action,
    Advice,
    AdviceResponse,
    AdviceVerdict,
    EscalationStep,
    GainedDesignation,
    Judgement,
    LeadershipChange,
    Review,
    SessionPlace,
    Signature,
    SourceFile,
    TalentStep,
)
from bleadchallenge.usecases.provenance.context import PROGRAMME, TraceContext
from bleadchallenge.usecases.scrutiny.advice import AdviceRow
from bleadchallenge.usecases.scrutiny.expectations import ExpectationRow

_ADVICE = {
    "open": "the advice that waits for its answer",
    "answered": "the advice whose answer waits for the group's word",
    "state": "worked out from the answers with evidence and the group's verdicts",
    "late": "working days from the day it was due to the evidence, or to the day judged from",
}


def advice(known: TraceContext, named: Ref) -> Provenance:
    """How one advice stands; of a school, how much waits for its answer."""
    of, what = named.parts
    if what not in _ADVICE:
        raise UsageError(f"{what!r} is no figure of advice", fix=", ".join(_ADVICE))
    if what == "open":
        own = [row for row in known.advice if of in (row.urn, row.subject)]
        waiting = sum(bool(row.outstanding) for row in own)
        parts = tuple(advice_state(known, row) for row in own)
        return Provenance(str(named), waiting, f"open advice of {of}", _ADVICE[what], parts=parts)
    if what == "answered":
        own = [row for row in known.advice if row.state is AdviceState.ANSWERED]
        parts = tuple(advice_state(known, row) for row in own)
        return Provenance(str(named), len(own), "answers to judge", _ADVICE[what], parts=parts)
    row = next((row for row in known.advice if str(row.number) == of), None)
    if row is None:
        return Provenance(str(named), None, f"there is no advice {of}")
    found = advice_state(known, row)
    value = found.value if what == "state" else row.days_late
    return Provenance(str(named), value, found.words, _ADVICE[what], parts=found.parts)


def advice_state(known: TraceContext, row: AdviceRow) -> Provenance:
    """One advice with its answers and verdicts up to the day."""
    number = row.number
    facts: list[Fact] = [
        *known.reader.where(Advice, number=number),
        *_by(known, known.reader.where(AdviceResponse, advice=number)),
        *_by(known, known.reader.where(AdviceVerdict, advice=number)),
    ]
    waits = f", waited for {row.waiting} {known.policy.advice.counts}" if row.waiting else ""
    late = f", {row.days_late} {known.policy.advice.counts} late" if row.days_late else ""
    words = f"advice {number}, due {row.due_on.isoformat()}{late}{waits}"
    named = Ref(RefKind.ADVICE, (str(number), "state"))
    parts = tuple(known.of_fact(fact) for fact in facts)
    return Provenance(str(named), row.state.value, words, _ADVICE["state"], parts=parts)


def _by(
    known: TraceContext, said: Sequence[AdviceResponse] | Sequence[AdviceVerdict]
) -> list[Fact]:
    return [each for each in said if each.on_day <= known.as_of]


def escalation(known: TraceContext, named: Ref) -> Provenance:
    """What speaks for a school's place on the escalation register."""
    (urn,) = named.parts
    row = known.register.get(urn)
    if row is None:
        return Provenance(str(named), None, f"{urn} is not on the register")
    steps = [
        known.of_fact(each, each.stage)
        for each in known.reader.where(EscalationStep, subject=urn)
        if each.on_day <= known.as_of
    ]
    own = tuple(advice_state(known, each) for each in known.advice if each.subject == urn)
    words = f"stage: {row.stage or 'none yet'}; recommended: {row.recommended or 'nothing'}"
    rule = "advice past its day or not accepted, in working days; the steps people took"
    said = "; ".join(row.evidence)
    return Provenance(str(named), said, words, rule, parts=(*own, *steps))


def source(known: TraceContext, named: Ref) -> Provenance:
    """How many rows of a file were taken."""
    number, what = named.parts
    if what != "rows":
        raise UsageError(f"{what!r} is no figure of a file", fix="rows")
    kept = known.reader.all(SourceFile)
    found = next((each for each in kept if str(each.number) == number), None)
    if found is None:
        return Provenance(str(named), None, f"no import {number} is in")
    words = f"{found.file}, taken on {found.taken_on.isoformat()}, SHA-256 {found.sha256[:12]}"
    fact = known.of_fact(found, found.rows, words)
    return Provenance(str(named), found.rows, words, "the rows as taken", parts=(fact,))


Rests = Callable[[TraceContext, str], Sequence[Provenance]]


def expectation(
    known: TraceContext, named: Ref, resolve: Callable[[Ref], Provenance]
) -> Provenance:
    """How an expectation stands and what it is read from; ``resolve`` explains its parts."""
    of, which, what = named.parts
    if which not in tuple(Expectation) or what not in ("state", "evidence"):
        known_words = ", ".join(Expectation)
        raise UsageError(f"{which!r} is no expectation", fix=f"{known_words}; state or evidence")
    urn = None if of == PROGRAMME else of
    rows = [row for row in known.expectations if row.expectation == which]
    row = next((row for row in rows if row.urn == urn), None)
    if row is None:
        return Provenance(str(named), None, f"{of} has no part in the programme on the day")
    said = "; ".join(row.evidence)
    parts = _of_schools(rows) if urn is None else _rests_on(known, urn, Expectation(which), resolve)
    value = row.state.value if what == "state" else said
    rule = "one sign against it is not met, a doubt is at risk; the whole meets what all meet"
    return Provenance(str(named), value, said, rule, parts=tuple(parts))


def _of_schools(rows: list[ExpectationRow]) -> list[Provenance]:
    """Each school's own state, which is explained by its own name."""
    return [
        Provenance(
            str(Ref(RefKind.EXPECTATION, (row.urn, row.expectation, "state"))),
            row.state.value,
            row.name,
            "explained by its own name",
        )
        for row in rows
        if row.urn is not None
    ]


def _rests_on(
    known: TraceContext, urn: str, which: Expectation, resolve: Callable[[Ref], Provenance]
) -> list[Provenance]:
    figures = [resolve(each) for each in _figures(known, urn, which)]
    facts = [each for kind in _RECORDS[which] for each in known.reader.where(kind, urn=urn)]
    steps = (
        known.reader.where(EscalationStep, subject=urn) if which is Expectation.ENGAGEMENT else []
    )
    return [*figures, *(known.of_fact(each, _level(each)) for each in (*facts, *steps))]


_RECORDS: dict[Expectation, tuple[type[Fact], ...]] = {
    Expectation.ENGAGEMENT: (Signature, LeadershipChange, SessionPlace),
    Expectation.IMPACT: (Review,),
    Expectation.CAPACITY: (Judgement, TalentStep, GainedDesignation, Action),
    Expectation.PERFORMANCE: (),
}


def _level(fact: Fact) -> float | int | str | None:
    found: float | int | str | None = getattr(fact, "level", None)
    return found


def _figures(known: TraceContext, urn: str, which: Expectation) -> list[Ref]:
    if which is Expectation.ENGAGEMENT:
        advised = [
            Ref(RefKind.ADVICE, (str(row.number), "state"))
            for row in known.advice
            if row.subject == urn
        ]
        paces = [Ref(RefKind.DAYS, (urn, what)) for what in ("used", "expected")]
        return [*advised, *paces]
    if which is Expectation.IMPACT:
        return [Ref(RefKind.KPIS, (urn, "support")), Ref(RefKind.DAYS, (urn, "disputed"))]
    if which is Expectation.PERFORMANCE:
        return [Ref(RefKind.KPIS, (urn, "school")), *known.growth_since_start(urn)]
    return []
