"""The workbook read back: each row held against its mark and against what is on record now."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.workbook.forms import (
    TAKE_OUT,
    FormColumn,
    NamesOf,
    cell_text,
    code_in,
    forms,
)
from bleadchallenge.domain.workbook.recipients import Recipient
from bleadchallenge.domain.workbook.record_shapes import Record
from bleadchallenge.intake.filled_workbook import (
    FilledRow,
    FilledSheet,
    FilledWorkbook,
    read_cell,
    read_filled,
)
from bleadchallenge.intake.policy_file import read_policy
from bleadchallenge.intake.records import RefusedCellError
from bleadchallenge.intake.sheet_xml import address
from bleadchallenge.intake.spreadsheet import Spreadsheet
from bleadchallenge.resources import policy_text
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.schools.identity import kept_under
from bleadchallenge.store.tables import PolicyText, fact_tables
from bleadchallenge.store.workbook.comparison import Names, changed_by, digest_after, names_known
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.workbook.lists import (
    CellEdit,
    RecordPlan,
    ReferenceIndex,
    list_shapes,
    with_references,
)
from bleadchallenge.usecases.workbook.row_numbers import NUMBER, Numbers
from bleadchallenge.usecases.workbook.row_texts import FormTexts, Key, Texts

_NAMES_ITSELF = {
    "alliance": (NamesOf.ALLIANCES, NamesOf.SUBJECTS),
    "person": (NamesOf.PEOPLE,),
    "kpi": (NamesOf.INDICATORS,),
    "practice_session": (NamesOf.SESSIONS,),
    "cohort": (NamesOf.COHORTS,),
    "advice": (NamesOf.ADVICE,),
}
_CODES = ("code", NUMBER)


def read_back(book: Spreadsheet) -> FilledWorkbook:
    """A workbook of ours as it was filled in."""
    return read_filled(book, forms(list_shapes()))


def codes_of(filled: FilledWorkbook) -> dict[str, set[object]]:
    """The keys that the rows of a workbook bring in, by table."""
    found: dict[str, set[object]] = {}
    for sheet in filled.sheets:
        key = sheet.form.shape.key
        if len(key) == 1:
            whole = sheet.form.shape.field(key[0])
            said = [row.texts[key[0]] for row in sheet.rows]
            numbers: set[object] = {int(text) for text in said if text.isdecimal()}
            found[sheet.form.shape.name] = numbers if whole.name == NUMBER else set(said)
    return found


def names_in(reader: Reader | None) -> Names:
    """Every list to choose from as it stands now; the shipped policy's terms without a store."""
    if reader is None:
        terms = read_policy(policy_text()).terms
        return {NamesOf.TERMS: {term.code: term.name for term in terms}}
    found = reader.first(PolicyText)
    return names_known(reader, read_policy(found.text) if found else None)


def compare_filled(
    known: ReferenceIndex, filled: FilledWorkbook, names: Names, sender: Recipient | None = None
) -> list[RecordPlan]:
    """Every sheet of a workbook as it would be taken; of a cut one only what its sender may say."""
    bench = _ComparisonContext(known, filled, _codes(known, filled, names), sender)
    return [
        _SheetComparison(bench, sheet, FormTexts(sheet.form)).compared() for sheet in filled.sheets
    ]


def notes_on(reader: Reader | None, filled: FilledWorkbook) -> Iterator[Problem]:
    """What a person should know of the workbook as a whole."""
    if not _same_store(reader, filled):
        yield Problem(
            ProblemKind.DECIDED,
            Severity.NOTE,
            "was written from another store, or one put back since: every row counts as new",
            filled.name,
        )


def _same_store(reader: Reader | None, filled: FilledWorkbook) -> bool:
    return reader is not None and digest_after(reader, filled.change) == filled.digest


def _codes(known: ReferenceIndex, filled: FilledWorkbook, names: Names) -> dict[str, set[str]]:
    """The codes of every list: those on record and those that the workbook itself brings."""
    codes = {name: set(found) for name, found in names.items()}
    codes.setdefault(NamesOf.SCHOOLS, set()).update(known.urns)
    codes.setdefault(NamesOf.SUBJECTS, set()).update(known.urns)
    for sheet in filled.sheets:
        for name in _NAMES_ITSELF.get(sheet.form.shape.name, ()):
            column = next(key for key in _CODES if key in sheet.form.shape.key)
            codes.setdefault(name, set()).update(row.texts[column] for row in sheet.rows)
    return {name: found - {""} for name, found in codes.items()}


@dataclass(frozen=True, slots=True)
class _ComparisonContext:
    """What every sheet is compared against."""

    known: ReferenceIndex
    filled: FilledWorkbook
    codes: Mapping[str, set[str]]
    sender: Recipient | None = None

    @property
    def reader(self) -> Reader | None:
        """The store, or ``None`` where there is none yet."""
        return self.known.reader


@dataclass(slots=True)
class _SheetComparison:
    """One sheet while it is compared, row by row."""

    bench: _ComparisonContext
    sheet: FilledSheet
    texts: FormTexts
    current: dict[Key, Fact] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    new: list[Record] = field(default_factory=list)
    changed: list[Record] = field(default_factory=list)
    out: list[Record] = field(default_factory=list)
    edits: list[CellEdit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unchanged: int = 0
    seen: dict[Key, int] = field(default_factory=dict)

    def compared(self) -> RecordPlan:
        """The sheet as it would be taken."""
        form, reader = self.sheet.form, self.bench.reader
        kind = fact_tables()[form.shape.name]
        if reader is not None:
            self.current = {
                self.texts.key(self.texts.of_fact(fact)): fact for fact in reader.all(kind)
            }
        rows = [(row, self._with_codes(row)) for row in self.sheet.rows]
        if _same_store(reader, self.bench.filled):
            self.marks = dict(row.mark.split(":", 1) for row, _ in rows if ":" in row.mark)
        Numbers(self.texts, kind, reader, self.current).give([texts for _, texts in rows])
        there = {self.texts.key_mark(texts) for _, texts in rows}
        for row, texts in rows:
            self._weigh(row, texts, there)
        return RecordPlan(
            form.shape,
            self.sheet.table,
            self.new,
            self.changed,
            self.unchanged,
            tuple(self.problems),
            self.out,
            tuple(self.edits),
            is_form=True,
        )

    def _weigh(self, row: FilledRow, texts: Texts, there: set[str]) -> None:
        """Decide what becomes of a row: new, changed, unchanged, taken out or rejected."""
        key = self.texts.key(texts)
        moved = row.mark.partition(":")[0]
        if self.marks and moved in self.marks and moved not in there:
            self._reject(row, self._first_key(), ProblemKind.BAD_IDENTIFIER, *_KEY_CHANGED)
        elif key in self.seen:
            what = f"says the same as row {self.seen[key]} in what tells records apart"
            self._reject(row, self._first_key(), ProblemKind.DUPLICATE_ROW, what, "one row each")
        elif refused := self._refusal(row, texts, self.current.get(key)):
            self._reject(row, self._first_key(), ProblemKind.NOT_THEIRS, refused, _NOT_THEIRS)
        else:
            self.seen[key] = row.number
            self._compare(
                row, texts, self.current.get(key), self.marks.get(self.texts.key_mark(texts))
            )

    def _refusal(self, row: FilledRow, texts: Texts, now: Fact | None) -> str:
        """Why a row of a cut workbook is not its sender's to say; empty where it is."""
        sender = self.bench.sender
        if sender is None:
            return ""
        before = self.texts.of_fact(now) if now is not None else None
        table, said = self.sheet.form.shape.name, self.texts.read(texts)
        return sender.refusal(table, said, before, take_out=row.take_out)

    def _compare(self, row: FilledRow, texts: Texts, now: Fact | None, before: str | None) -> None:
        if now is None:
            self._without_record(row, texts, before)
            return
        differing = [c for c in self.sheet.form.columns if self.texts.differs(c, texts, now)]
        if row.take_out:
            self._take_out(row, now, before)
        elif not differing:
            self.unchanged += 1
        elif before == self.texts.whole(self.texts.of_fact(now)):
            self._change(row, texts, now, differing)
        elif before == self.texts.whole(self.texts.read(texts)):
            self.unchanged += 1
            self._note(row, "somebody else changed the record since; it stays as they left it")
        else:
            self._conflict(row, texts, now, differing)

    def _without_record(self, row: FilledRow, texts: Texts, before: str | None) -> None:
        """A row of which nothing is on record: new, or taken out meanwhile."""
        if row.take_out:
            self._note(row, "is not on record, so there is nothing to take out")
        elif before is None:
            self._bring(row, texts)
        elif before == self.texts.whole(self.texts.read(texts)):
            self._note(row, "somebody else took the record out since; it stays out")
        else:
            what = "was taken out by somebody else since the workbook was written"
            self._reject(row, self._first_key(), ProblemKind.CONFLICT, what, _FRESH)

    def _bring(self, row: FilledRow, texts: Texts) -> None:
        values = self._values(row, texts, self.sheet.form.columns)
        if values is None:
            return
        record = self._resolved(row, values)
        if record is not None:
            self.new.append(record)
            said = " ".join(texts[name] for name in self.sheet.form.shape.key)
            self.edits.append(CellEdit(row.number, self._cell(row, 1), "", "", said))

    def _change(
        self, row: FilledRow, texts: Texts, now: Fact, differing: Sequence[FormColumn]
    ) -> None:
        """Take the cells that differ; what is left alone keeps its exact value."""
        values = self._values(row, texts, differing)
        record = self._resolved(row, values) if values is not None else None
        if record is None:
            return
        kept = {name: getattr(now, name) for name in self.sheet.form.shape.key}
        self.changed.append(Record(record.shape, record.row, {**record.values, **kept}))
        for column in differing:
            name = column.field.name
            old, new = (cell_text(column, v) for v in (getattr(now, name), record.values[name]))
            place = self._place(column)
            self.edits.append(
                CellEdit(row.number, self._cell(row, place), column.heading, old, new)
            )

    def _take_out(self, row: FilledRow, now: Fact, before: str | None) -> None:
        if before != self.texts.whole(self.texts.of_fact(now)):
            what = f"was changed by somebody else since ({self._by(now)})"
            self._reject(row, None, ProblemKind.CONFLICT, what, _FRESH)
            return
        kept = {name: getattr(now, name) for name in self.sheet.form.shape.key}
        self.out.append(Record(self.sheet.form.shape.name, row.number, kept))
        place = self.sheet.table.columns[TAKE_OUT.upper()]
        said = " ".join(self.texts.key(self.texts.of_fact(now)))
        self.edits.append(CellEdit(row.number, self._cell(row, place), TAKE_OUT, said, ""))

    def _conflict(
        self, row: FilledRow, texts: Texts, now: Fact, differing: Sequence[FormColumn]
    ) -> None:
        """Show every cell that says something else than what somebody recorded meanwhile."""
        by = self._by(now)
        for column in differing:
            there = cell_text(column, getattr(now, column.field.name)) or "nothing"
            what = f"differs from what somebody else recorded since: {there!r} ({by})"
            expected = f"{there}, or another word in a fresh workbook"
            self._reject(row, column, ProblemKind.CONFLICT, what, expected, texts)

    def _values(
        self, row: FilledRow, texts: Texts, columns: Sequence[FormColumn]
    ) -> dict[str, object] | None:
        """What the cells mean; ``None`` where one of them has a fault, which is told."""
        values: dict[str, object] = {}
        for column in columns:
            name = column.field.name
            try:
                values[name] = read_cell(column, texts[name])
            except RefusedCellError as refused:
                missing = refused.kind is ProblemKind.MISSING_CELL
                what = "is empty" if missing else f"is not {refused.expected}"
                self._reject(row, column, refused.kind, what, refused.expected, texts)
        return values if len(values) == len(columns) else None

    def _resolved(self, row: FilledRow, values: dict[str, object]) -> Record | None:
        """The record with its schools and references found; ``None`` where one is unknown."""
        form = self.sheet.form
        record = Record(form.shape.name, row.number, values)
        kind = fact_tables()[form.shape.name]
        found, faults = with_references(self.bench.known, kind, self.sheet.table, record)
        by_name = {column.field.name: column for column in form.columns}
        for fault in faults:
            column = by_name[str(fault.column)]
            cell = self._cell(row, self._place(column))
            self.problems.append(replace(fault, column=column.heading, cell=cell))
        return None if faults else found

    def _with_codes(self, row: FilledRow) -> dict[str, str]:
        """The cells of a row with codes in the place of names."""
        texts = dict(row.texts)
        for column in self.sheet.form.columns:
            name = column.field.name
            if column.names and texts[name]:
                texts[name] = self._code(column, texts[name])
        return texts

    def _code(self, column: FormColumn, text: str) -> str:
        codes = self.bench.codes.get(column.names, set())
        code = code_in(text, codes)
        if column.names == NamesOf.SCHOOLS and self.bench.reader is not None:
            code = kept_under(self.bench.reader).get(code, code)
        if code in codes or column.names != NamesOf.SCHOOLS or self.bench.reader is None:
            return code
        try:
            return find_school(self.bench.reader, text).urn
        except DataError:
            return text

    def _by(self, fact: Fact) -> str:
        reader = self.bench.reader
        return changed_by(reader, fact.since) if reader is not None else ""

    def _first_key(self) -> FormColumn:
        return next(column for column in self.sheet.form.columns if column.is_key)

    def _place(self, column: FormColumn) -> int:
        return self.sheet.table.columns[column.heading.upper()]

    def _cell(self, row: FilledRow, place: int) -> str:
        return address((row.number - 1, place))

    def _reject(
        self,
        row: FilledRow,
        column: FormColumn | None,
        kind: ProblemKind,
        what: str,
        expected: str,
        texts: Texts | None = None,
    ) -> None:
        heading = column.heading if column else TAKE_OUT
        found = texts[column.field.name][:60] if texts and column else None
        problem = self.sheet.table.problem(
            kind,
            Severity.ROW,
            what,
            row=row.number,
            column=heading,
            found=found,
            expected=expected,
        )
        self.problems.append(problem)

    def _note(self, row: FilledRow, what: str) -> None:
        self.problems.append(
            self.sheet.table.problem(
                ProblemKind.DECIDED,
                Severity.NOTE,
                what,
                row=row.number,
                column=self._first_key().heading,
            )
        )


_FRESH = "look at it in a fresh workbook: bleadchallenge report workbook"
_NOT_THEIRS = "only the sender's own: enter anything else in the coordinator's workbook"
_KEY_CHANGED = (
    "tells the record from others and was changed; that would be another record",
    "what was there before; to replace the record, take it out and add a new row",
)
