"""The primary analysis beside statsmodels called plainly, and beside matrices written out."""

import numpy as np
import pytest
import statsmodels.api as sm

from bleadchallenge.analysis.regression import adjusted, planned_error
from bleadchallenge.domain.evaluation.adjusted import Unit
from bleadchallenge.domain.evaluation.effects import EffectVerdict
from bleadchallenge.domain.policy_evaluation import EvaluationRule

RULE = EvaluationRule()


def units(seed: int, count: int = 120, effect: float = 0.0, chosen: int = 20) -> list[Unit]:
    chance = np.random.default_rng(seed)
    level = chance.normal(0, 6, count)
    pupils = chance.integers(26, 64, count)
    years = 50 + level[:, None] + chance.normal(0, 8, (count, 3))
    years[:chosen, 2] += effect
    inputs = chance.normal(16, 1, count) + level / 10
    return [
        Unit(f"{n:03d}", years[n, 2], tuple(years[n, :2]), (inputs[n], 5.0), int(pupils[n]))
        for n in range(count)
    ]


CHOSEN = {f"{n:03d}": "programme" for n in range(20)}


@pytest.mark.parametrize("seed", range(5))
def test_points_and_errors_are_those_of_statsmodels_called_plainly(seed: int) -> None:
    made = units(seed)
    found = adjusted(made, CHOSEN, RULE).effects["programme"]
    treated = [float(each.urn in CHOSEN) for each in made]
    design = np.column_stack(
        [np.ones(len(made)), treated, [[*u.before, u.inputs[0]] for u in made]]
    )
    plain = sm.WLS([u.after for u in made], design, weights=[u.pupils for u in made]).fit(
        cov_type="HC3", use_t=True
    )
    assert found.points == pytest.approx(plain.params[1], abs=1e-6)
    assert found.error == pytest.approx(plain.bse[1], abs=1e-6)
    assert found.freedom is not None
    assert 10 < found.freedom < plain.df_resid


def test_what_does_not_vary_and_the_order_of_schools_change_nothing() -> None:
    made = units(1)
    one = adjusted(made, CHOSEN, RULE).effects["programme"]
    other = adjusted(made[::-1], CHOSEN, RULE).effects["programme"]
    assert one.points == pytest.approx(other.points)


def test_an_effect_moves_what_was_reached_and_not_what_was_expected() -> None:
    none, eight = (adjusted(units(3, effect=e), CHOSEN, RULE) for e in (0.0, 8.0))
    assert eight.effects["programme"].points == pytest.approx(
        (none.effects["programme"].points or 0) + 8
    )
    assert eight.schools["001"].expected == pytest.approx(none.schools["001"].expected)
    assert eight.schools["001"].difference == pytest.approx(none.schools["001"].difference + 8)


def test_groups_have_an_effect_of_their_own() -> None:
    halves = {urn: "lower" if urn < "010" else "upper" for urn in CHOSEN}
    found = adjusted(units(4, effect=5), halves, RULE).effects
    assert {group: effect.schools for group, effect in found.items()} == {"lower": 10, "upper": 10}


def test_too_few_schools_outside_give_no_effect() -> None:
    assert adjusted(units(5, count=28), CHOSEN, RULE).effects == {}


def test_one_school_alone_has_no_interval() -> None:
    found = adjusted(units(6), {"001": "programme"}, RULE).effects["programme"]
    assert (found.interval, found.verdict) == (None, EffectVerdict.TOO_FEW)


def test_schools_whose_pupils_are_not_known_all_count_alike() -> None:
    made = [Unit(u.urn, u.after, u.before, u.inputs) for u in units(7)]
    found = adjusted(made, CHOSEN, RULE).effects["programme"]
    same = [Unit(u.urn, u.after, u.before, u.inputs, 30) for u in units(7)]
    assert found.points == pytest.approx(adjusted(same, CHOSEN, RULE).effects["programme"].points)


def test_the_error_to_be_expected_is_near_the_one_that_comes() -> None:
    planned, come = [], []
    for seed in range(20):
        made = units(seed)
        earlier = [Unit(u.urn, u.before[1], u.before[:1], u.inputs, u.pupils) for u in made]
        planned.append(planned_error(made, CHOSEN, earlier))
        come.append(adjusted(made, CHOSEN, RULE).effects["programme"].error)
    assert np.mean(planned) == pytest.approx(np.mean(come), rel=0.2)
