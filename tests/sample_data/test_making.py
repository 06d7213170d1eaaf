"""The files are what the script makes, all of them and no others."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sample_data.tables import SAMPLE, SCRIPTS

pytestmark = pytest.mark.xdist_group("made again")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("again")
    script = SCRIPTS / "make_sample_data.py"
    subprocess.run([sys.executable, str(script), str(folder)], check=True, capture_output=True)
    return folder


def files_under(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_the_script_makes_the_same_bytes_again(made: Path) -> None:
    kept = files_under(SAMPLE)
    del kept["README.md"]
    again = files_under(made)
    assert sorted(again) == sorted(kept)
    assert [name for name in kept if kept[name] != again[name]] == []


def test_the_files_stay_small() -> None:
    assert sum(map(len, files_under(SAMPLE).values())) < 2_500_000


def test_the_script_reads_nothing_outside_its_own_folder() -> None:
    sources = (SCRIPTS / "sample_city").rglob("*.py")
    assert not [path.name for path in sources if "shared" in path.read_text(encoding="utf-8")]


def test_everything_in_the_folder_is_spoken_of_in_its_readme() -> None:
    told = (SAMPLE / "README.md").read_text(encoding="utf-8")
    names = (name.rpartition("/")[2] for name in files_under(SAMPLE) if name != "README.md")
    undated = (re.sub(r"_\d{4}-\d\d-\d\d\.(csv|xlsx)$", r"_DATE.\1", name) for name in names)
    assert [name for name in undated if name not in told] == []
