"""A challenge team's briefing before its mid-term or final visit: gathered for one school."""

from collections.abc import Iterator
from datetime import date

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.challenge.rubric import RecommendationRef
from bleadchallenge.domain.choices import Side, Stage
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.support.days import Account, in_fractions
from bleadchallenge.packs.isg.value import (
    AdviceRow,
    Briefing,
    KpiRow,
    RecommendationRow,
    RubricRow,
    Sentence,
)
from bleadchallenge.packs.value import Cell, Chart
from bleadchallenge.store.challenge.reviews import recommendations_before
from bleadchallenge.store.plans.action_plans import (
    actions_on,
    kept_milestones,
    levels_judged,
    outcome_on,
)
from bleadchallenge.store.support.days import own_ledger, times_of
from bleadchallenge.store.tables import (
    Assignment,
    Recommendation,
    RecommendationCheck,
    Review,
    TeamMember,
    Visit,
)
from bleadchallenge.usecases.reports.pack import escalation, schools
from bleadchallenge.usecases.reports.pack.material import PackData, SchoolData
from bleadchallenge.usecases.reports.pack.names import Names, describe_code
from bleadchallenge.usecases.reports.pack.replies import words_of

_ADVICE_AT_MOST = 8
_WORDS_OF_EACH = 2


def stage_ahead(material: PackData, school: SchoolData) -> Stage:
    """The visit that is to come; raises ``DataError`` before the baseline or after the final."""
    held = _review_days(material, school.urn)
    if Stage.BASELINE not in held:
        raise DataError(
            f"{school.name} has no baseline review that a visit could check",
            fix=f"bleadchallenge record-review {school.urn} --stage baseline --date DATE",
        )
    ahead = [stage for stage in Stage if stage not in held]
    if not ahead:
        raise DataError(
            f"every review of {school.name} is held; no visit is to come",
            fix=f"bleadchallenge visits --school {school.urn}",
        )
    return ahead[0]


def briefing_of(material: PackData, school: SchoolData) -> Briefing:
    """The briefing of a school's challenge team, as known on the pack's day."""
    stage, support = stage_ahead(material, school), _support(school)
    reviews = tuple(_review_days(material, school.urn))
    return Briefing(
        visit=tuple(_visit(material, school, stage)),
        headline=schools.headline(material, school),
        recommendations=tuple(_recommendations(material, school, stage)),
        reviews=tuple(describe_code(each) for each in reviews),
        rubric=tuple(_rubric(material, school, reviews)),
        urn=school.urn,
        kpis=tuple(_own_kpis(material, school)),
        days=_days(material, school, support),
        in_dispute=_in_dispute(material, school, support),
        advice=tuple(_advice(material, school, support.alliance)),
        own_words=tuple(
            word
            for subject in (school.urn, support.alliance)
            for word in words_of(material, subject)[-_WORDS_OF_EACH:]
        ),
        questions=tuple(schools.questions_of(material, school)),
    )


def _review_days(material: PackData, urn: str) -> dict[Stage, date]:
    """The reviews of a school that were held, with their days, in order."""
    kept = material.reader.where(Review, urn=urn)
    days = {Stage(r.stage): r.held_on for r in kept if r.held_on <= material.as_of}
    return {stage: days[stage] for stage in Stage if stage in days}


def _support(school: SchoolData) -> Assignment:
    if school.assignment is None:
        raise DataError(
            f"no alliance has supported {school.name} yet, so there is no support to judge",
            fix=f"bleadchallenge assign-tsa {school.urn} --suggest",
        )
    return school.assignment


def _visit(material: PackData, school: SchoolData, stage: Stage) -> Iterator[Sentence]:
    """Which visit it is, who goes, whose support is judged, and what the visit must rate."""
    planned = material.reader.where(Visit, urn=school.urn, stage=stage.value)
    when = f"planned for {show_day(planned[0].planned_on)}" if planned else "not planned yet"
    yield Sentence(f"The {describe_code(stage)} visit is {when}. {_team(material, school.urn)}")
    yield schools.support(material, school)
    rate = "progress of the school and impact of the support"
    if stage is Stage.FINAL:
        yield Sentence(f"Rate {rate}, and whether it will last. Say what the school needs next.")
    else:
        yield Sentence(f"Rate {rate}. Then advise: continue, adjust or switch.")


def _team(material: PackData, urn: str) -> str:
    names = Names(material.reader, material.policy, material.names)
    team = sorted(
        (m for m in material.reader.where(TeamMember, urn=urn) if m.from_day <= material.as_of),
        key=lambda member: (not member.leads, member.person),
    )
    if not team:
        return "No challenge team is assigned."
    lead, *others = (names.person(member.person) for member in team)
    return f"{lead} leads" + (f", with {' and '.join(others)}." if others else ".")


def _recommendations(
    material: PackData, school: SchoolData, stage: Stage
) -> Iterator[RecommendationRow]:
    kept = {(r.stage, r.number): r for r in material.reader.where(Recommendation, urn=school.urn)}
    for each in recommendations_before(material.reader, school.urn, stage):
        found = kept[each.stage.value, each.number]
        yield RecommendationRow(
            number=f"{describe_code(each.stage)} {each.number}",
            text=found.text,
            whose=str(found.to),
            done=_done(material, school.urn, each),
            found=_last_found(material, school.urn, each),
        )


def _done(material: PackData, urn: str, recommended: RecommendationRef) -> Sentence:
    """The actions that answer a recommendation, and how their milestones stand."""
    actions = [
        action.number
        for action in actions_on(material.reader, urn, material.as_of)
        if str(recommended) in [part.strip() for part in action.recommendation.split(";")]
    ]
    if not actions:
        return Sentence("no action of the plan answers it")
    own = [m for m in kept_milestones(material.reader, urn, material.as_of) if m.action in actions]
    outcomes = [outcome_on(milestone, material.as_of) for milestone in own]
    late = sum(
        outcome is None and milestone.due_on < material.as_of
        for milestone, outcome in zip(own, outcomes, strict=True)
    )
    counts = {str(outcome): outcomes.count(outcome) for outcome in outcomes if outcome}
    said = [f"{many} {word}" for word, many in counts.items()]
    said += [f"{late} overdue"] if late else []
    said += [f"{outcomes.count(None) - late} open"] if outcomes.count(None) > late else []
    named = "action" if len(actions) == 1 else "actions"
    words = f"{named} {', '.join(map(str, actions))}"
    refs = (f"recommendation/{urn}/{recommended.stage}/{recommended.number}",)
    return Sentence(f"{words}; milestones: {', '.join(said) or 'none'}", refs)


def _last_found(material: PackData, urn: str, recommended: RecommendationRef) -> Cell:
    held = _review_days(material, urn)
    checks = [
        check
        for check in material.reader.where(
            RecommendationCheck, urn=urn, stage=recommended.stage.value, number=recommended.number
        )
        if Stage(check.checked_at) in held
    ]
    return Cell(checks[-1].outcome if checks else None)


def _rubric(
    material: PackData, school: SchoolData, reviews: tuple[Stage, ...]
) -> Iterator[RubricRow]:
    levels = levels_judged(material.reader, school.urn, material.as_of)
    for area in material.policy.rubric.areas:
        cells = tuple(
            Cell(levels.get((area, stage)), f"judgement/{school.urn}/{stage}/{area}")
            for stage in reviews
        )
        if any(cell.value is not None for cell in cells):
            yield RubricRow(area, cells)


def _own_kpis(material: PackData, school: SchoolData) -> Iterator[KpiRow]:
    """The indicators of both sides; those of the support are of the alliance's own time."""
    yield from sorted(schools.kpis(material, school), key=lambda row: row.side == Side.SCHOOL)


def _days(material: PackData, school: SchoolData, support: Assignment) -> Chart:
    """The days of the alliance's own time at the school, which begin at 0."""
    named = f"{school.urn}@{support.alliance}"
    return schools.days_chart(named, school.name, *_own_account(material, school, support))


def _own_account(
    material: PackData, school: SchoolData, support: Assignment
) -> tuple[Account, int]:
    times = times_of(material.reader, support.alliance, material.as_of)
    own = [own for urn, own in times if urn == school.urn][-1]
    ledger = own_ledger(material.reader, material.policy, school.urn, own, material.as_of)
    return ledger.account(material.as_of), ledger.pace(material.policy, material.as_of)


def _in_dispute(material: PackData, school: SchoolData, support: Assignment) -> Sentence:
    """What the school says of the days that were given."""
    account, pace = _own_account(material, school, support)
    named = f"days/{school.urn}@{support.alliance}"
    behind = max(0, pace - account.used)
    return Sentence(
        f"Days of {material.short(support.alliance)}'s own time. The school confirmed "
        f"{in_fractions(account.confirmed)}, disputes {in_fractions(account.disputed)} and has "
        f"yet to answer on {in_fractions(account.delivered)}; {in_fractions(behind)} are behind.",
        tuple(f"{named}/{what}" for what in ("confirmed", "disputed", "delivered", "behind")),
    )


def _advice(material: PackData, school: SchoolData, alliance: str) -> Iterator[AdviceRow]:
    """Advice to the school, and to the alliance where it is not about another; open ones first."""
    own = [
        row
        for row in material.advice
        if school.urn in (row.urn, row.subject) or (row.subject == alliance and not row.urn)
    ]
    own.sort(key=lambda row: (not row.outstanding, -row.number))
    for row in own[:_ADVICE_AT_MOST]:
        yield escalation.advice_row(material, row)
