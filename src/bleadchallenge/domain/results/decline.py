"""Declining results: a school that falls behind the nation, year on year."""

from collections.abc import Iterator, Mapping
from typing import Final

from bleadchallenge.domain.results.findings import EvidenceUsed, Finding, all_of, answer, any_of
from bleadchallenge.domain.results.measures import Measure
from bleadchallenge.domain.results.published_figures import NEW_STANDARD_SINCE
from bleadchallenge.domain.results.uncertainty import GrowthVerdict, Share, rate_of_increase
from bleadchallenge.domain.years import label, last_years, previous

SOURCE: Final = (
    "assumed: no published definition was found; the gap to the national figure widened by "
    "the policy's points in the latest year, or in each of the last two years, by more than chance"
)
YEARS_RUNNING: Final = 2


def declining(
    school: Mapping[str, float | None],
    national: Mapping[str, float | None],
    year: str,
    points: float,
    pupils: Mapping[str, int | None],
) -> Finding:
    """Whether a school's results decline, up to and with ``year``.

    The first two mappings give the percentage at the expected standard in reading,
    writing and maths by year. Yes when the gap to the national figure widened
    by ``points`` or more in the latest year, or at all in each of the last
    two; the second is asked only of years under one standard. Either counts only
    where chance does not explain it, as ``rate_of_increase`` tells by the ``pupils``. Comparing
    gaps, not results, keeps the change of the writing framework out.
    """
    years = last_years(year, YEARS_RUNNING + 1)
    gaps = {each: _gap(school.get(each), national.get(each)) for each in years}
    comparable = [each for each in years[1:] if previous(each) >= NEW_STANDARD_SINCE]
    moves = {each: _move(gaps[previous(each)], gaps[each]) for each in comparable}
    latest = moves.get(year)
    sharply = None if latest is None else latest <= -points
    falls = [None if move is None else move < 0 for move in moves.values()]
    running = all_of(falls) if len(falls) == YEARS_RUNNING else False
    told = {
        since: _is_behind(
            Share(school.get(year), pupils.get(year)),
            national.get(year),
            Share(school.get(since), pupils.get(since)),
            national.get(since),
        )
        for since in years[:-1]
    }
    declines = any_of([all_of([sharply, told[previous(year)]]), all_of([running, told[years[0]]])])
    return Finding(
        answer(declines),
        (
            *(_reason(each, move) for each, move in moves.items()),
            *_chance(declines, sharply, running),
        )
        or (_no_years(year),),
        SOURCE,
        tuple(EvidenceUsed(each, Measure.RWM_EXPECTED, school.get(each)) for each in years),
        missing=() if declines is not None else tuple(_unknown(gaps, comparable)),
    )


def _is_behind(
    now: Share, nation_now: float | None, before: Share, nation_before: float | None
) -> bool | None:
    """Whether a school fell behind the nation by more than chance; ``None`` not known."""
    found = rate_of_increase(now, before, Share(nation_now), Share(nation_before))
    if found.verdict is GrowthVerdict.CANNOT_BE_KNOWN:
        return None
    return found.verdict is GrowthVerdict.BEHIND


def _chance(*truths: bool | None) -> Iterator[str]:
    declines, *fell = truths
    if declines is False and True in fell:
        yield "no more than chance may do with so few pupils"


def _gap(school: float | None, national: float | None) -> float | None:
    return None if school is None or national is None else school - national


def _move(before: float | None, now: float | None) -> float | None:
    return None if before is None or now is None else round(now - before, 6)


def _unknown(gaps: Mapping[str, float | None], comparable: list[str]) -> list[str]:
    asked = sorted({*comparable, *(previous(each) for each in comparable)})
    return [each for each in asked if gaps[each] is None]


def _reason(year: str, move: float | None) -> str:
    years = f"{label(previous(year))} to {label(year)}"
    if move is None:
        return f"{years}: not known"
    if move == 0:
        return f"{years}: RWM moved as it did nationally"
    side = "up on" if move > 0 else "down on"
    unit = "point" if abs(move) == 1 else "points"
    return f"{years}: RWM {side} the national change by {abs(move):g} {unit}"


def _no_years(year: str) -> str:
    return f"no year before {label(year)} compares with it"
