"""What follows where advice or support failed: stages, notices, reviews of alliances."""

from collections.abc import Iterator
from datetime import date, timedelta

from bleadchallenge.domain.choices import CommissioningDecision, EscalationStage
from bleadchallenge.domain.open_items.items import (
    COORDINATOR,
    GROUP,
    OpenItem,
    OpenItemKind,
    Owner,
    Party,
    Subject,
)
from bleadchallenge.domain.policy import Policy
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.escalation.commissioning import last_low_rating, last_outcome, last_switch
from bleadchallenge.store.escalation.stages import open_notices
from bleadchallenge.store.tables import CommissioningReview, WarningNotice
from bleadchallenge.usecases.escalation.commissioning import CommissioningRow, review_rows
from bleadchallenge.usecases.escalation.stages import EscalationRow, register_rows

_MOVES = {
    EscalationStage.REMINDED: Owner(Party.SCHOOL, "school"),
    EscalationStage.CHALLENGED: Owner(Party.SCHOOL, "head"),
    EscalationStage.FORMAL_REVIEW: COORDINATOR,
    EscalationStage.REFERRED: Owner(Party.AUTHORITY, "authority"),
    EscalationStage.NOTICE: Owner(Party.SCHOOL, "chair"),
}


def items(reader: Reader, policy: Policy, as_of: date) -> Iterator[OpenItem]:
    """Stages to decide and to live up to, notices, reviews of alliances and their conditions."""
    for row in register_rows(reader, policy, as_of):
        if row.recommended or row.stage:
            yield _stage(row, as_of)
    yield from map(_notice, open_notices(reader, as_of))
    for alliance in review_rows(reader, policy, as_of):
        yield from _commissioning(reader, policy, alliance, as_of)


def _stage(row: EscalationRow, as_of: date) -> OpenItem:
    """The stage that is recommended, for people to decide; else the move of the stage it is at."""
    urn, stage, advised = row.urn, row.stage, row.recommended
    what = f"to go to “{advised}”, or not" if advised else f"{stage}: {row.move}"
    return OpenItem(
        OpenItemKind.ESCALATION,
        Subject(urn),
        _MOVES[stage] if stage and not advised else GROUP,
        row.since or as_of,
        row.comply_by,
        what,
        "; ".join(row.evidence) or f"at this stage since {row.since}",
        (row.command or "escalate list").removeprefix("bleadchallenge "),
        f"escalation/{urn}",
        (f"escalation/{urn}",),
    )


def _notice(notice: WarningNotice) -> OpenItem:
    return OpenItem(
        OpenItemKind.NOTICE,
        Subject(notice.urn),
        Owner(Party.SCHOOL, "chair"),
        notice.given_on,
        notice.comply_by,
        f"to comply with the notice of {notice.given_on}, {notice.ground}",
        f"given by the {notice.given_by}",
        f"notice {notice.urn} --complied DATE",
        f"notice/{notice.urn}/{notice.given_on}",
    )


def _commissioning(
    reader: Reader, policy: Policy, row: CommissioningRow, as_of: date
) -> Iterator[OpenItem]:
    """The review that is recommended of an alliance, or the conditions that the last one set."""
    outcome = last_outcome(reader, row.code, as_of)
    if outcome is not None and outcome.outcome == CommissioningDecision.CONDITIONS:
        yield _conditions(policy, outcome)
    switch = last_switch(reader, row.code, as_of)
    if switch is not None and (outcome is None or outcome.on_day < switch.decided_on):
        yield _review(policy, row, switch.decided_on)
    elif row.grounds and (term := policy.latest_term(as_of)):
        low = last_low_rating(reader, row.code, as_of)
        since = max(term.starts, low) if low else term.starts
        if outcome is None or outcome.on_day < since:  # what speaks for one is asked about termly
            yield _review(policy, row, since)


def _review(policy: Policy, row: CommissioningRow, since: date) -> OpenItem:
    return OpenItem(
        OpenItemKind.COMMISSIONING,
        Subject(alliance=row.code),
        COORDINATOR,
        since,
        since + timedelta(days=policy.follow_through.commissioning_days),
        f"commissioning review of {row.alliance}",
        "; ".join(row.grounds),
        f"tsa-review {row.code} --outcome recommission --by NAME --reason TEXT",
        f"commissioning/{row.code}/{since}",
    )


def _conditions(policy: Policy, outcome: CommissioningReview) -> OpenItem:
    return OpenItem(
        OpenItemKind.CONDITIONS,
        Subject(alliance=outcome.alliance),
        Owner(Party.ALLIANCE, outcome.alliance),
        outcome.on_day,
        outcome.on_day + timedelta(days=policy.follow_through.conditions_days),
        f"conditions of {outcome.on_day}: {outcome.conditions}",
        f"recommissioned with conditions: {outcome.reason}",
        f"tsa-review {outcome.alliance} --outcome recommission --by NAME --reason TEXT",
        f"conditions/{outcome.alliance}/{outcome.on_day}",
    )
