"""What is put into its place is there whole or not at all, for its owner's eyes only."""

import fcntl
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bleadchallenge import staging
from stores import snapshot

SOURCE = Path(__file__).parents[1] / "src"
KILLED = """
import os, sys
from pathlib import Path
from bleadchallenge import staging
with staging.staged_files(Path(sys.argv[1]), {"a.txt": b"new"}):
    os.kill(os.getpid(), 9)
"""


def put(place: Path, **files: str) -> None:
    content = {name.replace("_", "."): text.encode() for name, text in files.items()}
    with staging.staged_files(place, content) as staged:
        staged.put_into_place()


def test_a_rewritten_folder_has_the_new_files_and_those_of_others(tmp_path: Path) -> None:
    put(tmp_path / "pack", a_md="old", b_md="old")
    (tmp_path / "pack" / "mine.txt").write_text("mine")
    (tmp_path / "pack" / "notes").mkdir()
    (tmp_path / "pack" / "notes" / "n.txt").write_text("n")
    put(tmp_path / "pack", a_md="new")
    assert snapshot(tmp_path) == {
        "pack/a.md": b"new",
        "pack/b.md": b"old",
        "pack/mine.txt": b"mine",
        "pack/notes/n.txt": b"n",
    }


def test_a_folder_is_never_seen_half_rewritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "pack", a_md="old", b_md="old")
    seen: list[dict[str, bytes]] = []
    swap = staging._exchange

    def watched(one: Path, other: Path) -> None:
        seen.append(snapshot(tmp_path / "pack"))
        swap(one, other)
        seen.append(snapshot(tmp_path / "pack"))

    monkeypatch.setattr(staging, "_exchange", watched)
    put(tmp_path / "pack", a_md="new", b_md="new")
    assert seen == [
        {"a.md": b"old", "b.md": b"old"},
        {"a.md": b"new", "b.md": b"new"},
    ]


def test_where_the_system_cannot_swap_two_renames_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging.ctypes, "CDLL", lambda *_, **__: object())
    put(tmp_path / "pack", a_md="old")
    put(tmp_path / "pack", a_md="new")
    assert snapshot(tmp_path) == {"pack/a.md": b"new"}


def test_what_a_killed_run_left_goes_with_the_next(tmp_path: Path) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, tmp_path / "pack"],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        check=False,
    )
    assert killed.returncode == -9
    assert [path.name[:13] for path in tmp_path.iterdir()] == [".pack.staged-"]
    put(tmp_path / "pack", a_md="new")
    assert snapshot(tmp_path) == {"pack/a.md": b"new"}
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


def test_what_another_run_is_staging_is_left_to_it(tmp_path: Path) -> None:
    with staging.staged_files(tmp_path / "pack", {"a.md": b"first"}) as first:
        put(tmp_path / "pack", a_md="second")
        assert first.waiting.is_dir()
        first.put_into_place()
    assert snapshot(tmp_path) == {"pack/a.md": b"first"}


def test_a_symbolic_link_is_respected(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to(tmp_path / "far" / "real.txt")
    with staging.staged(tmp_path / "link.txt") as staged:
        staging.write(staged.waiting, b"new")
        staged.put_into_place()
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "far" / "real.txt").read_text() == "new"


@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_what_is_staged_is_for_its_owner_alone(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        put(tmp_path / "pack", a_md="new")
        staging.make_folders(tmp_path / "one" / "two")
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes == {"pack": 0o700, "a.md": 0o600, "one": 0o700, "two": 0o700}


def test_a_name_that_is_taken_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old")
    with staging.staged(tmp_path / "a.txt") as staged:
        staging.write(staged.waiting, b"new")
        with pytest.raises(FileExistsError):
            staged.put_into_free_place()
    assert snapshot(tmp_path) == {"a.txt": b"old"}


def test_an_empty_file_gives_way_to_what_takes_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    with staging.staged(tmp_path / "a.txt") as staged:
        staging.write(staged.waiting, b"new")
        staged.put_into_free_place()
    assert snapshot(tmp_path) == {"a.txt": b"new"}


def test_an_empty_file_gives_way_once_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "a.txt"
    place.touch()
    lock = fcntl.flock

    def another_is_quicker(handle: int, how: int) -> None:
        if (tmp_path / "other.txt").exists():
            (tmp_path / "other.txt").replace(place)
        lock(handle, how)

    with staging.staged(place) as staged:
        staging.write(staged.waiting, b"new")
        (tmp_path / "other.txt").write_text("other")
        monkeypatch.setattr(fcntl, "flock", another_is_quicker)
        with pytest.raises(FileExistsError):
            staged.put_into_free_place()
    assert snapshot(tmp_path) == {"a.txt": b"other"}


@pytest.mark.parametrize("name", ["x" * 240, "é" * 120, "\udcff" + "é" * 110 + ".db"])
def test_a_name_may_be_as_long_as_a_file_may_have_one(tmp_path: Path, name: str) -> None:
    with staging.staged(tmp_path / name) as staged:
        staging.write(staged.waiting, b"new")
        staged.put_into_place()
    assert snapshot(tmp_path) == {name: b"new"}


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: os.mknod(path, 0o140600)])
def test_what_is_no_ordinary_file_is_never_replaced(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "odd")
    (tmp_path / "link").symlink_to("odd")
    before = (tmp_path / "odd").lstat()
    for place in ("odd", "link"):
        with pytest.raises(FileExistsError):
            put(tmp_path / place, a_txt="new")
    assert (tmp_path / "odd").lstat() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "odd"]


def test_a_link_to_itself_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError, match="symbolic links"), staging.staged(tmp_path / "loop"):
        pass
    assert (tmp_path / "loop").is_symlink()
    assert [each.name for each in tmp_path.iterdir()] == ["loop"]


@pytest.mark.parametrize("moment", ["made", "opened"])
def test_what_another_run_clears_before_it_is_locked_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    place, turns = tmp_path / "kept.db", iter([True])
    where, name = {"made": (tempfile, "mkdtemp"), "opened": (os, "open")}[moment]
    real: Callable[..., object] = getattr(where, name)

    def interrupted(*given: object, **named: object) -> object:
        done = real(*given, **named)
        is_first = ".staged-" in str((*given, *named.values())) and next(turns, False)
        if is_first:  # another run takes it for what a killed one left
            for left in tmp_path.glob(".kept.db.staged-*"):
                left.rmdir()
        return done

    monkeypatch.setattr(where, name, interrupted)
    with staging.staged(place) as waiting:
        staging.write(waiting.waiting, b"x")
        waiting.put_into_place()
    assert place.read_bytes() == b"x"
    assert next(turns, None) is None
    assert [path.name for path in tmp_path.iterdir()] == ["kept.db"]
