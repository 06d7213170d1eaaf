"""The grid: one row a school, in alphabetical order; no league table."""

from bleadchallenge.domain.choices import Side, Stage
from bleadchallenge.domain.kpis.status import DirectionOfTravel
from bleadchallenge.domain.reports.concern import reason_of
from bleadchallenge.domain.support.days import in_days
from bleadchallenge.packs.isg.value import Grid, GridRow, Sentence
from bleadchallenge.packs.value import Cell
from bleadchallenge.store.tables import Review
from bleadchallenge.usecases.reports.pack.material import PackData, SchoolData
from bleadchallenge.usecases.reports.pack.signs import concern, signs_of, strip


def grid_of(material: PackData) -> Grid:
    """The grid of a meeting."""
    rows = tuple(_row(material, school) for school in material.schools)
    return Grid(rows, material.results.growth_years)


def _row(material: PackData, school: SchoolData) -> GridRow:
    urn, days = school.urn, f"days/{school.urn}"
    growth, interval = material.results.growth_in_short(urn)
    return GridRow(
        urn=urn,
        name=material.short(urn),
        alliance=school.assignment.alliance if school.assignment else "",
        concern=concern(material, school),
        reason=Sentence(reason_of(signs_of(material, school)), (f"status/{urn}",)),
        direction=direction_of(school),
        left=Cell(in_days(school.remaining), f"{days}/remaining"),
        behind=Cell(in_days(school.behind), f"{days}/behind"),
        review=review_in_short(material, urn),
        growth=Cell(growth, material.results.growth_ref(urn)),
        interval=Cell(interval, material.results.growth_ref(urn, "interval")),
        open_advice=Cell(sum(row.outstanding for row in school.advice), f"advice/{urn}/open"),
        strip=strip(material, school),
    )


def direction_of(school: SchoolData) -> Sentence:
    """How many of a school's own indicators rose and fell at their last reading."""
    travels = [row.travel for row in school.kpi_rows if row.side is Side.SCHOOL]
    rose = travels.count(DirectionOfTravel.IMPROVING)
    fell = travels.count(DirectionOfTravel.DECLINING)
    said = [f"{rose} up" if rose else "", f"{fell} down" if fell else ""]
    words = ", ".join(each for each in said if each) or ("steady" if travels else "")
    return Sentence(words, (f"kpis/{school.urn}/travel",))


def review_in_short(material: PackData, urn: str) -> str:
    """The last review that rated anything: progress, then impact."""
    held = [
        review
        for review in material.reader.where(Review, urn=urn)
        if review.progress and review.held_on <= material.as_of
    ]
    if not held:
        return ""
    last = max(held, key=lambda review: review.held_on)
    stage = "mid-term" if last.stage == Stage.MIDTERM else last.stage
    return f"{stage}: progress {last.progress}, impact {last.impact or 'not rated'}"
