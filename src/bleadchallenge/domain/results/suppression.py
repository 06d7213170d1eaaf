"""Which cells of a table to hide, so that no hidden one can be worked out from the rest.

A table with its margins is a network: every cell is an arc, every sum a place
where what flows in flows out. Readers know the shown cells, and that a hidden
one holds somebody. A hidden cell stays unknown exactly when it lies on a round
trip of hidden cells along which one pupil can be moved without any sum changing.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class SuppressionArc:
    """A cell between two sums, and how many pupils it holds.

    A margin is hidden only where no inner cell will do.
    """

    tail: Hashable
    head: Hashable
    pupils: int
    margin: bool = False


def protect(
    arcs: Mapping[Key, SuppressionArc], small: Collection[Key], free: Collection[Key] = ()
) -> frozenset[Key]:
    """The small cells and the cheapest others that keep them from being worked out.

    ``free`` cells are not shown anyway. A cell that holds nobody is always
    shown. Where nothing can protect a cell, all that could help is hidden.
    """
    hidden = set(free) | set(small)
    for key in small:
        if (trip := _cheapest_trip(arcs, key, hidden)) is not None:
            hidden |= trip
    return frozenset(hidden - set(free))


def _cheapest_trip(
    arcs: Mapping[Key, SuppressionArc], key: Key, hidden: set[Key]
) -> set[Key] | None:
    """The cells of the cheapest round trip through ``key``; cells already hidden cost nothing."""
    arc = arcs[key]
    others = {other: each for other, each in arcs.items() if other != key and each.pupils > 0}
    costs = _costs(others, hidden)
    trips = [_cheapest_path(others, costs, arc.head, arc.tail)]
    if arc.pupils > 1:
        trips.append(_cheapest_path(others, costs, arc.tail, arc.head))
    found = [trip for trip in trips if trip is not None]
    return min(found, key=lambda trip: trip[0])[1] if found else None


def _costs(arcs: Mapping[Key, SuppressionArc], hidden: set[Key]) -> dict[Key, int]:
    inner = sum(arc.pupils for arc in arcs.values() if not arc.margin)
    return {
        key: 0 if key in hidden else arc.pupils + (inner if arc.margin else 0)
        for key, arc in arcs.items()
    }


def _cheapest_path(
    arcs: Mapping[Key, SuppressionArc], costs: Mapping[Key, int], start: Hashable, end: Hashable
) -> tuple[int, set[Key]] | None:
    steps = _steps(arcs)
    order = count()
    waiting: list[tuple[int, int, Hashable, tuple[Key, ...]]] = [(0, next(order), start, ())]
    settled: set[Hashable] = set()
    while waiting:
        cost, _, place, path = heappop(waiting)
        if place == end:
            return cost, set(path)
        if place in settled:
            continue
        settled.add(place)
        for key, to in steps.get(place, ()):
            heappush(waiting, (cost + costs[key], next(order), to, (*path, key)))
    return None


def _steps(arcs: Mapping[Key, SuppressionArc]) -> dict[Hashable, list[tuple[Key, Hashable]]]:
    steps: dict[Hashable, list[tuple[Key, Hashable]]] = {}
    for start, key, end in _moves(arcs):
        steps.setdefault(start, []).append((key, end))
    return steps


def _moves(arcs: Mapping[Key, SuppressionArc]) -> Iterator[tuple[Hashable, Key, Hashable]]:
    """One pupil more in a cell is always possible, one fewer only where one is left."""
    for key, arc in arcs.items():
        yield arc.tail, key, arc.head
        if arc.pupils > 1:
            yield arc.head, key, arc.tail
