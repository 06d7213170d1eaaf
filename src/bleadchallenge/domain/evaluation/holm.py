"""Many comparisons at once: how likely chance is, corrected for how often one has looked."""

from collections.abc import Sequence
from typing import Final

HOLM: Final = (
    "corrected for the number of groups that were planned (Holm, Scandinavian Journal of "
    "Statistics 6, 1979)"
)


def holm(chances: Sequence[float | None]) -> list[float | None]:
    """The chances corrected in Holm's way; those not known stay so and do not count."""
    known = sorted((chance, place) for place, chance in enumerate(chances) if chance is not None)
    found: list[float | None] = [None] * len(chances)
    highest = 0.0
    for number, (chance, place) in enumerate(known):
        highest = max(highest, min((len(known) - number) * chance, 1.0))
        found[place] = highest
    return found
