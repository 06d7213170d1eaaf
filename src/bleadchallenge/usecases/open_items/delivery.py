"""Support as it goes on: milestones to judge, readings to take, days to give and to confirm."""

from collections.abc import Iterator
from datetime import date, timedelta

from bleadchallenge.domain.choices import DayState, Side
from bleadchallenge.domain.kpis.status import reading_due
from bleadchallenge.domain.open_items.items import (
    CONFIRMATION,
    OpenItem,
    OpenItemKind,
    Owner,
    Party,
    Subject,
)
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.support.day_states import state_on
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.escalation.commissioning import ended_on
from bleadchallenge.store.kpis import kpi_histories
from bleadchallenge.store.plans.action_plans import open_milestones, planned_on
from bleadchallenge.store.selection import assignment_on
from bleadchallenge.store.tables import Alliance, SupportDay


def milestones(reader: Reader, urn: str, as_of: date) -> Iterator[OpenItem]:
    """The milestones of a school that were not judged."""
    for milestone in open_milestones(reader, urn, as_of):
        yield OpenItem(
            OpenItemKind.MILESTONE,
            Subject(urn),
            _owner(reader, milestone.owner, urn, as_of),
            planned_on(reader, milestone) or milestone.due_on,
            milestone.due_on,
            f"milestone {milestone.number}: {milestone.text}",
            f"it serves action {milestone.action}, and was not judged",
            f"milestone judge {urn} {milestone.number} --outcome met --evidence TEXT",
            f"milestone/{urn}/{milestone.number}",
            (f"milestone/{urn}/{milestone.number}",),
        )


def readings(reader: Reader, policy: Policy, urn: str, as_of: date) -> Iterator[OpenItem]:
    """The next reading of each indicator that people read; none of a support that has ended."""
    supported = assignment_on(reader, urn, as_of) is not None
    for each in kpi_histories(reader, policy, as_of, urn=urn):
        kpi = each.kpi
        if each.reads_itself or (kpi.side == Side.SUPPORT and not supported):
            continue
        last = max((reading.on for reading in each.readings if reading.on <= as_of), default=None)
        yield OpenItem(
            OpenItemKind.READING,
            Subject(urn),
            _owner(reader, kpi.owner or kpi.side, urn, as_of),
            last or each.indicator.starts,
            reading_due(each.indicator, last),
            f"reading of {kpi.code}, {kpi.name}",
            f"last read on {last}" if last else "never read",
            f"kpi read {urn} {kpi.code}=N --date DATE",
            f"reading/{urn}/{kpi.code}",
            (f"kpi/{urn}/{kpi.code}/status",),
        )


def days(reader: Reader, policy: Policy, as_of: date) -> Iterator[OpenItem]:
    """Planned days to be given, and given days that wait for the school's word.

    A day planned beyond the end of its alliance's support is no longer asked for.
    """
    for day in reader.where(SupportDay):
        state = state_on(day, as_of)
        if state is DayState.PLANNED and not _is_moot(reader, day, as_of):
            yield _planned(day)
        elif state is DayState.DELIVERED:
            yield _given(day, policy.follow_through.confirm_days)


def _planned(day: SupportDay) -> OpenItem:
    return OpenItem(
        OpenItemKind.DAY,
        Subject(day.urn, day.alliance),
        Owner(Party.ALLIANCE, day.person or day.alliance),
        day.on_day,
        day.on_day,
        f"day of support {day.number}: {day.activity or 'planned'}",
        f"planned for {day.on_day}, and not yet given",
        f"days delivered {day.number}",
        f"day/{day.number}",
    )


def _given(day: SupportDay, confirm_days: int) -> OpenItem:
    return OpenItem(
        OpenItemKind.DAY,
        Subject(day.urn, day.alliance),
        Owner(Party.SCHOOL, "school"),
        day.on_day,
        day.on_day + timedelta(days=confirm_days),
        f"school's confirmation of day {day.number}",
        f"given on {day.on_day} by {day.person or day.alliance}",
        f"days confirm {day.number} --by NAME",
        f"{CONFIRMATION}{day.number}",
    )


def _is_moot(reader: Reader, day: SupportDay, as_of: date) -> bool:
    until = ended_on(reader, day.alliance, day.urn, as_of)
    return until is not None and until < day.on_day


def _owner(reader: Reader, name: str, urn: str, as_of: date) -> Owner:
    """Who answers now for what was promised: an alliance that has left hands it to the next."""
    if not reader.where(Alliance, code=name) and name != Side.SUPPORT:
        return Owner(Party.SCHOOL, name or "school")
    running = assignment_on(reader, urn, as_of)
    return Owner(Party.ALLIANCE, running.alliance) if running else Owner(Party.SCHOOL, "school")
