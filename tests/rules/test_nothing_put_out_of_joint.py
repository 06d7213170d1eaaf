"""Whatever is tried in whatever order, the store never holds a record that breaks a rule."""

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bleadchallenge.rules.change import broken_in_store
from bleadchallenge.rules.state import DaysOff
from bleadchallenge.store.place import Place
from bleadchallenge.usecases.bank_holidays import bank_holidays, clock_stops
from builders import Programme
from rule_ways import WAYS, Early, listed, whole
from workbooks import written

DAYS_OFF = DaysOff(bank_holidays, clock_stops)
_CODES = {0, 2, 65, 78}
_DAYS = st.sampled_from(
    ["2017-07-10", "2017-09-06", "2017-11-06", "2018-01-16", "2018-02-01", "2018-03-02"]
)
_SCHOOLS = st.sampled_from(["900001", "900001", "900002", "900003", "900004"])
_GOOD = (
    "consult-rsc {urn} --date {day} --outcome agreed",
    "select {urn} selected --reason low --as-of {day}",
    "select {urn} declined --reason moved",
    "select {urn} reserve --reason moved",
    "agree {urn} --role head --name Somebody --date {day}",
    "agree {urn} --role chair --name 'Ann Other' --date {day}",
    "agree {urn} --role head --withdraw --date {day} --reason moved",
    "agree {urn} --role head --new --name 'Bo Field' --date {day}",
    "record-review {urn} --stage baseline --date {day} --recommendation Read",
    "record-review {urn} --stage midterm --date {day} --progress good --impact limited",
    "decide {urn} continue --rationale 'on track' --date {day}",
    "decide {urn} adjust --rationale 'on track' --date {day}",
    "decide {urn} switch --rationale 'no impact' --case 'no days' --date {day}",
    "assign-tsa {urn} TSA1 --from {day} --reason near",
    "assign-tsa {urn} TSA2 --from {day} --reason near --despite 'the only one'",
    "sla {urn} --state draft --days 20 --date {day}",
    "sla {urn} --state agreed --date {day}",
    "record-days {urn} --date {day} --days 4",
    "days cancel 1 --reason error",
    "days confirm 1 --by head --date {day}",
    "days vary {urn} --days -8 --by board --reason fewer",
    "plan new {urn} --reason next --as-of {day}",
    "plan action {urn} --text Coach --theme leadership --recommendation 'baseline 1'",
    "plan drop {urn} --action 1 --reason done",
    "kpi read {urn} LESSONS --value 50 --date {day}",
    "kpi retire {urn} LESSONS --reason done --date {day}",
    "isg move 2018-03-02 --to 2018-03-05 --reason snow",
    "isg move 2018-02-01 --off --reason snow",
    "isg attend {day} P02 P04",
    "isg withdraw {day} P02 {urn}",
    "isg minute {day} --subject {urn} --decision Hear",
    "isg advise --meeting {day} --to school {urn} --text Read",
    "isg respond 1 --by head --text Done --evidence log --date 2018-03-10",
    "isg respond 2 --by head --text Done --evidence log --date {day}",
    "isg accept 1 --date 2018-03-12",
    "isg accept 1 --reject --note more --date 2018-03-12",
    "notice {urn} --complied 2018-03-13",
    "notice {urn} --given-by local-authority --ground standards --date {day}",
    "escalate {urn} --stage resolved --by 'the chair' --reason acted --date 2018-03-14",
    "escalate {urn} --stage reminded --by 'the chair' --reason silent --date {day}",
    "talent step L07 --stage developing --school {urn} --date {day}",
    "session free JP1 L07",
    "session attend JP1 L07 --absent",
    "session place JP1 L08 --school {urn}",
    "purge --before 2018-03-01",
)
_commands = st.builds(
    lambda line, urn, day: line.format(urn=urn, day=day), st.sampled_from(_GOOD), _SCHOOLS, _DAYS
)
_refused = st.sampled_from(
    [
        ways.command.line if isinstance(ways.command, Early) else ways.command
        for ways in WAYS.values()
        if isinstance(ways.command, str | Early)
    ]
)
_rows = st.sampled_from([f"row {code}" for code, ways in WAYS.items() if isinstance(ways.row, str)])
_undos = st.integers(1, 70).map(lambda seq: f"undo {seq} --reason tried")
_sheets = st.sampled_from(
    ["Signatures", "Reviews", "Assignments", "Days of support", "Decisions", "Advice", "Actions"]
).map(lambda name: f"take out {name}")
_quick = st.one_of(_commands, _commands, _undos, _rows)
_whole = st.one_of(_commands, _commands, _undos, _undos, _rows, _refused, _sheets)


def _do(programme: Programme, step: str) -> int:
    if step.startswith("row "):
        return listed(programme, str(WAYS[step.removeprefix("row ")].row)).code
    if step.startswith("take out "):
        book = written(programme, f"book-{len(list(programme.folder.iterdir()))}")
        book.put(step.removeprefix("take out "), 4, take_out="yes")
        return book.imported().code
    return programme.run(step).code


@dataclass(frozen=True, slots=True)
class Kept:
    """A programme, and a copy of its store to begin with."""

    programme: Programme
    store: Place


def _require_whole_after(kept: Kept, steps: list[str]) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        programme = replace(kept.programme, folder=Path(folder))
        programme.begin_with(kept.store)
        for step in steps:
            assert _do(programme, step) in _CODES, step
        with programme.store.read() as reader:
            assert [(each.named, each.unmet) for each in broken_in_store(reader, DAYS_OFF)] == []


@pytest.fixture
def kept(programme: Programme) -> Kept:
    """A programme with a record of every kind; each example works on a copy of its store."""
    return Kept(programme, whole(programme).copied())


_FEW = settings(
    max_examples=4,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@_FEW
@given(steps=st.lists(_quick, min_size=4, max_size=8))
def test_a_few_steps_leave_no_broken_rule(kept: Kept, steps: list[str]) -> None:
    _require_whole_after(kept, steps)


@pytest.mark.slow
@settings(_FEW, max_examples=150)
@given(steps=st.lists(_whole, min_size=8, max_size=25))
def test_many_steps_leave_no_broken_rule(kept: Kept, steps: list[str]) -> None:
    _require_whole_after(kept, steps)
