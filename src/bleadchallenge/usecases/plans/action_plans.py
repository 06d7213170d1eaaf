"""Action plans: versions, actions, and what a plan still lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TypedDict, cast

from bleadchallenge.domain.choices import Theme
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.plans.action_plans import recommendations_answered, unmet_themes
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.schools.school import School
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.plans.action_plans import actions_in, plan_on, recommendations_on_record
from bleadchallenge.store.tables import Action, Plan
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.lookup.terms import find_term
from bleadchallenge.usecases.request import Receipt, Request, policy_of


@row
class ActionRow:
    """An action of a version of the plan."""

    number: int = column("action")
    theme: str
    text: str = column("what is to be done")
    recommendation: str = column("answers")
    owner: str
    led_by_school: bool = column("led by the school")
    term: str
    from_version: int = column("since version")


@row
class PlanVersion:
    """A version of a school's plan, the themes it lacks, and the reasons given for that."""

    school: str
    urn: str
    version: int
    made_on: date
    why: str
    unmet: tuple[str, ...]
    no_leadership_reason: str
    no_governance_reason: str


@dataclass(frozen=True, slots=True)
class ActionInput:
    """An action as it is given; of one that is changed, ``None`` leaves a value as it is."""

    text: str | None = None
    theme: Theme | None = None
    owner: str | None = None
    led_by_school: bool | None = None
    term: str | None = None
    recommendations: Sequence[str] | None = None


class ActionValues(TypedDict, total=False):
    """What is given of an action, as the store keeps it."""

    text: str
    theme: str
    owner: str
    led_by_school: bool
    term: str
    recommendation: str


def show_plan(asked: Request, school: str, version: int | None = None) -> Listing[ActionRow]:
    """A version of a school's plan: its actions, and the themes it still lacks."""
    with asked.reading() as reader:
        found, policy = find_programme_school(reader, school), policy_of(reader)
        plan = plan_on(reader, found.urn, asked.as_of, version)
        if plan is None:
            raise _no_plan(found, version)
        actions = actions_in(reader, found.urn, plan.version)
        missing = unmet_requirements(policy, plan, actions)
        rows = tuple(_row(action) for action in actions)
        head = f"version {plan.version} of {plan.made_on}: {plan.reason or 'no reason given'}"
        about = PlanVersion(
            school=found.name,
            urn=found.urn,
            version=plan.version,
            made_on=plan.made_on,
            why=plan.reason,
            unmet=missing,
            no_leadership_reason=plan.no_leadership_reason,
            no_governance_reason=plan.no_governance_reason,
        )
        notes = (head, *_lacking_notes(found, missing))
        return Listing("plan", asked.as_of, reader.change, ActionRow, rows, notes, about)


def new_version(asked: Request, school: str, why_not: Mapping[Theme, str]) -> Receipt:
    """Open a new version of the plan, with the reason; the old one stays readable."""
    if not asked.reason:
        raise DataError("a version of a plan needs its reason", fix='add --reason "..."')
    with asked.writing() as writer:
        found, policy = find_programme_school(writer, school), policy_of(writer)
        plan = _open(writer, found, asked.as_of, asked.reason, why_not)
        missing = unmet_requirements(policy, plan, actions_in(writer, found.urn, plan.version))
    line = f"{found}: version {plan.version} of the action plan is open"
    step = f"bleadchallenge plan action {found.urn} --text TEXT --theme THEME"
    notes = _lacking_notes(found, missing)
    return Receipt(writer.seq_written, (line,), (step,), asked.dry_run, notes)


def why_not(asked: Request, school: str, theme: Theme) -> Receipt:
    """Record why the plan has no action on a theme that every plan should have one on."""
    column = _WHY_NOT.get(theme)
    if column is None or not asked.reason:
        raise DataError(
            f"no reason is kept for {theme}" if column is None else "give the reason",
            why=f"every plan has an action on {' and '.join(_WHY_NOT)}, or a reason why not",
            fix='such as --theme governance --reason "an interim board is in place"',
        )
    with asked.writing() as writer:
        found, policy = find_programme_school(writer, school), policy_of(writer)
        plan = _current(writer, found, asked.as_of)
        plan = writer.replace(plan, **{column: asked.reason})
        missing = unmet_requirements(policy, plan, actions_in(writer, found.urn, plan.version))
    line = f"{found}: version {plan.version} has no {theme} action: {asked.reason}"
    return Receipt(writer.seq_written, (line,), (), asked.dry_run, _lacking_notes(found, missing))


def add_action(asked: Request, school: str, intended: ActionInput) -> Receipt:
    """Add an action to the version of the plan in force."""
    with asked.writing() as writer:
        found, policy = find_programme_school(writer, school), policy_of(writer)
        plan = _current(writer, found, asked.as_of)
        values = _checked(writer, found, policy, intended)
        action = Action(
            urn=found.urn,
            number=writer.next_number(Action, urn=found.urn),
            from_version=plan.version,
            **values,
        )
        writer.add(action)
        missing = unmet_requirements(policy, plan, actions_in(writer, found.urn, plan.version))
    notes = list(_lacking_notes(found, missing))
    if not action.recommendation:
        notes.append("it answers no recommendation; add --recommendation")
    line = f"{found}: action {action.number} of version {plan.version}: {action.text}"
    step = (
        f"bleadchallenge milestone add {found.urn} --action {action.number} --text TEXT --due DATE"
    )
    return Receipt(writer.seq_written, (line,), (step,), asked.dry_run, tuple(notes))


def change_action(asked: Request, school: str, number: int, intended: ActionInput) -> Receipt:
    """Change an action that is in the plan, with the reason."""
    if not asked.reason:
        raise DataError("a changed action needs its reason", fix='add --reason "..."')
    with asked.writing() as writer:
        found, policy = find_programme_school(writer, school), policy_of(writer)
        action = find_action(writer, found, number)
        values = _checked(writer, found, policy, intended, action)
        action = writer.replace(action, **values)
    line = f"{found}: action {number}: {action.text}"
    return Receipt(writer.seq_written, (line,), (), asked.dry_run)


def drop_action(asked: Request, school: str, number: int) -> Receipt:
    """Drop an action, with the reason; the version that had it stays readable.

    Where the version in force brought the action in, a new version is opened
    without it.
    """
    if not asked.reason:
        raise DataError("an action is dropped with its reason", fix='add --reason "..."')
    with asked.writing() as writer:
        found, policy = find_programme_school(writer, school), policy_of(writer)
        action = find_action(writer, found, number)
        plan = _current(writer, found, asked.as_of)
        if action.from_version >= plan.version:
            plan = _open(writer, found, asked.as_of, asked.reason, {})
        writer.replace(action, dropped_in=plan.version, dropped_reason=asked.reason)
        missing = unmet_requirements(policy, plan, actions_in(writer, found.urn, plan.version))
    line = f"{found}: action {number} is dropped in version {plan.version}"
    return Receipt(writer.seq_written, (line,), (), asked.dry_run, _lacking_notes(found, missing))


def find_action(reader: Reader, school: School, number: int) -> Action:
    """An action of a school's plan by its number, unless it was dropped."""
    action = reader.get(Action, urn=school.urn, number=number)
    if action is None or action.dropped_in is not None:
        raise DataError(
            f"the plan of {school.name} has no action {number}",
            why=f"version {action.dropped_in} dropped it" if action else "none has that number",
            fix=f"bleadchallenge plan {school.urn}",
        )
    return action


def unmet_requirements(policy: Policy, plan: Plan, actions: Sequence[Action]) -> tuple[str, ...]:
    """The required themes on which a version has neither an action nor a reason why not."""
    reasons = {theme.value: getattr(plan, column) for theme, column in _WHY_NOT.items()}
    return unmet_themes(policy.plan.required_themes, {action.theme for action in actions}, reasons)


_WHY_NOT = {
    Theme.LEADERSHIP: "no_leadership_reason",
    Theme.GOVERNANCE: "no_governance_reason",
}


def _current(reader: Reader, school: School, as_of: date) -> Plan:
    plans = reader.all(Plan, Plan.urn == school.urn)
    if not plans:
        raise _no_plan(school, None)
    if plans[-1].made_on > as_of:
        raise DataError(
            f"version {plans[-1].version} of the plan was made on {plans[-1].made_on}",
            why=f"the day judged from is {as_of}",
            fix="leave --as-of out, or give a later day",
        )
    return plans[-1]


def _open(
    writer: Writer, school: School, on: date, reason: str, why_not: Mapping[Theme, str]
) -> Plan:
    plans = writer.all(Plan, Plan.urn == school.urn)
    kept = {column: getattr(plans[-1], column) for column in _WHY_NOT.values()} if plans else {}
    given = {_WHY_NOT[theme]: text for theme, text in why_not.items() if text}
    plan = Plan(
        urn=school.urn,
        version=plans[-1].version + 1 if plans else 1,
        made_on=on,
        reason=reason,
        **{**kept, **given},
    )
    writer.add(plan)
    return plan


def _checked(
    reader: Reader,
    school: School,
    policy: Policy,
    intended: ActionInput,
    before: Action | None = None,
) -> ActionValues:
    if before is None and not (intended.text or "").strip():
        raise DataError("an action needs its text", fix='add --text "..."')
    answers = intended.recommendations
    known = recommendations_on_record(reader, school.urn)
    given = {
        "text": intended.text,
        "theme": intended.theme.value if intended.theme else None,
        "owner": intended.owner,
        "led_by_school": intended.led_by_school,
        "term": find_term(policy, intended.term) if intended.term else intended.term,
        "recommendation": None if answers is None else recommendations_answered(answers, known),
    }
    values = {name: value for name, value in given.items() if value is not None}
    return cast("ActionValues", values)


def _no_plan(school: School, version: int | None) -> DataError:
    return DataError(
        f"{school.name} has no version {version} of its plan"
        if version
        else f"{school.name} has no action plan",
        fix=f"bleadchallenge plan {school.urn}"
        if version
        else f"bleadchallenge plan new {school.urn} --reason TEXT",
    )


def _lacking_notes(school: School, missing: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        f"no {theme} action yet: add one, or say why not with "
        f"bleadchallenge plan why-not {school.urn} --theme {theme} --reason TEXT"
        for theme in missing
    )


def _row(action: Action) -> ActionRow:
    return ActionRow(**{each.name: getattr(action, each.name) for each in fields(ActionRow)})
