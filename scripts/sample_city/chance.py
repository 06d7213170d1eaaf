"""Seeded chance that gives the same draws on every machine and every version of Python."""

import random
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")

SEED = 20170904
"""The first day of the programme's first term."""

UNIFORMS_IN_A_NORMAL = 12


class Chance:
    """One named stream of draws; another name is another stream, so nothing disturbs the rest.

    Only ``random()``, sums and products are used: no logarithm or cosine, whose last digit may
    differ between machines, and no ``choice`` or ``shuffle``, whose course may differ between
    versions.
    """

    def __init__(self, *name: object) -> None:
        """Open the stream of this name under the city's seed."""
        key = ":".join(str(part) for part in (SEED, *name))
        self._random = random.Random(key)  # noqa: S311 - invented data, not secrets

    def share(self) -> float:
        """Draw evenly from 0 up to, but not, 1."""
        return self._random.random()

    def happens(self, probability: float) -> bool:
        """Say whether something of this probability (0 to 1) happens."""
        return self.share() < probability

    def normal(self) -> float:
        """Draw from a bell curve of mean 0 and deviation 1: twelve even draws less six."""
        return sum(self.share() for _ in range(UNIFORMS_IN_A_NORMAL)) - UNIFORMS_IN_A_NORMAL / 2

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number from ``low`` to ``high``, both included."""
        return low + int(self.share() * (high - low + 1))

    def one_of(self, items: Sequence[Item]) -> Item:
        """Draw one of the items."""
        return items[self.whole(0, len(items) - 1)]

    def mixed(self, items: Sequence[Item]) -> list[Item]:
        """Put the items in a chance order."""
        places = sorted((self.share(), place) for place in range(len(items)))
        return [items[place] for _, place in places]
