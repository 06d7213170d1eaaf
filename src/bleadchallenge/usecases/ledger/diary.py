"""The diary of the sample programme: on which day who gave which command."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bleadchallenge import staging
from bleadchallenge.domain.errors import CannotCreateError, DataError
from bleadchallenge.resources import sample_data

_LINE = re.compile(r"(\d{4}-\d{2}-\d{2}) (\S+): (.+)")


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """A command as it was given: the day, by whom, and its words."""

    on: date
    author: str
    words: tuple[str, ...]

    @property
    def moment(self) -> str:
        """The moment in UTC that stands in the ledger."""
        return f"{self.on.isoformat()}T09:00:00+00:00"

    @property
    def is_pack(self) -> bool:
        """Whether the command writes a report."""
        return self.words[0] == "report"


def entries(until: date | None = None) -> Iterator[DiaryEntry]:
    """The diary of the sample programme up to and with a day, in order.

    ``{sample}`` in a word stands for the folder of the sample data.
    """
    folder = sample_data()
    text = (folder / "programme" / "diary.txt").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            entry = _entry(line, number, folder)
            if until is None or entry.on <= until:
                yield entry


def _entry(line: str, number: int, folder: Path) -> DiaryEntry:
    found = _LINE.fullmatch(line)
    if found is None:
        raise DataError(f"line {number} of the sample diary cannot be read: {line!r}")
    day, author, command = found.groups()
    words = (word.replace("{sample}", str(folder)) for word in shlex.split(command))
    return DiaryEntry(date.fromisoformat(day), author, tuple(words))


def copy_files(folder: Path) -> list[Path]:
    """Copy what the tutorial takes in: the published files, the alliances and the people.

    Raises ``CannotCreateError`` where the folder cannot be made or is not empty.
    """
    try:
        staging.make_folders(folder)
        if any(folder.iterdir()):
            raise CannotCreateError(f"{folder} is not empty", fix="give another folder")
        files = [*(sample_data() / "published").iterdir()]
        files += [sample_data() / "programme" / name for name in ("alliances.csv", "people.csv")]
        for path in files:
            staging.write(folder / path.name, path.read_bytes())
        return sorted(folder.iterdir())
    except OSError as error:
        raise CannotCreateError(
            f"{folder} cannot be filled", why=error.strerror or "", fix="give another folder"
        ) from error
