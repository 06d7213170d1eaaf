"""Every rule of the book is met by a command, a row of a list and an undo."""

import re
from collections.abc import Iterator

import pytest

from bleadchallenge.rules.book import BOOK
from bleadchallenge.rules.rule import Rule, Violation
from builders import Answer, Programme
from rule_ways import WAYS, Early, No, listed, whole

RULES = {rule.code: rule for rule in BOOK}
_EVERY = 9
_QUICK = sorted(WAYS)[::_EVERY]
_REST = [pytest.param(code, marks=pytest.mark.slow) for code in sorted(WAYS) if code not in _QUICK]


class Spy:
    """The codes of the rules that were found broken since it was last asked."""

    def __init__(self) -> None:
        self.codes: set[str] = set()

    def seen(self, rule: Rule, found: Iterator[Violation]) -> Iterator[Violation]:
        for violation in found:
            self.codes.add(rule.code)
            yield violation


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    """Watches which rules of the book find something."""
    watching, ask = Spy(), Rule.violations
    monkeypatch.setattr(
        Rule, "violations", lambda rule, *args: watching.seen(rule, ask(rule, *args))
    )
    return watching


def test_no_rule_is_without_its_three_ways() -> None:
    assert set(WAYS) == set(RULES)
    for ways in WAYS.values():
        for way in (ways.command, ways.row, ways.undo):
            assert not isinstance(way, No) or way.why


def test_every_rule_that_rests_on_records_is_met_by_one_way_at_least() -> None:
    unmet = [
        code
        for code, ways in WAYS.items()
        if all(isinstance(way, No) for way in (ways.command, ways.row, ways.undo))
    ]
    left = {code for code in unmet if not code.endswith("_taken_out")}
    assert left <= SHOWN_ELSEWHERE, left - SHOWN_ELSEWHERE


SHOWN_ELSEWHERE = {
    "P4.number",
    "P4.route",
    "P17.kpi_not_dropped",
    "P17.milestone_not_dropped",
    "P17.support_day_not_dropped",
    "P19.judged_alike",
    "P19.judged_otherwise",
    "P16.quarter",
    "P16.selection_total",
    "P16.total",
    "P19.past_target_kept",
    "P20.counted",
    "P22.adjusts_plan",
    "P22.once",
    "P22.switch_ends",
    "P25.level",
    "P28.quarter",
    "P41.decision_corrected",
    "P41.judgement_corrected",
    "P41.kpi_review_corrected",
    "P41.recommendation_check_corrected",
    "P41.selection_names",
    "P29.attended",
    "P50.products",
}
"""Rules that need more than the record of every kind; their reasons say where they are shown."""


def _met(code: str, spy: Spy, answer: Answer) -> None:
    assert code in spy.codes, f"{sorted(spy.codes)}\n{answer.out}{answer.err}"
    is_note = RULES[code].asks.name == "NOTE"
    assert answer.code == (0 if is_note else 65), answer.err


@pytest.mark.parametrize("code", [*_QUICK, *_REST])
def test_a_command_meets_the_rule(programme: Programme, spy: Spy, code: str) -> None:
    way = WAYS[code].command
    if isinstance(way, No):
        return
    if isinstance(way, Early):
        assert whole(programme).run(f"{way.line} --dry-run").code == 65
        return
    whole(programme)
    spy.codes.clear()
    _met(code, spy, programme.run(f"{way} --dry-run"))


@pytest.mark.parametrize("code", [*_QUICK, *_REST])
def test_a_row_of_a_list_meets_the_rule(programme: Programme, spy: Spy, code: str) -> None:
    way = WAYS[code].row
    if not isinstance(way, str):
        return
    kind = RULES[code].of.__tablename__
    whole(programme)
    spy.codes.clear()
    _met(code, spy, listed(programme, way, str(kind), "--dry-run"))


@pytest.mark.parametrize("code", [*_QUICK, *_REST])
def test_an_undo_meets_the_rule_and_names_what_rests(
    programme: Programme, spy: Spy, code: str
) -> None:
    way = WAYS[code].undo
    if not isinstance(way, str):
        return
    command, _mark, place = way.partition(" #")
    rows = whole(programme).rows("history")
    made = sorted(row["change"] for row in rows if str(row["short"]).startswith(command))
    seq = made[int(place or 1) - 1]
    spy.codes.clear()
    answer = programme.run(f"undo {seq} --reason tried --dry-run")
    assert code in spy.codes, f"{sorted(spy.codes)}\n{answer.err}"
    assert answer.code in (65, 78)
    if answer.code == 65:
        assert re.search(r"\(change \d+\)", answer.err), answer.err
