"""Soft intelligence: what may stand in a pack, and before whom."""

from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.choices import Sensitivity
from bleadchallenge.domain.errors import DataError


@dataclass(frozen=True, slots=True)
class Shareable:
    """Intelligence that may stand in a pack; who said it stays in the office.

    ``OPEN`` may stand in any pack, ``PARTNERSHIP`` only in a confidential one.
    """

    number: int
    urn: str
    noted_on: date
    sensitivity: Sensitivity
    text: str


def require_shareable(sensitivity: Sensitivity, *, shareable: bool) -> None:
    """Raise ``DataError`` for what is to stay in the office and to be shared at once."""
    if shareable and sensitivity is Sensitivity.OFFICE:
        raise DataError(
            "what is for the office alone cannot be shareable",
            why="its sensitivity is office",
            fix="give --sensitivity partnership or open, or leave --shareable out",
        )
