"""The sums of a pupil-level file held against the published table of the same year."""

from collections.abc import Iterator, Sequence

from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.results.cells import read_cell
from bleadchallenge.domain.results.source_rows import SourceLine
from bleadchallenge.intake.tables import CheckedTable, ColumnRule, Row
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader

_ROUNDING = 0.5 + 1e-9
"""Published percentages are whole: half a point may be rounding."""


def compare_with_published(reader: Reader, taken: CheckedTable) -> Iterator[Problem]:
    """Say of each school whether its pupils give the published share in all three subjects.

    Nothing is said where five pupils or fewer hide it, or where no table of the
    year is in.
    """
    rows = [row for row in taken.rows if _text(taken, row, "SUBJECT") == "rwm"]
    urns = {row.place.urn for row in rows}
    lines = published_files.lines(reader, "ks2", taken.year, urns=urns)
    table = {line.urn: line.cell("PTRWM_EXP").value for line in lines}
    for row in rows:
        share, said = _share(taken, row), table.get(row.place.urn)
        if share is not None and said is not None:
            yield _note(taken, row, share, said)


def differences_from_published(
    taken: CheckedTable, lines: Sequence[SourceLine]
) -> Iterator[Problem]:
    """Say column by column where a sheet that people made differs from what is published."""
    published = {line.urn: line for line in lines if line.urn}
    for column in taken.table.columns:
        if taken.kind.rule(column) is ColumnRule.ANYTHING:
            continue
        read = taken.table.reader(column)
        found = [
            (row, said, line.cell(column).value)
            for row in taken.rows
            if (line := published.get(row.place.urn))
            and (said := read_cell(read(_text(taken, row, column))).value) is not None
            and line.cell(column).value not in {None, said}
        ]
        if found:
            row, said, counts = found[0]
            yield taken.table.problem(
                ProblemKind.CONFLICT,
                Severity.NOTE,
                f"{len(found)} figures differ from those published, which count: "
                f"{said:g} here and {counts:g} there for {row.place.urn}",
                row=row.number,
                column=taken.table.names[taken.table.columns[column]],
            )


def _share(taken: CheckedTable, row: Row) -> float | None:
    pupils, met = (read_cell(_text(taken, row, name)).value for name in ("PUPILS", "TEST_MET"))
    return 100 * met / pupils if pupils and met is not None else None


def _note(taken: CheckedTable, row: Row, share: float, said: float) -> Problem:
    agrees = abs(share - said) <= _ROUNDING
    words = "as published" if agrees else f"but {said:.0f} % are published: another release?"
    return taken.table.problem(
        ProblemKind.DECIDED if agrees else ProblemKind.CONFLICT,
        Severity.NOTE,
        f"school {row.place.urn}: {share:.0f} % in reading, writing and maths, {words}",
    )


def _text(taken: CheckedTable, row: Row, column: str) -> str:
    return taken.table.cell(row.cells, column)
