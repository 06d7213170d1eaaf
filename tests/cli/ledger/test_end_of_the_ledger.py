"""A ledger that was cut short is found by what backups and packs say of it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bleadchallenge.domain.errors import Exit
from bleadchallenge.store.place import Place
from builders import Programme

STORE = "bleadchallenge.db"
PEOPLE = "code,name,role\nP1,Ada Loveday,governor\n"
MORE = "code,name,role\nP2,Bea Quick,governor\n"


@pytest.fixture
def earlier(programme: Programme) -> Place:
    """A copy of the store as it was before its last change."""
    programme.done("init")
    programme.write("people.csv", PEOPLE)
    programme.write("more.csv", MORE)
    programme.done("import-data people.csv")
    return programme.copied()


@pytest.fixture
def kept(programme: Programme, earlier: Place) -> Programme:
    """A store with one change more than the copy."""
    assert earlier
    programme.done("import-data more.csv")
    return programme


def found(kept: Programme, line: str = "check") -> list[str]:
    answer = kept.run(f"{line} --format json")
    rows = [row["what"] for row in answer.json["rows"]]
    assert answer.code == (Exit.FOUND if rows else Exit.DONE)
    return rows


@pytest.mark.sqlite
def test_an_end_that_was_cut_off_is_found_by_a_backup_beside_the_store(
    kept: Programme, earlier: Place
) -> None:
    kept.done("backup monday.db")
    kept.begin_with(earlier)
    said = "change 3 is not in the ledger as monday.db.ledger says: its end was cut off"
    assert found(kept) == [f"{said}, or an older backup put back"]


@pytest.mark.sqlite
def test_the_same_change_with_other_content_is_found(kept: Programme, earlier: Place) -> None:
    kept.done("backup monday.db")
    kept.begin_with(earlier)
    kept.write("other.csv", MORE.replace("Bea", "Cy"))
    kept.done("import-data other.csv")
    assert len(found(kept)) == 1


def test_a_mark_kept_elsewhere_is_compared_when_it_is_given(
    kept: Programme, earlier: Place, tmp_path: Path
) -> None:
    mark = kept.done("check --format json").json["ledger"]
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "note.txt").write_text(f"read out on Monday: {mark}\n")
    assert found(kept, f"check --against {mark}") == []
    assert found(kept, "check --against far/note.txt") == []
    kept.begin_with(earlier)
    assert found(kept) == []
    assert len(found(kept, f"check --against {mark}")) == 1
    assert len(found(kept, "check --against far/note.txt")) == 1


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_pack_says_how_far_the_ledger_went(programme: Programme, form: str) -> None:
    programme.supported()
    earlier = programme.copied()
    programme.done("report isg-pack --meeting 2018-03-15 --out packs")
    pack = f"packs/isg-pack-2018-03-15/isg-pack-2018-03-15.{form}"
    assert found(programme, f"check --against {pack}") == []
    programme.begin_with(earlier)
    assert found(programme) == []
    assert "knows no issue of the pack" in found(programme, f"check --against {pack}")[0]


def test_going_on_after_what_was_read_out_is_no_fault(kept: Programme) -> None:
    kept.done("backup monday.db")
    kept.done("undo 3")
    assert found(kept) == []


@pytest.mark.sqlite
def test_a_backup_of_another_store_beside_it_says_nothing_of_this_one(
    kept: Programme,
) -> None:
    kept.done("--store other.db init --reason other")
    kept.done("--store other.db backup other-monday.db")
    assert found(kept) == []
    said = found(kept, "check --against other-monday.db.ledger")
    assert said == ["other-monday.db.ledger speaks of another store"]


def test_what_says_nothing_of_a_ledger_is_refused(kept: Programme) -> None:
    answer = kept.run("check --against people.csv")
    assert (answer.code, "says nothing of a ledger" in answer.err) == (Exit.NO_INPUT, True)
    assert kept.run("check --against gone.txt").code == Exit.NO_INPUT


@pytest.mark.sqlite
def test_the_last_entry_cut_off_by_hand_is_found_without_any_mark(kept: Programme) -> None:
    with closing(sqlite3.connect(kept.folder / STORE)) as connection:
        connection.execute("DELETE FROM change WHERE seq = 3")
        connection.execute("PRAGMA user_version = 0")
        connection.commit()
    assert any("change 3" in what for what in found(kept))
