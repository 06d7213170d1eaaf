"""Rules of indicators: what is promised, by when, and what was read."""

from collections import defaultdict
from datetime import date

from bleadchallenge.domain.choices import KpiReviewOutcome
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.kpis.definitions import require_sound
from bleadchallenge.domain.kpis.status import Status, ledger_measure
from bleadchallenge.domain.units import within
from bleadchallenge.rules.rule import Asks, rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.engine.reader import Reader
from bleadchallenge.store.kpis import kpi_histories, promise_of
from bleadchallenge.store.tables import Kpi, KpiReading, KpiReview, KpiTarget, PolicyText

_MOST_TOLD = 3


@rule("P19.sound", "code", rests_on=[KpiTarget, PolicyText])
def _sound(state: State, kpi: Kpi) -> None:
    """An indicator can be judged: its unit, baseline and targets fit one another."""
    promise = promise_of(state.reader, kpi)
    if set(promise.targets) <= {term.code for term in state.policy.terms}:
        require_sound(promise, state.policy)


@rule("P19.measured_by_now", "baseline_on")
def _measured_by_now(state: State, kpi: Kpi) -> None:
    """A baseline is recorded once it was measured."""
    if kpi.baseline_on is not None:
        state.require_past(kpi.baseline_on, "a baseline", "give the day it was measured")


@rule("P19.judged_otherwise", "tolerance", asks=Asks.CHANGE)
def _judged_otherwise_with_the_reason(state: State, kpi: Kpi) -> None:
    """What was read is judged otherwise only with the reason."""
    if not state.reason.strip():
        _require_judged_alike(state, kpi)


@rule("P19.judged_alike", "tolerance", asks=Asks.NOTE)
def _require_judged_alike(state: State, kpi: Kpi) -> None:
    """What was read stays judged as it was."""
    before = _judged(state, state.earlier, kpi) if state.before(kpi) and state.earlier else {}
    now = _judged(state, state.reader, kpi) if before else {}
    other = [f"{day}: {now[day]}, before {was}" for day, was in before.items() if now[day] != was]
    if other:
        raise DataError(
            f"what was read of {kpi.code} is judged otherwise ({'; '.join(other[:_MOST_TOLD])}"
            + (f"; and {len(other) - _MOST_TOLD} more)" if len(other) > _MOST_TOLD else ")"),
            why="packs that were issued stay as they are",
            fix='add --reason "..."',
        )


def _judged(state: State, reader: Reader, kpi: Kpi) -> dict[date, Status]:
    """How each reading by now was judged on its day, by an indicator as a reader knows it."""
    every = kpi_histories(reader, state.policy, state.as_of, urn=kpi.urn, code=kpi.code)
    return defaultdict(
        lambda: Status.NO_READING,
        {
            point.on: each.judged(point.on).status
            for each in every
            for point in each.readings
            if point.on <= state.as_of
        },
    )


@rule("P19.{table}_of_an_indicator", "kpi", rests_on=[Kpi])
def _of_an_indicator(state: State, row: KpiTarget | KpiReading | KpiReview) -> None:
    """A {title} is of an indicator on record."""
    state.require_there(Kpi, urn=row.urn, code=row.kpi)


@rule("P19.past_target", "value", asks=Asks.CHANGE)
def _past_target_locked(state: State, target: KpiTarget) -> None:
    """The target of a term that is over stays as it was.

    What was promised for a term that is over stays; nothing is promised for it afterwards.
    """
    old = state.before(target)
    term = next((each for each in state.policy.terms if each.code == target.term), None)
    if term is None or state.as_of <= term.ends or not _was_promised(state, target):
        return
    if old is not None and old.value == target.value:
        return
    stays = (
        f"what was promised for it stays {old.value:g}" if old else "nothing was promised for it"
    )
    raise DataError(
        f"the target of {target.kpi} for {target.term} is settled",
        why=f"{target.term} was over on {term.ends}; {stays}",
        fix=f"amend a later target: bleadchallenge kpi amend {target.urn} {target.kpi} "
        "--target TERM=N --reason TEXT",
    )


def _was_promised(state: State, target: KpiTarget) -> bool:
    """Whether the indicator was on record before the change that sets the target."""
    earlier = state.earlier
    return earlier is not None and earlier.get(Kpi, urn=target.urn, code=target.kpi) is not None


@rule("P19.past_target_kept", "value", asks=Asks.REMOVAL)
def _past_target_kept(state: State, target: KpiTarget) -> None:
    """The target of a term that is over is not taken out."""
    term = next((each for each in state.policy.terms if each.code == target.term), None)
    if state.undoing or term is None or state.as_of <= term.ends:
        return
    raise DataError(
        f"the target of {target.kpi} for {target.term} is settled",
        why=f"{target.term} was over on {term.ends}; what was promised for it stays",
        fix="leave it as it is",
    )


@rule("P23.by_now", "on_day", rests_on=[Kpi])
def _reviewed_by_now(state: State, review: KpiReview) -> None:
    """A review of an indicator is recorded once it was held, of one that had begun."""
    state.require_past(review.on_day, "a review of an indicator", "give the day of the review")
    kpi = state.reader.get(Kpi, urn=review.urn, code=review.kpi)
    begun = review.outcome == KpiReviewOutcome.ADD or kpi is None or kpi.starts_on <= review.on_day
    if not begun:
        raise DataError(
            f"{review.kpi} of {state.school(review.urn).name} was not reviewed on {review.on_day}",
            why=f"it starts on {kpi.starts_on}" if kpi else "",
            fix="give the day of the review",
        )


@rule("P23.retired", "outcome", rests_on=[Kpi])
def _retired_where_said_so(state: State, review: KpiReview) -> None:
    """An indicator that a review retires is retired."""
    kpi = state.reader.get(Kpi, urn=review.urn, code=review.kpi)
    if review.outcome == KpiReviewOutcome.RETIRE and kpi is not None and kpi.retired_on is None:
        raise DataError(
            f"{kpi.code} of {state.school(kpi.urn).name} is not retired",
            why=f"the review of {review.on_day} retires it",
            fix=f"bleadchallenge kpi retire {kpi.urn} {kpi.code} --reason TEXT --date DATE",
        )


@rule("P20.by_now", "on_day")
def _read_by_now(state: State, reading: KpiReading) -> None:
    """A reading is recorded once it was read."""
    state.require_past(reading.on_day, "a reading", "give the day it was read")


@rule("P20.unit", "value", rests_on=[Kpi])
def _in_its_unit(state: State, reading: KpiReading) -> None:
    """A reading is a figure in the indicator's unit."""
    kpi = state.reader.get(Kpi, urn=reading.urn, code=reading.kpi)
    if kpi is not None:
        within(reading.value, kpi.unit, kpi.code)


@rule("P20.in_force", "on_day", rests_on=[Kpi])
def _while_in_force(state: State, reading: KpiReading) -> None:
    """A reading is of a day on which the indicator is in force."""
    kpi = state.reader.get(Kpi, urn=reading.urn, code=reading.kpi)
    if kpi is None:
        return
    if reading.on_day < kpi.starts_on:
        raise DataError(
            f"a reading of {reading.on_day} lies before {kpi.code} starts on {kpi.starts_on}",
            why="what was measured before is the baseline",
            fix=f"bleadchallenge kpi amend {kpi.urn} {kpi.code} --baseline N --baseline-on DATE "
            "--reason TEXT",
        )
    if kpi.retired_on is not None and reading.on_day >= kpi.retired_on:
        raise DataError(
            f"{kpi.code} was retired on {kpi.retired_on}",
            why=kpi.retired_reason,
            fix=f"bleadchallenge kpi reviews {kpi.urn}",
        )


@rule("P20.counted", "kpi", asks=Asks.CHANGE)
def _counted_by_itself(state: State, reading: KpiReading) -> None:
    """An indicator that is counted from the records is not read by hand."""
    kpi = state.reader.get(Kpi, urn=reading.urn, code=reading.kpi)
    if kpi is not None and ledger_measure(kpi.code, kpi.measure):
        raise DataError(
            f"{kpi.code} of {state.school(kpi.urn).name} reads itself and cannot be typed",
            why="it is counted from the ledger of days or the action plan, which nobody copies",
            fix=f"record what happened, then: bleadchallenge kpi-status --school {kpi.urn}",
        )


@rule("P20.count", "n")
def _counted(_state: State, reading: KpiReading) -> None:
    """A number of people is 0 or more."""
    if reading.n is not None and reading.n < 0:
        raise DataError(
            f"{reading.n} is no number of pupils, lessons or people", fix="--n 0 or more"
        )


@rule("P20.added", "value", asks=Asks.CHANGE)
def _added_never_written_over(state: State, reading: KpiReading) -> None:
    """Readings are added; one is corrected only with the reason."""
    old = state.before(reading)
    if old is not None and old.value != reading.value and not state.reason.strip():
        raise DataError(
            f"{reading.kpi} was read on {reading.on_day} already: {old.value:g}",
            why="readings are added; one is corrected only with the reason",
            fix=f"bleadchallenge kpi read {reading.urn} {reading.kpi}=N "
            f'--date {reading.on_day} --correct --reason "..."',
        )
