"""The five main commands need nothing that only POSIX has: it is hidden from them here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data"
HIDING = """
import os, signal, sys

def no_folder(path, flags, *more, opened=os.open, **rest):
    if os.path.isdir(path):
        raise PermissionError(13, "folders are not opened here", str(path))
    return opened(path, flags, *more, **rest)

for name in ("fcntl", "resource", "termios", "tty", "pty", "grp", "pwd"):
    sys.modules[name] = None
for module, names in (
    (os, ("fork", "forkpty", "fchmod", "chown", "setsid", "mkfifo")),
    (signal, ("pthread_sigmask", "SIGHUP", "SIGXCPU", "SIGKILL", "SIGQUIT", "alarm", "setitimer")),
):
    for name in names:
        if hasattr(module, name):
            delattr(module, name)
def no_link(*given, **rest):
    raise OSError(1, "there are no such links here")

os.open, os.link = no_folder, no_link
"""
FILES = ("2016-2017_330_ks2final.csv", "2016-2017_330_spine.xlsx")
LINES = (
    f"import-data {' '.join(FILES)} alliances.csv people.csv",
    "consult-rsc 900003 --date 2017-07-03 --outcome agreed",
    "select 900003 selected --reason low --as-of 2017-07-10",
    "agree 900003 --head A --chair B --date 2017-09-06",
    "record-review 900003 --stage baseline --date 2017-09-18 --recommendation coach",
    "assign-tsa 900003 ASH --from 2017-11-06 --reason reading",
    "kpi start 900003 RWM=40,T2=48 --date 2017-11-20",
    "kpi-status --school 900003",
    "report isg-pack --meeting 2017-12-07 --out packs",
    "report workbook --out sheets",
    "backup copy.db",
    "",
    "due --format table",
)


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, str]:
    """The environment of a system that has none of it."""
    (tmp_path / "hiding").mkdir()
    (tmp_path / "hiding" / "sitecustomize.py").write_text(HIDING, encoding="utf-8")
    for name in FILES:
        shutil.copy(SAMPLE / "published" / name, tmp_path)
    for name in ("alliances.csv", "people.csv"):
        shutil.copy(SAMPLE / "programme" / name, tmp_path)
    path = os.pathsep.join([str(tmp_path / "hiding"), os.environ.get("PYTHONPATH", "")])
    clock = "2018-03-15T09:00:00+00:00"
    return {**os.environ, "PYTHONPATH": path, "BLEADCHALLENGE_CLOCK": clock}


def test_the_main_commands_run_where_only_python_is(
    elsewhere: dict[str, str], tmp_path: Path
) -> None:
    for line in LINES:
        done = subprocess.run(
            [sys.executable, "-m", "bleadchallenge", *line.split()],
            check=False,
            cwd=tmp_path,
            env=elsewhere,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout[-300:]}{done.stderr}"
    assert {path.suffix for path in (tmp_path / "packs").rglob("*")} >= {".md", ".xlsx", ".html"}
    left = [path.name for path in tmp_path.iterdir() if ".staged-" in path.name]
    assert left == []


def test_what_is_hidden_is_hidden(elsewhere: dict[str, str], tmp_path: Path) -> None:
    code = "import os; assert not hasattr(os, 'fork'); import fcntl"
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, cwd=tmp_path, env=elsewhere, capture_output=True
    )
    assert b"import of fcntl halted" in done.stderr
