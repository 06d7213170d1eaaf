"""Names of schools as people shorten them, and a column that says the same in every row."""

from collections.abc import Sequence

from bleadchallenge.terminal.cells import CellText
from bleadchallenge.usecases.listing import Column

_SHORT = {
    "Church of England": "C of E",
    "Roman Catholic": "RC",
    "Voluntary Aided": "VA",
    "Voluntary Controlled": "VC",
    "Junior and Infant": "JI",
    "Infant and Nursery": "I & N",
    "Primary School": "Primary",
    "Primary Academy": "Academy",
    "Junior School": "Junior",
    "Infant School": "Infant",
}


def short_name(name: str) -> str:
    """A school's name as it is said in an office: ``St Anne's RC Primary``."""
    for words, short in _SHORT.items():
        name = name.replace(words, short)
    return name


def without_one_school(
    columns: Sequence[Column], records: Sequence[dict[str, object]]
) -> tuple[tuple[Column, ...], str]:
    """The columns without the school's where all rows are of one school, and that school.

    A listing of one row keeps it: nobody may have asked for that school.
    """
    for each in columns:
        if each.title == "school" and len(records) > 1:
            said = {str(record.get(each.key) or "") for record in records}
            if len(said) == 1 and (name := said.pop()):
                return tuple(other for other in columns if other is not each), name
    return tuple(columns), ""


def shortened(columns: Sequence[Column], row: Sequence[CellText]) -> list[CellText]:
    """A row of cells with the names of schools as people say them."""
    return [
        CellText(short_name(cell.words), cell.style, cell.numeric)
        if column.title == "school"
        else cell
        for column, cell in zip(columns, row, strict=True)
    ]
