"""Values as the file will give them back: settled once, before they are kept."""

import math
import operator
from collections.abc import Callable
from datetime import date
from functools import cache
from numbers import Real
from types import NoneType
from typing import SupportsIndex, cast, get_args

from bleadchallenge.domain.errors import DataError
from bleadchallenge.store.facts.base import Fact, columns_of

_WHOLE_NUMBERS = range(-(2**63), 2**63)


def normalise(fact: Fact) -> None:
    """Make every value of a fact what it will be when it is read again.

    A word of a closed list becomes its text, a whole number in a column of
    figures a figure, NumPy's numbers Python's: else a digest worked out today
    would not be the one worked out tomorrow.

    Raises ``DataError`` for what no file can hold (broken text, a figure that
    is not a number), ``TypeError`` for a value of the wrong kind. Neither says
    the value: it may be a person's.
    """
    for name, settled, optional in _columns(type(fact)):
        value = getattr(fact, name)
        if value is None and optional:
            continue
        try:
            kept = settled(value)
        except TypeError as error:
            where = f"{type(fact).__tablename__}.{name}"
            raise TypeError(f"{where} cannot hold {type(value).__name__}") from error
        except UnicodeError as error:
            raise unkeepable_text(f"{type(fact).TITLE}: {name}") from error
        except ValueError as error:
            raise DataError(
                f"{type(fact).TITLE}: {name} cannot be kept",
                why=str(error),
                fix="give another figure",
            ) from error
        if kept is not value:
            setattr(fact, name, kept)


def require_text(value: str, what: str) -> None:
    """Raise ``DataError`` where a text cannot be kept."""
    if is_broken(value):
        raise unkeepable_text(what)


def is_broken(value: object) -> bool:
    """Whether a value is a text that cannot be kept: no UTF-8, or with the character nought."""
    try:
        _text(value)
    except UnicodeError:
        return True
    except TypeError:
        return False
    return False


def unkeepable_text(what: str) -> DataError:
    """The refusal of a broken text, which does not repeat it."""
    return DataError(
        f"{what} cannot be kept",
        why="the text is broken: it is not valid Unicode, or holds the character nought",
        fix="save the file as UTF-8, or type the text again",
    )


@cache
def _columns(kind: type[Fact]) -> tuple[tuple[str, Callable[[object], object], bool], ...]:
    """Each column that says something: its name, how it is settled, whether it may be empty."""
    return tuple(
        (name, *_settling(kind.model_fields[name].annotation)) for name in columns_of(kind)
    )


def _settling(annotation: object) -> tuple[Callable[[object], object], bool]:
    parts = get_args(annotation) or (annotation,)
    (plain,) = (part for part in parts if part is not NoneType)
    return _SETTLED[plain], NoneType in parts


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode()
    if "\0" in value:
        raise UnicodeError  # no server keeps it
    return value if type(value) is str else str(value)


def _whole(value: object) -> int:
    number = operator.index(cast("SupportsIndex", value))
    if number not in _WHOLE_NUMBERS:
        raise ValueError("the number has more digits than a store can hold")
    return int(number)


def _figure(value: object) -> float:
    if not isinstance(value, Real):
        raise TypeError
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("it is not a number")
    return number + 0.0  # SQLite knows no minus nought


def _yes_no(value: object) -> bool:
    if value not in (True, False):
        raise TypeError
    return bool(value)


def _day(value: object) -> date:
    if type(value) is not date:
        raise TypeError
    return value


_SETTLED: dict[type, Callable[[object], object]] = {
    str: _text,
    int: _whole,
    float: _figure,
    bool: _yes_no,
    date: _day,
}
