"""A file refused whole, with the kind of fault it has."""

from typing import Self

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity


def printable(text: str) -> str:
    """Make a name that stands in a file, or is one, fit to be shown and kept."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


class RefusedFileError(DataError):
    """A file that cannot be taken as a spreadsheet, and why.

    Readers raise it without a name ("is empty"); whoever knows the file's name
    raises it again ``of`` that name ("results.csv is empty").
    """

    def __init__(self, kind: ProblemKind, what: str, *, why: str = "", fix: str = "") -> None:
        super().__init__(what, why=why, fix=fix)
        self.kind = kind

    def of(self, name: str) -> Self:
        """Return the same refusal with the file's name in front."""
        return type(self)(self.kind, f"{name} {self.what}", why=self.why, fix=self.fix)

    def problem(self, name: str) -> Problem:
        """Return the refusal as a fault in data, for a list of problems."""
        return Problem(self.kind, Severity.FILE, self.what, file=name)
