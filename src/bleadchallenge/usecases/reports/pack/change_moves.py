"""A record that was on record already, in words: how it moved on, or was corrected."""

from collections.abc import Callable
from datetime import date
from typing import Any

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.results.small_numbers import is_suppressed
from bleadchallenge.domain.support.days import decimal_days
from bleadchallenge.store.engine.differences import Difference
from bleadchallenge.store.facts.base import written_key
from bleadchallenge.usecases.reports.pack.change_words import also, value_of
from bleadchallenge.usecases.reports.pack.names import Names, describe_code


def _milestone_judged(d: Difference, _: Names) -> str:
    _old, f = _both(d)
    found = f.outcome or "no longer judged"
    return f"milestone {f.number}, due {show_day(f.due_on)}, {found}: {f.text}" + also(
        " – evidence: ", f.evidence
    )


def _visited(d: Difference, _: Names) -> str:
    old, new = _both(d)
    note = also(": ", new.note)
    if new.kept_on and new.kept_on != old.kept_on:
        return f"{describe_code(new.stage)} visit kept on {show_day(new.kept_on)}{note}"
    if new.planned_on != old.planned_on:
        moved = f"moved from {show_day(old.planned_on)} to {show_day(new.planned_on)}"
        return f"{describe_code(new.stage)} visit {moved}{note}"
    planned = f"{describe_code(new.stage)} visit planned for {show_day(new.planned_on)}"
    return f"{planned}: {'not kept after all' if old.kept_on and not new.kept_on else new.note}"


def _stood(d: Difference, _: Names) -> str:
    """How a school's selection moved on."""
    old, new = _both(d)
    said = []
    if new.state != old.state:
        said.append(f"{old.state} → {new.state} on {show_day(new.decided_on)}")
    if new.withdrawn_on != old.withdrawn_on:
        left = new.withdrawn_on
        said.append(f"left the programme on {show_day(left)}" if left else "back in the programme")
    if new.paused_on != old.paused_on:
        said.append(f"paused from {show_day(new.paused_on)}" if new.paused_on else "goes on")
    why = new.reason if new.reason != old.reason else ""
    return (", ".join(said) or "the ground of its selection") + also(": ", why)


def _followed(d: Difference, n: Names) -> str:
    """What became of a place at a session; never in words, which may name somebody."""
    old, new = _both(d)
    said = []
    if new.attended != old.attended:
        said.append("was attended" if new.attended else "was not attended after all")
    if new.followed_up_on and new.followed_up_on != old.followed_up_on:
        said.append(f"followed up on {show_day(new.followed_up_on)}")
    if new.impact_on and new.impact_on != old.impact_on:
        said.append(f"impact seen on {show_day(new.impact_on)}")
    return f"session {n.session(new.session)}, " + ("; ".join(said) or "its record was added to")


def _day_moved(d: Difference, _: Names) -> str:
    old, new = _both(d)
    note = new.note if new.note != old.note else ""
    return f"{decimal_days(new.quarters)} on {show_day(new.on_day)}" + also(" – ", note)


def _target_amended(d: Difference, n: Names) -> str:
    old, new = _both(d)
    at = f"{n.indicator(new.urn, new.kpi)} by the end of {n.term(new.term)}"
    return f"target of {at} amended: {value_of(old, old.value, n)} → {value_of(new, new.value, n)}"


def _agreement_moved(d: Difference, n: Names) -> str:
    old, new = _both(d)
    state = f"{old.state} → {new.state}" if old.state != new.state else new.state
    people = n.people(new.people) if new.people != old.people else ""
    return (
        f"agreement with {n.subject(new.alliance)}, {state} on {show_day(new.on_day)}"
        + also(": ", new.note)
        + also("; people named: ", people)
    )


def _both(difference: Difference) -> tuple[Any, Any]:
    return difference.old, difference.new


Moved = Callable[[Difference, Names], str]
MOVED: dict[str, tuple[frozenset[str], Moved]] = {
    "milestone": (
        frozenset({"outcome", "judged_on", "evidence"}),
        _milestone_judged,
    ),
    "support_day": (frozenset({"state", "confirmed_by", "confirmed_on", "note"}), _day_moved),
    "assignment": (
        frozenset({"to_day", "end_reason"}),
        lambda d, n: (
            f"support of {n.subject(d.says('alliance'))} "
            f"{_until(d.says('to_day'))}" + also(": ", d.says("end_reason"))
        ),
    ),
    "visit": (frozenset({"planned_on", "kept_on", "note"}), _visited),
    "action": (
        frozenset({"dropped_in", "dropped_reason"}),
        lambda d, _: (
            f"action {d.says('number')} {'dropped' if d.says('dropped_in') else 'taken up again'}: "
            f"{d.says('text')}" + also(" – ", d.says("dropped_reason"))
        ),
    ),
    "kpi": (
        frozenset({"retired_on", "retired_reason"}),
        lambda d, n: (
            f"indicator {n.indicator(d.says('urn'), d.says('code'))} "
            f"{_on('retired', d.says('retired_on')) or 'in use again'}"
            + also(": ", d.says("retired_reason"))
        ),
    ),
    "kpi_target": (frozenset({"value"}), _target_amended),
    "signature": (
        frozenset({"withdrawn_on", "withdrawn_reason"}),
        lambda d, _: (
            f"the {d.says('role')}'s signature "
            f"{_on('withdrawn', d.says('withdrawn_on')) or 'stands again'}"
            + also(": ", d.says("withdrawn_reason"))
        ),
    ),
    "selection": (
        frozenset({"state", "reason", "decided_on", "paused_on", "withdrawn_on"}),
        _stood,
    ),
    "session_place": (
        frozenset({"attended", "followed_up_on", "follow_up", "impact_on", "impact"}),
        _followed,
    ),
    "conference_practice": (
        frozenset({"attended"}),
        lambda d, _: f"{d.says('attended') or 'nobody'} of the school came to the conference",
    ),
    "conference_commitment": (
        frozenset({"kept_on"}),
        lambda d, _: (
            f"promise of the conference {_on('kept', d.says('kept_on')) or 'open again'}: "
            f"{d.says('text')}"
        ),
    ),
    "gained_designation": (
        frozenset({"lost_on"}),
        lambda d, _: (
            f"the designation {d.says('designation')} "
            f"{_on('given up', d.says('lost_on')) or 'held again'}"
        ),
    ),
    "deliverer": (
        frozenset({"to_day"}),
        lambda d, n: f"support by {n.person(d.says('person'))} {_until(d.says('to_day'))}",
    ),
    "agreement": (frozenset({"state", "on_day", "note", "people"}), _agreement_moved),
    "warning_notice": (
        frozenset({"complied_on"}),
        lambda d, _: (
            f"the warning notice of {show_day(d.says('given_on'))} "
            f"{_on('complied with', d.says('complied_on')) or 'not yet complied with'}"
        ),
    ),
    "commissioning_review": (
        frozenset({"reply"}),
        lambda d, _: (
            f"replied to the commissioning review of {show_day(d.says('on_day'))}: "
            f"{d.says('reply') or 'nothing now'}"
        ),
    ),
    "policy": (frozenset({"text"}), lambda d, _: f"the policy {d.says('name')} was changed"),
}
"""What of a record moves on by itself, and how that is said; any other change corrects it."""

_MOVED_TOGETHER: dict[str, Moved] = {
    "support_day": lambda d, n: (
        f"support of {n.subject(d.says('alliance'))}, "
        + " → ".join(dict.fromkeys((getattr(d.old, "state", ""), d.says("state"))))
    ),
}


def moves_on(difference: Difference) -> bool:
    """Whether a record went on as it should, and what was reported of it stays true."""
    said = set(difference.became())
    return difference.table in MOVED and said <= MOVED[difference.table][0]


def moved(difference: Difference, names: Names) -> tuple[str, str]:
    """How a record moved on: what it shares with its like, if anything, and what is its own."""
    lead = _MOVED_TOGETHER.get(difference.table)
    return lead(difference, names) if lead else "", MOVED[difference.table][1](difference, names)


_LABELS: dict[str, Callable[[Any, Names], str]] = {
    "kpi": lambda f, n: f"indicator {n.indicator(f.urn, f.code)}",
    "alliance": lambda _, __: "the alliance",
    "person": lambda f, _: f.name or f.code,
    "practice_session": lambda f, n: f"session {n.session(f.code)}",
    "session_place": lambda f, n: f"a place at the session {n.session(f.session)}",
    "talent_step": lambda f, _: f"step of a possible leader on {show_day(f.on_day)}",
    "gained_designation": lambda f, _: f"the designation {f.designation}",
    "deployment": lambda f, n: f"days given to {n.subject(f.to_school)} on {show_day(f.on_day)}",
    "support_day": lambda f, n: (
        f"support of {n.subject(f.alliance)} on {show_day(f.on_day)} (entry {f.number})"
    ),
    "kpi_reading": lambda f, n: f"reading of {n.indicator(f.urn, f.kpi)} on {show_day(f.on_day)}",
}
_WITHHELD = frozenset(
    {"email", "employer", "trust", "expertise", "declared", "nature", "attender"}
    | {"present_role", "next_step", "sponsor", "easting", "northing", "postcode"}
    | {"sha256", "content", "columns", "header", "header_row", "decisions", "mapping"}
)


def corrected(difference: Difference, names: Names) -> str:
    """What of a record is now said otherwise than it was reported."""
    moves = [
        _from_to(name, old, new, difference, names)
        for name, (old, new) in difference.became().items()
        if name not in _WITHHELD and not (name == "value" and _of_few(difference))
    ]
    what = "; ".join(moves) or "what a pack does not show"
    return f"{_label(difference, names)}, corrected: {what}"


def _label(difference: Difference, names: Names) -> str:
    fact = difference.old
    if difference.table in _LABELS:
        return _LABELS[difference.table](fact, names)
    key = (name for name in written_key(type(difference.fact)) if name not in ("urn", "subject"))
    parts = (_value_words(name, getattr(fact, name), difference, names) for name in key)
    return " ".join((difference.title, *parts))


def _from_to(name: str, old: object, new: object, difference: Difference, names: Names) -> str:
    field = _FIELDS.get(name, name.replace("_", " "))
    before, now = (_value_words(name, value, difference, names) for value in (old, new))
    if not before:
        return f"{field} now given: {now}"
    return f"{field} {before} → {now}" if now else f"{field} no longer given (was {before})"


_FIELDS = {
    "n": "number behind it",
    "on_day": "day",
    "quarters": "length",
    "urn": "school",
    "planned_on": "planned day",
    "held_on": "day",
    "to_day": "last day",
    "from_day": "first day",
    "due_on": "due",
    "attended": "how many came",
    "kept_on": "kept",
}


def _of_few(difference: Difference) -> bool:
    """Whether a reading, before or now, is of so few pupils that it is hidden."""
    return difference.table == "kpi_reading" and any(
        is_suppressed(getattr(fact, "n", None)) for fact in (difference.old, difference.new)
    )


_PEOPLE = frozenset(
    {"person", "people", "contact", "decided_by", "agreed_by", "confirmed_by"}
    | {"by", "owner", "with_whom", "released_by", "carried_by", "presenter"}
)
_SUBJECTS = frozenset(
    {"alliance", "subject", "lead_school", "school", "to_school", "from_school", "urn"}
)


def _value_words(name: str, value: object, difference: Difference, names: Names) -> str:  # noqa: PLR0911 - a value of any kind
    """A value of a record as it is said; nothing for one that says nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "quarters" and isinstance(value, int):
        return decimal_days(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, date):
        return show_day(value)
    if name in _PEOPLE:
        return names.people(str(value))
    if name in _SUBJECTS:
        return names.subject(str(value))
    if name == "kpi":
        return names.indicator(difference.says("urn"), str(value))
    return names.term(str(value)) if name == "term" else describe_code(str(value))


def _on(what: str, day: date | None) -> str:
    return f"{what} on {show_day(day)}" if day else ""


def _until(day: date | None) -> str:
    return f"ends on {show_day(day)}" if day else "goes on"
