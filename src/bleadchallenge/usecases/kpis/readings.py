"""Readings of indicators: taken, corrected with a trace, and listed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.calendar import known_by
from bleadchallenge.domain.choices import Direction, Frequency, Heading, Side
from bleadchallenge.domain.errors import DataError, UsageError
from bleadchallenge.domain.kpis.percentages import looks_like_fraction
from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.schools.school import School
from bleadchallenge.domain.units import Unit, number, share, unit_of
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.kpis import KpiHistory, is_reading_suppressed, kpi_histories, promise_of
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.tables import Kpi, KpiReading, KpiReview
from bleadchallenge.usecases.kpis.definitions import find_kpi, templates
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.request import Receipt, Request, policy_of


@row
class KpiReadingRow:
    """A reading of an indicator, typed or published, with where it stands."""

    urn: str = column(hidden=True)
    school: str
    code: str
    on: date = column("date", key="date")
    value: float | str
    n: int | None
    evidence: str
    source: str


@row
class KpiRow:
    """An indicator with its targets, as it was agreed."""

    urn: str = column(hidden=True)
    school: str
    side: str
    heading: str
    code: str
    name: str = column("indicator")
    unit: str
    direction: str = column("better")
    baseline: float | None
    baseline_on: date | None = column(hidden=True)
    targets: list[str]
    tolerance: float
    frequency: str = column("read")
    cumulative: bool = column(hidden=True)
    owner: str
    source: str = column(hidden=True)
    measure: str | None = column(hidden=True)
    action: int | None = column(hidden=True)
    starts_on: date = column(hidden=True)
    retired_on: date | None = column("retired")


@row
class KpiReviewRow:
    """What a review made of an indicator."""

    on: date = column("date", key="date")
    code: str
    outcome: str
    reason: str
    before: str | None = column("promise before")


@row
class KpiTemplateRow:
    """A template that an indicator can be made from."""

    code: str
    side: Side
    heading: Heading
    name: str = column("indicator")
    unit: str
    direction: Direction = column("better")
    tolerance: float
    frequency: Frequency = column("read")
    cumulative: bool = column("added up")
    measure: str = column("reads itself from")
    decimals: int = column(hidden=True)
    source: str = column(hidden=True)
    starter: bool = column("starter set")


@dataclass(frozen=True, slots=True)
class ReadingsInput:
    """Readings as they are typed, such as ``RWM=44`` and ``LESSONS=6/12``, all of one day.

    ``n`` is of how many where the figure does not say so; ``correct`` puts each in the
    place of that day's.
    """

    figures: Sequence[str]
    on: date
    evidence: str = ""
    n: int | None = None
    correct: bool = False


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure in its indicator's unit, and of how many; ``is_share`` where it was a count."""

    value: float
    n: int | None
    is_share: bool
    typed: str


def take(asked: Request, school: str, taken: ReadingsInput) -> Receipt:
    """Add readings; one of the same day is changed only as a correction, with its reason."""
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        kept = [_keep(writer, found, text, taken) for text in taken.figures]
        judged = [_in_words(writer, found, reading) for reading, _old in kept]
        notes = tuple(dict.fromkeys(note for each, _ in kept for note in _notes(writer, each)))
    lines = tuple(
        f"{found}: {words}" + (f"; corrected from {old:g}" if old is not None else "")
        for words, (_reading, old) in zip(judged, kept, strict=True)
    )
    step = f"bleadchallenge kpi-status --school {found.urn}"
    return Receipt(writer.seq_written, lines, (step,), asked.dry_run, notes)


def _keep(
    writer: Writer, school: School, text: str, taken: ReadingsInput
) -> tuple[KpiReading, float | None]:
    """Keep a reading; what was kept, and the figure it corrects."""
    kpi, figure = _figure(writer, school, text, taken)
    _require_percentage(writer, kpi, figure, taken.on)
    reading = KpiReading(
        urn=school.urn,
        kpi=kpi.code,
        on_day=taken.on,
        value=figure.value,
        n=figure.n,
        evidence=taken.evidence,
    )
    old = writer.get(KpiReading, urn=school.urn, kpi=kpi.code, on_day=taken.on)
    _require_way(school, reading, old, taken)
    if old is None:
        writer.add(reading)
        return reading, None
    before = old.value
    writer.replace(old, value=figure.value, n=figure.n, evidence=taken.evidence)
    return reading, before


def _figure(reader: Reader, school: School, text: str, taken: ReadingsInput) -> tuple[Kpi, _Figure]:
    code, sign, typed = text.partition("=")
    if not sign or not typed.strip():
        raise UsageError(
            f"{text!r} is not a reading",
            why="a reading is the code of an indicator and its figure",
            fix=f"bleadchallenge kpi read {school.urn} RWM=44 LESSONS=6/12 --date DATE",
        )
    kpi = find_kpi(reader, school, code)
    what = f"reading of {kpi.code}"
    if counted := share(typed, kpi.unit, what):
        return kpi, _Figure(*counted, is_share=True, typed=typed.strip())
    value = number(typed, kpi.unit, what)
    return kpi, _Figure(value, taken.n, is_share=False, typed=typed.strip())


def _in_words(reader: Reader, school: School, reading: KpiReading) -> str:
    """A reading and how it stands, judged on its own day."""
    kpi, day = find_kpi(reader, school, reading.kpi), reading.on_day
    now = kpi_histories(reader, policy_of(reader), day, urn=school.urn, code=kpi.code)
    stands = [f"{each.status}, {each.reason}" for each in (one.judged(day) for one in now)]
    return ": ".join([f"{kpi.code} {round(reading.value, 6):g} {kpi.unit} on {day}", *stands])


def readings(asked: Request, school: str | None, code: str | None) -> Listing[KpiReadingRow]:
    """Every reading up to the day judged from, typed and published, with where it stands."""
    with asked.reading() as reader:
        having = _having(reader, school, code)
        found = kpi_histories(reader, policy_of(reader), asked.as_of, **having)
        rows = [row for each in found for row in _rows(reader, each, asked.as_of)]
        return Listing("kpi-readings", asked.as_of, reader.change, KpiReadingRow, tuple(rows))


def promises(asked: Request, school: str | None) -> Listing[KpiRow]:
    """Every indicator with its promise, those retired too."""
    with asked.reading() as reader:
        rows = [
            _promised(reader, kpi, asked.as_of)
            for kpi in reader.where(Kpi, **_having(reader, school, None))
        ]
        return Listing("kpi-list", asked.as_of, reader.change, KpiRow, tuple(rows))


def reviews(asked: Request, school: str) -> Listing[KpiReviewRow]:
    """What reviews made of a school's indicators, each with the promise as it stood before."""
    with asked.reading() as reader:
        found = find_programme_school(reader, school)
        listed = reader.all(KpiReview, KpiReview.urn == found.urn)
        rows = [
            KpiReviewRow(
                on=review.on_day,
                code=review.kpi,
                outcome=review.outcome,
                reason=review.reason,
                before=review.before or None,
            )
            for review in sorted(listed, key=lambda review: (review.on_day, review.kpi))
            if review.on_day <= asked.as_of
        ]
        return Listing("kpi-reviews", asked.as_of, reader.change, KpiReviewRow, tuple(rows))


def template_list(asked: Request) -> Listing[KpiTemplateRow]:
    """The templates of the policy in force, and those that ship with the program."""
    known = templates()
    if asked.has_store():
        with asked.reading() as reader:
            known = templates(reader)
    rows = tuple(
        KpiTemplateRow(
            code=each.code,
            side=each.side,
            heading=each.heading,
            name=each.name,
            unit=each.unit,
            direction=each.direction,
            tolerance=each.tolerance,
            frequency=each.frequency,
            cumulative=each.cumulative,
            measure=each.measure,
            decimals=each.decimals,
            source=each.source,
            starter=each.starter,
        )
        for each in known.values()
    )
    return Listing("kpi-templates", asked.as_of, 0, KpiTemplateRow, rows)


def _require_percentage(reader: Reader, kpi: Kpi, figure: _Figure, on: date) -> None:
    """A percentage that may be a part of one is asked back, unless it bears its sign."""
    bears_sign = figure.is_share or Unit.PERCENT in figure.typed
    if unit_of(kpi.unit) is not Unit.PERCENT or bears_sign:
        return
    found = kpi_histories(reader, policy_of(reader), on, urn=kpi.urn, code=kpi.code)
    if not found:
        return
    known = [read.point.value for read in found[0].read] + list(
        promise_of(reader, kpi).targets.values()
    )
    others = [*known, *([] if kpi.baseline is None else [kpi.baseline])]
    value = figure.value
    if looks_like_fraction(value, others):
        raise DataError(
            f"{figure.typed} may be {value:g} % or {100 * value:g} %",
            why=f"{kpi.code} is a percentage, and parts of one are often typed for it",
            fix=f"{kpi.code}={100 * value:g}, or {kpi.code}={value:g}% where that is meant",
        )


def _require_way(
    school: School, reading: KpiReading, old: KpiReading | None, taken: ReadingsInput
) -> None:
    """Readings are added; only what is said to be a correction takes one's place."""
    same = f"bleadchallenge kpi read {school.urn} {reading.kpi}=N --date {reading.on_day}"
    if old is not None and not taken.correct:
        raise DataError(
            f"{reading.kpi} was read on {reading.on_day} already: {old.value:g}",
            why="readings are added, never written over",
            fix=f'{same} --correct --reason "..."',
        )
    if taken.correct and old is None:
        raise DataError(f"{reading.kpi} was not read on {reading.on_day}", fix=same)


def _notes(reader: Reader, reading: KpiReading) -> Iterator[str]:
    kpi = reader.get(Kpi, urn=reading.urn, code=reading.kpi)
    if kpi is not None and kpi.measure:
        yield f"{kpi.code} also reads itself from imported results ({kpi.measure})"
    if not reading.evidence:
        yield "no evidence is given; add it with --evidence"
    if kpi is not None and is_reading_suppressed(kpi, reading.n):
        yield "a figure of five pupils or fewer is hidden wherever it is shown"


def _having(reader: Reader, school: str | None, code: str | None) -> dict[str, str]:
    """What the indicators of a school, or the one of a code, have in common."""
    if school is None:
        return {}
    found = find_programme_school(reader, school)
    return {"urn": found.urn} | ({"code": find_kpi(reader, found, code).code} if code else {})


def _rows(reader: Reader, each: KpiHistory, as_of: date) -> list[KpiReadingRow]:
    school = by_urn(reader, each.kpi.urn)
    return [
        KpiReadingRow(
            urn=each.kpi.urn,
            school=school.name if school else each.kpi.urn,
            code=each.kpi.code,
            on=read.point.on,
            value=HIDDEN if is_reading_suppressed(each.kpi, read.n) else read.point.value,
            n=read.n,
            evidence=read.evidence,
            source=read.source,
        )
        for read in each.read
        if read.point.on <= as_of
    ]


def _promised(reader: Reader, kpi: Kpi, as_of: date) -> KpiRow:
    school = by_urn(reader, kpi.urn)
    promise = promise_of(reader, kpi)
    return KpiRow(
        urn=kpi.urn,
        school=school.name if school else kpi.urn,
        side=kpi.side,
        heading=kpi.heading,
        code=kpi.code,
        name=kpi.name,
        unit=kpi.unit,
        direction=kpi.direction,
        baseline=kpi.baseline,
        baseline_on=kpi.baseline_on,
        targets=[f"{term}={value:g}" for term, value in sorted(promise.targets.items())],
        tolerance=kpi.tolerance,
        frequency=kpi.frequency,
        cumulative=kpi.cumulative,
        owner=kpi.owner,
        source=kpi.source,
        measure=kpi.measure or None,
        action=kpi.action,
        starts_on=kpi.starts_on,
        retired_on=known_by(kpi.retired_on, as_of),
    )
