"""The coordinator's workbook: what is known, written as forms for people to fill in."""

from collections.abc import Mapping, Sequence
from pathlib import Path

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
from bleadchallenge.domain.workbook.recipients import Recipient
from bleadchallenge.intake.policy_file import read_policy
from bleadchallenge.packs.plain import slug
from bleadchallenge.packs.workbook_forms import FormBook, FormRow, FormSheet, workbook_bytes
from bleadchallenge.resources import templates
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.base import Fact
from bleadchallenge.store.leadership import own_sessions
from bleadchallenge.store.schools.cohorts import (
    of_cohort,
    policy_of_cohort,
    schools_of_other_cohorts,
)
from bleadchallenge.store.tables import Advice, Kpi, PracticeSession, fact_tables
from bleadchallenge.store.workbook.comparison import Names, digest_after, names_known
from bleadchallenge.usecases.lookup.subjects import find_subject
from bleadchallenge.usecases.output_files import write_output
from bleadchallenge.usecases.report_options import ReportOptions
from bleadchallenge.usecases.request import Receipt, Request
from bleadchallenge.usecases.workbook.lists import list_shapes
from bleadchallenge.usecases.workbook.recipients import is_sent, names_for, recipient_of


def write(asked: Request, wanted: ReportOptions) -> Receipt:
    """Write the workbook into a folder; what people may have filled in is not written over.

    With a subject it is cut to that school or alliance, to be sent out and read back.
    Raises ``CannotCreateError`` where a workbook of that change is there and
    says something else.
    """
    with asked.reading() as reader:
        subject = find_subject(reader, wanted.subject) if wanted.subject else None
        book = book_of(reader, recipient_of(reader, asked, subject) if subject else None)
    whose = f"-{slug(subject.code)}" if subject else ""
    name, made = f"workbook-{book.change:04}{whose}.xlsx", workbook_bytes(book)
    path = wanted.out / name
    if path.is_file() and path.read_bytes() != made:
        raise _filled_in(path)
    if not asked.dry_run:
        write_output(wanted.out, name, made)
    known = sum(len(sheet.rows) for sheet in book.sheets)
    said = f"{path}: {len(book.sheets)} sheets, {known} records known at change {book.change}"
    if subject:
        said += f"; {book.audience}"
    return Receipt(
        None, (said,), (f"bleadchallenge import-data {path} --dry-run",), dry_run=asked.dry_run
    )


def _filled_in(path: Path) -> CannotCreateError:
    return CannotCreateError(
        f"{path} is there already, and somebody has filled it in",
        why="it was written from the same change and differs from what would be written",
        fix=f"bleadchallenge import-data {path} --dry-run, or give another --out",
    )


def book_of(reader: Reader, recipient: Recipient | None = None) -> FormBook:
    """The workbook as a value: every form with the records that are known.

    For a recipient: the forms it is sent, with its own records, and its own names to choose from.
    """
    found = policy_of_cohort(reader)
    policy = read_policy(found.text) if found else None
    names = names_known(reader, policy)
    records = {form: _records(reader, form, recipient) for form in _forms(recipient)}
    if recipient is not None:
        names = names_for(reader, recipient, names, _people_named(records))
    return FormBook(
        title=_title(policy, recipient),
        audience=recipient.audience if recipient else "programme office",
        change=reader.change,
        digest=digest_after(reader, reader.change),
        guidance=_guidance(recipient),
        lists={name: tuple(_labels(codes)) for name, codes in _offered(reader, names).items()},
        sheets=tuple(
            FormSheet(
                form,
                tuple(_row(form, fact, names) for fact in facts),
                to_be_read=recipient is not None and form.shape.name in recipient.reads,
            )
            for form, facts in records.items()
        ),
        sender=recipient.code if recipient else "",
    )


def _forms(recipient: Recipient | None) -> tuple[RecordForm, ...]:
    every = forms(list_shapes())
    if recipient is None:
        return every
    sent = recipient.reads | recipient.fills_in
    return tuple(form for form in every if form.shape.name in sent)


def _guidance(recipient: Recipient | None) -> tuple[str, ...]:
    """How to fill it in; a cut one begins with what it holds and where it goes."""
    lines = (templates() / "workbook_guidance.txt").read_text(encoding="utf-8").splitlines()
    if recipient is None:
        return tuple(lines)
    cut = (templates() / "workbook_cut_guidance.txt").read_text(encoding="utf-8").splitlines()
    return (*cut, *lines[1:9])


def _people_named(records: Mapping[RecordForm, Sequence[Fact]]) -> frozenset[str]:
    """The codes of the people whom records name."""
    return frozenset(
        str(getattr(fact, column.field.name))
        for form, facts in records.items()
        for column in form.columns
        if column.names == NamesOf.PEOPLE
        for fact in facts
    )


def _offered(reader: Reader, names: Names) -> Names:
    """The names to choose from in the cells: of what belongs to a cohort, the cohort's own."""
    sessions = {session.code for session in own_sessions(reader)}
    kpis = {kpi.code for kpi in of_cohort(reader, reader.all(Kpi))}
    advice = {str(each.number) for each in of_cohort(reader, reader.all(Advice))}
    others = schools_of_other_cohorts(reader)
    own: dict[str, set[str]] = {
        NamesOf.SESSIONS: sessions,
        NamesOf.INDICATORS: kpis,
        NamesOf.ADVICE: advice,
    }
    return {
        of: {code: name for code, name in known.items() if code in own.get(of, {code}) - others}
        for of, known in names.items()
    }


def _title(policy: Policy | None, recipient: Recipient | None) -> str:
    whose = f"the sheets of {recipient.name}" if recipient else "the coordinator's workbook"
    return f"{policy.title if policy else 'The programme'}: {whose}"


def _labels(codes: Mapping[str, str]) -> list[str]:
    return [cleaned(labelled(code, name)) for code, name in codes.items()]


def _records(reader: Reader, form: RecordForm, recipient: Recipient | None) -> Sequence[Fact]:
    """The records of a form that are the cohort's, and the recipient's where there is one."""
    kind = fact_tables()[form.shape.name]
    facts: Sequence[Fact] = of_cohort(reader, reader.all(kind))
    if kind is PracticeSession:
        facts = own_sessions(reader)
    if recipient is None:
        return facts
    return [fact for fact in facts if is_sent(reader, recipient, form.columns, fact)]


def _row(form: RecordForm, fact: Fact, names: Names) -> FormRow:
    values = tuple(
        _labelled_value(column, getattr(fact, column.field.name), names) for column in form.columns
    )
    return FormRow(mark_of(form, fact), values)


def mark_of(form: RecordForm, fact: Fact) -> str:
    """The fingerprint of a record as it is known now."""
    texts = {
        column.field.name: cell_text(column, getattr(fact, column.field.name))
        for column in form.columns
    }
    return mark(form.shape.name, [texts[name] for name in form.shape.key], texts.values())


def _labelled_value(column: FormColumn, value: object, names: Names) -> object:
    """A value as it is written: a code with the name that goes with it, where it reads back."""
    name = names.get(column.names, {}).get(str(value)) if value is not None else None
    code = cell_text(column, value)
    return labelled(code, name) if name and len(code.split()) == 1 else value
