"""Where a figure comes from: to file, sheet, row and column, and through every part of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from bleadchallenge.domain.errors import DataError, UsageError
from bleadchallenge.domain.explained import Explained, Said
from bleadchallenge.domain.figures.cells import HIDDEN
from bleadchallenge.domain.figures.comparing import Against, growth_in_words, interval_in_short
from bleadchallenge.domain.figures.findings import Finding
from bleadchallenge.domain.figures.measures import COLUMNS, Measure, Subject
from bleadchallenge.domain.figures.named import COLUMN_OF
from bleadchallenge.domain.figures.progress import significance
from bleadchallenge.domain.figures.published import national_spread, progress_cuts
from bleadchallenge.domain.figures.uncertainty import NEWCOMBE, RECOVERY, WILSON
from bleadchallenge.domain.refs import Ref, RefKind, parse_ref
from bleadchallenge.domain.rows import Address
from bleadchallenge.domain.years import label
from bleadchallenge.store.families import family_of, members_of
from bleadchallenge.store.store import Reader
from bleadchallenge.usecases.asked import Asked, Column, Listing
from bleadchallenge.usecases.figures import explaining_effects, explaining_records
from bleadchallenge.usecases.figures.accuracy import accuracy_of
from bleadchallenge.usecases.figures.analysing import coasting_of, floor_of
from bleadchallenge.usecases.figures.figures import Figures
from bleadchallenge.usecases.figures.school_analysis import figures_of

COLUMNS_SHOWN = (
    Column("depth", "level"),
    Column("value", "value"),
    Column("words", "what it is"),
    Column("rule", "rule"),
    Column("file", "file"),
    Column("sheet", "sheet"),
    Column("row", "row"),
    Column("column", "column"),
    Column("text", "stands there"),
    Column("release", "release"),
    Column("ref", "name"),
)
_CUT = "cut towards zero to whole pupils"
_LIMITS = ("lower", "upper")
_PROGRESS_RULE = "lower limit over 0: above; upper limit under 0: below; else average"


class Explains(Protocol):
    """Whoever explains the figures of one store, by their names."""

    def explained(self, named: Ref) -> Explained:
        """A figure with everything it rests on."""
        ...


def explain(asked: Asked, text: str, opened: Callable[[Reader, date], Explains]) -> Listing:
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
        extra = {"figure": str(named), "tree": tree(found)}
        return Listing("explain", asked.as_of, reader.change, COLUMNS_SHOWN, rows, extra=extra)


@dataclass(slots=True)
class Explainer:
    """Whoever explains figures from one store: the books it has opened stay open."""

    reader: Reader
    as_of: date
    opened: dict[tuple[str, str], Figures] = field(default_factory=dict)

    def explained(self, named: Ref) -> Explained:
        """A figure with everything it rests on, whichever kind it is of."""
        if named.kind in explaining_records.KINDS:
            return explaining_records.explained(self.reader, named, self.as_of)
        if named.kind is RefKind.EFFECT:
            return explaining_effects.explained(self.reader, named)
        if named.kind is RefKind.COST:
            return explaining_effects.cost(self.reader, named, self.as_of)
        return _RESOLVERS[named.kind](self._figures(named), self.reader, named)

    def _figures(self, named: Ref) -> Figures:
        """The figures of the school and the years that a name speaks of."""
        urn, year = named.parts[1], named.parts[0].split("-")[-1]
        if named.kind is RefKind.AREA:
            urn = urn.removeprefix("family-")
        if (urn, year) not in self.opened:
            self.opened[urn, year] = figures_of(self.reader, urn, year)
        return self.opened[urn, year]


def tree(found: Explained) -> dict[str, Any]:
    """A figure and its parts as nested values, for JSON."""
    return {
        "ref": found.ref,
        "value": found.value,
        "words": found.words,
        "rule": found.rule or None,
        "source": _source(found.source),
        "parts": [tree(part) for part in found.parts],
    }


def _source(address: Address | None) -> dict[str, Any] | None:
    if address is None:
        return None
    return {
        "file": address.file,
        "sheet": address.sheet or None,
        "row": address.row,
        "column": address.column,
        "text": address.text,
        "release": address.release or None,
        "year": address.year or None,
    }


def _row(depth: int, found: Explained) -> dict[str, Any]:
    source = _source(found.source) or {}
    return {
        "depth": depth,
        "ref": found.ref,
        "value": found.value,
        "words": found.words,
        "rule": found.rule or None,
        **{key: source.get(key) for key in ("file", "sheet", "row", "column", "text", "release")},
    }


def _published(figures: Figures, _reader: Reader, named: Ref) -> Explained:
    year, urn, name = named.parts
    return figures.figure(urn, year, name)


def _area(figures: Figures, _reader: Reader, named: Ref) -> Explained:
    year, code, name = named.parts
    if code.startswith("family-"):
        return figures.family(code.removeprefix("family-"), year, name)
    if code == Against.CORE_CITIES:
        return figures.core_cities(year, name)
    if code.startswith("national"):
        return figures.nation(code, year, name)
    return figures.authority(code, year, name)


def _benchmark(figures: Figures, _reader: Reader, named: Ref) -> Explained:
    year, urn, name, against = named.parts
    return figures.against(urn, year, name, _against(against))


def _gap(figures: Figures, _reader: Reader, named: Ref) -> Explained:
    year, urn, name, against = named.parts
    return figures.gap(urn, year, name, _against(against))[1]


def _pupils(figures: Figures, _reader: Reader, named: Ref) -> Explained:
    year, urn, name, against = named.parts
    found, gap = figures.gap(urn, year, name, _against(against))
    value: Said = HIDDEN if gap.value == HIDDEN else found.pupils
    return Explained(
        str(named),
        value,
        "the gap in pupils",
        f"gap / 100 x pupils, {_CUT}",
        parts=(gap, figures.size(urn, year, name)),
    )


def _standing(figures: Figures, _reader: Reader, named: Ref) -> Explained:
    year, urn, name, against = named.parts
    found, gap = figures.gap(urn, year, name, _against(against))
    rule = f"{NEWCOMBE if against == Against.OTHERS else WILSON}: does it hold the other figure"
    parts = (*gap.parts, figures.size(urn, year, name))
    return Explained(str(named), found.standing, "what the interval says", rule, parts=parts)


def _interval(figures: Figures, _reader: Reader, named: Ref) -> Explained:
    year, urn, name, limit = named.parts
    if limit not in _LIMITS:
        raise UsageError(f"{limit!r} is no limit of an interval", fix="lower or upper")
    subject = _subject_of(name)
    if subject is not None:
        return _progress_limit(figures, named, subject)
    found = figures.gap(urn, year, name, Against.NATIONAL)[0].interval
    parts = (figures.figure(urn, year, name), figures.size(urn, year, name))
    value = None if found is None else getattr(found, limit)
    return Explained(str(named), value, f"95 % interval, {limit} limit", WILSON, parts=parts)


def _progress_limit(figures: Figures, named: Ref, subject: Subject) -> Explained:
    year, urn, name, limit = named.parts
    published = figures.figure(urn, year, f"{name}_{limit}")
    if published.value is not None:
        return published
    spread = national_spread(subject, year)
    return Explained(
        str(named),
        getattr(figures.progress(urn, year, subject), limit),
        f"95 % interval, {limit} limit, worked out",
        f"score ± 1.96 sigma / root of pupils covered; {spread.source}" if spread else "",
        parts=(figures.figure(urn, year, name), figures.size(urn, year, name)),
    )


def _growth(figures: Figures, _reader: Reader, named: Ref) -> Explained:
    years, urn, name, what = named.parts
    earlier, _, later = years.partition("-")
    found, parts = figures.growth(urn, earlier, later, name)
    limits = {limit: getattr(found.interval, limit, None) for limit in _LIMITS}
    values: dict[str, Said] = {
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
    return Explained(str(named), values[what], words, rule, parts=(*parts, *sizes))


def _band(figures: Figures, _reader: Reader, named: Ref) -> Explained:
    year, urn, word = named.parts
    subject = Subject(word)
    found, cuts = figures.band(urn, year, subject), progress_cuts(subject, year)
    rule = _PROGRESS_RULE
    if cuts is not None:
        rule += f"; well above from {cuts.upper:g}, well below under {cuts.lower:g}: {cuts.source}"
    limits = tuple(
        _progress_limit(
            figures, Ref(RefKind.INTERVAL, (year, urn, f"{subject}_progress", limit)), subject
        )
        for limit in _LIMITS
    )
    judged = significance(figures.progress(urn, year, subject))
    return Explained(
        str(named),
        None if found is None else int(found),
        f"{subject} progress {found.words if found else 'not known'}; {judged or 'no interval'}",
        rule,
        parts=(figures.figure(urn, year, f"{subject}_progress"), *limits),
    )


def _finding(
    decide: Callable[[Figures, str, str], Finding],
) -> Callable[[Figures, Reader, Ref], Explained]:
    def resolve(figures: Figures, _reader: Reader, named: Ref) -> Explained:
        year, urn = named.parts
        found = decide(figures, urn, year)
        return of_finding(figures, str(named), urn, found)

    return resolve


def of_finding(figures: Figures, named: str, urn: str, found: Finding) -> Explained:
    """An answer with the figures it rests on."""
    parts = tuple(
        figures.figure(urn, used.year, name)
        for used in found.figures
        if (name := _name_of(used.measure))
    )
    words = "; ".join(found.reasons)
    return Explained(named, found.answer, words, found.source, parts=parts)


def _rank(figures: Figures, _reader: Reader, named: Ref) -> Explained:
    year, urn, name = named.parts
    found = figures.rank(urn, year, name)
    return Explained(
        str(named),
        found[0] if found else None,
        f"{found[0]} of {found[1]} in its family, {label(year)}" if found else "no rank",
        "1 is the highest; equals share the better place",
        parts=(figures.figure(urn, year, name), figures.family(urn, year, name)),
    )


def _accuracy(figures: Figures, reader: Reader, named: Ref) -> Explained:
    year, urn, word, _what = named.parts
    return accuracy_of(figures, reader, urn, year, Subject(word)).explained(urn)


def _family(_figures: Figures, reader: Reader, named: Ref) -> Explained:
    year, urn, way, member = named.parts
    family = family_of(reader, urn, way, year)
    if family is None:
        return Explained(str(named), None, "no family is drawn")
    found = {each.member: each for each in members_of(reader, family)}
    rule = f"drawn {family.drawn_on.isoformat()} from {family.eligible} schools; {family.weights}"
    if member not in found:
        return Explained(str(named), None, f"{member} is not in the family", rule)
    each = found[member]
    return Explained(str(named), each.distance, f"distance of {member}, {each.rank} nearest", rule)


def _subject_of(name: str) -> Subject | None:
    return next((each for each in Subject if name == f"{each}_progress"), None)


def _name_of(measure: Measure) -> str:
    return next((name for name, column in COLUMN_OF.items() if column == COLUMNS[measure]), "")


def _against(text: str) -> Against:
    try:
        return Against(text)
    except ValueError as error:
        known = ", ".join(Against)
        raise UsageError(f"{text!r} is nothing a school is held against", fix=known) from error


_RESOLVERS: dict[RefKind, Callable[[Figures, Reader, Ref], Explained]] = {
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
