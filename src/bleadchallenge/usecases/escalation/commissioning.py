"""Reviews of alliances: the case on record, the right of reply, the outcome."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bleadchallenge.domain.calendar import working_days_between
from bleadchallenge.domain.choices import AdviceRecipient, CommissioningDecision, Rating, Side
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.escalation.commissioning import (
    CommissioningCase,
    beside_others,
    grounds,
)
from bleadchallenge.domain.kpis.status import Status
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.scrutiny.advice import (
    AdviceState,
    AdviceStatus,
    advice_status,
    median_days,
)
from bleadchallenge.domain.support.days import account, in_days
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.escalation import commissioning as store
from bleadchallenge.store.scrutiny.comments import comments_of, last_reply
from bleadchallenge.store.scrutiny.meetings import advice_given
from bleadchallenge.store.support.days import alliance_days, supported_on
from bleadchallenge.store.tables import Alliance, CommissioningReview
from bleadchallenge.usecases.bank_holidays import clock_stops
from bleadchallenge.usecases.kpis.status import ended_rows, status_rows
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.subjects import find_alliance
from bleadchallenge.usecases.request import Receipt, Request, policy_of
from bleadchallenge.usecases.scrutiny.comments import record_comment


@row
class CommissioningRow:
    """An alliance with what a review of it looks at, and its last outcome."""

    code: str
    alliance: str
    schools: int
    supported_now: int = column(hidden=True)
    used: float = column("days given")
    expected: float = column("expected by now", decimals=2)
    confirmed: float = column(hidden=True)
    disputed: float = column(hidden=True)
    support_kpis: list[str] = column(hidden=True)
    ratings: list[str] = column(hidden=True)
    switches: int = column(hidden=True)
    median_answer: float | None = column(hidden=True)
    overdue: int = column(hidden=True)
    refused: int = column(hidden=True)
    grounds: list[str] = column("a review is recommended because")
    beside_others: str = column(hidden=True)
    reply: str | None = column(hidden=True)
    outcome: CommissioningDecision | None = column("last outcome")
    outcome_on: date | None = column("on")
    outcome_reason: str | None = column(hidden=True)
    conditions: str | None = column(hidden=True)


@row
class CaseLine:
    """One thing that is on record about an alliance."""

    what: str
    value: CommissioningDecision | date | float | list[str] | str | None = column("on record")


@row
class WholeCase:
    """All that is on record about an alliance, by key."""

    case: CommissioningRow


@dataclass(frozen=True, slots=True)
class CommissioningInput:
    """What people decided of an alliance; ``asked_on`` is when a reply was asked for."""

    outcome: CommissioningDecision
    by: str
    on: date
    conditions: str = ""
    asked_on: date | None = None


def case(asked: Request, alliance: str) -> Listing[CaseLine]:
    """Everything on record about an alliance that a review looks at."""
    with asked.reading() as reader:
        policy = policy_of(reader)
        found = find_alliance(reader, alliance)
        found_row = review_row(reader, policy, found, asked.as_of)
        rows = tuple(CaseLine(what, getattr(found_row, key)) for key, what in _SHOWN)
        note = "people decide; the alliance has a right of reply"
        return Listing(
            "tsa-review", asked.as_of, reader.change, CaseLine, rows, (note,), WholeCase(found_row)
        )


def list_reviews(asked: Request) -> Listing[CommissioningRow]:
    """Every alliance by name, with the grounds on which a review is recommended."""
    with asked.reading() as reader:
        rows = tuple(review_rows(reader, policy_of(reader), asked.as_of))
        return Listing("tsa-review-list", asked.as_of, reader.change, CommissioningRow, rows)


def reply(asked: Request, alliance: str, by: str, text: str, on: date) -> Receipt:
    """Record the alliance's own words; they are kept with the outcome too."""
    with asked.writing() as writer:
        found = find_alliance(writer, alliance)
        record_comment(writer, found.code, by, text, on, in_reply=True)
        decided = store.last_outcome(writer, found.code, asked.as_of)
        if decided is not None and decided.on_day <= on:
            writer.replace(decided, reply=text)
    said = f"{found.name}: reply of {on} recorded"
    step = f"bleadchallenge tsa-review {found.code}"
    return Receipt(writer.seq_written, (said,), (step,), asked.dry_run)


def decide(asked: Request, alliance: str, decided: CommissioningInput) -> Receipt:
    """Record the outcome of a review, with its reason and the alliance's reply."""
    with asked.writing() as writer:
        policy = policy_of(writer)
        found = find_alliance(writer, alliance)
        said = _reply_of(writer, found, decided.on)
        writer.add(
            CommissioningReview(
                alliance=found.code,
                on_day=decided.on,
                outcome=decided.outcome.value,
                conditions=decided.conditions,
                reason=asked.reason,
                decided_by=decided.by,
                reply=said or _offered(policy, decided),
            )
        )
    line = f"{found.name}: {decided.outcome}, decided by {decided.by} on {decided.on}"
    return Receipt(writer.seq_written, (line,), ("bleadchallenge tsa-review list",), asked.dry_run)


def review_rows(reader: Reader, policy: Policy, as_of: date) -> list[CommissioningRow]:
    """One row an alliance, by name, with grounds and last outcome; no order of merit."""
    kpis = _support_kpis(reader, policy, as_of)
    alliances = sorted(reader.all(Alliance), key=lambda alliance: (alliance.name, alliance.code))
    cases = {a.code: _case(reader, policy, a.code, as_of, kpis) for a in alliances}
    return [_row(reader, policy, alliance, as_of, cases) for alliance in alliances]


def review_row(reader: Reader, policy: Policy, alliance: Alliance, as_of: date) -> CommissioningRow:
    """The row of one alliance, held beside the others where that is fair."""
    rows = review_rows(reader, policy, as_of)
    return next(row for row in rows if row.code == alliance.code)


def responsiveness(
    reader: Reader, policy: Policy, alliance: str, as_of: date
) -> list[AdviceStatus]:
    """How each advice to an alliance stands on a day."""
    return [
        advice_status(given.clock, policy.advice, as_of, clock_stops(policy))
        for given in advice_given(reader, as_of, subject=alliance)
        if given.to is AdviceRecipient.ALLIANCE
    ]


_SHOWN = (
    ("grounds", "a review is recommended because"),
    ("schools", "schools it supports or supported"),
    ("supported_now", "schools now"),
    ("used", "days given"),
    ("expected", "days expected by now"),
    ("confirmed", "days confirmed by schools"),
    ("disputed", "days disputed by schools"),
    ("support_kpis", "support KPIs"),
    ("ratings", "impact at the last review of each school"),
    ("switches", "schools switched away"),
    ("median_answer", "days to answer advice, median"),
    ("overdue", "advice overdue"),
    ("refused", "answers not accepted"),
    ("beside_others", "beside other alliances"),
    ("reply", "the alliance's own words"),
    ("outcome", "last outcome"),
    ("outcome_on", "decided on"),
    ("conditions", "conditions"),
    ("outcome_reason", "reason"),
)


def _row(
    reader: Reader,
    policy: Policy,
    alliance: Alliance,
    as_of: date,
    cases: dict[str, CommissioningCase],
) -> CommissioningRow:
    found = cases[alliance.code]
    others = [case for code, case in cases.items() if code != alliance.code]
    outcome = store.last_outcome(reader, alliance.code, as_of)
    said = comments_of(reader, alliance.code, as_of)
    return CommissioningRow(
        code=alliance.code,
        alliance=alliance.name,
        schools=found.schools,
        supported_now=len(supported_on(reader, alliance.code, as_of)),
        used=found.used,
        expected=found.expected,
        confirmed=found.confirmed,
        disputed=found.disputed,
        support_kpis=[f"{n} {s}" for s, n in sorted(found.support_kpis.items())],
        ratings=[str(rating) for rating in found.ratings],
        switches=found.switches,
        median_answer=found.median_answer,
        overdue=found.overdue,
        refused=found.refused,
        grounds=grounds(found, policy.commissioning),
        beside_others=beside_others(found, others, policy.commissioning),
        reply=said[-1].text if said else None,
        outcome=CommissioningDecision(outcome.outcome) if outcome else None,
        outcome_on=outcome.on_day if outcome else None,
        outcome_reason=outcome.reason if outcome else None,
        conditions=outcome.conditions or None if outcome else None,
    )


def _case(
    reader: Reader,
    policy: Policy,
    code: str,
    as_of: date,
    kpis: dict[str, Counter[Status]],
) -> CommissioningCase:
    at_schools = store.days_at_schools(reader, policy, code, as_of)
    stands = account(alliance_days(reader, code, as_of), 0)
    answers = responsiveness(reader, policy, code, as_of)
    return CommissioningCase(
        schools=len(at_schools),
        used=in_days(stands.used),
        expected=in_days(sum(each.due for each in at_schools)),
        confirmed=in_days(stands.confirmed),
        disputed=in_days(stands.disputed),
        support_kpis=kpis.get(code, Counter()),
        ratings=_latest_ratings(reader, code, as_of),
        switches=len(store.switched_from(reader, code, as_of)),
        median_answer=median_days(answers),
        overdue=_count(answers, AdviceState.OVERDUE),
        refused=_count(answers, AdviceState.NOT_ACCEPTED),
    )


def _latest_ratings(reader: Reader, code: str, as_of: date) -> list[Rating]:
    """The latest rating of the support's impact at each school, in order of URN."""
    latest = {rated.urn: rated.rating for rated in store.ratings_of(reader, code, as_of)}
    return [latest[urn] for urn in sorted(latest)]


def _count(answers: Sequence[AdviceStatus], state: AdviceState) -> int:
    return sum(answer.state is state for answer in answers)


def _support_kpis(reader: Reader, policy: Policy, as_of: date) -> dict[str, Counter[Status]]:
    found: dict[str, Counter[Status]] = {}
    every = [*status_rows(reader, policy, as_of), *ended_rows(reader, policy, as_of)]
    for kpi in every:
        if kpi.side is Side.SUPPORT and kpi.alliance:
            found.setdefault(kpi.alliance, Counter())[kpi.status] += 1
    return found


def _reply_of(writer: Writer, alliance: Alliance, on: date) -> str:
    """The alliance's reply to this review: what it said since the last outcome before."""
    before = store.last_outcome(writer, alliance.code, on - timedelta(days=1))
    return last_reply(writer, alliance.code, on, before.on_day if before else None)


def _offered(policy: Policy, decided: CommissioningInput) -> str:
    """That a reply was asked for, once its time is over; empty where it was not asked."""
    if decided.asked_on is None:
        return ""
    least = policy.commissioning.reply_working_days
    waited = working_days_between(decided.asked_on, decided.on, clock_stops(policy))
    if waited < least:
        raise DataError(
            f"the time to reply is not over on {decided.on}",
            why=f"asked on {decided.asked_on}: {waited} of {least} {policy.advice.counts} are gone",
            fix="wait for the reply, or decide later",
        )
    return f"none was given; asked for on {decided.asked_on}"
