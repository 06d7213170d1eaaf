"""A run on a machine without the page tools ends green and says in its last lines what it left out."""

import os
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]


def test_the_last_lines_list_what_was_skipped_and_how_to_get_it(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"),
            *("tests/packs/test_accessible_page.py", "-k", "axe or nu_html"),
        ],
        cwd=HOME,
        env={**os.environ, "BLEADCHALLENGE_TOOLS": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    last = done.stdout.splitlines()[-5:]
    assert "skipped, and how to get it" in "".join(last)
    assert any(f"needs axe-core: npm install --prefix {tmp_path} axe-core" in line for line in last)
    assert any("needs the Nu HTML checker: " in line for line in last)
