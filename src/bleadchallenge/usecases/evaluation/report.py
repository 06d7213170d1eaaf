"""The evaluation as a report: did it work, for whom, at what cost, and what cannot be said."""

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.evaluation.adjusted import ADJUSTED, ONE_SCHOOL, ROBUST
from bleadchallenge.domain.evaluation.choice import WORDS as CHOSEN_BY
from bleadchallenge.domain.evaluation.effects import METHOD, VARIANCE, EffectVerdict
from bleadchallenge.domain.evaluation.limits import in_order, limits
from bleadchallenge.domain.years import label
from bleadchallenge.packs.digest import digest_of
from bleadchallenge.packs.render import render
from bleadchallenge.packs.value import Audience, Block, Items, Pack, Section, Text
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.usecases.evaluation import tables
from bleadchallenge.usecases.evaluation.checks import recalculated, row_of
from bleadchallenge.usecases.evaluation.costs import cost_breakdown, cost_rows, describe
from bleadchallenge.usecases.evaluation.groups import before_rows, group_notes, support_rows
from bleadchallenge.usecases.evaluation.matched_schools import OUTCOMES
from bleadchallenge.usecases.evaluation.options import (
    EvaluationContext,
    EvaluationOptions,
    open_evaluation,
)
from bleadchallenge.usecases.evaluation.outcomes import (
    EffectRow,
    differences_words,
    effect_row,
    plan_words,
    school_rows,
)
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
    return Receipt(None, (said, *_path_lines(paths)), only_read=True)


def _path_lines(paths: tuple[object, ...]) -> list[str]:
    return [f"  {path}" for path in paths if not str(path).endswith(".svg")]


def build(reader: Reader, asked: Request, wanted: EvaluationOptions) -> Pack:
    """The evaluation as a value."""
    found = open_evaluation(reader, wanted)
    policy = found.study.policy
    rows = [effect_row(found, name) for name in OUTCOMES]
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
            _worked(found, asked, rows),
            _schools(found),
            _groups(found, asked),
            _costs(reader, found, asked),
            _limits(found),
            _method(found),
        ),
        about=asked.cohort,
    )


def _brief(reader: Reader, found: EvaluationContext, asked: Request) -> Section:
    """The first page: the sentence, the strength, the cost or why there is none, the schools."""
    effect, bill = found.study.effect(found.span, found.name), cost_breakdown(reader, found, asked)
    placebos = found.study.placebos(found.span, found.name)
    said = in_order((headline(found), differences_words(found)), placebos)
    title = {
        EffectVerdict.AHEAD: "more than their results before would have given",
        EffectVerdict.BEHIND: "less than their results before would have given",
        EffectVerdict.CHANCE: "no more than chance may do",
        EffectVerdict.AHEAD_AS_PLACEBO: "ahead, but so are schools where nothing was done",
        EffectVerdict.BEHIND_AS_PLACEBO: "behind, but so are schools where nothing was done",
        EffectVerdict.PLACEBO_FAILS: "not to be told from how the schools were chosen",
    }.get(effect.verdict, "not known")
    blocks = (
        Items(tuple(map(_sentence, said))),
        strength_text(found),
        Items((plan_words(found), *describe(found, bill)[1:-1])),
        tables.schools_chart(found),
    )
    return Section("brief", f"In brief: {title}", blocks)


def strength_text(found: EvaluationContext) -> Text:
    """How strong the evidence is: a bar of five, and in words."""
    strength = found.strength
    return Text(
        f"Strength of the evidence: {strength.bar} {strength.value} of 5, {strength.words}."
    )


def _sentence(words: str) -> str:
    """Words as a sentence of their own."""
    return f"{words[0].upper()}{words[1:].removesuffix('.')}."


def headline(found: EvaluationContext) -> str:
    """The effect on the outcome named beforehand, in a sentence."""
    effect = found.study.effect(found.span, found.name)
    if effect.points is None or effect.interval is None:
        return f"{WORDS[found.name]}: {effect.verdict}."
    return (
        f"{WORDS[found.name].capitalize()}, {label(found.span.after)}: the {effect.schools} "
        f"schools of the programme reached {effect.own:.1f}; other schools with their results "
        f"before reached {effect.expected:.1f}. The difference is {effect.points:+.1f} points, "
        f"95 % interval {effect.interval.lower:+.1f} to {effect.interval.upper:+.1f}: "
        f"{effect.verdict}."
    )


def _worked(found: EvaluationContext, asked: Request, rows: list[EffectRow]) -> Section:
    trend = tables.trend_table(found)
    made = [row_of(each) for each in recalculated(found, asked)]
    blocks: tuple[Block, ...] = (
        tables.effects_table(found, rows),
        tables.effects_chart(rows),
        tables.placebos_table(found),
        tables.strength_table(found.strength),
        tables.checks_table(made),
        Text("Where these disagree, the effect is not firm: say so when it is quoted."),
        trend,
        tables.trend_chart(trend),
    )
    return Section("worked", "Did it work", blocks, own_page=True)


def _schools(found: EvaluationContext) -> Section:
    table = tables.schools_table(found, school_rows(found))
    left = tuple(
        f"{found.study.programme[each.urn]}: {each.why}"
        for each in found.study.left_out(found.span, found.name)
    )
    more: tuple[Block, ...] = (Text("Left out of the sum:"), Items(left)) if left else ()
    return Section("schools", "School by school", (table, *more), own_page=True)


def _groups(found: EvaluationContext, asked: Request) -> Section:
    before = tables.groups_table("for-whom", "For whom", before_rows(found, asked), days=False)
    support = tables.groups_table(
        "support", "Which support, where", support_rows(found, asked), days=True
    )
    blocks = (Items(group_notes(found)), before, support)
    return Section("groups", "For whom, and which support", blocks, own_page=True)


def _costs(reader: Reader, found: EvaluationContext, asked: Request) -> Section:
    words = tuple(describe(found, cost_breakdown(reader, found, asked))[1:])
    table = tables.costs_table(cost_rows(reader, found, asked))
    return Section("costs", "At what cost", (Items(words), table), own_page=True)


def _limits(found: EvaluationContext) -> Section:
    study = found.study
    said = limits(found.span, study.placebos(found.span, found.name), study.policy.evaluation)
    return Section("limits", "What this cannot say", (Items(said),), own_page=True)


def _method(found: EvaluationContext) -> Section:
    study, rule = found.study, found.study.policy.evaluation
    sets = (
        f"matched sets of the second line: the {rule.matched} nearest of the same phase and type "
        f"in the pool, by inputs of {label(study.family_year)}, within {rule.furthest:g} standard "
        f"deviations; at least {rule.matched_at_least}; inputs only, never results"
    )
    pool = (
        f"pool: {study.pool.words}, {len(study.pool.outside)} schools; inputs: "
        f"{', '.join(study.inputs) or 'none known of all'}"
    )
    said = (
        ADJUSTED,
        ROBUST,
        ONE_SCHOOL,
        pool,
        f"rule of choice that the placebos apply: {CHOSEN_BY[study.choice]}",
        f"the second line: {METHOD}; {VARIANCE}",
        sets,
    )
    return Section("method", "How it was made", (Items(said), Items(sources_of(found))))


def sources_of(found: EvaluationContext) -> tuple[str, ...]:
    """The files the figures stand in, with their releases."""
    study = found.study
    outcomes = (
        study.figures.outcome(urn, year) for urn in study.programme for year in found.span.years
    )
    return tuple(sorted({outcome.said_by for outcome in outcomes if outcome}))
