"""Drawing families: from every school of a year, for those that are asked for."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bleadchallenge.analysis import families
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.policy import FamilyRule
from bleadchallenge.domain.results.similarity import (
    DEPARTMENT,
    EACH_SIDE,
    Similarity,
    SimilarityMethod,
    confidence,
    expected,
)
from bleadchallenge.domain.years import label
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.results import similarity as alike
from bleadchallenge.store.tables import Family, FamilyMember, Selection
from bleadchallenge.usecases.request import Receipt, Request, policy_of


@dataclass(frozen=True, slots=True)
class FamilySelection:
    """A family as it was drawn: its members with their distances, nearest first."""

    urn: str
    way: SimilarityMethod
    members: tuple[tuple[str, float], ...]
    weights: Mapping[str, float]
    means: Mapping[str, Mapping[str, float]]
    eligible: int
    low_confidence: str

    def facts(self, year: str, asked: Request) -> Iterator[Family | FamilyMember]:
        """The family as it is kept."""
        yield Family(
            urn=self.urn,
            way=self.way,
            year=year,
            drawn_on=asked.as_of,
            weights=json.dumps(dict(self.weights)),
            means=json.dumps(self.means),
            eligible=self.eligible,
            low_confidence=self.low_confidence,
        )
        for rank, (member, distance) in enumerate(self.members, start=1):
            yield FamilyMember(
                urn=self.urn,
                way=self.way,
                year=year,
                member=member,
                rank=rank,
                distance=round(distance, 6),
            )


def select_family(
    asked: Request, year: str, la: str | None, way: SimilarityMethod | None
) -> Receipt:
    """Draw the families of the programme's schools, or of an authority's, and keep them."""
    with asked.writing() as writer:
        lines = alike.schools_of(writer, year)
        if not lines:
            raise DataError(
                f"no results of {label(year)} are in",
                why="families are drawn from the inputs in a year's table",
                fix="bleadchallenge import-data FILE",
            )
        wanted = _wanted(writer, la or asked.authority, {line.urn: line.la for line in lines})
        drawn = [
            each
            for one in ([way] if way else SimilarityMethod)
            for each in _WAYS[one](writer, year, wanted)
        ]
        for each in drawn:
            _replace(writer, each, year, asked)
    counts = {one: sum(each.way is one for each in drawn) for one in SimilarityMethod}
    missing = wanted - {each.urn for each in drawn if each.way is SimilarityMethod.NEAREST}
    said = [f"{count} families drawn by way of {one}" for one, count in counts.items() if count]
    notes = [f"no nearest family for {urn}: an input is missing" for urn in sorted(missing)]
    return Receipt(
        writer.seq_written,
        tuple(said) or ("no family could be drawn",),
        ("bleadchallenge family SCHOOL",),
        asked.dry_run,
        tuple(notes) if way in (None, SimilarityMethod.NEAREST) else (),
    )


def nearest_families(
    schools: Sequence[Similarity], wanted: Collection[str], rule: FamilyRule
) -> Iterator[FamilySelection]:
    """The nearest families of the schools wanted, each within its phase and type.

    Schools come in the order of URNs, which breaks ties. One with a missing
    input is left out: nothing is filled in.
    """
    names = list(rule.weights)
    weights = [rule.weights[name] for name in names]
    for group in sorted({school.group for school in schools}):
        own = [school for school in schools if school.group == group and not school.missing]
        if not any(school.urn in wanted for school in own):
            continue
        inputs = [[school.inputs[name] or 0.0 for name in names] for school in own]
        scored = families.standard(inputs)
        found = families.nearest(scored.scores, weights, rule.distribution)
        means = _means(names, scored)
        for row, school in enumerate(own):
            if school.urn in wanted:
                yield _selection_of(school.urn, own, found, row, rule, means)


def _selection_of(
    urn: str,
    own: Sequence[Similarity],
    found: families.Neighbours,
    row: int,
    rule: FamilyRule,
    means: Mapping[str, Mapping[str, float]],
) -> FamilySelection:
    distances = found.distances[row]
    members = tuple(
        (own[place].urn, float(distance))
        for place, distance in zip(found.places[row], distances, strict=True)
    )
    named = distances[: rule.nearest]
    furthest = float(named[-1]) if len(named) else 0.0
    weighed = {name.value: weight for name, weight in rule.weights.items()}
    care = confidence(len(named), rule.nearest, furthest, rule.low_confidence_distance)
    return FamilySelection(urn, SimilarityMethod.NEAREST, members, weighed, means, len(own), care)


def _means(names: Sequence[str], scored: families.Standard) -> dict[str, dict[str, float]]:
    return {
        name: {"mean": round(float(mean), 6), "spread": round(float(spread), 6)}
        for name, mean, spread in zip(names, scored.means, scored.spreads, strict=True)
    }


def _nearest(reader: Reader, year: str, wanted: Collection[str]) -> Iterator[FamilySelection]:
    schools = [alike.likeness(line) for line in alike.schools_of(reader, year)]
    return nearest_families(schools, wanted, policy_of(reader).families)


def _department(reader: Reader, year: str, wanted: Collection[str]) -> Iterator[FamilySelection]:
    """Along the one figure of the Department's similar schools, estimated."""
    nation = alike.national_by_group(reader, year)
    figures: dict[str, list[tuple[str, float, float]]] = {}
    for line in alike.schools_of(reader, year):
        figure = expected(alike.shares(line), nation)
        average = line.cell("TKS1AVERAGE").value
        if figure is not None and average is not None:
            group = alike.likeness(line).group
            figures.setdefault(group, []).append((line.urn, figure, average))
    for own in figures.values():
        first, second = ([each[place] for each in own] for place in (1, 2))
        for row, others in enumerate(families.along_a_line(first, second, EACH_SIDE)):
            if own[row][0] in wanted:
                members = tuple((own[o][0], float(abs(first[o] - first[row]))) for o in others)
                care = confidence(len(members), 2 * EACH_SIDE, 0.0, 1.0)
                said = "; ".join(part for part in ("estimated", care) if part)
                means = {"expected": {"mean": round(float(first[row]), 4), "spread": 0.0}}
                rule = {DEPARTMENT: 1.0}
                yield FamilySelection(
                    own[row][0], SimilarityMethod.DEPARTMENT, members, rule, means, len(own), said
                )


def _published(reader: Reader, year: str, wanted: Collection[str]) -> Iterator[FamilySelection]:
    """The list that was published, of the latest year up to the one asked for."""
    lists = {
        known: kept for known, kept in alike.published_families(reader).items() if known <= year
    }
    if not lists:
        return
    family_of = lists[max(lists)]
    for urn in sorted(set(family_of) & set(wanted)):
        others = sorted(
            other for other, name in family_of.items() if name == family_of[urn] and other != urn
        )
        members = tuple((other, 0.0) for other in others)
        weights = {f"published family {family_of[urn]}": 1.0}
        care = confidence(len(members), _FEW, 0.0, 1.0)
        yield FamilySelection(
            urn, SimilarityMethod.PUBLISHED, members, weights, {}, len(family_of), care
        )


_FEW = 3
_WAYS = {
    SimilarityMethod.NEAREST: _nearest,
    SimilarityMethod.DEPARTMENT: _department,
    SimilarityMethod.PUBLISHED: _published,
}


def _wanted(reader: Reader, la: str | None, places: Mapping[str, str]) -> set[str]:
    """The schools families are kept for: an authority's, else the programme's, else the city's."""
    if la:
        return {urn for urn, code in places.items() if code == la}
    chosen = {selection.urn for selection in reader.all(Selection)}
    city = policy_of(reader).la_code
    return chosen or {urn for urn, code in places.items() if code == city} or set(places)


def _replace(writer: Writer, drawn: FamilySelection, year: str, asked: Request) -> None:
    """Keep a family in the place of one drawn before in the same way for the same year."""
    for kind in (Family, FamilyMember):
        old = writer.all(kind, kind.urn == drawn.urn, kind.way == drawn.way, kind.year == year)
        writer.retract(*old)
    writer.add(*drawn.facts(year, asked))
