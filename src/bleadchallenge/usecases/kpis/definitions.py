"""Indicators promised: added from a template, amended, retired, reviewed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bleadchallenge.domain.choices import Direction, Frequency, Heading, KpiReviewOutcome, Side
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.kpis.definitions import (
    KpiDefinition,
    describe,
    parse_target,
    warnings,
)
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.policy_kpi_templates import Template, by_code
from bleadchallenge.domain.schools.school import School
from bleadchallenge.domain.units import number, parse_unit
from bleadchallenge.intake.policy_file import read_policy, read_templates
from bleadchallenge.resources import policy_text
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.kpis import promise_of
from bleadchallenge.store.schools.cohorts import policy_of_cohort
from bleadchallenge.store.selection import last_assignment
from bleadchallenge.store.tables import Kpi, KpiReview, KpiTarget
from bleadchallenge.usecases.lookup.names import NamedRecord, resolve_name
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.request import Receipt, Request, policy_of

_OWN = ("owner", "source", "action", "starts_on")


@dataclass(frozen=True, slots=True)
class KpiInput:
    """What a command gives of an indicator, by the store's names; nothing that was not given.

    ``targets`` are as typed, such as ``T2=52``.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    targets: Sequence[str] = ()
    template: str = ""


def templates(reader: Reader | None = None) -> dict[str, Template]:
    """The templates by code: those of the policy in force, and those that ship with the program.

    One of the policy's takes the place of a shipped one of the same code.
    """
    shipped = read_templates(policy_text("kpi_templates"))
    kept = policy_of_cohort(reader) if reader else None
    own = by_code(read_policy(kept.text).template) if kept else {}
    return {**own, **{code: each for code, each in shipped.items() if code not in own}}


def add(asked: Request, school: str, code: str, said: KpiInput) -> Receipt:
    """Promise a new indicator, from a template or by hand."""
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        kpi, notes = add_kpi(writer, found, code, said, asked.as_of)
        line = f"{found}: {kpi.code}: {describe(promise_of(writer, kpi))}"
    step = f"bleadchallenge kpi read {found.urn} {kpi.code}=N --date DATE"
    return Receipt(writer.seq_written, (line,), (step,), asked.dry_run, notes)


def amend(asked: Request, school: str, code: str, said: KpiInput) -> Receipt:
    """Change a promise, with the reason; the old one stays readable in the history."""
    reason = _reason(asked, "a changed promise")
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        kpi = find_kpi(writer, found, code)
        before, notes = _amend(writer, kpi, said)
        _keep_review(writer, kpi, asked.as_of, KpiReviewOutcome.AMEND, reason, before)
        now = describe(promise_of(writer, find_kpi(writer, found, code)))
    lines = (f"{found}: {kpi.code}: {now}", f"before: {before}")
    return Receipt(writer.seq_written, lines, (), asked.dry_run, (*notes, *writer.notes))


def set_targets(asked: Request, school: str, code: str, targets: Sequence[str]) -> Receipt:
    """Set targets that are not set yet; one that is set needs a reason to be changed."""
    with asked.reading() as reader:
        kpi = find_kpi(reader, find_programme_school(reader, school), code)
        new = dict(parse_target(text, policy_of(reader), kpi.unit) for text in targets)
        old = promise_of(reader, kpi).targets
        changes = any(old.get(term, value) != value for term, value in new.items())
    if changes:
        return amend(asked, school, code, KpiInput(targets=targets))
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        kpi = find_kpi(writer, found, code)
        _before, notes = _amend(writer, kpi, KpiInput(targets=targets))
        line = f"{found}: {kpi.code}: {describe(promise_of(writer, kpi))}"
    return Receipt(writer.seq_written, (line,), (), asked.dry_run, notes)


def retire(asked: Request, school: str, code: str, on: date) -> Receipt:
    """End an indicator, with the reason; its promise and readings stay."""
    return review(asked, school, code, KpiReviewOutcome.RETIRE, KpiInput(), on)


def review(
    asked: Request, school: str, code: str, outcome: KpiReviewOutcome, said: KpiInput, on: date
) -> Receipt:
    """Record what a review made of an indicator: keep, amend, retire or add, and why."""
    reason = _reason(asked, "a review of an indicator")
    with asked.writing() as writer:
        found = find_programme_school(writer, school)
        before, notes = _reviewed(writer, found, code, outcome, said, on, reason)
        kpi = find_kpi(writer, found, code)
        _keep_review(writer, kpi, on, outcome, reason, before)
        now = describe(promise_of(writer, kpi))
    lines = [f"{found}: {kpi.code}: {outcome} on {on}: {now}"]
    if outcome is KpiReviewOutcome.AMEND:
        lines.append(f"before: {before}")
    step = f"bleadchallenge kpi reviews {found.urn}"
    notes += tuple(writer.notes)
    return Receipt(writer.seq_written, tuple(lines), (step,), asked.dry_run, notes)


def find_kpi(reader: Reader, school: School, code: str) -> Kpi:
    """A school's indicator by its code, in force or retired."""
    kpi = reader.get(Kpi, urn=school.urn, code=code.strip().upper())
    if kpi is None:
        known = [each.code for each in reader.all(Kpi, Kpi.urn == school.urn)]
        raise DataError(
            f"{school.name} has no indicator {code!r}",
            why=f"it has {', '.join(known)}" if known else "it has none yet",
            fix=f"bleadchallenge kpi add {school.urn} --template {code.strip().upper() or 'RWM'}",
        )
    return kpi


def _reviewed(
    writer: Writer,
    school: School,
    code: str,
    outcome: KpiReviewOutcome,
    said: KpiInput,
    on: date,
    reason: str,
) -> tuple[str, tuple[str, ...]]:
    """Do what a review decided; the promise as it stood before, and what is odd."""
    if outcome is KpiReviewOutcome.ADD:
        values = {"starts_on": on, **said.values}
        _kpi, notes = add_kpi(writer, school, code, replace(said, values=values), on)
        return "", notes
    kpi = find_kpi(writer, school, code)
    if kpi.retired_on is not None:
        raise DataError(
            f"{kpi.code} was retired on {kpi.retired_on}",
            fix=f"add another: bleadchallenge kpi review {school.urn} CODE add --reason TEXT",
        )
    if outcome is KpiReviewOutcome.AMEND:
        return _amend(writer, kpi, said)
    if said.values or said.targets:
        raise DataError(
            f"to {outcome} {kpi.code} is to change nothing of its promise",
            fix=f"bleadchallenge kpi review {school.urn} {kpi.code} amend ... to change it",
        )
    before = describe(promise_of(writer, kpi))
    if outcome is KpiReviewOutcome.RETIRE:
        writer.replace(kpi, retired_on=on, retired_reason=reason)
    return before, ()


def add_kpi(
    writer: Writer, school: School, code: str, said: KpiInput, as_of: date
) -> tuple[Kpi, tuple[str, ...]]:
    """Keep a new promise; the indicator, and what is odd about it."""
    policy = policy_of(writer)
    values = _from_template(writer, said, code)
    promise = _promise(values, said.targets, policy, {})
    _require_new(writer, school, promise.code)
    own = {name: values[name] for name in _OWN if name in values}
    own.setdefault("starts_on", _starts(writer, school, promise, policy, as_of))
    kpi = Kpi(urn=school.urn, **_column_values(promise), **own)
    writer.add(kpi, *_targets(school.urn, promise))
    return kpi, tuple(warnings(promise, policy))


def _amend(writer: Writer, kpi: Kpi, said: KpiInput) -> tuple[str, tuple[str, ...]]:
    """Change a promise; the promise as it stood before, in words, and what is odd."""
    policy = policy_of(writer)
    old = promise_of(writer, kpi)
    values = {**_as_values(old), **said.values}
    new = _promise(values, said.targets, policy, old.targets)
    own = {name: said.values[name] for name in _OWN if name in said.values}
    changed = writer.replace(kpi, **_column_values(new), **own)
    moved = _move_targets(writer, kpi, new)
    if changed is kpi and not moved:
        raise DataError(
            f"nothing of {kpi.code} would change",
            why="the promise stands as it was given",
            fix=f"such as bleadchallenge kpi amend {kpi.urn} {kpi.code} --target T3=60",
        )
    return describe(old), tuple(warnings(new, policy))


def _from_template(
    reader: Reader, said: KpiInput, code: str
) -> dict[str, Any]:  # by column, of many types
    if not said.template:
        return {"code": code, **said.values}
    known = templates(reader)
    named = [NamedRecord(code, template.name) for code, template in known.items()]
    template = known[resolve_name("template", said.template, named)]
    given = {name: getattr(template, name) for name in template.__slots__}
    return {**given, **({"code": code} if code else {}), **said.values}


def _promise(
    values: Mapping[str, Any], targets: Sequence[str], policy: Policy, old: Mapping[str, float]
) -> KpiDefinition:
    unit = parse_unit(values.get("unit", ""))
    for name in ("side", "heading"):
        if name not in values:
            raise DataError(
                f"an indicator needs its {name}",
                fix=f"add --{name}, or begin with --template (bleadchallenge kpi templates)",
            )
    return KpiDefinition(
        code=str(values["code"]).strip().upper(),
        name=values.get("name", ""),
        side=Side(values["side"]),
        heading=Heading(values["heading"]),
        unit=unit,
        direction=Direction(values.get("direction", Direction.UP)),
        baseline=_baseline(values, unit),
        baseline_on=values.get("baseline_on"),
        targets={**old, **dict(parse_target(text, policy, unit) for text in targets)},
        tolerance=values.get("tolerance", 0.0),
        frequency=Frequency(values.get("frequency", Frequency.TERMLY)),
        decimals=values.get("decimals", 0),
        cumulative=values.get("cumulative", False),
        measure=values.get("measure", ""),
    )


def _baseline(values: Mapping[str, Any], unit: str) -> float | None:
    """The baseline, read by its unit where it was typed."""
    given = values.get("baseline")
    return number(given, unit, "baseline") if isinstance(given, str) else given


def _as_values(promise: KpiDefinition) -> dict[str, Any]:  # by column, of many types
    return {name: getattr(promise, name) for name in promise.__slots__ if name != "targets"}


def _column_values(promise: KpiDefinition) -> dict[str, Any]:  # by column, of many types
    """A promise as the table takes it."""
    return {name: getattr(value, "value", value) for name, value in _as_values(promise).items()}


def _targets(urn: str, promise: KpiDefinition) -> list[KpiTarget]:
    return [
        KpiTarget(urn=urn, kpi=promise.code, term=term, value=value)
        for term, value in promise.targets.items()
    ]


def _move_targets(writer: Writer, kpi: Kpi, promise: KpiDefinition) -> bool:
    """Put new targets in the place of old ones; whether any changed."""
    moved = False
    for target in _targets(kpi.urn, promise):
        old = writer.get(KpiTarget, urn=kpi.urn, kpi=kpi.code, term=target.term)
        if old is None:
            writer.add(target)
            moved = True
        elif old.value != target.value:
            writer.replace(old, value=target.value)
            moved = True
    return moved


def _starts(
    reader: Reader, school: School, promise: KpiDefinition, policy: Policy, as_of: date
) -> date:
    """From when a promise holds: the support's first day, the baseline's, or today."""
    assignment = last_assignment(reader, school.urn, as_of)
    days = [assignment.from_day] if assignment else []
    if promise.baseline_on is not None:
        days.append(max(promise.baseline_on, policy.terms[0].starts))
    return max(days, default=as_of)


def _require_new(reader: Reader, school: School, code: str) -> None:
    if reader.get(Kpi, urn=school.urn, code=code) is not None:
        raise DataError(
            f"{school.name} has an indicator {code} already",
            fix=f"bleadchallenge kpi amend {school.urn} {code} ... --reason TEXT, or give "
            "another code",
        )


def _keep_review(
    writer: Writer, kpi: Kpi, on: date, outcome: KpiReviewOutcome, reason: str, before: str
) -> None:
    earlier = writer.get(KpiReview, urn=kpi.urn, kpi=kpi.code, on_day=on)
    found = KpiReview(
        urn=kpi.urn,
        kpi=kpi.code,
        on_day=on,
        outcome=outcome.value,
        reason=reason,
        before=earlier.before if earlier else before,
    )
    if earlier is not None:
        writer.retract(earlier)
    writer.add(found)


def _reason(asked: Request, what: str) -> str:
    if not asked.reason:
        raise DataError(f"{what} needs its reason", fix='add --reason "..."')
    return asked.reason
