"""The risk of requiring improvement: reasons in words, never a score."""

from collections.abc import Iterator

from bleadchallenge.domain.results.measures import Subject
from bleadchallenge.domain.results.progress import Band
from bleadchallenge.domain.results.risk import (
    Concern,
    LeadershipChange,
    Risk,
    RiskEvidence,
    RiskKind,
    risk,
)
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import Intelligence
from bleadchallenge.store.tables import LeadershipChange as Changed
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_primaries, find_school
from bleadchallenge.usecases.lookup.years import resolve_year
from bleadchallenge.usecases.request import Request, authority_of
from bleadchallenge.usecases.results.eligibility import EligibilityAssessor, assessor_for, name_of


@row
class RiskRow:
    """A reason why a school is at risk of requiring improvement."""

    urn: str = column("URN")
    name: str = column("school")
    kind: RiskKind = column("from")
    reason: str
    confidential: bool = column(rank=1)


@row
class UnknownOfSchool:
    """What of a school could not be looked at."""

    urn: str
    unknown: tuple[str, ...]


@row
class RiskScope:
    """The year of the results, and what is not known of each school."""

    year: str
    not_known: tuple[UnknownOfSchool, ...]


def risks(asked: Request, school: str | None, la: str | None, year: str | None) -> Listing[RiskRow]:
    """Every reason why a school, or each school of an authority, is at risk."""
    with asked.reading() as reader:
        wanted = resolve_year(reader, year)
        if school:
            names = {find_school(reader, school).urn: ""}
        else:
            la = authority_of(reader, asked, la)
            names = find_primaries(reader, la, wanted, asked.as_of)
        desk = assessor_for(reader, asked, set(names), wanted)
        found = [
            (urn, name or name_of(reader, urn), risk_of(desk, urn)) for urn, name in names.items()
        ]
        found.sort(key=lambda each: (each[1], each[0]))
        rows = tuple(row for urn, name, each in found for row in _rows(urn, name, each))
        unknown = tuple(UnknownOfSchool(urn, each.unknown) for urn, _, each in found)
        notes = tuple(f"not known: {words}" for _, _, each in found[:1] for words in each.unknown)
        return Listing(
            "risk",
            asked.as_of,
            reader.change,
            RiskRow,
            rows,
            notes=notes if school else (),
            extra=RiskScope(wanted, unknown),
        )


def risk_of(desk: EligibilityAssessor, urn: str) -> Risk:
    """A school's reasons, from data, inspection, leadership and intelligence."""
    inspected = desk.inspection(urn)
    evidence = RiskEvidence(
        criteria=desk.test(urn, urn).findings,
        bands=_bands(desk, urn),
        ofsted_grade=inspected.grade if inspected else None,
        inspected=inspected.on if inspected else None,
        leadership_changes=_changes(desk.reader, urn),
        concerns=_concerns(desk, urn),
        judgements=inspected.judgements if inspected else {},
        category=inspected.concern if inspected else "",
    )
    return risk(evidence, desk.asked.as_of, desk.policy.selection.inspection_due_years)


def _bands(desk: EligibilityAssessor, urn: str) -> dict[Subject, Band]:
    found = {each: desk.figures.band(urn, desk.years[-1], each) for each in Subject}
    return {subject: band for subject, band in found.items() if band is not None}


def _changes(reader: Reader, urn: str) -> tuple[LeadershipChange, ...]:
    changes = reader.all(Changed, Changed.urn == urn)
    return tuple(LeadershipChange(change.role, change.from_day) for change in changes)


def _concerns(desk: EligibilityAssessor, urn: str) -> tuple[Concern, ...]:
    noted = desk.reader.all(Intelligence, Intelligence.urn == urn)
    return tuple(
        Concern(each.text, each.shareable)
        for each in noted
        if each.text and each.noted_on <= desk.asked.as_of
    )


def _rows(urn: str, name: str, found: Risk) -> Iterator[RiskRow]:
    for each in found.reasons:
        yield RiskRow(
            urn=urn,
            name=name,
            kind=each.kind,
            reason=each.words,
            confidential=each.confidential,
        )
