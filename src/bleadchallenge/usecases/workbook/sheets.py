"""The coordinator's workbook: what is known, written as forms for people to fill in."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bleadchallenge.domain.errors import CannotCreateError
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.workbook.forms import (
    FormColumn,
    NamesOf,
    RecordForm,
    cell_text,
    cleaned,
    forms,
    labelled,
    mark,
)
from bleadchallenge.intake.policy_file import read_policy
from bleadchallenge.packs.workbook_forms import FormBook, FormRow, FormSheet, workbook_bytes
from bleadchallenge.resources import templates
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.leadership import own_sessions
from bleadchallenge.store.schools.cohorts import of_cohort, policy_of_cohort
from bleadchallenge.store.tables import Advice, Kpi, PracticeSession, fact_tables
from bleadchallenge.store.workbook.comparison import Names, digest_after, names_known
from bleadchallenge.usecases.output_files import write_output
from bleadchallenge.usecases.report_options import ReportOptions
from bleadchallenge.usecases.request import Receipt, Request
from bleadchallenge.usecases.workbook.lists import list_shapes


def write(asked: Request, wanted: ReportOptions) -> Receipt:
    """Write the workbook into a folder; what people may have filled in is not written over.

    Raises ``CannotCreateError`` where a workbook of that change is there and
    says something else.
    """
    with asked.reading() as reader:
        book = book_of(reader)
    name, made = f"workbook-{book.change:04}.xlsx", workbook_bytes(book)
    path = wanted.out / name
    if path.exists() and path.read_bytes() != made:
        raise _filled_in(path)
    if not asked.dry_run:
        write_output(wanted.out, name, made)
    known = sum(len(sheet.rows) for sheet in book.sheets)
    said = f"{path}: {len(book.sheets)} sheets, {known} records known at change {book.change}"
    return Receipt(
        None, (said,), (f"bleadchallenge import-data {path} --dry-run",), dry_run=asked.dry_run
    )


def _filled_in(path: Path) -> CannotCreateError:
    return CannotCreateError(
        f"{path} is there already, and somebody has filled it in",
        why="it was written from the same change and differs from what would be written",
        fix=f"bleadchallenge import-data {path} --dry-run, or give another --out",
    )


def book_of(reader: Reader) -> FormBook:
    """The workbook as a value: every form with the records that are known."""
    found = policy_of_cohort(reader)
    policy = read_policy(found.text) if found else None
    names = names_known(reader, policy)
    sheets = tuple(_sheet(reader, form, names) for form in forms(list_shapes()))
    return FormBook(
        title=_title(policy),
        change=reader.change,
        digest=digest_after(reader, reader.change),
        guidance=tuple(
            (templates() / "workbook_guidance.txt").read_text(encoding="utf-8").splitlines()
        ),
        lists={name: tuple(_labels(codes)) for name, codes in _offered(reader, names).items()},
        sheets=sheets,
    )


def _offered(reader: Reader, names: Names) -> Names:
    """The names to choose from in the cells: of what belongs to a cohort, the cohort's own."""
    sessions = {session.code for session in own_sessions(reader)}
    kpis = {kpi.code for kpi in of_cohort(reader, reader.all(Kpi))}
    advice = {str(each.number) for each in of_cohort(reader, reader.all(Advice))}
    own: dict[str, set[str]] = {
        NamesOf.SESSIONS: sessions,
        NamesOf.INDICATORS: kpis,
        NamesOf.ADVICE: advice,
    }
    return {
        of: {code: name for code, name in known.items() if code in own.get(of, {code})}
        for of, known in names.items()
    }


def _title(policy: Policy | None) -> str:
    return f"{policy.title if policy else 'The programme'}: the coordinator's workbook"


def _labels(codes: Mapping[str, str]) -> list[str]:
    return [cleaned(labelled(code, name)) for code, name in codes.items()]


def _sheet(reader: Reader, form: RecordForm, names: Names) -> FormSheet:
    kind = fact_tables()[form.shape.name]
    facts: Sequence[Fact] = of_cohort(reader, reader.all(kind))
    if kind is PracticeSession:
        facts = own_sessions(reader)
    return FormSheet(form, tuple(_row(form, fact, names) for fact in facts))


def _row(form: RecordForm, fact: Fact, names: Names) -> FormRow:
    values = tuple(
        _shown(column, getattr(fact, column.field.name), names) for column in form.columns
    )
    return FormRow(mark_of(form, fact), values)


def mark_of(form: RecordForm, fact: Fact) -> str:
    """The fingerprint of a record as it is known now."""
    texts = {
        column.field.name: cell_text(column, getattr(fact, column.field.name))
        for column in form.columns
    }
    return mark(form.shape.name, [texts[name] for name in form.shape.key], texts.values())


def _shown(column: FormColumn, value: Any, names: Names) -> Any:  # noqa: ANN401 - a value of a fact
    """A value as it is written: a code with the name that goes with it, where it reads back."""
    name = names.get(column.names, {}).get(str(value)) if value is not None else None
    code = cell_text(column, value)
    return labelled(code, name) if name and len(code.split()) == 1 else value
