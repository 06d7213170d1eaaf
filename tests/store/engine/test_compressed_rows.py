"""Rows of published files stand compressed, and come out as they went in."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bleadchallenge.domain.errors import NotOursError
from bleadchallenge.store.engine import health
from bleadchallenge.store.engine.revisions import REVISION
from bleadchallenge.store.engine.source_rows import kept_rows, rows_digest
from bleadchallenge.store.engine.sqlite import connections
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.facts.row_blocks import pack, unpack
from bleadchallenge.store.migrations import run
from bleadchallenge.store.tables import SourceBlock, SourceRow
from stores import bring_import, entry

CELLS = st.text(st.characters(exclude_characters="\x1e", exclude_categories=["Cs"]))
COLUMNS = {"URN": 0, "SCHNAME": 1, "URN_AC": 2}
SCHOOLS = 5000


@given(st.dictionaries(st.integers(0), CELLS, min_size=1))
def test_rows_come_out_of_a_block_as_they_went_in(rows: dict[int, str]) -> None:
    assert unpack(pack(list(rows.items()))) == rows


def test_a_cell_that_would_break_a_block_is_not_kept() -> None:
    with pytest.raises(ValueError, match="ends a row"):
        pack([(1, "a\x1e2\x1fb")])


@pytest.mark.parametrize("packed", [b"", b"x", pack([(1, "a")])[:-2], pack([(1, "a")])[::-1]])
def test_a_damaged_block_is_refused_with_a_sentence(packed: bytes) -> None:
    with pytest.raises(NotOursError, match="the store is damaged"):
        unpack(packed)


def test_every_row_of_a_large_import_is_read_in_its_order(store: Store) -> None:
    with store.write(entry()) as writer:
        bring_import(writer, 1, rows=SCHOOLS)
        bring_import(writer, 2, rows=7)
    with store.read() as reader:
        rows = list(kept_rows(reader.session, 1))
        assert [row.row for row in rows] == list(range(1, SCHOOLS + 1))
        assert all(row.cells == f"{100000 + row.row}\x1fschool {row.row}" for row in rows)
        assert len(list(kept_rows(reader.session, 2))) == 7
        assert len(reader.session.exec(select(SourceBlock)).all()) < SCHOOLS / 10


def test_an_older_store_becomes_smaller_and_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "programme.db"
    before = as_revision_6(path)
    with Store(path).read() as reader:
        assert reader.session.connection().exec_driver_sql("PRAGMA user_version").scalar()
        rows = [(row.row, row.cells) for row in kept_rows(reader.session, 1)]
        named = reader.session.exec(select(SourceRow.row).where(SourceRow.other_urns == "200003"))
        assert list(named) == [3]
        wrong = [fault.what for fault in health.damage(reader)]
        assert not [what for what in wrong if "import" in what or "rows" in what]
    assert rows == before
    old = path.with_name(f"{path.name}.before-{REVISION}")
    assert path.stat().st_size < old.stat().st_size / 2


def as_revision_6(path: Path) -> list[tuple[int, str]]:
    """Make a store as revision 6 did, with a published file; gives its rows."""
    filler = "\x1f".join(["53%", "SUPP", "0.5", "Primary school"] * 20)
    rows = [
        (row, f"{100000 + row}\x1fschool {row}\x1f{200003 if row == 3 else ' '}\x1f{filler}")
        for row in range(1, SCHOOLS + 1)
    ]
    with connections.new_file(path) as connection:
        run.upgrade(connection, "0006")
        columns = json.dumps(COLUMNS)
        connection.exec_driver_sql(
            "INSERT INTO change (seq, at, author, command, reason, content, digest) "
            "VALUES (1, '2018-12-01T09:00:00+00:00', 'a', 'b', '', 'c', 'd')"
        )
        connection.exec_driver_sql(
            "INSERT INTO source_file (since, number, kind, year, release, file, sheet, sha256, "
            "header_row, header, columns, decisions, mapping, rows, content, taken_on) VALUES "
            "(1, 1, 'ks2', '201718', 'final', 'a.csv', '', '', 1, '', ?, '[]', '', ?, ?, "
            "'2018-12-01')",
            (columns, SCHOOLS, rows_digest(rows)),
        )
        connection.exec_driver_sql(
            "INSERT INTO source_row (source, row, level, urn, laestab, la, name, cells) "
            "VALUES (1, ?, 'school', '', '', '', '', ?)",
            rows,
        )
    return rows
