"""Results against what was promised, and how settled they are, once the programme has ended."""

from dataclasses import dataclass
from typing import Final

from bleadchallenge.domain.choices import Direction, Fulfilment, Release
from bleadchallenge.domain.kpis.status import Indicator, Point

SETTLED: Final = {
    Release.PROVISIONAL: "provisional: pupils new to the country are not yet taken out and "
    "appeals not yet answered; figures will change",
    Release.REVISED: "revised: appeals are answered; a few figures may still change",
    Release.FINAL: "final: nothing is expected to change",
    "": "the release is not known",
}
"""What each release says of itself (Department for Education, key stage 2 publications: provisional
in September, revised in December, final in spring)."""


@dataclass(frozen=True, slots=True)
class RevisedFigure:
    """A figure as two releases gave it; ``None`` where one did not."""

    earlier: float | None
    later: float | None

    @property
    def words(self) -> str:
        """What became of it."""
        if self.earlier is None and self.later is None:
            return "in neither"
        if self.earlier is None:
            return "came in"
        if self.later is None:
            return "was taken out"
        return "changed" if self.earlier != self.later else "the same"

    @property
    def points(self) -> float | None:
        """By how much it changed."""
        if self.earlier is None or self.later is None:
            return None
        return round(self.later - self.earlier, 6)


def target_met(
    value: float | None, target: Point | None, indicator: Indicator
) -> Fulfilment | None:
    """Whether a result met its target; short of it by no more than the tolerance is partly met.

    Both are rounded to the indicator's decimals first, as everywhere. ``None``
    where there is no result or no target.
    """
    if value is None or target is None:
        return None
    sign = 1 if indicator.direction is Direction.UP else -1
    over = sign * (round(value, indicator.decimals) - round(target.value, indicator.decimals))
    if over >= 0:
        return Fulfilment.MET
    return Fulfilment.PARTLY if -over <= indicator.tolerance else Fulfilment.NOT_MET
