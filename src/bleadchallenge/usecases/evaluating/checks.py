"""How firm an effect is: the same sum made otherwise, line by line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bleadchallenge.domain.evaluation.effects import Effect
from bleadchallenge.domain.evaluation.spans import Span
from bleadchallenge.domain.figures.uncertainty import GROUP_AT_LEAST
from bleadchallenge.domain.refs import RefKind, ref
from bleadchallenge.domain.years import label
from bleadchallenge.store.participation import left_by
from bleadchallenge.store.store import Reader
from bleadchallenge.store.tables import Selection
from bleadchallenge.usecases.asked import Asked, Column, Listing
from bleadchallenge.usecases.evaluating.outcomes import of_effect
from bleadchallenge.usecases.evaluating.wanted import Opened, Wanted, opened
from bleadchallenge.usecases.figures.explaining_effects import part_of
from bleadchallenge.usecases.figures.figures import WORDS

COLUMNS = (
    Column("how", "made"),
    Column("schools", "schools"),
    Column("points", "effect", 1),
    Column("lower", "from", 1),
    Column("upper", "to", 1),
    Column("verdict", "verdict"),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """The sum made in one way, in words, with what it gives; ``ref`` where it is explained."""

    how: str
    effect: Effect
    span: Span
    ref: str = ""


def checks(asked: Asked, wanted: Wanted) -> Listing:
    """The effect made in other ways; where they disagree it is not firm."""
    with asked.reading() as reader:
        found = opened(reader, wanted)
        rows = tuple(
            {"how": each.how, "span": str(each.span), **of_effect(each.effect)}
            for each in made_otherwise(reader, found, asked)
        )
        notes = (f"{WORDS[found.name]}, {found.span.words}",)
        return Listing("evaluate-checks", asked.as_of, reader.change, COLUMNS, rows, notes)


def made_otherwise(reader: Reader, found: Opened, asked: Asked) -> Iterator[Checked]:
    """The headline, then each year before alone, other matches, other schools, placebo years."""
    study, span, name = found.study, found.span, found.name

    def plain(how: str, over: Span) -> Checked:
        named = ref(RefKind.EFFECT, str(over), part_of(study.cohort), name)
        return Checked(how, study.effect(over, name), over, named)

    yield plain("as it is reported", span)
    if len(span.before) > 1:
        for year in span.before:
            yield plain(f"{label(year)} alone before", Span((year,), span.after))
    yield Checked(
        "matched on results before as well", study.effect(span, name, on_results=True), span
    )
    chosen = {each.urn: each for each in reader.all(Selection)}
    yield Checked(
        "without schools that left",
        study.effect(span, name, lambda urn: left_by(chosen.get(urn), asked.as_of) is None),
        span,
    )
    yield Checked(
        f"schools of {GROUP_AT_LEAST} pupils or more",
        study.effect(span, name, lambda urn: _enough(study.pupils(urn, span.after, name))),
        span,
    )
    for year in study.course.markers:
        if year in study.known and year != span.after:
            yield plain(f"to the marker of {label(year)}", Span(span.before, year))
    for pretended, _effect in study.placebos(name):
        yield plain(f"placebo: {pretended.words}", pretended)


def _enough(pupils: int | None) -> bool:
    return pupils is not None and pupils >= GROUP_AT_LEAST


def row_of(each: Checked) -> dict[str, Any]:
    """A check as a row."""
    return {"how": each.how, "ref": each.ref, **of_effect(each.effect)}
