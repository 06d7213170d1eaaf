"""The schools compared with the programme's: the pool, and authorities to try the rule in."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.policy_evaluation import EvaluationRule
from bleadchallenge.domain.results.similarity import Similarity
from bleadchallenge.domain.years import label
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.results.similarity import inputs_of, schools_by_authority

_MAINSTREAM = "mainstream"
_NAMED = 12
_KNOWN = 0.9
"""The share of schools of which an input must be known, else the sum is made without it."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The schools outside the programme that it is held against.

    ``inputs`` holds the programme's schools, the pool's and those of ``others``, the
    authorities that the rule of choice is tried in; ``las`` are the pool's own.
    """

    las: tuple[str, ...]
    outside: frozenset[str]
    inputs: Mapping[str, Similarity]
    others: Mapping[str, frozenset[str]]

    @property
    def words(self) -> str:
        """The pool in words, as it is stated beforehand."""
        where = f"of {'authority' if len(self.las) == 1 else 'authorities'} {', '.join(self.las)}"
        if len(self.las) > _NAMED:
            where = f"of the {len(self.las)} authorities that are in"
        return (
            f"mainstream primary schools {where}, of the phases of the programme's, in no programme"
        )


def pool(
    reader: Reader,
    year: str,
    programme: Collection[str],
    touched: Collection[str],
    rule: EvaluationRule,
) -> Pool:
    """The pool by the inputs of a year; raises ``DataError`` where nothing of the year is in."""
    own = inputs_of(reader, year, urns=programme)
    las = {la for la, _ in own.values() if la}
    found = inputs_of(reader, year, la=las) if las else {}
    groups = {each.group for _, each in own.values()}
    outside = _like(found, groups, touched)
    is_wide = len(outside) < rule.pool_at_least
    if is_wide:
        found = inputs_of(reader, year)
        las = {la for la, _ in found.values() if la}
        outside = _like(found, groups or {each.group for _, each in found.values()}, touched)
    if not found:
        raise DataError(
            f"no results of {label(year)} are in",
            why="schools are compared given their inputs of the last year before the programme",
            fix="bleadchallenge import-data FILE",
        )
    inputs = {urn: each for urn, (_, each) in {**found, **own}.items()}
    others: dict[str, frozenset[str]] = {}
    for la in () if is_wide else _alike_in_size(reader, year, las, rule.placebo_authorities):
        there = inputs_of(reader, year, la={la})
        others[la] = _like(there, groups, touched)
        inputs |= {urn: each for urn, (_, each) in there.items()}
    return Pool(tuple(sorted(las)), outside, inputs, others)


def inputs_used(inputs: Mapping[str, Similarity], programme: Collection[str]) -> tuple[str, ...]:
    """The inputs that are known of nearly all schools, in the programme and outside it."""
    names = next((tuple(each.inputs) for each in inputs.values()), ())
    own = [inputs[urn] for urn in programme if urn in inputs]
    return tuple(
        name
        for name in names
        if all(
            sum(each.inputs[name] is not None for each in part) >= _KNOWN * len(part)
            for part in (own, list(inputs.values()))
        )
    )


def _like(
    found: Mapping[str, tuple[str, Similarity]], groups: Collection[str], touched: Collection[str]
) -> frozenset[str]:
    """The mainstream schools of some phases that no programme touched."""
    return frozenset(
        urn
        for urn, (_, each) in found.items()
        if each.group in groups and each.group.startswith(_MAINSTREAM) and urn not in touched
    )


def _alike_in_size(reader: Reader, year: str, las: Collection[str], count: int) -> Iterator[str]:
    """The authorities whose number of schools is nearest to the programme's own."""
    sizes = schools_by_authority(reader, year)
    own = sum(sizes.get(la, 0) for la in las) / max(len(las), 1)
    others = sorted((abs(size - own), la) for la, size in sizes.items() if la not in las)
    yield from (la for _, la in others[:count])
