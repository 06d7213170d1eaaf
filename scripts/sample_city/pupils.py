"""Pupils, made up one by one, so that every published figure is a count of somebody."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sample_city.baseline import expected
from sample_city.cast import School, origin
from sample_city.chance import Chance
from sample_city.pupil import EXPECTED_SCORE, LOWEST_SCORE, TOP_SCORE, Pupil
from sample_city.rounding import half_up

LOWEST_POINTS = 59

KS1_POINTS = {"P": 1.5, "W": 3, "1": 9, "2C": 13, "2B": 15, "2A": 17, "3": 21}
KS1_STARTS = ((19, "3"), (16, "2A"), (14, "2B"), (11, "2C"), (6, "1"), (2.5, "W"))
WRITING_POINTS = {"GDS": 113, "EXS": 103, "WTS": 91, "PKF": 79}
WRITING_STARTS = ((108.5, "GDS"), (96.2, "EXS"), (86.5, "WTS"))
DISAPPLIED = "D"

UNKNOWN_PRIOR_POINTS = 14.5

GPS_ABOVE_READING = 1.2
ASSESSED_FROM = 99.0
NEEDS_POINTS = {"N": 0.0, "K": -3.6, "E": -7.0, "S": -6.0}
SPREAD_IN_COMMON, SPREAD_APART = 0.76, 0.65
RESULT_SPREAD = {"READ": 5.0, "WRIT": 5.0, "MAT": 4.3, "GPS": 5.0}
SETBACK_SHARE, SETBACK = 0.1, 10.5
"""Results lean: a tenth of pupils fall far short, and the rest stand a little above the mean."""

PRIOR_SPREAD = 2.1
PRIOR_SPREAD_APART = 1.5
PRIOR_SETBACK = 6.0
NATIONAL_TILTS = {
    "girl": {"READ": 0.3, "WRIT": 0.8, "MAT": -0.7},
    "boy": {"READ": -0.3, "WRIT": -0.8, "MAT": 0.7},
    "disadvantaged": {"READ": -0.7, "WRIT": -0.5, "MAT": -0.6},
    "other": {"READ": 0.3, "WRIT": 0.2, "MAT": 0.3},
    "language": {"READ": 0.3, "WRIT": 1.3, "MAT": 2.0},
}
"""Progress points by which groups stand off the national average (published national rows)."""

SEARCH_STEPS = 22
SEARCH_WIDTH = 16.0


def cohort(school: School, year: int) -> list[Pupil]:
    """Make a school's pupils of one year, steered to the results it was meant to have."""
    size = school.cohort(year)
    chance = Chance(origin(school).urn, year)
    drafts = [_draft(school, year, number, chance) for number in range(1, size + 1)]
    effect = _steer(drafts, school, year)
    return [_finish(draft, school, effect) for draft in drafts]


def before_review(school: School, pupils: Sequence[Pupil]) -> list[Pupil]:
    """Make the cohort as it stood in September, before marks were reviewed and pupils excluded.

    In two schools of five, pupils on exactly 100 had 99; in one of five a recent arrival who
    was later excluded still counted.
    """
    chance = Chance("before review", school.urn)
    marked_down, still_counted = chance.happens(0.4), chance.happens(0.2)
    result = [_lower_mark(pupil, chance) if marked_down else pupil for pupil in pupils]
    return [*result, new_arrival(result)] if still_counted and result else result


def _lower_mark(pupil: Pupil, chance: Chance) -> Pupil:
    scores = {
        subject: EXPECTED_SCORE - 1 if score == EXPECTED_SCORE and chance.happens(0.45) else score
        for subject, score in pupil.scores.items()
    }
    return replace(pupil, scores=scores)


def new_arrival(pupils: Sequence[Pupil]) -> Pupil:
    """Make one more pupil, lately come to the country, whom a school may ask to leave out."""
    return replace(
        pupils[-1],
        number=len(pupils) + 1,
        language=2,
        mobile=True,
        levels=None,
        prior=None,
        scores=dict.fromkeys(("READ", "MAT", "GPS")),
        points={"READ": 62.0, "WRIT": 71.0, "MAT": 64.0},
        writing="PKF",
        science=False,
        assessed={"READ": False, "MAT": False},
    )


def _draft(school: School, year: int, number: int, chance: Chance) -> Pupil:
    disadvantaged = chance.happens(school.disadvantaged / 100)
    language = 2 if chance.happens(school.other_language / 100) else 1
    mobile = chance.happens(school.mobile / 100)
    needs = _needs(school, year, chance)
    levels = _levels(school, chance, disadvantaged=disadvantaged, needs=needs)
    unknown = chance.happens(_unknown_prior(school, year, mobile=mobile))
    known = None if unknown else levels
    prior = _average(known) if known else None
    girl = chance.happens(0.49)
    absent = chance.happens(0.006)
    draft = Pupil(
        number=number,
        girl=girl,
        disadvantaged=disadvantaged,
        language=3 if language == 1 and chance.happens(0.004) else language,
        mobile=mobile,
        needs=needs,
        levels=known,
        prior=prior,
        absent=absent,
        disapplied=school.special and chance.happens(_disapplied_share(school, year)),
        latent={},
        scores={},
        writing="",
        science=False,
        assessed={},
        points={},
    )
    return replace(draft, latent=_latent(draft, school, year, chance))


def _needs(school: School, year: int, chance: Chance) -> str:
    if school.special:
        return "E"
    draw = chance.share() * 100
    if draw < 2:  # noqa: PLR2004 - two in a hundred have a plan or a statement
        return "S" if year == 2016 and draw < 1 else "E"  # noqa: PLR2004 - the last statements
    return "K" if draw < school.special_needs else "N"


def _unknown_prior(school: School, year: int, *, mobile: bool) -> float:
    if (school.urn, year) == LOW_COVERAGE:
        return 0.62
    return 0.3 if mobile else 0.02


def _disapplied_share(school: School, year: int) -> float:
    return 1.0 if (school.urn, year) == NONE_ASSESSED else 0.12


NONE_ASSESSED = ("900070", 2018)
"""Ferncrag in 2018: every pupil disapplied, so that progress does not apply."""

LOW_COVERAGE = ("900052", 2018)
"""Wrenfold in 2018: many new arrivals, so that progress covers fewer than half its pupils."""


def _levels(
    school: School, chance: Chance, *, disadvantaged: bool, needs: str
) -> tuple[str, str, str]:
    middle = school.prior_points
    if not school.special:
        middle += NEEDS_POINTS[needs] + school.special_needs / 100 * 3.6
        middle += -0.9 * (disadvantaged - school.disadvantaged / 100)
    lean = PRIOR_SETBACK * (SETBACK_SHARE - chance.happens(SETBACK_SHARE))
    common = middle + lean + PRIOR_SPREAD * chance.normal()
    reading, writing, maths = (_level(common, chance, lift) for lift in (0.4, -0.5, 0.3))
    return reading, writing, maths


def _level(common: float, chance: Chance, lift: float) -> str:
    value = common + lift + PRIOR_SPREAD_APART * chance.normal()
    return next((level for start, level in KS1_STARTS if value >= start), "P")


def _average(levels: tuple[str, str, str]) -> float:
    reading, writing, maths = (KS1_POINTS[level] for level in levels)
    return ((reading + writing) / 2 + maths) / 2


def _latent(draft: Pupil, school: School, year: int, chance: Chance) -> dict[str, float]:
    points = UNKNOWN_PRIOR_POINTS if draft.prior is None else draft.prior
    if draft.prior is None and school.special:
        points = school.prior_points
    common = chance.normal()
    luck = SETBACK * (SETBACK_SHARE - chance.happens(SETBACK_SHARE))
    latent = {}
    for subject in ("READ", "WRIT", "MAT"):
        noise = SPREAD_IN_COMMON * common + SPREAD_APART * chance.normal()
        level = expected(points, subject, year) + _group_tilt(draft, subject) + luck
        latent[subject] = level + RESULT_SPREAD[subject] * noise
    noise = SPREAD_IN_COMMON * common + SPREAD_APART * chance.normal()
    level = expected(points, "READ", year) + GPS_ABOVE_READING + _group_tilt(draft, "MAT") + luck
    latent["GPS"] = level + RESULT_SPREAD["GPS"] * noise
    latent["SCI"] = (latent["READ"] + latent["MAT"]) / 2 + 2 + 2 * chance.normal()
    latent["READTA"] = latent["READ"] + 1.0 + 2.5 * chance.normal()
    latent["MATTA"] = latent["MAT"] + 0.5 + 2.5 * chance.normal()
    return latent


def _group_tilt(draft: Pupil, subject: str) -> float:
    tilt = NATIONAL_TILTS["girl" if draft.girl else "boy"][subject]
    tilt += NATIONAL_TILTS["disadvantaged" if draft.disadvantaged else "other"][subject]
    return tilt + (NATIONAL_TILTS["language"][subject] if draft.language > 1 else 0.0)


def _steer(drafts: Sequence[Pupil], school: School, year: int) -> float:
    """Find the effect (points) that brings the joint result as near the target as pupils go."""
    target = school.targets[year]
    if target is None:
        return 0.0
    wanted = int(half_up(target * len(drafts) / 100))
    low, high = -SEARCH_WIDTH, SEARCH_WIDTH
    for _ in range(SEARCH_STEPS):
        middle = (low + high) / 2
        reached = sum(_finish(draft, school, middle).joint for draft in drafts)
        if reached == wanted:
            return middle
        low, high = (middle, high) if reached < wanted else (low, middle)
    return high


def _finish(draft: Pupil, school: School, effect: float) -> Pupil:
    tilts = school.tilts | {"GPS": school.tilts["READ"] / 2}
    raised = {s: draft.latent[s] + effect + tilts[s] for s in ("READ", "WRIT", "MAT", "GPS")}
    writing = _writing(draft, raised["WRIT"])
    assessed: Callable[[str, str], bool] = lambda name, subject: (  # noqa: E731 - one line
        not draft.disapplied and draft.latent[name] + effect + tilts[subject] >= ASSESSED_FROM
    )
    return replace(
        draft,
        scores={s: _scaled(draft, raised[s]) for s in ("READ", "MAT", "GPS")},
        writing=writing,
        science=not draft.disapplied and draft.latent["SCI"] + effect >= ASSESSED_FROM - 1,
        assessed={"READ": assessed("READTA", "READ"), "MAT": assessed("MATTA", "MAT")},
        points={
            "READ": _points(raised["READ"]),
            "WRIT": _writing_points(writing, raised["WRIT"]),
            "MAT": _points(raised["MAT"]),
        },
    )


def _scaled(draft: Pupil, value: float) -> int | None:
    if draft.absent or draft.disapplied or value < LOWEST_SCORE:
        return None
    return min(int(half_up(value)), TOP_SCORE)


def _writing(draft: Pupil, value: float) -> str:
    if draft.disapplied:
        return DISAPPLIED
    return next((name for start, name in WRITING_STARTS if value >= start), "PKF")


def _points(value: float) -> float:
    return min(max(half_up(value), LOWEST_POINTS), TOP_SCORE)


def _writing_points(writing: str, value: float) -> float:
    lowest = max(half_up(value), LOWEST_POINTS)
    return (
        min(lowest, WRITING_POINTS["PKF"])
        if writing in {"PKF", DISAPPLIED}
        else float(WRITING_POINTS[writing])
    )
