"""Whether the evaluation can be fooled by how schools were chosen: simulated cities, counted.

Invents cities of 300 schools in the real files' layout, chooses 20 schools in six ways, adds an
effect that is known, and has the use case behind ``bleadchallenge evaluate`` find it again:

    python bench/simulate.py [--draws 200] [--seed 20171] [--jobs 2] [--write docs/simulation.md]

The first city of a run is written as three files and imported by the public command. For
every further draw the rows of the store are replaced by rows of the same layout, as an import
keeps them, and the schools selected anew; everything after that is the public use case. So
3,600 draws take minutes, not days; what is not run 3,600 times is the reading of files.
"""

import argparse
import csv
import io
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from bleadchallenge.domain.evaluation.effects import EffectVerdict
from bleadchallenge.domain.text import SEPARATOR
from bleadchallenge.store.facts.row_blocks import pack, unpack
from bleadchallenge.usecases.evaluation.options import EvaluationOptions
from bleadchallenge.usecases.evaluation.outcomes import EffectRow, effects
from bleadchallenge.usecases.request import Request

Floats = NDArray[np.float64]
Blocks = dict[tuple[int, int], dict[int, str]]
Ints = NDArray[np.int64]
ROOT = Path(__file__).resolve().parents[1]
PUBLISHED = ROOT / "sample_data" / "published"
YEARS = ("201516", "201617", "201819")
FILES = {y: f"20{y[2:4]}-20{y[4:]}_330_ks2final.csv" for y in YEARS}
NATION = np.array([0.0, 8.0, 12.0])
SCHOOLS, CHOSEN, LOW = 300, 20, 60
SCHOOL_SD, SHOCK_SD, MEAN = 6.0, 4.0, 53.0
DAY = date(2020, 6, 10)
PATTERNS = (
    "at random",
    "20 lowest of the last year",
    "20 of the 60 lowest",
    "20 lowest of both years",
    "largest fall",
    "below a threshold",
)
TRUE = (0, 3, 8)


@dataclass(frozen=True, slots=True)
class City:
    """A simulated city: pupils and chance of the standard by school and year, inputs, levels."""

    pupils: Ints
    chance: Floats
    inputs: Floats
    level: Floats
    urns: tuple[str, ...] = field(default=tuple(str(900100 + n) for n in range(SCHOOLS)))


@dataclass(frozen=True, slots=True)
class Found:
    """What one draw gave: the effect less the true one, and whether it was told right."""

    error: float
    holds: bool
    ahead: bool
    differences_error: float
    differences_ahead: bool
    best_ahead: bool


def city(chance: np.random.Generator) -> City:
    """Invent a city: 26 to 63 pupils a year, normal levels and yearly shocks, inputs to match."""
    size = chance.integers(26, 64, SCHOOLS)
    pupils = np.clip(size[:, None] + chance.integers(-4, 5, (SCHOOLS, 3)), 20, None)
    level = chance.normal(0, SCHOOL_SD, SCHOOLS)
    shocks = chance.normal(0, SHOCK_SD, (SCHOOLS, 3))
    rate = np.clip((MEAN + NATION + level[:, None] + shocks) / 100, 0.02, 0.98)
    inputs = np.column_stack(
        [
            np.round(15.8 + 0.08 * level + chance.normal(0, 0.6, SCHOOLS), 1),
            np.round(np.clip(30 - 0.8 * level + chance.normal(0, 10, SCHOOLS), 1, 95)),
            np.round(np.clip(chance.normal(20, 15, SCHOOLS), 0, 95)),
            np.round(np.clip(chance.normal(92, 3, SCHOOLS), 60, 100)),
        ]
    )
    return City(pupils, rate, inputs, level)


def sat(city: City, chance: np.random.Generator) -> Floats:
    """The published percentages: whole pupils of those who sat, rounded as the tables do."""
    return np.round(100 * chance.binomial(city.pupils, city.chance) / city.pupils)


def choose(pattern: str, before: Floats, chance: np.random.Generator) -> Ints:
    """The schools that are chosen, by their place, from the results of 2016 and 2017."""
    first, last = before.T
    mean, tie = (first + last) / 2, chance.uniform(0, 1e-6, len(first))
    if pattern == "at random":
        return chance.choice(len(first), CHOSEN, replace=False)
    if pattern == "20 lowest of the last year":
        return np.argsort(last + tie)[:CHOSEN]
    if pattern == "20 of the 60 lowest":
        return chance.choice(np.argsort(mean + tie)[:LOW], CHOSEN, replace=False)
    if pattern == "20 lowest of both years":
        return np.argsort(mean + tie)[:CHOSEN]
    if pattern == "largest fall":
        return np.argsort(last - first + tie)[:CHOSEN]
    lowest = float(np.quantile(mean, CHOSEN / len(mean)))
    return np.flatnonzero(mean <= lowest)


def with_effect(
    city: City, results: Floats, chosen: Ints, points: float, chance: np.random.Generator
) -> Floats:
    """The results with the last year of the chosen schools sat again with an effect."""
    found = results.copy()
    rate = np.clip(city.chance[chosen, 2] + points / 100, 0.0, 1.0)
    pupils = city.pupils[chosen, 2]
    found[chosen, 2] = np.round(100 * chance.binomial(pupils, rate) / pupils)
    return found


class Store:
    """A store of one simulated city, whose rows are replaced from draw to draw."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "simulated.db"
        self.headers = {year: _header(year) for year in YEARS}
        self.places = {
            year: {name.upper(): place for place, name in enumerate(header)}
            for year, header in self.headers.items()
        }
        chance = np.random.default_rng(0)
        first = city(chance)
        self.write(folder, first, sat(first, chance))
        for words in (["init"], *(["import-data", str(folder / FILES[y])] for y in YEARS)):
            run(*words, "--store", str(self.path), "--author", "simulation")
        self.kept = sqlite3.connect(self.path, isolation_level=None)
        rows = self.kept.execute(
            "SELECT source, row, block, urn FROM source_row WHERE level='school'"
        )
        blocks = self.kept.execute("SELECT source, block, packed FROM source_block")
        self.blocks = {(source, block): unpack(packed) for source, block, packed in blocks}
        numbers = dict(self.kept.execute("SELECT number, year FROM source_file"))
        self.rows = [(*row, numbers[row[0]]) for row in rows]

    def write(self, folder: Path, made: City, results: Floats) -> None:
        """Write the files of a city, with the area rows of the sample city's own."""
        for number, year in enumerate(YEARS):
            areas = [row for row in _rows(PUBLISHED / FILES[year])[1:] if row[0] in "345"]
            out = io.StringIO()
            writer = csv.writer(out, lineterminator="\r\n")
            writer.writerow(self.headers[year])
            writer.writerows(
                self.cells(made, results, year, number, place) for place in range(SCHOOLS)
            )
            writer.writerows(areas)
            text = out.getvalue().removesuffix("\r\n")
            (folder / FILES[year]).write_bytes(("\ufeff" + text).encode())

    def cells(self, made: City, results: Floats, year: str, number: int, place: int) -> list[str]:
        """A school's row of a year's table."""
        prior, poor, other, stayed = made.inputs[place]
        urn = made.urns[place]
        said = {
            "RECTYPE": "1",
            "LEA": "330",
            "ESTAB": str(2000 + place),
            "URN": urn,
            "SCHNAME": f"School {urn}",
            "NFTYPE": "CY",
            "ICLOSE": "0",
            "AGERANGE": "4-11",
            "TELIG": str(made.pupils[place, number]),
            "TKS1AVERAGE": f"{prior:.1f}",
            "PTFSM6CLA1A": f"{poor:.0f}%",
            "PTEALGRP2": f"{other:.0f}%",
            "PTMOBN": f"{stayed:.0f}%",
            "PTRWM_EXP": f"{results[place, number]:.0f}%",
        }
        row = [""] * len(self.headers[year])
        for name, text in said.items():
            row[self.places[year][name]] = text
        return row

    def replace(self, made: City, results: Floats, chosen: Ints) -> None:
        """Put another city and another choice in the place of the last."""
        place_of = {urn: place for place, urn in enumerate(made.urns)}
        for source, row, block, urn, year in self.rows:
            cells = self.cells(made, results, year, YEARS.index(year), place_of[urn])
            self.blocks[source, block][row] = SEPARATOR.join(cells)
        picked = [(made.urns[n], f"School {made.urns[n]}") for n in chosen]
        put_in_place(self.kept, self.blocks, picked)

    def evaluated(self) -> EffectRow:
        """What the use case behind the command answers for the store as it is."""
        asked = Request(self.path, DAY, f"{DAY}T09:00:00", "simulation", "evaluate")
        found = effects(asked, EvaluationOptions("rwm_expected")).rows[0]
        assert isinstance(found, EffectRow)  # noqa: S101 - placebos are rows only where asked for
        return found


def put_in_place(
    kept: sqlite3.Connection, blocks: Blocks, picked: Sequence[tuple[str, str]]
) -> None:
    """Put other rows and other selected schools, URN and name, into a store that is drawn from."""
    packed = [(pack(list(rows.items())), *key) for key, rows in blocks.items()]
    kept.execute("BEGIN")
    kept.executemany("UPDATE source_block SET packed=? WHERE source=? AND block=?", packed)
    kept.execute("DELETE FROM selection")
    kept.executemany(
        "INSERT INTO selection (since, urn, name, state, route, reason, decided_on, cohort) "
        "VALUES (1, ?, ?, 'selected', 'criteria', 'low', '2017-07-10', '')",
        picked,
    )
    kept.execute("COMMIT")


def best(made: City, results: Floats, chosen: Ints) -> bool:
    """Whether a regression that is told each school's true level would say ahead."""
    treated = np.zeros(SCHOOLS)
    treated[chosen] = 1
    design = np.column_stack([np.ones(SCHOOLS), treated, made.level])
    root = np.sqrt(made.pupils[:, 2].astype(float))
    rows, after = design * root[:, None], results[:, 2] * root
    normal = np.linalg.inv(rows.T @ rows)
    found = normal @ rows.T @ after
    left = after - rows @ found
    error = np.sqrt(left @ left / (SCHOOLS - 3) * normal[1, 1])
    return bool(found[1] - 1.968 * error > 0)


def draws(pattern: str, seed: int, count: int) -> dict[int, list[Found]]:
    """Every draw of a way to choose, for each true effect."""
    found: dict[int, list[Found]] = {points: [] for points in TRUE}
    with TemporaryDirectory() as folder:
        store = Store(Path(folder))
        for draw in range(count):
            chance = np.random.default_rng([seed, PATTERNS.index(pattern), draw])
            made = city(chance)
            results = sat(made, chance)
            chosen = choose(pattern, results[:, :2], chance)
            for points in TRUE:
                shown = with_effect(made, results, chosen, points, chance)
                store.replace(made, shown, chosen)
                found[points].append(judged(store.evaluated(), points, best(made, shown, chosen)))
    return found


def judged(row: EffectRow, points: float, best_ahead: bool) -> Found:  # noqa: FBT001 - a finding
    """One draw held against the truth."""
    effect = row.effect
    assert effect.points is not None  # noqa: S101 - every draw can be summed
    assert effect.lower is not None  # noqa: S101 - as above
    assert effect.upper is not None  # noqa: S101 - as above
    return Found(
        effect.points - points,
        effect.lower <= points <= effect.upper,
        effect.verdict is EffectVerdict.AHEAD,
        (row.differences_points or 0.0) - points,
        (row.differences_lower or 0.0) > 0,
        best_ahead,
    )


def table(every: dict[str, dict[int, list[Found]]]) -> Iterator[str]:
    """The lines of the table, in Markdown."""
    yield (
        "| schools chosen | true effect | bias | coverage | ahead | best regression: ahead | "
        "in differences: bias | ahead |"
    )
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for pattern, by_points in every.items():
        for points, found in by_points.items():
            share = {
                name: 100 * np.mean([getattr(each, name) for each in found])
                for name in ("holds", "ahead", "best_ahead", "differences_ahead")
            }
            bias = np.mean([each.error for each in found])
            other = np.mean([each.differences_error for each in found])
            yield (
                f"| {pattern} | {points:+d} | {bias:+.2f} | {share['holds']:.1f} % | "
                f"{share['ahead']:.1f} % | {share['best_ahead']:.1f} % | {other:+.2f} | "
                f"{share['differences_ahead']:.1f} % |"
            )


def missed(every: dict[str, dict[int, list[Found]]]) -> list[str]:
    """Where a limit is not kept: bias a point, coverage 92 to 98 %, false ahead 5 %."""
    said = []
    for pattern, by_points in every.items():
        for points, found in by_points.items():
            bias = float(np.mean([each.error for each in found]))
            held = float(np.mean([each.holds for each in found]))
            ahead = float(np.mean([each.ahead for each in found]))
            if abs(bias) > 1 or not 0.92 <= held <= 0.98 or (points == 0 and ahead > 0.05):  # noqa: PLR2004 - the limits above
                said.append(f"{pattern}, {points:+d}: bias {bias:+.2f}, held {held}, ahead {ahead}")
    return said


def _header(year: str) -> list[str]:
    return _rows(PUBLISHED / FILES[year])[0]


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def run(*words: str) -> None:
    """Run the command as anybody would."""
    made = subprocess.run(
        [sys.executable, "-m", "bleadchallenge", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise SystemExit(made.stderr)


def main() -> int:
    """Print the table, and write it; 1 where a limit is not kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20171)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", type=Path)
    words = parser.parse_args()
    with ProcessPoolExecutor(words.jobs) as pool:
        count = len(PATTERNS)
        found = pool.map(draws, PATTERNS, [words.seed] * count, [words.draws] * count)
        every = dict(zip(PATTERNS, found, strict=True))
    lines = list(table(every))
    print("\n".join(lines))
    if words.write:
        text = words.write.read_text(encoding="utf-8")
        before, after = text.split("<!-- table -->\n")[0], text.split("<!-- /table -->")[1]
        made = f"Seed {words.seed}, {words.draws} draws a line.\n\n" + "\n".join(lines)
        written = f"{before}<!-- table -->\n{made}\n<!-- /table -->{after}"
        words.write.write_text(written, encoding="utf-8")
    said = missed(every)
    print("\n".join(said) or "every limit is kept")
    return int(bool(said))


if __name__ == "__main__":
    sys.exit(main())
