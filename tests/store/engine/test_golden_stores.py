"""Every store that a version of the program ever made can still be opened."""

import shutil
from pathlib import Path

import pytest

from bleadchallenge.store.engine import health
from bleadchallenge.store.engine.revisions import REVISION
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.engine.undo import undo
from bleadchallenge.store.tables import Person, fact_tables
from stores import bring, entry, person

pytestmark = pytest.mark.sqlite

GOLDEN = sorted((Path(__file__).parents[2] / "golden" / "stores").glob("*.db"))


@pytest.fixture(params=GOLDEN, ids=lambda path: path.stem)
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return Store(Path(shutil.copy(request.param, tmp_path)))


def test_there_is_a_store_of_the_current_revision() -> None:
    assert REVISION in {path.stem for path in GOLDEN}


def test_it_holds_a_fact_of_every_kind_and_is_whole(golden: Store) -> None:
    with golden.read() as reader:
        assert health.damage(reader) == []
        for kind in fact_tables().values():
            assert reader.all(kind) or golden.place.stem != REVISION


def test_its_story_can_be_read_at_every_change(golden: Store) -> None:
    with golden.read() as reader:
        last = reader.change
    for seq in range(last + 1):
        with golden.read(str(seq)) as reader:
            assert reader.change == seq
            health.digest(reader)


def test_it_can_be_written_and_undone(golden: Store) -> None:
    with golden.read() as reader:
        before = health.digest(reader)
    seq = bring(golden, person("P9"))
    with golden.write(entry(undoes=seq)) as writer:
        undo(writer, seq)
    with golden.read() as reader:
        assert reader.get(Person, code="P9") is None
        assert health.digest(reader) == before
        assert health.damage(reader) == []
