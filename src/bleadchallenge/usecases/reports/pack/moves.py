"""Which statuses moved since the last pack, and whether the readings moved them."""

from datetime import date

from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.reports.news import Move, Stand, move_kind
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.kpis import KpiHistory, kpi_histories
from bleadchallenge.store.schools.cohorts import schools_of_other_cohorts
from bleadchallenge.store.tables import Pack


def moves_since(reader: Reader, policy: Policy, as_of: date, last: Pack | None) -> tuple[Move, ...]:
    """Every indicator that stands otherwise than the last pack said on its day."""
    if last is None:
        return ()
    then = reader.at_change(last.known_at, last.made_on)
    stood = {
        (each.kpi.urn, each.kpi.code): stand_of(each, last.made_on)
        for each in kpi_histories(then, policy, last.made_on)
    }
    others = schools_of_other_cohorts(reader)
    found = []
    for each in kpi_histories(reader, policy, as_of):
        before = stood.get((each.kpi.urn, each.kpi.code))
        if before is None or each.kpi.urn in others:
            continue
        now = stand_of(each, as_of)
        kind = move_kind(each.indicator, before, now)
        if kind is not None:
            found.append(Move(each.kpi.urn, each.kpi.code, kind, before, now))
    return tuple(found)


def stand_of(each: KpiHistory, on: date) -> Stand:
    """How an indicator stood on a day."""
    known = [reading for reading in each.readings if reading.on <= on]
    return Stand(each.judged(on), known[-1] if known else None)
