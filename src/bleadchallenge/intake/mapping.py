"""A mapping file: what a person says of a sheet whose columns have other names."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bleadchallenge.domain.choices import Release
from bleadchallenge.domain.errors import DataError, InputError, UsageError
from bleadchallenge.domain.results.notation import NotationRule
from bleadchallenge.domain.years import parse_year
from bleadchallenge.intake.headers import single_line
from bleadchallenge.intake.toml_files import NotTomlError, entries_of, reason, text_of

FORMS: Final[Mapping[str, NotationRule]] = {
    "sign": NotationRule.SIGN,
    "points": NotationRule.POINTS,
    "fraction": NotationRule.FRACTION,
    "decimal comma": NotationRule.DECIMAL_COMMA,
    "day first": NotationRule.DAY_FIRST,
    "month first": NotationRule.MONTH_FIRST,
}
"""What a person may say of how a column is written."""

_WORDS: Final = {"kind", "year", "year_column", "release", "sheet"}
_TABLES: Final = {"columns", "ignore", "codes", "written", "fixed"}
_DRAFT: Final = "bleadchallenge import-data --suggest-mapping SHEET writes a draft to start from"


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What a person says of a sheet: its kind and year, and what its columns are.

    ``columns`` gives the known name of each column, by its own name on one line
    and in small letters; ``codes`` what single texts stand for, in published
    codes; ``written`` how a column is written where its cells leave that open;
    ``fixed`` fields that are the same in every row of a list. ``text`` is the
    file itself, which is kept with the import.
    """

    kind: str
    columns: Mapping[str, str]
    year: str = ""
    year_column: str = ""
    release: str = ""
    sheet: str = ""
    ignore: frozenset[str] = frozenset()
    codes: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, frozenset[NotationRule]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    def places(self, names: Collection[str]) -> dict[str, int]:
        """The place of each mapped column, by its known name."""
        by_name: dict[str, int] = {}
        for place, name in enumerate(names):
            by_name.setdefault(folded(name), place)
        return {target: by_name[name] for name, target in self.columns.items() if name in by_name}

    def absent(self, names: Collection[str]) -> list[str]:
        """Mapped columns that a table lacks."""
        present = {folded(name) for name in names}
        return sorted(name for name in self.columns if name not in present)

    def unspoken(self, names: Collection[str]) -> list[str]:
        """Columns of a table of which nothing is said, as they are written."""
        said = {*self.columns, *self.ignore, folded(self.year_column)}
        return [name for name in names if name and folded(name) not in said]


def folded(name: str) -> str:
    """A column's name as mappings compare it: one line, small letters."""
    return single_line(name).casefold()


def read_mapping(path: Path, kinds: Collection[str]) -> SheetMapping:
    """Read a mapping file; ``kinds`` are those that a sheet may be mapped to.

    Raises ``InputError`` where there is no such file, ``DataError`` where it
    does not say what a mapping must.
    """
    try:
        text = text_of(path)
    except (OSError, NotTomlError) as error:
        raise InputError(
            f"the mapping {path.name} cannot be read", why=reason(error), fix=_DRAFT
        ) from None
    return mapping_of(text, kinds, path.name)


def mapping_of(text: str, kinds: Collection[str], name: str = "mapping") -> SheetMapping:
    """A mapping from its text; raises ``DataError`` with what is wrong with it."""
    try:
        said = entries_of(text)
    except NotTomlError as error:
        raise _wrong(name, str(error), "mend that line; names of columns stand in quotes") from None
    _require_known(said, name)
    kind = _word(said, "kind", name)
    if kind not in kinds:
        raise _wrong(name, f"there is no kind {kind!r}", f"one of {', '.join(sorted(kinds))}")
    columns = _texts(said, "columns", name)
    if not columns:
        raise _wrong(name, "its [columns] name no column", '"Your column" = "KNOWN NAME"')
    _require_once(columns, name)
    return SheetMapping(
        kind=kind,
        columns={folded(column): target.strip() for column, target in columns.items()},
        year=_year(said, name),
        year_column=_word(said, "year_column", name),
        release=_release(said, name),
        sheet=_word(said, "sheet", name),
        ignore=_ignored(said, name),
        codes={text.casefold(): code for text, code in _texts(said, "codes", name).items()},
        written={
            folded(column): _forms(name, column, how)
            for column, how in _texts(said, "written", name).items()
        },
        fixed=_texts(said, "fixed", name),
        text=text,
    )


def _require_known(said: Mapping[str, object], name: str) -> None:
    strange = sorted(set(said) - _WORDS - _TABLES)
    if strange:
        known = ", ".join(sorted(_WORDS | _TABLES))
        raise _wrong(name, f"it says {strange[0]!r}, which a mapping does not know", f"of: {known}")


def _require_once(columns: Mapping[str, str], name: str) -> None:
    targets = [target.strip().upper() for target in columns.values()]
    twice = sorted({target for target in targets if targets.count(target) > 1})
    if twice:
        raise _wrong(name, f"two columns are mapped to {twice[0]}", "map one and ignore the other")


def _word(said: Mapping[str, object], key: str, name: str) -> str:
    value = said.get(key, "")
    if not isinstance(value, str):
        raise _wrong(name, f"{key} is not a text", f'{key} = "..."')
    return value.strip()


def _texts(said: Mapping[str, object], key: str, name: str) -> dict[str, str]:
    table = said.get(key, {})
    if not isinstance(table, dict) or not all(isinstance(text, str) for text in table.values()):
        raise _wrong(
            name, f"[{key}] is not a table of texts", f'[{key}] and lines of "..." = "..."'
        )
    return dict(table)


def _ignored(said: Mapping[str, object], name: str) -> frozenset[str]:
    """Ignored columns, given as a list or as a table with a list of ``columns``."""
    given = said.get("ignore", [])
    listed = given.get("columns", []) if isinstance(given, dict) else given
    if not isinstance(listed, list) or not all(isinstance(text, str) for text in listed):
        raise _wrong(name, "ignore is not a list of columns", 'ignore = ["A column", "Another"]')
    return frozenset(map(folded, listed))


def _year(said: Mapping[str, object], name: str) -> str:
    text = _word(said, "year", name)
    try:
        return parse_year(text) if text else ""
    except UsageError as error:
        raise _wrong(name, error.what, error.fix) from None


def _release(said: Mapping[str, object], name: str) -> str:
    release = _word(said, "release", name)
    known = [choice.value for choice in Release]
    if release and release not in known:
        raise _wrong(name, f"there is no release {release!r}", f"one of {', '.join(known)}")
    return release


def _forms(name: str, column: str, how: str) -> frozenset[NotationRule]:
    words = [word.strip() for word in how.split(",")]
    if not all(word in FORMS for word in words):
        what = f"[written] says {how!r} of the column {column}"
        raise _wrong(name, what, f"one of {', '.join(FORMS)}")
    return frozenset(FORMS[word] for word in words)


def _wrong(name: str, why: str, fix: str) -> DataError:
    return DataError(f"the mapping {name} cannot be used", why=why, fix=fix)
