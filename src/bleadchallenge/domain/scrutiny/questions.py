"""Questions worth asking of a school and its alliance, from rules on the data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.choices import Side
from bleadchallenge.domain.kpis.status import DirectionOfTravel, Status
from bleadchallenge.domain.results.cells import HIDDEN

ASKED = 2
"""How many questions a school's page carries."""

_TWO = 2


@dataclass(frozen=True, slots=True)
class IndicatorSeen:
    """An indicator as a questioner sees it; ``value`` and ``target`` in its own unit.

    A value that rests on few pupils is hidden, and nobody asks about it.
    """

    name: str
    side: Side
    status: Status
    travel: DirectionOfTravel
    value: float | str | None
    target: float | None
    unit: str
    read_on: date | None


@dataclass(frozen=True, slots=True)
class SchoolSnapshot:
    """What a questioner sees of a school on a day.

    ``behind_quarters`` are quarter days behind an even pace; ``growth_behind``
    says that the rate of increase is behind the nation's beyond chance.
    """

    alliance: str | None
    unsigned: tuple[str, ...] = ()
    indicators: tuple[IndicatorSeen, ...] = ()
    overdue_milestones: tuple[str, ...] = ()
    overdue_advice: tuple[int, ...] = ()
    behind_quarters: int = 0
    disputed_quarters: int = 0
    growth_behind: bool = False
    own_share: float | None = None


def questions(seen: SchoolSnapshot) -> tuple[str, ...]:
    """The questions that matter most, the most pressing first."""
    found: list[str] = []
    for question in _in_order(seen):
        if question not in found:
            found.append(question)
        if len(found) == ASKED:
            break
    return tuple(found)


def _in_order(seen: SchoolSnapshot) -> Iterator[str]:
    yield from _of_agreement(seen)
    yield from _of_advice(seen)
    yield from _of_contrast(seen)
    yield from _of_indicators(seen)
    yield from _of_support(seen)
    yield from _of_milestones(seen)
    if seen.growth_behind:
        yield "Results grow more slowly than nationally: which pupils are being left, and why?"
    yield from _of_strength(seen)


def _of_agreement(seen: SchoolSnapshot) -> Iterator[str]:
    for role in seen.unsigned:
        yield f"What keeps the {role} from signing, and who has spoken with them?"
    if seen.alliance is None:
        yield "Who supports the school now, and from which day?"


def _of_advice(seen: SchoolSnapshot) -> Iterator[str]:
    for number in seen.overdue_advice:
        yield f"Advice {number} is unanswered past its day: what has been done about it?"


def _of_contrast(seen: SchoolSnapshot) -> Iterator[str]:
    """The support looks well while the school does not, or the other way round."""
    sides = {side: [i.status for i in seen.indicators if i.side is side] for side in Side}
    bad = Status.OFF_TRACK
    school, support = sides[Side.SCHOOL], sides[Side.SUPPORT]
    if support and bad in school and all(status is Status.ON_TRACK for status in support):
        yield (
            "The support meets its own indicators while the school's are off track: is it the "
            "right support?"
        )
    if school and bad in support and bad not in school:
        yield "The school moves on although its support is off track: what is it relying on?"


def _of_indicators(seen: SchoolSnapshot) -> Iterator[str]:
    for each in seen.indicators:
        if each.status is Status.OFF_TRACK and each.value is not None and each.target is not None:
            worse = ", and it is falling back" if each.travel is DirectionOfTravel.DECLINING else ""
            yield (
                f"{each.name} stands at {each.value:g}{each.unit and ' ' + each.unit} for a target "
                f"of {each.target:g}{worse}: what will be different by the end of this term?"
            )
        elif each.status is Status.NO_READING and each.value != HIDDEN:
            since = f" since {show_day(each.read_on)}" if each.read_on else ""
            yield f"Nobody has read {each.name}{since}: how does anyone know how it stands?"


def _of_support(seen: SchoolSnapshot) -> Iterator[str]:
    if seen.disputed_quarters:
        yield "The school disputes a day of support: what was promised, and what was given?"
    if seen.behind_quarters:
        yield (
            f"Support is {seen.behind_quarters / 4:g} days behind an even pace: when will the "
            "alliance catch up?"
        )


def _of_milestones(seen: SchoolSnapshot) -> Iterator[str]:
    for text in seen.overdue_milestones:
        yield f"The milestone “{text}” is past its day: who owns it now?"


def _of_strength(seen: SchoolSnapshot) -> Iterator[str]:
    if seen.own_share is not None and seen.own_share * _TWO < 1:
        yield "Most actions are still led from outside: who in the school takes over which?"
    yield "What has made the most difference so far, and who in the school leads it?"
    yield "What could this school now show to another one of the programme?"
