"""The pupil-level file: read, added up school by school, and let go.

Nothing of a pupil leaves this module: no cell goes into a row, a problem or an
error; the digest that tells one import from another is that of the sums.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.results.small_numbers import is_suppressed
from bleadchallenge.intake.tables import Cells, ColumnRule, FileKind, RowIdentity, Table

_INCLUDED: Final = "201"
_HIDDEN: Final = "SUPP"
_NONE: Final = "NA"
_URN: Final = re.compile(r"[1-9][0-9]{5}")
_LAESTAB: Final = re.compile(r"[0-9]{3}/?[0-9]{4}")
_UPN: Final = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]")
_TEST_MET: Final = {"AS": True, "NS": False}
_TEACHER_MET: Final = {
    **dict.fromkeys(("EXS", "GDS"), True),
    **dict.fromkeys(("WTS", "HNM", "EM", "PKF", "BLW", *(f"PK{n}" for n in range(1, 7))), False),
}
_FLAGS: Final = {"1": True, "0": False}
_PERSONAL: Final = frozenset({"UPN", "SURNAME", "FORENAME", "DOB", "CYPMD_ID"})
_ALSO_PERSONAL: Final = frozenset(
    {"UNIQUE PUPIL NUMBER", "UNIQUE PUPIL NUMBER (UPN)", "PUPIL SURNAME", "PUPIL FORENAME(S)",
     "PUPIL DATE OF BIRTH", "PUPIL NAME", "DATE OF BIRTH"}
)  # fmt: skip
_ONE_PUPIL: Final = frozenset(
    {"UPN", "PUPIL", "PUPIL NAME", "NAME OF PUPIL", "PUPIL'S NAME", "CHILD", "CHILD'S NAME",
     "STUDENT", "STUDENT NAME", "LEGAL SURNAME"}
)  # fmt: skip
"""Names of columns each of which is enough to tell that a row is one pupil's."""
_SUBJECTS: Final = {
    "reading": ("READOUTCOME", "READTAOUTCOME"),
    "maths": ("MATOUTCOME", "MATTAOUTCOME"),
    "writing": (None, "WRITTAOUTCOME"),
}
_NAMES: Final = (
    "URN", "LAESTAB", "SUBJECT", "PUPILS", "AGREE", "OVER", "UNDER", "TEACHER_MET", "TEST_MET",
)  # fmt: skip

PUPILS = FileKind(
    name="pupils",
    title="pupil-level key stage 2 file",
    years="2015/16 on",
    published="to schools alone: Find a school's performance data (CYPMD); only sums are kept",
    needs=frozenset(
        {"URN", "UPN", "SURNAME", "FORENAME", "PINCL_FLAG", "READOUTCOME", "READTAOUTCOME"}
    ),
    aliases={
        "DFE ESTABLISHMENT NUMBER": "LAESTAB",
        "SCHOOL UNIQUE REFERENCE NUMBER (URN)": "URN",
        "UNIQUE PUPIL NUMBER (UPN)": "UPN",
        "CYPMD ID": "CYPMD_ID",
        "PUPIL INCLUSION STATUS FLAG": "PINCL_FLAG",
        "PUPIL SURNAME": "SURNAME",
        "PUPIL FORENAME(S)": "FORENAME",
        "PUPIL DATE OF BIRTH": "DOB",
        "KS2 READING OUTCOME": "READOUTCOME",
        "KS2 MATHEMATICS OUTCOME": "MATOUTCOME",
        "WRITING TEACHER ASSESSMENT": "WRITTAOUTCOME",
        "MATHEMATICS TEACHER ASSESSMENT": "MATTAOUTCOME",
        "READING TEACHER ASSESSMENT": "READTAOUTCOME",
        "IS PUPIL ELIGIBLE IN READING TEST, WRITING TA AND MATHEMATICS TEST?": "ELIGRWM",
        "HAS PUPIL REACHED THE EXPECTED STANDARD IN READING TEST, WRITING TA AND MATHEMATICS TEST?": (  # noqa: E501 - the heading as it stands
            "RWMEXP"
        ),
    },
    locate=lambda _table, _cells: None,
    rule=lambda _name: ColumnRule.ANYTHING,
)

ACCURACY = FileKind(
    name="assessment_accuracy",
    title="accuracy of assessment, from a pupil-level file",
    needs=frozenset(_NAMES),
    locate=lambda table, cells: RowIdentity(
        Level.SCHOOL,
        table.cell(cells, "URN"),
        table.cell(cells, "LAESTAB"),
        table.cell(cells, "LAESTAB")[:3],
    ),
    rule=lambda name: ColumnRule.ANYTHING if name in _NAMES[:3] else ColumnRule.COUNT,
    parts="SUBJECT",
)


@dataclass(slots=True)
class _Count:
    """What is counted of a school's pupils in one subject."""

    pupils: int = 0
    agree: int = 0
    over: int = 0
    under: int = 0
    teacher_met: int = 0
    test_met: int = 0

    def pair(self, teacher: bool, test: bool) -> None:  # noqa: FBT001 - two judgements of one pupil
        """Count a pupil whom teacher and test judged."""
        self.pupils += 1
        self.agree += teacher == test
        self.over += teacher and not test
        self.under += test and not teacher
        self.teacher_met += teacher
        self.test_met += test


@dataclass(slots=True)
class _School:
    laestab: str
    counts: dict[str, _Count] = field(default_factory=dict)

    def count(self, subject: str) -> _Count:
        return self.counts.setdefault(subject, _Count())


def is_personal(names: Iterable[str]) -> bool:
    """Whether column names, in capitals, speak of single pupils."""
    present = set(names)
    return bool(present & _ONE_PUPIL) or len(present & (_PERSONAL | _ALSO_PERSONAL)) > 1


def holds_pupils(column: Collection[str]) -> bool:
    """Whether a column's cells are unique pupil numbers, whatever its name."""
    filled = [text.strip() for text in column if text.strip()]
    return bool(filled) and sum(bool(_UPN.fullmatch(text)) for text in filled) * 2 > len(filled)


def aggregate(table: Table) -> tuple[Table, list[Problem]]:
    """A pupil-level table as sums of each school and subject, and what was left out.

    Agreement is counted over the pupils included at the end of key stage 2 whom
    both a teacher and a test judged. Of five pupils or fewer only their number
    is given.
    """
    schools: dict[str, _School] = {}
    problems: list[Problem] = []
    left_out = 0
    for number, cells in table.rows:
        fault = _fault(table, number, cells)
        if fault is not None:
            problems.append(fault)
        elif table.cell(cells, "PINCL_FLAG") != _INCLUDED:
            left_out += 1
        else:
            _add(schools, table, cells)
    problems += [*_notes(table, left_out), *_repeated(table)]
    return _sums(table, schools), problems


def _fault(table: Table, number: int, cells: Cells) -> Problem | None:
    """A row that cannot be counted: only where it stands is told."""
    if len(cells) > len(table.names) and any(cell.strip() for cell in cells[len(table.names) :]):
        return _refused(table, number, ProblemKind.EXTRA_CELL, None, "has a cell beyond the header")
    for column, pattern in (("URN", _URN), ("LAESTAB", _LAESTAB)):
        if column in table.columns and not pattern.fullmatch(table.cell(cells, column)):
            what = f"has no proper {column}"
            return _refused(table, number, ProblemKind.BAD_IDENTIFIER, column, what)
    return None


def _repeated(table: Table) -> list[Problem]:
    """A note that pupil numbers stand twice in a school; they may be incorrect, so all count."""
    seen: set[tuple[str, str]] = set()
    again = 0
    for _number, cells in table.rows:
        pupil = (table.cell(cells, "URN"), table.cell(cells, "UPN"))
        again += bool(pupil[1]) and pupil in seen
        seen.add(pupil)
    if not again:
        return []
    said = f"{again} rows bear a pupil number that stands before them in the same school; all count"
    return [table.problem(ProblemKind.DUPLICATE_ROW, Severity.NOTE, said)]


def _refused(
    table: Table, number: int, kind: ProblemKind, column: str | None, what: str
) -> Problem:
    return table.problem(kind, Severity.ROW, what, row=number, column=column)


def _add(schools: dict[str, _School], table: Table, cells: Cells) -> None:
    urn = table.cell(cells, "URN")
    laestab = table.cell(cells, "LAESTAB").replace("/", "")
    school = schools.setdefault(urn, _School(laestab))
    for subject, (test, judged) in _SUBJECTS.items():
        teacher = _TEACHER_MET.get(table.cell(cells, judged))
        tested = _TEST_MET.get(table.cell(cells, test)) if test else None
        if test is None and teacher is not None:
            school.count(subject).pupils += 1
            school.count(subject).teacher_met += teacher
        elif teacher is not None and tested is not None:
            school.count(subject).pair(teacher, tested)
    if _FLAGS.get(table.cell(cells, "ELIGRWM")):
        school.count("rwm").pupils += 1
        school.count("rwm").test_met += _FLAGS.get(table.cell(cells, "RWMEXP"), False)


def _notes(table: Table, left_out: int) -> Iterator[Problem]:
    if left_out:
        told = f"{left_out} row{'s' * (left_out != 1)} of pupils not included in the results"
        yield table.problem(ProblemKind.DECIDED, Severity.NOTE, f"{told} left out of the sums")
    told = f"{len(table.rows)} rows of pupils were added up school by school; no row is kept"
    yield table.problem(ProblemKind.DECIDED, Severity.NOTE, told)


def _sums(table: Table, schools: Mapping[str, _School]) -> Table:
    rows = list(_rows(schools))
    said = "\n".join(",".join(cells) for cells in rows)
    return Table(
        file=table.file,
        sheet=table.sheet,
        sha256=hashlib.sha256(said.encode()).hexdigest(),
        header_row=table.header_row,
        names=_NAMES,
        columns={name: place for place, name in enumerate(_NAMES)},
        rows=list(enumerate(rows, start=1)),
    )


def _rows(schools: Mapping[str, _School]) -> Iterator[list[str]]:
    for urn, school in sorted(schools.items()):
        for subject in (*_SUBJECTS, "rwm"):
            yield [urn, school.laestab, subject, *_figures(subject, school.count(subject))]


def _figures(subject: str, count: _Count) -> Sequence[str]:
    """Counts as cells: hidden of five or fewer, ``NA`` where nothing is compared."""
    figures = [count.agree, count.over, count.under, count.teacher_met, count.test_met]
    if is_suppressed(count.pupils):
        return [str(count.pupils), *[_HIDDEN] * len(figures)]
    written = [str(figure) for figure in figures]
    if subject == "writing":
        return [str(count.pupils), _NONE, _NONE, _NONE, written[3], _NONE]
    if subject == "rwm":
        return [str(count.pupils), _NONE, _NONE, _NONE, _NONE, written[4]]
    return [str(count.pupils), *written]
