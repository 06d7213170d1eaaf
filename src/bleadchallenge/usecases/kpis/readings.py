"""Readings of indicators: taken, corrected with a trace, and listed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.kpis.percentages import looks_like_fraction
from bleadchallenge.domain.kpis.status import ledger_measure
from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.results.small_numbers import is_suppressed
from bleadchallenge.domain.schools.school import School
from bleadchallenge.domain.units import PERCENT, number
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.kpis import KpiHistory, kpi_histories, promise_of
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.tables import Kpi, KpiReading, KpiReview
from bleadchallenge.usecases.kpis.definitions import find_kpi, templates
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.request import Column, Listing, Receipt, Request, policy_of

READINGS = (
    Column("school", "school"),
    Column("code", "code"),
    Column("date", "date"),
    Column("value", "value"),
    Column("n", "n"),
    Column("evidence", "evidence"),
    Column("source", "source"),
)
PROMISES = (
    Column("school", "school"),
    Column("side", "side"),
    Column("heading", "heading"),
    Column("code", "code"),
    Column("name", "indicator"),
    Column("unit", "unit"),
    Column("direction", "better"),
    Column("baseline", "baseline"),
    Column("targets", "targets"),
    Column("tolerance", "tolerance"),
    Column("frequency", "read"),
    Column("owner", "owner"),
    Column("retired_on", "retired"),
)
REVIEWS = (
    Column("date", "date"),
    Column("code", "code"),
    Column("outcome", "outcome"),
    Column("reason", "reason"),
    Column("before", "promise before"),
)
TEMPLATES = (
    Column("code", "code"),
    Column("side", "side"),
    Column("heading", "heading"),
    Column("name", "indicator"),
    Column("unit", "unit"),
    Column("direction", "better"),
    Column("tolerance", "tolerance"),
    Column("frequency", "read"),
    Column("cumulative", "added up"),
    Column("measure", "reads itself from"),
)


@dataclass(frozen=True, slots=True)
class ReadingInput:
    """A reading as it is typed; ``correct`` puts it in the place of that day's."""

    value: str
    on: date
    evidence: str = ""
    n: int | None = None
    correct: bool = False


def take(asked: Request, school: str, code: str, taken: ReadingInput) -> Receipt:
    """Add a reading; one of the same day is changed only as a correction, with its reason."""
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        kpi = find_kpi(writer, found, code)
        value = number(taken.value, kpi.unit, f"reading of {kpi.code}")
        require_typed(kpi, found.name)
        _require_time(asked, kpi, taken)
        _require_percentage(writer, kpi, value, taken)
        _require_count(taken)
        reading = KpiReading(
            urn=found.urn,
            kpi=kpi.code,
            on_day=taken.on,
            value=value,
            n=taken.n,
            evidence=taken.evidence,
        )
        old = writer.get(KpiReading, urn=found.urn, kpi=kpi.code, on_day=taken.on)
        _require_way(asked, found, reading, old, taken)
        if old is None:
            writer.add(reading)
        else:
            writer.replace(old, value=value, n=taken.n, evidence=taken.evidence)
        (now,) = kpi_histories(writer, policy_of(writer), taken.on, urn=found.urn, code=kpi.code)
        judged = now.judged(taken.on)
    corrected = f", corrected from {old.value:g}" if old is not None else ""
    line = (
        f"{found}: {kpi.code} {value:g} {kpi.unit} on {taken.on}{corrected}: "
        f"{judged.status}, {judged.reason}"
    )
    step = f"bleadchallenge kpi-status --school {found.urn}"
    return Receipt(writer.seq_written, (line,), (step,), asked.dry_run, _notes(kpi, taken))


def readings(asked: Request, school: str | None, code: str | None) -> Listing:
    """Every reading up to the day judged from, typed and published, with where it stands."""
    with asked.reading() as reader:
        having = _having(reader, school, code)
        found = kpi_histories(reader, policy_of(reader), asked.as_of, **having)
        rows = [row for each in found for row in _rows(reader, each, asked.as_of)]
        return Listing("kpi-readings", asked.as_of, reader.change, READINGS, tuple(rows))


def promises(asked: Request, school: str | None) -> Listing:
    """Every indicator with its promise, those retired too."""
    with asked.reading() as reader:
        rows = [
            _promised(reader, kpi) for kpi in reader.where(Kpi, **_having(reader, school, None))
        ]
        return Listing("kpi-list", asked.as_of, reader.change, PROMISES, tuple(rows))


def reviews(asked: Request, school: str) -> Listing:
    """What reviews made of a school's indicators, each with the promise as it stood before."""
    with asked.reading() as reader:
        found = find_programme_school(reader, school)
        listed = reader.all(KpiReview, KpiReview.urn == found.urn)
        rows = [
            {
                "date": review.on_day,
                "code": review.kpi,
                "outcome": review.outcome,
                "reason": review.reason,
                "before": review.before or None,
            }
            for review in sorted(listed, key=lambda review: (review.on_day, review.kpi))
            if review.on_day <= asked.as_of
        ]
        return Listing("kpi-reviews", asked.as_of, reader.change, REVIEWS, tuple(rows))


def template_list(asked: Request) -> Listing:
    """The templates of the policy in force, and those that ship with the program."""
    known = templates()
    if asked.store.exists():
        with asked.reading() as reader:
            known = templates(reader)
    names = [column.key for column in TEMPLATES]
    rows = tuple(
        {name: getattr(template, name) for name in [*names, "decimals", "source"]}
        for template in known.values()
    )
    return Listing("kpi-templates", asked.as_of, 0, TEMPLATES, rows)


def _require_percentage(reader: Reader, kpi: Kpi, value: float, taken: ReadingInput) -> None:
    """A percentage that may be a part of one is asked back, unless it bears its sign."""
    if kpi.unit != PERCENT or PERCENT in taken.value:
        return
    (now,) = kpi_histories(reader, policy_of(reader), taken.on, urn=kpi.urn, code=kpi.code)
    known = [read.point.value for read in now.read] + list(promise_of(reader, kpi).targets.values())
    others = [*known, *([] if kpi.baseline is None else [kpi.baseline])]
    if looks_like_fraction(value, others):
        raise DataError(
            f"{taken.value} may be {value:g} % or {100 * value:g} %",
            why=f"{kpi.code} is a percentage, and parts of one are often typed for it",
            fix=f"--value {100 * value:g}, or --value {value:g}% where that is meant",
        )


def require_typed(kpi: Kpi, name: str) -> None:
    """Raise ``DataError`` for an indicator that is counted from the records."""
    if ledger_measure(kpi.code, kpi.measure):
        raise DataError(
            f"{kpi.code} of {name} reads itself and cannot be typed",
            why="it is counted from the ledger of days or the action plan, which nobody copies",
            fix=f"record what happened, then: bleadchallenge kpi-status --school {kpi.urn}",
        )


def _require_time(asked: Request, kpi: Kpi, taken: ReadingInput) -> None:
    if taken.on > asked.as_of:
        raise DataError(
            f"a reading of {taken.on} lies ahead",
            why=f"the day judged from is {asked.as_of}",
            fix="give the day it was read",
        )
    if taken.on < kpi.starts_on:
        raise DataError(
            f"a reading of {taken.on} lies before {kpi.code} starts on {kpi.starts_on}",
            why="what was measured before is the baseline",
            fix=f"bleadchallenge kpi amend {kpi.urn} {kpi.code} --baseline N --baseline-on DATE "
            "--reason TEXT",
        )
    if kpi.retired_on is not None and taken.on >= kpi.retired_on:
        raise DataError(
            f"{kpi.code} was retired on {kpi.retired_on}",
            why=kpi.retired_reason,
            fix=f"bleadchallenge kpi reviews {kpi.urn}",
        )


def _require_count(taken: ReadingInput) -> None:
    if taken.n is not None and taken.n < 0:
        raise DataError(f"{taken.n} is no number of pupils, lessons or people", fix="--n 0 or more")


def _require_way(
    asked: Request, school: School, reading: KpiReading, old: KpiReading | None, taken: ReadingInput
) -> None:
    """Readings are added; only a correction, with its reason, takes one's place."""
    same = f"bleadchallenge kpi read {school.urn} {reading.kpi} --value N --date {reading.on_day}"
    if old is not None and not taken.correct:
        raise DataError(
            f"{reading.kpi} was read on {reading.on_day} already: {old.value:g}",
            why="readings are added, never written over",
            fix=f'{same} --correct --reason "..."',
        )
    if taken.correct and old is None:
        raise DataError(f"{reading.kpi} was not read on {reading.on_day}", fix=same)
    if taken.correct and not asked.reason:
        raise DataError("a correction needs its reason", fix='add --reason "..."')


def _notes(kpi: Kpi, taken: ReadingInput) -> tuple[str, ...]:
    notes = []
    if kpi.measure:
        notes.append(f"{kpi.code} also reads itself from imported results ({kpi.measure})")
    if not taken.evidence:
        notes.append("no evidence is given; add it with --evidence")
    if kpi.unit == PERCENT and is_suppressed(taken.n):
        notes.append("a percentage of five or fewer is hidden wherever it is shown")
    return tuple(notes)


def _having(reader: Reader, school: str | None, code: str | None) -> dict[str, str]:
    """What the indicators of a school, or the one of a code, have in common."""
    if school is None:
        return {}
    found = find_programme_school(reader, school)
    return {"urn": found.urn} | ({"code": find_kpi(reader, found, code).code} if code else {})


def _rows(reader: Reader, each: KpiHistory, as_of: date) -> list[dict[str, Any]]:
    school = by_urn(reader, each.kpi.urn)
    percent = each.kpi.unit == PERCENT
    return [
        {
            "urn": each.kpi.urn,
            "school": school.name if school else each.kpi.urn,
            "code": each.kpi.code,
            "date": read.point.on,
            "value": HIDDEN if percent and is_suppressed(read.n) else read.point.value,
            "n": read.n,
            "evidence": read.evidence,
            "source": read.source,
        }
        for read in each.read
        if read.point.on <= as_of
    ]


def _promised(reader: Reader, kpi: Kpi) -> dict[str, Any]:
    school = by_urn(reader, kpi.urn)
    promise = promise_of(reader, kpi)
    return {
        "urn": kpi.urn,
        "school": school.name if school else kpi.urn,
        "side": kpi.side,
        "heading": kpi.heading,
        "code": kpi.code,
        "name": kpi.name,
        "unit": kpi.unit,
        "direction": kpi.direction,
        "baseline": kpi.baseline,
        "baseline_on": kpi.baseline_on,
        "targets": [f"{term}={value:g}" for term, value in sorted(promise.targets.items())],
        "tolerance": kpi.tolerance,
        "frequency": kpi.frequency,
        "cumulative": kpi.cumulative,
        "owner": kpi.owner,
        "source": kpi.source,
        "measure": kpi.measure or None,
        "action": kpi.action,
        "starts_on": kpi.starts_on,
        "retired_on": kpi.retired_on,
    }
