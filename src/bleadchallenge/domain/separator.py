"""What joins the cells of a row that is kept as one text."""

from typing import Final

SEPARATOR: Final = "\x1f"
"""The unit separator: a control character, which no cell that was read holds."""
