"""What the program recorded at each revision is whole today, and is gone on with."""

import shutil
from pathlib import Path

import pytest

from bleadchallenge.store.engine.revisions import REVISION
from builders import Programme

pytestmark = pytest.mark.sqlite

STORIES = sorted((Path(__file__).parents[2] / "golden" / "stories").glob("*.db"))
LAST = 32


@pytest.fixture(params=STORIES, ids=lambda path: path.stem)
def older(request: pytest.FixtureRequest, programme: Programme) -> Programme:
    """A small programme, as the commands of that revision recorded it."""
    shutil.copy(request.param, programme.folder / "bleadchallenge.db")
    return programme


def test_there_is_one_of_the_current_revision() -> None:
    assert REVISION in {path.stem for path in STORIES}


def test_check_says_of_each_that_it_is_whole(older: Programme) -> None:
    answer = older.done("check --format json").json
    assert (answer["change"], answer["rows"]) == (LAST, [])


def test_each_is_gone_on_with(older: Programme) -> None:
    assert len(older.rows("history")) == LAST
    older.done("record-days 900001 --date 2018-03-08 --days 0.5 --person P5")
    older.done(f"undo {LAST + 1}")
    older.done("report isg-pack --meeting 2018-03-15 --out packs --reason later")
    older.done("check")


def test_nobodys_words_are_in_each_after_a_purge(older: Programme) -> None:
    older.done("purge --live --before 2100-01-01")
    assert b"Fairweather" not in (older.folder / "bleadchallenge.db").read_bytes()
    older.done("check")
