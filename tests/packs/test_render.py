"""A pack's folder: the same to the byte, there whole or not at all."""

import resource
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bleadchallenge.domain.errors import CannotCreateError, CannotWriteError, UsageError
from bleadchallenge.packs.digest import digest_of
from bleadchallenge.packs.render import files_of, render
from bleadchallenge.packs.value import Cell
from packs.reading import book
from packs.samplepacks import full_pack, small_pack

ROOT = Path(__file__).resolve().parents[2]
NAME = "isg-pack-2018-03-15"
DRAW = f"""
import hashlib, sys
sys.path[:0] = [{str(ROOT / "src")!r}, {str(ROOT / "tests")!r}]
from bleadchallenge.packs.render import files_of
from packs.samplepacks import full_pack
whole = hashlib.sha256()
for name, content in files_of(full_pack(2), "pack").items():
    whole.update(name.encode() + content)
print(whole.hexdigest())
"""


def contents(folder: Path) -> dict[str, bytes]:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_a_pack_is_one_folder_with_every_form_and_its_charts(tmp_path: Path) -> None:
    paths = render(small_pack(), tmp_path)
    assert set(contents(tmp_path)) == {
        f"{NAME}/{NAME}.md",
        f"{NAME}/{NAME}.xlsx",
        f"{NAME}/{NAME}.html",
        f"{NAME}/charts/growth-lines.svg",
        f"{NAME}/charts/growth-intervals.svg",
        f"{NAME}/charts/bars.svg",
    }
    assert all(path.is_file() for path in paths)


def test_only_the_forms_that_are_wanted_are_written(tmp_path: Path) -> None:
    render(small_pack(), tmp_path, forms=("html",))
    assert set(contents(tmp_path)) == {f"{NAME}/{NAME}.html"}


def test_a_form_that_is_not_known_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="docx"):
        render(small_pack(), tmp_path, forms=("docx",))


def test_the_same_pack_is_the_same_to_the_byte_in_another_process_zone_and_hour() -> None:
    done = [
        subprocess.run(
            [sys.executable, "-c", DRAW],
            env={"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert done[0] == done[1]


def test_the_workbook_does_not_hold_the_hour_it_was_made() -> None:
    first = files_of(small_pack(), "pack", ("xlsx",))
    time.sleep(1.1)
    assert files_of(small_pack(), "pack", ("xlsx",)) == first


def test_making_a_pack_again_replaces_it_and_leaves_other_peoples_files(tmp_path: Path) -> None:
    render(small_pack(), tmp_path)
    before = contents(tmp_path)
    (tmp_path / NAME / "my notes.txt").write_text("mine")
    (tmp_path / NAME / "charts" / "old.svg").write_text("a figure hidden since")
    render(small_pack(), tmp_path)
    assert contents(tmp_path) == {**before, f"{NAME}/my notes.txt": b"mine"}


def test_a_folder_whose_parent_is_missing_cannot_be_made(tmp_path: Path) -> None:
    with pytest.raises(CannotCreateError):
        render(small_pack(), tmp_path / "missing" / "packs")
    assert contents(tmp_path) == {}


def test_a_file_in_the_folders_place_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "packs"
    place.write_text("mine")
    with pytest.raises(CannotCreateError):
        render(small_pack(), place)
    assert place.read_text() == "mine"


def test_a_full_disk_leaves_the_old_pack_and_nothing_half_written(tmp_path: Path) -> None:
    render(small_pack(), tmp_path)
    before = contents(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(CannotWriteError):
            render(full_pack(3), tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert contents(tmp_path) == before


def test_a_school_copy_is_named_after_its_school(tmp_path: Path) -> None:
    pack = replace(small_pack(), kind="school copy", about="900011")
    paths = render(pack, tmp_path, forms=("md",))
    assert paths[0].name == "school-copy-900011-2018-03-15.md"


def test_the_digest_changes_with_a_figure_and_not_with_a_default() -> None:
    pack = full_pack(2)
    assert digest_of(pack) == digest_of(full_pack(2))
    assert digest_of(pack) != digest_of(replace(pack, as_of=date(2018, 3, 16)))
    assert digest_of(small_pack()) != digest_of(small_pack(str.upper))
    assert Cell(1.0) == Cell(1.0, decimals=None, goes_to="")


def test_digest_change_and_policy_stand_on_every_form() -> None:
    pack = small_pack()
    files, digest = files_of(pack, "pack"), digest_of(pack)
    in_book = {cell.value for cell in book(files["pack.xlsx"]).cells}
    assert {digest, "change 143", "birmingham-2017"} <= in_book
    for form in ("md", "html"):
        text = files[f"pack.{form}"].decode()
        assert digest in text
        assert "change 143" in text
        assert "birmingham-2017" in text
