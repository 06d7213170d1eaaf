"""What goes with an anonymised panel: what it holds, what was done to it, what may be done."""

from collections.abc import Iterator, Sequence
from typing import Final

from bleadchallenge.domain.evaluation.panel import COMPARISON, PROGRAMME, PanelRow, least_similar
from bleadchallenge.domain.years import label
from bleadchallenge.packs.value import Audience
from bleadchallenge.usecases.evaluation.options import EvaluationContext
from bleadchallenge.usecases.request import Request
from bleadchallenge.usecases.results.school_figures import WORDS

INPUTS: Final = {
    "prior_attainment": "key stage 1 average point score in the last year before",
    "disadvantage": "per cent of pupils disadvantaged in the last year before",
    "english_additional": "per cent with English as an additional language in that year",
}
_DONE: Final = (
    "No name, number, place, phase or exact figure of a school stands here. Every figure is the "
    "mean of a group of at least {least} schools alike, to one decimal, and in a group all lines "
    "say the same: whoever knows a school's published figures finds a group, and not the school. "
    "Schools with figures hidden for small numbers are left out."
)
_CAN_SAY: Final = (
    "Means over a part are those of the schools themselves, but for rounding: the effect, "
    "{points}, can be made again as the mean over the programme of after, minus the mean of "
    "before, minus `matched_change`. Intervals, spreads and relations between columns cannot: "
    "they are narrower here than among schools. The two parts were not drawn by lot."
)
_DO_NOT: Final = (
    "Do not join it to other data of schools, and do not put it beside an older panel of the same "
    "codes to work out what changed in a group."
)


def about(lines: Sequence[PanelRow], found: EvaluationContext, asked: Request, change: int) -> str:
    """The text that goes with the panel, in Markdown."""
    study = found.study
    effect = study.effect(found.span, found.name)
    points = "not known" if effect.points is None else f"{effect.points:+.1f} points"
    counted = {part: sum(line.part == part for line in lines) for part in (PROGRAMME, COMPARISON)}
    made = (
        f"Made {asked.as_of.isoformat()} from change {change}, policy {study.policy.name}: "
        f"{counted[PROGRAMME]} schools of the programme and {counted[COMPARISON]} others, a line "
        "each, in the order of their random codes."
    )
    said = (
        f"# Panel of an evaluation ({Audience.PANEL})",
        f"{study.policy.title}: {found.span.words}.",
        made,
        "## What it holds",
        "\n".join(f"- {each}" for each in _held(found)),
        "## What was done",
        _DONE.format(least=least_similar(lines)),
        "## What it can and cannot say",
        _CAN_SAY.format(points=points),
        _DO_NOT,
    )
    return "\n\n".join(said) + "\n"


def _held(found: EvaluationContext) -> Iterator[str]:
    yield "`mark`: for whose eyes this is"
    yield "`code`: random, the same in every panel of this programme; kept in the office alone"
    yield "`part`: programme, or comparison (schools of the matched sets)"
    yield from (f"`{name}`: {words}" for name, words in INPUTS.items())
    for year in found.span.years:
        yield f"`{found.name}_{year}`: {WORDS[found.name]}, {label(year)}"
    yield "`matched_change`: mean change of a school's matched set, in points; programme only"
    yield "`support_days`: days of support given; programme only"
