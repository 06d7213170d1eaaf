"""What cannot stand together in a policy: terms, dates and counts held against one another."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bleadchallenge.domain.choices import Frequency
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.years import label, year_or_none

_GRADES = range(1, 5)
_ROUNDING = 1e-6
_LONGEST = 3660


@dataclass(frozen=True, slots=True)
class PolicyFault:
    """An entry of a policy that cannot stand: by its keys, what is wrong, what would be right."""

    keys: tuple[str | int, ...]
    words: str
    remedy: str


def policy_faults(policy: Policy) -> Iterator[PolicyFault]:
    """What is wrong between the entries of a policy whose entries are sound one by one."""
    yield from _terms(policy)
    yield from _named_terms(policy)
    yield from _distinct(policy)
    yield from _ordered(policy)
    yield from _grades(policy)
    yield from _frequencies(policy)
    yield from _blank(policy)
    yield from _years(policy)
    yield from _weights(policy)
    first = policy.meetings.first
    if not policy.terms[0].starts <= first <= policy.terms[-1].ends:
        keys, words = ("meetings", "first"), f"{first} is outside the terms"
        yield PolicyFault(keys, words, "give a day of the first term")


def _terms(policy: Policy) -> Iterator[PolicyFault]:
    for number, term in enumerate(policy.terms):
        if not term.starts <= term.half_term[0] <= term.half_term[1] <= term.ends:
            words = f"the dates of term {term.code} are out of order"
            remedy = (
                "starts, first and last day of half-term, ends: each no earlier than the one before"
            )
            yield PolicyFault(("terms", number, "half_term"), words, remedy)
    for number, (before, after) in enumerate(pairwise(policy.terms), 1):
        if before.ends >= after.starts:
            words = f"term {after.code} begins before term {before.code} has ended"
            yield PolicyFault(
                ("terms", number, "starts"), words, "put the terms in order, none over another"
            )


def _named_terms(policy: Policy) -> Iterator[PolicyFault]:
    """Terms that are named elsewhere in the policy but that it does not have."""
    codes = [term.code for term in policy.terms]
    for section, key in (
        ("days", "first_terms"),
        ("days", "second_terms"),
        ("reviews", "baseline_terms"),
        ("reviews", "midterm_terms"),
        ("reviews", "final_terms"),
        ("practice", "terms"),
    ):
        for code in getattr(getattr(policy, section), key):
            if code not in codes:
                words = f"the policy has no term {code!r}"
                yield PolicyFault((section, key), words, f"name some of {', '.join(codes)}")
    if policy.plan.terms > len(codes):
        words = f"{policy.plan.terms} terms of {len(codes)}"
        yield PolicyFault(("plan", "terms"), words, f"give 1 to {len(codes)}")


def _distinct(policy: Policy) -> Iterator[PolicyFault]:
    lists: tuple[tuple[tuple[str, str] | tuple[str], list[str]], ...] = (
        (("terms",), [term.code for term in policy.terms]),
        (("rubric", "areas"), [area.casefold() for area in policy.rubric.areas]),
        (("template",), [each.code.upper() for each in policy.template]),
    )
    for keys, names in lists:
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            yield PolicyFault(keys, f"{', '.join(twice)} is there twice", "name each once")


def _ordered(policy: Policy) -> Iterator[PolicyFault]:
    """Pairs of numbers of which the first may not be more than the second."""
    for section, less, more in (
        ("advice", "remind_after_working_days", "challenge_after_working_days"),
        ("advice", "challenge_after_working_days", "review_after_working_days"),
        ("small_numbers", "hide_at_most", "small_cohort_at_most"),
        ("families", "nearest", "distribution"),
        ("evaluation", "matched_at_least", "matched"),
    ):
        low, high = (getattr(getattr(policy, section), key) for key in (less, more))
        if low > high:
            words = f"{low} is more than {more}, which is {high}"
            yield PolicyFault((section, less), words, f"give {high} or less, or raise {more}")


def _grades(policy: Policy) -> Iterator[PolicyFault]:
    for grade in policy.vulnerable.grades:
        if grade not in _GRADES:
            words = f"there is no grade {grade}"
            yield PolicyFault(("vulnerable", "grades"), words, "name grades from 1 to 4")


def _weights(policy: Policy) -> Iterator[PolicyFault]:
    total = sum(policy.families.weights.values())
    if abs(total - 1) > _ROUNDING:
        words = f"the weights add up to {total:g}"
        yield PolicyFault(("families", "weights"), words, "give weights that add up to 1")
    for name, weight in policy.families.weights.items():
        if not 0 <= weight <= 1:
            keys, words = ("families", "weights", name.value), f"it is from 0 to 1, not {weight:g}"
            yield PolicyFault(keys, words, "give a share from 0 to 1")


def _frequencies(policy: Policy) -> Iterator[PolicyFault]:
    for each in Frequency:
        days = policy.kpis.every_days.get(each)
        keys = ("kpis", "every_days", each.value)
        if days is None:
            yield PolicyFault(keys, "it is missing", f"add {each.value} = DAYS")
        elif not 1 <= days <= _LONGEST:
            words = f"it is from 1 to {_LONGEST}, not {days}"
            yield PolicyFault(keys, words, "give the days from one reading to the next")


def _years(policy: Policy) -> Iterator[PolicyFault]:
    for year in policy.publication.revised_on:
        if label(year_or_none(year) or "") != year:
            keys = ("publication", "revised_on", year)
            yield PolicyFault(keys, "it is no academic year", 'write it as "2016/17"')


def _blank(policy: Policy) -> Iterator[PolicyFault]:
    """Texts of a list that say nothing."""
    for key in ("areas", "levels"):
        if not all(text.strip() for text in getattr(policy.rubric, key)):
            yield PolicyFault(("rubric", key), "one of them is empty", "give each in words")
