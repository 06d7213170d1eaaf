"""Settings files: read into settings, or refused by key and line."""

import stat
from pathlib import Path

from bleadchallenge.domain.errors import InputError, NotOursError
from bleadchallenge.domain.settings import Setting, SettingName
from bleadchallenge.intake.toml_files import NotTomlError, entries_of, key_on, line_of, text_of

_EXAMPLE = {
    SettingName.STORE: '"programme.db"',
    SettingName.AUTHOR: '"A. Coordinator"',
    SettingName.COHORT: '"T2"',
    SettingName.AUTHORITY: '"330"',
}


def read_settings(path: Path) -> dict[SettingName, Setting]:
    """The settings of a file; a store's path is taken from the folder of the file.

    Raises ``NotOursError`` with key, line and remedy for an entry that cannot be taken.
    """
    text = _text(path)
    found = {}
    for key, value in _entries(path, text).items():
        place = f"{path}, line {line_of(text, (key,))}"
        name = _name(key, place)
        found[name] = Setting(_value(name, value, place), place)
    if store := found.get(SettingName.STORE):
        found[SettingName.STORE] = Setting(_placed(store.value, path.parent), store.origin)
    return found


def _text(path: Path) -> str:
    try:
        _require_ordinary(path)
        return text_of(path)
    except NotTomlError as error:
        raise NotOursError(
            f"{path}, line {error.line}: {error}", fix="save it as UTF-8, or remove it"
        ) from error
    except OSError as error:
        raise InputError(
            f"{path} cannot be read",
            why=error.strerror or "",
            fix="make it a file that you may read, or remove it",
        ) from error


def _require_ordinary(path: Path) -> None:
    """Raise for a pipe, at which every command would wait."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(0, "it is not an ordinary file")


def _entries(path: Path, text: str) -> dict[str, object]:
    try:
        return entries_of(text)
    except NotTomlError as error:
        key = key_on(text, error.line)
        raise NotOursError(
            f"{path}, line {error.line}: {key}: it is not valid TOML",
            why=str(error),
            fix=f"write it as: {_example(_known(key) or SettingName.STORE)}",
        ) from error


def _name(key: str, place: str) -> SettingName:
    if name := _known(key):
        return name
    from rapidfuzz.process import extractOne

    near = extractOne(key, list(SettingName), score_cutoff=60)
    raise NotOursError(
        f"{place}: {key}: there is no such setting",
        why=f"the settings are {', '.join(SettingName)}",
        fix=f"did you mean {near[0]}?" if near else f"remove the line of {key}",
    )


def _known(key: str) -> SettingName | None:
    return SettingName(key) if key in list(SettingName) else None


def _value(name: SettingName, value: object, place: str) -> str:
    if name is SettingName.AUTHORITY and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise NotOursError(
            f"{place}: {name}: it must be text in quotation marks",
            fix=f"write it as: {_example(name)}",
        )
    return value.strip()


def _example(name: SettingName) -> str:
    return f"{name} = {_EXAMPLE[name]}"


def _placed(store: str, folder: Path) -> str:
    """A store by its URL as it stands; a file's path from the folder that names it."""
    return store if "://" in store else str(folder / Path(store).expanduser())
