"""Leadership talent by code, the city's capacity, and closed lists as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.choice_parsing import choice
from bleadchallenge.domain.choices import EscalationStage, NoticeGround, TalentStage
from bleadchallenge.domain.errors import DataError, UsageError
from bleadchallenge.domain.leadership.capacity import DesignationHeld, balance
from bleadchallenge.domain.leadership.talent import (
    Direction,
    direction,
    has_moved_on,
    looks_like_a_code,
    require_code,
    require_one_step,
)

START = date(2017, 9, 4)
IDENTIFIED, DEVELOPING, READY, DEPLOYED = TalentStage


@pytest.mark.parametrize(
    "code", ["L07", "P05", "A.B.", "AB", "ABC", "OAK-A", "T-07", "l7", "OAK_12", "0042"]
)
def test_p27_codes_and_initials_are_kept(code: str) -> None:
    assert require_code(f" {code} ", "code") == code


@pytest.mark.parametrize(
    "name",
    ["Hester Quayle", "Hester", "hester", "JOHN", "H. Quayle", "h.quayle", "Anna7", "A B", "", "é"],
)
def test_p27_names_are_not(name: str) -> None:
    assert not looks_like_a_code(name)


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll"]), min_size=4), st.text(min_size=1))
def test_p27_a_word_of_letters_is_never_a_code(word: str, other: str) -> None:
    assert not looks_like_a_code(word)
    assert not looks_like_a_code(f"{word} {other}")


@given(st.sampled_from(TalentStage), st.sampled_from(TalentStage))
def test_p27_forward_is_one_step(before: TalentStage, to: TalentStage) -> None:
    order = list(TalentStage)
    steps = order.index(to) - order.index(before)
    if steps > 1:
        with pytest.raises(DataError):
            require_one_step(before, to)
    else:
        ways = {1: Direction.FORWARD, 0: Direction.STAYS}
        assert direction(before, to) is ways.get(steps, Direction.BACK)


def test_p27_moved_on_is_further_than_the_beginning() -> None:
    assert has_moved_on([IDENTIFIED, DEVELOPING])
    assert not has_moved_on([IDENTIFIED, DEVELOPING, IDENTIFIED])
    assert not has_moved_on([])


@given(st.lists(st.tuples(st.dates(date(2015, 1, 1), date(2019, 1, 1)), st.booleans())))
def test_p28_now_is_the_start_and_the_net_change(held: list[tuple[date, bool]]) -> None:
    as_of = date(2018, 3, 15)
    every = [DesignationHeld(day, as_of if lost and day <= as_of else None) for day, lost in held]
    found = balance(every, START, as_of)
    assert found.now == found.at_start + found.gained - found.lost
    assert found.now == sum(h.gained_on <= as_of and h.lost_on is None for h in every)


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("formal review", EscalationStage.FORMAL_REVIEW),
        ("formal-review", EscalationStage.FORMAL_REVIEW),
        ("challenged", EscalationStage.CHALLENGED),
        ("notice", EscalationStage.NOTICE),
        ("The authority’s notice", EscalationStage.NOTICE),
    ],
)
def test_a_list_is_taken_as_people_write_it(text: str, stage: EscalationStage) -> None:
    assert choice(EscalationStage, text, "--stage") is stage


@pytest.mark.parametrize("text", ["", "re", "warning"])
def test_what_is_not_clear_is_refused_with_the_list(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        choice(EscalationStage, text, "--stage")
    assert "formal-review" in refused.value.fix


@pytest.mark.parametrize("ground", NoticeGround)
def test_every_ground_can_be_given_by_its_short_name(ground: NoticeGround) -> None:
    assert choice(NoticeGround, ground.name.lower(), "--ground") is ground
