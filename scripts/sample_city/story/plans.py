"""Action plans over four terms: versions, actions, milestones and what became of them."""

from dataclasses import dataclass
from datetime import date

from sample_city.chance import Chance
from sample_city.story.plot import (
    DROPPED,
    FALLS,
    LEVEL,
    PLANNED_ON,
    RISES,
    SCHOOLS,
    TERMS_LEFT_OUT,
    WITHDRAWN,
    School,
    Strand,
)
from sample_city.story.reviews import FINAL, MIDTERM, decision, held_on
from sample_city.story.telling import Row, Story
from sample_city.story.when import DAY, DESK_DAYS, desk_day

DUE = (date(2018, 2, 23), date(2018, 7, 6), date(2018, 11, 30))
"""About when the three milestones of an action are due: terms 2, 3 and 4."""

IN_BROKEN_THREAD = "900036"
"""A school whose later recommendations got no action, as happens."""

SUMMER = date(2019, 7, 12)
NOT_HEARD_OF = frozenset({"900045", "900051"})
"""Schools that said nothing of their first term by themselves."""

FORGOTTEN = frozenset({("900019", 5), ("900034", 6)})
"""Milestones that nobody judged, by school and number."""

LEADS = {
    "leadership": "head",
    "governance": "chair of governors",
    "teaching": "English leader",
    "reading, writing and maths": "maths leader",
    "assessment accuracy": "assessment leader",
}
MET = {RISES: 0.8, LEVEL: 0.6, FALLS: 0.35}


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as it went."""

    school: School
    number: int
    action: int
    text: str
    due_on: date
    outcome: str
    evidence: str


def tell(story: Story) -> None:
    """Tell of plans, actions and milestones."""
    first = PLANNED_ON + DAY
    story.add(first, "plans", [_plan(school) for school in SCHOOLS])
    story.add(first, "actions", [r for school in SCHOOLS for r in _actions(school)])
    steps = [step for school in SCHOOLS for step in _steps(school)]
    story.add(first, "milestones", [_milestone(step) for step in steps])
    _judged(story, steps)
    _after_midterm(story)
    _after_final(story)


def _plan(school: School) -> Row:
    governs = any(strand.theme == "governance" for strand in school.strands)
    return {
        "urn": school.urn,
        "version": 1,
        "made_on": PLANNED_ON,
        "reason": "first plan, from the baseline",
        "no_leadership_reason": "",
        "no_governance_reason": "" if governs else TERMS_LEFT_OUT,
    }


def _actions(school: School) -> list[dict[str, object]]:
    return [
        _action(school, number, strand) for number, strand in enumerate(school.strands, start=1)
    ]


def _action(school: School, number: int, strand: Strand) -> dict[str, object]:
    own = strand.theme == "governance" or (school.place + number) % 3 == 0
    return {
        "urn": school.urn,
        "number": number,
        "text": strand.action,
        "theme": strand.theme,
        "recommendation": f"baseline {number}",
        "owner": LEADS[strand.theme] if own else school.alliance,
        "led_by_school": own,
        "term": "T4",
        "from_version": 1,
        "dropped_in": None,
        "dropped_reason": "",
    }


def _steps(school: School) -> list[Step]:
    """Three milestones for every action, spread about their days, with what became of them."""
    chance = school.chance
    steps: list[Step] = []
    for term, about in enumerate(DUE):
        for action, strand in enumerate(school.strands, start=1):
            text, evidence = strand.milestones[term]
            due = about + (chance.whole(0, 3) * 7 - 10) * DAY
            outcome = _outcome(chance, school, term)
            steps.append(Step(school, len(steps) + 1, action, text, due, outcome, evidence))
    return steps


def _outcome(chance: Chance, school: School, term: int) -> str:
    share = chance.share()
    met = MET[school.fate] + (0.1 if term and school.fate == RISES else 0)
    return "met" if share < met else "partly met" if share < met + 0.2 else "not met"


def _milestone(step: Step, judged: date | None = None) -> dict[str, object]:
    strand = step.school.strands[step.action - 1]
    return {
        "urn": step.school.urn,
        "number": step.number,
        "action": step.action,
        "text": step.text,
        "due_on": step.due_on,
        "owner": LEADS[strand.theme],
        "outcome": step.outcome if judged else "",
        "judged_on": judged,
        "evidence": step.evidence if judged else "",
    }


def _judged(story: Story, steps: list[Step]) -> None:
    """Judged at the desk after they were due; falling schools are two fortnights late."""
    by_day: dict[date, list[Row]] = {}
    for step in steps:
        if (step.school.urn, step.number) in FORGOTTEN:
            continue
        if step.school.urn == WITHDRAWN and step.due_on > date(2018, 11, 12):
            continue
        desk = desk_day(step.due_on + DAY)
        if step.school.fate == FALLS and step.number % 2:
            desk = DESK_DAYS[min(DESK_DAYS.index(desk) + 2, len(DESK_DAYS) - 1)]
        judged = max(step.due_on, desk - 4 * DAY)
        by_day.setdefault(desk, []).append(_milestone(step, judged))
    for desk, rows in by_day.items():
        story.add(desk, "milestones", rows)


def _after_midterm(story: Story) -> None:
    """What the mid-term recommended becomes an action; an adjusted plan drops one for it."""
    by_day: dict[date, list[School]] = {}
    for school in SCHOOLS:
        if school.urn == IN_BROKEN_THREAD:
            continue
        day = desk_day(held_on(school, MIDTERM) + 14 * DAY)
        by_day.setdefault(day, []).append(school)
        if decision(school)[0] == "adjust":
            why = "The days go to leaders instead; teachers carry it on by themselves"
            drop = ("plan", "drop", school.urn, "--action", DROPPED, "--reason", why)
            story.say(day + DAY, "coordinator", *drop)
    for day, schools in by_day.items():
        story.add(day, "actions", [_from_midterm(school) for school in schools])
        story.add(day, "milestones_new", [_first_step(school) for school in schools])
    done = [school for schools in by_day.values() for school in schools]
    story.add(date(2018, 7, 2), "milestones_new", [_first_step(s, done=True) for s in done])


def _from_midterm(school: School) -> Row:
    return {
        **_actions(school)[0],
        "number": len(school.strands) + 1,
        "text": school.strands[0].midterm,
        "recommendation": "midterm 1",
        "from_version": _version(school),
    }


def _version(school: School) -> int:
    """Give the version of the plan after the mid-term."""
    return 2 if decision(school)[0] == "adjust" else 1


def _first_step(school: School, *, done: bool = False) -> Row:
    failed = school.fate == FALLS
    text = "First report to governors given"
    row = _extra(school, len(school.strands) + 1, text, date(2018, 6, 29))
    if not done:
        return row
    outcome = "not met" if failed else "met"
    evidence = "no report in the minutes of June" if failed else "minutes of June"
    return {**row, "outcome": outcome, "judged_on": date(2018, 7, 2), "evidence": evidence}


def _extra(school: School, action: int, text: str, due: date) -> Row:
    number = 2 * len(school.strands) + action
    return {
        "urn": school.urn,
        "number": number,
        "action": action,
        "text": text,
        "due_on": due,
        "owner": "head",
        "outcome": "",
        "judged_on": None,
        "evidence": "",
    }


def _after_final(story: Story) -> None:
    """What the final review recommended becomes an action of the school's own, for the summer."""
    by_day: dict[date, list[School]] = {}
    for school in SCHOOLS:
        if school.urn not in {WITHDRAWN, IN_BROKEN_THREAD}:
            by_day.setdefault(desk_day(held_on(school, FINAL) + 14 * DAY), []).append(school)
    text = "First term on the school's own is reviewed by governors"
    for day, schools in by_day.items():
        story.add(day, "actions", [_own(school) for school in schools])
        rows = [_extra(s, len(s.strands) + 2, text, SUMMER) for s in schools]
        story.add(day, "milestones_new", rows)
    kept = [s for s in SCHOOLS if s.urn not in {WITHDRAWN, IN_BROKEN_THREAD, *NOT_HEARD_OF}]
    told = {"outcome": "met", "judged_on": SUMMER, "evidence": "minutes of July"}
    last = [{**_extra(s, len(s.strands) + 2, text, SUMMER), **told} for s in kept]
    story.add(SUMMER + 3 * DAY, "milestones_new", last)


def _own(school: School) -> Row:
    return {
        **_actions(school)[0],
        "number": len(school.strands) + 2,
        "text": school.strands[0].final,
        "recommendation": "final 1",
        "owner": "head",
        "led_by_school": True,
        "term": "T5",
        "from_version": _version(school),
    }
