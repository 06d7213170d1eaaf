"""How far a school develops by itself: the rubric at three reviews, and who leads its plan."""

from typing import Any

from bleadchallenge.domain.challenge.independence import (
    ActionsLed,
    Area,
    compared,
    describe,
    led_by_term,
)
from bleadchallenge.store.plans.action_plans import actions_on, levels_judged
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.request import Column, Listing, Request, policy_of

COLUMNS = (
    Column("what", "what"),
    Column("baseline", "baseline"),
    Column("midterm", "mid-term"),
    Column("final", "final"),
    Column("change", "change"),
    Column("actions", "actions"),
    Column("own", "led by own staff"),
    Column("share", "share %", 0),
)


def independence(asked: Request, school: str) -> Listing:
    """The same rubric at each review, and the share of actions led by own staff by term."""
    with asked.reading() as reader:
        found, policy = find_programme_school(reader, school), policy_of(reader)
        areas = compared(policy.rubric.areas, levels_judged(reader, found.urn, asked.as_of))
        actions = [
            (action.term, action.led_by_school)
            for action in actions_on(reader, found.urn, asked.as_of)
        ]
        led = led_by_term([term.code for term in policy.terms], actions)
        said = describe(areas, led)
        rows = (*map(_area, areas), *(_led(each) for each in led if each.actions))
        extra = {"urn": found.urn, "school": found.name, "said": said}
        notes = (f"{found}: {said}",)
        return Listing("independence", asked.as_of, reader.change, COLUMNS, rows, notes, extra)


def _area(area: Area) -> dict[str, Any]:
    baseline, midterm, final = area.levels
    return {
        "part": "rubric",
        "what": area.area,
        "baseline": baseline,
        "midterm": midterm,
        "final": final,
        "change": area.change,
        "actions": None,
        "own": None,
        "share": None,
    }


def _led(led: ActionsLed) -> dict[str, Any]:
    nothing = dict.fromkeys(("baseline", "midterm", "final", "change"))
    return {
        "part": "actions",
        "what": f"actions of {led.term}",
        **nothing,
        "actions": led.actions,
        "own": led.own,
        "share": led.share,
    }
