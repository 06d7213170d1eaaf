"""The programme's own lists: compared with what is on record, then brought in."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity, refusals
from bleadchallenge.domain.workbook.forms import heading_of, text_of_value
from bleadchallenge.domain.workbook.record_shapes import Record, RecordShape
from bleadchallenge.intake.records import read_records
from bleadchallenge.intake.sheets import RecognisedTable
from bleadchallenge.intake.tables import Table
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.facts.base import Fact, new_fact, values_of, written_key
from bleadchallenge.store.schools.directory import known_urns
from bleadchallenge.store.schools.identity import kept_under
from bleadchallenge.store.tables import fact_tables
from bleadchallenge.store.workbook.record_shapes import shapes
from bleadchallenge.usecases.lookup.names import NamedRecord, nearest
from bleadchallenge.usecases.lookup.schools import find_school

_INTERNAL = frozenset(
    ["source_file", "policy", "pack", "panel_code", "evaluation_plan", "family", "family_member"]
)
_URN = re.compile(r"[0-9]{6}")
_NEVER_WRITTEN_OVER = frozenset({"kpi_reading"})
_WHOSE = ("urn", "kpi", "on_day")
_SCHOOL_FIELDS = frozenset({"urn", "to_school", "from_school"})


def list_shapes() -> dict[str, RecordShape]:
    """The shapes of every list that people may fill in."""
    return shapes(*(name for name in fact_tables() if name not in _INTERNAL))


@dataclass(frozen=True, slots=True)
class CellEdit:
    """What one row of the workbook would do, cell by cell: old and new as they are written.

    ``column`` is empty where the whole record comes in or is taken out.
    """

    row: int
    cell: str
    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RecordPlan:
    """A list as it would be taken: which records are new, changed, unchanged, taken out.

    ``edits`` tell what changes cell by cell; of a list not what is new.
    """

    shape: RecordShape
    table: Table
    new: list[Record] = field(default_factory=list)
    changed: list[Record] = field(default_factory=list)
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()
    out: list[Record] = field(default_factory=list)
    edits: tuple[CellEdit, ...] = ()
    is_form: bool = False

    @property
    def is_quiet(self) -> bool:
        """Whether it is a sheet of the workbook in which nobody did anything."""
        return self.is_form and not (self.new or self.changed or self.out or self.rejected)

    @property
    def touched(self) -> list[Record]:
        """Every record that the part brings in, changes or takes out."""
        return [*self.new, *self.changed, *self.out]

    def without(self, problems: Sequence[Problem]) -> "RecordPlan":
        """The part without the rows that have a fault, which it now tells of."""
        rows = {problem.row for problem in refusals(problems)}
        return replace(
            self,
            new=[record for record in self.new if record.row not in rows],
            changed=[record for record in self.changed if record.row not in rows],
            out=[record for record in self.out if record.row not in rows],
            edits=tuple(edit for edit in self.edits if edit.row not in rows),
            problems=(*self.problems, *problems),
        )

    @property
    def rejected(self) -> int:
        """How many rows stay out."""
        return len({problem.row for problem in refusals(self.problems)})

    @property
    def said(self) -> str:
        """The part in a line."""
        rejected = f", {self.rejected} rejected" if self.rejected else ""
        out = f", {len(self.out)} taken out" if self.out else ""
        return (
            f"{_where(self.table)}: list of kind {self.shape.title}: {len(self.table.rows)} rows; "
            f"{len(self.new)} new, {len(self.changed)} changed, "
            f"{self.unchanged} unchanged{out}{rejected}"
        )


@dataclass(slots=True)
class ReferenceIndex:
    """What a list may name: schools, and the keys of records on record or in this import."""

    reader: Reader | None
    urns: set[str]
    codes: dict[str, set[object]]
    facts: dict[tuple[str, tuple[str, ...]], dict[tuple[object, ...], Fact]] = field(
        default_factory=dict
    )

    @classmethod
    def of(
        cls, reader: Reader | None, urns: Collection[str], codes: Mapping[str, set[object]]
    ) -> "ReferenceIndex":
        """All that is known once this import's own schools and codes are counted in."""
        known = cls(reader, set(urns), {table: set(found) for table, found in codes.items()})
        if reader is not None:
            known.urns |= known_urns(reader)
        return known

    def has(self, table: str, key: str, value: object) -> bool:
        """Whether a record of a table with that key is known."""
        if value in self.codes.get(table, set()):
            return True
        return (value,) in self.on_record(fact_tables()[table], (key,))

    def nearest(self, table: str, key: str, value: object) -> str:
        """The records of a table that are most like a value, as a remedy."""
        facts = self.on_record(fact_tables()[table], (key,)).items()
        named = [NamedRecord(str(code), getattr(fact, "name", "")) for (code,), fact in facts]
        shown = "; ".join(nearest(str(value), named))
        return f"a code on record, such as {shown}" if shown else "a code on record"

    def on_record(self, kind: type[Fact], key: tuple[str, ...]) -> dict[tuple[object, ...], Fact]:
        """The records of a table by some of their columns, asked for once for all rows."""
        name = (str(kind.__tablename__), key)
        if name not in self.facts:
            self.facts[name] = _by_key(self.reader, kind, key)
        return self.facts[name]


def _by_key(
    reader: Reader | None, kind: type[Fact], key: tuple[str, ...]
) -> dict[tuple[object, ...], Fact]:
    facts = reader.all(kind) if reader is not None else ()
    return {tuple(getattr(fact, name) for name in key): fact for fact in facts}


def codes_in(parts: Collection[RecognisedTable]) -> dict[str, set[object]]:
    """The keys that the lists of one import bring in, by table."""
    found: dict[str, set[object]] = {}
    for part in parts:
        if part.shape is not None and len(part.shape.key) == 1:
            records = read_records(part.table, part.shape).records
            found.setdefault(part.shape.name, set()).update(
                record.values[part.shape.key[0]] for record in records
            )
    return found


def compare_list(known: ReferenceIndex, part: RecognisedTable) -> list[RecordPlan]:
    """Compare a list with what is on record, record by record.

    A list of indicators may carry targets beside them, which are a part of
    their own.
    """
    if part.shape is None:
        return []
    every = list_shapes()
    listed = read_records(part.table, part.shape)
    compared = _compared(known, part.shape, part.table, listed.records, listed.problems)
    parts = [_without_guesses(compared) if part.is_guess else compared]
    for name, records in listed.beside.items():
        parts.append(_compared(known, every[name], part.table, records, []))
    return parts


def _without_guesses(part: RecordPlan) -> RecordPlan:
    """The part, refused where it would change what is on record though it may be a stranger's."""
    if not part.edits:
        return part
    first = part.edits[0]
    asked = part.table.problem(
        ProblemKind.UNKNOWN_LAYOUT,
        Severity.FILE,
        f"might be the programme's list of kind {part.shape.name}, which its columns do not tell, "
        f"and would change {len(part.changed)} on record ({first.old or 'nothing'} → {first.new})",
        row=first.row,
        column=first.column,
        expected=f"--kind {part.shape.name} if that is what it is",
    )
    return replace(part, problems=(*part.problems, asked))


def _compared(
    known: ReferenceIndex,
    shape: RecordShape,
    table: Table,
    records: list[Record],
    problems: list[Problem],
) -> RecordPlan:
    kind = fact_tables()[shape.name]
    new: list[Record] = []
    changed: list[Record] = []
    found = list(problems)
    edits: list[CellEdit] = []
    unchanged = 0
    for record in records:
        resolved, faults = with_references(known, kind, table, record)
        before = None if faults else _on_record(known, kind, resolved)
        differing = list(_edits(before, resolved, table)) if before else []
        if differing and shape.name in _NEVER_WRITTEN_OVER:
            faults = [_written_over(table, resolved, differing)]
        found += faults
        if faults:
            continue
        if before is None:
            new.append(resolved)
        elif differing:
            changed.append(resolved)
            edits += differing
        else:
            unchanged += 1
    return RecordPlan(shape, table, new, changed, unchanged, tuple(found), edits=tuple(edits))


def _on_record(known: ReferenceIndex, kind: type[Fact], record: Record) -> Fact | None:
    names = written_key(kind)
    return known.on_record(kind, names).get(tuple(record.values[name] for name in names))


def _edits(before: Fact, record: Record, table: Table) -> Iterator[CellEdit]:
    """What a record would change, field by field."""
    said = values_of(before)
    for name, value in record.values.items():
        if said[name] != value:
            cell = table.address(record.row, name) or ""
            yield CellEdit(record.row, cell, name, text_of_value(said[name]), text_of_value(value))


def _written_over(table: Table, record: Record, edits: Sequence[CellEdit]) -> Problem:
    """A refusal of a reading that is on record already and says something else."""
    said = "; ".join(f"{edit.column} {edit.old or 'nothing'} → {edit.new}" for edit in edits)
    who = " ".join(text_of_value(value) for name, value in record.values.items() if name in _WHOSE)
    return table.problem(
        ProblemKind.CONFLICT,
        Severity.ROW,
        f"{who} was read already ({said}); readings are added, never written over",
        row=record.row,
        column=edits[0].column,
        found=edits[0].new,
        expected='a new reading; or bleadchallenge kpi read ... --correct --reason "..."',
    )


def with_references(
    known: ReferenceIndex, kind: type[Fact], table: Table, record: Record
) -> tuple[Record, list[Problem]]:
    """A record whose schools are URNs that are known and whose references stand."""
    values = dict(record.values)
    faults: list[Problem] = []
    for name in _SCHOOL_FIELDS & {name for name, value in values.items() if value}:
        try:
            values[name] = _known_urn(known, str(values[name]))
        except DataError as error:
            faults.append(_fault(table, record, name, error.what, error.fix))
    for name, (other, key) in kind.REFERS.items():
        value = values.get(name)
        if value and not known.has(other, key, value):
            what = f"names the {fact_tables()[other].TITLE} {value}, which is not on record"
            faults.append(_fault(table, record, name, what, known.nearest(other, key, value)))
    return Record(record.shape, record.row, values), faults


def _known_urn(known: ReferenceIndex, text: str) -> str:
    if text in known.urns:
        return text if known.reader is None else kept_under(known.reader).get(text, text)
    if _URN.fullmatch(text) or known.reader is None:
        raise DataError(
            f"no school with URN {text} is known",
            fix="a URN that stands in an imported file; import the register first",
        )
    return find_school(known.reader, text).urn


def _fault(table: Table, record: Record, column: str, what: str, expected: str) -> Problem:
    return table.problem(
        ProblemKind.UNKNOWN_SCHOOL if column in _SCHOOL_FIELDS else ProblemKind.UNKNOWN_REFERENCE,
        Severity.ROW,
        what,
        row=record.row,
        column=column,
        found=str(record.values.get(column)),
        expected=expected,
    )


def each_once(parts: Sequence[RecordPlan]) -> list[RecordPlan]:
    """The parts without the rows about a record that an earlier part has."""
    seen: dict[tuple[str, tuple[object, ...]], tuple[Table, Record]] = {}
    return [part.without(list(_repeated_records(part, seen))) for part in parts]


def _repeated_records(
    part: RecordPlan, seen: dict[tuple[str, tuple[object, ...]], tuple[Table, Record]]
) -> Iterator[Problem]:
    for record in part.touched:
        key = tuple(record.values[name] for name in part.shape.key)
        table, first = seen.setdefault((part.shape.name, key), (part.table, record))
        if first is record:
            continue
        same = first.values == record.values
        place = f"row {first.row} of {_where(table)}"
        yield part.table.problem(
            ProblemKind.DUPLICATE_ROW if same else ProblemKind.CONFLICT,
            Severity.ROW,
            f"says the same as {place}" if same else f"differs from {place}, of the same record",
            row=record.row,
            column=heading_of(part.shape.key[0]) if part.is_form else part.shape.key[0],
            found=" ".join(map(str, key)),
            expected="one row for each record in one import",
        )


def _where(table: Table) -> str:
    return table.file + (f" [{table.sheet}]" if table.sheet else "")


def bring_list(writer: Writer, part: RecordPlan) -> None:
    """Bring a list's new records in, put changed ones in the place of the old, take some out."""
    kind = fact_tables()[part.shape.name]
    writer.retract(*(fact for fact, _record in _on_record_of(writer, kind, part.out)))
    writer.add(*(new_fact(kind, record.values) for record in part.new))
    changed = _on_record_of(writer, kind, part.changed)
    writer.replace_all((old, record.values) for old, record in changed)


def _on_record_of(
    writer: Writer, kind: type[Fact], records: Sequence[Record]
) -> list[tuple[Fact, Record]]:
    """The facts on record that records of a list speak of, each with its record."""
    names = written_key(kind)
    before = _by_key(writer, kind, names) if records else {}
    keyed = [(tuple(each.values[name] for name in names), each) for each in records]
    return [(before[key], record) for key, record in keyed if key in before]
