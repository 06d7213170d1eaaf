"""What an import would do, as a value: its parts and its problems."""

from dataclasses import dataclass
from pathlib import Path

from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.problems import Problem, Severity, refusing
from bleadchallenge.domain.words import Release
from bleadchallenge.domain.years import parse_year
from bleadchallenge.intake.kinds.registry import KINDS
from bleadchallenge.intake.mapping import SheetMapping, read_mapping
from bleadchallenge.intake.tables import Taken
from bleadchallenge.usecases.recording.lists import ListPart, list_shapes


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person says of the files: kind, year and release, each empty to find out.

    ``mapping`` says what the columns of a sheet with other names are.
    """

    kind: str = ""
    year: str = ""
    release: str = ""
    partial: bool = False
    mapping: SheetMapping | None = None


@dataclass(frozen=True, slots=True)
class FilePart:
    """A published file as it would be taken: how its rows compare with what is kept."""

    taken: Taken
    new: int
    changed: int
    unchanged: int
    already: int | None = None
    superseded: str = ""

    @property
    def rejected(self) -> int:
        """How many rows stay out."""
        return len({problem.row for problem in refusing(self.taken.problems)} - {None})


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do: its parts, and every problem on the way."""

    files: tuple[FilePart, ...]
    lists: tuple[ListPart, ...]
    problems: tuple[Problem, ...]
    partial: bool

    @property
    def refused(self) -> bool:
        """Whether nothing may be taken: a fault anywhere, unless good rows were asked for."""
        faults = refusing(self.problems)
        if self.partial:
            return any(problem.severity is Severity.FILE for problem in faults)
        return bool(faults)


def wanted(
    kind: str | None,
    year: str | None,
    release: str | None,
    mapping: Path | None = None,
    *,
    partial: bool = False,
) -> Wanted:
    """What a person said of the files, checked.

    Raises ``UsageError`` for a kind, year or release that does not exist, and
    ``DataError`` for a mapping that cannot be used.
    """
    said = read_mapping(mapping, _kinds() - {"pupils"}) if mapping else None
    if kind and kind not in KINDS and kind not in _kinds():
        raise UsageError(f"there is no kind {kind!r}", fix=f"one of {', '.join(sorted(_kinds()))}")
    releases = [choice.value for choice in Release]
    if release and release not in releases:
        raise UsageError(f"there is no release {release!r}", fix=f"one of {', '.join(releases)}")
    return Wanted(kind or "", parse_year(year) if year else "", release or "", partial, said)


def _kinds() -> set[str]:
    """Every kind of file and list that there is."""
    return {*KINDS, *list_shapes()}
