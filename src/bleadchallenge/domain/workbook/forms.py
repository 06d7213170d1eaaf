"""The forms of the coordinator's workbook: its sheets in order, its headings, its cells as text."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bleadchallenge.domain.support.days import in_days
from bleadchallenge.domain.workbook.field_notes import NOTES
from bleadchallenge.domain.workbook.record_shapes import RecordField, RecordShape
from bleadchallenge.domain.workbook.sheets import PHASES

MARKER = "bleadchallenge workbook"
VERSION = 1
ABOUT_SHEET = "_about"
SENDER = "cut to"
"""What stands before the code of the school or alliance that a workbook was cut to."""
LISTS_SHEET = "_lists"
MARK_HEADING = "record:"
TAKE_OUT = "take out"
HEADER_ROW = 3
MOST_TEXT = 32_000
"""A cell holds 32,767 characters; a longer text is cut, and so compared."""

_DAYS = "quarters"
_HEADINGS = {"urn": "school", "on_day": "date", "kpi": "indicator", _DAYS: "days"}
_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")
MOST_WHOLE = 10**15
"""Whole numbers beyond it have more digits than a cell; they are written as text."""


class NamesOf(StrEnum):
    """The lists that a column's values may be chosen from."""

    SCHOOLS = "schools"
    ALLIANCES = "alliances"
    PEOPLE = "people"
    SUBJECTS = "schools and alliances"
    INDICATORS = "indicators"
    SESSIONS = "sessions"
    ADVICE = "advice"
    COHORTS = "cohorts"
    TERMS = "terms"


_CHOSEN_FROM = {
    "urn": NamesOf.SCHOOLS,
    "to_school": NamesOf.SCHOOLS,
    "from_school": NamesOf.SCHOOLS,
    "lead_school": NamesOf.SCHOOLS,
    "school": NamesOf.SCHOOLS,
    "alliance": NamesOf.ALLIANCES,
    "person": NamesOf.PEOPLE,
    "contact": NamesOf.PEOPLE,
    "subject": NamesOf.SUBJECTS,
    "kpi": NamesOf.INDICATORS,
    "session": NamesOf.SESSIONS,
    "advice": NamesOf.ADVICE,
    "cohort": NamesOf.COHORTS,
    "term": NamesOf.TERMS,
}


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form: its field, its heading, and the list it is chosen from."""

    field: RecordField
    heading: str
    names: str
    note: str
    is_key: bool

    @property
    def in_days(self) -> bool:
        """Whether the cell counts days where the record counts quarters of a day."""
        return self.field.name == _DAYS


@dataclass(frozen=True, slots=True)
class RecordForm:
    """A sheet of the workbook: one kind of record, in its phase of the programme."""

    shape: RecordShape
    phase: str
    sheet: str
    about: str
    columns: tuple[FormColumn, ...]

    @property
    def mark_heading(self) -> str:
        """What stands above the hidden marks, so that a renamed sheet is still known."""
        return f"{MARK_HEADING}{self.shape.name}"

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading as it stands, the hidden marks first."""
        return (self.mark_heading, *(column.heading for column in self.columns), TAKE_OUT)


def forms(shapes: Mapping[str, RecordShape]) -> tuple[RecordForm, ...]:
    """A form for every shape, in the order of the programme's life; new kinds come last."""
    placed = {name for _phase, sheets in PHASES for name in sheets}
    found = [
        _form(shapes[name], phase, *sheets[name])
        for phase, sheets in PHASES
        for name in sheets
        if name in shapes
    ]
    others = [shape for name, shape in shapes.items() if name not in placed]
    return (*found, *(_form(other, "Other", other.title.capitalize(), "") for other in others))


def _form(shape: RecordShape, phase: str, sheet: str, about: str) -> RecordForm:
    columns = tuple(_column(shape, field) for field in shape.fields)
    return RecordForm(shape, phase, sheet, about, columns)


def heading_of(name: str) -> str:
    """The heading of a field, as people read it."""
    return _HEADINGS.get(name, name.replace("_", " "))


def _column(shape: RecordShape, field: RecordField) -> FormColumn:
    return FormColumn(
        field=field,
        heading=heading_of(field.name),
        names="" if field.choices else _CHOSEN_FROM.get(field.name, ""),
        note=field.note or NOTES.get(field.name, ""),
        is_key=field.name in shape.key,
    )


def cleaned(text: str) -> str:
    """A text as a cell gives it back: no control characters, one kind of line end, stripped."""
    whole = _LINE_ENDS.sub("\n", _UNKEEPABLE.sub(" ", text))
    return whole.strip()[:MOST_TEXT].strip()


def cell_text(column: FormColumn, value: object) -> str:
    """A value as its cell says it, so that what was written and what is read can be compared.

    Unknown is an empty text. Numbers have at most 15 digits, as in a
    spreadsheet; days are ISO dates.
    """
    if column.in_days and isinstance(value, int) and not isinstance(value, bool):
        return number_text(in_days(value))
    return text_of_value(value)


def text_of_value(value: object) -> str:
    """A field's value in words, without noise: unknown is an empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return number_text(value) if isinstance(value, int | float) else cleaned(str(value))


def number_text(value: float) -> str:
    """A number with at most 15 digits; a whole number of more is written out."""
    if isinstance(value, int) and abs(value) > MOST_WHOLE:
        return str(value)
    return f"{value:.15g}"


def mark(table: str, keys: Sequence[str], texts: Iterable[str]) -> str:
    """The fingerprint of a record as known when the workbook was written: of its key, of it all."""
    return f"{key_mark(table, keys)}:{_digest(table, list(texts))[:20]}"


def key_mark(table: str, keys: Sequence[str]) -> str:
    """The fingerprint of a record's key alone."""
    return _digest(table, list(keys))[:16]


def _digest(table: str, texts: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps([table, *texts]).encode()).hexdigest()


def labelled(code: str, name: str) -> str:
    """A code with the name people know it by, in a form that reads back."""
    return " ".join(f"{code} {name}".split())


def code_in(text: str, codes: Collection[str]) -> str:
    """The code at the beginning of a labelled text; the text itself where there is none."""
    if text in codes:
        return text
    ends = [place for place, letter in enumerate(text) if letter.isspace()]
    starts = (text[:end] for end in reversed(ends))
    return next((start for start in starts if start in codes), text)
