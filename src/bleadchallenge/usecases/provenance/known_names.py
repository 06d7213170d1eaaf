"""Checks that what a reference names is on record, before anything is worked out."""

from collections.abc import Callable

from bleadchallenge.domain.calendar import parse_day
from bleadchallenge.domain.choices import Stage
from bleadchallenge.domain.errors import DataError, UsageError
from bleadchallenge.domain.provenance.refs import PARTS, Ref, RefKind
from bleadchallenge.domain.reports.news import MoveKind
from bleadchallenge.domain.results.figure_names import COLUMN_OF
from bleadchallenge.domain.results.measures import Subject
from bleadchallenge.domain.years import parse_year
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.directory import by_urn
from bleadchallenge.store.tables import Alliance
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.lookup.subjects import find_alliance
from bleadchallenge.usecases.reports.pack.changes import FIRST_ON_TRACK

PROGRAMME = "programme"
_LOOK_THEMSELVES = frozenset({RefKind.EFFECT, RefKind.COST, RefKind.ROW})
"""The kinds whose names have parts of their own making, which are looked up with the figure."""


def require_known(reader: Reader, named: Ref) -> None:
    """Raise ``DataError`` for a school or alliance that is not known, else ``UsageError``.

    What is nearest to it stands in the remedy.
    """
    if named.kind in _LOOK_THEMSELVES:
        return
    for part, text in zip(PARTS[named.kind], named.parts, strict=True):
        if part in _CHECKS:
            _CHECKS[part](reader, text)


def _school(reader: Reader, text: str) -> None:
    """A school by its URN, at which an alliance may be meant: ``URN@CODE``."""
    urn, _, code = text.partition("@")
    if code:
        _alliance(reader, code)
    if urn != PROGRAMME and by_urn(reader, urn) is None:
        _refuse(text, find_school(reader, urn).urn)


def _alliance(reader: Reader, text: str) -> None:
    if not reader.where(Alliance, code=text):
        _refuse(text, find_alliance(reader, text).code)


def _refuse(text: str, meant: str) -> None:
    raise DataError(
        f"{text!r} is no URN or code", why="figures are named by them", fix=f"did you mean {meant}?"
    )


def _school_or_alliance(reader: Reader, text: str) -> None:
    if not reader.where(Alliance, code=text):
        _school(reader, text)


def _advice_or_school(reader: Reader, text: str) -> None:
    if len(text) == _URN or not text.isdigit():
        _school_or_alliance(reader, text)


_URN = 6


def _year(_: Reader, text: str) -> None:
    if (year := parse_year(text)) != text:
        raise UsageError(f"{text!r} is no year as figures are named", fix=f"write {year}")


def _years(reader: Reader, text: str) -> None:
    earlier, _, later = text.partition("-")
    _year(reader, earlier)
    _year(reader, later)


def _change(reader: Reader, text: str) -> None:
    if not text.isascii() or not text.isdigit() or int(text) > reader.change:
        raise UsageError(f"{text!r} is no change of this store", fix="bleadchallenge history")


def _day(_: Reader, text: str) -> None:
    if parse_day(text).isoformat() != text:
        raise UsageError(f"{text!r} is no day as figures are named", fix="such as 2018-03-15")


def _one_of(what: str, *known: str) -> Callable[[Reader, str], None]:
    def check(_: Reader, text: str) -> None:
        if text not in known:
            raise UsageError(f"{text!r} is no {what}", fix=f"one of {', '.join(known)}")

    return check


_CHECKS: dict[str, Callable[[Reader, str], None]] = {
    "urn": _school,
    "school or programme": _school,
    "school, alliance or programme": _school_or_alliance,
    "alliance": _alliance,
    "number or school": _advice_or_school,
    "year": _year,
    "years": _years,
    "subject": _one_of("subject", *Subject),
    "figure": _one_of("figure", *COLUMN_OF),
    "part": _one_of("part of an accuracy", "figure"),
    "stage": _one_of("stage", *Stage, "undecided"),
    "review": _one_of("review", *Stage),
    "since change": _change,
    "since day": _day,
    "how": _one_of("way in which a status moves", *MoveKind, FIRST_ON_TRACK),
}
"""What is held against the store, by what a part of a name is."""
