"""Names of figures: written, read back, refused with the form that is taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.provenance.refs import PARTS, Ref, RefKind, parse_ref, ref

_PART = st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), min_size=1).filter(
    lambda text: "%2F" not in text and text.strip("/") == text
)


@given(st.sampled_from(RefKind), st.data())
def test_a_name_read_back_names_the_same_figure(kind: RefKind, data: st.DataObject) -> None:
    parts = tuple(data.draw(_PART) for _ in PARTS[kind])
    assert parse_ref(ref(kind, *parts)) == Ref(kind, parts)


def test_an_indicator_without_more_means_its_value() -> None:
    assert parse_ref("kpi/900001/RWM").parts == ("900001", "RWM", "value")


@pytest.mark.parametrize("text", ["", "ks2", "ks2/201718/900001", "nothing/201718/900001/x"])
def test_what_names_no_figure_is_refused_with_the_form_that_is_taken(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        parse_ref(text)
    assert "/" in refused.value.fix
