"""How often the evaluation says "ahead" on real results, where no programme existed.

    python bench/real_draws.py county FILE... [--draws 200] [--seed 20172] [--write FILE]
    python bench/real_draws.py england BEFORE AFTER CENSUS REGISTER [--rounds 12] [--write FILE]

``county`` takes one authority's tables of key stage 2. They are imported by the public command,
once for each way to choose, under a policy that names the rule nearest to it. For each draw two
thirds of the mainstream schools with results are kept (the others' results are blanked), 20 are
chosen, and the use case behind ``bleadchallenge evaluate`` is asked.

``england`` takes the results of two years of the whole country, in the cut-down layout of a sheet
that a coordinator was sent. It draws once in each authority of 80 schools or more, then in groups
of 300 schools put together by lot, by the regression that ``evaluate`` calls: with one year before
and other inputs there is nothing that the command could import.
"""

import argparse
import csv
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from bleadchallenge.analysis.regression import adjusted
from bleadchallenge.domain.choices import ChoiceRule
from bleadchallenge.domain.evaluation.adjusted import Unit
from bleadchallenge.domain.evaluation.effects import Effect, EffectVerdict
from bleadchallenge.domain.policy_evaluation import EvaluationRule
from bleadchallenge.domain.results.year_results import OutcomeSeries
from bleadchallenge.domain.text import SEPARATOR
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.facts.row_blocks import unpack
from bleadchallenge.store.results.similarity import inputs_of
from bleadchallenge.store.results.year_results import result_set
from bleadchallenge.usecases.evaluation.options import EvaluationOptions
from bleadchallenge.usecases.evaluation.outcomes import EffectRow, effects
from bleadchallenge.usecases.request import Request
from simulate import DAY, PATTERNS, Floats, choose, put_in_place, run

OUTCOME = "rwm_expected_pct"
BEFORE, AFTER = ("201516", "201617"), "201819"
RESULTS = re.compile(r"PTRWM_EXP(_\d\d)?", re.IGNORECASE)
RULES = {
    "20 lowest of the last year": ChoiceRule.LOWEST_LAST,
    "largest fall": ChoiceRule.LARGEST_FALL,
}
"""The rule that the policy names for a way to choose; for the others, the lowest mean."""
ONE_YEAR = ("at random", "20 lowest of the last year", "20 of the 60 lowest")
AUTHORITY_AT_LEAST, GROUP = 80, 300


@dataclass(frozen=True, slots=True)
class Draw:
    """What one draw gave: the effect, its standard error, and what is said of it."""

    points: float
    error: float
    above: bool
    below: bool
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Schools:
    """The schools that are drawn from: numbers, names, and the results before, school by year."""

    urns: tuple[str, ...]
    names: tuple[str, ...]
    before: Floats


class County:
    """A store of one authority's tables, of which other schools are left out in every draw."""

    def __init__(self, folder: Path, files: Sequence[Path], rule: ChoiceRule) -> None:
        self.path = folder / f"{rule}.db"
        policy = folder / "policy.toml"
        run("init", "--store", str(self.path), "--author", "real draws")
        policy.write_text(_policy(self.path, rule), encoding="utf-8")
        for words in (["policy", "set", str(policy)], ["import-data", *map(str, files)]):
            run(*words, "--store", str(self.path), "--author", "real draws", "--reason", "a draw")
        self.kept = sqlite3.connect(self.path, isolation_level=None)
        blocks = self.kept.execute("SELECT source, block, packed FROM source_block")
        self.blocks = {(source, block): unpack(packed) for source, block, packed in blocks}
        self.rows = self.kept.execute(
            "SELECT source, row, block, urn, other_urns FROM source_row WHERE level='school'"
        ).fetchall()
        named = dict(self.kept.execute("SELECT number, file FROM source_file"))
        headers = {path.name: _header(path) for path in files}
        self.places = {number: _places(headers[name]) for number, name in named.items()}

    def schools(self) -> Schools:
        """The mainstream schools whose results and inputs are known."""
        with Store(self.path).read() as reader:
            of = result_set(reader, [*BEFORE, AFTER], names=[OUTCOME])
            inputs = inputs_of(reader, BEFORE[-1])
        found = []
        for urn, (_, like) in sorted(inputs.items()):
            values = [_value(of.of(urn, year)) for year in (*BEFORE, AFTER)]
            is_known = None not in values and None not in like.inputs.values()
            if is_known and like.group.startswith("mainstream"):
                last = of.of(urn, BEFORE[-1])
                found.append((urn, last.line.name if last else urn, values[:-1]))
        urns, names, before = zip(*found, strict=True)
        return Schools(urns, names, np.array(before, float))

    def replace(self, schools: Schools, kept: Sequence[int], chosen: Sequence[int]) -> None:
        """Blank the results of all but some schools, and select those that were chosen."""
        out = set(schools.urns) - {schools.urns[place] for place in kept}
        blocks = {key: dict(rows) for key, rows in self.blocks.items()}
        for source, row, block, urn, others in self.rows:
            if urn in out or out & set(others.split()):
                cells = blocks[source, block][row].split(SEPARATOR)
                blank = self.places[source]
                blocks[source, block][row] = SEPARATOR.join(
                    "" if place in blank else cell for place, cell in enumerate(cells)
                )
        picked = [(schools.urns[place], schools.names[place]) for place in chosen]
        put_in_place(self.kept, blocks, picked)

    def drawn(self) -> Draw:
        """What the use case behind the command answers for the store as it is."""
        asked = Request(self.path, DAY, f"{DAY}T09:00:00", "real draws", "evaluate")
        row = effects(asked, EvaluationOptions(OUTCOME)).rows[0]
        assert isinstance(row, EffectRow)  # noqa: S101 - placebos are rows only where asked for
        of = row.effect
        assert None not in (of.points, of.standard_error, of.lower, of.upper)  # noqa: S101 - 20 schools
        return Draw(
            of.points or 0.0,
            of.standard_error or 0.0,
            (of.lower or 0.0) > 0,
            (of.upper or 0.0) < 0,
            of.verdict is EffectVerdict.AHEAD,
        )


def county(files: Sequence[Path], count: int, seed: int) -> Iterator[str]:
    """The table of one authority's draws, by each rule of choice."""
    yield (
        "| schools chosen | mean effect | its spread over draws | mean standard error | "
        "interval above 0 | said to be ahead |"
    )
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for pattern in PATTERNS:
        with TemporaryDirectory() as folder:
            store = County(Path(folder), files, RULES.get(pattern, ChoiceRule.LOWEST_MEAN))
            found = list(_draws(store, store.schools(), pattern, count, seed))
        ahead = 100 * np.mean([each.ahead for each in found])
        yield f"| {pattern} | {_columns(found)} | {_share(found, 'above')} | {ahead:.1f} % |"


def _draws(store: County, schools: Schools, pattern: str, count: int, seed: int) -> Iterator[Draw]:
    whole = len(schools.urns)
    for draw in range(count):
        chance = np.random.default_rng([seed, PATTERNS.index(pattern), draw])
        kept = np.sort(chance.choice(whole, 2 * whole // 3, replace=False))
        chosen = kept[choose(pattern, schools.before[kept], chance)]
        store.replace(schools, kept.tolist(), chosen.tolist())
        yield store.drawn()


def england(files: Sequence[Path], rounds: int, seed: int) -> Iterator[str]:
    """The table of one draw in each authority, and in groups of schools put together by lot."""
    schools = _nation(*files)
    chance = np.random.default_rng(seed)
    large = [part for _, part in schools.groupby("LA") if len(part) >= AUTHORITY_AT_LEAST]
    lots = [
        schools.iloc[part]
        for _ in range(rounds)
        for part in np.array_split(chance.permutation(len(schools)), len(schools) // GROUP)
    ]
    yield (
        "| drawn in | schools chosen | mean effect | its spread | mean standard error | "
        "root mean square of effect over error | interval above 0 | below 0 |"
    )
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for where, parts in (
        (f"{len(large)} authorities", large),
        (f"{len(lots)} groups by lot", lots),
    ):
        for pattern in ONE_YEAR:
            found = [_by_regression(part, pattern, chance) for part in parts]
            square = np.sqrt(np.mean([(each.points / each.error) ** 2 for each in found]))
            yield (
                f"| {where} | {pattern} | {_columns(found)} | {square:.2f} | "
                f"{_share(found, 'above')} | {_share(found, 'below')} |"
            )


def _by_regression(part: pd.DataFrame, pattern: str, chance: np.random.Generator) -> Draw:
    """One draw among some schools, by the regression that ``evaluate`` calls."""
    columns = ("URN", "before", "after", "poor", "other", "pupils")
    units = [
        Unit(urn, after, (before,), (poor, other), int(pupils))
        for urn, before, after, poor, other, pupils in zip(
            *(part[name].tolist() for name in columns), strict=True
        )
    ]
    results = part[["before", "before"]].to_numpy(float)
    chosen = {units[place].urn: "chosen" for place in choose(pattern, results, chance)}
    effect: Effect = adjusted(units, chosen, EvaluationRule()).effects["chosen"]
    interval = effect.interval
    assert interval is not None  # noqa: S101 - of twenty schools there is one
    return Draw(effect.points or 0.0, effect.error or 0.0, interval.lower > 0, interval.upper < 0)


def _nation(before: Path, after: Path, census: Path, register: Path) -> pd.DataFrame:
    """Mainstream state primaries of England with both years' results and two inputs."""
    one, two = (pd.read_csv(path, dtype=str).drop_duplicates("URN") for path in (before, after))
    inputs = pd.read_csv(census, dtype=str, encoding="utf-8-sig")
    listed = pd.read_excel(register, dtype=str, engine="calamine")
    listed.columns = [name.upper() for name in listed.columns]
    is_wanted = listed.MINORGROUP.isin(["Maintained School", "Academy"]) & (listed.ISPRIMARY == "1")
    found = (
        pd.DataFrame({"URN": one.URN, "before": _number(one["Overall Meet Std"])})
        .merge(
            pd.DataFrame(
                {
                    "URN": two.URN,
                    "after": _number(two["Overall Meet Std"]),
                    "pupils": _number(two["KS2 Pupils"]),
                }
            ),
            on="URN",
        )
        .merge(
            pd.DataFrame(
                {
                    "URN": inputs.URN,
                    "LA": inputs.LA,
                    "poor": _number(inputs.PNUMFSMEVER),
                    "other": _number(inputs.PNUMEAL),
                }
            ),
            on="URN",
        )
        .dropna()
    )
    return found[found.URN.isin(set(listed[is_wanted].URN))].sort_values("URN")


def _number(column: "pd.Series[str]") -> "pd.Series[float]":
    return pd.to_numeric(column.str.rstrip("%"), errors="coerce")


def _columns(found: Sequence[Draw]) -> str:
    points, errors = ([getattr(each, name) for each in found] for name in ("points", "error"))
    return f"{np.mean(points):+.1f} | {np.std(points, ddof=1):.1f} | {np.mean(errors):.1f}"


def _share(found: Sequence[Draw], name: str) -> str:
    return f"{100 * np.mean([getattr(each, name) for each in found]):.1f} %"


def _policy(store: Path, rule: ChoiceRule) -> str:
    """The policy in force with the rule of choice that is tried."""
    words = [sys.executable, "-m", "bleadchallenge", "policy", "show", "--store", str(store)]
    shown = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return shown.replace("[evaluation]\n", f'[evaluation]\nchosen_by = "{rule}"\n')


def _authority(path: Path) -> str:
    """The number of the authority whose schools a table is of."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.DictReader(file))["LEA"]


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file))


def _places(header: Sequence[str]) -> frozenset[int]:
    """Where a table has the results of a year."""
    return frozenset(place for place, name in enumerate(header) if RESULTS.fullmatch(name))


def _value(found: OutcomeSeries | None) -> float | None:
    return found.value(OUTCOME) if found else None


def main() -> int:
    """Print the table that was asked for, and write it between its marks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("county", "england"))
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=20172)
    parser.add_argument("--write", type=Path)
    words = parser.parse_args()
    if words.what == "county":
        lines = county(words.files, words.draws, words.seed)
        made = f"Seed {words.seed}, {words.draws} draws a line."
        mark = f"county {_authority(words.files[0])}"
    else:
        lines = england(words.files, words.rounds, words.seed)
        made = f"Seed {words.seed}, {words.rounds} rounds of lots."
        mark = words.what
    text = f"{made}\n\n" + "\n".join(lines)
    print(text)
    if words.write:
        before, rest = words.write.read_text(encoding="utf-8").split(f"<!-- {mark} -->\n")
        after = rest.split(f"<!-- /{mark} -->", 1)[1]
        written = f"{before}<!-- {mark} -->\n{text}\n<!-- /{mark} -->{after}"
        words.write.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
