"""The kinds of published file that are known, and how one is told from another."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache

from bleadchallenge.intake.kinds.areas import COMPARATORS
from bleadchallenge.intake.kinds.families import FAMILIES
from bleadchallenge.intake.kinds.ks2 import KS2
from bleadchallenge.intake.kinds.moderation import MODERATION
from bleadchallenge.intake.kinds.ofsted import OFSTED
from bleadchallenge.intake.kinds.pupils import PUPILS
from bleadchallenge.intake.kinds.schools import ABSENCE, CENSUS, GIAS, REGISTER
from bleadchallenge.intake.tables import FileKind

KINDS: dict[str, FileKind] = {
    kind.name: kind
    for kind in (
        KS2,
        CENSUS,
        ABSENCE,
        REGISTER,
        GIAS,
        OFSTED,
        COMPARATORS,
        FAMILIES,
        MODERATION,
        PUPILS,
    )
}


@cache
def known_names() -> frozenset[str]:
    """Every column name that tells a kind, in capitals; for finding a header."""
    return frozenset().union(
        *({*kind.needs, *kind.one_of, *kind.aliases} for kind in KINDS.values())
    )


def under_known_names(columns: Mapping[str, int], kind: FileKind) -> dict[str, int]:
    """The columns of a table, by their known names where they have another.

    Of two columns for one thing the preferred one counts; what goes with the other is
    not read then.
    """
    first = {kind.aliases[alias]: place for alias, place in preferred_in(columns, kind).items()}
    named = {**columns, **first}
    for alias, known in kind.aliases.items():
        if alias in columns:
            named.setdefault(known, columns[alias])
    for companion, known in kind.companions.items():
        if known in first and companion not in first and _have_others(columns, kind, known):
            named.pop(companion, None)
    return named


def with_names_in(columns: Collection[str], kind: FileKind) -> FileKind:
    """A kind that also knows the preferred columns of a table that it tells by a pattern."""
    more = {
        name: known
        for name in columns
        if name not in kind.aliases and (known := kind.preferred_by(name))
    }
    if not more:
        return kind
    return replace(kind, aliases={**kind.aliases, **more}, preferred=(*kind.preferred, *more))


def preferred_in(columns: Mapping[str, int], kind: FileKind) -> dict[str, int]:
    """The columns that come before others of the same known name; of several, the first."""
    found: dict[str, int] = {}
    for alias in kind.preferred:
        if alias in columns and kind.aliases[alias] not in {kind.aliases[name] for name in found}:
            found[alias] = columns[alias]
    return found


def _have_others(columns: Mapping[str, int], kind: FileKind, known: str) -> bool:
    """Whether a column that is not preferred stands for the known name too."""
    return any(
        kind.aliases.get(name, name) == known and name not in kind.preferred for name in columns
    )


def recognise(names: Collection[str]) -> FileKind | None:
    """The kind whose needed columns all stand among the names, or ``None``.

    Where several fit, the one that needs most is meant.
    """
    fitting = [kind for kind in KINDS.values() if not lacking(kind, names)]
    return max(fitting, key=lambda kind: len(kind.needs), default=None)


def lacking(kind: FileKind, names: Collection[str]) -> frozenset[str]:
    """The needed columns of a kind that are not among the names, under any name.

    Of those of which one is enough, all are named together where none stands.
    """
    others = {
        known for alias, known in with_names_in(names, kind).aliases.items() if alias in names
    }
    present = set(names) | others
    missing = kind.needs - present
    return missing if present.intersection(kind.one_of) else missing | _either(kind)


def _either(kind: FileKind) -> frozenset[str]:
    return frozenset([" or ".join(kind.one_of)]) if kind.one_of else frozenset()


def _needed(kind: FileKind) -> int:
    """How many columns a kind needs, of those of which one is enough one."""
    return len(kind.needs) + bool(kind.one_of)


def nearest(names: Collection[str]) -> tuple[FileKind, frozenset[str]] | None:
    """The kind a table most looks like and the columns it lacks; ``None`` for none at all."""
    kind = min(KINDS.values(), key=lambda kind: len(lacking(kind, names)) / _needed(kind))
    missing = lacking(kind, names)
    return (kind, missing) if len(missing) * 2 < len(kind.needs) else None
