"""Templates of indicators: what to start a promise from."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bleadchallenge.domain.errors import NotOursError
from bleadchallenge.domain.kpis import Direction, Frequency, Heading, Side


@dataclass(frozen=True, slots=True)
class Template:
    """An indicator without a school: no baseline, no target, no owner.

    ``measure`` is the column of imported results it reads itself from, or empty.
    """

    code: str
    name: str
    side: Side
    heading: Heading
    unit: str
    direction: Direction
    tolerance: float
    frequency: Frequency
    decimals: int
    cumulative: bool
    source: str
    measure: str


def read_templates(text: str) -> dict[str, Template]:
    """Templates by code, in the order they stand in their TOML text.

    Raises ``NotOursError`` for an entry that is missing or wrong.
    """
    try:
        return _read(tomllib.loads(text)["template"])
    except (KeyError, ValueError, TypeError) as error:
        raise NotOursError(
            f"the templates of indicators cannot be read: {error}",
            why="every template has a code, a name, a side, a heading, a frequency and a source",
            fix="bleadchallenge kpi templates shows those that ship with the program",
        ) from error


def own_templates(text: str) -> dict[str, Template]:
    """The templates that stand in a policy's own text; none where it has none.

    Raises as ``read_templates``.
    """
    return read_templates(text) if tomllib.loads(text).get("template") else {}


def _read(entries: Sequence[Mapping[str, Any]]) -> dict[str, Template]:
    return {template.code: template for template in map(_template, entries)}


def _template(entry: Mapping[str, Any]) -> Template:
    return Template(
        code=str(entry["code"]).upper(),
        name=entry["name"],
        side=Side(entry["side"]),
        heading=Heading(entry["heading"]),
        unit=entry.get("unit", ""),
        direction=Direction(entry.get("direction", Direction.UP)),
        tolerance=float(entry.get("tolerance", 0)),
        frequency=Frequency(entry["frequency"]),
        decimals=int(entry.get("decimals", 0)),
        cumulative=bool(entry.get("cumulative", False)),
        source=entry["source"],
        measure=entry.get("measure", ""),
    )
