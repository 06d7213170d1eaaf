"""A rule is declared by its function: its words, its tables and its column."""

import pytest

from bleadchallenge.rules.book import BOOK
from bleadchallenge.rules.rule import rule
from bleadchallenge.rules.state import State
from bleadchallenge.store.tables import Comment, Plan


def test_every_rule_says_something_of_a_column_of_its_table() -> None:
    assert len({each.code for each in BOOK}) == len(BOOK)
    for each in BOOK:
        assert each.words, each.code
        assert each.column in each.of.model_fields, each.code


def test_a_rule_of_a_column_that_its_table_lacks_is_not_declared() -> None:
    def says_something(_state: State, plan: Plan | Comment) -> None:
        """A record says something."""

    with pytest.raises(ValueError, match="plan has no column text"):
        rule("P0.{table}", "text")(says_something)
