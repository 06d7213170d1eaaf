"""Templates of indicators: what to start a promise from."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bleadchallenge.domain.choices import Direction, Frequency, Heading, Side
from bleadchallenge.domain.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """An indicator without a school: no baseline, no target, no owner."""

    code: str = field(metadata={"description": "short code", "pattern": r"^\w[\w-]{0,39}$"})
    name: str = field(metadata={"description": "what it counts", "pattern": r"\S"})
    side: Side = field(metadata={"description": "whose performance it speaks of"})
    heading: Heading = field(metadata={"description": "the heading it stands under"})
    unit: Unit = field(default=Unit.NONE, metadata={"description": "what it is counted in"})
    direction: Direction = field(
        default=Direction.UP, metadata={"description": "which way is better"}
    )
    tolerance: float = field(
        default=0.0, metadata={"description": "how far from a target still is on track", "ge": 0}
    )
    frequency: Frequency = field(metadata={"description": "how often it is read"})
    decimals: int = field(
        default=0, metadata={"description": "decimals it is shown with", "ge": 0, "le": 6}
    )
    cumulative: bool = field(default=False, metadata={"description": "whether readings add up"})
    source: str = field(metadata={"description": "where readings come from", "pattern": r"\S"})
    measure: str = field(
        default="", metadata={"description": "column of imported results it reads itself from"}
    )
    starter: bool = field(
        default=False, metadata={"description": "whether `kpi start` promises it unasked"}
    )


def by_code(templates: Iterable[Template]) -> dict[str, Template]:
    """Templates by their code in capitals, in the order they stand."""
    return {each.code.upper(): replace(each, code=each.code.upper()) for each in templates}
