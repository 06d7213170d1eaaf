"""Undo of each change of the sample programme: taken back whole, or refused with what rests on it."""

import re
from datetime import date
from pathlib import Path

import pytest

from bleadchallenge.domain.errors import DataError
from bleadchallenge.rules.change import ChangeContext, broken_in_store
from bleadchallenge.rules.signing import hold_change
from bleadchallenge.rules.state import DaysOff
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.engine.undo import undo
from bleadchallenge.usecases.bank_holidays import bank_holidays, clock_stops
from stores import entry

pytestmark = pytest.mark.xdist_group("sample programme")
APRIL_2019 = date(2019, 4, 30)
DAYS_OFF = DaysOff(bank_holidays, clock_stops)
_SAMPLED = 40


def answer_of(store: Path, seq: int, *, look_at_all: bool) -> str:
    """What an undo of a change comes to; what it leaves is looked at whole where it is asked."""
    context = ChangeContext(APRIL_2019, DAYS_OFF, "tried", seq)
    try:
        with Store(store).write(entry(undoes=seq), dry_run=True) as writer:
            undo(writer, seq)
            hold_change(writer, context)
            if look_at_all:
                left = [(found.named, found.unmet) for found in broken_in_store(writer, DAYS_OFF)]
                assert not left, f"undo {seq} leaves {left[:3]}"
    except DataError as error:
        return f"{error.what}|{error.why}|{error.fix}"
    return ""


def walked(store: Path, step: int) -> dict[int, str]:
    """The answer to an undo of each so many changes; each fortieth change is looked at whole."""
    with Store(store).read() as reader:
        last = reader.change
    return {
        seq: answer_of(store, seq, look_at_all=seq % _SAMPLED == 0)
        for seq in range(1, last + 1, step)
    }


def require_named(answers: dict[int, str]) -> None:
    """Whatever is refused names the change that rests on it; some are taken, some refused."""
    refused = {seq: said for seq, said in answers.items() if said}
    unnamed = [s for s in refused.values() if not re.search(r"change \d+|undone already", s)]
    assert not unnamed
    assert 0 < len(refused) < len(answers)


def test_an_undo_is_taken_whole_or_names_what_rests_on_it(sample_store: Path) -> None:
    require_named(walked(sample_store, 13))


@pytest.mark.slow
def test_every_undo_is_taken_whole_or_names_what_rests_on_it(sample_store: Path) -> None:
    require_named(walked(sample_store, 1))
