"""The register of escalation waits for nothing that the list of open items does not ask for."""

from datetime import date, timedelta

import pytest

from bleadchallenge.domain.open_items.items import OpenItemKind, Party
from bleadchallenge.store.engine.reader import Reader
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.place import Place
from bleadchallenge.usecases.escalation.stages import case_of, register_rows
from bleadchallenge.usecases.open_items.items import open_items
from bleadchallenge.usecases.request import policy_of
from builders import Programme
from rule_ways import ADVICE, whole

_FIRST, _LAST, _STEP = date(2017, 9, 1), date(2019, 7, 20), 10


def _differences(reader: Reader, as_of: date) -> list[str]:
    """Where register and open items disagree on a day: overdue answers, verdicts, stages."""
    policy = policy_of(reader)
    items = open_items(reader, policy, as_of)
    asked = {item.ref for item in items}
    late = {
        item.subject.school
        for item in items
        if item.kind is OpenItemKind.ADVICE
        and item.owner.party is Party.SCHOOL
        and item.due is not None
        and item.due < as_of
    }
    rows = register_rows(reader, policy, as_of)
    cases = {row.urn: case_of(reader, policy, row.urn, as_of) for row in rows}
    waited = {f"advice/{each.number}" for case in cases.values() for each in case.waiting}
    judged = {f"verdict/{number}" for case in cases.values() for number in case.unaccepted}
    staged = {f"escalation/{row.urn}" for row in rows if row.stage}
    waiting = {urn for urn, case in cases.items() if case.waiting}
    return sorted((waited | judged | staged) - asked) + sorted(late ^ waiting)


@pytest.mark.slow
@pytest.mark.xdist_group("sample programme")
def test_p34_the_register_and_the_open_items_agree_on_every_tenth_day(sample_store: Place) -> None:
    days = (_LAST - _FIRST).days // _STEP
    with Store(sample_store).read() as reader:
        found = {
            day: differences
            for day in (_FIRST + timedelta(days=_STEP * number) for number in range(days + 1))
            if (differences := _differences(Reader(reader.session, day=day), day))
        }
    assert found == {}


@pytest.fixture
def advised(programme: Programme) -> Programme:
    """Two schools with advice that nobody answered, one of them by a list without its school."""
    whole(programme)
    programme.write(
        "advice.csv", ADVICE.replace("|", "\n") + "9,2018-02-01,school,900002,,x,2018-02-09\n"
    )
    programme.done("import-data advice.csv")
    return programme


def _both(programme: Programme, as_of: str) -> tuple[set[str], set[str]]:
    due = programme.rows(f"due --as-of {as_of}")
    asked = {
        row["urn"] for row in due if row["ref"].startswith("advice/") and row["party"] == "school"
    }
    rows = programme.rows(f"escalate list --as-of {as_of}")
    return asked, {row["urn"] for row in rows if row["evidence"]}


def test_p34_advice_of_a_list_is_asked_of_its_school(advised: Programme) -> None:
    asked, registered = _both(advised, "2018-03-30")
    assert {"900001", "900002"} <= asked
    assert asked == registered


def test_p34_a_school_that_left_is_asked_for_no_answer_by_either(advised: Programme) -> None:
    advised.write(
        "left.csv",
        "urn,name,state,route,reason,decided_on,withdrawn_on\n"
        "900002,Birch Row Primary School,selected,criteria,low,2017-07-10,2018-03-12\n",
    )
    advised.done("import-data left.csv --kind selection")
    asked, registered = _both(advised, "2018-03-30")
    assert "900002" not in asked | registered
    assert asked == registered


def test_p32_advice_to_a_school_is_about_that_school(advised: Programme) -> None:
    head = ADVICE.replace("|", "\n")
    advised.write("advice.csv", head + "10,2018-02-01,school,900002,900001,x,2018-02-09\n")
    answer = advised.run("import-data advice.csv")
    assert answer.code == 65
    assert "advice to Birch Row Primary School is about Alder Bank Primary School" in answer.err
    advised.write("advice.csv", head + "10,2018-02-01,alliance,TSA1,900001,x,2018-02-09\n")
    advised.done("import-data advice.csv")
