"""Stores that are damaged: found, never written into, never backed up as good."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from battery.bench import STORE, Bench, Try, at, done, hold, require_good_end
from battery.commands import run

FAULT = "damaged stores"
HOLDS = "found; never written into; never backed up as good; the way to restore is said"

STATEMENTS = (
    "CREATE TRIGGER t AFTER INSERT ON person BEGIN DELETE FROM visit; END",
    "CREATE VIEW v AS SELECT * FROM person",
    "CREATE TABLE other (a)",
    "DROP INDEX live_person",
    "ALTER TABLE visit ADD COLUMN more VARCHAR DEFAULT 'x'",
    "UPDATE review SET held_on = '2018-02-30'",
    "UPDATE person SET name = CAST(x'ff41' AS TEXT)",
    "UPDATE person SET name = x'ff41'",
    "UPDATE person SET since = 'one'",
    "DELETE FROM change WHERE seq = (SELECT max(seq) FROM change)",
    "DROP TABLE milestone",
    "UPDATE alembic_version SET version_num = 'x'",
    "DELETE FROM alembic_version",
    "UPDATE source_block SET packed = x'00'",
    "CREATE INDEX more ON person (name)",
    "PRAGMA user_version = 12345",
)
_READING = (
    *(("due",), ("kpi-status",), ("history",), ("show", "900001"), ("export", "out"), ()),
    ("report", "isg-pack", "--meeting", "2018-03-15", "--out", "packs", "--draft"),
)


def tries(bench: Bench) -> Iterator[Try]:
    """Bytes that flipped, pages that are gone, files cut short, and other programs' hands."""
    for number in range(bench.few(40, 1)):
        yield Try(f"flipped bits {number}", _Damaged(bench, _flipped, number))
    for number in range(bench.few(20, 1)):
        yield Try(f"blank pages {number}", _Damaged(bench, _blanked, number))
        yield Try(f"cut short {number}", _Damaged(bench, _cut, number))
    for number in range(bench.few(10, 0)):
        yield Try(f"swapped pages {number}", _Damaged(bench, _swapped, number))
        yield Try(f"bytes at the end {number}", _Damaged(bench, _longer, number))
    for number, statement in enumerate(STATEMENTS[: bench.few(99, 1)]):
        yield Try(statement, _Damaged(bench, _altered, number))


@dataclass(frozen=True, slots=True)
class _Damaged:
    """A store that was damaged in one way."""

    bench: Bench
    harm: Callable[[Path, Random, int], None]
    number: int

    def __call__(self) -> None:
        chance = self.bench.chance(self.harm.__name__, self.number)
        with self.bench.folder(self.bench.programme) as folder:
            done(folder, "backup", "kept.db")
            self.harm(folder / STORE, chance, self.number)
            harmed, kept = ((folder / name).read_bytes() for name in (STORE, "kept.db"))
            _require_refused(folder)
            _require_words(folder, chance)
            hold((folder / STORE).read_bytes() == harmed, "a damaged store was written into")
            hold((folder / "kept.db").read_bytes() == kept, "the good backup was written over")
            done(folder, "restore", "kept.db")
            done(folder, "check")


def _require_refused(folder: Path) -> None:
    said = ""
    for words in (
        ("check",),
        ("import-data", "more.csv"),
        ("backup", "kept.db", "--overwrite"),
        ("select", "900003", "candidate", "--reason", "seen"),
    ):
        ended = run(words, at(folder))
        require_good_end(ended)
        hold(ended.code not in {0, 75}, f"{words[0]} must find the damage", ended)
        said += ended.err + ended.out
    hold("restore" in said or "--store" in said, f"the way to restore is not said: {said[:200]!r}")


def _require_words(folder: Path, chance: Random) -> None:
    """Who only reads gets an answer or is told of the damage."""
    for words in chance.sample(_READING, 3):
        require_good_end(run(words, at(folder)))


def _flipped(path: Path, chance: Random, _number: int) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 1, 8))):
        place = chance.randrange(100, len(data))
        data[place] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def _blanked(path: Path, chance: Random, _number: int) -> None:
    data = bytearray(path.read_bytes())
    pages = [
        page for page in range(1, len(data) // 4096) if any(data[page * 4096 : page * 4096 + 4096])
    ]
    page = chance.choice(pages)
    data[page * 4096 : page * 4096 + 4096] = bytes(4096)
    path.write_bytes(data)


def _cut(path: Path, chance: Random, _number: int) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: chance.randrange(1, len(data))])


def _swapped(path: Path, chance: Random, _number: int) -> None:
    data = path.read_bytes()
    pages = [data[start : start + 4096] for start in range(0, len(data), 4096)]
    one = chance.choice([page for page in range(1, len(pages)) if any(pages[page])])
    other = chance.choice([page for page in range(1, len(pages)) if pages[page] != pages[one]])
    pages[one], pages[other] = pages[other], pages[one]
    path.write_bytes(b"".join(pages))


def _longer(path: Path, chance: Random, _number: int) -> None:
    data = bytearray(path.read_bytes())
    data[28:32] = (len(data) // 4096 + 1).to_bytes(4, "big")
    path.write_bytes(bytes(data) + chance.randbytes(4096))


def _altered(path: Path, _chance: Random, number: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(STATEMENTS[number])
        connection.commit()
