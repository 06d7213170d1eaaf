"""A school in its family: rank and gap there, always beside the national gap."""

import json
from typing import Any

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.results.comparison import Benchmark, mean, rank
from bleadchallenge.domain.results.similarity import SimilarityMethod, better_performing
from bleadchallenge.domain.years import label
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.results.families import family_of, members_of
from bleadchallenge.store.results.similarity import miles_between
from bleadchallenge.store.results.year_results import result_set, years_of_results
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.tables import Family, FamilyMember
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.lookup.years import resolve_year
from bleadchallenge.usecases.request import Column, Listing, Request, policy_of
from bleadchallenge.usecases.results.analysis import RWM
from bleadchallenge.usecases.results.school_figures import SchoolFigures

COLUMNS = (
    Column("rank", "nearest"),
    Column("urn", "URN"),
    Column("name", "school"),
    Column("distance", "distance", 2),
    Column("eligible_pupils", "pupils"),
    Column("rwm_expected_pct", "RWM %"),
    Column("gap_to_school", "beside the school"),
    Column("better_performing", "better performing"),
)


def family(asked: Request, school: str, way: SimilarityMethod, year: str | None) -> Listing:
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
        rows = _rows(reader, figures, drawn, shown, wanted)
        extra = _beside(figures, drawn, shown, members, wanted)
        return Listing(
            "family",
            asked.as_of,
            reader.change,
            COLUMNS,
            tuple(rows),
            notes=tuple(_notes(extra)),
            extra={"urn": found.urn, "name": found.name, **extra},
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
) -> list[dict[str, Any]]:
    mine = _number(figures, drawn.urn, year)
    miles = miles_between(reader, drawn.urn, [member.member for member in members])
    rows = []
    for member in members:
        school = by_urn(reader, member.member)
        value = figures.figure(member.member, year, RWM).value
        other = _number(figures, member.member, year)
        rows.append(
            {
                "rank": member.rank,
                "urn": member.member,
                "name": school.name if school else member.member,
                "distance": member.distance,
                "eligible_pupils": figures.figure(member.member, year, "eligible_pupils").value,
                "rwm_expected_pct": value,
                "gap_to_school": None if mine is None or other is None else other - mine,
                "better_performing": better_performing(mine, other, miles.get(member.member)),
            }
        )
    return rows


def _beside(
    figures: SchoolFigures,
    drawn: Family,
    shown: list[FamilyMember],
    members: list[FamilyMember],
    year: str,
) -> dict[str, Any]:
    """The school's place: in the family, along the distribution, and beside the nation."""
    mine = _number(figures, drawn.urn, year)
    named = _values(figures, shown, year)
    nation = figures.gap(drawn.urn, year, RWM, Benchmark.NATIONAL)[1]
    middle = mean(named)
    place = rank(mine, named)
    return {
        "year": year,
        "way": drawn.way,
        "drawn_for": drawn.year,
        "drawn_on": drawn.drawn_on.isoformat(),
        "drawn_from": drawn.eligible,
        "weights": json.loads(drawn.weights),
        "means": json.loads(drawn.means),
        "low_confidence": drawn.low_confidence or None,
        "rwm_expected_pct": figures.figure(drawn.urn, year, RWM).value,
        "family_mean": middle,
        "gap_to_family": None if mine is None or middle is None else round(mine - middle, 6),
        "rank_in_family": list(place) if place else None,
        "rank_in_distribution": rank(mine, _values(figures, members, year)),
        "gap_to_national": nation.value,
        "national_words": nation.words,
    }


def _values(figures: SchoolFigures, members: list[FamilyMember], year: str) -> list[float]:
    found = [_number(figures, member.member, year) for member in members]
    return [value for value in found if value is not None]


def _number(figures: SchoolFigures, urn: str, year: str) -> float | None:
    value = figures.figure(urn, year, RWM).value
    return value if isinstance(value, float) else None


def _notes(said: dict[str, Any]) -> list[str]:
    place = said["rank_in_family"]
    ranked = f"place {place[0]} of {place[1]} in its family" if place else "no place in its family"
    drawn_from = said["drawn_from"]
    notes = [
        f"{label(said['year'])}: {ranked}, {said['gap_to_family']:+g} points beside its mean"
        if said["gap_to_family"] is not None
        else f"{label(said['year'])}: {ranked}",
        f"beside it, always: {said['national_words']}",
        f"drawn on {said['drawn_on']} for {label(said['drawn_for'])}, of {drawn_from} schools",
    ]
    if said["low_confidence"]:
        notes.append(f"low confidence: {said['low_confidence']}")
    return notes
