"""The programme's schools in each release of a year's results, and what changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.evaluation.summative import SETTLED, RevisedFigure
from bleadchallenge.domain.results.cells import HIDDEN, CellStatus
from bleadchallenge.domain.results.small_numbers import pupils_difference
from bleadchallenge.domain.results.year_results import OutcomeSeries
from bleadchallenge.domain.years import label, parse_year
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.results.releases import (
    ReleaseFigures,
    figures_in,
    packs_between,
    releases,
)
from bleadchallenge.store.schools.cohorts import selected
from bleadchallenge.usecases.evaluation.options import parse_outcome
from bleadchallenge.usecases.listing import Column, Figure, Listing, column, row, spread
from bleadchallenge.usecases.lookup.years import resolve_year
from bleadchallenge.usecases.request import Request
from bleadchallenge.usecases.results.school_figures import WORDS

_PACK = "isg-pack"


@row
class ReleaseRow:
    """A school's figure in every release of a year, and by how much it moved, in points."""

    urn: str = column(hidden=True)
    name: str = column("school")
    values: Mapping[str, Figure] = spread()
    moved: Figure = column(decimals=1)
    pupils: Figure = column("in pupils", unit="pupils")
    became: str


@row
class ReleasedFile:
    """A file of a year; ``key`` names its figures in the rows."""

    release: str | None
    file: str
    taken_on: date
    change: int
    key: str


@row
class ReleasesScope:
    """The year, the outcome, and the year's files in the order of their releases."""

    year: str
    outcome: str
    files: tuple[ReleasedFile, ...]


@dataclass(frozen=True, slots=True)
class ReleaseComparison:
    """A year's releases with each one's figures of some schools, by URN and file."""

    year: str
    name: str
    released: tuple[ReleaseFigures, ...]
    said: Mapping[str, Mapping[int, OutcomeSeries]]
    names: Mapping[str, str]

    @property
    def settled(self) -> str:
        """How settled the figures that count are."""
        return SETTLED.get(self.released[-1].release if self.released else "", SETTLED[""])

    def value(self, urn: str, number: int) -> float | str | None:
        """A school's figure in one release, ``"c"`` where it is hidden."""
        outcome = self.said[urn].get(number)
        if outcome is None:
            return None
        cell = outcome.figure(self.name)
        return HIDDEN if cell.status is CellStatus.SUPPRESSED else cell.value


def compare_releases(reader: Reader, year: str, name: str) -> ReleaseComparison:
    """The figures of the cohort's schools in each release of a year."""
    names = {each.urn: each.name for each in selected(reader)}
    found = tuple(releases(reader, year))
    return ReleaseComparison(year, name, found, figures_in(reader, year, set(names)), names)


def list_releases(asked: Request, year: str | None, outcome: str | None) -> Listing[ReleaseRow]:
    """Each school's figure in every release of a year, and by how much it moved."""
    with asked.reading() as reader:
        wanted = resolve_year(reader, parse_year(year) if year else None)
        found = compare_releases(reader, wanted, parse_outcome(outcome))
        if not found.released:
            raise DataError(
                f"no results of {label(wanted)} are in", fix="bleadchallenge import-data FILE"
            )
        return Listing(
            "evaluate-releases",
            asked.as_of,
            reader.change,
            ReleaseRow,
            tuple(release_rows(found)),
            notes=tuple(notes_of(reader, found)),
            extra=ReleasesScope(wanted, found.name, tuple(files_of(found))),
            spread_columns=tuple(Column(key_of(each), title_of(each)) for each in found.released),
        )


def key_of(released: ReleaseFigures) -> str:
    """The key a release's figures stand under."""
    return f"{released.release or 'import'}_{released.number}"


def title_of(released: ReleaseFigures) -> str:
    """A release as people read it."""
    return f"{released.release or 'import'}, {released.taken_on.isoformat()}"


def release_rows(found: ReleaseComparison) -> list[ReleaseRow]:
    """A row for each school, by name: its figure in every release."""
    rows = [_row(found, urn, name) for urn, name in found.names.items()]
    return sorted(rows, key=lambda each: (each.name, each.urn))


def _row(found: ReleaseComparison, urn: str, name: str) -> ReleaseRow:
    values = [found.value(urn, each.number) for each in found.released]
    hidden = HIDDEN in values
    moved = RevisedFigure(*(_number(value) for value in (values[0], values[-1])))
    last = found.said[urn].get(found.released[-1].number)
    pupils = pupils_difference(moved.points, last.pupils if last else None)
    return ReleaseRow(
        urn=urn,
        name=name,
        values={key_of(each): value for each, value in zip(found.released, values, strict=True)},
        moved=HIDDEN if hidden else moved.points,
        pupils=HIDDEN if hidden else pupils,
        became="hidden" if hidden else moved.words,
    )


def notes_of(reader: Reader, found: ReleaseComparison) -> list[str]:
    """How settled the year is, what changed between releases, and which packs showed the older."""
    rows = release_rows(found)
    said = [f"{WORDS[found.name]}, {label(found.year)}: {found.settled}"]
    if len(found.released) < 2:  # noqa: PLR2004 - a change takes two
        said.append("one release is in: there is nothing to compare it with")
        return said
    counts = {word: sum(each.became == word for each in rows) for word in _BECAME}
    told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    said.append(f"from {found.released[0].release} to {found.released[-1].release}: {told}")
    numbers = [
        pack.number
        for pack in packs_between(
            reader, _PACK, found.released[0].change, found.released[-1].change
        )
    ]
    if numbers:
        said.append(
            f"packs {_from_to(numbers)} showed figures of {label(found.year)} that were not the "
            f"{found.released[-1].release} ones; they stay as they were issued"
        )
    return said


_BECAME = ("changed", "the same", "came in", "was taken out", "in neither", "hidden")


def files_of(found: ReleaseComparison) -> Iterator[ReleasedFile]:
    """The files of a year, in the order of their releases."""
    for each in found.released:
        yield ReleasedFile(
            release=each.release or None,
            file=each.file,
            taken_on=each.taken_on,
            change=each.change,
            key=key_of(each),
        )


def _from_to(numbers: Sequence[int]) -> str:
    return f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else str(numbers[0])


def _number(value: float | str | None) -> float | None:
    return value if isinstance(value, float) else None
