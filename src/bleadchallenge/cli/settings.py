"""Which settings hold: an option, else the environment, else a file, else the default."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from bleadchallenge.domain.settings import Setting, SettingName

FILE_NAME = "bleadchallenge.toml"
DEFAULT_STORE = "bleadchallenge.db"
Settings = Mapping[SettingName, Setting]


def variable(name: SettingName) -> str:
    """The name of a setting in the environment."""
    return f"BLEADCHALLENGE_{name.upper()}"


def settings_with(options: Mapping[SettingName, str]) -> Settings:
    """Every setting, with what the options of the command line say before all else.

    The user's file is read only for what nothing before it settles.
    """
    found: dict[SettingName, Setting] = {}
    for source in _sources(options):
        found = {**source, **found}
        if len(found) == len(SettingName):
            break
    return found


def settings_files() -> Iterator[Path]:
    """Where settings files may stand: in this folder, then in the user's configuration folder."""
    yield Path(FILE_NAME)
    from platformdirs import user_config_path

    yield user_config_path("bleadchallenge", appauthor=False) / FILE_NAME


def _is_absent(path: Path) -> bool:
    """Whether there is no such file; one that may not be looked for may be there."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _sources(options: Mapping[SettingName, str]) -> Iterator[dict[SettingName, Setting]]:
    yield {name: Setting(value, f"--{name}") for name, value in options.items() if value}
    variables = ((name, variable(name)) for name in SettingName)
    yield {
        name: Setting(os.environ[each], each) for name, each in variables if os.environ.get(each)
    }
    for path in settings_files():
        if not _is_absent(path):
            from bleadchallenge.intake.settings_file import read_settings

            yield read_settings(path)
    yield _defaults()


def _defaults() -> dict[SettingName, Setting]:
    user = os.environ.get("USER") or os.environ.get("LOGNAME") or os.environ.get("USERNAME")
    return {
        SettingName.STORE: Setting(DEFAULT_STORE, "default"),
        SettingName.AUTHOR: Setting(user or "unknown", "default: who is logged in"),
        SettingName.COHORT: Setting("", "default: the first cohort"),
        SettingName.AUTHORITY: Setting("", "default: the policy's"),
    }
