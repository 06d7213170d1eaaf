"""An anonymised panel: figures of schools that no one can tell apart in groups of so many.

Published figures name a school as surely as its name does: one exact percentage a
year is enough. So each figure is replaced by the mean of a group of schools that are alike
(microaggregation: Domingo-Ferrer and Torra, Data Mining and Knowledge Discovery 11, 2005). In a
group all say the same (k-anonymity: Sweeney, International Journal of Uncertainty,
Fuzziness and Knowledge-Based Systems 10, 2002), and the means over a part stay as they were.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

PROGRAMME, COMPARISON = "programme", "comparison"
_DECIMALS = 1


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A school's line of the panel: its code, its part, and its figures by name."""

    code: str
    part: str
    figures: Mapping[str, float | None]


def is_anonymous(lines: Sequence[PanelRow], groups: Sequence[int]) -> list[PanelRow]:
    """The lines with each figure replaced by its group's mean, in the order of the codes.

    ``groups`` gives each line's group; lines of two parts never share one. An
    unknown figure makes its whole group's unknown.
    """
    members: dict[int, list[PanelRow]] = {}
    for line, group in zip(lines, groups, strict=True):
        members.setdefault(group, []).append(line)
    said = {group: _means(of) for group, of in members.items()}
    made = [
        PanelRow(line.code, line.part, said[group])
        for line, group in zip(lines, groups, strict=True)
    ]
    return sorted(made, key=lambda line: line.code)


def least_similar(lines: Sequence[PanelRow]) -> int:
    """How many lines at least say the same as any one of them, but for the code."""
    counted = Counter((line.part, *sorted(line.figures.items())) for line in lines)
    return min(counted.values(), default=0)


def _means(lines: Sequence[PanelRow]) -> dict[str, float | None]:
    return {name: _mean([line.figures[name] for line in lines]) for name in lines[0].figures}


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), _DECIMALS) if len(known) == len(values) else None
