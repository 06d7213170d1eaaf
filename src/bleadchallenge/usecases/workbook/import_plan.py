"""What an import would do, as a value: its parts and its problems."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bleadchallenge.domain.choices import Release
from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity, refusals
from bleadchallenge.domain.years import parse_year
from bleadchallenge.intake.kinds.registry import KINDS
from bleadchallenge.intake.mapping import SheetMapping, read_mapping
from bleadchallenge.intake.tables import CheckedTable
from bleadchallenge.usecases.workbook.lists import RecordPlan, list_shapes


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person says of the files: kind, year and release, each empty to find out.

    ``mapping`` says what the columns of a sheet with other names are, ``published``
    the day the files came out.
    """

    kind: str = ""
    year: str = ""
    release: str = ""
    partial: bool = False
    mapping: SheetMapping | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class FilePlan:
    """A published file as it would be taken: how its rows compare with what is kept."""

    taken: CheckedTable
    new: int
    changed: int
    unchanged: int
    already: int | None = None
    superseded: str = ""
    published_on: date | None = None

    @property
    def repeated(self) -> int:
        """How many rows say word for word what one before them says."""
        repeats = (p for p in self.taken.problems if p.kind is ProblemKind.DUPLICATE_ROW)
        return sum(problem.severity is Severity.NOTE for problem in repeats)

    @property
    def rejected(self) -> int:
        """How many rows stay out."""
        return len({problem.row for problem in refusals(self.taken.problems)} - {None})


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do: its parts, and every problem on the way.

    It holds for the store as it was after change ``known_at``.
    """

    files: tuple[FilePlan, ...]
    lists: tuple[RecordPlan, ...]
    problems: tuple[Problem, ...]
    paths: tuple[Path, ...]
    wanted: ImportOptions
    known_at: int

    @property
    def refused(self) -> bool:
        """Whether nothing may be taken: a fault anywhere, unless good rows were asked for."""
        faults = refusals(self.problems)
        if self.wanted.partial:
            return any(problem.severity is Severity.FILE for problem in faults)
        return bool(faults)


def import_options(
    kind: str | None,
    year: str | None,
    release: str | None,
    mapping: Path | None = None,
    *,
    partial: bool = False,
    published: date | None = None,
) -> ImportOptions:
    """The options of an import, checked.

    Raises ``UsageError`` for a kind, year or release that does not exist, and
    ``DataError`` for a mapping that cannot be used.
    """
    said = read_mapping(mapping, _kinds() - {"pupils"}) if mapping else None
    if kind and kind not in KINDS and kind not in _kinds():
        raise UsageError(f"there is no kind {kind!r}", fix=f"one of {', '.join(sorted(_kinds()))}")
    releases = [choice.value for choice in Release]
    if release and release not in releases:
        raise UsageError(f"there is no release {release!r}", fix=f"one of {', '.join(releases)}")
    return ImportOptions(
        kind or "", parse_year(year) if year else "", release or "", partial, said, published
    )


def _kinds() -> set[str]:
    """Every kind of file and list that there is."""
    return {*KINDS, *list_shapes()}
