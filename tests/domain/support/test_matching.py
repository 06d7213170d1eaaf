"""Alliances are ranked with reasons, by an order that holds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.choices import Rating
from bleadchallenge.domain.support.matching import (
    AllianceCandidate,
    TrackRecord,
    matches,
    ranked,
    reasons,
    warnings,
)

PLAIN = AllianceCandidate("A", "Alliance A", capacity=100, load=40, needed=20)

cases = st.builds(
    AllianceCandidate,
    code=st.text("ABCDEF", min_size=1, max_size=3),
    name=st.just("an alliance"),
    capacity=st.sampled_from([0.0, 40.0, 100.0]),
    load=st.sampled_from([0.0, 20.0, 90.0]),
    needed=st.just(20.0),
    matches=st.lists(st.just(("reading", "baseline 1")), max_size=3).map(tuple),
    miles=st.none() | st.floats(0, 30),
    conflicts=st.sampled_from([(), ("the school belongs to that alliance",)]),
)


@given(st.lists(cases, max_size=8))
def test_a_conflict_is_never_ranked_before_none(found: list[AllianceCandidate]) -> None:
    flags = [bool(case.conflicts) for case in ranked(found)]
    assert flags == sorted(flags)


@given(st.lists(cases, max_size=8), st.randoms())
def test_the_order_does_not_hang_on_the_order_of_entry(
    found: list[AllianceCandidate], random: object
) -> None:
    distinct = {case.code: case for case in found}
    mixed = list(distinct.values())
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert ranked(mixed) == ranked(distinct.values())


@given(cases)
def test_every_case_has_reasons(case: AllianceCandidate) -> None:
    assert all(reasons(case))


@pytest.mark.parametrize(
    "better",
    [
        pytest.param({"load": 0}, id="more to spare"),
        pytest.param({"matches": (("reading", "baseline 1"),)}, id="a specialism that answers"),
        pytest.param({"miles": 1.0}, id="nearer"),
    ],
)
def test_what_speaks_for_an_alliance_puts_it_first(better: dict[str, object]) -> None:
    other = replace(PLAIN, code="B", **better)  # type: ignore[arg-type]
    assert ranked([PLAIN, other])[0] is other


@pytest.mark.parametrize(
    ("worse", "said"),
    [
        ({"load": 90}, "beyond its capacity by 10 days"),
        ({"record": TrackRecord(switches=1)}, "1 schools were switched away"),
        ({"record": TrackRecord(disputed_days=2)}, "2 days of its support are disputed"),
        ({"record": TrackRecord(impacts=(Rating.NONE, Rating.GOOD))}, "1 of 2 reviews rate"),
        ({"record": TrackRecord(switched_here=True)}, "this school was switched away"),
    ],
)
def test_what_speaks_against_an_alliance_is_said_and_counts(
    worse: dict[str, object], said: str
) -> None:
    other = replace(PLAIN, code="0", **worse)  # type: ignore[arg-type]
    assert any(said in warning for warning in warnings(other))
    assert ranked([other, PLAIN])[0] is PLAIN


@pytest.mark.parametrize(
    ("specialism", "text", "answers"),
    [
        ("governance", "Bring governors into school", True),
        ("maths", "Raise attainment in mathematics", True),
        ("reading", "Sharpen the teaching of reading", True),
        ("leadership", "Grow middle leaders", True),
        ("phonics", "Photographs of good work", False),
        ("science", "Bring governors into school", False),
        ("school improvement", "Bring governors into school", False),
    ],
)
def test_a_specialism_answers_what_has_its_stem(specialism: str, text: str, answers: bool) -> None:  # noqa: FBT001 - a table of cases
    assert bool(matches([specialism], [("baseline 1", text)])) is answers
