"""A value as it stands in a CSV file: words and numbers, which no spreadsheet runs."""

from datetime import date

from bleadchallenge.domain.text import harmless

BYTE_ORDER_MARK = "\ufeff"
"""At the head of a file it makes Excel read UTF-8."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_cell(value: object) -> object:
    """A value for a cell: lists in words, unknown empty, text that is a formula defused."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return value + 0  # minus nought becomes nought
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return csv_cell("; ".join(str(csv_cell(part)) for part in value))
    text = harmless(str(value))
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def original_text(text: str) -> str:
    """The text of a cell that was written here, without what defused it."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_STARTS_A_FORMULA) else text
