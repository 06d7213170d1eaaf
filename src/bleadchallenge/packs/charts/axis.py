"""An axis with round numbers: where it begins and ends, and where its ticks stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)
_STEPS = 5


@dataclass(frozen=True, slots=True)
class Axis:
    """From where to where an axis runs, and its ticks, in the figures' own unit."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int

    def share(self, value: float) -> float:
        """How far along the axis a value lies, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)


def axis_of(values: Sequence[float], *, from_nought: bool) -> Axis:
    """The axis that holds all values, between round numbers; 0 to 1 where there are none.

    ``from_nought`` makes it take in 0, as bars need whose length is compared.
    """
    shown = [*values, 0.0] if from_nought else list(values)
    low, high = (min(shown), max(shown)) if values else (0.0, 1.0)
    if low == high:
        low, high = low - 1, high + 1
    step = _step((high - low) / _STEPS)
    first, last = floor(low / step), ceil(high / step)
    decimals = max(0, -floor(log10(step))) + (1 if _is_quarter(step) else 0)
    ticks = tuple(round(each * step, decimals) + 0.0 for each in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks, decimals)


def _step(rough: float) -> float:
    """The round number next above a rough one."""
    size = 10.0 ** floor(log10(rough))
    return next(each * size for each in _ROUND if each * size >= rough * (1 - 1e-9))


def _is_quarter(step: float) -> bool:
    """Whether a step such as 2.5 or 0.25 needs one decimal more than its size says."""
    return abs(step / 10.0 ** floor(log10(step)) - 2.5) < 1e-9  # noqa: PLR2004 - see _ROUND
