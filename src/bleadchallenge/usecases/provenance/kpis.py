"""Where a figure of an indicator comes from: its readings, its promises, published cells."""

from bleadchallenge.domain.choices import Level, Side
from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.kpis.status import COUNTED, WORST_FIRST
from bleadchallenge.domain.provenance.refs import Ref, RefKind, ref
from bleadchallenge.domain.provenance.tree import Provenance, Said, of_outcome
from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.results.year_results import OutcomeSeries
from bleadchallenge.domain.years import label
from bleadchallenge.store import published_files
from bleadchallenge.store.kpis import KpiHistory, is_reading_suppressed, results_day
from bleadchallenge.store.support.ledger_indicators import counted
from bleadchallenge.store.tables import Kpi, KpiReading, KpiTarget
from bleadchallenge.usecases.kpis.status import support_rows
from bleadchallenge.usecases.provenance.context import TraceContext

_RULES = {
    "value": "the latest reading up to the day judged from; where it adds up, all of them",
    "status": "the reading beside the path from baseline to target, with the tolerance",
    "expected": "a straight line from the baseline to the target of the term",
    "target": "the target of the term",
    "baseline": "as promised",
}


def kpi(known: TraceContext, named: Ref) -> Provenance:
    """A figure of one indicator."""
    urn, code, what = named.parts
    found = known.indicators(urn).get(code)
    if found is None:
        return Provenance(str(named), None, f"no indicator {code} of {urn} is in force")
    if what not in _RULES:
        raise UsageError(f"{what!r} is no figure of an indicator", fix=", ".join(_RULES))
    each, row = found
    return Provenance(
        str(named),
        getattr(row, what),
        f"{each.kpi.name}: {row.reason}",
        _RULES[what],
        parts=tuple(_parts(known, each, what)),
    )


def status(known: TraceContext, named: Ref) -> Provenance:
    """How a school stands: the worst of its own indicators."""
    (urn,) = named.parts
    parts = _of_side(known, urn, Side.SCHOOL)
    present = {part.value for part in parts}
    worst = next((each for each in WORST_FIRST if each in present), None)
    rule = "the worst status of the school's own indicators"
    return Provenance(str(named), worst, f"how {urn} stands", rule, parts=parts)


def counts(known: TraceContext, named: Ref) -> Provenance:
    """How many indicators of one side stand how."""
    urn, side = named.parts
    if side not in tuple(Side):
        raise UsageError(f"{side!r} is no side of an indicator", fix=", ".join(Side))
    parts = _of_alliance(known, *urn.split("@")) if "@" in urn else _of_side(known, urn, Side(side))
    present = [part.value for part in parts]
    said = " / ".join(str(present.count(each)) for each in COUNTED) if present else None
    rule = "how many are " + ", ".join(each.value for each in COUNTED)
    words = f"{len(parts)} indicators of the {side}: " + ", ".join(
        f"{present.count(each)} {each}" for each in WORST_FIRST if each in present
    )
    return Provenance(str(named), said, words, rule, parts=parts)


def _of_side(known: TraceContext, urn: str, side: Side) -> tuple[Provenance, ...]:
    return tuple(
        kpi(known, Ref(RefKind.KPI, (urn, code, "status")))
        for code, (each, _) in known.indicators(urn).items()
        if each.kpi.side == side
    )


def _of_alliance(known: TraceContext, urn: str, alliance: str) -> tuple[Provenance, ...]:
    """The indicators of an alliance's own time at a school, named ``URN@CODE``."""
    return tuple(
        known.of_fact(kpi, row.status, f"{kpi.name}: {row.reason}")
        for row in support_rows(known.reader, known.policy, known.as_of, urn, alliance)
        for kpi in known.reader.where(Kpi, urn=urn, code=row.code)
    )


def _parts(known: TraceContext, each: KpiHistory, what: str) -> list[Provenance]:
    promised = [_baseline(known, each), *_targets(known, each)]
    if what in ("expected", "target", "baseline"):
        return promised
    if each.ledger:
        readings = _counted(known, each)
    else:
        readings = [*_readings(known, each), *_published(known, each)]
    if what == "value" and not each.kpi.cumulative:
        return readings
    return [*readings, *promised]


def _baseline(known: TraceContext, each: KpiHistory) -> Provenance:
    kpi = each.kpi
    named = ref(RefKind.KPI, kpi.urn, kpi.code, "baseline")
    day = f" of {kpi.baseline_on.isoformat()}" if kpi.baseline_on else ""
    return known.of_fact(kpi, kpi.baseline, f"baseline{day}", named)


def _targets(known: TraceContext, each: KpiHistory) -> list[Provenance]:
    kpi = each.kpi
    named = ref(RefKind.KPI, kpi.urn, kpi.code, "target")
    return [
        known.of_fact(target, target.value, f"target for {target.term}", named)
        for target in known.reader.where(KpiTarget, urn=kpi.urn, kpi=kpi.code)
    ]


def _readings(known: TraceContext, each: KpiHistory) -> list[Provenance]:
    """The readings by hand up to the day; one of five or fewer keeps its value back."""
    kpi = each.kpi
    named = ref(RefKind.KPI, kpi.urn, kpi.code, "value")
    found = []
    for reading in known.reader.where(KpiReading, urn=kpi.urn, kpi=kpi.code):
        if reading.on_day <= known.as_of:
            value: Said = HIDDEN if is_reading_suppressed(kpi, reading.n) else reading.value
            words = f"reading of {reading.on_day.isoformat()}"
            said = "; ".join(part for part in (words, reading.evidence, reading.source) if part)
            found.append(known.of_fact(reading, value, said, named))
    return found


def _counted(known: TraceContext, each: KpiHistory) -> list[Provenance]:
    """The facts that an indicator counts, which nobody typed for it."""
    kpi, day = each.kpi, known.as_of
    if each.ledger is None:
        return []
    named = ref(RefKind.KPI, kpi.urn, kpi.code, "value")
    return [
        known.of_fact(found.fact, found.value, found.words, named)
        for found in counted(known.reader, known.policy, each.ledger, kpi.urn, each.own, day)
    ]


def _published(known: TraceContext, each: KpiHistory) -> list[Provenance]:
    """The published cells of an indicator that reads itself, hidden where they are of few."""
    kpi = each.kpi
    if not kpi.measure:
        return []
    lines = published_files.lines(known.reader, "ks2", urns=[kpi.urn], level=Level.SCHOOL)
    found = []
    for line in lines:
        year = line.source.year
        if kpi.starts_on <= results_day(year, known.policy) <= known.as_of:
            named = ref(RefKind.ROW, "ks2", year, kpi.urn, kpi.measure)
            words = f"published figure of {label(year)}"
            found.append(of_outcome(named, OutcomeSeries(year, line), kpi.measure, words))
    return found
