"""Writing beside moderation: agreement, direction and n, from the authority's own counts."""

import pytest

from builders import Programme
from figures_at_hand import with_city

SHEET = "URN,School,Moderated,Agree,Over,Under\n900003,Bellwharf,15,11,4,0\n900005,Dunnockhill,4,1,3,0\n"


@pytest.fixture
def city(programme: Programme) -> Programme:
    """The invented city's results and its moderation of writing in 2017/18."""
    with_city(programme)
    programme.write("2017-2018_moderation.csv", SHEET)
    programme.done("import-data 2017-2018_moderation.csv")
    return programme


def test_p9_writing_is_held_against_moderation(city: Programme) -> None:
    found = city.done("explain accuracy/201718/900003/writing/figure --format json").json
    text = str(found)
    assert "15" in text
    assert "moderators" in text
    assert "2017-2018_moderation.csv" in text


def test_p9_five_pupils_or_fewer_are_hidden(city: Programme) -> None:
    answer = city.done("explain accuracy/201718/900005/writing/figure --format json")
    assert '"c"' in answer.out
    assert "moderation.csv" not in answer.out
