"""Where days of support, milestones and what an alliance carries come from."""

from collections.abc import Iterable

from bleadchallenge.domain.choices import DayState
from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.provenance.refs import Ref, RefKind
from bleadchallenge.domain.provenance.tree import Provenance
from bleadchallenge.domain.scrutiny.advice import AdviceState
from bleadchallenge.domain.support.days import GIVEN, in_days
from bleadchallenge.store.escalation.commissioning import days_at_schools
from bleadchallenge.store.plans.action_plans import open_milestones, outcome_on
from bleadchallenge.store.schools.cohorts import selected
from bleadchallenge.store.schools.participation import active_schools
from bleadchallenge.store.selection import assignment_on
from bleadchallenge.store.support.days import (
    DaysLedger,
    alliance_days,
    days_ledger,
    own_ledger,
    times_of,
)
from bleadchallenge.store.tables import (
    Alliance,
    Assignment,
    Decision,
    Milestone,
    SupportDay,
    Variation,
)
from bleadchallenge.usecases.provenance.context import PROGRAMME, TraceContext
from bleadchallenge.usecases.provenance.scrutiny import advice_state

_RULES = {
    "used": "days delivered, whatever the school says of them, in quarters of a day",
    "released": "the tranches and variations in force on the day",
    "left": "released, but neither used nor planned",
    "expected": "an even pace over the working days of the terms each tranche is for",
    "behind": "expected by an even pace, but not used",
    "remaining": "promised, but not used",
    **{state.value: f"the entries of the ledger that are {state}" for state in DayState},
}
_STATES = {"used": frozenset(GIVEN)} | {state.value: frozenset({state}) for state in DayState}
_RESTS_ON = {
    "left": ("released", "used", "planned"),
    "behind": ("expected", "used", "released"),
    "remaining": ("released", "used"),
}


def days(known: TraceContext, named: Ref) -> Provenance:
    """A figure of the ledger of a school, or of an alliance over all its schools."""
    of, what = named.parts
    if what not in _RULES:
        raise UsageError(f"{what!r} is no figure of days", fix=", ".join(_RULES))
    if of == PROGRAMME:
        return _of_programme(known, named)
    if what in _STATES:
        return _entries(known, named)
    if known.reader.get(Alliance, code=of) is not None:
        return _of_alliance(known, named)
    parts: Iterable[Provenance]
    if what in _RESTS_ON:
        parts = (days(known, Ref(RefKind.DAYS, (of, part))) for part in _RESTS_ON[what])
    else:
        parts = _grants(known, of)
    value = in_days(_quarters(known, of, what))
    return Provenance(str(named), value, f"days {what}", _RULES[what], parts=tuple(parts))


def _ledger(known: TraceContext, of: str) -> DaysLedger:
    """The ledger of a school, of an alliance over all its schools, or of one at the other.

    The last is named ``URN@CODE``: the alliance's own time at the school.
    """
    reader, policy, as_of = known.reader, known.policy, known.as_of
    urn, _, code = of.partition("@")
    if reader.get(Alliance, code=of) is not None:
        return DaysLedger(tuple(alliance_days(reader, of, as_of)), ())
    own = [own for each, own in times_of(reader, code, as_of) if each == urn]
    return (
        own_ledger(reader, policy, urn, own[-1], as_of)
        if own
        else days_ledger(reader, policy, urn, as_of)
    )


def _of_programme(known: TraceContext, named: Ref) -> Provenance:
    """A figure of all schools together."""
    what = named.parts[1]
    parts = tuple(days(known, Ref(RefKind.DAYS, (s.urn, what))) for s in selected(known.reader))
    value = sum(float(part.value or 0) for part in parts)
    return Provenance(str(named), value, f"days {what}, all schools", _RULES[what], parts=parts)


def _of_alliance(known: TraceContext, named: Ref) -> Provenance:
    """Days due or behind of an alliance: in its own time, school by school."""
    code, what = named.parts
    found = days_at_schools(known.reader, known.policy, code, known.as_of)
    parts = tuple(
        Provenance(
            "",
            in_days(each.due if what == "expected" else each.behind),
            f"at {each.urn}: {in_days(each.used):g} of {in_days(each.due):g} days",
            "the even pace of the school's days while the alliance supported it",
            parts=tuple(_grants(known, each.urn)),
        )
        for each in found
    )
    value = sum(float(part.value or 0) for part in parts)
    return Provenance(str(named), value, f"days {what} of {code}", _RULES[what], parts=parts)


def _quarters(known: TraceContext, of: str, what: str) -> int:
    ledger = _ledger(known, of)
    stands = ledger.account(known.as_of)
    if what in ("released", "left"):
        return int(getattr(stands, what))
    if what == "remaining":
        return stands.released - stands.used
    pace = ledger.pace(known.policy, known.as_of)
    return pace if what == "expected" else max(0, pace - stands.used)


def _entries(known: TraceContext, named: Ref) -> Provenance:
    of, what = named.parts
    ledger = _ledger(known, of)
    counted = {e.number: e.state for e in ledger.entries if e.state in _STATES[what]}
    parts = tuple(
        known.of_fact(
            day,
            in_days(day.quarters),
            f"entry {day.number} of {day.on_day.isoformat()}: {counted[day.number]}",
        )
        for day in known.reader.where(SupportDay)
        if day.number in counted
    )
    value = in_days(getattr(ledger.account(known.as_of), what))
    return Provenance(str(named), value, f"days {what}", _RULES[what], parts=parts)


def _grants(known: TraceContext, of: str) -> list[Provenance]:
    """What releases days: the first assignment, the decisions, the variations."""
    ledger, urn = _ledger(known, of), of.partition("@")[0]
    given = [
        Provenance("", in_days(grant.quarters), f"{grant.why}, from {grant.on.isoformat()}")
        for grant in ledger.given
        if grant.on <= known.as_of
    ]
    facts = [
        *known.reader.where(Assignment, urn=urn),
        *known.reader.where(Decision, urn=urn),
        *known.reader.where(Variation, urn=urn),
    ]
    on_record = tuple(known.of_fact(fact) for fact in facts)
    return [
        Provenance(each.ref, each.value, each.words, "released by", parts=on_record)
        for each in given
    ]


def milestone(known: TraceContext, named: Ref) -> Provenance:
    """How many days a milestone is overdue; of ``next``, the day of the one to come."""
    urn, which = named.parts
    if urn == PROGRAMME:
        return _overdue(known, named)
    waiting = open_milestones(known.reader, urn, known.as_of)
    if which == "next":
        parts = tuple(
            known.of_fact(each, each.due_on.isoformat(), f"milestone {each.number}: {each.text}")
            for each in waiting
        )
        first = min((each.due_on.isoformat() for each in waiting), default=None)
        rule = "the first of the milestones neither judged nor dropped"
        return Provenance(str(named), first, "next milestone", rule, parts=parts)
    kept = known.reader.where(Milestone, urn=urn)
    found = next((each for each in kept if str(each.number) == which), None)
    if found is None:
        return Provenance(str(named), None, f"no milestone {which} of {urn} is on record")
    is_open = found.number in {each.number for each in waiting}
    late = max(0, (known.as_of - found.due_on).days) if is_open else 0
    outcome = outcome_on(found, known.as_of) or ("open" if is_open else "dropped")
    words = f"milestone {found.number}, due {found.due_on.isoformat()}, {outcome}: {found.text}"
    return Provenance(
        str(named), late, words, "days since it was due", parts=(known.of_fact(found),)
    )


def _overdue(known: TraceContext, named: Ref) -> Provenance:
    """How many milestones of all schools are past their day."""
    parts = tuple(
        milestone(known, Ref(RefKind.MILESTONE, (each.urn, str(each.number))))
        for school in active_schools(known.reader, known.as_of)
        for each in open_milestones(known.reader, school.urn, known.as_of)
        if each.due_on < known.as_of
    )
    return Provenance(str(named), len(parts), "milestones overdue", "past their day", parts=parts)


_CARRIES = {
    "schools": "the schools whose latest assignment is to it",
    "capacity": "as the alliance said",
    "advice": "the advice given to it",
    "late": "the advice to it that was answered late, or not yet past its day",
    "overdue": "the advice to it that has no answer past its day",
    "refused": "the advice to it whose answer was not accepted",
    "unanswered": "the advice to it that is overdue or was refused",
    "flag": "not delivering on impact none or on days behind at schools enough; watch on grounds",
    "ratings": "how reviews rated its impact, each in its own time",
    "kpis": "how the support's indicators stand at its schools",
}
_STANDS = {
    "overdue": (AdviceState.OVERDUE,),
    "refused": (AdviceState.NOT_ACCEPTED,),
    "unanswered": (AdviceState.OVERDUE, AdviceState.NOT_ACCEPTED),
}


def alliance(known: TraceContext, named: Ref) -> Provenance:
    """What an alliance carries: its schools, its capacity, the advice given to it."""
    code, what = named.parts
    if what not in _CARRIES:
        raise UsageError(f"{what!r} is no figure of an alliance", fix=", ".join(_CARRIES))
    rule = _CARRIES[what]
    if what == "capacity":
        kept = known.reader.where(Alliance, code=code)
        value = kept[0].capacity_days if kept else None
        parts = tuple(known.of_fact(each, each.capacity_days) for each in kept)
        return Provenance(str(named), value, f"capacity of {code} in days", rule, parts=parts)
    if what == "schools":
        parts = tuple(known.of_fact(each) for each in _supported(known, code))
        return Provenance(str(named), len(parts), f"schools of {code}", rule, parts=parts)
    own = [row for row in known.advice if row.subject == code]
    if what in ("flag", "ratings", "kpis"):
        return _row_of(known, named)
    if what in _STANDS:
        standing = [row for row in own if row.state in _STANDS[what]]
        parts = tuple(advice_state(known, row) for row in standing)
        return Provenance(str(named), len(standing), f"{what} of {code}", rule, parts=parts)
    counted = [row for row in own if what == "advice" or row.days_late]
    parts = tuple(advice_state(known, row) for row in own)
    return Provenance(str(named), len(counted), f"{what} of {code}", rule, parts=parts)


def _row_of(known: TraceContext, named: Ref) -> Provenance:
    """What a pack says of an alliance in a word or two."""
    code, what = named.parts
    row = next(row for row in known.alliances if row.code == code)
    value = getattr(row, what) or None
    figures = ("expected", "used", "behind")
    parts = tuple(days(known, Ref(RefKind.DAYS, (code, figure))) for figure in figures)
    return Provenance(str(named), value, f"{what} of {code}", _CARRIES[what], parts=parts)


def _supported(known: TraceContext, code: str) -> list[Assignment]:
    chosen = selected(known.reader)
    found = (assignment_on(known.reader, each.urn, known.as_of) for each in chosen)
    return [each for each in found if each is not None and each.alliance == code]
