"""What an indicator promises: checked before it is kept, and said in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bleadchallenge.domain.choices import Direction, Frequency, Heading, Side
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.kpis.status import MOST_DECIMALS, LedgerMeasure
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.results.figure_names import COLUMN_OF
from bleadchallenge.domain.units import Unit, number, unit_of, within

_NEVER_ADDED = {Unit.PERCENT, Unit.RATING, Unit.LEVEL, Unit.SCALED_SCORE}
_TARGET = re.compile(r"\s*(\w+)\s*=\s*(.+?)\s*")


@dataclass(frozen=True, slots=True)
class KpiDefinition:
    """An indicator as promised. ``targets`` are by code of term.

    ``baseline`` is ``None`` where nothing was measured before.
    """

    code: str
    name: str
    side: Side
    heading: Heading
    unit: str
    direction: Direction
    baseline: float | None
    baseline_on: date | None
    targets: Mapping[str, float]
    tolerance: float
    frequency: Frequency
    decimals: int
    cumulative: bool
    measure: str


def parse_target(text: str, policy: Policy, unit: str) -> tuple[str, float]:
    """A target such as ``T2=52``: the term's code and the number."""
    found = _TARGET.fullmatch(text)
    codes = [term.code for term in policy.terms]
    if not found or found[1].upper() not in codes:
        raise DataError(
            f"{text!r} is not a target",
            why=f"the terms are {', '.join(codes)}",
            fix="write the term and the number, such as --target T2=52",
        )
    return found[1].upper(), number(found[2], unit, f"target of {found[1].upper()}")


def require_sound(promise: KpiDefinition, policy: Policy) -> None:
    """Raise ``DataError`` for a promise that could not be judged."""
    _require_typed(promise)
    _require_summable(promise)
    known = [*sorted(COLUMN_OF.values()), *LedgerMeasure]
    if promise.measure and promise.measure not in known:
        raise DataError(
            f"{promise.measure!r} is no figure that is imported or counted",
            fix=f"one of {', '.join(known)}",
        )
    _require_baseline_first(promise, policy)


def warnings(promise: KpiDefinition, policy: Policy) -> list[str]:
    """What is odd about a promise that can be kept: targets that go the worse way."""
    order = [term.code for term in policy.terms]
    aims = [promise.targets[code] for code in order if code in promise.targets]
    steps = ([promise.baseline] if promise.baseline is not None else []) + aims
    down = promise.direction is Direction.DOWN and not promise.cumulative
    return [
        f"the target {after:g} is worse than the {before:g} before it: "
        f"{promise.direction} is better for {promise.code}"
        for before, after in pairwise(steps)
        if ((after > before) if down else (after < before))
    ]


def describe(promise: KpiDefinition) -> str:
    """A promise as a reader finds it in a review: from where to where, and how strictly."""
    start = "no baseline"
    if promise.baseline is not None:
        start = f"from {promise.baseline:g}" + (
            f" on {promise.baseline_on}" if promise.baseline_on else ""
        )
    aims = ", ".join(f"{term} {value:g}" for term, value in sorted(promise.targets.items()))
    parts = [
        f"{promise.name} ({promise.unit})" if promise.unit else promise.name,
        start,
        f"to {aims}" if aims else "no target",
        f"{promise.direction} is better",
        f"tolerance {promise.tolerance:g}",
        f"read {promise.frequency}" + (", added up" if promise.cumulative else ""),
    ]
    return "; ".join(parts)


def _require_typed(promise: KpiDefinition) -> None:
    if not re.fullmatch(r"[A-Z0-9][A-Z0-9_-]{0,19}", promise.code):
        raise DataError(
            f"{promise.code!r} is not a code",
            fix="up to 20 capitals, digits, - and _, such as RWM",
        )
    if not promise.name.strip():
        raise DataError("an indicator needs its name", fix='add --name "..."')
    if promise.tolerance < 0:
        raise DataError(f"a tolerance of {promise.tolerance:g} cannot be", fix="0 or more")
    if not 0 <= promise.decimals <= MOST_DECIMALS:
        raise DataError(f"{promise.decimals} decimals cannot be", fix=f"0 to {MOST_DECIMALS}")
    if promise.baseline is not None:
        within(promise.baseline, promise.unit, "baseline")
    for term, value in promise.targets.items():
        within(value, promise.unit, f"target of {term}")


def _require_summable(promise: KpiDefinition) -> None:
    if promise.cumulative and unit_of(promise.unit) in _NEVER_ADDED:
        raise DataError(
            f"readings in {promise.unit} cannot be added up",
            why=f"the sum of several {promise.unit} readings says nothing",
            fix="leave --cumulative out, or count in a unit that adds up",
        )
    if promise.cumulative and promise.measure in COLUMN_OF.values():
        raise DataError("imported results are not added up", fix="leave --cumulative out")


def _require_baseline_first(promise: KpiDefinition, policy: Policy) -> None:
    if (promise.baseline is None) != (promise.baseline_on is None):
        raise DataError(
            "a baseline is a number and its day",
            fix="give both --baseline and --baseline-on, or neither",
        )
    ends = [policy.term(term).ends for term in promise.targets]
    if promise.baseline_on is not None and ends and promise.baseline_on >= min(ends):
        raise DataError(
            f"the baseline of {promise.baseline_on} lies after a target",
            why=f"the first target is for {min(ends)}",
            fix="give the day the baseline was measured, or leave that target out",
        )
