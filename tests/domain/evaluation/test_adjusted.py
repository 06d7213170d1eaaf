"""One school among those outside, the rule of choice, strength, corrections, means that leave."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.choices import ChoiceRule
from bleadchallenge.domain.evaluation.adjusted import (
    Expected,
    Unit,
    chance_of,
    of_twenty,
    one_school,
    reach,
)
from bleadchallenge.domain.evaluation.choice import (
    Placebo,
    can_choose,
    chosen,
    fails,
    verdict_beside,
)
from bleadchallenge.domain.evaluation.effects import Effect, EffectVerdict
from bleadchallenge.domain.evaluation.holm import holm
from bleadchallenge.domain.evaluation.means import means_of, stand_ins
from bleadchallenge.domain.evaluation.strength import Facts, smallest_visible, strength
from bleadchallenge.domain.results.uncertainty import Interval


def school(difference: float, pupils: int | None = 30) -> Expected:
    return Expected("p", 50 + difference, 50, pupils)


OTHERS = [school(n) for n in range(-10, 11)]


def test_one_school_must_stand_out_among_those_outside() -> None:
    assert chance_of(school(10.5), OTHERS) == 1 / 22
    assert one_school(school(10.5), 1 / 22) is EffectVerdict.AHEAD
    assert one_school(school(-10.5), 1 / 22) is EffectVerdict.BEHIND
    assert one_school(school(9.5), chance_of(school(9.5), OTHERS)) is EffectVerdict.CHANCE
    assert one_school(school(50), chance_of(school(50), OTHERS[:18])) is EffectVerdict.TOO_FEW
    assert one_school(school(50, 10), 0.001) is EffectVerdict.TOO_FEW_PUPILS


def test_chance_moves_a_small_school_further() -> None:
    assert chance_of(school(10.5, 60), OTHERS) == 1 / 22
    small = chance_of(school(10.5, 15), OTHERS)
    assert small is not None
    assert small > 1 / 20


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (None, ""),
        (1 / 22, "fewer than 1 of 20"),
        (0.05, "1 of 20"),
        (0.31, "7 of 20"),
        (1, "20 of 20"),
    ],
)
def test_a_share_is_told_as_so_many_of_twenty(share: float | None, said: str) -> None:
    assert of_twenty(share) == said


@given(
    st.lists(st.tuples(st.floats(-40, 40), st.integers(11, 90)), min_size=19, max_size=60),
    st.floats(-40, 40),
    st.integers(11, 90),
)
def test_a_schools_interval_and_its_verdict_agree(
    others: list[tuple[float, int]], difference: float, pupils: int
) -> None:
    outside, one = [school(*each) for each in others], school(difference, pupils)
    interval = one.interval(reach(outside))
    assert interval is not None
    told = one_school(one, chance_of(one, outside)) is not EffectVerdict.CHANCE
    if abs(abs(one.difference) - (interval.upper - one.difference)) > 1e-6:
        assert told == (not interval.holds(0))


def unit(urn: str, *before: float) -> Unit:
    return Unit(urn, 50, before, ())


@pytest.mark.parametrize(
    ("rule", "urns"),
    [
        (ChoiceRule.LOWEST_MEAN, {"a", "b"}),
        (ChoiceRule.LOWEST_LAST, {"b", "c"}),
        (ChoiceRule.LARGEST_FALL, {"c", "d"}),
    ],
)
def test_a_rule_chooses_by_results_before(rule: ChoiceRule, urns: set[str]) -> None:
    units = [unit("a", 20, 50), unit("b", 45, 35), unit("c", 70, 40), unit("d", 90, 61)]
    assert chosen(units, 2, rule) == urns


def placebo(lower: float) -> Placebo:
    return Placebo("there", Effect(20, 280, points=lower + 3, interval=Interval(lower, lower + 6)))


@pytest.mark.parametrize(
    ("moved", "still", "expected"),
    [
        (0, 0, None),
        (0, 1, False),
        (1, 0, True),
        (1, 1, False),
        (2, 0, True),
        (3, 17, False),
        (4, 16, True),
    ],
)
def test_placebos_fail_where_more_move_than_chance_lets(
    moved: int, still: int, expected: object
) -> None:
    assert fails([placebo(1)] * moved + [placebo(-3)] * still) is expected


@pytest.mark.parametrize(
    ("found", "placebos", "said"),
    [
        ("ahead", [-3, -3], "ahead"),
        ("ahead", [1, -3], "ahead, but so is a placebo"),
        ("ahead", [-9, -3], "ahead"),
        ("behind", [-9, -3], "behind, but so is a placebo"),
        ("behind", [1, -3], "behind"),
        ("ahead", [1, 1], "not to be told from how the schools were chosen"),
        ("ahead", [-9, -9], "not to be told from how the schools were chosen"),
        ("not told apart from chance", [1, 1], "not told apart from chance"),
        ("ahead", [], "ahead"),
    ],
)
def test_a_verdict_stands_beside_the_placebos(found: str, placebos: list[float], said: str) -> None:
    assert verdict_beside(EffectVerdict(found), [placebo(each) for each in placebos]) == said


def test_of_one_year_there_is_no_fall_to_choose_by() -> None:
    assert not can_choose(ChoiceRule.LARGEST_FALL, ("201516",))
    assert can_choose(ChoiceRule.LARGEST_FALL, ("201516", "201617"))
    assert can_choose(ChoiceRule.LOWEST_LAST, ("201516",))


FIRM = Facts(schools=20, compared=19, error=1.4, placebo_fails=False, planned=True)


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        pytest.param(FIRM, 3, id="chosen, not drawn: never more than three"),
        pytest.param(Facts(20, 19, 2.5, False, True), 3, id="seven points can be seen"),
        pytest.param(Facts(20, 19, 4.0, False, True), 2, id="eleven points"),
        pytest.param(Facts(20, 15, 1.4, False, True), 3, id="a quarter lost"),
        pytest.param(Facts(20, 11, 1.4, False, True), 1, id="nearly half lost"),
        pytest.param(Facts(20, 19, 1.4, True, True), 1, id="the placebo fails"),
        pytest.param(Facts(20, 19, 1.4, None, False), 1, id="no placebo, no plan"),
        pytest.param(Facts(20, 0, None, None, False), 0, id="nothing"),
    ],
)
def test_strength_is_the_least_that_design_number_and_loss_allow(facts: Facts, value: int) -> None:
    found = strength(facts)
    assert found.value == value
    assert found.bar.count("■") == value
    assert len(found.bar) == 5


def test_the_smallest_effect_that_can_be_seen_is_of_four_in_five() -> None:
    assert smallest_visible(2.5) == 7.0


def test_holm_by_hand() -> None:
    assert holm([0.01, None, 0.04, 0.03]) == pytest.approx([0.03, None, 0.06, 0.06])


def test_means_hide_a_school_only_where_others_could_stand_for_it() -> None:
    own = [Unit(f"p{n}", 50 + n, (40.0 + n,), ()) for n in range(20)]
    others = [Unit(f"q{n}", 50 + n / 4, (40 + n / 4,), ()) for n in range(80)]
    every = {each.urn: each for each in (*own, *others)}

    def tell(urns: frozenset[str]) -> tuple[float, ...]:
        return means_of("programme", [every[urn] for urn in sorted(urns)]).years

    hidden = stand_ins(frozenset(u.urn for u in own), [u.urn for u in others], tell, 5)
    assert min(hidden.values()) >= 4
    far = [*own[:-1], Unit("p19", 99, (1.0,), ())]
    every |= {each.urn: each for each in far}
    told = stand_ins(frozenset(u.urn for u in far), [u.urn for u in others], tell, 5)
    assert told["p19"] == 0
