"""Where an effect comes from: its schools, their matched sets, and the cells of each."""

from datetime import date

from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.evaluation.adjusted import (
    ADJUSTED,
    ONE_SCHOOL,
    ROBUST,
    Expected,
    of_twenty,
)
from bleadchallenge.domain.evaluation.costs import spending
from bleadchallenge.domain.evaluation.effects import Effect
from bleadchallenge.domain.evaluation.holm import HOLM
from bleadchallenge.domain.evaluation.plan import plan_that_counts
from bleadchallenge.domain.evaluation.years_compared import Span, read_span
from bleadchallenge.domain.provenance.refs import Ref, RefKind, ref
from bleadchallenge.domain.provenance.tree import FigureValue, Provenance
from bleadchallenge.domain.years import label
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.evaluation import plans, results_in
from bleadchallenge.store.support.support_received import support_received
from bleadchallenge.store.tables import Selection
from bleadchallenge.usecases.evaluation.effects_by_group import groups_before, groups_supported
from bleadchallenge.usecases.evaluation.matched_schools import MatchedStudy, study
from bleadchallenge.usecases.evaluation.matched_years import means_of
from bleadchallenge.usecases.request import policy_of

WHOLE = "programme"
_COHORT = "cohort-"
_GROUP = "group-"
_GROUPS = ("programme", "matched")
_OF_A_SCHOOL = (
    "difference",
    "reached",
    "expected",
    "pupils",
    "verdict",
    "of-twenty",
    "lower",
    "upper",
)
_OF_ALL = ("points", "lower", "upper", "reached", "expected", "schools", "verdict")


def part_of(cohort: str) -> str:
    """How the whole of a cohort is named in a reference."""
    return f"{_COHORT}{cohort}" if cohort else WHOLE


def explain_effect(reader: Reader, named: Ref, as_of: date) -> Provenance:
    """An effect, or one school's part in it, with everything it rests on."""
    years, urn, _name, what = named.parts
    span = read_span(years)
    if span is None:
        raise UsageError(
            f"{years!r} are no years before and after",
            fix="write them as 201516+201617-201819",
        )
    is_whole = urn == WHOLE or urn.startswith(_COHORT)
    known = _OF_ALL if is_whole or urn.startswith(_GROUP) else _OF_A_SCHOOL
    group, _, year = what.partition("-")
    in_a_year = is_whole and group in _GROUPS and bool(year)
    if what not in known and not in_a_year:
        raise UsageError(f"{what!r} is no part of an effect", fix=", ".join(known))
    found = _study(reader, _cohort_of(reader, urn))
    if urn.startswith(_GROUP):
        return _group(reader, found, named, span, as_of)
    if in_a_year:
        return _year(found, named, span)
    if is_whole:
        return _whole(found, named, span)
    return _school(found, named, span)


def cost(reader: Reader, named: Ref, as_of: date) -> Provenance:
    """What a school's support cost: its days, and the policy's rates."""
    urn, what = named.parts
    policy = policy_of(reader)
    rule, had = policy.evaluation, support_received(reader, policy, urn, as_of)
    whole = spending(had.support_days, had.review_days, rule)
    values: dict[str, FigureValue] = {"review-days": whole.review_days, "pounds": whole.pounds}
    if what not in values:
        raise UsageError(f"{what!r} is no part of a cost", fix=", ".join(values))
    days = Provenance(ref(RefKind.DAYS, urn, "used"), whole.support_days, "days of support given")
    reviews = Provenance(
        ref(RefKind.COST, urn, "review-days"),
        whole.review_days,
        "days of review: members of the challenge team at each visit kept, a day each (assumed)",
    )
    if what == "review-days":
        return reviews
    rule_words = (
        f"days of support x £{rule.day_rate:g} + days of review x £{rule.review_day_rate:g}; "
        f"the policy's rates, {rule.rates_are}"
    )
    return Provenance(str(named), whole.pounds, f"cost of {urn}", rule_words, parts=(days, reviews))


def _study(reader: Reader, cohort: str) -> MatchedStudy:
    """The study of a cohort, made once for all that is asked of it."""
    own = reader.of_cohort(cohort)
    return reader.cached(("study", cohort), lambda: study(own, policy_of(own)))


def _cohort_of(reader: Reader, urn: str) -> str:
    """The cohort that a part of a reference names: a whole one, or a school's own."""
    if urn == WHOLE:
        return ""
    if urn.startswith(_COHORT):
        return urn.removeprefix(_COHORT)
    chosen = reader.get(Selection, urn=urn)
    return chosen.cohort if chosen else ""


def _whole(found: MatchedStudy, named: Ref, span: Span) -> Provenance:
    _years, urn, name, what = named.parts
    effect, schools = found.effect(span, name), found.compared(span, name)
    words = (
        f"{span.words}: {name}, {what} over {effect.schools} schools ({urn}), beside "
        f"{effect.matched} others: {found.pool.words}"
    )
    rule = ROBUST if what in ("lower", "upper", "verdict") else ADJUSTED
    parts = tuple(_difference(span, each, name) for each in schools)
    return Provenance(str(named), _of_effect(effect, what), words, rule, parts=parts)


def _difference(span: Span, school: Expected, name: str) -> Provenance:
    """One school's part in an effect."""
    return Provenance(
        ref(RefKind.EFFECT, str(span), school.urn, name, "difference"),
        round(school.difference, 6),
        f"{school.urn}: what it reached, minus what its results before would have given",
    )


def _group(reader: Reader, found: MatchedStudy, named: Ref, span: Span, as_of: date) -> Provenance:
    """A group of schools: a planned effect, or what they came to, described."""
    _years, part, name, what = named.parts
    plan = plan_that_counts(plans(reader), results_in(reader, span.after))
    rows = (
        *groups_before(found, span, name, plan.subgroups if plan else (), as_of),
        *groups_supported(found, span, name, as_of),
    )
    row = next((row for row in rows if group_part(row.part.code, row.group) == part), None)
    if row is None:
        return Provenance(str(named), None, f"no group is known as {part}")
    value = {"points": row.points, "schools": len(row.urns), "verdict": row.verdict}.get(what)
    kind = "planned effect" if row.is_effect else "described: the mean difference"
    words = f"{span.words}: {name}, {row.part.words} {row.group}: {kind}"
    rule = f"{ADJUSTED}; {HOLM}" if row.is_effect else ONE_SCHOOL
    parts = tuple(
        _difference(span, each, name) for each in found.compared(span, name) if each.urn in row.urns
    )
    return Provenance(str(named), _tidy(value), words, rule, parts=parts)


def group_part(code: str, group: str) -> str:
    """How a group is named in a reference."""
    return f"{_GROUP}{code}-{'-'.join(group.split())}"


def _year(found: MatchedStudy, named: Ref, span: Span) -> Provenance:
    """The mean of one of the two groups in a year, with the schools it is of."""
    _years, _urn, name, what = named.parts
    group, _, year = what.partition("-")
    mean = means_of(found, span, name, year)
    schools = found.beside_each(span, name)
    urns = (
        [each.own.urn for each in schools]
        if group == _GROUPS[0]
        else sorted({change.urn for each in schools for change in each.matched})
    )
    rule = "each school counted once"
    if group != _GROUPS[0]:
        rule = "the mean of the matched sets' means, each set counted once"
    parts = tuple(found.value(urn, year, name)[1] for urn in urns)
    words = f"mean of {len(urns)} schools ({group}), {label(year)}: {name}"
    return Provenance(str(named), getattr(mean, group), words, rule, parts=parts)


def _of_effect(effect: Effect, what: str) -> FigureValue:
    values: dict[str, FigureValue] = {
        "points": effect.points,
        "lower": effect.interval.lower if effect.interval else None,
        "upper": effect.interval.upper if effect.interval else None,
        "reached": effect.own,
        "expected": effect.expected,
        "schools": effect.schools,
        "verdict": effect.verdict,
    }
    return _tidy(values[what])


def _tidy(value: FigureValue) -> FigureValue:
    return round(value, 6) if isinstance(value, float) else value


def _school(found: MatchedStudy, named: Ref, span: Span) -> Provenance:
    _years, urn, name, what = named.parts
    school = found.school(urn, span, name)
    if school is None:
        left = {each.urn: each.why for each in found.left_out(span, name)}
        why = left.get(urn, "it is not one of the programme's schools")
        return Provenance(str(named), None, f"left out: {why}", ADJUSTED)
    parts = tuple(found.value(urn, year, name)[1] for year in span.years)
    words = f"{span.words}: {what} of {urn}, {name}, given its results before and its inputs"
    value = _of_school(found, school, span, name, what)
    return Provenance(str(named), value, words, ONE_SCHOOL, parts=parts)


def _of_school(
    found: MatchedStudy, school: Expected, span: Span, name: str, what: str
) -> FigureValue:
    interval = found.interval(school, span, name)
    values: dict[str, FigureValue] = {
        "difference": school.difference,
        "reached": school.after,
        "expected": school.expected,
        "pupils": school.in_pupils,
        "verdict": found.verdict(school, span, name),
        "of-twenty": of_twenty(found.by_chance(school, span, name)),
        "lower": interval.lower if interval else None,
        "upper": interval.upper if interval else None,
    }
    return _tidy(values[what])
