"""What is news: a status that moved because the reading did, by one lesson or pupil at least."""

from dataclasses import dataclass
from enum import StrEnum

from bleadchallenge.domain.choices import Direction
from bleadchallenge.domain.kpis.status import Indicator, Judgement, Point, Status

JUDGED = (Status.ON_TRACK, Status.TOO_FEW, Status.RECOVERABLE, Status.OFF_TRACK)
"""The statuses that a reading gives, best first."""


class MoveKind(StrEnum):
    """What moved a status."""

    WORSE = "worse"
    BETTER = "better"
    FIRST = "first reading"
    STALE = "reading out of date"
    PATH = "path only"
    TOO_FEW = "too few to judge"


@dataclass(frozen=True, slots=True)
class Stand:
    """How an indicator stood on a day, and the reading it was judged by."""

    judged: Judgement
    reading: Point | None


@dataclass(frozen=True, slots=True)
class Move:
    """A status that is another than in the pack before."""

    urn: str
    code: str
    kind: MoveKind
    before: Stand
    now: Stand

    @property
    def is_news(self) -> bool:
        """Whether the reading itself moved it."""
        return self.kind in (MoveKind.WORSE, MoveKind.BETTER)


def move_kind(indicator: Indicator, before: Stand, now: Stand) -> MoveKind | None:
    """What moved a status, or ``None`` where it did not move.

    It is news where the reading moved, the same way as the status, by at least
    one whole unit: a lesson, a pupil, a meeting, a day. A first reading is none,
    nor is a path that rose under a reading that stood still, nor is a share that is
    too few to judge before or after.
    """
    if before.judged.status is now.judged.status:
        return None
    if now.judged.status not in JUDGED:
        return MoveKind.STALE
    if before.judged.status not in JUDGED:
        return MoveKind.FIRST
    if Status.TOO_FEW in (before.judged.status, now.judged.status):
        return MoveKind.TOO_FEW
    return _by_reading(indicator, before, now) or MoveKind.PATH


def _by_reading(indicator: Indicator, before: Stand, now: Stand) -> MoveKind | None:
    then, latest = before.judged.value, now.judged.value
    if then is None or latest is None:
        return None
    better = (latest - then) * (1 if indicator.direction is Direction.UP else -1)
    rose = JUDGED.index(now.judged.status) < JUDGED.index(before.judged.status)
    if abs(better) < least_step(indicator, before, now) or (better > 0) is not rose:
        return None
    return MoveKind.BETTER if rose else MoveKind.WORSE


def least_step(indicator: Indicator, before: Stand, now: Stand) -> float:
    """One whole unit, in the indicator's own: the larger one where the number changed.

    Values are rounded, so a unit counts as whole from half a last decimal below it.
    """
    steps = [indicator.step(each.reading) for each in (before, now) if each.reading]
    return max(steps, default=1.0) - 0.5 * 10.0**-indicator.decimals
