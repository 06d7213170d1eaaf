"""How the twenty come in: figures, intelligence, discussions, choices, signatures."""

from datetime import date, timedelta

from sample_city.story.plot import (
    LATE_CHAIR,
    LATE_SIGNATURE,
    LEFT_ON,
    NEW_HEADS,
    SCHOOLS,
    WITHDRAWN,
    WITHDRAWN_ON,
    School,
    read,
)
from sample_city.story.telling import MISTAKE, Row, Story
from sample_city.story.when import DAY

PUBLISHED = "{sample}/published"
TOLD_SINGLY = "900003"
"""A school whose way in stands in the diary command by command."""

ALSO_DISCUSSED = ("900030", "900056", "900015", "900017", "900057", "900061")
CONTACT = "Office of the regional schools commissioner"


def tell(story: Story) -> None:
    """Tell of everything up to the signatures, and of those that came and went later."""
    _begin(story)
    _hear(story)
    _discuss(story)
    story.say(date(2017, 7, 10), "coordinator", "import-data", "{sample}/programme/schools.csv")
    _sign(story)
    _change(story)
    _results(story)


def _begin(story: Story) -> None:
    first = date(2017, 6, 19)
    files = ("2015-2016_330_ks2final.csv", "2016-2017_330_census.csv")
    books = ("2016-2017_330_spine.xlsx", "2016-2017_330_ofsted-schools.xlsx")
    story.say(first, "coordinator", "init")
    story.say(first, "coordinator", "import-data", *(f"{PUBLISHED}/{f}" for f in (*files, *books)))
    lists = ("alliances.csv", "people.csv")
    paths = (f"{{sample}}/programme/{name}" for name in lists)
    story.say(date(2017, 6, 26), "coordinator", "import-data", *paths)


def _hear(story: Story) -> None:
    """Soft intelligence, taken in by the end of the month it was heard in."""
    heard = [row for row in read("intelligence") if row["noted_on"] < "2017-07"]
    story.add(date(2017, 6, 30), "intelligence", heard)
    for row in read("intelligence")[len(heard) :]:
        day = date.fromisoformat(row["noted_on"])
        story.say(
            *(day + 3 * DAY, "coordinator", "intelligence", "note", row["urn"]),
            *("--text", row["text"], "--source", row["source"], "--date", day),
            *("--sensitivity", row["sensitivity"]),
            *(("--shareable",) if row["shareable"] == "yes" else ()),
        )


def _discuss(story: Story) -> None:
    """Discussions with the commissioner's office; one is put down for the wrong school."""
    day = date(2017, 7, 3)
    story.say(
        *(day, "coordinator", "consult-rsc", TOLD_SINGLY, "--date", day),
        *("--with", CONTACT, "--outcome", "no objection"),
    )
    urns = [s.urn for s in SCHOOLS if s.urn != TOLD_SINGLY]
    story.add(day + DAY, "discussions", [_discussed(urn) for urn in (*urns, *ALSO_DISCUSSED)])
    wrong = date(2017, 7, 5)
    said = ("--date", wrong, "--with", CONTACT, "--outcome", "second reserve, no objection")
    story.say(wrong, "coordinator", "consult-rsc", "900047", *said, mistake=True)
    why = "Verjuice Lane was put down for Thimblecroft"
    story.say(wrong + DAY, "coordinator", "undo", MISTAKE, "--reason", why)
    story.say(wrong + DAY, "coordinator", "consult-rsc", "900043", *said)


def _discussed(urn: str) -> Row:
    outcome = "no objection"
    if urn == "900057":
        outcome = "left to the academy trust that is taking the school on"
    if urn == "900045":
        outcome = "no objection; the authority's officer is to be kept informed"
    return {"urn": urn, "held_on": date(2017, 7, 3), "with_whom": CONTACT, "outcome": outcome}


def _sign(story: Story) -> None:
    """Head and chair sign in the first two weeks of term; one chair signs late."""
    first = SCHOOLS[0]
    _agree(story, first, "head", date(2017, 9, 6), first.head)
    _agree(story, first, "chair", date(2017, 9, 7), first.chair)
    signed = [row for school in SCHOOLS[1:] for row in _signatures(school)]
    for until in (date(2017, 9, 8), date(2017, 9, 15)):
        before = until - timedelta(days=7)
        story.add(until, "signatures", [r for r in signed if before < r["signed_on"] <= until])
    late = next(school for school in SCHOOLS if school.urn == LATE_CHAIR)
    _agree(story, late, "chair", LATE_SIGNATURE, late.chair)


def _signatures(school: School) -> list[Row]:
    chance = school.chance
    rows: list[Row] = []
    for role, name in (("head", school.head), ("chair", school.chair)):
        day = date(2017, 9, 5) + chance.whole(0, 3) * DAY
        day += 7 * DAY if chance.happens(0.3) else 0 * DAY
        if (role, school.urn) != ("chair", LATE_CHAIR):
            rows.append(_signature(school, role, day, name))
    return rows


def _signature(school: School, role: str, day: date, name: str) -> Row:
    document = f"agreements/{school.short}-{role}.pdf"
    return {
        "urn": school.urn,
        "role": role,
        "signed_on": day,
        "name": name,
        "document": document,
    }


def _agree(story: Story, school: School, role: str, day: date, name: str) -> None:
    document = f"agreements/{school.short}-{role}-{day.year}.pdf"
    story.say(
        *(day, "coordinator", "agree", school.urn, "--role", role, "--name", name),
        *("--date", day, "--document", document),
    )


def _change(story: Story) -> None:
    """New heads sign again; one school takes its signature back and leaves."""
    for school in SCHOOLS:
        if school.urn in NEW_HEADS:
            came, signed, name = NEW_HEADS[school.urn]
            new = ("agree", school.urn, "--role", "head", "--new", "--name", name, "--date", came)
            story.say(came, "coordinator", *new)
            _agree(story, school, "head", signed, name)
    story.say(
        *(WITHDRAWN_ON, "coordinator", "agree", WITHDRAWN, "--role", "chair", "--withdraw"),
        *("--date", WITHDRAWN_ON, "--reason", "The board sees more meetings than change"),
    )
    story.add(LEFT_ON, "selection", [_left()])


def _left() -> Row:
    school = next(school for school in SCHOOLS if school.urn == WITHDRAWN)
    return {
        "urn": school.urn,
        "name": school.name,
        "state": "selected",
        "route": "criteria",
        "reason": "Declining: reading, writing and maths fell from 55% to 48% while England rose",
        "decided_on": date(2017, 7, 10),
        "withdrawn_on": LEFT_ON,
    }


def _results(story: Story) -> None:
    """Published figures, each as it comes; the summative ones after the programme's end."""
    came = (
        (date(2017, 12, 14), ("2016-2017_330_ks2final.csv",)),
        (date(2018, 3, 22), ("2016-2017_330_abs.csv",)),
        (date(2018, 6, 28), ("2017-2018_330_census.csv",)),
        (date(2018, 9, 13), ("2017-2018_330_ks2provisional.csv",)),
        (date(2019, 3, 22), ("2017-2018_330_ks2final.csv",)),
        (date(2019, 12, 12), ("2018-2019_330_ks2final.csv", "la_ks2_2016_2019.csv")),
    )
    for day, names in came:
        story.say(day, "data-officer", "import-data", *(f"{PUBLISHED}/{name}" for name in names))
    for report in ("addendum", "evaluation"):
        story.say(date(2020, 1, 9), "coordinator", "report", report)
