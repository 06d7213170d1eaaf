"""A pack is the same to the byte, whether later results are in the store or not."""

import shutil
from pathlib import Path

import pytest

from bleadchallenge.resources import sample_data
from builders import answer_of
from stores import snapshot

MEETING = "2018-03-15"
LATER = (
    "2017-2018_330_ks2provisional.csv",
    "2017-2018_330_census.csv",
    "2017-2018_330_ks2final.csv",
    "2018-2019_330_ks2final.csv",
)


def _given(*words: str) -> None:
    answer = answer_of(list(words))
    assert answer.code == 0, f"{words}\n{answer.err}"


def _pack(store: Path) -> dict[str, bytes]:
    out = store.with_suffix(".packs")
    _given(
        *("report", "isg-pack", "--meeting", MEETING, "--as-of", MEETING),
        *("--store", str(store), "--out", str(out)),
    )
    return snapshot(out)


@pytest.mark.slow
def test_p31_the_pack_of_march_2018_is_the_same_once_2018_and_2019_are_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = tmp_path / "before.db", tmp_path / "after.db"
    _given("demo", "--store", str(before), "--until", MEETING)
    shutil.copy(before, after)
    monkeypatch.setenv("BLEADCHALLENGE_AUTHOR", "coordinator")
    monkeypatch.setenv("BLEADCHALLENGE_CLOCK", "2020-01-15T09:00:00+00:00")
    files = [str(sample_data() / "published" / name) for name in LATER]
    _given("import-data", *files, "--store", str(after))
    assert _pack(after) == _pack(before)
