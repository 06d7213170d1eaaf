"""Questions about alliances: their schools, their record, what ties them to a school."""

import math
from datetime import date

from bleadchallenge.domain.choices import DayState, DecisionKind, Level, Rating, Stage
from bleadchallenge.domain.support.days import in_days
from bleadchallenge.domain.support.matching import TrackRecord
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.selection import assignment_on
from bleadchallenge.store.support.days import alliance_days
from bleadchallenge.store.tables import (
    Alliance,
    Decision,
    Interest,
    Judgement,
    Person,
    Recommendation,
    Review,
)

METRES_A_MILE = 1609.344
_SECURE = 3


def own_schools(alliance: Alliance) -> set[str]:
    """The URNs of an alliance's own schools, the one that leads it among them."""
    members = {part.strip() for part in alliance.member_schools.split(";")}
    return {urn for urn in (alliance.lead_school, *members) if urn}


def all_alliances(text: str) -> list[str]:
    """Parts of a text that semicolons separate."""
    return [part.strip() for part in text.split(";") if part.strip()]


def record_of(reader: Reader, code: str, urn: str, as_of: date) -> TrackRecord:
    """What an alliance's support came to by a day, over all its schools."""
    switched = [
        decision.urn
        for decision in reader.all(Decision, Decision.alliance == code)
        if decision.kind == DecisionKind.SWITCH and decision.decided_on <= as_of
    ]
    disputed = [e for e in alliance_days(reader, code, as_of) if e.state is DayState.DISPUTED]
    impacts = []
    for review in reader.all(Review):
        if review.impact and review.held_on <= as_of and review.stage != Stage.BASELINE:
            running = assignment_on(reader, review.urn, review.held_on)
            if running is not None and running.alliance == code:
                impacts.append(Rating(review.impact))
    return TrackRecord(
        switches=len(switched),
        disputed_days=in_days(sum(entry.quarters for entry in disputed)),
        impacts=tuple(impacts),
        switched_here=urn in switched,
    )


def schools_wanting(reader: Reader, urn: str) -> list[tuple[str, str]]:
    """What the baseline asks for: recommendations, and areas judged less than secure."""
    baseline = Stage.BASELINE.value
    found = [
        (f"{each.stage} {each.number}", f"{each.text} {each.area}")
        for each in reader.all(
            Recommendation, Recommendation.urn == urn, Recommendation.stage == baseline
        )
    ]
    weak = [
        (f"{each.area} at level {each.level}", f"{each.area} {each.note}")
        for each in reader.all(Judgement, Judgement.urn == urn, Judgement.stage == baseline)
        if each.level < _SECURE
    ]
    return found + weak


def interests_between(reader: Reader, alliance: Alliance, urn: str) -> list[str]:
    """Interests that an alliance's people declare in a school, in words without names."""
    people = {p.code for p in reader.all(Person, Person.alliance == alliance.code)}
    people |= {alliance.contact} - {""}
    return [
        f"{interest.person} declares an interest in the school"
        for interest in reader.all(Interest, Interest.subject == urn)
        if interest.person in people
    ]


def miles_to(reader: Reader, alliance: Alliance, urn: str) -> float | None:
    """Miles from an alliance, or the school that leads it, to a school, as the crow flies."""
    urns = [urn, alliance.lead_school] if alliance.lead_school else [urn]
    places = {
        line.urn: (line.cell("EASTING").value, line.cell("NORTHING").value)
        for line in published_files.lines(reader, "gias", urns=urns, level=Level.SCHOOL)
    }
    east, north = places.get(urn, (None, None))
    from_east, from_north = alliance.easting, alliance.northing
    if from_east is None or from_north is None:
        from_east, from_north = places.get(alliance.lead_school, (None, None))
    if east is None or north is None or from_east is None or from_north is None:
        return None
    return math.hypot(east - from_east, north - from_north) / METRES_A_MILE
