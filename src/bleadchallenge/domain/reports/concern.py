"""Which schools are of concern, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bleadchallenge.domain.choices import Rating
from bleadchallenge.domain.kpis.status import Status
from bleadchallenge.domain.policy import PackRule


class Concern(StrEnum):
    """How worried a reader should be about a school; never red on a reading of too few."""

    OF_CONCERN = "of concern"
    WATCH = "watch"
    ON_COURSE = "on course"
    TOO_EARLY = "too early"


@dataclass(frozen=True, slots=True)
class SchoolSigns:
    """What a school is judged by: its own indicators, and its last review.

    ``impact`` is the review's rating of the alliance that supports it now.
    """

    statuses: Sequence[Status] = ()
    impact: Rating | None = None

    def count(self, *statuses: Status) -> int:
        """How many of its indicators stand so."""
        return sum(status in statuses for status in self.statuses)

    @property
    def off_track(self) -> int:
        """Indicators off track."""
        return self.count(Status.OFF_TRACK)

    @property
    def judged(self) -> int:
        """Indicators with a reading that can be judged."""
        return self.count(Status.ON_TRACK, Status.RECOVERABLE, Status.OFF_TRACK)


def concern_of(signs: SchoolSigns, rule: PackRule) -> Concern:
    """Of concern on indicators enough off track or on impact none; watch on one off track."""
    if signs.impact is Rating.NONE or signs.off_track >= rule.of_concern_from:
        return Concern.OF_CONCERN
    if signs.off_track >= rule.watch_from:
        return Concern.WATCH
    return Concern.ON_COURSE if signs.judged else Concern.TOO_EARLY


def reason_of(signs: SchoolSigns) -> str:
    """Why a school stands as it does, in half a line."""
    impact = ["impact none"] if signs.impact is Rating.NONE else []
    few = signs.count(Status.TOO_FEW)
    unread = signs.count(Status.NO_READING)
    said = [
        *impact,
        f"{signs.off_track or 'none'} of {signs.judged} off track" if signs.judged else "",
        f"{few} too few to judge" if few else "",
        f"{unread} without a reading" if unread else "",
    ]
    return "; ".join(part for part in said if part) or "nothing to judge yet"


def gravity(signs: SchoolSigns) -> tuple[int, int]:
    """The order of concern: impact none first, then the most indicators off track."""
    return (signs.impact is not Rating.NONE, -signs.off_track)
