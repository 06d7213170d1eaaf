"""Questions worth asking of a school and its alliance, from rules on the data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.choices import Side
from bleadchallenge.domain.kpis.status import DirectionOfTravel, Status
from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.support.days import days_in_words

ASKED = 2
"""How many questions a school's page carries."""


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
    reading: str
    aim: str
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
    name: str = "the school"
    next_milestone: str = ""


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
        yield f"Results at {seen.name} grow more slowly than nationally. Which pupils are left?"
    yield from _of_strength(seen)


def _of_agreement(seen: SchoolSnapshot) -> Iterator[str]:
    for role in seen.unsigned:
        yield f"What keeps the {role} of {seen.name} from signing, and who has spoken with them?"
    if seen.alliance is None:
        yield f"Who supports {seen.name} now, and from which day?"


def _of_advice(seen: SchoolSnapshot) -> Iterator[str]:
    for number in seen.overdue_advice:
        yield f"Advice {number} is unanswered past its day: what has been done about it?"


def _of_contrast(seen: SchoolSnapshot) -> Iterator[str]:
    """The support looks well while the school does not, or the other way round."""
    sides = {side: [i.status for i in seen.indicators if i.side is side] for side in Side}
    bad = Status.OFF_TRACK
    school, support = sides[Side.SCHOOL], sides[Side.SUPPORT]
    if support and bad in school and all(status is Status.ON_TRACK for status in support):
        which = _joined(i for i in seen.indicators if i.side is Side.SCHOOL and i.status is bad)
        yield f"The support meets its own indicators. Why does it not move {which}?"
    if school and bad in support and bad not in school:
        which = _joined(i for i in seen.indicators if i.side is Side.SUPPORT and i.status is bad)
        yield f"{seen.name} moves on without {which}. What is it relying on?"


def _joined(indicators: Iterable[IndicatorSeen]) -> str:
    return " and ".join(each.name for each in indicators)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _of_indicators(seen: SchoolSnapshot) -> Iterator[str]:
    for each in seen.indicators:
        if each.status is Status.OFF_TRACK and each.value is not None and each.target is not None:
            worse = ", and it is falling back" if each.travel is DirectionOfTravel.DECLINING else ""
            yield (
                f"{_begun(each.name)}: {each.reading} for a target of {each.aim}{worse}. What will "
                "be different by the end of this term?"
            )
        elif each.status is Status.NO_READING and each.value != HIDDEN:
            since = f" since {show_day(each.read_on)}" if each.read_on else ""
            yield f"Nobody has read {each.name}{since}: how does anyone know how it stands?"


def _of_support(seen: SchoolSnapshot) -> Iterator[str]:
    if seen.disputed_quarters:
        yield f"{seen.name} disputes a day of support. What was promised, and what was given?"
    if seen.behind_quarters and seen.alliance:
        behind = days_in_words(seen.behind_quarters)
        yield f"{seen.alliance} is {behind} behind at {seen.name}. On which days will it catch up?"


def _of_milestones(seen: SchoolSnapshot) -> Iterator[str]:
    for text in seen.overdue_milestones:
        yield f"The milestone “{text}” is past its day: who owns it now?"


def _of_strength(seen: SchoolSnapshot) -> Iterator[str]:
    """What only this school can answer: its best move, what is near, what comes next."""
    own = [each for each in seen.indicators if each.reading]
    for each in own:
        if each.status is Status.TOO_FEW:
            yield f"{_begun(each.name)}: {each.reading}. What did the last visits show?"
    for each in own:
        if each.travel is DirectionOfTravel.IMPROVING and each.side is Side.SCHOOL:
            yield f"{_begun(each.name)} moved to {each.reading}. Who leads it at {seen.name}?"
            break
    if seen.next_milestone:
        yield f"“{seen.next_milestone}” is next. What will {seen.name} show the group by then?"
    for each in own:
        if each.aim:
            stands = f"{_begun(each.name)}: {each.reading} for {each.aim}"
            yield f"{stands}. Will it last at {seen.name}?"
    yield f"What has made the most difference at {seen.name}, and who there leads it?"
    yield f"What could {seen.name} now show to another school of the programme?"
