"""What changed since the last pack, in sentences; corrections are named as such."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.figures.cells import HIDDEN
from bleadchallenge.domain.figures.small import is_hidden
from bleadchallenge.packs.value import Block, Cell, Column, Section, Table, Text
from bleadchallenge.store.differences import Difference, differences
from bleadchallenge.store.store import Reader

_CONFIDENTIAL = frozenset({"intelligence"})
_INTERNAL = frozenset({"pack", "family", "family_member"})
_GROUPS = {
    "Readings and indicators": ("kpi_reading", "kpi", "kpi_target", "kpi_review"),
    "Days of support": ("support_day", "variation"),
    "Plans and milestones": ("milestone", "action", "plan"),
    "Reviews and decisions": (
        "review",
        "judgement",
        "recommendation",
        "recommendation_check",
        "decision",
        "visit",
        "team_member",
    ),
    "Alliances and agreements": ("assignment", "agreement", "deliverer", "alliance"),
    "Advice and escalation": (
        "advice",
        "advice_response",
        "advice_verdict",
        "escalation_step",
        "commissioning_review",
        "warning_notice",
    ),
    "Data": ("source_file",),
}
_OTHER = "Other records"


@dataclass(frozen=True, slots=True)
class Said:
    """A difference in words: of what it speaks, what happened, whether it corrects."""

    table: str
    subject: str
    words: str
    correction: bool


def said_since(reader: Reader, then: int, names: Callable[[str], str]) -> list[Said]:
    """Every difference since a change, in words; soft intelligence stays out."""
    found = differences(reader, then, skip=_CONFIDENTIAL | _INTERNAL)
    return [_said(difference, names) for difference in found]


def moved_statuses(
    before: Iterable[dict[str, Any]], now: Iterable[dict[str, Any]]
) -> list[tuple[str, str]]:
    """The indicators whose status moved between two packs: the school, and how."""
    stood = {(row["urn"], row["code"]): row["status"] for row in before}
    return [
        (row["school"], f"{row['code']}: {stood[row['urn'], row['code']]} → {row['status']}")
        for row in now
        if stood.get((row["urn"], row["code"]), row["status"]) != row["status"]
    ]


def section(said: Sequence[Said], moved: Iterable[tuple[str, str]] = (), *, first: bool) -> Section:
    """The section of a pack that says what changed since the last one."""
    if first:
        text = "This is the first pack; there is none to compare it with."
        return Section("changes", "What changed since the last pack", (Text(text),))
    blocks: list[Block] = []
    statuses = [Said("status", school, words, correction=False) for school, words in moved]
    if statuses:
        blocks.append(_table("changes-status", "Indicators whose status moved", statuses))
    corrections = [each for each in said if each.correction]
    if corrections:
        blocks.append(
            _table("corrections", "Corrections to what was already reported", corrections)
        )
    for title, tables in (*_GROUPS.items(), (_OTHER, _others(said))):
        fresh = [each for each in said if each.table in tables and not each.correction]
        if fresh:
            blocks.append(_table(f"changes-{title.split()[0].lower()}", title, fresh))
    if not blocks:
        blocks.append(Text("Nothing was recorded since the last pack."))
    return Section("changes", "What changed since the last pack", tuple(blocks))


def _others(said: Iterable[Said]) -> tuple[str, ...]:
    named = {table for tables in _GROUPS.values() for table in tables}
    return tuple(sorted({each.table for each in said} - named))


def _table(name: str, title: str, said: Iterable[Said]) -> Table:
    """One row for each school or alliance, with all that happened there."""
    by_subject: dict[str, list[str]] = {}
    for each in said:
        by_subject.setdefault(each.subject, []).append(each.words)
    return Table(
        name,
        title,
        (Column("school or alliance"), Column("what", wide=True)),
        tuple(
            (Cell(subject), Cell("; ".join(sorted(words))))
            for subject, words in sorted(by_subject.items())
        ),
    )


def _said(difference: Difference, names: Callable[[str], str]) -> Said:
    urn = difference.says("urn") or difference.says("subject") or difference.says("alliance")
    return Said(
        table=difference.table,
        subject=names(str(urn)) if urn else "the programme",
        words=_words(difference),
        correction=_corrects(difference),
    )


def _corrects(difference: Difference) -> bool:
    """Whether what was reported before is no longer true, rather than has moved on."""
    if difference.old is None:
        return False
    if difference.new is None:
        return True
    return not set(difference.became()) <= _MOVES_ON.get(difference.table, frozenset())


_MOVES_ON: dict[str, frozenset[str]] = {
    "milestone": frozenset({"outcome", "judged_on", "evidence"}),
    "support_day": frozenset({"state", "confirmed_by", "confirmed_on", "note"}),
    "assignment": frozenset({"to_day", "end_reason"}),
    "visit": frozenset({"kept_on", "note"}),
    "action": frozenset({"dropped_in", "dropped_reason"}),
    "kpi": frozenset({"retired_on", "retired_reason"}),
    "signature": frozenset({"withdrawn_on", "withdrawn_reason"}),
    "selection": frozenset({"state", "reason", "decided_on", "paused_on", "withdrawn_on"}),
    "session_place": frozenset({"attended", "followed_up_on", "follow_up", "impact_on", "impact"}),
    "conference_commitment": frozenset({"kept_on"}),
    "deliverer": frozenset({"to_day"}),
    "warning_notice": frozenset({"complied_on"}),
    "commissioning_review": frozenset({"reply"}),
    "policy": frozenset({"text"}),
}
"""What of a record moves on by itself; any other change of it is a correction."""


def _words(difference: Difference) -> str:
    if difference.old is not None and difference.new is not None:
        return _became(difference)
    verb = "" if difference.new is not None else "taken back: "
    return verb + _sentence(difference)


def _became(difference: Difference) -> str:
    moves = [
        f"{name.replace('_', ' ')} {_shown(old)} → {_shown(new)}"
        for name, (old, new) in difference.became().items()
        if (name != "text" or difference.table != "policy")
        and not (name == "value" and _of_few(difference))
    ]
    return f"{_label(difference)}: {'; '.join(moves) or 'changed'}"


def _of_few(difference: Difference) -> bool:
    """Whether a reading, before or now, is of so few pupils that it is hidden."""
    return difference.table == "kpi_reading" and any(
        is_hidden(getattr(fact, "n", None)) for fact in (difference.old, difference.new)
    )


def _reading(fact: Any) -> str:  # noqa: ANN401 - a reading
    return HIDDEN if is_hidden(fact.n) else f"{fact.value:g}"


def _sentence(difference: Difference) -> str:
    make = _SENTENCES.get(difference.table)
    return make(difference.fact) if make else _label(difference)


def _label(difference: Difference) -> str:
    fact = difference.fact
    key = " ".join(
        _shown(getattr(fact, name)) for name in type(fact).KEY if name not in ("urn", "subject")
    )
    return f"{difference.title} {key}".strip()


def _shown(value: Any) -> str:  # noqa: ANN401 - a record may say anything
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return show_day(value) if hasattr(value, "isoformat") else str(value)


_SENTENCES: dict[str, Callable[[Any], str]] = {
    "kpi_reading": lambda f: f"{f.kpi} read {_reading(f)} on {show_day(f.on_day)}",
    "kpi": lambda f: f"new indicator {f.code}, {f.name} ({f.side})",
    "kpi_target": lambda f: f"target of {f.kpi} for {f.term}: {f.value:g}",
    "kpi_review": lambda f: f"{f.kpi}: {f.outcome}, {f.reason}",
    "support_day": lambda f: (
        f"{f.quarters / 4:g} days of {f.alliance} on {show_day(f.on_day)}: {f.state}"
    ),
    "variation": lambda f: f"variation of {f.quarters / 4:+g} days: {f.reason}",
    "milestone": lambda f: f"milestone {f.number} due {show_day(f.due_on)}: {f.text}",
    "action": lambda f: f"action {f.number} ({f.theme}): {f.text}",
    "plan": lambda f: f"version {f.version} of the action plan",
    "review": lambda f: (
        f"{f.stage} review of {show_day(f.held_on)}"
        + (f": progress {f.progress}, impact {f.impact or 'not rated'}" if f.progress else "")
    ),
    "judgement": lambda f: f"{f.stage}: {f.area} at level {f.level}",
    "recommendation": lambda f: f"{f.stage} recommendation {f.number}: {f.text}",
    "recommendation_check": lambda f: (
        f"{f.stage} recommendation {f.number} found {f.outcome} at the {f.checked_at} review"
    ),
    "decision": lambda f: f"{f.kind}: {f.rationale} ({f.decided_by})",
    "visit": lambda f: f"{f.stage} visit planned for {show_day(f.planned_on)}",
    "assignment": lambda f: f"{f.alliance} supports the school from {show_day(f.from_day)}",
    "agreement": lambda f: f"agreement with {f.alliance}: {f.state}, {f.days:g} days",
    "advice": lambda f: f"advice {f.number}, answer due {show_day(f.due_on)}: {f.text}",
    "advice_response": lambda f: f"advice {f.advice} answered on {show_day(f.on_day)}",
    "advice_verdict": lambda f: (
        f"answer to advice {f.advice} {'accepted' if f.accepted else 'not accepted'}"
    ),
    "escalation_step": lambda f: f"{f.stage}, decided by {f.decided_by}: {f.reason}",
    "signature": lambda f: f"the {f.role} signed on {show_day(f.signed_on)}",
    "selection": lambda f: f"{f.state}: {f.reason}",
    "source_file": lambda f: f"imported {f.file}: {f.rows} rows",
}
