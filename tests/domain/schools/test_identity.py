"""What a school was before and what became of it."""

from datetime import date

import pytest

from bleadchallenge.domain.schools.identity import (
    Identities,
    Identity,
    IdentityPeriod,
    Link,
    LinkKind,
    linked_establishments,
    settle_amalgamations,
)

_DAY = date(2017, 9, 1)


def test_a_converter_academy_keeps_its_history() -> None:
    found = Identity("900002", (Link("900001", "900002", LinkKind.CONVERTER, _DAY),), opened=_DAY)
    assert found.predecessor is not None
    assert found.predecessor.before == "900001"
    assert found.life(date(2018, 1, 1)) is IdentityPeriod.OPEN


def test_a_sponsored_academy_is_a_new_school() -> None:
    found = Identity("900002", (Link("900001", "900002", LinkKind.SPONSORED, _DAY),), opened=_DAY)
    assert found.predecessor is None
    assert found.life(date(2018, 1, 1)) is IdentityPeriod.NEW
    assert found.life(date(2021, 1, 1)) is IdentityPeriod.OPEN


def test_schools_that_became_one_were_amalgamated_whoever_says_how() -> None:
    links = settle_amalgamations(
        [
            Link("900001", "900003", LinkKind.REPLACED, _DAY),
            Link("900002", "900003", LinkKind.CONVERTER, _DAY),
        ]
    )
    assert {link.kind for link in links} == {LinkKind.AMALGAMATED}
    found = Identities(links, opened={"900003": _DAY}, closed={"900001": _DAY})
    assert found.of("900003").life(date(2018, 1, 1)) is IdentityPeriod.NEW_BY_AMALGAMATION
    assert found.of("900003").predecessor is None
    assert found.of("900001").life(date(2018, 1, 1)) is IdentityPeriod.AMALGAMATED


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        pytest.param((), IdentityPeriod.CLOSED, id="closed for good"),
        pytest.param(
            (Link("900001", "900002", LinkKind.CONVERTER),),
            IdentityPeriod.CONVERTED,
            id="now an academy",
        ),
    ],
)
def test_a_closed_school_says_what_became_of_it(
    links: tuple[Link, ...], expected: IdentityPeriod
) -> None:
    found = Identity("900001", links, closed=_DAY)
    assert found.life(_DAY) is expected
    assert found.life(date(2017, 8, 31)) is IdentityPeriod.OPEN


def test_the_first_file_to_speak_of_two_schools_is_believed() -> None:
    first = Link("900001", "900002", LinkKind.SPONSORED)
    assert settle_amalgamations([first, Link("900001", "900002", LinkKind.CONVERTER)]) == [first]


def test_linked_establishments_name_who_came_before_and_after() -> None:
    text = "115995 Predecessor 115996 Predecessor 148799 Successor"
    assert linked_establishments(text) == (
        ("115995", True),
        ("115996", True),
        ("148799", False),
    )
    assert linked_establishments("Does not have links") == ()
