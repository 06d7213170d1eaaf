"""People growing: sessions, leaders in the making, designations, days elsewhere, the conference."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sample_city.chance import Chance
from sample_city.story.forms import Form, workbook
from sample_city.story.plot import FALLS, LEVEL, RISES, SCHOOLS, WITHDRAWN, School, read
from sample_city.story.telling import Row, Story
from sample_city.story.when import DAY, desk_day

PRACTICE_HEADINGS = ("school", "title", "presenter", "attended")
CONFERENCE_ON = date(2019, 3, 19)
STAGES = ("identified", "developing", "ready", "deployed")
STEPS = (date(2017, 12, 8), date(2018, 5, 4), date(2018, 11, 16), date(2019, 2, 8))
REACHED = {RISES: 4, LEVEL: 3, FALLS: 2}
"""How many stages the first of a school's two leaders in the making passes through."""

ROLES = (("year leader", "phase leader"), ("English leader", "assistant head"))
NEXT = {"identified": 0, "developing": 0, "ready": 1, "deployed": 1}
FOLLOW_UPS = (
    "Tried in the own year group; two colleagues watched",
    "Shared in a staff meeting; three teachers took it up",
    "Used in the next round of lesson visits",
    "Talked through with the head; begins after the holiday",
)
IMPACTS = ("Lesson visits now end with one thing to do", "Two more teachers lead a subject")


@dataclass(frozen=True, slots=True)
class Place:
    """A place at a session as it went."""

    session: str
    held_on: date
    attender: str
    urn: str
    attended: bool
    followed_up_on: date | None
    follow_up: str
    impact: str


def tell(story: Story) -> None:
    """Tell of sessions, talent, designations, deployments and the conference."""
    _talent(story)
    _sessions(story)
    _elsewhere(story)
    _conference(story)


def _talent(story: Story) -> None:
    for step, day in enumerate(STEPS):
        rows = [row for school in SCHOOLS for row in _stepping(school, step, day)]
        story.add(desk_day(day), "talent", rows)


def _stepping(school: School, step: int, day: date) -> Iterator[Row]:
    for place, letter in enumerate("AB"):
        reached = REACHED[school.fate] - place
        if step >= reached or (school.urn == WITHDRAWN and step > 1):
            continue
        stage = STAGES[step]
        role, following = ROLES[place]
        yield {
            "code": f"{school.short}-{letter}",
            "urn": school.urn,
            "on_day": day,
            "stage": stage,
            "present_role": following if NEXT[stage] else role,
            "next_step": "leads in another school" if NEXT[stage] else following,
            "sponsor": school.team[1],
        }


def _sessions(story: Story) -> None:
    """Sessions are announced a month before; places, attendance and follow-ups come as they do."""
    for row in read("sessions"):
        held = date.fromisoformat(row["held_on"])
        story.say(
            *(desk_day(held - 28 * DAY), "coordinator", "session", "add", row["code"]),
            *("--date", held, "--topic", row["topic"], "--partner", row["partner"]),
            *("--places", row["places"]),
        )
        places = list(_places(row["code"], held))
        first = desk_day(held + DAY)
        story.add(first, "places", [_place_row(place, first) for place in places])
        later: dict[date, list[Row]] = {}
        for place in places:
            if place.followed_up_on and place.followed_up_on > first:
                desk = desk_day(place.followed_up_on)
                later.setdefault(desk, []).append(_place_row(place, desk))
        for desk, rows in later.items():
            story.add(desk, f"follow_ups_{row['code'].lower()}", rows)


def _places(code: str, held: date) -> Iterator[Place]:
    for school in SCHOOLS:
        if school.urn == WITHDRAWN and held > date(2018, 11, 1):
            continue
        chance = Chance("story", school.urn, code)
        attended = chance.happens(0.7 if school.fate == FALLS else 0.92)
        follows = attended and chance.happens(0.4 if school.fate == FALLS else 0.85)
        letter = "A" if (school.place + int(code[-1])) % 2 else "B"
        yield Place(
            code,
            held,
            f"{school.short}-{letter}",
            school.urn,
            attended,
            held + chance.whole(10, 40) * DAY if follows else None,
            chance.one_of(FOLLOW_UPS) if follows else "",
            chance.one_of(IMPACTS) if follows and chance.happens(0.3) else "",
        )


def _place_row(place: Place, known: date) -> Row:
    done = place.followed_up_on is not None and place.followed_up_on <= known
    return {
        "session": place.session,
        "attender": place.attender,
        "urn": place.urn,
        "attended": place.attended,
        "followed_up_on": place.followed_up_on if done else None,
        "follow_up": place.follow_up if done else "",
        "impact_on": place.followed_up_on if done and place.impact else None,
        "impact": place.impact if done else "",
    }


def _elsewhere(story: Story) -> None:
    """Designations gained, and days given to other schools, as they are heard of."""
    for row in read("designations"):
        day = date.fromisoformat(row["gained_on"])
        words = ("designation", "gain", row["code"], row["designation"], "--school", row["urn"])
        story.say(day + 3 * DAY, "coordinator", *words, "--date", day)
    for row in read("deployments"):
        day = date.fromisoformat(row["on_day"])
        story.say(
            *(day + DAY, "coordinator", "deploy", row["code"], row["to_school"]),
            *("--days", row["days"], "--from", row["from_school"], "--work", row["work"]),
            *("--date", day),
        )


def _conference(story: Story) -> None:
    """A filled-in workbook tells the practices; lists tell who came and what was promised."""
    practices = read("practices")
    presenters = [(row["urn"], row["title"], "head", None) for row in practices]
    sheet = Form("conference_practice", "Conference practices", PRACTICE_HEADINGS, presenters)
    story.attach(date(2019, 3, 11), "conference", workbook(sheet))
    came = [{**row, "presenter": "head"} for row in practices]
    story.add(CONFERENCE_ON + 2 * DAY, "practices", came)
    promised = [
        {"number": number, **row, "kept_on": ""}
        for number, row in enumerate(read("commitments"), start=1)
    ]
    story.add(CONFERENCE_ON + 2 * DAY, "commitments", promised)
    for number, row in enumerate(read("commitments"), start=1):
        if row["kept_on"]:
            day = date.fromisoformat(row["kept_on"])
            story.say(day + DAY, "coordinator", "conference", "keep", number, "--date", day)
