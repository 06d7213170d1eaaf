"""The settings that hold, listed."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from bleadchallenge.domain.settings import Setting, SettingName
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.request import Request


@row
class SettingRow:
    """A setting and where it comes from."""

    setting: SettingName
    value: str | None
    origin: str = column(title="from")


def list_settings(
    asked: Request, settings: Mapping[SettingName, Setting], files: Sequence[Path]
) -> Listing[SettingRow]:
    """Every setting; the notes say which files were looked for."""
    rows = tuple(
        SettingRow(name, settings[name].value or None, settings[name].origin)
        for name in SettingName
    )
    notes = tuple(f"{path}: {'there' if os.path.lexists(path) else 'not there'}" for path in files)
    return Listing("config", asked.as_of, 0, SettingRow, rows, notes)
