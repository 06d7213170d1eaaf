"""A store is made, read as it was known, and written one change at a time."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.event import listen
from sqlmodel import col, select

from bleadchallenge.domain.errors import BusyError, CannotCreateError, DataError, UsageError
from bleadchallenge.domain.outcome import of_this_run
from bleadchallenge.store.engine import health
from bleadchallenge.store.engine.source_rows import RowToKeep
from bleadchallenge.store.engine.store import Store, make, new
from bleadchallenge.store.facts.base import Fact, new_fact, values_of
from bleadchallenge.store.facts.ledger import Change
from bleadchallenge.store.tables import (
    Action,
    Alliance,
    Person,
    SourceFile,
    SourceRow,
    fact_tables,
)
from places import SHARED, needs_shared
from stores import (
    all_that_is_kept,
    alliance,
    bring,
    bring_import,
    entry,
    example,
    one_of_each,
    person,
    the_least_of_each,
)

AWKWARD = [
    "",
    " ",
    "=1+1",
    "'; DROP TABLE person; --",
    "a\nb\r\nc\td",
    "\x1e\x1f\x1d",
    "\ufeff\u202e\u200b",
    "\U0001f3eb\u0301",
    "x" * 100_000,
]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def broken_off(store: Store) -> None:
    with store.write(entry()) as writer:
        writer.add(person())
        1 / 0  # noqa: B018 - any bug will do


class TestMaking:
    def test_a_new_store_is_for_its_owners_eyes_only(self, tmp_path: Path) -> None:
        made = make(tmp_path / "new" / "deep" / "programme.db").place
        assert mode(made) == 0o600
        assert mode(made.parent) == mode(made.parent.parent) == 0o700

    def test_a_folder_that_was_there_keeps_its_permissions(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o755)
        make(tmp_path / "programme.db")
        assert mode(tmp_path) == 0o755

    def test_a_file_that_is_there_is_never_made_into_a_store(self, tmp_path: Path) -> None:
        letter = tmp_path / "letter.txt"
        letter.write_text("Dear Chair")
        with pytest.raises(CannotCreateError, match=r"a file at .* already"):
            make(letter)
        assert letter.read_text() == "Dear Chair"

    def test_a_store_is_not_made_twice(self, store: Store) -> None:
        bring(store, person())
        with pytest.raises(CannotCreateError):
            make(store.place)
        with store.read() as reader:
            assert reader.get(Person, code="P1")

    def test_of_two_who_make_a_store_at_once_one_does(self, tmp_path: Path) -> None:
        path = tmp_path / "programme.db"
        with ThreadPoolExecutor(8) as pool:
            made = [pool.submit(make, path) for _ in range(8)]
        failed = [run.exception() for run in made]
        assert failed.count(None) == 1
        assert all(isinstance(error, CannotCreateError) for error in failed if error)
        bring(Store(path), person())

    def test_what_a_broken_off_run_left_empty_may_be_made_a_store(self, tmp_path: Path) -> None:
        (tmp_path / "programme.db").touch(0o644)
        made = make(tmp_path / "programme.db").place
        assert mode(made) == 0o600

    def test_a_place_that_is_no_folder_cannot_hold_a_store(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(CannotCreateError):
            make(tmp_path / "file" / "programme.db")

    @pytest.mark.parametrize("name", ["a b.db", "100%.db", "what?#.db", "Zoë.db", "[1].db"])
    def test_a_store_may_have_any_name(self, tmp_path: Path, name: str) -> None:
        store = make(tmp_path / name)
        bring(store, person())
        with store.read() as reader:
            assert len(reader.all(Person)) == 1
        assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.both
class TestWriting:
    def test_a_fact_names_the_change_that_brought_it_in(self, store: Store) -> None:
        bring(store, alliance())
        bring(store, person())
        with store.read() as reader:
            assert reader.first(Alliance).since == 1
            assert reader.first(Person).since == 2

    def test_every_table_gives_back_what_was_brought_in(self, store: Store) -> None:
        brought = one_of_each()
        bring(store, *brought)
        with store.read() as reader:
            for fact in brought:
                (kept,) = reader.all(type(fact))
                assert kept.model_dump() == fact.model_dump()

    def test_a_corrected_fact_stands_in_the_old_ones_place(self, store: Store) -> None:
        bring(store, person())
        with store.write(entry()) as writer:
            writer.replace(writer.get(Person, code="P1"), email="p1@example.org")
        with store.read() as reader:
            (now,) = reader.all(Person)
            assert (now.email, now.name) == ("p1@example.org", "Name of P1")
            past = reader.session.exec(select(Person).order_by(col(Person.id))).all()
            assert [(fact.since, fact.until) for fact in past] == [(1, 2), (2, None)]

    def test_putting_the_same_in_its_place_changes_nothing(self, store: Store) -> None:
        bring(store, person())
        with store.write(entry()) as writer:
            old = writer.get(Person, code="P1")
            assert writer.replace(old, name=old.name) is old
        assert writer.seq_written is None

    def test_a_fact_taken_out_by_the_change_that_brought_it_leaves_no_trace(
        self, store: Store
    ) -> None:
        fact = person()
        with store.write(entry()) as writer:
            writer.add(fact)
            writer.retract(fact)
        assert writer.seq_written is None
        with store.write(entry()) as writer:
            writer.add(first := person())
            writer.replace(first, name="Corrected at once")
        with store.read() as reader:
            (kept,) = reader.session.exec(select(Person))
            assert kept.name == "Corrected at once"
            assert health.faults(reader) == []

    def test_what_a_change_corrects_of_its_own_is_read_as_corrected(self, store: Store) -> None:
        with store.write(entry()) as writer:
            writer.add(alliance(contact="first"))
            first = writer.where(Alliance)[0]
            second = writer.replace(first, contact="second")
            if isinstance(store.place, Path):
                assert second.id == first.id  # SQLite gives the number of what went again
            assert [each.contact for each in writer.where(Alliance)] == ["second"]

    def test_a_change_that_does_nothing_is_not_written_down(self, store: Store) -> None:
        with store.write(entry()) as writer:
            pass
        assert writer.seq_written is None
        with store.read() as reader:
            assert reader.change == 0

    def test_a_dry_run_tries_everything_and_keeps_nothing(self, store: Store) -> None:
        bring(store, person())
        before = all_that_is_kept(store)
        with store.write(entry(), dry_run=True) as writer:
            writer.add(alliance())
            writer.retract(writer.get(Person, code="P1"))
            bring_import(writer, 1)
            assert writer.get(Alliance, code="A1")
        assert writer.seq_written is None
        assert all_that_is_kept(store) == before

    def test_a_dry_run_can_say_afterwards_what_it_would_have_done(self, store: Store) -> None:
        bring(store, person())
        with store.write(entry(), dry_run=True) as writer:
            writer.replace(writer.get(Person, code="P1"), name="Another")
        assert [fact.name for fact in writer.taken] == ["Name of P1"]
        assert [fact.name for fact in writer.brought] == ["Another"]

    def test_a_dry_run_finds_what_the_real_run_would_find(self, store: Store) -> None:
        bring(store, person())
        with pytest.raises(DataError), store.write(entry(), dry_run=True) as writer:
            writer.add(person())

    def test_on_any_error_nothing_is_kept(self, store: Store) -> None:
        before = all_that_is_kept(store)
        with pytest.raises(ZeroDivisionError):
            broken_off(store)
        assert all_that_is_kept(store) == before

    def test_a_second_live_fact_of_a_key_is_refused_by_name(self, store: Store) -> None:
        bring(store, person("P1"), person("P2"))
        with pytest.raises(DataError, match=r"already on record: person P2$"):
            bring(store, person("P3"), person("P2"), person("P4"))
        with pytest.raises(DataError, match=r"already on record: person P5$"):
            bring(store, person("P5"), person("P5"))

    def test_a_change_that_was_refused_something_may_go_on(self, store: Store) -> None:
        bring(store, person("P1"))
        with store.write(entry()) as writer:
            first, second, third = alliance(), person("P1"), person("P3")
            with pytest.raises(DataError):
                writer.add(first, second)
            writer.add(first, third)
        with store.read() as reader:
            assert [fact.code for fact in reader.all(Person)] == ["P1", "P3"]
            assert health.faults(reader) == []

    def test_a_key_is_free_again_once_its_fact_is_taken_out(self, store: Store) -> None:
        bring(store, person())
        with store.write(entry()) as writer:
            writer.retract(writer.get(Person, code="P1"))
            writer.add(person(name="Successor"))
        with store.read() as reader:
            assert reader.get(Person, code="P1").name == "Successor"

    def test_a_fact_that_another_run_took_out_meanwhile_is_not_taken_out_twice(
        self, store: Store
    ) -> None:
        bring(store, person())
        with store.read() as reader:
            seen = reader.get(Person, code="P1")
        with store.write(entry()) as writer:
            writer.retract(writer.get(Person, code="P1"))
        with pytest.raises(BusyError, match="person P1"), store.write(entry()) as writer:
            writer.retract(seen)
        with store.read() as reader:
            assert reader.session.exec(select(Person.until)).one() == 2

    def test_a_fact_read_before_may_be_taken_out_while_it_stands(self, store: Store) -> None:
        bring(store, person())
        with store.read() as reader:
            seen = reader.get(Person, code="P1")
        with store.write(entry()) as writer:
            writer.replace(seen, name="Another")
        with store.read() as reader:
            assert reader.get(Person, code="P1").name == "Another"

    def test_what_is_on_record_is_not_brought_in_again(self, store: Store) -> None:
        bring(store, person())
        with store.write(entry()) as writer, pytest.raises(ValueError, match="bring a copy"):
            writer.add(writer.get(Person, code="P1"))

    def test_what_is_not_on_record_is_not_taken_out(self, store: Store) -> None:
        with store.write(entry()) as writer, pytest.raises(ValueError, match="not on record"):
            writer.retract(person())

    def test_two_thousand_facts_are_one_change(self, store: Store) -> None:
        bring(store, *(person(f"P{number}") for number in range(2_000)))
        with store.write(entry()) as writer:
            writer.retract(*writer.all(Person))
        with store.read() as reader:
            assert (reader.all(Person), reader.change) == ([], 2)


class TestReadingAsKnown:
    @pytest.fixture
    def told(self, store: Store) -> Store:
        bring(store, person("P1"), at="2018-03-01T10:00:00+00:00")
        bring(store, person("P2"), at="2018-03-08T10:00:00+00:00")
        with store.write(entry("2018-03-08T11:00:00+00:00")) as writer:
            writer.retract(writer.get(Person, code="P1"))
        return store

    @pytest.mark.parametrize(
        ("as_known", "codes"),
        [
            (None, ["P2"]),
            ("0", []),
            ("1", ["P1"]),
            ("2", ["P1", "P2"]),
            ("003", ["P2"]),
            ("2018-02-28", []),
            ("2018-03-01", ["P1"]),
            ("2018-03-07", ["P1"]),
            ("08/03/2018", ["P2"]),
            ("2030-01-01", ["P2"]),
        ],
    )
    def test_facts_are_as_they_were_known(
        self, told: Store, as_known: str | None, codes: list[str]
    ) -> None:
        with told.read(as_known) as reader:
            assert [fact.code for fact in reader.all(Person)] == codes

    def test_the_last_change_that_is_known_goes_with_them(self, told: Store) -> None:
        for as_known, change in ((None, 3), ("2", 2), ("2018-03-02", 1)):
            with told.read(as_known) as reader:
                assert reader.change == change

    @pytest.mark.parametrize(
        "nonsense", ["soon", "4", "-1", "1.5", "²", "٣", "2018-13-01", "", "9" * 5000]
    )
    def test_what_is_neither_a_change_nor_a_day_is_refused(
        self, told: Store, nonsense: str
    ) -> None:
        with pytest.raises(UsageError), told.read(nonsense):
            pass

    def test_the_digest_of_an_earlier_state_stays_what_it_was(self, told: Store) -> None:
        with told.read("2") as reader:
            then = health.digest(reader)
        bring(told, alliance())
        with told.read("2") as reader:
            assert health.digest(reader) == then

    def test_a_reader_does_not_see_what_is_written_while_it_reads(self, store: Store) -> None:
        impatient = Store(store.place, patience=0)
        bring(store, person("P1"))
        with store.read() as reader:
            assert len(reader.all(Person)) == 1
            if isinstance(store.place, Path):
                with pytest.raises(BusyError):
                    bring(impatient, person("P2"))
            else:  # a server lets one write while others read
                bring(impatient, person("P2"))
            assert len(reader.all(Person)) == 1

    def test_facts_come_in_the_order_of_their_keys(self, store: Store) -> None:
        bring(store, person("P2"), person("P10"), person("P1"))
        with store.read() as reader:
            assert [fact.code for fact in reader.all(Person)] == ["P1", "P10", "P2"]


class TestNumbers:
    def test_a_number_that_was_used_is_not_used_again(self, store: Store) -> None:
        with store.write(entry()) as writer:
            assert writer.next_number(SourceFile) == 1
            bring_import(writer, 1)
        with store.write(entry()) as writer:
            writer.retract(*writer.all(SourceFile))
            assert writer.next_number(SourceFile) == 2

    def test_numbers_run_within_a_school(self, store: Store) -> None:
        bring(store, example(Action, 4))
        with store.read() as reader:
            assert reader.next_number(Action, urn="urn 4") == 5
            assert reader.next_number(Action, urn="urn 5") == 1


class TestRows:
    def test_the_rows_of_a_file_hang_on_its_import(self, store: Store) -> None:
        with store.write(entry()) as writer:
            bring_import(writer, 1, rows=1000)
        with store.read() as reader:
            assert len(reader.session.exec(select(SourceRow)).all()) == 1000
            assert health.faults(reader) == []

    def test_a_row_comes_in_once(self, store: Store) -> None:
        with store.write(entry()) as writer:
            bring_import(writer, 1)
        with store.write(entry()) as writer:
            writer.retract(*writer.all(SourceFile))
        with pytest.raises(DataError, match="in the store already"), store.write(entry()) as writer:
            bring_import(writer, 1)

    @pytest.mark.parametrize("text", ["\udcff", "be\x00fore"], ids=["surrogate", "nought"])
    @pytest.mark.parametrize("column", ["cells", "name"])
    def test_a_row_of_broken_text_is_refused_by_its_number(
        self, store: Store, column: str, text: str
    ) -> None:
        rows = [RowToKeep(1, row, "", "", "", "", "", "") for row in (6, 7, 8)]
        rows[1] = rows[1]._replace(**{column: text})
        with pytest.raises(DataError, match="row 7 cannot be kept"), store.write(entry()) as writer:
            writer.add_rows(rows)

    def test_no_rows_are_no_change(self, store: Store) -> None:
        with store.write(entry()) as writer:
            writer.add_rows([])
        assert writer.seq_written is None


class TestHostileText:
    @pytest.mark.parametrize("text", AWKWARD, ids=range(len(AWKWARD)))
    def test_awkward_text_comes_back_as_it_went_in(self, store: Store, text: str) -> None:
        bring(store, person(name=text))
        with store.read() as reader:
            assert reader.first(Person).name == text
            assert health.faults(reader) == []

    @pytest.mark.parametrize("text", ["\ud800", "\x00", "before\x00after"], ids=range(3))
    def test_broken_text_is_refused_and_nothing_is_kept(self, store: Store, text: str) -> None:
        with pytest.raises(DataError, match="person: name cannot be kept"):
            bring(store, person("P1"), person("P2", name=text))
        with store.read() as reader:
            assert reader.all(Person) == []

    def test_a_reason_of_broken_text_is_refused(self, store: Store) -> None:
        with (
            pytest.raises(DataError, match="the reason cannot be kept"),
            store.write(entry(reason="\udcff")),
        ):
            pass


class TestNaughtyStrings:
    pytestmark = needs_shared

    def test_naughty_strings_come_back_as_they_went_in(self, store: Store) -> None:
        naughty = json.loads((SHARED / "nasty" / "blns" / "blns.json").read_text())
        bring(store, *(person(f"P{n:03}", name=text) for n, text in enumerate(naughty)))
        with store.read() as reader:
            assert [fact.name for fact in reader.all(Person)] == naughty
            assert health.faults(reader) == []


def test_the_ledger_says_who_when_and_why(store: Store) -> None:
    with store.write(entry(reason="the head asked for it")) as writer:
        writer.add(person())
    with store.read() as reader:
        change = reader.session.get(Change, 1)
    assert change.author == "A. Coordinator"
    assert change.at == "2018-03-15T09:30:00+00:00"
    assert (change.command, change.reason) == ("bleadchallenge test", "the head asked for it")


def test_a_new_store_is_in_its_place_once_it_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "programme.db"
    with new(path) as store:
        bring(store, person("P1"))
        assert not path.exists()
    with Store(path).read() as reader:
        assert reader.change == 1
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_store_that_cannot_be_filled_is_not_there_and_nothing_was_recorded(
    tmp_path: Path,
) -> None:
    with pytest.raises(ValueError, match="on record already"), new(tmp_path / "a.db") as store:
        bring_twice(store, person("P1"))
    assert list(tmp_path.iterdir()) == []
    assert of_this_run.in_words() == "nothing was recorded"


def bring_twice(store: Store, fact: Person) -> None:
    bring(store, fact)
    bring(store, fact)


def test_of_two_new_stores_at_one_place_the_second_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "programme.db"
    with pytest.raises(CannotCreateError, match="a file"), new(path):
        make(path)


class TestManyAtOnce:
    @pytest.mark.parametrize("kind", fact_tables().values(), ids=fact_tables())
    def test_a_fact_made_quickly_says_what_its_table_makes_it_say(self, kind: type[Fact]) -> None:
        for full in (example(kind), *(f for f in the_least_of_each() if type(f) is kind)):
            values = {name: value for name, value in values_of(full).items() if value is not None}
            made = new_fact(kind, values)
            assert values_of(made) == values_of(kind(**values))
            assert made.model_dump() == kind(**values).model_dump()

    def test_corrections_are_made_with_as_many_statements_for_many_as_for_few(
        self, store: Store
    ) -> None:
        bring(store, *(person(f"P{number}") for number in range(300)))

        def statements(how_many: int) -> int:
            counted: list[str] = []
            with store.write(entry(), dry_run=True) as writer:
                listen(writer.session.connection(), "before_cursor_execute",
                       lambda _c, _k, statement, *_: counted.append(statement))  # fmt: skip
                some = writer.all(Person)[:how_many]
                news = writer.replace_all((each, {"trust": "Another"}) for each in some)
                assert {each.trust for each in news} == {"Another"}
                assert len(writer.brought) == len(writer.taken) == how_many
            return len(counted)

        assert statements(300) == statements(2)

    def test_a_correction_that_says_the_same_is_none(self, store: Store) -> None:
        bring(store, person("P1"), person("P2"))
        with store.write(entry()) as writer:
            first, second = writer.all(Person)
            news = writer.replace_all([(first, {"name": first.name}), (second, {"name": "Other"})])
            assert news[0] is first
        assert [fact.code for fact in writer.taken] == ["P2"]
