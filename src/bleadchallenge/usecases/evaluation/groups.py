"""For whom it worked, and which support worked where: effects over parts of the programme."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any

from bleadchallenge.analysis.evaluation import effect
from bleadchallenge.domain.evaluation.effects import Effect, EffectVerdict, MatchedDifference
from bleadchallenge.domain.results.published_figures import OFSTED_GRADES
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.results.inspections import inspections
from bleadchallenge.store.schools.participation import left_by
from bleadchallenge.store.support.support_received import SupportReceived, support_received
from bleadchallenge.store.tables import Selection
from bleadchallenge.usecases.evaluation.options import (
    EvaluationContext,
    EvaluationOptions,
    open_evaluation,
)
from bleadchallenge.usecases.evaluation.outcomes import of_effect
from bleadchallenge.usecases.request import Column, Listing, Request
from bleadchallenge.usecases.results.school_figures import WORDS

_UNKNOWN = "not known"
_FORM_ENTRY = 30
"""Pupils in a year of a school with one class in each."""

COLUMNS = (
    Column("part", "part"),
    Column("group", "group"),
    Column("schools", "schools"),
    Column("days", "days a school", 1, rank=1),
    Column("points", "effect", 1),
    Column("lower", "from", 1),
    Column("upper", "to", 1),
    Column("verdict", "verdict"),
)
Of = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Subgroup:
    """A way to part the schools: what it is by, each school's group, and the least of a group."""

    words: str
    of: Of
    at_least: int = 0


def subgroup_effects(asked: Request, wanted: EvaluationOptions) -> Listing:
    """Effects over groups of schools as they were before: intake, phase, size, inspection."""
    return _listing(asked, wanted, "evaluate-groups", _as_they_were)


def support_effects(asked: Request, wanted: EvaluationOptions) -> Listing:
    """Effects by who gave the support, what most days went to, the decision and the rating."""
    return _listing(asked, wanted, "evaluate-support", _as_supported)


def _listing(
    asked: Request,
    wanted: EvaluationOptions,
    command: str,
    parts: Callable[[Reader, EvaluationContext, Request], Iterator[Subgroup]],
) -> Listing:
    with asked.reading() as reader:
        found = open_evaluation(reader, wanted)
        rows = group_rows(reader, found, asked, parts)
        return Listing(
            command,
            asked.as_of,
            reader.change,
            COLUMNS,
            tuple(rows),
            notes=(f"{WORDS[found.name]}, {found.span.words}", _few(found), _NOT_CAUSES),
            extra={"outcome": found.name, "span": str(found.span)},
        )


_NOT_CAUSES = (
    "schools were not given to groups by lot: a difference between groups is a question to ask, "
    "not an answer, and no ranking"
)


def _few(found: EvaluationContext) -> str:
    rule = found.study.policy.evaluation
    return f"a group of fewer than {rule.schools_at_least} schools is too few to tell from"


def as_they_were(reader: Reader, found: EvaluationContext, asked: Request) -> list[dict[str, Any]]:
    """The rows of groups by what the schools were before."""
    return group_rows(reader, found, asked, _as_they_were)


def as_supported(reader: Reader, found: EvaluationContext, asked: Request) -> list[dict[str, Any]]:
    """The rows of groups by the support they had."""
    return group_rows(reader, found, asked, _as_supported)


def group_rows(
    reader: Reader,
    found: EvaluationContext,
    asked: Request,
    parts: Callable[[Reader, EvaluationContext, Request], Iterator[Subgroup]],
) -> list[dict[str, Any]]:
    """A row for each group of each part, in the order of the groups' names."""
    schools = found.study.schools(found.span, found.name)
    days = {
        each.own.urn: support_received(
            reader, found.study.policy, each.own.urn, asked.as_of
        ).support_days
        for each in schools
    }
    return [
        row for part in parts(reader, found, asked) for row in _rows(found, part, schools, days)
    ]


def _rows(
    found: EvaluationContext,
    part: Subgroup,
    schools: list[MatchedDifference],
    days: Mapping[str, float],
) -> Iterator[dict[str, Any]]:
    grouped: dict[str, list[MatchedDifference]] = {}
    for each in schools:
        grouped.setdefault(part.of(each.own.urn) or _UNKNOWN, []).append(each)
    for name in sorted(grouped):
        members = grouped[name]
        shown = _shown(effect(members, found.study.policy.evaluation), part.at_least)
        mean = sum(days[each.own.urn] for each in members) / len(members)
        yield {
            "part": part.words,
            "group": name,
            "urns": [each.own.urn for each in members],
            "days": round(mean, 2),
            **of_effect(shown),
        }


def _shown(found: Effect, at_least: int) -> Effect:
    """An effect without figures where it is of too few schools to stand beside others."""
    if found.schools >= at_least and found.verdict is not EffectVerdict.TOO_FEW:
        return found
    return Effect(found.schools, found.matched, verdict=EffectVerdict.TOO_FEW)


def _as_they_were(reader: Reader, found: EvaluationContext, asked: Request) -> Iterator[Subgroup]:
    study = found.study
    for name, words in (
        ("prior_attainment", "prior attainment"),
        ("disadvantage", "share disadvantaged"),
        ("english_additional", "English as an additional language"),
    ):
        yield Subgroup(words, _halves(study.likenesses, study.programme, name))
    yield Subgroup("phase", lambda urn: study.likenesses[urn].group.removeprefix("mainstream, "))
    yield Subgroup("size", lambda urn: _size(study.pupils(urn, study.family_year, found.name)))
    chosen = {each.urn: each for each in reader.all(Selection)}
    yield Subgroup("chosen by", lambda urn: chosen[urn].route)
    grades = inspections(reader, study.policy.terms[0].starts, study.policy.publication)
    yield Subgroup(
        "inspection before",
        lambda urn: OFSTED_GRADES.get(grades[urn].grade or 0, "") if urn in grades else "",
    )
    yield Subgroup(
        "stayed", lambda urn: "left" if left_by(chosen.get(urn), asked.as_of) else "to the end"
    )


def _halves(likenesses: Mapping[str, Any], programme: Mapping[str, str], name: str) -> Of:
    """Which half of the programme's schools a school was in, by an input before."""
    known = {
        urn: value
        for urn in programme
        if urn in likenesses and (value := likenesses[urn].inputs[name]) is not None
    }
    middle = median(known.values()) if known else 0.0
    return lambda urn: (
        "" if urn not in known else "lower half" if known[urn] < middle else "upper half"
    )


def _size(pupils: int | None) -> str:
    if pupils is None:
        return ""
    return f"up to {_FORM_ENTRY} in a year" if pupils <= _FORM_ENTRY else f"over {_FORM_ENTRY}"


def _as_supported(reader: Reader, found: EvaluationContext, asked: Request) -> Iterator[Subgroup]:
    policy = found.study.policy
    what: dict[str, SupportReceived] = {
        urn: support_received(reader, policy, urn, asked.as_of) for urn in found.study.programme
    }
    comparable = policy.commissioning.comparable_schools
    yield Subgroup("alliance", lambda urn: what[urn].alliance, comparable)
    yield Subgroup("most days on", lambda urn: what[urn].theme)
    yield Subgroup("decision at mid-term", lambda urn: what[urn].decision)
    yield Subgroup("impact at the final review", lambda urn: what[urn].impact)
    whole = policy.days.first_tranche + policy.days.second_tranche
    yield Subgroup("days", lambda urn: _days(what[urn].support_days, whole))


def _days(days: float, whole: int) -> str:
    return f"all {whole} or more" if days >= whole else f"fewer than {whole}"
