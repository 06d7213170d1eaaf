"""Where a figure of the programme's own records, or of a row beside the results, comes from."""

from collections.abc import Callable
from datetime import date

from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.explained import Explained, Said, of_line, of_outcome
from bleadchallenge.domain.figures.named import COLUMN_OF
from bleadchallenge.domain.figures.surroundings import shown_cell, surrounding_of
from bleadchallenge.domain.kpis import WORST_FIRST, Side, judge
from bleadchallenge.domain.refs import Ref, RefKind, ref
from bleadchallenge.domain.results import Outcome
from bleadchallenge.domain.rows import SourceLine
from bleadchallenge.domain.words import DayState, Level
from bleadchallenge.domain.years import label
from bleadchallenge.store import published
from bleadchallenge.store.days import ledger_of
from bleadchallenge.store.indicators import Tracked, results_day, tracked
from bleadchallenge.store.inspections import inspections
from bleadchallenge.store.store import Reader
from bleadchallenge.store.surroundings import row_of
from bleadchallenge.store.tables import Kpi, KpiReading, KpiTarget
from bleadchallenge.usecases.asked import policy_of

_QUARTERS = 4
_NO_YEAR = "-"
_NOT_USED = frozenset({DayState.PLANNED, DayState.CANCELLED})


def explained(reader: Reader, named: Ref, as_of: date) -> Explained:
    """A figure of the programme's own records with what it rests on."""
    return _RESOLVERS[named.kind](reader, named, as_of)


def _row(reader: Reader, named: Ref, as_of: date) -> Explained:
    kind, year, urn, column = named.parts
    line = _line(reader, kind, year, urn, as_of)
    if line is None:
        return Explained(str(named), None, f"no row of {urn} is in a file of kind {kind}")
    of_year = f", {label(year)}" if year != _NO_YEAR else ""
    words = f"{kind} of {urn}{of_year}: {column}"
    name = next((name for name, known in COLUMN_OF.items() if known.upper() == column.upper()), "")
    if kind == "ks2" and name:
        return of_outcome(str(named), Outcome(year, line), name, words)
    asked = surrounding_of(kind, column)
    cell = shown_cell(line, asked) if asked else None
    return of_line(str(named), line, column, words, cell)


def _line(reader: Reader, kind: str, year: str, urn: str, as_of: date) -> SourceLine | None:
    if kind == "ofsted":
        inspected = inspections(reader, as_of).get(urn)
        return inspected.line if inspected else None
    if year == _NO_YEAR:
        return next(iter(published.lines(reader, kind, urns=[urn])), None)
    return row_of(reader, kind, year, urn)


def _kpi(reader: Reader, named: Ref, as_of: date) -> Explained:
    urn, code, what = named.parts
    found = tracked(reader, policy_of(reader), as_of, Kpi.urn == urn, Kpi.code == code)
    if not found:
        return Explained(str(named), None, f"no indicator {code} of {urn} is in force")
    each = found[0]
    judged = judge(each.indicator, each.readings, as_of)
    values: dict[str, Said] = {
        "value": judged.value,
        "status": judged.status,
        "expected": judged.expected,
        "target": judged.target.value if judged.target else None,
        "baseline": each.kpi.baseline,
    }
    if what not in values:
        raise UsageError(f"{what!r} is no figure of an indicator", fix=", ".join(values))
    return Explained(
        str(named),
        values[what],
        f"{each.kpi.name}: {judged.reason}",
        _KPI_RULES[what],
        parts=tuple(_kpi_parts(reader, each, what, as_of)),
    )


_KPI_RULES = {
    "value": "the latest reading up to the day judged from",
    "status": "the reading beside the path from baseline to target, with the tolerance",
    "expected": "a straight line from the baseline to the target of the term",
    "target": "the target of the term",
    "baseline": "as promised",
}


def _kpi_parts(reader: Reader, each: Tracked, what: str, as_of: date) -> list[Explained]:
    promised = [_baseline(each), *_targets(reader, each)]
    if what in ("expected", "target", "baseline"):
        return promised
    readings = _readings(reader, each, as_of)
    return readings if what == "value" else [*readings, *promised]


def _baseline(each: Tracked) -> Explained:
    kpi = each.kpi
    named = ref(RefKind.KPI, kpi.urn, kpi.code, "baseline")
    day = f" of {kpi.baseline_on.isoformat()}" if kpi.baseline_on else ""
    return Explained(named, kpi.baseline, f"baseline{day}", _recorded(kpi.since))


def _targets(reader: Reader, each: Tracked) -> list[Explained]:
    kpi = each.kpi
    kept = reader.all(KpiTarget, KpiTarget.urn == kpi.urn, KpiTarget.kpi == kpi.code)
    named = ref(RefKind.KPI, kpi.urn, kpi.code, "target")
    return [
        Explained(named, target.value, f"target for {target.term}", _recorded(target.since))
        for target in kept
    ]


def _readings(reader: Reader, each: Tracked, as_of: date) -> list[Explained]:
    """The readings by hand up to a day, and the published cell where one reads itself."""
    kpi, found = each.kpi, []
    named = ref(RefKind.KPI, kpi.urn, kpi.code, "value")
    for reading in reader.all(KpiReading, KpiReading.urn == kpi.urn, KpiReading.kpi == kpi.code):
        if reading.on_day <= as_of:
            words = f"reading of {reading.on_day.isoformat()}"
            said = "; ".join(part for part in (words, reading.evidence, reading.source) if part)
            found.append(Explained(named, reading.value, said, _recorded(reading.since)))
    return found + (_published_readings(reader, each, as_of) if kpi.measure else [])


def _published_readings(reader: Reader, each: Tracked, as_of: date) -> list[Explained]:
    kpi, policy = each.kpi, policy_of(reader)
    lines = published.lines(reader, "ks2", urns=[kpi.urn], level=Level.SCHOOL)
    return [
        of_line(
            ref(RefKind.ROW, "ks2", line.source.year, kpi.urn, kpi.measure),
            line,
            kpi.measure,
            f"published figure of {label(line.source.year)}",
        )
        for line in lines
        if kpi.starts_on <= results_day(line.source.year, policy) <= as_of
    ]


def _status(reader: Reader, named: Ref, as_of: date) -> Explained:
    (urn,) = named.parts
    found = tracked(reader, policy_of(reader), as_of, Kpi.urn == urn, Kpi.side == Side.SCHOOL.value)
    parts = tuple(
        _kpi(reader, Ref(RefKind.KPI, (urn, each.kpi.code, "status")), as_of) for each in found
    )
    present = {part.value for part in parts}
    worst = next((status for status in WORST_FIRST if status in present), None)
    rule = "the worst status of the school's own indicators"
    return Explained(str(named), worst, f"how {urn} stands", rule, parts=parts)


def _days(reader: Reader, named: Ref, as_of: date) -> Explained:
    urn, what = named.parts
    if what not in _DAY_RULES:
        raise UsageError(f"{what!r} is no figure of days", fix=", ".join(_DAY_RULES))
    ledger = ledger_of(reader, policy_of(reader), urn, as_of)
    quarters = getattr(ledger.account(as_of), what)
    parts = tuple(
        Explained(str(named), entry.quarters / _QUARTERS, f"entry {entry.number}: {entry.state}")
        for entry in ledger.entries
        if what == "used" and entry.state not in _NOT_USED
    )
    return Explained(
        str(named), quarters / _QUARTERS, f"days {what}", _DAY_RULES[what], parts=parts
    )


_DAY_RULES = {
    "used": "days delivered, whatever the school says of them, in quarters of a day",
    "released": "the tranches and variations in force on the day",
}


def _recorded(change: int | None) -> str:
    return f"recorded by change {change}: bleadchallenge history --change {change}"


_RESOLVERS: dict[RefKind, Callable[[Reader, Ref, date], Explained]] = {
    RefKind.ROW: _row,
    RefKind.KPI: _kpi,
    RefKind.STATUS: _status,
    RefKind.DAYS: _days,
}
KINDS = frozenset(_RESOLVERS)
