"""Indicators of schools and of their support: promises, readings, and reviews of both."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sample_city.chance import Chance
from sample_city.story.plot import (
    FALLS,
    LEVEL,
    NEW_HEADS,
    PROMISED_ON,
    RISES,
    SCHOOLS,
    SILENT,
    SILENT_FROM,
    SILENT_TO,
    SLOW_ALLIANCE,
    WITHDRAWN,
    WITHDRAWN_ON,
    School,
    read,
)
from sample_city.story.reviews import MIDTERM, decision, held_on
from sample_city.story.telling import Row, Story
from sample_city.story.when import DAY, desk_day

PROMISES = {row["code"]: row for row in read("promises")}
TERM_ENDS = {
    "T2": date(2018, 3, 29),
    "T3": date(2018, 7, 24),
    "T4": date(2018, 12, 21),
    "T5": date(2019, 4, 12),
}
HALF_TERMLY = (
    *(date(2018, 1, 24), date(2018, 3, 7), date(2018, 4, 25), date(2018, 6, 13)),
    *(date(2018, 7, 18), date(2018, 9, 12), date(2018, 10, 17), date(2018, 12, 5)),
    *(date(2019, 1, 23), date(2019, 3, 13)),
)
TERMLY = tuple(HALF_TERMLY[place] for place in (1, 3, 5, 7, 9))
NEVER_READ = ("900039", "GOVERN")
RETIRED = (
    ("900003", "AGREE", "Nine judgements in ten are upheld; checking goes on without a target"),
    ("900042", "ATTEND", "Attendance is above England's; the alliance's days go elsewhere"),
)
AMENDED = (
    ("900027", "AGREE", "T4", 78, "Tests are marked later than promised; the year's aim stands"),
    ("900014", "LESSONS", "T3", 60, "Support turns to leaders; lessons follow more slowly"),
)
PACE = {RISES: 1.08, LEVEL: 0.72, FALLS: 0.25}
"""How much of the way from baseline to target schools go, by how they fare."""

ENDS = {"T2": 0.25, "T3": 0.55, "T4": 0.8, "T5": 1.0}
"""How much of the whole way is promised by the end of each term."""


@dataclass(frozen=True, slots=True)
class Way:
    """From where to where an indicator is promised to go, and on how many it rests."""

    code: str
    start: float
    goal: float
    n: int | None = None


def tell(story: Story) -> None:
    """Tell of promises, readings and reviews."""
    promised = PROMISED_ON
    starts = [_kpi(school, way) for school in SCHOOLS for way in ways(school)]
    story.add(promised, "indicators", starts)
    for on in HALF_TERMLY:
        rows = [row for school in SCHOOLS for row in _readings(school, on)]
        story.add(desk_day(on), "readings", rows)
    _reviews(story)


def ways(school: School) -> list[Way]:
    """List what a school and its support promise."""
    chance = school.chance
    year6 = school.pupils(2018)
    first = _joint(school, year6)
    found = [Way("RWM", first, min(90.0, first + 14), year6)]
    if school.pupils(2017) > 5:  # noqa: PLR2004 - five or fewer are hidden
        found.append(Way("KS2RWM", float(school.joint(2017)), float(school.joint(2017) + 8)))
    else:
        found.append(Way("KS2RWM", -1, 55))
    codes = dict.fromkeys(strand.kpi for strand in school.strands)
    found += [_of_school(code, chance) for code in codes]
    found += [Way("DAYS", 0, 20), Way("VOICE", 2.0, 3.5)]
    helped = list(dict.fromkeys(strand.support_kpi for strand in school.strands))
    found.append(_of_support(helped[school.place % len(helped)], chance))
    return found


def _joint(school: School, pupils: int) -> float:
    reached = max(1, round(school.joint(2017) * pupils / 100) - (1 if pupils > 12 else 0))  # noqa: PLR2004
    return float(round(100 * reached / pupils))


def _of_school(code: str, chance: Chance) -> Way:
    if code == "LESSONS":
        return Way(code, 10 * chance.whole(3, 5), 80, 12)
    if code == "ATTEND":
        return Way(code, 93.4 + chance.whole(0, 9) / 10, 96.0)
    if code == "AGREE":
        return Way(code, 50 + 5 * chance.whole(0, 3), 90, 20)
    if code == "TATEST":
        return Way(code, 50 + 5 * chance.whole(0, 3), 90, 40)
    return Way(code, 1 if code == "LEADERS" else 0, 5)


def _of_support(code: str, chance: Chance) -> Way:
    return Way(code, 0, 8 + chance.whole(0, 3) if code in {"COACHED", "TRAINED"} else 6)


def _kpi(school: School, way: Way) -> Row:
    said = PROMISES[way.code]
    known = way.start >= 0
    results = way.code == "KS2RWM"
    on = date(2017, 7, 31) if results else date(2017, 12, 1)
    return {
        "urn": school.urn,
        **said,
        "baseline": way.start if known else None,
        "baseline_on": on if known else None,
        "owner": _owner(school, way.code),
        "action": _serves(school, way.code),
        "starts_on": PROMISED_ON,
        **{f"target_{term}": _target(way, term) for term in TERM_ENDS},
    }


def _owner(school: School, code: str) -> str:
    if PROMISES[code]["side"] == "support":
        return school.alliance
    return {"GOVERN": "chair of governors", "LEADERS": "head"}.get(code, "deputy head")


def _serves(school: School, code: str) -> int | None:
    """Give the number of the action an indicator belongs to."""
    for number, strand in enumerate(school.strands, start=1):
        if code in {strand.kpi, strand.support_kpi}:
            return number
    return None


def _target(way: Way, term: str) -> float | None:
    if way.code == "KS2RWM":
        return way.goal if term == "T3" else None
    if way.code == "DAYS":
        return {"T2": 9.0, "T3": 14.0, "T4": 19.0, "T5": 19.5}[term]
    start = max(way.start, 0.0)
    return _rounded(way.code, start + ENDS[term] * (way.goal - start))


def _rounded(code: str, value: float) -> float:
    return round(value, int(PROMISES[code]["decimals"]))


def _readings(school: School, on: date) -> Iterator[Row]:
    if school.urn == SILENT and SILENT_FROM <= on < SILENT_TO:
        return
    if school.urn == WITHDRAWN and on >= WITHDRAWN_ON:
        return
    for way in ways(school):
        every = PROMISES[way.code]["frequency"]
        if PROMISES[way.code]["measure"] or (every == "termly" and on not in TERMLY):
            continue
        if (school.urn, way.code) == NEVER_READ or _is_retired(school, way.code, on):
            continue
        yield _reading(school, way, on, _value(school, way, on))


def _is_retired(school: School, code: str, on: date) -> bool:
    return on > date(2018, 3, 23) and any((u, c) == (school.urn, code) for u, c, _why in RETIRED)


def _reading(school: School, way: Way, on: date, value: float) -> Row:
    return {
        "urn": school.urn,
        "kpi": way.code,
        "on_day": on,
        "value": value,
        "n": way.n,
        "evidence": f"{PROMISES[way.code]['source']}, {on:%B %Y}".replace("'", ""),
        "source": "by hand",
    }


def _value(school: School, way: Way, on: date) -> float:
    """A reading on the way to the goal: with a school's pace, and some chance."""
    chance = Chance("story", school.urn, way.code, on)
    reached = _way_gone(on) * _pace(school, way.code, on)
    if PROMISES[way.code]["cumulative"] == "yes":
        before = HALF_TERMLY[HALF_TERMLY.index(on) - 1] if on != HALF_TERMLY[0] else PROMISED_ON
        if PROMISES[way.code]["frequency"] == "termly":
            place = TERMLY.index(on)
            before = TERMLY[place - 1] if place else PROMISED_ON
        gone = _way_gone(before) * _pace(school, way.code, before)
        return float(max(0, round(reached * way.goal) - round(gone * way.goal)))
    value = way.start + reached * (way.goal - way.start)
    value += chance.normal() * abs(way.goal - way.start) * 0.05
    return _possible(way, value)


def _possible(way: Way, value: float) -> float:
    """A value that its number of pupils or lessons can give."""
    unit = PROMISES[way.code]["unit"]
    if unit == "%" and way.n:
        return float(round(100 * min(way.n, max(0, round(value * way.n / 100))) / way.n))
    top = {"rating": 4.0, "%": 100.0}.get(unit, 99.0)
    return _rounded(way.code, min(top, max(0.0, value)))


def _way_gone(on: date) -> float:
    """How much of the whole way is promised by a day."""
    gone, since = 0.0, PROMISED_ON
    for term, ends in TERM_ENDS.items():
        if on <= ends:
            return gone + (ENDS[term] - gone) * ((on - since) / (ends - since))
        gone, since = ENDS[term], ends
    return 1.0


def _pace(school: School, code: str, on: date) -> float:
    pace = PACE[school.fate]
    slow = school.alliance == SLOW_ALLIANCE and on < date(2018, 5, 1)
    if PROMISES[code]["side"] == "support":
        return 0.5 if slow else 1.0
    if school.fate == FALLS and code == "RWM":
        return -0.2
    if school.urn in NEW_HEADS and on > date(2018, 11, 1):
        pace += 0.15
    return pace - 0.2 if slow else pace


def _reviews(story: Story) -> None:
    """After the mid-term every indicator is looked at: kept, amended or retired."""
    by_day: dict[date, list[Row]] = {}
    changed = {(u, c) for u, c, *_rest in (*RETIRED, *AMENDED)}
    for school in SCHOOLS:
        day = max(held_on(school, MIDTERM) + 5 * DAY, date(2018, 3, 23))
        for way in ways(school):
            if PROMISES[way.code]["side"] == "school" and (school.urn, way.code) not in changed:
                by_day.setdefault(desk_day(day), []).append(_kept(school, way.code, day))
    for desk, rows in by_day.items():
        story.add(desk, "indicator_reviews", rows)
    when = date(2018, 3, 23)
    for urn, code, why in RETIRED:
        words = ("kpi", "review", urn, code, "retire", "--date", when, "--reason", why)
        story.say(when, "coordinator", *words)
    for urn, code, term, value, why in AMENDED:
        amend = ("kpi", "review", urn, code, "amend", "--target", f"{term}={value}")
        story.say(when, "coordinator", *amend, "--date", when, "--reason", why)


def _kept(school: School, code: str, day: date) -> Row:
    kind = decision(school)[0]
    why = "still says whether the plan works"
    if kind == "switch":
        why = "stays the same under the next alliance"
    return {"urn": school.urn, "kpi": code, "on_day": day, "outcome": "keep", "reason": why}
