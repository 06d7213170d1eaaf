"""The ways to part the programme's schools: as they were before, or by what they were given."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median

from bleadchallenge.domain.evaluation.plan import Subgroup
from bleadchallenge.domain.results.published_figures import OFSTED_GRADES
from bleadchallenge.store.results.inspections import inspections
from bleadchallenge.store.schools.participation import left_by
from bleadchallenge.store.support.support_received import support_received
from bleadchallenge.store.tables import Selection
from bleadchallenge.usecases.evaluation.matched_schools import MatchedStudy

Of = Callable[[str], str]
_UNKNOWN = "not known"
_FORM_ENTRY = 30
"""Pupils in a year of a school with one class in each."""
_INPUTS = {
    Subgroup.PRIOR_ATTAINMENT: ("prior_attainment", "prior attainment"),
    Subgroup.DISADVANTAGE: ("disadvantage", "share disadvantaged"),
    Subgroup.ENGLISH_ADDITIONAL: ("english_additional", "English as an additional language"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A way to part the schools: its code, what it is by, each school's group.

    ``at_least`` is the least number of schools of a group that may have a figure.
    """

    code: str
    words: str
    group_of: Callable[[str], str]
    at_least: int = 0

    def of(self, urn: str) -> str:
        """A school's group."""
        return self.group_of(urn) or _UNKNOWN


def as_they_were(study: MatchedStudy, name: str, as_of: date) -> Iterator[Part]:
    """By intake, phase, size and inspection before: what a plan may name beforehand."""
    likes = study.pool.inputs
    for group, (key, words) in _INPUTS.items():
        yield Part(group, words, _halves(study, key))
    yield Part(
        Subgroup.PHASE,
        "phase",
        lambda urn: likes[urn].group.removeprefix("mainstream, ") if urn in likes else "",
    )
    yield Part(Subgroup.SIZE, "size", lambda urn: _size(study.pupils(urn, study.family_year, name)))
    policy = study.policy
    began, those = policy.terms[0].starts, set(study.programme)
    grades = inspections(study.reader, began, policy.publication, those)
    yield Part(
        Subgroup.INSPECTION,
        "inspection before",
        lambda urn: OFSTED_GRADES.get(grades[urn].grade or 0, "") if urn in grades else "",
    )
    chosen = {each.urn: each for each in study.reader.where(Selection)}
    yield Part("route", "chosen by", lambda urn: chosen[urn].route if urn in chosen else "")
    yield Part(
        "stayed", "stayed", lambda urn: "left" if left_by(chosen.get(urn), as_of) else "to the end"
    )


def as_supported(study: MatchedStudy, as_of: date) -> Iterator[Part]:
    """By what happened during the programme: who helped, with what, and how it was rated."""
    policy = study.policy
    had = {urn: support_received(study.reader, policy, urn, as_of) for urn in study.programme}
    comparable = policy.commissioning.comparable_schools
    whole = policy.days.first_tranche + policy.days.second_tranche
    yield Part("alliance", "alliance", lambda urn: had[urn].alliance, comparable)
    yield Part("theme", "most days on", lambda urn: had[urn].theme)
    yield Part("decision", "decision at mid-term", lambda urn: had[urn].decision)
    yield Part("impact", "impact at the final review", lambda urn: had[urn].impact)
    yield Part("days", "days", lambda urn: _days(had[urn].support_days, whole))


def _halves(study: MatchedStudy, name: str) -> Of:
    """Which half of the programme's schools a school was in, by an input before."""
    likes = study.pool.inputs
    known = {
        urn: value
        for urn in study.programme
        if urn in likes and (value := likes[urn].inputs[name]) is not None
    }
    middle = median(known.values()) if known else 0.0
    return lambda urn: (
        "" if urn not in known else "lower half" if known[urn] < middle else "upper half"
    )


def _size(pupils: int | None) -> str:
    if pupils is None:
        return ""
    return f"up to {_FORM_ENTRY} in a year" if pupils <= _FORM_ENTRY else f"over {_FORM_ENTRY}"


def _days(days: float, whole: int) -> str:
    return f"all {whole} or more" if days >= whole else f"fewer than {whole}"
