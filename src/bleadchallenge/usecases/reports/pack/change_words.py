"""Every kind of record in the words that say it came in, or was taken off the record."""

from collections.abc import Callable
from typing import Any

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.results.cells import HIDDEN
from bleadchallenge.domain.results.small_numbers import is_suppressed
from bleadchallenge.domain.support.days import decimal_days, in_days
from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.tables import (
    Agreement,
    ConferenceCommitment,
    KpiReading,
    KpiTarget,
    MeetingMove,
    Review,
    WarningNotice,
)
from bleadchallenge.usecases.reports.pack.names import Names, describe_code

Make = Callable[[Any, Names], str]
"""Makes a sentence of a record."""

CONFIDENTIAL = frozenset({"intelligence"})
INTERNAL = frozenset(
    {"pack", "family", "family_member", "panel_code", "evaluation_plan", "notice_lookup"}
)
UNSAID = CONFIDENTIAL | INTERNAL
"""Kinds of records that no pack speaks of as a change."""


def also(lead: str, text: str) -> str:
    """A part of a sentence that is left out where nobody said anything."""
    return f"{lead}{text}" if text else ""


def value_of(fact: KpiReading | KpiTarget, value: float, names: Names) -> str:
    """A value of a reading or a target as its indicator is counted."""
    return f"{value:g}{names.sign(fact.urn, fact.kpi)}"


def _reading(f: KpiReading, names: Names) -> str:
    read = f"{HIDDEN} (too few to show)" if is_suppressed(f.n) else value_of(f, f.value, names)
    return f"{names.indicator(f.urn, f.kpi)} read {read} on {show_day(f.on_day)}"


def _review(f: Review, _: Names) -> str:
    ratings = ", ".join(
        f"{name} {value}"
        for name in ("progress", "impact", "sustainability")
        if (value := getattr(f, name))
    )
    waived = show_day(f.waived_by_ofsted) if f.waived_by_ofsted else ""
    return (
        f"{describe_code(f.stage)} review of {show_day(f.held_on)}"
        + also(": ", ratings)
        + also("; Ofsted's report stands in its place, of ", waived)
    )


def _agreement(f: Agreement, names: Names) -> str:
    return (
        f"agreement with {names.subject(f.alliance)}, version {f.version}: {f.state} on "
        f"{show_day(f.on_day)}, {f.days:g} days"
    )


def _notice(f: WarningNotice, _: Names) -> str:
    until = show_day(f.comply_by) if f.comply_by else ""
    return f"warning notice of the {f.given_by} on {show_day(f.given_on)}, {f.ground}" + also(
        ", to be complied with by ", until
    )


def _meeting_move(f: MeetingMove, _: Names) -> str:
    to = f"moved to {show_day(f.moved_to)}" if f.moved_to else "called off"
    return f"the meeting of {show_day(f.planned_on)} is {to}: {f.reason}"


def _commitment(f: ConferenceCommitment, _: Names) -> str:
    by = show_day(f.by_day) if f.by_day else ""
    return f"promised at the conference: {f.text}" + also(", by ", by)


def _target(f: KpiTarget, names: Names) -> str:
    return f"{value_of(f, f.value, names)} by the end of {names.term(f.term)}"


_REVIEWED: dict[str, str] = {
    "keep": "reviewed and kept",
    "amend": "amended",
    "retire": "retired",
    "add": "added",
}
_COMMISSIONED: dict[str, str] = {
    "recommission": "commissioned again",
    "with conditions": "commissioned again, with conditions",
    "not": "not commissioned again",
}

SENTENCES: dict[str, Make] = {
    "kpi": lambda f, n: f"new indicator of the {f.side}: {n.indicator(f.urn, f.code)}",
    "kpi_target": _target,
    "kpi_reading": _reading,
    "kpi_review": lambda f, n: n.indicator(f.urn, f.kpi),
    "support_day": lambda f, _: f"{decimal_days(f.quarters)} on {show_day(f.on_day)}",
    "variation": lambda f, n: (
        f"{in_days(f.quarters):+g} days agreed on {show_day(f.agreed_on)} by "
        f"{n.people(f.agreed_by)}: {f.reason}"
    ),
    "milestone": lambda f, _: f"new milestone {f.number}, due {show_day(f.due_on)}: {f.text}",
    "action": lambda f, _: f"action {f.number} of the plan ({f.theme}): {f.text}",
    "plan": lambda f, _: f"version {f.version} of the action plan" + also(": ", f.reason),
    "review": _review,
    "judgement": lambda f, _: f"{f.area} {f.level}",
    "recommendation": lambda f, _: f"{describe_code(f.stage)} recommendation {f.number}: {f.text}",
    "recommendation_check": lambda f, _: (
        f"{describe_code(f.stage)} recommendation {f.number} {f.outcome}" + also(" – ", f.note)
    ),
    "decision": lambda f, n: (
        f"decision of {show_day(f.decided_on)}: {f.kind}. {f.rationale} ({n.people(f.decided_by)})"
    ),
    "visit": lambda f, _: f"{describe_code(f.stage)} visit planned for {show_day(f.planned_on)}",
    "team_member": lambda f, n: (
        f"{n.person(f.person)} {'leads' if f.leads else 'sits on'} the challenge team from "
        f"{show_day(f.from_day)}"
    ),
    "assignment": lambda f, n: (
        f"{n.subject(f.alliance)} supports the school from {show_day(f.from_day)}: {f.reason}"
    ),
    "agreement": _agreement,
    "deliverer": lambda f, n: f"{n.person(f.person)} from {show_day(f.from_day)}",
    "alliance": lambda f, _: f"joins as an alliance that can give {f.capacity_days:g} days",
    "commissioning_review": lambda f, n: (
        f"commissioning review of {show_day(f.on_day)} by {n.people(f.decided_by)}: "
        f"{_COMMISSIONED.get(f.outcome, f.outcome)}. {f.reason}"
        + also("; conditions: ", f.conditions)
    ),
    "advice": lambda f, _: f"advice {f.number}, answer due {show_day(f.due_on)}: {f.text}",
    "advice_response": lambda f, n: (
        f"advice {f.advice} answered on {show_day(f.on_day)} by {n.people(f.by)}: {f.text}"
    ),
    "advice_verdict": lambda f, _: (
        f"the answer to advice {f.advice} was {'accepted' if f.accepted else 'not accepted'} on "
        f"{show_day(f.on_day)}" + also(": ", f.note)
    ),
    "escalation_step": lambda f, n: (
        f"intervention: {f.stage} on {show_day(f.on_day)}, decided by {n.people(f.decided_by)}: "
        f"{f.reason}"
    ),
    "warning_notice": _notice,
    "comment": lambda f, _: f"gave its own comment on {show_day(f.on_day)}",
    "minute": lambda f, _: f"decided at the meeting of {show_day(f.meeting)}: {f.decision}",
    "attendance": lambda f, n: n.person(f.person),
    "withdrawal": lambda f, n: (
        f"{n.person(f.person)} withdrew from this item at the meeting of {show_day(f.meeting)}"
    ),
    "interest": lambda f, n: f"{n.person(f.person)} declared an interest",
    "meeting_move": _meeting_move,
    "signature": lambda f, _: f"the {f.role} signed on {show_day(f.signed_on)}",
    "leadership_change": lambda f, _: f"a new {f.role} from {show_day(f.from_day)}, who must sign",
    "selection": lambda f, _: f"{f.state} on {show_day(f.decided_on)}" + also(": ", f.reason),
    "consultation": lambda f, _: (
        f"discussed with the regional schools commissioner's office on {show_day(f.held_on)}: "
        f"{f.outcome}"
    ),
    "cohort": lambda f, _: f"a new cohort of schools, {f.name}",
    "practice_session": lambda f, n: (
        f"session of joint practice {n.session(f.code)}, led by {f.partner}, {f.places} places"
    ),
    "session_place": lambda f, n: f"a place at the session {n.session(f.session)}",
    "talent_step": lambda f, _: f"a possible leader {f.stage} on {show_day(f.on_day)}",
    "gained_designation": lambda f, _: (
        f"the designation {f.designation} gained on {show_day(f.gained_on)}"
    ),
    "deployment": lambda f, n: (
        f"{decimal_days(f.quarters)} of a leader given to {n.subject(f.to_school)} on "
        f"{show_day(f.on_day)}" + also(": ", f.work)
    ),
    "conference_practice": lambda f, _: f"presents at the conference: {f.title}",
    "conference_commitment": _commitment,
    "person": lambda f, _: f"{f.name or f.code} joins as {describe_code(f.role)}",
    "source_file": lambda f, _: f"imported {f.file}: {f.rows} rows" + also(", ", f.release),
    "policy": lambda f, _: f"the policy {f.name} was put in force",
}
"""What a record says when it comes in. Where ``TOGETHER`` leads, only what is its own."""

TOGETHER: dict[str, Make] = {
    "attendance": lambda f, _: (
        f"{'at' if f.present else 'not at'} the meeting of {show_day(f.meeting)}"
    ),
    "judgement": lambda f, _: (
        f"levels at the {describe_code(f.stage)} review, 1 lowest to 4 highest"
    ),
    "recommendation_check": lambda f, _: f"found at the {describe_code(f.checked_at)} review",
    "kpi_target": lambda f, n: f"targets of {n.indicator(f.urn, f.kpi)}",
    "kpi_review": lambda f, _: (
        f"indicators {_REVIEWED.get(f.outcome, f.outcome)} on {show_day(f.on_day)}"
        + also(" (", f.reason and f"{f.reason})")
    ),
    "support_day": lambda f, n: f"support of {n.subject(f.alliance)}, {f.state}",
    "deliverer": lambda f, n: f"supporting the school for {n.subject(f.alliance)}",
}
"""What is said once before the records of a kind that belong together."""


def sentence(table: str, fact: Fact, names: Names) -> tuple[str, str]:
    """What a record says: what it shares with its like, if anything, and what is its own."""
    lead = TOGETHER[table](fact, names) if table in TOGETHER else ""
    return lead, SENTENCES[table](fact, names)
