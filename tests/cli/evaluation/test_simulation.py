"""A small part of the simulation: chosen for bad results, with no effect and with a known one."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

BENCH = Path(__file__).resolve().parents[3] / "bench" / "simulate.py"
DRAWS = 12

pytestmark = pytest.mark.xdist_group("simulation")


@pytest.fixture(scope="module")
def simulate() -> ModuleType:
    found = importlib.util.spec_from_file_location("simulate", BENCH)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["simulate"] = module
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
