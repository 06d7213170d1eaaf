"""Where tries are made: folders of their own, a small programme, chance from a seed."""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import count
from pathlib import Path
from random import Random

from battery.commands import Ended, Surroundings, run

STORE = "bleadchallenge.db"
DOCUMENTED = frozenset({0, 1, 2, 65, 66, 73, 74, 75, 77, 78, 130})
"""The exit codes that a run may end with; 70 is a fault of our own."""
_LEFT_ASIDE = (".said.out", ".said.err")


class NotHeldError(AssertionError):
    """What must hold does not."""


def hold(is_held: object, what: str, ended: Ended | None = None) -> None:
    """Raise ``NotHeldError`` unless something holds."""
    if not is_held:
        raise NotHeldError(f"{what} ({ended.last_words})" if ended else what)


@dataclass(frozen=True, slots=True)
class Try:
    """One try: what is done, and the doing, which raises where something does not hold.

    Tries of one ``group`` share what one process prepares for them.
    """

    what: str
    do: Callable[[], None]
    group: int | None = None


@dataclass(frozen=True, slots=True)
class State:
    """How a store stands: its last change and the digest of what is on record."""

    change: int
    digest: str


@dataclass(slots=True)
class Bench:
    """Folders for tries, all below one, and a small programme to copy into each."""

    root: Path
    seed: int
    is_quick: bool
    programme: Path = field(init=False)
    _numbers: "count[int]" = field(default_factory=count)

    def __post_init__(self) -> None:
        self.programme = self.root / "programme"

    def chance(self, *of: object) -> Random:
        """Chance that is the same for the same seed and name."""
        return Random(f"{self.seed} {of}")  # noqa: S311 - to be the same every time

    def few(self, whole: int, quick: int) -> int:
        """How many tries of a kind are made."""
        return quick if self.is_quick else whole

    @contextmanager
    def folder(self, like: Path | None = None) -> Iterator[Path]:
        """A folder for one try, empty or a copy of another; it goes afterwards."""
        path = self.root / f"try-{next(self._numbers)}"
        if like is None:
            path.mkdir()
        else:
            shutil.copytree(like, path, symlinks=True)
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)
            for suffix in _LEFT_ASIDE:
                path.with_name(path.name + suffix).unlink(missing_ok=True)

    def log(self) -> Path:
        """A file for what a tracer notes."""
        return self.root / "calls.log"


def at(folder: Path, **other: object) -> Surroundings:
    """The usual surroundings in a folder."""
    return replace(Surroundings(folder), **other)  # type: ignore[arg-type]


def done(folder: Path, *words: str | bytes) -> Ended:
    """Run a command that must end well."""
    ended = run(words, at(folder))
    hold(ended.code == 0, f"{b' '.join(map(_as_bytes, words))!r} must end with 0", ended)
    return ended


def state_of(folder: Path, store: str = STORE, codes: Sequence[int] = (0,)) -> State:
    """How a store stands, which must be whole."""
    ended = run(("--store", store, "check", "--format", "json"), at(folder))
    hold(ended.code in codes, f"check must find {store} whole", ended)
    said = json.loads(ended.out)
    return State(said["change"], said["digest"])


def written(folder: Path, but: Sequence[str] = ()) -> dict[str, str]:
    """Every file below a folder with the digest of its bytes; of stores, only that it is there."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_dir() or path.name in but:
            continue
        is_store = path.suffix == ".db" or ".db.before-" in name or ".db.replaced-" in name
        found[name] = "store" if is_store else sha256(path.read_bytes()).hexdigest()
    return found


def require_good_end(ended: Ended, codes: frozenset[int] = DOCUMENTED) -> None:
    """A run ended in time, with a code it may end with, and with words for people."""
    hold(not ended.is_late, "it must end in time", ended)
    hold(not ended.has_traceback, "no traceback may come out", ended)
    hold(ended.code in codes, f"it must end with one of {sorted(codes)}", ended)
    hold(ended.mebibytes < 512, f"it took {ended.mebibytes:.0f} MB", ended)  # noqa: PLR2004 - as promised


def must_hold_true(ended: Ended, before: State, after: State) -> None:
    """What a run says of what it recorded is so; ``after`` is how the store stands now."""
    if "nothing was recorded" in ended.err or "nothing was changed" in ended.err:
        hold(after == before, "it said that nothing was recorded", ended)
    if re.search("changes? [0-9].* (is|are) recorded", ended.err):
        hold(after.change > before.change, "it said that a change was recorded", ended)
    if ended.code not in {0, 1}:
        told = after == before or "is recorded" in ended.err or "written: " in ended.err
        hold(told, "it failed after a change and did not say so", ended)


def _as_bytes(word: str | bytes) -> bytes:
    return word if isinstance(word, bytes) else word.encode("utf-8", "replace")
