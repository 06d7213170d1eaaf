"""The article before a word in a message."""

import pytest

from bleadchallenge.domain.text import with_article
from bleadchallenge.store.tables import fact_tables


@pytest.mark.parametrize(
    ("word", "said"),
    [("action", "an action"), ("plan", "a plan"), ("Alliance", "an Alliance")],
)
def test_the_article_follows_the_first_letter(word: str, said: str) -> None:
    assert with_article(word) == said


def test_no_record_has_a_name_that_sounds_other_than_it_is_written() -> None:
    unlike = ("uni", "use", "eu", "one", "hour", "honest")
    assert not [k.TITLE for k in fact_tables().values() if k.TITLE.casefold().startswith(unlike)]
