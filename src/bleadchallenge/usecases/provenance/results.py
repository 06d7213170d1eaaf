"""Where a figure comes from: to file, sheet, row and column, and through every part of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bleadchallenge.domain.errors import DataError, UsageError
from bleadchallenge.domain.provenance.refs import Ref, RefKind, parse_ref
from bleadchallenge.domain.provenance.tree import FigureValue, Provenance
from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.results.comparison import Benchmark, growth_in_words, interval_in_short
from bleadchallenge.domain.results.figure_names import COLUMN_OF
from bleadchallenge.domain.results.findings import Finding
from bleadchallenge.domain.results.measures import COLUMNS, Measure, Subject
from bleadchallenge.domain.results.progress import significance
from bleadchallenge.domain.results.published_figures import national_spread, progress_cuts
from bleadchallenge.domain.results.source_rows import Address
from bleadchallenge.domain.results.uncertainty import NEWCOMBE, RECOVERY, WILSON
from bleadchallenge.domain.years import label
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.results.families import family_of, members_of
from bleadchallenge.usecases.evaluation import explanation
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.provenance import source_records
from bleadchallenge.usecases.request import Request
from bleadchallenge.usecases.results.accuracy import accuracy_of
from bleadchallenge.usecases.results.analysis import coasting_of, floor_of
from bleadchallenge.usecases.results.school_analysis import figures_of
from bleadchallenge.usecases.results.school_figures import SchoolFigures


@row
class ProvenanceRow:
    """A figure or a part of one, with the cell of the file that it stands in."""

    depth: int = column("level")
    ref: str = column("name", place=1)
    value: FigureValue
    words: str = column("what it is")
    rule: str | None
    file: str | None
    sheet: str | None
    row: int | None
    column_name: str | None = column("column", key="column")
    text: str | None = column("stands there")
    release: str | None


@row
class SourceCell:
    """A cell of a file, word for word."""

    file: str
    sheet: str | None
    row: int
    column_name: str = column(key="column")
    text: str
    release: str | None
    year: str | None


@row
class ProvenanceTree:
    """A figure and its parts as nested values."""

    ref: str
    value: FigureValue
    words: str
    rule: str | None
    source: SourceCell | None
    parts: tuple["ProvenanceTree", ...]


@row
class ExplainedFigure:
    """The figure that was asked about, as a tree."""

    figure: str
    tree: ProvenanceTree


_CUT = "cut towards zero to whole pupils"
_LIMITS = ("lower", "upper")
_PROGRESS_RULE = "lower limit over 0: above; upper limit under 0: below; else average"


class Explanation(Protocol):
    """Whoever explains the figures of one store, by their names."""

    def explained(self, named: Ref) -> Provenance:
        """A figure with everything it rests on."""
        ...


def explain(
    asked: Request, text: str, opened: Callable[[Reader, date], Explanation]
) -> Listing[ProvenanceRow]:
    """The tree of a figure, one row a part, each below what was worked out from it."""
    named = parse_ref(text)
    with asked.reading() as reader:
        found = opened(reader, asked.as_of).explained(named)
        if found.value is None and not found.parts and found.source is None:
            raise DataError(
                f"no figure is known as {named}",
                why=found.words,
                fix="take the name from the JSON of analyse, kpi-status or a pack's workbook",
            )
        rows = tuple(_row(depth, each) for depth, each in found.walk())
        whole = ExplainedFigure(str(named), tree(found))
        return Listing("explain", asked.as_of, reader.change, ProvenanceRow, rows, extra=whole)


@dataclass(slots=True)
class Explainer:
    """Whoever explains figures from one store: the books it has opened stay open."""

    reader: Reader
    as_of: date
    opened: dict[tuple[str, str], SchoolFigures] = field(default_factory=dict)

    def explained(self, named: Ref) -> Provenance:
        """A figure of any kind, with everything it rests on."""
        if named.kind in source_records.KINDS:
            return source_records.explain_record(self.reader, named, self.as_of)
        if named.kind is RefKind.EFFECT:
            return explanation.explain_effect(self.reader, named, self.as_of)
        if named.kind is RefKind.COST:
            return explanation.cost(self.reader, named, self.as_of)
        return _RESOLVERS[named.kind](self._figures(named), self.reader, named)

    def _figures(self, named: Ref) -> SchoolFigures:
        """The figures of the school and the years in a reference."""
        urn, year = named.parts[1], named.parts[0].split("-")[-1]
        if named.kind is RefKind.AREA:
            urn = urn.removeprefix("family-")
        if (urn, year) not in self.opened:
            self.opened[urn, year] = figures_of(self.reader, urn, year)
        return self.opened[urn, year]


def tree(found: Provenance) -> ProvenanceTree:
    """A figure and its parts as nested values, for JSON."""
    return ProvenanceTree(
        ref=found.ref,
        value=found.value,
        words=found.words,
        rule=found.rule or None,
        source=_source(found.source) if found.source else None,
        parts=tuple(tree(part) for part in found.parts),
    )


def _source(address: Address) -> SourceCell:
    return SourceCell(
        file=address.file,
        sheet=address.sheet or None,
        row=address.row,
        column_name=address.column,
        text=address.text,
        release=address.release or None,
        year=address.year or None,
    )


def _row(depth: int, found: Provenance) -> ProvenanceRow:
    source = _source(found.source) if found.source else None
    return ProvenanceRow(
        depth=depth,
        ref=found.ref,
        value=found.value,
        words=found.words,
        rule=found.rule or None,
        file=source.file if source else None,
        sheet=source.sheet if source else None,
        row=source.row if source else None,
        column_name=source.column_name if source else None,
        text=source.text if source else None,
        release=source.release if source else None,
    )


def _published(figures: SchoolFigures, _reader: Reader, named: Ref) -> Provenance:
    year, urn, name = named.parts
    return figures.figure(urn, year, name)


def _area(figures: SchoolFigures, _reader: Reader, named: Ref) -> Provenance:
    year, code, name = named.parts
    if code.startswith("family-"):
        return figures.family(code.removeprefix("family-"), year, name)
    if code == Benchmark.CORE_CITIES:
        return figures.core_cities(year, name)
    if code.startswith("national"):
        return figures.nation(code, year, name)
    return figures.authority(code, year, name)


def _benchmark(figures: SchoolFigures, _reader: Reader, named: Ref) -> Provenance:
    year, urn, name, against = named.parts
    return figures.against(urn, year, name, _against(against))


def _gap(figures: SchoolFigures, _reader: Reader, named: Ref) -> Provenance:
    year, urn, name, against = named.parts
    return figures.gap(urn, year, name, _against(against))[1]


def _pupils(figures: SchoolFigures, _reader: Reader, named: Ref) -> Provenance:
    year, urn, name, against = named.parts
    found, gap = figures.gap(urn, year, name, _against(against))
    value: FigureValue = HIDDEN if gap.value == HIDDEN else found.pupils
    return Provenance(
        str(named),
        value,
        "the gap in pupils",
        f"gap / 100 x pupils, {_CUT}",
        parts=(gap, figures.size(urn, year, name)),
    )


def _standing(figures: SchoolFigures, _reader: Reader, named: Ref) -> Provenance:
    year, urn, name, against = named.parts
    found, gap = figures.gap(urn, year, name, _against(against))
    rule = f"{NEWCOMBE if against == Benchmark.OTHERS else WILSON}: does it hold the other figure"
    parts = (*gap.parts, figures.size(urn, year, name))
    return Provenance(str(named), found.standing, "what the interval says", rule, parts=parts)


def _interval(figures: SchoolFigures, _reader: Reader, named: Ref) -> Provenance:
    year, urn, name, limit = named.parts
    if limit not in _LIMITS:
        raise UsageError(f"{limit!r} is no limit of an interval", fix="lower or upper")
    subject = _subject_of(name)
    if subject is not None:
        return _progress_limit(figures, named, subject)
    found = figures.gap(urn, year, name, Benchmark.NATIONAL)[0].interval
    parts = (figures.figure(urn, year, name), figures.size(urn, year, name))
    value = None if found is None else getattr(found, limit)
    return Provenance(str(named), value, f"95 % interval, {limit} limit", WILSON, parts=parts)


def _progress_limit(figures: SchoolFigures, named: Ref, subject: Subject) -> Provenance:
    year, urn, name, limit = named.parts
    published = figures.figure(urn, year, f"{name}_{limit}")
    if published.value is not None:
        return published
    spread = national_spread(subject, year)
    return Provenance(
        str(named),
        getattr(figures.progress(urn, year, subject), limit),
        f"95 % interval, {limit} limit, worked out",
        f"score ± 1.96 sigma / root of pupils covered; {spread.source}" if spread else "",
        parts=(figures.figure(urn, year, name), figures.size(urn, year, name)),
    )


def _growth(figures: SchoolFigures, _reader: Reader, named: Ref) -> Provenance:
    years, urn, name, what = named.parts
    earlier, _, later = years.partition("-")
    found, parts = figures.growth(urn, earlier, later, name)
    limits = {limit: getattr(found.interval, limit, None) for limit in _LIMITS}
    values: dict[str, FigureValue] = {
        "points": found.points,
        "pupils": found.pupils,
        "verdict": found.verdict,
        "interval": interval_in_short(found),
        "school": found.school,
        "national": found.national,
        **limits,
    }
    if what not in values:
        raise UsageError(f"{what!r} is no part of a rate of increase", fix=", ".join(values))
    rules = dict.fromkeys((*_LIMITS, "interval", "verdict"), RECOVERY)
    rules["pupils"] = f"points / 100 x this year's pupils, {_CUT}"
    rule = rules.get(what, "the school's change minus the national change, in points")
    sizes = tuple(figures.size(urn, year, name) for year in (later, earlier))
    words = growth_in_words(found, earlier, later)
    return Provenance(str(named), values[what], words, rule, parts=(*parts, *sizes))


def _band(figures: SchoolFigures, _reader: Reader, named: Ref) -> Provenance:
    year, urn, word = named.parts
    subject = Subject(word)
    found, cuts = figures.band(urn, year, subject), progress_cuts(subject, year)
    outcome = figures.outcome(urn, year)
    is_published = outcome is not None and outcome.published_band(subject)[0]
    rule = "as the file publishes it" if is_published else _PROGRESS_RULE
    if cuts is not None and not is_published:
        rule += f"; well above from {cuts.upper:g}, well below under {cuts.lower:g}: {cuts.source}"
    limits = tuple(
        _progress_limit(
            figures, Ref(RefKind.INTERVAL, (year, urn, f"{subject}_progress", limit)), subject
        )
        for limit in _LIMITS
    )
    judged = significance(figures.progress(urn, year, subject))
    return Provenance(
        str(named),
        None if found is None else int(found),
        f"{subject} progress {found.words if found else 'not known'}; {judged or 'no interval'}",
        rule,
        parts=(figures.figure(urn, year, f"{subject}_progress"), *limits),
    )


def _finding(
    decide: Callable[[SchoolFigures, str, str], Finding],
) -> Callable[[SchoolFigures, Reader, Ref], Provenance]:
    def resolve(figures: SchoolFigures, _reader: Reader, named: Ref) -> Provenance:
        year, urn = named.parts
        found = decide(figures, urn, year)
        return of_finding(figures, str(named), urn, found)

    return resolve


def of_finding(figures: SchoolFigures, named: str, urn: str, found: Finding) -> Provenance:
    """An answer with the figures it rests on."""
    parts = tuple(
        figures.figure(urn, used.year, name)
        for used in found.figures
        if (name := _name_of(used.measure))
    )
    words = "; ".join(found.reasons)
    return Provenance(named, found.answer, words, found.source, parts=parts)


def _rank(figures: SchoolFigures, _reader: Reader, named: Ref) -> Provenance:
    year, urn, name = named.parts
    found = figures.rank(urn, year, name)
    return Provenance(
        str(named),
        found[0] if found else None,
        f"{found[0]} of {found[1]} in its family, {label(year)}" if found else "no rank",
        "1 is the highest; equals share the better place",
        parts=(figures.figure(urn, year, name), figures.family(urn, year, name)),
    )


def _accuracy(figures: SchoolFigures, reader: Reader, named: Ref) -> Provenance:
    year, urn, word, _what = named.parts
    return accuracy_of(figures, reader, urn, year, Subject(word)).explained(urn)


def _family(_figures: SchoolFigures, reader: Reader, named: Ref) -> Provenance:
    year, urn, way, member = named.parts
    family = family_of(reader, urn, way, year)
    if family is None:
        return Provenance(str(named), None, "no family is drawn")
    found = {each.member: each for each in members_of(reader, family)}
    rule = f"drawn {family.drawn_on.isoformat()} from {family.eligible} schools; {family.weights}"
    if member not in found:
        return Provenance(str(named), None, f"{member} is not in the family", rule)
    each = found[member]
    return Provenance(str(named), each.distance, f"distance of {member}, {each.rank} nearest", rule)


def _subject_of(name: str) -> Subject | None:
    return next((each for each in Subject if name == f"{each}_progress"), None)


def _name_of(measure: Measure) -> str:
    return next((name for name, column in COLUMN_OF.items() if column == COLUMNS[measure]), "")


def _against(text: str) -> Benchmark:
    try:
        return Benchmark(text)
    except ValueError as error:
        known = ", ".join(Benchmark)
        raise UsageError(f"{text!r} is nothing a school is held against", fix=known) from error


_RESOLVERS: dict[RefKind, Callable[[SchoolFigures, Reader, Ref], Provenance]] = {
    RefKind.KS2: _published,
    RefKind.AREA: _area,
    RefKind.BENCHMARK: _benchmark,
    RefKind.GAP: _gap,
    RefKind.PUPILS: _pupils,
    RefKind.INTERVAL: _interval,
    RefKind.STANDING: _standing,
    RefKind.GROWTH: _growth,
    RefKind.BAND: _band,
    RefKind.FLOOR: _finding(floor_of),
    RefKind.COASTING: _finding(coasting_of),
    RefKind.RANK: _rank,
    RefKind.ACCURACY: _accuracy,
    RefKind.FAMILY: _family,
}
