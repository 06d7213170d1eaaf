"""Where an effect comes from: its schools, their matched sets, and the cells of each."""

from datetime import date

from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.evaluation.costs import spending
from bleadchallenge.domain.evaluation.effects import (
    METHOD,
    RANKED,
    VARIANCE,
    Effect,
    MatchedDifference,
)
from bleadchallenge.domain.evaluation.years_compared import Span, read_span
from bleadchallenge.domain.provenance.refs import Ref, RefKind, ref
from bleadchallenge.domain.provenance.tree import Provenance, Said
from bleadchallenge.domain.years import label
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.support.support_received import support_received
from bleadchallenge.store.tables import Selection
from bleadchallenge.usecases.evaluation.matched_schools import MatchedStudy, study
from bleadchallenge.usecases.evaluation.matched_years import means_of
from bleadchallenge.usecases.request import policy_of

WHOLE = "programme"
_COHORT = "cohort-"
_GROUPS = ("programme", "matched")
_OF_A_SCHOOL = ("difference", "change", "matched", "before", "after", "pupils", "verdict")
_OF_ALL = ("points", "lower", "upper", "change", "matched", "schools", "verdict")


def part_of(cohort: str) -> str:
    """How the whole of a cohort is named in a reference."""
    return f"{_COHORT}{cohort}" if cohort else WHOLE


def explain_effect(reader: Reader, named: Ref) -> Provenance:
    """An effect, or one school's part in it, with everything it rests on."""
    years, urn, _name, what = named.parts
    span = read_span(years)
    if span is None:
        raise UsageError(
            f"{years!r} are no years before and after",
            fix="write them as 201516+201617-201819",
        )
    is_whole = urn == WHOLE or urn.startswith(_COHORT)
    known = _OF_ALL if is_whole else _OF_A_SCHOOL
    group, _, year = what.partition("-")
    in_a_year = is_whole and group in _GROUPS and bool(year)
    if what not in known and not in_a_year:
        raise UsageError(f"{what!r} is no part of an effect", fix=", ".join(known))
    found = _study(reader, _cohort_of(reader, urn))
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
    values: dict[str, Said] = {"review-days": whole.review_days, "pounds": whole.pounds}
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
    """The cohort that a part of a reference speaks of: a whole one, or a school's own."""
    if urn == WHOLE:
        return ""
    if urn.startswith(_COHORT):
        return urn.removeprefix(_COHORT)
    chosen = reader.get(Selection, urn=urn)
    return chosen.cohort if chosen else ""


def _whole(found: MatchedStudy, named: Ref, span: Span) -> Provenance:
    _years, urn, name, what = named.parts
    schools, effect = found.schools(span, name), found.effect(span, name)
    parts = tuple(
        Provenance(
            ref(RefKind.EFFECT, str(span), each.own.urn, name, "difference"),
            round(each.difference, 6),
            f"{each.own.urn}: its change minus its matched set's",
        )
        for each in schools
    )
    words = f"{span.words}: {name}, {what} over {effect.schools} schools ({urn})"
    rule = VARIANCE if what in ("lower", "upper", "verdict") else METHOD
    return Provenance(str(named), _of_effect(effect, what), words, rule, parts=parts)


def _year(found: MatchedStudy, named: Ref, span: Span) -> Provenance:
    """The mean of one of the two groups in a year, with the schools it is of."""
    _years, _urn, name, what = named.parts
    group, _, year = what.partition("-")
    mean = means_of(found, span, name, year)
    schools = found.schools(span, name)
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


def _of_effect(effect: Effect, what: str) -> Said:
    values: dict[str, Said] = {
        "points": effect.points,
        "lower": effect.interval.lower if effect.interval else None,
        "upper": effect.interval.upper if effect.interval else None,
        "change": effect.own,
        "matched": effect.expected,
        "schools": effect.schools,
        "verdict": effect.verdict,
    }
    value = values[what]
    return round(value, 6) if isinstance(value, float) else value


def _school(found: MatchedStudy, named: Ref, span: Span) -> Provenance:
    _years, urn, name, what = named.parts
    beside = found.beside(urn, span, name)
    if beside is None:
        left = {each.urn: each.why for each in found.left_out(span, name)}
        why = left.get(urn, "it is not one of the programme's schools")
        return Provenance(str(named), None, f"left out: {why}", METHOD)
    own = _change(found, urn, span, name, "change of the school")
    others = tuple(
        _change(found, each.urn, span, name, f"change of {each.urn}, matched")
        for each in beside.matched
    )
    rule = RANKED if what == "verdict" else METHOD
    parts = (own,) if what in ("change", "before", "after") else (own, *others)
    words = f"{span.words}: {what} of {urn}, {name}, beside {len(others)} matched schools"
    return Provenance(
        str(named), _of_school(found, beside, span, name, what), words, rule, None, parts
    )


def _of_school(
    found: MatchedStudy, beside: MatchedDifference, span: Span, name: str, what: str
) -> Said:
    if what == "verdict":
        return found.verdict(beside, span, name)
    values: dict[str, float | None] = {
        "difference": beside.difference,
        "change": beside.own.points,
        "matched": beside.expected,
        "before": beside.own.before,
        "after": beside.own.after,
        "pupils": beside.pupils,
    }
    value = values[what]
    return None if value is None else round(value, 6)


def _change(found: MatchedStudy, urn: str, span: Span, name: str, words: str) -> Provenance:
    change = found.change(urn, span, name)
    parts = tuple(found.value(urn, year, name)[1] for year in span.years)
    value = round(change.points, 6) if change else None
    named = ref(RefKind.EFFECT, str(span), urn, name, "change")
    return Provenance(named, value, words, "after minus the mean of the years before", parts=parts)
