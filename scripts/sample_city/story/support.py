"""Support: alliances assigned, agreements, who delivers, and every day of the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sample_city.story.plot import (
    DROPPED,
    EARLY_FINALS,
    LAST_DAY_BEFORE_SWITCH,
    LATE_REVIEW,
    NEW_HEADS,
    PLANNED_ON,
    SCHOOLS,
    SLOW_ALLIANCE,
    SWITCHED,
    SWITCHED_FROM,
    SWITCHED_TO,
    WITHDRAWN,
    WITHDRAWN_ON,
    School,
)
from sample_city.story.reviews import decision
from sample_city.story.telling import Row, Story
from sample_city.story.when import DAY, DESK_DAYS, desk_day, desk_day_before, school_days, within

ADJUSTED = ("900014", "900027")
ASSIGNED_ON, SUPPORT_FROM = date(2017, 11, 2), date(2017, 11, 6)
FIRST = (date(2017, 11, 13), date(2018, 3, 20))
SECOND = (date(2018, 4, 23), date(2018, 12, 7))
SNOW = date(2018, 3, 2)
FIRST_PLANNED, PLANNERS = date(2018, 1, 8), 5
"""From when, and of how many schools one, days stand in the ledger before they are given."""

REASONS = {
    "ASH": "Reading and early language are its strength; four schools leave it room",
    "HAL": "Maths, assessment and middle leaders; the largest capacity of the six",
    "LAM": "Writing and pupils new to English, which most of the school's pupils are",
    "QUA": "Maths and behaviour; close by",
    "WIC": "Governance and small schools",
    "YEW": "Reading, writing and curriculum; the school asked for it",
}
PEOPLE = {
    "ASH": (("P05", 30), ("P13", 12), ("P19", 10)),
    "HAL": (("P06", 35), ("P14", 14), ("P12", 15), ("P21", 6)),
    "LAM": (("P07", 25), ("P17", 16)),
    "QUA": (("P08", 25), ("P15", 10), ("P18", 8)),
    "WIC": (("P09", 20), ("P20", 8), ("P11", 15)),
    "YEW": (("P10", 20), ("P16", 12)),
}
"""Who delivers for an alliance, with the days each can give."""


@dataclass(frozen=True, slots=True)
class Given:
    """An entry of the ledger as it was given."""

    number: int
    school: School
    on: date
    quarters: int
    person: str
    activity: str
    action: int | None


def tell(story: Story) -> None:
    """Tell of assignments, agreements, deliverers and days."""
    for school in SCHOOLS:
        story.say(
            *(ASSIGNED_ON, "coordinator", "assign-tsa", school.urn, school.alliance),
            *("--from", SUPPORT_FROM, "--reason", REASONS[school.alliance]),
        )
    why = "Maths and middle leaders; it offered two more specialists"
    story.say(
        *(date(2018, 4, 12), "coordinator", "assign-tsa", SWITCHED, SWITCHED_TO),
        *("--from", SWITCHED_FROM, "--reason", why),
    )
    _agreements(story)
    _deliverers(story)
    _days(story)


def _agreements(story: Story) -> None:
    """Drafted in a week, agreed in three; ended with the programme or before."""
    drafted, agreed, ended = date(2017, 11, 9), date(2017, 11, 20), date(2019, 4, 10)
    story.add(drafted, "agreements", [_sla(s, "draft", drafted) for s in SCHOOLS])
    story.add(agreed, "agreements", [_sla(s, "agreed", agreed) for s in SCHOOLS])
    switched = next(s for s in SCHOOLS if s.urn == SWITCHED)
    left = next(s for s in SCHOOLS if s.urn == WITHDRAWN)
    new = {"alliance": SWITCHED_TO, "days": 15}
    begun = SWITCHED_FROM + DAY
    exit_terms = "As before; the fifteen days left of twenty"
    for state in ("draft", "agreed"):
        story.say(
            *(begun, "coordinator", "sla", SWITCHED, "--state", state, "--days", 15),
            *("--tsa", SWITCHED_TO, "--people", "P06,P14", "--exit-terms", exit_terms),
            *("--date", begun),
        )
    for urn in ADJUSTED:
        words = ("sla", urn, "--state", "varied", "--days", 20, "--people", "P07")
        why = "Days turn to middle leaders; the alliance's lead gives them"
        story.say(date(2018, 4, 18), "coordinator", *words, "--reason", why)
    gone = _ended(left, date(2018, 12, 17), "The school withdrew from the programme")
    story.add(date(2018, 12, 18), "agreements", [gone])
    others = [s for s in SCHOOLS if s.urn not in {SWITCHED, WITHDRAWN}]
    rows = [_ended(s, ended, "The programme ends") for s in others]
    story.add(
        ended, "agreements", [*rows, {**_ended(switched, ended, "The programme ends"), **new}]
    )


def _ended(school: School, day: date, why: str) -> dict[str, object]:
    return {**_sla(school, "ended", day, version=2), "note": why}


def _sla(school: School, state: str, day: date, version: int = 1) -> dict[str, object]:
    people = "; ".join(code for code, _days in PEOPLE[school.alliance][:2])
    return {
        "urn": school.urn,
        "alliance": school.alliance,
        "version": version,
        "state": state,
        "on_day": day,
        "days": 20,
        "people": people,
        "exit_terms": "Either side may end it with four weeks' notice; days not given move on",
        "note": "",
    }


def _deliverers(story: Story) -> None:
    rows = []
    for school in SCHOOLS:
        for place, (person, _days) in enumerate(PEOPLE[school.alliance][:2]):
            work = school.strands[place % len(school.strands)].work
            rows.append(_deliverer(school.urn, person, SUPPORT_FROM, school.alliance, work))
    story.add(date(2017, 11, 10), "deliverers", rows)
    new = [
        _deliverer(SWITCHED, person, SWITCHED_FROM, SWITCHED_TO, "daily reading lessons")
        for person in ("P06", "P14")
    ]
    story.add(SWITCHED_FROM, "deliverers", new)


def _deliverer(urn: str, person: str, day: date, alliance: str, work: str) -> Row:
    return {"urn": urn, "person": person, "from_day": day, "alliance": alliance, "work": work}


def ledger() -> list[Given]:
    """List every day that was given, in order, numbered as it was planned."""
    found = [each for school in SCHOOLS for each in _of_school(school)]
    found.sort(key=lambda each: (each.on, each.school.place))
    left = {person: days * 4 for people in PEOPLE.values() for person, days in people}
    return [_by_somebody(replace(each, number=n), left) for n, each in enumerate(found, start=1)]


def _by_somebody(given: Given, left: dict[str, int]) -> Given:
    """Name who gave it while that person has days; after that the alliance's other staff."""
    for person, _days in PEOPLE[given.school.supported_by(given.on)]:
        if left[person] >= given.quarters:
            left[person] -= given.quarters
            return replace(given, person=person)
    return given


def _of_school(school: School) -> list[Given]:
    first, second = _quarters(school)
    start = (date(2018, 5, 2), SECOND[1]) if school.urn == LATE_REVIEW else SECOND
    if school.urn in EARLY_FINALS:
        start = (start[0], date(2018, 10, 26))
    return [*_spread(school, FIRST, first, "first"), *_spread(school, start, second, "second")]


def _quarters(school: School) -> tuple[int, int]:
    """Quarters of a day in either half; what the slow alliance owed comes later."""
    if school.urn == SWITCHED:
        return 20, 60
    if school.urn == WITHDRAWN:
        return 38, 24
    if school.alliance == SLOW_ALLIANCE:
        return 26, 54
    return 40 - 2 * (school.place % 3 == 1), 40


def _spread(school: School, span: tuple[date, date], quarters: int, half: str) -> list[Given]:
    """Spread quarters over the school days on which support may be given."""
    closed = [(came, signed) for came, signed, _name in _closed(school)]
    last = min(span[1], WITHDRAWN_ON - 3 * DAY) if school.urn == WITHDRAWN else span[1]
    if school.urn == SWITCHED and half == "first":
        last = min(last, LAST_DAY_BEFORE_SWITCH - 2 * DAY)
    days = [day for day in school_days(span[0], last) if not within(day, closed)]
    sizes = _sizes(school, quarters, half)
    chance = school.chance
    step = len(days) / len(sizes)
    found = []
    for n, size in enumerate(sizes):
        place = min(len(days) - 1, int((n + 0.15 + 0.7 * chance.share()) * step))
        strand = n % len(school.strands)
        work = school.strands[strand].work
        action = _answers(school, days[place], strand + 1)
        found.append(Given(0, school, days[place], size, "", work, action))
    return found


def _answers(school: School, on: date, action: int) -> int | None:
    """Give the action a day serves; none before there was a plan, or where it is dropped later."""
    adjusted = decision(school)[0] == "adjust"
    if on <= desk_day(PLANNED_ON) or (adjusted and action == DROPPED):
        return None
    return action


def _closed(school: School) -> list[tuple[date, date, str]]:
    return [NEW_HEADS[school.urn]] if school.urn in NEW_HEADS else []


def _sizes(school: School, quarters: int, half: str) -> list[int]:
    chance = school.chance
    if half == "second":
        chance.share()
    sizes = []
    while quarters > 0:
        size = min(quarters, chance.one_of((2, 4, 4, 4, 4, 3)))
        sizes.append(size)
        quarters -= size
    return sizes


@dataclass(frozen=True, slots=True)
class Quarrel:
    """A day that a school disputed: when, why, and what came of it, if anything did."""

    number: int
    on: date
    why: str
    ended_on: date = date.max
    end: str = ""
    settled: str = ""


def quarrels(days: Sequence[Given]) -> list[Quarrel]:
    """List the disputes of the story, each about a day of the ledger."""
    return [
        Quarrel(
            _number(days, "900021", date(2018, 1, 29), date(2018, 2, 9)),
            date(2018, 2, 21),
            "It was a meeting about dates, not support",
            date(2018, 3, 7),
            "cancel",
            "The alliance agrees: it was a meeting about dates",
        ),
        Quarrel(
            _number(days, "900048", date(2018, 1, 8), date(2018, 2, 15)),
            date(2018, 2, 22),
            "The specialist left at noon",
            date(2018, 3, 22),
            "confirm",
        ),
        Quarrel(
            _number(days, SWITCHED, date(2018, 2, 1), date(2018, 3, 9)),
            date(2018, 3, 14),
            "Nobody came; the visit was moved by telephone on the day",
        ),
    ]


def _number(days: Sequence[Given], urn: str, first: date, last: date) -> int:
    return next(d.number for d in days if d.school.urn == urn and first <= d.on <= last)


def snowed_off(days: Sequence[Given]) -> int:
    """Number of the day planned for when snow closed the schools."""
    return min(days, key=lambda d: (abs((d.on - SNOW).days), d.number)).number


def confirmed_at(given: Given) -> date:
    """Give the desk day by which the school confirmed a day: two fortnights at most."""
    told = desk_day(given.on)
    later = [day for day in DESK_DAYS if day > told]
    late = given.number % 11 == 0 and len(later) > 1 and given.school.urn not in EARLY_FINALS
    return (later[1] if late else later[0]) if later else told


def _days(story: Story) -> None:
    """Entered at the desk once given, some planned before; confirmed by the school later."""
    days = ledger()
    disputed = {quarrel.number for quarrel in quarrels(days)}
    snow = snowed_off(days)
    for desk in DESK_DAYS:
        story.add(desk, "days", [row for day in days if (row := _entry(day, desk, snow))])
        given = [d.number for d in days if is_planned(d, snow) and _given_by(d) == desk]
        given = [number for number in given if number != snow]
        if given:
            story.say(desk, "coordinator", "days", "delivered", *given)
        settled = [d for d in days if confirmed_at(d) == desk]
        numbers = [d.number for d in settled if d.number not in {*disputed, snow}]
        if numbers:
            story.say(desk, "coordinator", "days", "confirm", *numbers, "--by", "the schools")
    for quarrel in quarrels(days):
        _quarrel(story, quarrel)
    why = "Snow closed the schools"
    story.say(SNOW + 3 * DAY, "coordinator", "days", "cancel", snow, "--reason", why)


def is_planned(given: Given, snow: int) -> bool:
    """Whether a day was planned in the ledger before it was given, as a few schools do."""
    ahead = given.on >= FIRST_PLANNED and given.school.place % PLANNERS == 0
    return ahead or given.number == snow


def _given_by(given: Given) -> date:
    return desk_day(given.on)


def _entry(given: Given, desk: date, snow: int) -> Row | None:
    """What a day's row says at a desk day, or nothing where there is no news of it."""
    if is_planned(given, snow):
        before = desk_day_before(_given_by(given))
        return _row(given, "planned") if before == desk else None
    return _row(given, "delivered") if _given_by(given) == desk else None


def _row(given: Given, state: str) -> Row:
    return {
        "number": given.number,
        "urn": given.school.urn,
        "alliance": given.school.supported_by(given.on),
        "on_day": given.on,
        "days": given.quarters / 4,
        "state": state,
        "person": given.person,
        "activity": given.activity,
        "action": given.action,
    }


def _quarrel(story: Story, quarrel: Quarrel) -> None:
    story.say(quarrel.on, "coordinator", "days", "dispute", quarrel.number, "--reason", quarrel.why)
    if quarrel.end == "cancel":
        story.say(
            *(quarrel.ended_on, "coordinator", "days", "cancel", quarrel.number),
            *("--reason", quarrel.settled),
        )
    elif quarrel.end == "confirm":
        words = ("days", "confirm", quarrel.number, "--by", "head", "--date", quarrel.ended_on)
        story.say(quarrel.ended_on, "coordinator", *words)
