"""What is kept can be taken elsewhere, and a person can be told what is kept of them."""

import csv
import json
from pathlib import Path

import pytest
from sqlmodel import select

from bleadchallenge.domain.errors import CannotCreateError, CannotWriteError
from bleadchallenge.store.engine.export import export
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.facts.ledger import Change
from bleadchallenge.store.kpis import hidden_readings
from bleadchallenge.store.tables import Person, Visit, fact_tables
from stores import bring, entry, example, files_no_longer_than, one_of_each, person


@pytest.fixture
def told(store: Store) -> Store:
    bring(store, person("P1"), example(Visit))
    with store.write(entry(reason="Zoë misspelt")) as writer:
        writer.replace(writer.get(Person, code="P1"), name="=HYPERLINK(1)", email="+44")
    return store


def exported(store: Store, folder: Path, as_known: str | None = None) -> list[Path]:
    with store.read(as_known) as reader:
        return export(reader, folder, hidden_readings(reader))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_and_the_ledger_are_written(store: Store, tmp_path: Path) -> None:
    bring(store, *one_of_each())
    files = exported(store, tmp_path / "out")
    names = {name for table in fact_tables() for name in (f"{table}.csv", f"{table}_history.csv")}
    assert {path.name for path in files} == names | {"ledger.json"}
    assert all(len(rows(path)) == 1 for path in files
               if path.suffix == ".csv" and not path.name.startswith("source_file"))  # fmt: skip


def test_a_table_holds_what_is_known_and_its_history_all_there_was(
    told: Store, tmp_path: Path
) -> None:
    exported(told, tmp_path / "out")
    (now,) = rows(tmp_path / "out" / "person.csv")
    assert (now["code"], "since" in now) == ("P1", False)
    history = rows(tmp_path / "out" / "person_history.csv")
    assert [(row["since"], row["until"]) for row in history] == [("1", "2"), ("2", "")]


def test_text_that_looks_like_a_formula_is_made_harmless(told: Store, tmp_path: Path) -> None:
    exported(told, tmp_path / "out")
    (now,) = rows(tmp_path / "out" / "person.csv")
    assert (now["name"], now["email"]) == ("'=HYPERLINK(1)", "'+44")


def test_an_entry_of_the_ledger_has_its_parts_in_one_order(told: Store, tmp_path: Path) -> None:
    with told.read() as reader:
        reader.session.exec(select(Change.author, Change)).all()  # read before in another order
        export(reader, tmp_path / "out", hidden_readings(reader))
    changes = json.loads((tmp_path / "out" / "ledger.json").read_text())["changes"]
    assert {tuple(each) for each in changes} == {
        tuple(name for name in Change.model_fields if name != "words")
    }


def test_dates_and_nothing_are_plain(told: Store, tmp_path: Path) -> None:
    exported(told, tmp_path / "out")
    (visit,) = rows(tmp_path / "out" / "visit.csv")
    assert visit["planned_on"] == "2018-01-02"
    (row, _later) = rows(tmp_path / "out" / "person_history.csv")
    assert row["available_days"] == ""


def test_seals_and_salts_stay_in_the_store(told: Store, tmp_path: Path) -> None:
    exported(told, tmp_path / "out")
    header = (tmp_path / "out" / "person_history.csv").read_text("utf-8-sig").splitlines()[0]
    assert not {"salt", "seal", "id"} & set(header.split(","))


def test_the_ledger_is_whole(told: Store, tmp_path: Path) -> None:
    exported(told, tmp_path / "out")
    ledger = json.loads((tmp_path / "out" / "ledger.json").read_text("utf-8"))
    assert ledger["schema"] == "bleadchallenge/ledger/1"
    assert [change["seq"] for change in ledger["changes"]] == [1, 2]
    assert ledger["changes"][1]["reason"] == "Zoë misspelt"


def test_what_was_known_at_a_change_is_exported_as_it_was(told: Store, tmp_path: Path) -> None:
    exported(told, tmp_path / "out", "1")
    (then,) = rows(tmp_path / "out" / "person.csv")
    assert then["name"] == "Name of P1"
    assert [row["until"] for row in rows(tmp_path / "out" / "person_history.csv")] == [""]
    ledger = json.loads((tmp_path / "out" / "ledger.json").read_text("utf-8"))
    assert len(ledger["changes"]) == 1


def test_an_export_is_for_its_owners_eyes_only(told: Store, tmp_path: Path) -> None:
    files = exported(told, tmp_path / "out")
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_an_export_overwrites_nothing(told: Store, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "letter.txt").write_text("Dear Chair")
    with pytest.raises(CannotCreateError, match="not empty"):
        exported(told, tmp_path / "out")
    assert len(list((tmp_path / "out").iterdir())) == 1


@pytest.mark.parametrize("place", ["file/out", "no/such/out"])
def test_a_folder_that_cannot_be_made_is_said_so(told: Store, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotCreateError, match="cannot make"):
        exported(told, tmp_path / place)


def test_a_full_disk_is_said_so(told: Store, tmp_path: Path) -> None:
    with files_no_longer_than(10), pytest.raises(CannotWriteError):
        exported(told, tmp_path / "out")
