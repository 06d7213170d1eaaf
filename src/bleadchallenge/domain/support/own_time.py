"""An alliance's own time at a school: what came before it and after it is not its doing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bleadchallenge.domain.choices import DayState
from bleadchallenge.domain.kpis.status import Indicator, Point
from bleadchallenge.domain.support.days import Entry, Grant, account


@dataclass(frozen=True, slots=True)
class OwnTime:
    """The days of one assignment; ``last`` is ``None`` while it runs."""

    alliance: str
    first: date
    last: date | None = None
    succeeds: bool = False

    def holds(self, day: date) -> bool:
        """Whether what happened on a day belongs to it; the first alliance has all before too."""
        begun = day >= self.first or not self.succeeds
        return begun and (self.last is None or day <= self.last)

    def last_by(self, as_of: date) -> date | None:
        """Its last day where that has come; an end that lies ahead is not known yet."""
        return self.last if self.last is not None and self.last <= as_of else None

    def judged_on(self, as_of: date) -> date:
        """The day from which it is judged: its last, once that is over."""
        return min(as_of, self.last or as_of)


def indicator_of_own(
    indicator: Indicator, own: OwnTime, before: Sequence[Point], done: float | None
) -> Indicator:
    """An indicator of the support as the alliance of a time of its own is held to it.

    Where readings add up, ``done`` is what was reached before it came: it starts at 0,
    with what is left of each target. Otherwise it starts where the readings ``before``
    left the school.
    """
    if not own.succeeds:
        return indicator
    stood = before[-1] if before else indicator.baseline
    start: Point | None = Point(own.first, 0.0)
    if done is None:
        start = replace(stood, on=own.first) if stood and not stood.of_few else None
    return replace(
        indicator,
        baseline=start,
        targets=tuple(
            replace(target, value=max(0.0, target.value - (done or 0.0)))
            for target in indicator.targets
            if target.on >= own.first
        ),
        starts=max(indicator.starts, own.first),
    )


def own_grants(
    given: Iterable[Grant], entries: Iterable[Entry], own: OwnTime, first_terms_end: date
) -> tuple[Grant, ...]:
    """What releases days to an alliance: what was left when it came, and what came after.

    Days left are spread as the first tranche is while its terms last, and as the
    second afterwards.
    """
    if not own.succeeds:
        return tuple(grant for grant in given if own.holds(grant.on))
    listed = list(given)
    used = account((e for e in entries if e.on < own.first and e.alliance != own.alliance), 0).used
    moved = sum(grant.quarters for grant in listed if grant.on < own.first) - used
    why = "first tranche" if own.first <= first_terms_end else "days left"
    later = (grant for grant in listed if grant.on >= own.first and own.holds(grant.on))
    return (Grant(own.first, max(0, moved), why), *later)


def own_entries(entries: Iterable[Entry], own: OwnTime) -> tuple[Entry, ...]:
    """The days of an alliance in a time of its own; what it planned beyond is void."""
    return tuple(
        entry
        for entry in entries
        if entry.alliance == own.alliance
        and own.holds(entry.on)
        and not (entry.state is DayState.PLANNED and own.last is not None)
    )
