"""A small part of the simulation and of the draws on real results, through the public use case."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from builders import answer_of
from places import SHARED, needs_shared

BENCH = Path(__file__).resolve().parents[3] / "bench"
COUNTY = sorted((SHARED / "data" / "ks2").glob("20*_850_ks2final.csv"))
DRAWS = 12

pytestmark = pytest.mark.xdist_group("simulation")


@pytest.fixture(scope="module")
def simulate() -> ModuleType:
    return script("simulate")


@pytest.fixture(scope="module")
def real_draws(simulate: ModuleType) -> ModuleType:
    assert simulate.PATTERNS
    return script("real_draws")


def script(name: str) -> ModuleType:
    """A script of the benchmarks as a module that others of them may import."""
    found = importlib.util.spec_from_file_location(name, BENCH / f"{name}.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[name] = module
    found.loader.exec_module(module)
    return module


def test_the_lowest_of_both_years_are_neither_ahead_by_chance_nor_missed(
    simulate: ModuleType,
) -> None:
    """Twelve draws of the hardest pattern: differences say ahead nearly always, ours does not."""
    found = simulate.draws("20 lowest of both years", 7, DRAWS)
    none, eight = found[0], found[8]
    assert sum(each.ahead for each in none) <= 2
    assert sum(each.differences_ahead for each in none) >= DRAWS - 2
    assert abs(np.mean([each.error for each in none])) < 2.5
    assert sum(each.holds for each in (*none, *eight)) >= 2 * DRAWS - 4
    assert sum(each.ahead for each in eight) >= DRAWS / 2


def test_a_draw_is_the_same_from_the_same_seed(simulate: ModuleType) -> None:
    one, other = (simulate.city(np.random.default_rng([7, 1, 2])) for _ in range(2))
    assert (one.pupils == other.pupils).all()
    assert (one.chance == other.chance).all()


@pytest.mark.parametrize("rule", [pytest.param("largest-fall", marks=needs_shared)])
def test_a_draw_on_real_results_is_of_the_schools_kept_and_under_the_rule(
    real_draws: ModuleType, tmp_path: Path, rule: str
) -> None:
    """Of one year there is no fall: a placebo that chose by another rule would be found here."""
    county = real_draws.County(tmp_path, COUNTY, real_draws.ChoiceRule(rule))
    schools = county.schools()
    assert len(schools.urns) > 280
    fell = np.argsort(schools.before[:, 1] - schools.before[:, 0], kind="stable")
    whole = list(range(len(schools.urns)))
    county.replace(schools, whole, fell[:20].tolist())
    every = county.drawn()
    county.replace(schools, sorted(fell[:200].tolist()), fell[:20].tolist())
    part = county.drawn()
    assert every.points != part.points
    assert abs(every.points - 5.0) < 0.1
    asked = ["evaluate", "--placebo", "--outcome", "rwm_expected", "--format", "json"]
    answer = answer_of([*asked, "--as-of", "2020-06-10", "--store", str(county.path)])
    assert [row["where"] for row in answer.json["rows"]] == ["the schools outside the programme"]
