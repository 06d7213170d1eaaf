"""The sample programme from its first day to its last tells one consistent story."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from sqlmodel import select

from bleadchallenge.store.engine.differences import differences
from bleadchallenge.store.engine.store import Reader, Store
from bleadchallenge.store.facts.base import Fact, key_of, values_of
from bleadchallenge.store.tables import (
    Alliance,
    Person,
    PracticeSession,
    Selection,
    TalentStep,
    fact_tables,
)
from bleadchallenge.usecases.reports.pack import changes
from bleadchallenge.usecases.reports.pack.names import Names
from bleadchallenge.usecases.request import policy_of
from builders import Programme

Key = tuple[str, tuple[object, ...]]

pytestmark = pytest.mark.xdist_group("sample programme")


@pytest.fixture
def built(sample_store: Path) -> Path:
    """The whole diary, without its packs."""
    return sample_store


@pytest.fixture
def sample(built: Path, programme: Programme, monkeypatch: pytest.MonkeyPatch) -> Programme:
    """A coordinator who looks at it."""
    monkeypatch.setenv("BLEADCHALLENGE_STORE", str(built))
    return programme


def test_there_are_twenty_schools_and_each_state_is_explained(sample: Programme) -> None:
    rows = sample.rows("schools --as-of 2019-04-12")
    assert len(rows) == 20
    assert all(row["state"] and row["why"] for row in rows)


def test_days_released_used_and_left_add_up(sample: Programme) -> None:
    answer = sample.done("days-status --as-of 2019-04-12 --format json").json
    rows = answer["rows"]
    assert len(rows) == 20
    for row in rows:
        assert row["released"] == row["used"] + row["planned"] + row["left"]
        assert row["used"] == row["delivered"] + row["confirmed"] + row["disputed"]
    assert sum(row["used"] for row in rows) == answer["programme_used"] <= answer["programme_total"]
    of_alliances = sample.rows("days-status --alliances --as-of 2019-04-12")
    assert sum(row["used"] for row in of_alliances) == answer["programme_used"]


def test_the_school_card_says_what_the_listings_say(sample: Programme) -> None:
    days = {row["urn"]: row for row in sample.rows("days-status --as-of 2018-03-15")}
    kpis = sample.rows("kpi-status --as-of 2018-03-15")
    for row in sample.rows("schools --as-of 2018-03-15"):
        card = sample.done(f"schools {row['urn']} --as-of 2018-03-15 --format json").json["school"]
        assert card["state"] == row["state"]
        assert card["days_used"] == days[row["urn"]]["used"]
        own = [f"{kpi['code']}: {kpi['status']}" for kpi in kpis if kpi["urn"] == row["urn"]]
        assert card["kpis"] == own


def test_nothing_unread_is_green(sample: Programme) -> None:
    for row in sample.rows("kpi-status --as-of 2018-03-15"):
        if row["value"] is None:
            assert row["status"] in {"no reading", "not yet due"}


def test_the_store_is_whole_and_the_thread_names_what_hangs(sample: Programme) -> None:
    assert sample.done("check --format json").json["rows"] == []
    answer = sample.run("check thread --as-of 2018-02-01 --format json")
    assert all(row["fix"].startswith("bleadchallenge ") for row in answer.json["rows"])


def test_what_changed_is_what_a_replay_of_all_changes_gives(built: Path) -> None:
    with Store(built).read() as reader:
        tables = fact_tables().values()
        facts = [fact for kind in tables for fact in reader.session.exec(select(kind))]
        steps = range(1, reader.change, 41)
        states = replayed(facts, reader.change)
    for then, now in pairwise(steps):
        with Store(built).read(str(now)) as reader:
            found = {(each.table, key_of(each.fact)) for each in differences(reader, then)}
        before, after = states[then], states[now]
        assert found == {key for key in {*before, *after} if before.get(key) != after.get(key)}


def replayed(facts: list[Fact], last: int) -> dict[int, dict[Key, object]]:
    """What every record said after each change, by making all changes one after the other."""
    gone: dict[int, list[Fact]] = defaultdict(list)
    come: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.__tablename__ != "pack":
            come[fact.since].append(fact)
            gone[fact.until or 0].append(fact)
    state: dict[Key, object] = {}
    states = {}
    for number in range(1, last + 1):
        for fact in gone[number]:
            state.pop((str(fact.__tablename__), key_of(fact)))
        for fact in come[number]:
            state[str(fact.__tablename__), key_of(fact)] = values_of(fact)
        states[number] = dict(state)
    return states


def test_what_changed_is_told_with_names_and_not_with_codes(built: Path) -> None:
    with Store(built).read() as latest:
        texts = [text for reader, then in _spans(latest) for text in _told(reader, then)]
        codes = _codes(latest)
    assert len(texts) > 1000
    bare = [text for text in texts if codes & {*re.findall(r"[\w-]+", text)}]
    assert bare == []
    assert [text for text in texts if "nothing →" in text or "None" in text] == []


def _spans(latest: Reader) -> Iterator[tuple[Reader, int]]:
    """The programme's story in a few pieces, as packs would part it."""
    ends = [*range(90, latest.change, 90), latest.change]
    for then, now in pairwise(ends):
        yield Reader(latest.session, now), then


def _told(reader: Reader, then: int) -> Iterator[str]:
    names = Names(
        reader, policy_of(reader), {each.code: each.name for each in reader.all(Alliance)}
    )
    for each in changes.changes_since(reader, then, names):
        yield f"{each.lead}: {each.words}"


def _codes(reader: Reader) -> set[str]:
    """Every code that stands for somebody's or something's name."""
    policy = policy_of(reader)
    people = {each.code for each in reader.all(Person)} | {
        each.code for each in reader.all(TalentStep)
    }
    schools = {each.urn for each in reader.all(Selection)}
    sessions = {each.code for each in reader.all(PracticeSession)}
    return (
        people
        | schools
        | sessions
        | {each.code for each in reader.all(Alliance)}
        | {term.code for term in policy.terms}
    )
