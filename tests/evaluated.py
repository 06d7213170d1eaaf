"""A city to evaluate, and the evaluation worked out again, with pandas straight from the files."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.tables import SourceFile
from builders import answer_of

PUBLISHED = Path(__file__).resolve().parents[1] / "sample_data" / "published"
YEARS = ("2015-2016", "2016-2017", "2017-2018", "2018-2019")
TABLES = [PUBLISHED / f"{year}_330_ks2final.csv" for year in YEARS]
PROVISIONAL = PUBLISHED / "2017-2018_330_ks2provisional.csv"
CHOSEN = ["900003", "900008", "900011", "900014", "900016", "900019", "900021", "900024"]
DAY = "2020-01-10"
WEIGHTS = {"TKS1AVERAGE": 0.66, "PTFSM6CLA1A": 0.14, "PTEALGRP2": 0.10, "MOBILE": 0.10}


@dataclass(frozen=True)
class Again:
    """The effect found again: of how many schools, in points, and each school's difference."""

    points: float
    schools: dict[str, float]
    matched: dict[str, list[str]]
    lower: float
    upper: float


def built(folder: Path, files: list[Path], urns: list[str], *lists: tuple[str, str]) -> Path:
    """A store with results and some schools selected, and lists of records by name."""
    store = folder / "evaluation.db"
    discussed = "".join(f"{urn},2017-07-03,agreed\n" for urn in urns)
    selected = "".join(f"{urn},School {urn},selected,low,2017-07-10\n" for urn in urns)
    records = [
        ("discussed.csv", f"urn,held_on,outcome\n{discussed}"),
        ("chosen.csv", f"urn,name,state,reason,decided_on\n{selected}"),
        *lists,
    ]
    commands = [["init"], *(["import-data", str(path)] for path in files)]
    for name, text in records:
        (folder / name).write_text(text, encoding="utf-8")
        commands.append(["import-data", str(folder / name)])
    for words in commands:
        answer = answer_of([*words, "--store", str(store), "--as-of", DAY])
        assert answer.code == 0, answer.err
    return store


def table(path: Path) -> pd.DataFrame:
    """The rows of schools of a performance table, by URN."""
    found = pd.read_csv(path, dtype=str, encoding="utf-8-sig", index_col=False)
    found.columns = [name.upper() for name in found.columns]
    return found[found.RECTYPE.isin(["1", "2"])].set_index("URN")


def numbers(column: pd.Series) -> pd.Series:
    return pd.to_numeric(column.str.rstrip("%"), errors="coerce")


def rwm(of: pd.DataFrame, suffix: str = "") -> pd.Series:
    """RWM expected, without schools of five pupils or fewer."""
    value = numbers(of["PTRWM_EXP" + suffix])
    return value.where(numbers(of["TELIG" + suffix]) > 5)


def followed(tables: list[pd.DataFrame]) -> list[pd.Series]:
    """Every year's RWM by the URN of before: a converter academy's counts as its predecessor's."""
    values = [rwm(each) for each in tables]
    became = {old: new for each in tables for old, new in each.URN_AC.items() if len(new) == 6}
    for old, new in became.items():
        for each, value in zip(tables, values, strict=True):
            sponsored = new in each.index and each.NFTYPE[new] == "AC"
            if new in value.index and not sponsored and not value.get(old, np.nan) >= 0:
                value.loc[old] = value[new]
    return values


def nearest(inputs: pd.DataFrame) -> dict[str, list[tuple[str, float]]]:
    """The fifty nearest of every school, within phase and type."""
    frame = pd.DataFrame({name: numbers(inputs[name]) for name in list(WEIGHTS)[:3]})
    frame["MOBILE"] = 100 - numbers(inputs["PTMOBN"])
    ages = inputs.AGERANGE.str.split("-", expand=True).astype(float)
    phase = np.select(
        [ages[1] > 14, ages[1] > 11, ages[0] >= 7], ["through", "middle", "junior"], "primary"
    )
    frame["GROUP"] = inputs.RECTYPE + phase
    found = {}
    for _, group in frame.dropna().sort_index().groupby("GROUP"):
        values = group[list(WEIGHTS)].to_numpy(float)
        spread = values.std(axis=0)
        scored = (values - values.mean(axis=0)) / np.where(spread > 0, spread, 1)
        scored = scored * np.sqrt(list(WEIGHTS.values()))
        for row, urn in enumerate(group.index):
            away = np.sqrt(((scored - scored[row]) ** 2).sum(axis=1))
            order = np.lexsort((np.arange(len(away)), np.round(away, 9)))
            others = [n for n in order if n != row][:50]
            found[urn] = [(group.index[n], away[n]) for n in others]
    return found


def again(
    programme: set[str], inputs: pd.DataFrame, before: list[pd.Series], after: pd.Series
) -> Again:
    """The effect by the mean of the years before, 10 matched, within 2 standard deviations."""
    change = (after - sum(before) / len(before)).dropna()
    near = nearest(inputs)
    matched = {}
    for urn in programme & set(near) & set(change.index):
        others = [
            other
            for other, away in near[urn]
            if other not in programme and other in change.index and away <= 2
        ][:10]
        if len(others) >= 3:
            matched[urn] = others
    difference = {urn: change[urn] - change[others].mean() for urn, others in matched.items()}
    values = np.array([difference[urn] for urn in sorted(difference)])
    low, high = interval(values, matched, change)
    return Again(values.mean(), difference, matched, low, high)


def interval(
    values: np.ndarray, matched: dict[str, list[str]], change: pd.Series
) -> tuple[float, float]:
    """Student's interval, widened for schools used more than once."""
    uses = (
        pd.DataFrame(
            [(other, 1 / len(others)) for others in matched.values() for other in others],
            columns=["urn", "weight"],
        )
        .groupby("urn")
        .weight
    )
    within = sum(len(o) * change[o].var(ddof=0) for o in matched.values())
    spread = within / sum(len(o) - 1 for o in matched.values())
    extra = spread * (uses.sum() ** 2 - uses.agg(lambda w: (w**2).sum())).sum()
    error = np.sqrt(values.var(ddof=1) / len(values) + extra / len(values) ** 2)
    low, high = stats.t.interval(0.95, len(values) - 1, loc=values.mean(), scale=error)
    return float(low), float(high)


@dataclass(frozen=True)
class Regressed:
    """The primary analysis found again: points, limits, and what was expected of each school."""

    points: float
    lower: float
    upper: float
    expected: dict[str, float]


def regressed(
    programme: set[str], years: list[pd.DataFrame], between: list[pd.DataFrame]
) -> Regressed:
    """The outcome of the last table on those before, inputs and the programme, by matrices.

    The inputs are those of the table before the last; every matrix is written out. The
    tables ``between`` only say which school became which.
    """
    values = followed([*years, *between])[: len(years)]
    inputs = years[-2]
    frame = pd.DataFrame({f"before{n}": value for n, value in enumerate(values[:-1])})
    pupils = numbers(years[-1].TELIG)
    became = {
        old: new for each in [*years, *between] for old, new in each.URN_AC.items() if len(new) == 6
    }
    for old, new in became.items():
        if new in pupils.index and not pupils.get(old, np.nan) >= 0:
            pupils.loc[old] = pupils[new]
    frame["after"], frame["pupils"] = values[-1], pupils
    for name in list(WEIGHTS)[:3]:
        frame[name] = numbers(inputs[name])
    frame["MOBILE"] = 100 - numbers(inputs.PTMOBN)
    frame["group"] = inputs.RECTYPE + inputs.AGERANGE.map(_phase)
    frame = frame.dropna()
    own = frame[frame.index.isin(programme)]
    frame = frame[frame.group.isin(set(own.group)) & frame.group.str.startswith("1")]
    treated = frame.index.isin(programme).astype(float)
    known = frame.drop(columns=["after", "pupils", "group"]).to_numpy(float)
    design = np.column_stack([np.ones(len(frame)), treated, known])
    root = np.sqrt(frame.pupils.to_numpy(float))
    rows, after = design * root[:, None], frame.after.to_numpy(float) * root
    normal = np.linalg.inv(rows.T @ rows)
    found = normal @ rows.T @ after
    hat = rows @ normal @ rows.T
    leverage = np.diag(hat)
    left = after - rows @ found
    pull = (rows @ normal)[:, 1] / (1 - leverage)
    error = np.sqrt((pull**2 * left**2).sum())
    form = (np.eye(len(frame)) - hat) * pull
    squared = form @ form.T
    freedom = np.trace(squared) ** 2 / (squared**2).sum()
    low, high = stats.t.interval(0.95, freedom, loc=found[1], scale=error)
    expected = design @ found - treated * found[1]
    return Regressed(found[1], low, high, dict(zip(frame.index, expected, strict=True)))


def _phase(ages: str) -> str:
    start, end = map(int, ages.split("-"))
    return "other" if end > 11 else "junior" if start >= 7 else "primary"


def change_that_brought(name: str) -> int:
    """The change of the store in use that took in a file whose name holds these words."""
    with Store(Path(os.environ["BLEADCHALLENGE_STORE"])).read() as reader:
        found = [file.since for file in reader.all(SourceFile) if name in file.file]
    assert found[0] is not None
    return found[0]
