"""Means that may leave the office: no school can be told from them and the published tables.

Whoever holds the published tables can try every set of schools. So means go out in whole
points, over all schools of the programme at once, and only where for each of its schools so
many others could stand in its place and nothing that is said would change.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bleadchallenge.domain.evaluation.adjusted import Unit

Told = tuple[float, ...]
Tell = Callable[[frozenset[str]], Told]


@dataclass(frozen=True, slots=True)
class Means:
    """What goes out of a part: how many schools, and the mean of each year in whole points."""

    part: str
    schools: int
    years: tuple[int, ...]


def means_of(part: str, units: Sequence[Unit]) -> Means:
    """The means of some schools, each counted once."""
    table = [(*unit.before, unit.after) for unit in units]
    years = tuple(round(sum(column) / len(table)) for column in zip(*table, strict=True))
    return Means(part, len(units), years)


def stand_ins(
    own: frozenset[str], outside: Sequence[str], tell: Tell, wanted: int
) -> Mapping[str, int]:
    """For each school, how many others could take its place unnoticed; at most ``wanted``.

    ``tell`` gives all that would be said of a set of schools.
    """
    told = tell(own)
    return {urn: sum(1 for _ in _some(urn, own, outside, tell, told, wanted)) for urn in own}


def _some(
    urn: str, own: frozenset[str], outside: Sequence[str], tell: Tell, told: Told, wanted: int
) -> Iterator[str]:
    found = 0
    for other in outside:
        if found == wanted:
            return
        if tell(own - {urn} | {other}) == told:
            found += 1
            yield other
