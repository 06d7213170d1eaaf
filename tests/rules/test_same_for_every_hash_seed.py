"""The same commands give the same digest, however Python orders its sets."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from builders import ALLIANCES, register
from rule_ways import PEOPLE, TALENT

SEEDS = ("0", "1", "4711")
MOMENT = "2018-03-15T09:00:00+00:00"


def given(folder: Path, seed: str, *words: str) -> str:
    """What a command prints under a seed; it must succeed."""
    told = {"PYTHONHASHSEED": seed, "BLEADCHALLENGE_CLOCK": MOMENT, "BLEADCHALLENGE_AUTHOR": "A"}
    answer = subprocess.run(
        [sys.executable, "-m", "bleadchallenge", *words, "--store", "p.db"],
        cwd=folder,
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def digest_of(folder: Path, seed: str) -> str:
    """The digest of the store in a folder."""
    found: str = json.loads(given(folder, seed, "check", "--format", "json"))["digest"]
    return found


def _imported(folder: Path, seed: str) -> str:
    folder.mkdir()
    lists = {"2016-2017_330_spine.csv": register(), "alliances.csv": ALLIANCES}
    for name, text in {**lists, "people.csv": PEOPLE, "talent.csv": _OF_CHOSEN}.items():
        (folder / name).write_text(text, encoding="utf-8")
    given(folder, seed, "import-data", *lists, "people.csv")
    for urn in ("900001", "900002"):
        given(folder, seed, "consult-rsc", urn, "--date", "2017-07-03", "--outcome", "agreed")
    (folder / "chosen.csv").write_text(_CHOSEN, encoding="utf-8")
    given(folder, seed, "import-data", "chosen.csv", "talent.csv")
    return digest_of(folder, seed)


_CHOSEN = (
    "urn,name,state,route,reason,decided_on\n"
    "900001,Alder Bank Primary School,selected,criteria,low,2017-07-10\n"
    "900002,Birch Row Primary School,selected,criteria,low,2017-07-10\n"
)
_OF_CHOSEN = TALENT + "L08,900002,2018-01-11,identified,\n"


def test_an_import_has_one_digest_under_every_hash_seed(tmp_path: Path) -> None:
    assert len({_imported(tmp_path / seed, seed) for seed in SEEDS}) == 1


@pytest.mark.slow
def test_the_sample_programme_has_one_digest_under_every_hash_seed(tmp_path: Path) -> None:
    for seed in SEEDS[1:]:
        (tmp_path / seed).mkdir()
        given(tmp_path / seed, seed, "demo")
    assert len({digest_of(tmp_path / seed, "0") for seed in SEEDS[1:]}) == 1
