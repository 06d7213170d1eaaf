"""A first draft of a mapping: what a sheet's columns may be, guessed from their names."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz  # noqa: TID253 - this module is loaded only where a draft is wanted

from bleadchallenge.domain.errors import DataError
from bleadchallenge.intake.column_formats import texts_of
from bleadchallenge.intake.filenames import release_in, year_in
from bleadchallenge.intake.headers import guess_header, single_line
from bleadchallenge.intake.kinds.pupils import holds_pupils, is_personal
from bleadchallenge.intake.kinds.registry import KINDS
from bleadchallenge.intake.mapping import folded
from bleadchallenge.intake.refusals import printable
from bleadchallenge.intake.sheets import columns_of, table_of
from bleadchallenge.intake.spreadsheet import Sheet, Spreadsheet
from bleadchallenge.intake.tables import FileKind, Table

LIKE_ENOUGH = 75
_EXAMPLES = 3
_LONGEST = 24
_WRITING = re.compile(r"\bwrit(?:ing|ten)?\b", re.IGNORECASE)
_SCALED = re.compile(r"\b(?:scaled|score|average|ave|avg)\b", re.IGNORECASE)
_PROGRESS = re.compile(r"\b(?:prog|progress|va|value added)\b", re.IGNORECASE)
_BANDS = re.compile(r"\b(?:band|desc|descr|description)\b", re.IGNORECASE)
_OTHER_WORDS = (
    (re.compile(r"\bmathematics\b|\bmath\b|\bnumeracy\b"), "maths"),
    (re.compile(r"\bexceed(?:s|ed|ing)?\b|\bgreater depth\b|\bgd[s]?\b"), "exceed"),
    (re.compile(r"\bmeets?\b|\bmet\b|\bachieved\b|\bexp(?:ected)?\b|\bexs\+?"), "expected"),
    (re.compile(r"\bstd\b|\bstandards?\b"), "standard"),
    (re.compile(r"\bcombined\b|\boverall\b|\br\s*[,/&+]?\s*w\s*[,/&+]?\s*m\b"), "rwm"),
    (re.compile(r"\bspag\b|\begps\b"), "gps"),
    (re.compile(r"\bpupils?\b|\bchn\b|\bchildren\b"), "pupils"),
)


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What a column may be: its known name, how like it is (0 to 100), why to be wary."""

    name: str
    target: str
    likeness: float
    examples: tuple[str, ...]
    doubt: str = ""
    instead: str = ""


def draft_mapping(book: Spreadsheet, kind: str = "") -> str:
    """A mapping file for a sheet, with a guess and some examples for each column.

    Raises ``DataError`` for a book without a table, and for one with data of
    single pupils, of which no example may be shown.
    """
    kinds = [KINDS[kind]] if kind in KINDS else [each for each in KINDS.values() if each.knows]
    tried = [
        (sheet, table, each, _once(_guesses(table, each)))
        for sheet, table in _tables(book)
        for each in kinds
    ]
    sheet, table, meant, guesses = max(tried, key=lambda one: _share(one[3]))
    return "\n".join(_lines(book, sheet, table, meant, guesses)) + "\n"


def _share(guesses: Sequence[ColumnGuess]) -> int:
    """How many columns are like a known one."""
    return sum(bool(guess.target or guess.instead) for guess in guesses)


def _tables(book: Spreadsheet) -> list[tuple[Sheet, Table]]:
    """The sheets that are shown and hold a table, each with it."""
    found: list[tuple[Sheet, Table]] = []
    for sheet in (sheet for sheet in book.sheets if not sheet.hidden):
        header = guess_header(sheet.rows)
        if header is None:
            continue
        table, _notes = table_of(book, sheet, header, people=True)
        columns = range(len(table.names))
        if is_personal(columns_of(header)) or any(
            holds_pupils(texts_of(table, at)) for at in columns
        ):
            raise DataError(
                f"{book.name} holds data of single pupils",
                why="a mapping is kept with the import, and a draft shows examples",
                fix="import the pupil-level file as it was downloaded; only its sums are kept",
            )
        found.append((sheet, table))
    if found:
        return found
    raise DataError(
        f"{book.name} holds no table whose columns have names",
        fix="put one name above each column, in one row",
    )


def _guesses(table: Table, kind: FileKind) -> list[ColumnGuess]:
    scored_writing = any(map(_is_scored_writing, table.names))
    return [
        _guess(table, place, name, kind, scored_writing=scored_writing)
        for place, name in enumerate(table.names)
        if name
    ]


def _guess(
    table: Table, place: int, name: str, kind: FileKind, *, scored_writing: bool
) -> ColumnGuess:
    examples = _examples(table, place)
    target, likeness = _like(name, kind) if examples else ("", 0.0)
    if kind.name != "ks2" or not _WRITING.search(name) or _PROGRESS.search(name):
        return ColumnGuess(name, target, likeness, examples)
    if _is_scored_writing(name):
        doubt = "writing is never tested, so it has no score: this may be grammar (GPS)"
        return ColumnGuess(name, "", likeness, examples, doubt, "GPS_AVERAGE")
    if scored_writing:
        other = target.replace("WRITTA", "GPS")
        doubt = (
            "another column gives writing a score, which writing never has: "
            f"say which it is, writing ({target}) or grammar ({other})"
        )
        return ColumnGuess(name, "", likeness, examples, doubt, other)
    return ColumnGuess(name, target, likeness, examples)


def _is_scored_writing(name: str) -> bool:
    words = name.replace("_", " ")
    return bool(_WRITING.search(words) and _SCALED.search(words) and not _PROGRESS.search(words))


def _like(name: str, kind: FileKind) -> tuple[str, float]:
    """The known column a name is most like, or an empty one where it is like none."""
    if name.upper() in kind.knows or name.upper() in kind.needs:
        return name.upper(), 100.0
    if name.upper() in kind.aliases:
        return kind.aliases[name.upper()], 100.0
    said = _folded(name)
    is_band = bool(_BANDS.search(said))
    scored = [
        (_likeness(said, _folded(words)), target)
        for target, many in kind.knows.items()
        for words in many.split(";")
        if words.strip() and is_band == bool(_BANDS.search(words))
    ]
    likeness, target = max(scored, default=(0.0, ""))
    return (target, likeness) if likeness >= LIKE_ENOUGH else ("", likeness)


def _likeness(one: str, other: str) -> float:
    return fuzz.token_sort_ratio(one, other)


def _folded(name: str) -> str:
    text = folded(name.replace("_", " ")).replace("%", " percent ")
    text = re.sub(r"\bper ?cent\b|\bpercentage\b|\bpercent\b|\bof\b|\bat\b", " ", text)
    for pattern, word in _OTHER_WORDS:
        text = pattern.sub(word, text)
    return " ".join(text.split())


def _once(guesses: Sequence[ColumnGuess]) -> list[ColumnGuess]:
    """Each known name given to the column most like it alone."""
    best: dict[str, ColumnGuess] = {}
    for guess in guesses:
        if guess.target and guess.likeness > getattr(best.get(guess.target), "likeness", 0):
            best[guess.target] = guess
    return [
        guess
        if not guess.target or best[guess.target] is guess
        else ColumnGuess(guess.name, "", guess.likeness, guess.examples, f"like {guess.target} too")
        for guess in guesses
    ]


def _examples(table: Table, place: int) -> tuple[str, ...]:
    found: list[str] = []
    for _number, cells in table.rows:
        text = printable(single_line(cells[place])[:_LONGEST]) if place < len(cells) else ""
        if text and text not in found:
            found.append(text)
        if len(found) == _EXAMPLES:
            break
    return tuple(found)


def _lines(
    book: Spreadsheet, sheet: Sheet, table: Table, kind: FileKind, guesses: Sequence[ColumnGuess]
) -> Iterator[str]:
    yield f"# A first draft for {book.name}, guessed from its column names: check every line."
    yield "# What stands behind a # is not read. Examples are the column's first values."
    yield ""
    yield f"kind = {_quoted(kind.name)}  # {kind.title}"
    yield from _year_lines(book, table, kind)
    if sheet.name:
        yield f"sheet = {_quoted(sheet.name)}"
    yield ""
    yield "[columns]"
    yield from _column_lines([guess for guess in guesses if guess.target or guess.instead])
    yield ""
    yield "[ignore]"
    yield "columns = ["
    yield from _ignored([guess for guess in guesses if not guess.target and not guess.instead])
    yield "]"
    yield ""
    yield "[codes]  # what your own signs stand for; an empty text is a blank cell"
    yield '# "" = "SUPP"  # blanks hide five pupils or fewer'
    yield ""
    yield "[written]  # only where a column cannot be told: sign, points, fraction, day first ..."


def _year_lines(book: Spreadsheet, table: Table, kind: FileKind) -> Iterator[str]:
    if not kind.yearly:
        return
    column = next((name for name in table.names if "year" in folded(name).split()), "")
    year = year_in(book.name)
    if year:
        yield f"year = {_quoted(year[:4] + '/' + year[4:])}"
    elif column:
        yield f"year_column = {_quoted(column)}  # 2017 there is the summer of 2017"
    else:
        yield '# year = "2016/17"  # say it here, or with --year'
    if kind.released:
        release = release_in(book.name)
        yield f"release = {_quoted(release)}" if release else '# release = "final"'


def _column_lines(guesses: Sequence[ColumnGuess]) -> Iterator[str]:
    for guess in guesses:
        shown = ", ".join(guess.examples) or "blank"
        if guess.instead:
            yield f"# CANNOT BE TRUSTED by its name: {guess.doubt}; {shown}"
            yield f"# {_quoted(guess.name)} = {_quoted(guess.instead)}"
        else:
            yield f"{_quoted(guess.name)} = {_quoted(guess.target)}  # {shown}"


def _ignored(guesses: Sequence[ColumnGuess]) -> Iterator[str]:
    for guess in guesses:
        shown = ", ".join(guess.examples) or "blank"
        yield f"  {_quoted(guess.name)},  # {f'{guess.doubt}; ' if guess.doubt else ''}{shown}"


def _quoted(text: str) -> str:
    """A text as TOML writes it: its basic strings are JSON's."""
    return json.dumps(text, ensure_ascii=False)
