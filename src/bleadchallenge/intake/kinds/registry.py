"""The kinds of published file that are known, and how one is told from another."""

from collections.abc import Collection

from bleadchallenge.intake.kinds.areas import COMPARATORS
from bleadchallenge.intake.kinds.ks2 import KS2
from bleadchallenge.intake.kinds.schools import ABSENCE, CENSUS, GIAS, OFSTED, REGISTER
from bleadchallenge.intake.tables import Kind

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (KS2, CENSUS, ABSENCE, REGISTER, GIAS, OFSTED, COMPARATORS)
}


def known_names() -> frozenset[str]:
    """Every column name that tells a kind, in capitals; for finding a header."""
    return frozenset().union(*(kind.needs for kind in KINDS.values()))


def recognise(names: Collection[str]) -> Kind | None:
    """The kind whose needed columns all stand among the names, or ``None``.

    Where several fit, the one that needs most is meant.
    """
    fitting = [kind for kind in KINDS.values() if kind.needs <= set(names)]
    return max(fitting, key=lambda kind: len(kind.needs), default=None)


def nearest(names: Collection[str]) -> tuple[Kind, frozenset[str]] | None:
    """The kind a table most looks like and the columns it lacks; ``None`` for none at all."""
    present = set(names)
    kind = max(KINDS.values(), key=lambda kind: len(kind.needs & present) / len(kind.needs))
    share = len(kind.needs & present) / len(kind.needs)
    return (kind, kind.needs - present) if share >= 0.5 else None  # noqa: PLR2004 - half of them
