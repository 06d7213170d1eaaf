"""Where a figure of an indicator comes from: its readings, its promises, published cells."""

from bleadchallenge.domain.choices import Level, Side
from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.kpis.status import COUNTED, WORST_FIRST, DirectionOfTravel
from bleadchallenge.domain.provenance.refs import Ref, RefKind, ref
from bleadchallenge.domain.provenance.tree import FigureValue, Provenance, of_outcome
from bleadchallenge.domain.reports.concern import Concern, SchoolSigns, concern_of, reason_of
from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.results.year_results import OutcomeSeries
from bleadchallenge.domain.years import label
from bleadchallenge.store import published_files
from bleadchallenge.store.kpis import KpiHistory, is_reading_suppressed, results_day
from bleadchallenge.store.schools.participation import active_schools
from bleadchallenge.store.support.ledger_indicators import counted
from bleadchallenge.store.tables import Kpi, KpiReading, KpiTarget
from bleadchallenge.usecases.kpis.status import support_rows
from bleadchallenge.usecases.kpis.wording import kpi_words
from bleadchallenge.usecases.provenance.context import PROGRAMME, TraceContext
from bleadchallenge.usecases.reports.pack.signs import school_signs

_RULES = {
    "value": "the latest reading up to the day judged from; where it adds up, all of them",
    "status": "the reading beside the path from baseline to target, with the tolerance",
    "expected": "a straight line from the baseline to the target of the term",
    "target": "the target of the term",
    "baseline": "as promised",
    "reading": "the latest reading: a share as a count of its number, where that is known",
    "last": "the reading before the latest",
    "aim": "the target of the term, with its unit",
    "n": "how many pupils, lessons or people the latest reading is of",
}
_WORDS = {"reading": "reading", "last": "last", "aim": "target"}
"""The figures that are told in words, by the field of the words."""


def kpi(known: TraceContext, named: Ref) -> Provenance:
    """A figure of one indicator."""
    urn, code, what = named.parts
    found = known.indicators(urn).get(code)
    if found is None:
        return Provenance(str(named), None, f"no indicator {code} of {urn} is in force")
    if what not in _RULES:
        raise UsageError(f"{what!r} is no figure of an indicator", fix=", ".join(_RULES))
    each, row = found
    said = kpi_words(each, known.as_of)
    value = getattr(said, _WORDS[what]) if what in _WORDS else getattr(row, what)
    return Provenance(
        str(named),
        value,
        f"{each.kpi.name}: {row.reason}",
        _RULES[what],
        parts=tuple(_parts(known, each, what)),
    )


def status(known: TraceContext, named: Ref) -> Provenance:
    """How a school stands by its indicators and its review; of all, how many are of concern."""
    (urn,) = named.parts
    if urn == PROGRAMME:
        return _of_concern(known, named)
    signs = _signs(known, urn)
    parts = _of_side(known, urn, Side.SCHOOL)
    rule = "two indicators off track, or impact none, are of concern; one is watch"
    found = concern_of(signs, known.policy.pack)
    return Provenance(str(named), found.value, reason_of(signs), rule, parts=parts)


def _of_concern(known: TraceContext, named: Ref) -> Provenance:
    schools = active_schools(known.reader, known.as_of)
    found = [status(known, Ref(RefKind.STATUS, (each.urn,))) for each in schools]
    own = tuple(each for each in found if each.value == Concern.OF_CONCERN.value)
    words = f"{len(own)} schools of concern"
    return Provenance(str(named), len(own), words, "counted, one a school", parts=own)


def _signs(known: TraceContext, urn: str) -> SchoolSigns:
    histories = tuple(each for each, _ in known.indicators(urn).values())
    return school_signs(known.reader, urn, histories, known.as_of)


def _travels(known: TraceContext, named: Ref) -> Provenance:
    urn = named.parts[0]
    rows = [row for each, row in known.indicators(urn).values() if each.kpi.side == Side.SCHOOL]
    rose = sum(row.travel is DirectionOfTravel.IMPROVING for row in rows)
    fell = sum(row.travel is DirectionOfTravel.DECLINING for row in rows)
    rule = "the latest reading of each of the school's own indicators beside the one before"
    parts = _of_side(known, urn, Side.SCHOOL)
    return Provenance(str(named), f"{rose} up, {fell} down", f"of {urn}", rule, parts=parts)


def counts(known: TraceContext, named: Ref) -> Provenance:
    """How many indicators of one side stand how."""
    urn, side = named.parts
    if side == "travel":
        return _travels(known, named)
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
    if what in ("expected", "target", "aim", "baseline"):
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
            value: FigureValue = HIDDEN if is_reading_suppressed(kpi, reading.n) else reading.value
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
