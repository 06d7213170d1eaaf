"""A year's results of a school or an area, cell by cell, from any file."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.results.applies import outside_standards
from bleadchallenge.domain.results.cells import Cell, CellStatus, written
from bleadchallenge.domain.results.figure_names import COLUMN_OF
from bleadchallenge.domain.results.measures import (
    COLUMNS,
    LevelResults,
    Measure,
    Progress,
    Results,
    Subject,
)
from bleadchallenge.domain.results.progress import pupils_covered
from bleadchallenge.domain.results.small_numbers import is_suppressed
from bleadchallenge.domain.results.source_rows import Address, SourceLine
from bleadchallenge.domain.results.subgroups import can_betray
from bleadchallenge.domain.years import exam_year, label

DISADVANTAGED: Final = "rwm_expected_disadvantaged_pct"
OTHERS: Final = "rwm_expected_others_pct"
GROUP_SIZES: Final = {DISADVANTAGED: "disadvantaged_pupils", OTHERS: "other_pupils"}
"""The figure that says how many pupils a group's figure is of."""
COUNTS: Final = frozenset({"eligible_pupils", *GROUP_SIZES.values()})
_OF_GROUPS: Final = frozenset({DISADVANTAGED, OTHERS, "disadvantaged_pct", *GROUP_SIZES.values()})
_BESIDE: Final = {
    "disadvantaged_pupils": "TFSM6CLA1A",
    "other_pupils": "TNOTFSM6CLA1A",
    "reading_teacher_assessed_pct": "PTREADTA_EXP",
    "maths_teacher_assessed_pct": "PTMATTA_EXP",
}
"""Figures that are asked for here and nowhere else."""
_NAME_OF: Final = {column: name for name, column in {**COLUMN_OF, **_BESIDE}.items()}
_COVERAGE: Final = {"reading": "READCOV", "writing": "WRITCOV", "maths": "MATCOV"}
_SPECIAL: Final = "2"
_BLANK: Final = Cell(None, CellStatus.BLANK)
_TOO_FEW: Final = Cell(None, CellStatus.SUPPRESSED, "SUPP")


@dataclass(frozen=True, slots=True)
class OutcomeSeries:
    """One row's figures of one year; ``suffix`` is ``_17`` where another year republished them.

    Every figure comes out as it may be shown: of five pupils or fewer it is
    hidden, and so is the figure of the other group, from which, with that of
    all pupils, the hidden one could be worked out.
    """

    year: str
    line: SourceLine
    suffix: str = ""

    @property
    def republished(self) -> bool:
        """Whether the figures stand in a later year's file."""
        return bool(self.suffix)

    def column(self, name: str) -> str:
        """The column a named figure stands in."""
        return (COLUMN_OF.get(name) or _BESIDE.get(name, name)) + self.suffix

    def text(self, name: str) -> str:
        """The text of a figure, word for word."""
        return self.line.text(self.column(name))

    def address(self, name: str) -> Address | None:
        """Where a figure stands; ``None`` where the file has no such column."""
        column = self.column(name)
        return self.line.address(column) if self.line.has(column) else None

    def figure(self, name: str) -> Cell:
        """A named figure as it may be shown."""
        known = _NAME_OF.get(name.upper(), name)
        cell = self._cell(known)
        if known == "eligible_pupils" or cell.value is None:
            return cell
        return _TOO_FEW if self._hides(known) else cell

    def value(self, name: str) -> float | None:
        """A named figure's number; ``None`` where it is hidden or not known."""
        return self.figure(name).value

    @property
    def pupils(self) -> int | None:
        """How many pupils were eligible; ``None`` where the file does not say."""
        return _whole(self._cell("eligible_pupils"))

    def group_pupils(self, name: str) -> int | None:
        """How many pupils a figure is of: all, or the disadvantaged, or the others."""
        if name in GROUP_SIZES:
            return _whole(self._cell(GROUP_SIZES[name]))
        return self.pupils

    def published_band(self, subject: Subject) -> tuple[bool, int | None]:
        """Whether the file says which band a score is in, and which: ``None`` where it has none.

        A code, such as ``NA``, says that there is no band. A blank says that no pupil was
        eligible; beside a score it says nothing, and the band follows from score and cuts.
        """
        column = f"{COLUMN_OF[f'{subject}_progress']}_DESCR"
        text = "" if self.suffix else self.line.text(column)
        if self.figure(f"{subject}_progress").status is CellStatus.SUPPRESSED:
            return True, None
        return bool(text), _whole(self.line.cell(column)) if text else None

    def progress(self, subject: Subject) -> Progress:
        """A subject's progress score with its published limits."""
        return Progress(
            self.value(f"{subject}_progress"),
            self.value(f"{subject}_progress_lower"),
            self.value(f"{subject}_progress_upper"),
        )

    def covered(self, subject: Subject) -> int | None:
        """About how many pupils a progress score counts."""
        return pupils_covered(self.pupils, self._cell(_COVERAGE[subject]).value)

    def results(self) -> Results:
        """What the floor standard and the coasting test ask for."""
        return Results(
            self.value("rwm_expected_pct"),
            self.progress(Subject.READING),
            self.progress(Subject.WRITING),
            self.progress(Subject.MATHS),
            self.pupils,
            self._outside(),
        )

    def _outside(self) -> str:
        """Why floor and coasting do not hold for the school; empty where they do."""
        line, covered = self.line, [self._cell(column).value for column in _COVERAGE.values()]
        if line.level is not Level.SCHOOL:
            return ""
        return outside_standards(
            is_special=line.text("RECTYPE") == _SPECIAL,
            ages=line.text("AGERANGE"),
            kind=line.text("NFTYPE"),
            pupils=self.pupils,
            covered=min((each for each in covered if each is not None), default=None),
        )

    def level_results(self) -> LevelResults:
        """What the coasting test asks for of a year in which levels were awarded."""
        measures = (
            Measure.RWM_LEVEL_4,
            Measure.READING_EXPECTED_PROGRESS,
            Measure.WRITING_EXPECTED_PROGRESS,
            Measure.MATHS_EXPECTED_PROGRESS,
        )
        return LevelResults(*(self.value(COLUMNS[measure]) for measure in measures))

    @property
    def said_by(self) -> str:
        """Which file gives the figures, in words."""
        source = self.line.source
        of = f"{source.kind} {label(source.year)}"
        release = f", {source.release}" if source.release else ""
        again = f", as republished for {label(self.year)}" if self.republished else ""
        return f"{source.file} ({of}{release}{again})"

    def _cell(self, name: str) -> Cell:
        column = self.column(name)
        return self.line.cell(column) if self.line.has(column) else _BLANK

    def _hides(self, name: str) -> bool:
        if self.line.level is not Level.SCHOOL:
            return False
        if is_suppressed(self.pupils):
            return True
        if name in _OF_GROUPS and self._a_group_is_small():
            return True
        if can_betray(self.line, self.column(name)):
            return True
        subject = name.split("_progress", maxsplit=1)[0]
        return (
            subject in _COVERAGE
            and "_progress" in name
            and is_suppressed(self._covered_by(subject))
        )

    def _a_group_is_small(self) -> bool:
        """Whether either group is small, or the file itself hides a group's figure."""
        sizes = [_whole(self._cell(size)) for size in GROUP_SIZES.values()]
        if any(is_suppressed(size) for size in sizes):
            return True
        hidden = CellStatus.SUPPRESSED
        return any(self._cell(name).status is hidden for name in (DISADVANTAGED, OTHERS))

    def _covered_by(self, subject: str) -> int | None:
        return pupils_covered(self.pupils, self._cell(_COVERAGE[subject]).value)


def as_written(line: SourceLine, name: str) -> float | int | str | None:
    """A figure of a row as every output gives it: a number, ``"c"`` when hidden, else ``None``."""
    value = written(OutcomeSeries(line.source.year, line).figure(name))
    return int(value) if name in COUNTS and isinstance(value, float) else value


def columns_for(names: Iterable[str], years: Iterable[str]) -> frozenset[str]:
    """The columns that figures, and the rules that hide them, stand in, in a table of any year.

    ``years`` are those the table may publish again.
    """
    asked = {*names, *COUNTS, DISADVANTAGED, OTHERS}
    plain = {(COLUMN_OF.get(name) or _BESIDE.get(name, name)).upper() for name in asked}
    plain |= {*_COVERAGE.values(), "RECTYPE", "AGERANGE", "NFTYPE"}
    return frozenset(column + end for column in plain for end in ("", *map(suffix_of, years)))


def suffix_of(year: str) -> str:
    """How later files mark the columns of a year they publish again: ``_17`` for 2016/17."""
    return f"_{exam_year(year) % 100:02d}"


def _whole(cell: Cell) -> int | None:
    return None if cell.value is None else int(cell.value)
