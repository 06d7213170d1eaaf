"""How each school stands: its own indicators, its last review, and what follows from them."""

from datetime import date

from bleadchallenge.domain.choices import Rating, Side
from bleadchallenge.domain.reports.concern import Concern, SchoolSigns, concern_of
from bleadchallenge.store.engine.reader import Reader
from bleadchallenge.store.kpis import KpiHistory
from bleadchallenge.store.selection import assignment_on
from bleadchallenge.store.tables import Review
from bleadchallenge.usecases.reports.pack.material import PackData, SchoolData


def signs_of(material: PackData, school: SchoolData, on: date | None = None) -> SchoolSigns:
    """What a school is judged by on a day, the pack's own if none is given."""
    day = on or material.as_of
    return material.reader.cached(
        ("signs", school.urn, day),
        lambda: school_signs(material.reader, school.urn, school.tracked, day),
    )


def school_signs(
    reader: Reader, urn: str, histories: tuple[KpiHistory, ...], on: date
) -> SchoolSigns:
    """The statuses of a school's own indicators, and the rating of its present alliance."""
    statuses = tuple(each.judged(on).status for each in histories if each.kpi.side == Side.SCHOOL)
    return SchoolSigns(statuses, impact_of(reader, urn, on))


def impact_of(reader: Reader, urn: str, on: date) -> Rating | None:
    """The last rating of the alliance that supports a school; none of one that left."""
    rated = [r for r in reader.where(Review, urn=urn) if r.impact and r.held_on <= on]
    if not rated:
        return None
    last = max(rated, key=lambda review: review.held_on)
    then, now = assignment_on(reader, urn, last.held_on), assignment_on(reader, urn, on)
    same = then is None or (now is not None and now.alliance == then.alliance)
    return Rating(last.impact) if same else None


def concern(material: PackData, school: SchoolData) -> Concern:
    """How worried a reader should be about a school."""
    return concern_of(signs_of(material, school), material.policy.pack)


def strip(material: PackData, school: SchoolData) -> tuple[str, ...]:
    """How a school stood at each of the last meetings, oldest first."""
    days = material.meetings[-material.policy.meetings.strip_length :]
    rule = material.policy.pack
    return tuple(concern_of(signs_of(material, school, day), rule).value for day in days)


def since(material: PackData, school: SchoolData) -> str:
    """Since which of the last meetings a school has been of concern."""
    days = material.meetings[-material.policy.meetings.strip_length :]
    run = [concern == Concern.OF_CONCERN.value for concern in strip(material, school)]
    first = next((n for n in range(len(run)) if all(run[n:])), len(run) - 1)
    return "new" if first == len(run) - 1 else f"{days[first].day} {days[first]:%b}"
