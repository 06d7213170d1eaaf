"""The evaluation as a report: did it work, for whom, at what cost, and what cannot be said."""

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.evaluation.effects import METHOD, RANKED, VARIANCE, EffectVerdict
from bleadchallenge.domain.evaluation.limits import limits
from bleadchallenge.domain.years import label
from bleadchallenge.packs.digest import digest_of
from bleadchallenge.packs.render import render
from bleadchallenge.packs.value import Audience, Block, Items, Pack, Section, Text
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.usecases.evaluation import tables
from bleadchallenge.usecases.evaluation.checks import recalculated, row_of
from bleadchallenge.usecases.evaluation.costs import cost_breakdown, cost_rows, describe
from bleadchallenge.usecases.evaluation.groups import as_supported, as_they_were
from bleadchallenge.usecases.evaluation.options import (
    OUTCOMES,
    EvaluationContext,
    EvaluationOptions,
    open_evaluation,
)
from bleadchallenge.usecases.evaluation.outcomes import effect_row, school_rows
from bleadchallenge.usecases.report_options import ReportOptions
from bleadchallenge.usecases.request import Receipt, Request
from bleadchallenge.usecases.results.school_figures import WORDS

KIND = "evaluation"


def evaluation(asked: Request, wanted: ReportOptions) -> Receipt:
    """Write the evaluation in the forms asked for; ``--year`` is the year after."""
    with asked.reading() as reader:
        pack = build(reader, asked, EvaluationOptions(after=wanted.year))
    if asked.dry_run:
        return Receipt(None, (f"{pack.title}: {pack.audience}",), dry_run=True)
    paths = render(pack, wanted.out, wanted.forms, wanted.templates)
    said = f"{pack.title} ({pack.audience}), digest {digest_of(pack)[:12]}"
    return Receipt(None, (said, *_listed(paths)), only_read=True)


def _listed(paths: tuple[object, ...]) -> list[str]:
    return [f"  {path}" for path in paths if not str(path).endswith(".svg")]


def build(reader: Reader, asked: Request, wanted: EvaluationOptions) -> Pack:
    """The evaluation as a value."""
    found = open_evaluation(reader, wanted)
    policy = found.study.policy
    rows = [effect_row(found.study, found.span, name) for name in OUTCOMES]
    return Pack(
        kind=KIND,
        title=f"Evaluation: {policy.title}",
        subtitle=f"{found.span.words}, as of {show_day(asked.as_of)}",
        audience=Audience.PROGRAMME,
        as_of=asked.as_of,
        made_from=reader.change,
        policy=policy.name,
        sections=(
            _brief(reader, found, asked),
            _worked(reader, found, asked, rows),
            _schools(found),
            _groups(reader, found, asked),
            _costs(reader, found, asked),
            _limits(found),
            _method(found),
        ),
        about=asked.cohort,
    )


def _brief(reader: Reader, found: EvaluationContext, asked: Request) -> Section:
    effect, bill = found.study.effect(found.span, found.name), cost_breakdown(reader, found, asked)
    first = limits(found.span, found.study.placebos(found.name), found.study.policy.evaluation)[0]
    items = (headline(found), first, *describe(found, bill)[1:-1])
    title = {
        EffectVerdict.AHEAD: "More than schools like them",
        EffectVerdict.BEHIND: "Less than schools like them",
        EffectVerdict.IN_LINE: "No more than chance may do",
    }.get(effect.verdict, "Not known")
    return Section("brief", f"In brief: {title.lower()}", (Items(items),))


def headline(found: EvaluationContext) -> str:
    """The effect on the outcome named beforehand, in a sentence."""
    effect = found.study.effect(found.span, found.name)
    if effect.points is None or effect.interval is None:
        return f"{WORDS[found.name]}: {effect.verdict}."
    return (
        f"{WORDS[found.name].capitalize()}, {found.span.words}: {effect.schools} schools of the "
        f"programme changed by {effect.own:+.1f} points, schools like them by "
        f"{effect.expected:+.1f}: {effect.points:+.1f} points, 95 % interval "
        f"{effect.interval.lower:+.1f} to {effect.interval.upper:+.1f}: {effect.verdict}."
    )


def _worked(
    reader: Reader, found: EvaluationContext, asked: Request, rows: list[dict[str, object]]
) -> Section:
    trend = tables.trend_table(found)
    made = [row_of(each) for each in recalculated(reader, found, asked)]
    blocks: tuple[Block, ...] = (
        trend,
        tables.trend_chart(trend),
        tables.effects_table(found, rows),
        tables.effects_chart(rows),
        tables.checks_table(made),
        Text("Where these disagree, the effect is not firm: say so when it is quoted."),
    )
    return Section("worked", "Did it work", blocks)


def _schools(found: EvaluationContext) -> Section:
    table = tables.schools_table(found, school_rows(found))
    left = tuple(
        f"{found.study.programme[each.urn]}: {each.why}"
        for each in found.study.left_out(found.span, found.name)
    )
    more: tuple[Block, ...] = (Text("Left out of the sum:"), Items(left)) if left else ()
    return Section("schools", "School by school", (table, *more), own_page=True)


def _groups(reader: Reader, found: EvaluationContext, asked: Request) -> Section:
    least = found.study.policy.evaluation.schools_at_least
    said = Text(
        f"A group of fewer than {least} schools is too few to tell from and has no figure. Schools "
        "were not given to groups by lot: a difference is a question to ask, and no ranking."
    )
    before = tables.groups_table(
        "for-whom", "For whom", as_they_were(reader, found, asked), days=False
    )
    support = tables.groups_table(
        "support", "Which support, where", as_supported(reader, found, asked), days=True
    )
    return Section("groups", "For whom, and which support", (said, before, support), own_page=True)


def _costs(reader: Reader, found: EvaluationContext, asked: Request) -> Section:
    words = tuple(describe(found, cost_breakdown(reader, found, asked))[1:])
    table = tables.costs_table(cost_rows(reader, found, asked))
    return Section("costs", "At what cost", (Items(words), table), own_page=True)


def _limits(found: EvaluationContext) -> Section:
    study = found.study
    said = limits(found.span, study.placebos(found.name), study.policy.evaluation)
    return Section("limits", "What this cannot say", (Items(said),), own_page=True)


def _method(found: EvaluationContext) -> Section:
    study, rule = found.study, found.study.policy.evaluation
    sets = (
        f"matched sets: the {rule.matched} nearest of the same phase and type outside the "
        f"programme, by inputs of {label(study.family_year)}, within {rule.furthest:g} standard "
        f"deviations; at least {rule.matched_at_least}; inputs only, never results"
    )
    said = (
        METHOD,
        VARIANCE,
        RANKED,
        sets,
        f"{len(study.programme)} schools of the programme, {len(study.outside)} outside it",
    )
    return Section("method", "How it was made", (Items(said), Items(sources_of(found))))


def sources_of(found: EvaluationContext) -> tuple[str, ...]:
    """The files the figures stand in, with their releases."""
    study = found.study
    outcomes = (
        study.figures.outcome(urn, year) for urn in study.programme for year in found.span.years
    )
    return tuple(sorted({outcome.said_by for outcome in outcomes if outcome}))
