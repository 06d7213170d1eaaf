"""A rule that asks the policy is asked again when the policy changes."""

from datetime import date

import pytest

from bleadchallenge.intake.policy_file import read_policy
from bleadchallenge.resources import policy_text
from bleadchallenge.rules.book import BOOK
from bleadchallenge.rules.rule import Asks, Rule
from bleadchallenge.rules.state import DaysOff, State
from bleadchallenge.store.engine.reader import Reader
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.tables import PolicyText
from bleadchallenge.usecases.bank_holidays import bank_holidays, clock_stops
from builders import Programme
from rule_ways import whole


class Watched(State):
    """A state that tells whether its policy was asked."""

    __slots__ = ()
    asked: list[str] = []  # noqa: RUF012 - of the class, because a state is frozen

    def __getattribute__(self, name: str) -> object:
        if name == "policy":
            Watched.asked.append(name)
        return super().__getattribute__(name)


def _asks_policy(rule: Rule, reader: Reader) -> bool:
    Watched.asked.clear()
    for record in reader.all(rule.of):
        fresh = Reader(reader.session)
        policy = read_policy(policy_text("birmingham"))
        state = Watched(fresh, policy, date.max, DaysOff(bank_holidays, clock_stops))
        list(rule.violations(state, record))
    return bool(Watched.asked)


def test_a_rule_that_asks_the_policy_watches_it(programme: Programme) -> None:
    whole(programme).done("isg respond 1 --by head --text Done --date 2018-03-14")
    programme.done("isg accept 1 --date 2018-03-14")
    asked, silent = [], []
    with Store(programme.folder / "bleadchallenge.db").read() as reader:
        for rule in BOOK:
            if rule.asks is Asks.RECORD and _asks_policy(rule, reader):
                asked.append(rule.code)
                if PolicyText not in rule.watches:
                    silent.append(rule.code)
    assert silent == []
    assert {"P11.complete", "P16.released", "P30.one_a_day"} <= set(asked)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("team_size = 3", "team_size = 4", "a challenge team has 4 people, not 3"),
        ("every_days = 14", "every_days = 7", ""),
        ("first = 2017-09-14", "first = 2017-09-21", "does not meet on 2018-02-01"),
        ('terms = ["T2", "T3", "T4"]', 'terms = ["T3", "T4"]', "no session is held on 2018-02-06"),
    ],
    ids=["larger teams", "more meetings", "other meetings", "fewer terms of practice"],
)
def test_a_policy_that_leaves_records_broken_is_refused_and_names_them(
    programme: Programme, old: str, new: str, words: str
) -> None:
    text = policy_text("birmingham")
    assert old in text
    whole(programme).write("own.toml", text.replace(old, new))
    answer = programme.run("policy set own.toml --reason tried")
    assert answer.code == (65 if words else 0), answer.err
    assert words in answer.err
    assert "whole" in programme.done("check").err
