"""How far a school develops by itself: the rubric at three reviews, and who leads its plan."""

from bleadchallenge.domain.challenge.independence import (
    ActionsLed,
    Area,
    compared,
    describe,
    led_by_term,
)
from bleadchallenge.store.plans.action_plans import actions_on, levels_judged
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.request import Request, policy_of


@row
class IndependenceRow:
    """An area of the rubric at three reviews, or the actions of a term and who leads them."""

    part: str = column(hidden=True)
    what: str
    baseline: int | None = None
    midterm: int | None = column("mid-term", default=None)
    final: int | None = None
    change: int | None = None
    actions: int | None = None
    own: int | None = column("led by own staff", default=None)
    share: float | None = column("share %", unit="percent", decimals=0, default=None)


@row
class IndependenceSummary:
    """The school, and what the rows say of it in a sentence."""

    urn: str
    school: str
    said: str


def independence(asked: Request, school: str) -> Listing[IndependenceRow]:
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
        summary = IndependenceSummary(found.urn, found.name, said)
        notes = (f"{found}: {said}",)
        return Listing(
            "independence", asked.as_of, reader.change, IndependenceRow, rows, notes, summary
        )


def _area(area: Area) -> IndependenceRow:
    baseline, midterm, final = area.levels
    return IndependenceRow(
        part="rubric",
        what=area.area,
        baseline=baseline,
        midterm=midterm,
        final=final,
        change=area.change,
    )


def _led(led: ActionsLed) -> IndependenceRow:
    return IndependenceRow(
        part="actions",
        what=f"actions of {led.term}",
        actions=led.actions,
        own=led.own,
        share=led.share,
    )
