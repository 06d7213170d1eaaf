"""A school in its family: rank and gap there, always beside the national gap."""

import json
from collections.abc import Iterator, Mapping
from datetime import date

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.results.comparison import Benchmark, mean, rank
from bleadchallenge.domain.results.similarity import SimilarityMethod, better_performing
from bleadchallenge.domain.schools.school import School
from bleadchallenge.domain.years import label
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.damage import reading_kept
from bleadchallenge.store.results.families import family_of, members_of
from bleadchallenge.store.results.similarity import miles_between
from bleadchallenge.store.results.year_results import result_set, years_of_results
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.tables import Family, FamilyMember
from bleadchallenge.usecases.listing import Figure, Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.lookup.years import resolve_year
from bleadchallenge.usecases.request import Request, policy_of
from bleadchallenge.usecases.results.analysis import RWM
from bleadchallenge.usecases.results.school_figures import SchoolFigures


@row
class FamilyMemberRow:
    """A school in the family, the nearest first; gaps are in points."""

    rank: int = column("nearest")
    urn: str = column("URN")
    name: str = column("school")
    distance: float = column(unit="standard deviations", decimals=2)
    eligible_pupils: Figure = column("pupils", unit="pupils")
    rwm_expected_pct: Figure = column("RWM %", unit="percent")
    gap_to_school: float | None = column("beside the school", unit="points")
    better_performing: str


@row
class FamilyPlace:
    """The school's place: in the family, along the distribution, and beside the nation."""

    urn: str
    name: str
    year: str
    way: str
    drawn_for: str
    drawn_on: date
    drawn_from: int
    weights: Mapping[str, float]
    means: Mapping[str, Mapping[str, float]]
    low_confidence: str | None
    rwm_expected_pct: Figure = column(unit="percent")
    family_mean: float | None = column(unit="percent")
    gap_to_family: float | None = column(unit="points")
    rank_in_family: tuple[int, int] | None
    rank_in_distribution: tuple[int, int] | None
    gap_to_national: Figure = column(unit="points")
    national_words: str


def family(
    asked: Request, school: str, way: SimilarityMethod, year: str | None
) -> Listing[FamilyMemberRow]:
    """The family of a school, with its results of a year and the school's place among them."""
    with asked.reading() as reader:
        found = find_school(reader, school)
        wanted = _with_results(reader, resolve_year(reader, year))
        drawn = family_of(reader, found.urn, way, wanted)
        if drawn is None:
            raise _none(found.urn, way, wanted)
        members = members_of(reader, drawn)
        shown = (
            members[: policy_of(reader).families.nearest]
            if way is SimilarityMethod.NEAREST
            else members
        )
        figures = SchoolFigures(
            result_set(reader, [wanted], urns={found.urn, *(m.member for m in members)})
        )
        place = _place(figures, found, drawn, (shown, members), wanted)
        return Listing(
            "family",
            asked.as_of,
            reader.change,
            FamilyMemberRow,
            tuple(_rows(reader, figures, drawn, shown, wanted)),
            notes=tuple(_notes(place)),
            extra=place,
        )


def _with_results(reader: Reader, year: str) -> str:
    there = years_of_results(reader)
    if year not in there:
        raise DataError(
            f"there are no results of {label(year)} to hold a family beside",
            why=f"the years that are in: {', '.join(map(label, there))}",
            fix=f"--year {label(there[-1])}",
        )
    return year


def _none(urn: str, way: SimilarityMethod, year: str) -> DataError:
    return DataError(
        f"no {way} family of {urn} is drawn",
        why="families are drawn from a year's inputs and kept, so that they stay as they were",
        fix=f"bleadchallenge family draw --year {label(year)}",
    )


def _rows(
    reader: Reader, figures: SchoolFigures, drawn: Family, members: list[FamilyMember], year: str
) -> Iterator[FamilyMemberRow]:
    mine = _number(figures, drawn.urn, year)
    miles = miles_between(reader, drawn.urn, [member.member for member in members])
    for member in members:
        school = by_urn(reader, member.member)
        other = _number(figures, member.member, year)
        yield FamilyMemberRow(
            rank=member.rank,
            urn=member.member,
            name=school.name if school else member.member,
            distance=member.distance,
            eligible_pupils=figures.figure(member.member, year, "eligible_pupils").value,
            rwm_expected_pct=figures.figure(member.member, year, RWM).value,
            gap_to_school=None if mine is None or other is None else other - mine,
            better_performing=better_performing(mine, other, miles.get(member.member)),
        )


def _place(
    figures: SchoolFigures,
    school: School,
    drawn: Family,
    shown_and_all: tuple[list[FamilyMember], list[FamilyMember]],
    year: str,
) -> FamilyPlace:
    mine = _number(figures, drawn.urn, year)
    named, everyone = (_values(figures, members, year) for members in shown_and_all)
    nation = figures.gap(drawn.urn, year, RWM, Benchmark.NATIONAL)[1]
    middle = mean(named)
    with reading_kept(f"how the family of {drawn.urn} was drawn"):
        weights, means = dict(json.loads(drawn.weights)), dict(json.loads(drawn.means))
    return FamilyPlace(
        urn=school.urn,
        name=school.name,
        year=year,
        way=drawn.way,
        drawn_for=drawn.year,
        drawn_on=drawn.drawn_on,
        drawn_from=drawn.eligible,
        weights=weights,
        means=means,
        low_confidence=drawn.low_confidence or None,
        rwm_expected_pct=figures.figure(drawn.urn, year, RWM).value,
        family_mean=middle,
        gap_to_family=None if mine is None or middle is None else round(mine - middle, 6),
        rank_in_family=rank(mine, named),
        rank_in_distribution=rank(mine, everyone),
        gap_to_national=nation.value,
        national_words=nation.words,
    )


def _values(figures: SchoolFigures, members: list[FamilyMember], year: str) -> list[float]:
    found = [_number(figures, member.member, year) for member in members]
    return [value for value in found if value is not None]


def _number(figures: SchoolFigures, urn: str, year: str) -> float | None:
    value = figures.figure(urn, year, RWM).value
    return value if isinstance(value, float) else None


def _notes(found: FamilyPlace) -> Iterator[str]:
    place, gap = found.rank_in_family, found.gap_to_family
    ranked = f"place {place[0]} of {place[1]} in its family" if place else "no place in its family"
    beside = "" if gap is None else f", {gap:+g} points beside its mean"
    yield f"{label(found.year)}: {ranked}{beside}"
    yield f"beside it, always: {found.national_words}"
    yield (f"drawn on {found.drawn_on} for {label(found.drawn_for)}, of {found.drawn_from} schools")
    if found.low_confidence:
        yield f"low confidence: {found.low_confidence}"
