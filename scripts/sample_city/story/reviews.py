"""Challenge teams, their sixty visits, three reviews of every school, and what was decided."""

from datetime import date

from sample_city.story.plot import (
    FALLS,
    INSPECTED,
    LATE_REVIEW,
    LEVEL,
    REVIEWED_LATE,
    RISES,
    SCHOOLS,
    SWITCHED,
    WAIVED,
    WITHDRAWN,
    School,
    read,
)
from sample_city.story.telling import Row, Story
from sample_city.story.when import DAY, desk_day

BASELINE, MIDTERM, FINAL = "baseline", "midterm", "final"
ASSIGNED_ON, TEAMS_ON = date(2017, 11, 2), date(2017, 9, 7)
WHERE = (" in key stage 2", " in years 3 and 4", " for the lowest fifth", "")

PROGRESS = {
    RISES: {MIDTERM: ("good", "good", ""), FINAL: ("good", "good", "good")},
    LEVEL: {MIDTERM: ("limited", "good", ""), FINAL: ("limited", "good", "good")},
    FALLS: {MIDTERM: ("limited", "limited", ""), FINAL: ("limited", "limited", "limited")},
}
"""Progress, impact and sustainability, by how a school fares and by review."""

STRONG = frozenset({"900036", "900042", "900003"})
NO_IMPACT = frozenset({SWITCHED})

FOUND = {
    BASELINE: {
        RISES: "Leaders know what is wrong; teaching is uneven and checks are few",
        LEVEL: "A willing staff; leaders do not yet see which changes work",
        FALLS: "Results were better than teaching; leaders and governors are slow to act",
    },
    MIDTERM: {
        RISES: "Lessons have changed and pupils remember more; middle leaders grow",
        LEVEL: "Support is welcome and used; results in lessons stand still",
        FALLS: "Too little has changed in lessons; follow-up is weak",
    },
    FINAL: {
        RISES: "The school runs its own improvement; results bear it out",
        LEVEL: "Leadership is stronger than results; the plan goes on without the alliance",
        FALLS: "Results fell; some practices hold where leaders follow them up",
    },
}


def tell(story: Story) -> None:
    """Tell of teams, visits, reviews and decisions."""
    for school in SCHOOLS:
        _team(story, school)
    _visits(story)
    for school in SCHOOLS:
        _baseline(story, school)
        _midterm(story, school)
        if school.urn != WITHDRAWN:
            _final(story, school)
    _levels(story)
    _checks(story)


def held_on(school: School, stage: str) -> date:
    """Give the day a review was held."""
    if stage == BASELINE:
        return school.baseline_on
    if stage == MIDTERM:
        return REVIEWED_LATE if school.urn == LATE_REVIEW else school.midterm_on
    return school.final_on


def stages(school: School) -> tuple[str, ...]:
    """List the reviews a school had."""
    return (BASELINE, MIDTERM) if school.urn == WITHDRAWN else (BASELINE, MIDTERM, FINAL)


def _team(story: Story, school: School) -> None:
    """An inspector leads two system leaders; all declare that nothing stands in the way."""
    lead, *members = school.team
    words = ["assign-challenge-team", school.urn, "--lead", lead]
    for member in members:
        words += ["--member", member]
    for person in school.team:
        words += ["--declared", f"{person}: none"]
    story.say(TEAMS_ON, "coordinator", *words, "--from", TEAMS_ON)


def _visits(story: Story) -> None:
    """Sixty visits planned before each round, and kept day by day."""
    for stage, day in (
        (BASELINE, TEAMS_ON + DAY),
        (MIDTERM, date(2018, 1, 15)),
        (FINAL, date(2018, 10, 8)),
    ):
        story.add(day, "visits", [_visit(school, stage, kept=None) for school in SCHOOLS])
    kept: dict[date, list[Row]] = {}
    for school in SCHOOLS:
        for stage in stages(school):
            day = held_on(school, stage)
            row = _visit(school, stage, kept=day)
            kept.setdefault(max(desk_day(day), TEAMS_ON + 2 * DAY), []).append(row)
    for day, rows in kept.items():
        story.add(day, "visits", rows)
    moved = ("visit", "plan", LATE_REVIEW, "--stage", MIDTERM, "--date", REVIEWED_LATE)
    why = "The lead inspector is ill"
    story.say(date(2018, 3, 14), "challenge-team", *moved, "--reason", why)
    lost = [s for s in SCHOOLS if s.urn == WITHDRAWN]
    note = "not held: the school withdrew in December 2018"
    story.add(
        date(2019, 1, 14), "visits", [{**_visit(s, FINAL, kept=None), "note": note} for s in lost]
    )


def _visit(school: School, stage: str, kept: date | None) -> dict[str, object]:
    late = stage == MIDTERM and kept is None
    planned = school.midterm_on if late else held_on(school, stage)
    note = ""
    if stage == BASELINE and school.urn == WAIVED:
        note = "a morning on the inspection report"
    return {
        "urn": school.urn,
        "stage": stage,
        "planned_on": planned,
        "kept_on": kept,
        "note": note,
    }


def _baseline(story: Story, school: School) -> None:
    held = school.baseline_on
    words = ["record-review", school.urn, "--stage", BASELINE, "--date", str(held)]
    if school.urn == WAIVED:
        words += ["--waived-by-ofsted", str(INSPECTED)]
        words += ["--findings", "The inspection report of June 2017 stands in for the audit"]
    else:
        words += ["--findings", FOUND[BASELINE][school.fate]]
    for text in recommendations(school):
        words += ["--recommendation", text]
    story.say(held + DAY, "challenge-team", *words)


def recommendations(school: School) -> list[str]:
    """List what the baseline recommended, one for each strand of the plan."""
    chance = school.chance
    return [
        strand.recommendation.replace("{where}", chance.one_of(WHERE)) for strand in school.strands
    ]


def _midterm(story: Story, school: School) -> None:
    held = held_on(school, MIDTERM)
    progress, impact, _last = _ratings(school, MIDTERM)
    story.say(
        *(held + DAY, "challenge-team", "record-review", school.urn, "--stage", MIDTERM),
        *("--date", held, "--progress", progress, "--impact", impact),
        *("--findings", FOUND[MIDTERM][school.fate]),
        *("--recommendation", school.strands[0].midterm),
    )
    kind, why = decision(school)
    day = max(held + 3 * DAY, date(2018, 3, 19))
    story.say(
        *(day, "coordinator", "decide", school.urn, kind, "--rationale", why),
        *("--date", day, "--decided-by", "P01 with the challenge team"),
    )


def decision(school: School) -> tuple[str, str]:
    """Give what was decided after the mid-term, and why."""
    for row in read("decisions"):
        if row["urn"] == school.urn:
            return row["kind"], row["rationale"]
    reasons = {
        RISES: "Rate of progress and impact of support are as planned",
        LEVEL: "Support has impact; the second ten days go to leaders",
        FALLS: "Too early to change the partner; milestones are brought forward",
    }
    return "continue", reasons[school.fate]


def _final(story: Story, school: School) -> None:
    progress, impact, lasting = _ratings(school, FINAL)
    story.say(
        *(school.final_on + DAY, "challenge-team", "record-review", school.urn),
        *("--stage", FINAL, "--date", school.final_on, "--progress", progress),
        *("--impact", impact, "--sustainability", lasting),
        *("--findings", FOUND[FINAL][school.fate]),
        *("--recommendation", school.strands[0].final),
    )


def _ratings(school: School, stage: str) -> tuple[str, str, str]:
    progress, impact, lasting = PROGRESS[school.fate][stage]
    if school.urn in STRONG:
        return "strong", impact, lasting
    if stage == MIDTERM and school.urn in NO_IMPACT:
        return progress, "none", lasting
    return progress, impact, lasting


AREAS = ("leadership", "governance", "teaching", "assessment", "capacity")


def _levels(story: Story) -> None:
    """Levels on the rubric, taken in with the visits they come from."""
    by_day: dict[date, list[Row]] = {}
    for school in SCHOOLS:
        chance = school.chance
        base = {area: chance.whole(1, 2) for area in AREAS}
        for stage in stages(school):
            day = max(desk_day(held_on(school, stage) + DAY), TEAMS_ON + 2 * DAY)
            by_day.setdefault(day, []).extend(_judgements(school, stage, base))
    for day, rows in by_day.items():
        story.add(day, "judgements", rows)


def _judgements(school: School, stage: str, base: dict[str, int]) -> list[Row]:
    gain = {
        RISES: {BASELINE: 0, MIDTERM: 1, FINAL: 2},
        LEVEL: {BASELINE: 0, MIDTERM: 0, FINAL: 1},
        FALLS: {BASELINE: 0, MIDTERM: 0, FINAL: 0},
    }[school.fate][stage]
    rows: list[Row] = []
    for place, area in enumerate(AREAS):
        lags = 1 if gain and place == school.place % len(AREAS) else 0
        level = min(4, base[area] + gain - lags)
        rows.append({"urn": school.urn, "stage": stage, "area": area, "level": level})
    return rows


def _checks(story: Story) -> None:
    """What the later reviews found of the baseline's recommendations, one by one."""
    by_day: dict[date, list[Row]] = {}
    for school in SCHOOLS:
        chance = school.chance
        for stage in stages(school)[1:]:
            day = desk_day(held_on(school, stage) + DAY)
            for number, _strand in enumerate(school.strands, start=1):
                row = _check(school, number, stage, chance.share())
                by_day.setdefault(day, []).append(row)
    for day, rows in by_day.items():
        story.add(day, "checks", rows)


def _check(school: School, number: int, stage: str, share: float) -> Row:
    met = {RISES: 0.35, LEVEL: 0.2, FALLS: 0.05}[school.fate] + (0.45 if stage == FINAL else 0)
    outcome = "met" if share < met else "partly met" if share < met + 0.45 else "not met"
    return {
        "urn": school.urn,
        "stage": BASELINE,
        "number": number,
        "checked_at": stage,
        "outcome": outcome,
    }
