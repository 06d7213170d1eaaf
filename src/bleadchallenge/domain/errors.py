"""Failures a user can act on, each with an exit code and a remedy."""

from enum import IntEnum


class Exit(IntEnum):
    """What the program says to a script when it ends."""

    DONE = 0
    FOUND = 1
    USAGE = 2
    DATA = 65
    NO_INPUT = 66
    BUG = 70
    CANNOT_CREATE = 73
    CANNOT_WRITE = 74
    BUSY = 75
    NOT_PERMITTED = 77
    NOT_OURS = 78
    INTERRUPTED = 130


class ProgrammeError(Exception):
    """A failure that a person can mend: what happened, why, and what to do.

    The three parts become the three lines of an error message; a part that
    would say nothing is left empty and is not printed.
    """

    exit_code: Exit = Exit.DATA

    def __init__(self, what: str, *, why: str = "", fix: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.fix = fix


class UsageError(ProgrammeError):
    """The command was asked for in a way that cannot be understood."""

    exit_code = Exit.USAGE


class DataError(ProgrammeError):
    """What was given breaks a rule; nothing was changed."""

    exit_code = Exit.DATA


class InputError(ProgrammeError):
    """A file is not there or cannot be read."""

    exit_code = Exit.NO_INPUT


class CannotCreateError(ProgrammeError):
    """A file or folder cannot be made."""

    exit_code = Exit.CANNOT_CREATE


class CannotWriteError(ProgrammeError):
    """Writing stopped half-way, for want of space for example."""

    exit_code = Exit.CANNOT_WRITE


class BusyError(ProgrammeError):
    """Another run is writing to the store."""

    exit_code = Exit.BUSY


class NotPermittedError(ProgrammeError):
    """The store may be read but not written."""

    exit_code = Exit.NOT_PERMITTED


class NotOursError(ProgrammeError):
    """The store is not this program's, is too new for it, or holds a bad policy."""

    exit_code = Exit.NOT_OURS
