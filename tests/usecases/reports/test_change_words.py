"""Every kind of record has its words, whatever became of it since the last pack."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, get_args

import pytest

from bleadchallenge.store.engine.differences import Difference
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.facts.base import Fact, columns_of
from bleadchallenge.store.tables import KpiReading, SupportDay, TalentStep, Visit, fact_tables
from bleadchallenge.usecases.reports.pack import changes
from bleadchallenge.usecases.reports.pack.change_words import SENTENCES, UNSAID
from bleadchallenge.usecases.reports.pack.changes import ChangeNote
from bleadchallenge.usecases.reports.pack.names import Names
from bleadchallenge.usecases.request import policy_of
from builders import answer_of

DAY = date(2018, 3, 1)
URN = "900001"
NAMED = {URN: "Bellwharf Primary School", "TSA1": "Ashlarbrook Alliance", "TSA2": "Yewcroft"}
SAID = sorted({*fact_tables()} - UNSAID)


@dataclass(frozen=True)
class Teller:
    """Says what became of a record, in an empty programme."""

    names: Names

    def said(self, old: Fact | None, new: Fact | None) -> ChangeNote:
        fact = new or old
        assert fact is not None
        difference = Difference(str(fact.__tablename__), fact.TITLE, old, new)
        return changes.note_of(difference, self.names)

    def tell(self, old: Fact | None, new: Fact | None) -> str:
        return "; ".join(changes.sentences([self.said(old, new)]))


@pytest.fixture(scope="module")
def teller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Teller]:
    """A school and two alliances known by name, and nothing else."""
    path = tmp_path_factory.mktemp("words") / "empty.db"
    answer = answer_of(["init", "--store", str(path), "--author", "coordinator"])
    assert answer.code == 0, answer.err
    with Store(path).read() as reader:
        yield Teller(Names(reader, policy_of(reader), NAMED))


def example(kind: type[Fact], /, **other: Any) -> Fact:
    """A record of a kind in which every column says something."""
    given = {name: _value(kind, name) for name in columns_of(kind)}
    return kind(**{**given, **other})


def _value(kind: type[Fact], name: str) -> Any:
    known = {"urn": URN, "subject": URN, "alliance": "TSA1", "term": "T2", "to_school": URN}
    if name in known:
        return known[name]
    if name in kind.CHOICES:
        return next(iter(kind.CHOICES[name])).value
    wanted = {*get_args(kind.model_fields[name].annotation)} or {kind.model_fields[name].annotation}
    for of, value in ((bool, True), (date, DAY), (int, 7), (float, 7.5)):
        if of in wanted:
            return value
    return f"some {name.replace('_', ' ')}"


def otherwise(value: Any) -> Any:
    """Another value of the same type."""
    if value in NAMED:
        return "TSA2"
    if isinstance(value, bool):
        return not value
    if isinstance(value, date):
        return value + timedelta(days=1)
    return value + 1 if isinstance(value, int | float) else f"{value}, put right"


def test_every_kind_of_record_has_its_words() -> None:
    assert sorted(SENTENCES) == SAID


def test_every_kind_of_record_has_its_place() -> None:
    assert sorted(table for kinds in changes.GROUPS.values() for table in kinds) == SAID


@pytest.mark.parametrize("table", SAID)
def test_a_record_that_comes_in_goes_out_or_changes_is_told_in_words(
    table: str, teller: Teller
) -> None:
    kind = fact_tables()[table]
    full = example(kind)
    told = [teller.tell(None, full), teller.tell(full, None)]
    assert told[1].startswith("removed from the record – ")
    for name in columns_of(kind):
        if name not in kind.KEY:
            told.append(teller.tell(full, example(kind, **{name: otherwise(getattr(full, name))})))
            if not kind.model_fields[name].is_required():
                bare = example(kind, **{name: kind.model_fields[name].default})
                told += [teller.tell(full, bare), teller.tell(bare, full)]
    for text in told:
        assert text.strip()
        assert not {"None", "True", "False", "nothing →"} & {*text.split()}
        assert "TSA1" not in text
        assert "_" not in text


def test_a_visit_that_was_kept_is_news_and_a_level_that_was_wrong_is_a_correction(
    teller: Teller,
) -> None:
    planned = Visit(urn=URN, stage="midterm", planned_on=DAY)
    kept = Visit(urn=URN, stage="midterm", planned_on=DAY, kept_on=DAY)
    assert teller.tell(planned, kept) == "mid-term visit kept on 1 March 2018"
    assert not teller.said(planned, kept).correction
    first = example(fact_tables()["judgement"], stage="midterm", area="governance", level=2)
    second = example(fact_tables()["judgement"], stage="midterm", area="governance", level=3)
    assert teller.tell(first, second) == "judgement mid-term governance, corrected: level 2 → 3"
    assert teller.said(first, second).correction


def test_days_that_belong_together_are_told_together(teller: Teller) -> None:
    days = [
        SupportDay(number=n, urn=URN, alliance="TSA1", on_day=DAY, quarters=n, state="planned")
        for n in (2, 4)
    ]
    said = [teller.said(None, day) for day in days]
    assert changes.sentences(said) == (
        "support of Ashlarbrook Alliance, planned: 0.5 days on 1 March 2018, 1 day on 1 March 2018",
    )


def test_nobody_with_the_makings_of_a_leader_is_named(teller: Teller) -> None:
    step = example(TalentStep, code="BEL-A", stage="ready", sponsor="P07")
    for text in (teller.tell(None, step), teller.tell(step, example(TalentStep, code="BEL-A"))):
        assert "BEL-A" not in text
        assert "P07" not in text


def test_a_reading_of_few_pupils_is_told_by_neither_value(teller: Teller) -> None:
    few = example(KpiReading, value=33.0, n=3)
    many = example(KpiReading, value=44.0, n=30)
    for text in (teller.tell(None, few), teller.tell(few, many), teller.tell(many, few)):
        assert "33" not in text
        assert "44" not in text


def test_what_a_person_is_told_by_mail_or_owes_an_employer_stays_out(teller: Teller) -> None:
    person = fact_tables()["person"]
    told = teller.tell(example(person), example(person, email="a@b.example", employer="Elsewhere"))
    assert "example" not in told
    assert "Elsewhere" not in told
