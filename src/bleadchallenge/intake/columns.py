"""Decides how a column written by people is read: from all its cells, never cell by cell."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bleadchallenge.domain.results.cells import CellStatus, read_cell
from bleadchallenge.domain.results.notation import NotationRule, plain, written_day
from bleadchallenge.domain.text import with_plain_minus

MISSING: Final = frozenset(
    {
        "n/a", "n.a.", "n/a.", "not available", "not known", "unknown", "tbc", "tba", "t.b.c.",
        "to be confirmed", "to follow", "awaited", "pending", "-", "–", "—", "--", ".", "..", "...",
        "?", "#n/a", "#null!", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "null", "none",
        "blank", "no data",
    }
)  # fmt: skip
"""What people write where they do not know, in small letters."""

_COMMA = re.compile(r"[+-]?\d+,\d+\s*%?")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?\s*%?")
_POINTED = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+%?")
_BARE = re.compile(r"[+-]?\d+(?:\.\d+)?")
_SLASHED = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})")
_MOST_OF_ONE = 2
_FRACTION = frozenset({NotationRule.FRACTION})


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """What a column's cells decide: how they are read, in which words it is told.

    ``why`` says what is in the way where nothing can be decided; it is empty
    where something is. ``fits_both`` says that another reading would fit as well.
    """

    forms: frozenset[NotationRule] = frozenset()
    said: str = ""
    why: str = ""
    fits_both: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the cells leave it open how they are meant."""
        return bool(self.why)


def is_missing(text: str) -> bool:
    """Whether a text is one of those people write where they do not know."""
    return text.strip().casefold() in MISSING


def missing_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The different texts of a column that say "not known", in order."""
    return tuple(sorted({text.strip() for text in texts if is_missing(text)}))


def decide_number(texts: Collection[str]) -> ColumnReading:
    """Decide what the commas in a column's numbers are.

    A comma is a British thousands mark where every number with one can be read
    so; else it stands before the decimals, if no number speaks against that.
    """
    with_comma = {text for text in _filled(texts) if "," in text and _is_number_like(text)}
    if not with_comma:
        return ColumnReading()
    points = [text for text in _filled(texts) if "." in text and _is_number_like(text)]
    may_be_decimals = all(map(_COMMA.fullmatch, with_comma)) and not points
    if all(map(_THOUSANDS.fullmatch, with_comma)):
        thousands = frozenset({NotationRule.THOUSANDS})
        return ColumnReading(thousands, "a comma parts thousands", fits_both=may_be_decimals)
    if may_be_decimals:
        return ColumnReading(
            frozenset({NotationRule.DECIMAL_COMMA}), "a comma stands before the decimals"
        )
    return ColumnReading(why="commas and points stand for decimals in one column")


def has_decimal_comma(text: str) -> bool:
    """Whether a text is a number whose comma may stand before decimals."""
    return "," in text and bool(_COMMA.fullmatch(with_plain_minus(text.strip())))


def without_doubt(choice: ColumnReading, texts: Collection[str]) -> ColumnReading:
    """What is decided of numbers in a text whose cells semicolons part.

    There a comma that may part thousands is more likely one before decimals; it is open.
    """
    if not choice.fits_both or NotationRule.THOUSANDS not in choice.forms:
        return choice
    text = min(text for text in _filled(texts) if "," in text)
    thousands, decimal = text.replace(",", ""), text.replace(",", ".")
    return ColumnReading(why=f"{text} is {thousands} or {decimal}: semicolons part the cells")


def decide_commas(
    columns: Mapping[str, Collection[str]], *, semicolons: bool
) -> dict[str, ColumnReading]:
    """Decide for each of a table's columns of figures whether a comma stands before decimals.

    Where it certainly does in one, it does in those that fit both ways; a column in which
    a point may part thousands then is open. Where it does in none and ``semicolons`` part
    the cells, those that fit both ways are open. Columns of which nothing is to be said are
    left out, and so are those that hold both marks: their cells are told one by one.
    """
    found = {name: decide_number(texts) for name, texts in columns.items()}
    sure = {name: how for name, how in found.items() if NotationRule.DECIMAL_COMMA in how.forms}
    both = {name: other for name, other in found.items() if other.fits_both}
    if not sure:
        doubts = {name: without_doubt(how, columns[name]) for name, how in both.items()}
        return doubts if semicolons else {}
    follow = dict.fromkeys(both, next(iter(sure.values())))
    return (
        sure
        | follow
        | {name: _of_points(columns[name]) for name in columns if _has_groups(columns[name])}
    )


def _has_groups(texts: Collection[str]) -> bool:
    """Whether all the points of a column may part thousands."""
    points = [text for text in _filled(texts) if "." in text]
    return bool(points) and all(map(_POINTED.fullmatch, points))


def _of_points(texts: Collection[str]) -> ColumnReading:
    text = min(text for text in _filled(texts) if "." in text)
    whole = text.replace(".", "")
    return ColumnReading(why=f"{text} is {text} or {whole}, as other columns have decimal commas")


def decide_percent(texts: Collection[str], *, whole: bool = True) -> ColumnReading:
    """Decide whether a column of percentages is written 53%, 53 or 0.53.

    Open where the cells fit more than one way: only noughts and ones, signs on
    some of the small numbers alone, or parts of one among whole percentages. Unless
    whole percentages are what is expected, 0.4 alone may also be 0.4 %.
    """
    commas = decide_number(texts)
    if commas.is_open:
        return commas
    numbers = [plain(text, commas.forms) for text in _filled(texts) if _is_number_like(text)]
    chosen = _percent_of(numbers, whole=whole)
    words = "; ".join(filter(None, (chosen.said, commas.said)))
    return ColumnReading(chosen.forms | commas.forms, words, chosen.why)


def _percent_of(numbers: Sequence[str], *, whole: bool) -> ColumnReading:
    signed = [text for text in numbers if text.endswith("%")]
    bare = [text.replace(",", "") for text in numbers if not text.endswith("%")]
    values = [abs(float(text)) for text in bare]
    parts = [text for text, value in zip(bare, values, strict=True) if 0 < value < 1]
    if not numbers:
        return ColumnReading()
    if not bare:
        return ColumnReading(
            frozenset({NotationRule.SIGN}), "percentages are written with their sign"
        )
    if not any(values):
        return ColumnReading(
            frozenset({NotationRule.SIGN if signed else NotationRule.POINTS}),
            "nought is 0 % either way",
        )
    if max(values) > (_MOST_OF_ONE if parts else 1):
        return _with_large(bare, parts, mixed=bool(signed))
    if signed:
        return ColumnReading(why="some cells carry a % sign and the others are not above 1")
    return _with_small(parts, whole=whole)


def _with_small(parts: Sequence[str], *, whole: bool) -> ColumnReading:
    """Numbers up to 1 are parts of one where only whole percentages are expected."""
    if not parts:
        return ColumnReading(why="it holds only 0 and 1, which may be parts of one or percentages")
    if not whole:
        return ColumnReading(why=f"{parts[0]} is {parts[0]} % or {plain(parts[0], _FRACTION)} %")
    return ColumnReading(
        frozenset({NotationRule.FRACTION}), "percentages are written as parts of one"
    )


def _with_large(bare: Sequence[str], parts: Sequence[str], *, mixed: bool) -> ColumnReading:
    """Numbers above 1 are percentages; small ones are too if written no more finely."""
    finest = max((_decimals(text) for text in bare if abs(float(text)) > 1), default=0)
    if any(_decimals(text) > finest for text in parts):
        return ColumnReading(why="parts of one stand among percentages")
    said = "percentages are written without their sign"
    return ColumnReading(
        frozenset({NotationRule.POINTS}),
        "percentages are written with their sign in some cells only" if mixed else said,
    )


def decide_dates(columns: Mapping[str, Collection[str]]) -> dict[str, ColumnReading]:
    """Decide the order of day and month in each of a table's columns of dates.

    One that fits both ways has the month in front where another column certainly has it
    so, and none has the day.
    """
    found = {name: decide_date(texts) for name, texts in columns.items()}
    forms = {form for choice in found.values() for form in choice.forms if not choice.fits_both}
    if forms != {NotationRule.MONTH_FIRST}:
        return found
    said = "dates have the month in front, as in another column"
    followed = ColumnReading(frozenset(forms), said)
    return {name: followed if choice.fits_both else choice for name, choice in found.items()}


def decide_date(texts: Collection[str]) -> ColumnReading:
    """Decide whether dates such as 03/04/2017 have the day or the month in front.

    The day, unless that is impossible for some and the month possible for all. What is
    no date either way decides nothing.
    """
    slashed = {text for text in _dates(texts) if _SLASHED.fullmatch(text)}
    british = {text for text in slashed if written_day(text)}
    american = {text for text in slashed if written_day(text, month_first=True)}
    dates = british | american
    if not dates:
        return ColumnReading()
    if british == dates:
        both = american == dates
        sure = "; the month in front would be possible too" if both else ""
        said = f"dates have the day in front{sure}"
        return ColumnReading(frozenset({NotationRule.DAY_FIRST}), said, fits_both=both)
    if american == dates:
        return ColumnReading(frozenset({NotationRule.MONTH_FIRST}), "dates have the month in front")
    return ColumnReading(why="some dates can only have the day in front and others only the month")


def _dates(texts: Collection[str]) -> list[str]:
    return [text.partition(" ")[0] for text in _filled(texts)]


def _filled(texts: Iterable[str]) -> list[str]:
    """Cells that hold something: no blanks, no codes, no "not known"."""
    stripped = (with_plain_minus(text.strip()) for text in texts)
    return [text for text in stripped if text and not is_missing(text) and not _is_code(text)]


def _is_code(text: str) -> bool:
    return read_cell(text).code is not None


def _is_number_like(text: str) -> bool:
    bare = text.removesuffix("%").strip()
    return bool(_BARE.fullmatch(bare) or _COMMA.fullmatch(bare) or _THOUSANDS.fullmatch(bare))


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def is_readable(text: str) -> bool:
    """Whether a text, written plainly, is a figure, a code or nothing."""
    return read_cell(text).status is not CellStatus.UNREADABLE


DECIDERS: Final[dict[str, Callable[[Collection[str]], ColumnReading]]] = {
    "number": decide_number,
    "percent": decide_percent,
    "date": decide_date,
}
