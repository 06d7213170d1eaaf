"""Bad files: broken, hostile and mutated ones are refused in words, and change nothing."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from battery import hostile_files
from battery.bench import STORE, Bench, Try, at, hold, require_good_end, state_of
from battery.commands import run
from battery.story import SAMPLE

FAULT = "bad files (hostile, mutated, other projects' test workbooks)"
HOLDS = (
    "no traceback, no signal, 30 s, 512 MB; exit 0, 65 or 66; digest unchanged; cause and remedy"
)
_BESIDE = SAMPLE.parents[1] / "shared"
_CODES = frozenset({0, 65, 66})
_POLICY_CODES = _CODES | {78}
_CSV = ("published/2016-2017_330_ks2final.csv", "published/2016-2017_330_abs.csv",
        "published/la_ks2_2016_2019.csv", "programme/people.csv", "programme/alliances.csv",
        "programme/records/days_2017-11-20.csv", "programme/records/visits_2017-09-08.csv",
        "pupils/2017-2018_900011_ks2_pupils.csv", "people/visits_autumn_2017.csv")  # fmt: skip
_BOOKS = ("published/2016-2017_330_ofsted-schools.xlsx", "published/2016-2017_330_spine.xlsx",
          "people/city_results_2017.xlsx", "programme/records/conference_2019-03-11.xlsx")  # fmt: skip


def tries(bench: Bench) -> Iterator[Try]:
    """Files made to harm, parts of good ones, good ones mutated, and those of other projects."""
    for name, make in list(hostile_files.made().items())[:: bench.few(1, 20)]:
        yield Try(f"made: {name}", _Made(bench, name, make))
    for number in range(bench.few(160, 2)):
        yield Try(f"mutated table {number}", _Mutated(bench, number, _CSV))
    for number in range(bench.few(120, 2)):
        yield Try(f"mutated workbook {number}", _Mutated(bench, number, _BOOKS))
    for number in range(bench.few(60, 1)):
        yield Try(f"mutated policy {number}", _Policy(bench, number))
        yield Try(f"mutated review {number}", _Review(bench, number))
    for path in _others()[:: bench.few(1, 90)]:
        yield Try(f"of others: {path.name}", _Of(bench, path))
    for words in _ODD_PLACES[:: bench.few(1, 7)]:
        yield Try(" ".join(words), _Place(bench, words))


_ODD_PLACES = (
    ("import-data", "/dev/null"), ("import-data", "/dev/zero"), ("import-data", "/dev/urandom"),
    ("import-data", "/"), ("import-data", "."), ("import-data", "gone.csv"),
    ("import-data", "loop.csv"), ("import-data", "pipe.csv"), ("import-data", "/proc/self/mem"),
    ("import-data", "more.csv/x"), ("import-data", STORE), ("import-data", "more.csv", "gone.csv"),
    ("restore", "more.csv"), ("restore", "gone.db"), ("restore", "."),
    ("check", "--against", "/"), ("record-review", "--from", "/dev/zero"),
    ("record-review", "--from", "."), ("policy", "set", "/dev/zero"), ("policy", "set", "."),
    ("import-data", "more.csv", "--mapping", "/dev/zero"),
    ("import-data", "more.csv", "--mapping", "more.csv"),
)  # fmt: skip


def _others() -> list[Path]:
    """Files of other projects' tests beside the project, where they are."""
    folders = [_BESIDE / "nasty", _BESIDE / "cases"]
    found = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return [
        path for path in found if path.suffix not in {".md", ".json", ".jpg", ".png", ".toml", ""}
    ]


def _refused_or_whole(
    bench: Bench, folder: Path, words: tuple[str, ...], codes: frozenset[int]
) -> None:
    """A file is taken, or refused in words without a change of the store."""
    bytes_before = (folder / STORE).read_bytes()
    ended = run(words, at(folder))
    require_good_end(ended, codes)
    if ended.code:
        hold((folder / STORE).read_bytes() == bytes_before, "the store was changed", ended)
        hold("error:" in ended.err and "fix:" in ended.err, "cause and remedy must be said", ended)
    elif bench.chance(words, folder.name).random() < 0.2:  # noqa: PLR2004 - a look through a store takes longest
        state_of(folder)


@dataclass(frozen=True, slots=True)
class _Made:
    """A file that is made to harm."""

    bench: Bench
    name: str
    make: Callable[[Path], None]

    def __call__(self) -> None:
        with self.bench.folder(self.bench.programme) as folder:
            path = folder / self.name
            self.make(path)
            _refused_or_whole(self.bench, folder, ("import-data", self.name), _CODES)


@dataclass(frozen=True, slots=True)
class _Mutated:
    """A good file with something done to it by chance."""

    bench: Bench
    number: int
    names: tuple[str, ...]

    def __call__(self) -> None:
        chance = self.bench.chance("mutated", self.names, self.number)
        source = SAMPLE / self.names[self.number % len(self.names)]
        data = source.read_bytes()
        is_book = source.suffix == ".xlsx"
        mutate = hostile_files.mutated_book if is_book else hostile_files.mutated_text
        with self.bench.folder(self.bench.programme) as folder:
            (folder / source.name).write_bytes(mutate(data, chance))
            words = ("import-data", source.name, *chance.choice(((), ("--partial",))))
            _refused_or_whole(self.bench, folder, words, _CODES)


@dataclass(frozen=True, slots=True)
class _Policy:
    """The shipped policy with something done to it by chance."""

    bench: Bench
    number: int

    def __call__(self) -> None:
        chance = self.bench.chance("policy", self.number)
        with self.bench.folder(self.bench.programme) as folder:
            text = run(("policy", "show"), at(folder)).out.encode()
            (folder / "policy.toml").write_bytes(hostile_files.mutated_text(text, chance))
            words = ("policy", "set", "policy.toml")
            _refused_or_whole(self.bench, folder, words, _POLICY_CODES)


_REVIEW = b"""school = "900001"
stage = "midterm"
date = 2018-03-14
progress = "limited"
impact = "good"
findings = "Better"
recommendations = ["Go on", "See more lessons"]
[[check]]
recommendation = "baseline 1"
outcome = "met"
note = "seen"
[[judgement]]
area = "leadership"
level = 2
"""


@dataclass(frozen=True, slots=True)
class _Review:
    """A review's file with something done to it by chance."""

    bench: Bench
    number: int

    def __call__(self) -> None:
        chance: Random = self.bench.chance("review", self.number)
        with self.bench.folder(self.bench.programme) as folder:
            (folder / "review.toml").write_bytes(hostile_files.mutated_text(_REVIEW, chance))
            words = ("record-review", "--from", "review.toml")
            _refused_or_whole(self.bench, folder, words, _CODES | {2})


@dataclass(frozen=True, slots=True)
class _Of:
    """A file that once broke another project's reader."""

    bench: Bench
    path: Path

    def __call__(self) -> None:
        with self.bench.folder(self.bench.programme) as folder:
            (folder / self.path.name).symlink_to(self.path.resolve())
            _refused_or_whole(self.bench, folder, ("import-data", self.path.name), _CODES)


@dataclass(frozen=True, slots=True)
class _Place:
    """A place that holds no file one would give."""

    bench: Bench
    words: tuple[str, ...]

    def __call__(self) -> None:
        with self.bench.folder(self.bench.programme) as folder:
            (folder / "loop.csv").symlink_to("loop.csv")
            os.mkfifo(folder / "pipe.csv")
            _refused_or_whole(self.bench, folder, self.words, _CODES | {2, 78})
