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
    "the policy's points in the latest year, and beside the year before that, or in each of the "
    "last two years, by more than chance"
)
YEARS_RUNNING: Final = 2
GIVEN_BACK: Final = "no more than gives back the rise of the year before"


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
    where chance does not explain it, as ``rate_of_increase`` tells by the ``pupils``. A fall in
    the latest year is held against the year before the last as well, where that is known: one
    that gives back a rise is no decline. Comparing gaps, not results, keeps the change of the
    writing framework out.
    """
    years = last_years(year, YEARS_RUNNING + 1)
    gaps = {each: _gap(school.get(each), national.get(each)) for each in years}
    comparable = [each for each in years[1:] if previous(each) >= NEW_STANDARD_SINCE]
    moves = {each: _move(gaps[previous(each)], gaps[each]) for each in comparable}
    sharply, falls = _by(points, moves.get(year)), [_by(0, move) for move in moves.values()]
    is_comparable = len(falls) == YEARS_RUNNING
    running = all_of(falls) if is_comparable else False
    told = {each: _is_behind(school, national, pupils, each, year) for each in years[:-1]}
    fell = all_of([sharply, told[previous(year)]])
    gap_before = gaps[years[0]] if is_comparable else None
    lasts = _lasts(points, gap_before, gaps[year], told=told[years[0]])
    declines = any_of([all_of([fell, lasts]), all_of([running, told[years[0]]])])
    return Finding(
        answer(declines),
        (
            *(_reason(each, move) for each, move in moves.items()),
            *_why(declines, told, year),
            *_why_not(declines, fell, sharply, running),
        )
        or (_no_years(year),),
        SOURCE,
        tuple(EvidenceUsed(each, Measure.RWM_EXPECTED, school.get(each)) for each in years),
        missing=() if declines is not None else tuple(_unknown(gaps, comparable)),
    )


def _lasts(
    points: float, before: float | None, now: float | None, *, told: bool | None
) -> bool | None:
    """Whether a fall outlasts the rise before it; so it is where nobody knows of a rise."""
    return True if before is None else all_of([_by(points, _move(before, now)), told])


def _is_behind(
    school: Mapping[str, float | None],
    national: Mapping[str, float | None],
    pupils: Mapping[str, int | None],
    since: str,
    year: str,
) -> bool | None:
    """Whether a school fell behind the nation by more than chance; ``None`` not known."""
    now, before = (Share(school.get(each), pupils.get(each)) for each in (year, since))
    found = rate_of_increase(now, before, Share(national.get(year)), Share(national.get(since)))
    if found.verdict is GrowthVerdict.CANNOT_BE_KNOWN:
        return None
    return found.verdict is GrowthVerdict.BEHIND


def _why(declines: bool | None, told: Mapping[str, bool | None], year: str) -> Iterator[str]:  # noqa: FBT001 - an answer
    """Over which years a declining school is behind, as its rate of increase says of them too."""
    if declines:
        since = next(each for each, behind in told.items() if behind)
        yield f"{label(since)} to {label(year)}: behind the nation by more than chance may do"


def _why_not(*truths: bool | None) -> Iterator[str]:
    """Why a school that fell is not in decline: chance, or a rise that was given back."""
    declines, fell, *seen = truths
    if declines is False and fell:
        yield GIVEN_BACK
    elif declines is False and True in seen:
        yield "no more than chance may do with so few pupils"


def _by(points: float, move: float | None) -> bool | None:
    """Whether a gap widened by so many points, or, of nought points, at all."""
    return None if move is None else move < 0 and move <= -points


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
