"""The name of a figure, by which ``explain`` finds it again."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bleadchallenge.domain.errors import UsageError

_SLASH: Final = "%2F"
_BLANK: Final = "%20"
"""How a page writes a blank within a name, as it parts names by blanks."""


class RefKind(StrEnum):
    """What a figure is, and with it which parts its name has."""

    KS2 = "ks2"
    AREA = "area"
    BENCHMARK = "benchmark"
    GAP = "gap"
    PUPILS = "pupils"
    INTERVAL = "interval"
    STANDING = "standing"
    GROWTH = "growth"
    BAND = "band"
    FLOOR = "floor"
    COASTING = "coasting"
    FAMILY = "family"
    RANK = "rank"
    ACCURACY = "accuracy"
    ROW = "row"
    KPI = "kpi"
    KPIS = "kpis"
    DAYS = "days"
    STATUS = "status"
    MILESTONE = "milestone"
    ALLIANCE = "alliance"
    ADVICE = "advice"
    ESCALATION = "escalation"
    EXPECTATION = "expectation"
    CHANGED = "changed"
    MOVED = "moved"
    REVIEW = "review"
    JUDGEMENT = "judgement"
    RECOMMENDATION = "recommendation"
    PACKS = "packs"
    FILE = "file"
    EFFECT = "effect"
    COST = "cost"


PARTS: Final[dict[RefKind, tuple[str, ...]]] = {
    RefKind.KS2: ("year", "urn", "figure or column"),
    RefKind.AREA: ("year", "area", "figure or column"),
    RefKind.BENCHMARK: ("year", "urn", "figure", "against"),
    RefKind.GAP: ("year", "urn", "figure", "against"),
    RefKind.PUPILS: ("year", "urn", "figure", "against"),
    RefKind.INTERVAL: ("year", "urn", "figure", "limit"),
    RefKind.STANDING: ("year", "urn", "figure", "against"),
    RefKind.GROWTH: ("years", "urn", "figure", "what"),
    RefKind.BAND: ("year", "urn", "subject"),
    RefKind.FLOOR: ("year", "urn"),
    RefKind.COASTING: ("year", "urn"),
    RefKind.FAMILY: ("year", "urn", "way", "member"),
    RefKind.RANK: ("year", "urn", "figure"),
    RefKind.ACCURACY: ("year", "urn", "subject", "part"),
    RefKind.ROW: ("kind", "year", "urn", "column"),
    RefKind.KPI: ("urn", "code", "what"),
    RefKind.KPIS: ("urn", "side"),
    RefKind.DAYS: ("school, alliance or programme", "what"),
    RefKind.STATUS: ("school or programme",),
    RefKind.MILESTONE: ("urn", "number or next"),
    RefKind.ALLIANCE: ("alliance", "what"),
    RefKind.ADVICE: ("number or school", "what"),
    RefKind.ESCALATION: ("urn",),
    RefKind.EXPECTATION: ("school or programme", "expectation", "what"),
    RefKind.CHANGED: ("since change", "whom"),
    RefKind.MOVED: ("since change", "how"),
    RefKind.REVIEW: ("school or programme", "stage"),
    RefKind.JUDGEMENT: ("urn", "review", "area"),
    RefKind.RECOMMENDATION: ("urn", "review", "number"),
    RefKind.PACKS: ("since day",),
    RefKind.FILE: ("number", "what"),
    RefKind.EFFECT: ("years", "urn", "figure", "what"),
    RefKind.COST: ("urn", "what"),
}
"""What follows each kind, in order."""

_LEFT_OUT: Final = {RefKind.KPI: "value"}
"""What is meant where the last part is left out."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The name of one figure: its kind, and the parts that tell it from others."""

    kind: RefKind
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return "/".join([self.kind, *(part.replace("/", _SLASH) for part in self.parts)])


def ref(kind: RefKind, *parts: str) -> str:
    """The text of a reference."""
    return str(Ref(kind, parts))


def parse_ref(text: str) -> Ref:
    """The reference a text names; raises ``UsageError`` with the forms there are."""
    word, *parts = text.strip().strip("/").split("/")
    kind = next((kind for kind in RefKind if kind == word), None)
    if kind in _LEFT_OUT and len(parts) == len(PARTS[kind]) - 1:
        parts.append(_LEFT_OUT[kind])
    if kind is None or len(parts) != len(PARTS[kind]):
        raise UsageError(
            f"{text!r} names no figure",
            why="a figure's name is its kind and what tells it from others, with slashes",
            fix="one of " + ", ".join("/".join([each, *PARTS[each]]) for each in _FIRST)
            if kind is None
            else f"write it as {'/'.join([kind, *PARTS[kind]])}",
        )
    return Ref(kind, tuple(part.replace(_SLASH, "/").replace(_BLANK, " ") for part in parts))


_FIRST: Final = (RefKind.KS2, RefKind.GAP, RefKind.BAND, RefKind.KPI)
