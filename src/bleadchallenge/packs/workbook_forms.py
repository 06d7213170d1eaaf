"""The coordinator's workbook: forms drawn as sheets to fill in, the same bytes every time."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from math import ceil

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from bleadchallenge.domain.workbook.forms import (
    ABOUT_SHEET,
    HEADER_ROW,
    LISTS_SHEET,
    MARKER,
    MOST_WHOLE,
    SENDER,
    TAKE_OUT,
    VERSION,
    FormColumn,
    RecordForm,
    cell_text,
)
from bleadchallenge.domain.workbook.record_shapes import FieldType

GUIDANCE_SHEET = "How to fill this in"
_MADE = datetime(2017, 9, 1)  # noqa: DTZ001 - a workbook's date has no zone; it never changes
_FIRST_DATE = date(1900, 3, 1)  # before it a workbook's days are a day out
_ROWS_TO_CHECK = 5_000
_NOTE_BOX = {"author": "", "x_scale": 2, "y_scale": 1.8}
_WIDTHS = {
    FieldType.DAY: 12,
    FieldType.WHOLE: 10,
    FieldType.NUMBER: 11,
    FieldType.YES_NO: 9,
    FieldType.TEXT: 22,
}
_LONG = frozenset({"text", "reason", "findings", "note", "rationale", "evidence", "decision"})
_LONG_WIDTH, _NAMES_WIDTH, _WIDEST = 46, 30, 46
_GUIDANCE_WIDTH = 100
_LINE, _LINES_AT_MOST = 15.5, 20
_LETTERS = 1.0
"""How many letters stand on a unit of width at least; fonts differ between programs."""
_REQUIRED_WIDTH = 13
_REQUIRED = '@" (required)"'
"""How a required heading is shown; what the cell holds stays the plain heading."""
_TABS = ("#1F4E79", "#2E75B6", "#548235", "#BF8F00", "#7F6000", "#833C0B", "#7030A0", "#404040")
_ALLOWED = {
    "sort": True,
    "autofilter": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
}


@dataclass(frozen=True, slots=True)
class FormRow:
    """A record that is known: its mark, and what each cell says; a reference with its name."""

    mark: str
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A form with the records that are known; one ``to_be_read`` is locked."""

    form: RecordForm
    rows: tuple[FormRow, ...]
    to_be_read: bool = False


@dataclass(frozen=True, slots=True)
class FormBook:
    """The whole workbook: what it was made from, its lists to choose from, its sheets.

    ``audience`` is for whose eyes it is; ``sender`` the code of whom it is cut to, if anyone.
    """

    title: str
    audience: str
    change: int
    digest: str
    guidance: tuple[str, ...]
    lists: Mapping[str, tuple[str, ...]]
    sheets: tuple[FormSheet, ...]
    sender: str = ""


@dataclass(frozen=True, slots=True)
class _Looks:
    """The formats that cells are drawn with; those of people's cells are unlocked."""

    title: Format
    about: Format
    heading: Format
    required: Format
    open: Mapping[str, Format]
    shut: Mapping[str, Format]


def workbook_bytes(book: FormBook) -> bytes:
    """The workbook as the bytes of an .xlsx; the same value gives the same bytes."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, {**options, "strings_to_numbers": False}) as workbook:
        workbook.set_properties({"title": book.title, "author": "", "created": _MADE})
        looks = _looks(workbook)
        _guidance(workbook, book, looks)
        sheets = [workbook.add_worksheet(sheet.form.sheet) for sheet in book.sheets]
        sources = _lists(workbook, book)
        for sheet, worksheet in zip(book.sheets, sheets, strict=True):
            _form(worksheet, sheet, sources, looks, book.audience)
        _colour_tabs(book.sheets, sheets)
        _about(workbook, book)
    return made.getvalue()


def _looks(workbook: Workbook) -> _Looks:
    formats: dict[FieldType, dict[str, object]] = {
        FieldType.DAY: {"num_format": "dd/mm/yyyy", "align": "left"},
        FieldType.WHOLE: {"num_format": "0"},
        FieldType.NUMBER: {"num_format": "General"},
        FieldType.YES_NO: {},
        FieldType.TEXT: {"text_wrap": True, "num_format": "@"},
    }
    plain: dict[str, object] = {"valign": "top", "font_name": "Calibri"}
    shut: dict[str, object] = {"bg_color": "#E7E6E6", "locked": True}
    heading: dict[str, object] = {
        "bold": True,
        "text_wrap": True,
        "valign": "top",
        "border": 1,
        "locked": True,
    }
    return _Looks(
        title=workbook.add_format({"bold": True, "font_size": 14}),
        about=workbook.add_format({"font_color": "#404040", "italic": True}),
        heading=workbook.add_format({**heading, "bg_color": "#E7E6E6"}),
        required=workbook.add_format({**heading, "bg_color": "#9DC3E6", "num_format": _REQUIRED}),
        open={
            holds: workbook.add_format({**plain, **how, "locked": False})
            for holds, how in formats.items()
        },
        shut={
            holds: workbook.add_format({**plain, **how, **shut}) for holds, how in formats.items()
        },
    )


def _guidance(workbook: Workbook, book: FormBook, looks: _Looks) -> None:
    """The first sheet: how to fill the others in, and which there are."""
    sheet = workbook.add_worksheet(GUIDANCE_SHEET)
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, _GUIDANCE_WIDTH, wrapped)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, book.title, looks.title)
    about = f"{book.audience}; as known at change {book.change}; holds personal data"
    sheet.write_string(1, 0, about, looks.about)
    sheet.hide_gridlines(2)
    row = 3
    for number, sentence in enumerate(book.guidance, start=1):
        sheet.write_string(row, 0, f"{number}", wrapped)
        sheet.write_string(row, 1, sentence, wrapped)
        sheet.set_row(row, _height([(sentence, _GUIDANCE_WIDTH / _LETTERS)]))
        row += 1
    for phase, forms in groupby(book.sheets, key=lambda drawn_sheet: drawn_sheet.form.phase):
        row += 1
        sheet.write_string(row, 0, phase, looks.heading)
        for place, of_phase in enumerate(forms, start=row + 1):
            form = of_phase.form
            sheet.write_url(place, 0, f"internal:'{form.sheet}'!B1", string=form.sheet)
            count = len(of_phase.rows)
            sheet.write_string(place, 1, f"{form.about} ({count} known)", wrapped)
            row = place
        row += 1
    sheet.protect("", {"format_columns": True})


def _lists(workbook: Workbook, book: FormBook) -> dict[str, str]:
    """The hidden sheet of what may be chosen; gives where each list stands."""
    sheet = workbook.add_worksheet(LISTS_SHEET)
    sheet.hide()
    sources: dict[str, str] = {}
    for place, (name, entries) in enumerate(_every_list(book)):
        sheet.write_string(0, place, name)
        for row, entry in enumerate(entries, start=1):
            sheet.write_string(row, place, entry)
        letter = xl_col_to_name(place, col_abs=True)
        if entries:
            sources[name] = f"='{LISTS_SHEET}'!{letter}$2:{letter}${len(entries) + 1}"
    return sources


def _every_list(book: FormBook) -> Iterator[tuple[str, Sequence[str]]]:
    yield FieldType.YES_NO, ("yes", "no")
    yield from book.lists.items()
    for sheet in book.sheets:
        for column in sheet.form.columns:
            if column.field.choices:
                yield _choice_list(sheet.form, column), column.field.choices


def _choice_list(form: RecordForm, column: FormColumn) -> str:
    return f"{form.shape.name}.{column.field.name}"


def _form(
    worksheet: Worksheet,
    sheet: FormSheet,
    sources: Mapping[str, str],
    looks: _Looks,
    audience: str,
) -> None:
    form = sheet.form
    worksheet.write_string(0, 1, form.sheet, looks.title)
    to_read = " To be read: what is written here is not taken." if sheet.to_be_read else ""
    worksheet.write_string(1, 1, f"{form.about}{to_read}", looks.about)
    worksheet.set_column(0, 0, 12, None, {"hidden": True})
    worksheet.write_string(HEADER_ROW - 1, 0, form.mark_heading)
    widths = tuple(_width(sheet, place) for place in range(len(form.columns)))
    for place, column in enumerate(form.columns, start=1):
        _heading(worksheet, place, column, widths[place - 1], looks)
        _validate(worksheet, place, column, _source(form, column, sources))
        for row, known in enumerate(sheet.rows, start=HEADER_ROW):
            is_shut = column.is_key or sheet.to_be_read
            look = (looks.shut if is_shut else looks.open)[column.field.holds]
            _cell(worksheet, row, place, column, known.values[place - 1], look)
    heads = [
        (_shown_heading(column), width) for column, width in zip(form.columns, widths, strict=True)
    ]
    worksheet.set_row(HEADER_ROW - 1, _height(heads))
    for row, known in enumerate(sheet.rows, start=HEADER_ROW):
        worksheet.write_string(row, 0, known.mark)
        texts = map(cell_text, form.columns, known.values)
        worksheet.set_row(row, _height(zip(texts, widths, strict=True)))
    _take_out(worksheet, len(form.columns) + 1, sources, looks)
    _settings(worksheet, form, len(sheet.rows), audience)


def _width(sheet: FormSheet, place: int) -> float:
    """A column wide enough for its heading and for what stands in it, up to the widest."""
    column = sheet.form.columns[place]
    if column.field.name in _LONG:
        return _LONG_WIDTH
    least = _NAMES_WIDTH if column.names else _WIDTHS[column.field.holds]
    least = max(least, _REQUIRED_WIDTH) if column.field.required else least
    longest = max((len(cell_text(column, row.values[place])) for row in sheet.rows), default=0)
    return min(_WIDEST, max(least, longest / _LETTERS))


def _height(cells: Iterable[tuple[str, float]]) -> float:
    """A row high enough for texts in columns of a width, however they are wrapped."""
    lines = (
        sum(max(1, ceil(len(line) / (width * _LETTERS))) for line in text.split("\n"))
        for text, width in cells
    )
    return _LINE * min(_LINES_AT_MOST, max(lines, default=1))


def _shown_heading(column: FormColumn) -> str:
    return f"{column.heading} (required)" if column.field.required else column.heading


def _heading(
    worksheet: Worksheet, place: int, column: FormColumn, width: float, looks: _Looks
) -> None:
    field = column.field
    worksheet.set_column(place, place, width, looks.open[field.holds])
    look = looks.required if field.required else looks.heading
    worksheet.write_string(HEADER_ROW - 1, place, column.heading, look)
    worksheet.write_comment(HEADER_ROW - 1, place, _note(column), _NOTE_BOX)


def _note(column: FormColumn) -> str:
    """What a reader should know of a column: what it is, what it holds, whether it must be."""
    field = column.field
    holds = "days, in quarters: 0.25, 0.5, 1" if column.in_days else str(field.holds)
    said = [column.note, f"Holds {holds}."]
    if field.choices:
        said.append("One of: " + "; ".join(field.choices) + ".")
    if column.names:
        said.append(f"Chosen from the {column.names}; a new code may be given.")
    said.append("Must be filled in." if field.required else "May be empty.")
    if column.is_key:
        said.append("Tells one record from another: locked once it is on record.")
    return "\n".join(part for part in said if part)


def _source(form: RecordForm, column: FormColumn, sources: Mapping[str, str]) -> str | None:
    if column.field.choices:
        return sources.get(_choice_list(form, column))
    if column.field.holds is FieldType.YES_NO:
        return sources[FieldType.YES_NO]
    return sources.get(column.names) if column.names else None


def _validate(worksheet: Worksheet, place: int, column: FormColumn, source: str | None) -> None:
    """What may be entered in a column: refused at once where the list is closed."""
    rules: dict[str, object] | None = None
    if source is not None:
        stops = "information" if column.names else "stop"
        rules = {"validate": "list", "source": source, "error_type": stops}
    elif column.field.holds is FieldType.DAY:
        last = date(2200, 1, 1)
        rules = {"validate": "date", "criteria": "between", "minimum": _FIRST_DATE, "maximum": last}
    elif column.in_days or column.field.holds is FieldType.NUMBER:
        rules = {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
    elif column.field.holds is FieldType.WHOLE:
        rules = {"validate": "integer", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
    if rules is None:
        return
    title = column.heading[:32]
    said = {"error_title": title, "error_message": _note(column)[:255]}
    worksheet.data_validation(HEADER_ROW, place, _ROWS_TO_CHECK, place, {**rules, **said})


def _cell(
    worksheet: Worksheet, row: int, place: int, column: FormColumn, value: object, look: Format
) -> None:
    """Write a value as what it is; text always as text, whatever it begins with."""
    text = cell_text(column, value)
    if not text:
        worksheet.write_blank(row, place, None, look)
    elif isinstance(value, date) and value >= _FIRST_DATE:
        worksheet.write_datetime(row, place, value, look)
    elif _is_number(value):
        worksheet.write_number(row, place, float(text), look)
    else:
        worksheet.write_string(row, place, text, look)


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, float) or abs(value) <= MOST_WHOLE


def _take_out(worksheet: Worksheet, place: int, sources: Mapping[str, str], looks: _Looks) -> None:
    worksheet.set_column(place, place, 9, looks.open[FieldType.YES_NO])
    worksheet.write_string(HEADER_ROW - 1, place, TAKE_OUT, looks.heading)
    note = "Write yes to take the record out of the programme; a deleted row changes nothing."
    worksheet.write_comment(HEADER_ROW - 1, place, note, _NOTE_BOX)
    rules = {"validate": "list", "source": sources[FieldType.YES_NO]}
    worksheet.data_validation(HEADER_ROW, place, _ROWS_TO_CHECK, place, rules)


def _settings(worksheet: Worksheet, form: RecordForm, known: int, audience: str) -> None:
    keys = [place for place, column in enumerate(form.columns, start=1) if column.is_key]
    freeze = keys[0] + 1 if keys and keys[0] == 1 else 1
    worksheet.freeze_panes(HEADER_ROW, freeze)
    last = HEADER_ROW - 1 + max(known, 1)
    worksheet.autofilter(HEADER_ROW - 1, 0, last, len(form.columns) + 1)
    worksheet.protect("", _ALLOWED)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(HEADER_ROW - 1)
    worksheet.set_footer(f"&L{_footer_text(audience)}; holds personal data&C&A&RPage &P of &N")


def _footer_text(text: str) -> str:
    """Words for a footer: an ampersand is doubled, or it would be taken for a code."""
    return text.replace("&", "&&")


def _colour_tabs(forms: Sequence[FormSheet], sheets: Sequence[Worksheet]) -> None:
    phases = list(dict.fromkeys(sheet.form.phase for sheet in forms))
    for form, worksheet in zip(forms, sheets, strict=True):
        worksheet.set_tab_color(_TABS[phases.index(form.form.phase) % len(_TABS)])


def _about(workbook: Workbook, book: FormBook) -> None:
    """The hidden sheet by which the workbook is known again, and the change it was made from."""
    sheet = workbook.add_worksheet(ABOUT_SHEET)
    sheet.hide()
    sheet.protect("")
    head = ((MARKER, str(VERSION)), ("change", str(book.change)), ("digest", book.digest))
    cut = ((SENDER, book.sender),) if book.sender else ()
    forms = ((drawn_sheet.form.shape.name, drawn_sheet.form.sheet) for drawn_sheet in book.sheets)
    for row, (name, said) in enumerate((*head, *cut, *forms)):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, said)
